//! What a network makes of notes that are there: nats a note, read from the text that says them.

use std::ops::Range;

use super::rate::Candidate;
use crate::compose::error::ComposeError;
use crate::compose::lent_player::LentPlayer;
use crate::generate::{GenerateError, Likelihood, nats_of};
use crate::model::{Input, LanguageModel};
use crate::music::KeySignature;
use crate::token::{ChordLane, EncodePlan, Grammar, Grid, Style, Token, encode};

/// A candidate as a text, and the bars of its new notes.
pub(super) struct Text {
    grid: Grid,
    plan: EncodePlan,
    capacity: usize,
    bars: Range<usize>,
}

impl Text {
    /// The text of a candidate; `None` where nothing is new.
    ///
    /// What stands in the bars of the new notes is given, as it was when they were written.
    pub fn of(
        Candidate { score, added, .. }: &Candidate,
        style: Style,
        key: Option<KeySignature>,
        capacity: usize,
    ) -> Result<Option<Self>, ComposeError> {
        let grid = Grid::quantize(score, score.n_bars())?;
        let new = || grid.notes.iter().filter(|note| added.contains(&note.id));
        let (Some(first), Some(last)) = (
            new().map(|note| note.onset).min(),
            new().map(|note| note.onset).max(),
        ) else {
            return Ok(None);
        };
        let bars = grid.bar_at(first)..grid.bar_at(last) + 1;
        let from = grid.bars[bars.start].start;
        let given = grid
            .notes
            .iter()
            .filter(|note| note.onset >= from && !added.contains(&note.id));
        let mut voices: Vec<_> = grid.notes.iter().map(|note| note.voice).collect();
        voices.sort_unstable();
        voices.dedup();
        let is_inside = |step: &u32| (from..grid.bars[bars.end - 1].end()).contains(step);
        let lane = match style {
            Style::LeadSheet => ChordLane::Free,
            _ if grid.chords.iter().any(|(step, _)| is_inside(step)) => ChordLane::Given,
            _ => ChordLane::Absent,
        };
        let plan = EncodePlan {
            style: Some(style),
            key,
            voices,
            chords: lane,
            total_bars: Some(grid.bars.len()),
            given: given.map(|note| note.id).collect(),
            ..EncodePlan::default()
        };
        Ok(Some(Self {
            grid,
            plan,
            capacity,
            bars,
        }))
    }

    /// Nats a note of the new notes, and of those before them; the same twice where nothing stands there.
    pub async fn read(&self, player: &mut LentPlayer) -> Result<(f64, f64), ComposeError> {
        let (mut new, mut before) = (Likelihood::default(), Likelihood::default());
        let mut counted = self.bars.start;
        while counted < self.bars.end {
            let start = self.start_of_view(counted);
            let mut end = counted + 1;
            while end < self.bars.end && self.tokens(start..end + 1).0.len() <= self.capacity {
                end += 1;
            }
            let n_before = self.n_tokens(start..counted);
            // Of what stands, only the first view says how usual it is.
            let is_first = counted == self.bars.start;
            self.read_bars(player, start..end, |place, token, nats| {
                if place >= n_before {
                    new.add(token, nats);
                } else if is_first {
                    before.add(token, nats);
                }
            })
            .await?;
            counted = end;
        }
        let likelihood = new.a_note().unwrap_or(0.0);
        Ok((likelihood, before.a_note().unwrap_or(likelihood)))
    }

    /// Nats a note of those before the new notes, as [`Text::read`] finds them; `None` where nothing stands there.
    pub async fn read_before(&self, player: &mut LentPlayer) -> Result<Option<f64>, ComposeError> {
        let mut before = Likelihood::default();
        let first = self.bars.start;
        let view = self.start_of_view(first)..first;
        if !view.is_empty() {
            self.read_bars(player, view, |_, token, nats| before.add(token, nats))
                .await?;
        }
        Ok(before.a_note())
    }

    /// The first bar before another one from which on what stands between fills half a view at most.
    fn start_of_view(&self, end: usize) -> usize {
        let mut start = end;
        while start > 0 && self.n_tokens(start - 1..end) <= self.capacity / 2 {
            start -= 1;
        }
        start
    }

    /// Reads some bars, and tells the nats of each word that is not given, with its place in the text.
    async fn read_bars(
        &self,
        player: &mut LentPlayer,
        bars: Range<usize>,
        mut tell: impl FnMut(usize, Token, f64),
    ) -> Result<(), ComposeError> {
        let (mut tokens, is_given) = self.tokens(bars);
        tokens.truncate(self.capacity);
        let inputs = Input::of_text(&tokens).map_err(GenerateError::from)?;
        player.reset();
        let n_read = inputs.len().saturating_sub(1);
        let logits = if n_read == 0 {
            Vec::new()
        } else {
            let each = player.feed_each(&inputs[..n_read], 0).await;
            each.map_err(GenerateError::from)?
        };
        let mut grammar = Grammar::new();
        for (place, (token, is_given)) in tokens.iter().zip(is_given).enumerate() {
            let after = place.checked_sub(1).and_then(|at| logits.get(at));
            if let Some(after) = after.filter(|_| !is_given) {
                tell(place, *token, nats_of(*token, after, &grammar.mask()));
            }
            grammar.advance_token(*token).map_err(GenerateError::from)?;
        }
        Ok(())
    }

    fn n_tokens(&self, bars: Range<usize>) -> usize {
        if bars.is_empty() {
            0
        } else {
            self.tokens(bars).0.len()
        }
    }

    fn tokens(&self, bars: Range<usize>) -> (Vec<Token>, Vec<bool>) {
        let plan = EncodePlan {
            bars,
            ..self.plan.clone()
        };
        let encoded = encode(&self.grid, &plan);
        (encoded.tokens, encoded.is_given)
    }
}
