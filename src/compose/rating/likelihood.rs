//! What a network makes of notes that are there: nats a note, read from the text that says them.

use std::collections::HashSet;
use std::ops::Range;

use crate::compose::error::ComposeError;
use crate::compose::lent_player::LentPlayer;
use crate::generate::GenerateError;
use crate::model::{Input, LanguageModel, log_softmax};
use crate::music::{KeySignature, NoteId, Score};
use crate::theory::find_key;
use crate::token::{ChordLane, EncodePlan, Event, Grammar, Grid, Style, Token, Vocabulary, encode};

/// Nats of words and the notes among them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Sum {
    nats: f64,
    n_notes: usize,
}

impl Sum {
    fn add(&mut self, token: Token, nats: f64) {
        self.nats += nats;
        let event = Vocabulary::event(token);
        self.n_notes += usize::from(matches!(event, Event::Note(..) | Event::Drum(_)));
    }

    fn a_note(self) -> Option<f64> {
        (self.n_notes > 0).then(|| self.nats / self.n_notes as f64)
    }
}

/// A candidate as a text.
struct Text<'a> {
    grid: &'a Grid,
    plan: EncodePlan,
    capacity: usize,
}

/// Nats a note of new notes, and of those in the text before them.
///
/// What stands in the bars of the new notes is given, as it was when they were written.
pub(super) async fn likelihood(
    player: &mut LentPlayer,
    score: &Score,
    style: Style,
    key: Option<KeySignature>,
    added: &HashSet<NoteId>,
) -> Result<(f64, f64), ComposeError> {
    let grid = Grid::quantize(score, score.n_bars())?;
    let new = || grid.notes.iter().filter(|note| added.contains(&note.id));
    let (Some(first), Some(last)) = (
        new().map(|note| note.onset).min(),
        new().map(|note| note.onset).max(),
    ) else {
        return Ok((0.0, 0.0));
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
        key: key.or(score.header().key).or_else(|| find_key(score)),
        voices,
        chords: lane,
        total_bars: Some(grid.bars.len()),
        given: given.map(|note| note.id).collect(),
        ..EncodePlan::default()
    };
    let text = Text {
        grid: &grid,
        plan,
        capacity: player.capacity(),
    };
    text.read(player, &bars).await
}

impl Text<'_> {
    /// Reads the bars of the new notes, as many at once as the view holds with what stands before them.
    async fn read(
        &self,
        player: &mut LentPlayer,
        bars: &Range<usize>,
    ) -> Result<(f64, f64), ComposeError> {
        let (mut new, mut before) = (Sum::default(), Sum::default());
        let mut counted = bars.start;
        while counted < bars.end {
            let mut start = counted;
            while start > 0 && self.tokens(start - 1..counted).0.len() <= self.capacity / 2 {
                start -= 1;
            }
            let mut end = counted + 1;
            while end < bars.end && self.tokens(start..end + 1).0.len() <= self.capacity {
                end += 1;
            }
            let n_before = if start < counted {
                self.tokens(start..counted).0.len()
            } else {
                0
            };
            let (mut tokens, mut is_given) = self.tokens(start..end);
            tokens.truncate(self.capacity);
            is_given.truncate(self.capacity);
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
            for (place, token) in tokens.iter().enumerate() {
                let after = place.checked_sub(1).and_then(|at| logits.get(at));
                if let Some(after) = after.filter(|_| !is_given[place]) {
                    let nats = surprise(after, &grammar, *token);
                    let sum = if place >= n_before {
                        &mut new
                    } else {
                        &mut before
                    };
                    // Of what stands, only the first view says how usual it is.
                    if place >= n_before || counted == bars.start {
                        sum.add(*token, nats);
                    }
                }
                grammar.advance_token(*token).map_err(GenerateError::from)?;
            }
            counted = end;
        }
        let likelihood = new.a_note().unwrap_or(0.0);
        Ok((likelihood, before.a_note().unwrap_or(likelihood)))
    }

    fn tokens(&self, bars: Range<usize>) -> (Vec<Token>, Vec<bool>) {
        let plan = EncodePlan {
            bars,
            ..self.plan.clone()
        };
        let encoded = encode(self.grid, &plan);
        (encoded.tokens, encoded.is_given)
    }
}

/// Nats of a word; what the grammar forbids cannot be said and is not charged for.
fn surprise(logits: &[f32], grammar: &Grammar, token: Token) -> f64 {
    let mask = grammar.mask();
    let allowed = logits.iter().zip(mask.as_slice());
    let masked: Vec<f32> = allowed
        .map(|(logit, allowed)| if *allowed { *logit } else { f32::NEG_INFINITY })
        .collect();
    -log_softmax(&masked)[token.index()]
}
