//! The last bars of a piece.

use crate::compose::error::ComposeError;
use crate::music::{Duration, Interval, Note, Tick, Voice};
use crate::theory::Close;
use crate::token::{ChordLane, DRUM_VOICE};

use super::close::{Formula, hold};
use super::judge::Verdict;
use super::passage::Passage;
use super::writer::{Stretch, Writer};

/// How a piece came to its cadence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// A draft closed by itself.
    Drawn,
    /// A draft closed over a bass, or chord symbols, written by rule.
    Led,
    /// No draft closed: all voices are written by rule.
    Written,
}

impl Means {
    /// Its name: "drawn", "led" or "written".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Led => "led",
            Self::Written => "written",
        }
    }
}

/// How many times as many drafts the end of the piece may take as another phrase.
const PATIENCE: usize = 3;

impl Writer {
    /// The last bars of the piece: a draft that ends with a cadence; else one over a bass that does; else what was
    /// drawn, ended by rule. The last notes are held to the end.
    pub(super) async fn last(
        &mut self,
        index: usize,
        stretch: &Stretch,
    ) -> Result<Passage, ComposeError> {
        let before = self.desk.stands();
        let drawn = self
            .drafts(
                index,
                stretch,
                &Passage::default(),
                PATIENCE * self.n_drafts,
            )
            .await?;
        let (means, mut passage) = match drawn {
            Some((verdict, passage)) if is_final(&verdict) => (Means::Drawn, passage),
            drawn => {
                let drawn = drawn.map(|(_, passage)| passage).unwrap_or_default();
                match self.led(index, stretch, &before).await? {
                    Some(passage) => (Means::Led, passage),
                    None => (Means::Written, self.by_rule(stretch, &drawn, &before)),
                }
            }
        };
        self.desk.closed(means);
        hold(&mut passage, self.plan.end);
        Ok(passage)
    }

    /// A draft that closes over dominant and tonic in the bass, or in the chord symbols.
    async fn led(
        &mut self,
        index: usize,
        stretch: &Stretch,
        before: &Passage,
    ) -> Result<Option<Passage>, ComposeError> {
        let formula = self.formula(stretch);
        let mut lead = formula.write(before);
        let voices: Vec<Voice> = formula.pitched().collect();
        match (voices.last(), self.ensemble.chords) {
            (_, ChordLane::Free) => lead.notes.clear(),
            (Some(bass), _) if voices.len() > 1 => lead = lead.of_voices(&[*bass]),
            _ => return Ok(None),
        }
        let drafts = self.drafts(index, stretch, &lead, self.n_drafts).await?;
        let closed = drafts.filter(|(verdict, _)| is_final(verdict));
        Ok(closed.map(|(_, passage)| passage))
    }

    fn formula(&self, stretch: &Stretch) -> Formula<'_> {
        let bars = stretch.bars.end.saturating_sub(2).max(stretch.bars.start)..stretch.bars.end;
        let last = self.plan.sections.last();
        Formula {
            key: self.plan.key,
            ensemble: &self.ensemble,
            voices: last.map_or(&[], |section| &section.voices),
            span: self.span(&bars),
            time_signature: self.plan.time_signature,
        }
    }

    /// What was drawn, up to where dominant and tonic end it by rule.
    fn by_rule(&self, stretch: &Stretch, drawn: &Passage, before: &Passage) -> Passage {
        let formula = self.formula(stretch);
        let start = self.span(&stretch.bars).start;
        let last_bar = self.meter.bar_start(stretch.bars.end - 1);
        let n_pitched = formula.pitched().count();
        if n_pitched == 1 && self.ensemble.chords != ChordLane::Free {
            let kept = drawn.within(&(start..last_bar));
            if let Some(ended) = self.melody_home(kept, last_bar) {
                return ended;
            }
        }
        let mut kept = drawn.within(&(start..formula.turn().max(start)));
        let mut all = before.clone();
        all.join(kept.clone());
        // The drums go on to the last chord.
        let rest = drawn.within(&(formula.turn()..last_bar + Duration::TICK));
        let drums = rest
            .notes
            .into_iter()
            .filter(|note| note.voice == DRUM_VOICE);
        kept.notes.extend(drums);
        kept.join(formula.write(&all));
        kept
    }

    /// A melody whose last note becomes a neighbour of the tonic, with the tonic after it; `None` without a note.
    fn melody_home(&self, mut kept: Passage, last_bar: Tick) -> Option<Passage> {
        let order = |note: &&mut Note| note.onset;
        let leading = kept
            .notes
            .iter_mut()
            .filter(|note| note.voice != DRUM_VOICE);
        let note = leading.max_by_key(order)?;
        let (low, high) = *self.ensemble.ranges.get(usize::from(note.voice.0))?;
        let tonic = self.plan.key.tonic();
        let tonics = (low..=high).filter(|midi| midi % 12 == tonic.get());
        let home = tonics.min_by_key(|midi| midi.abs_diff(note.pitch.midi()))?;
        let home = crate::music::Pitch::new(i64::from(home)).ok()?;
        // From above by a whole tone, from below by the leading tone.
        let step = if note.pitch >= home { 2 } else { -1 };
        note.pitch = home.transposed(Interval(step))?;
        let voice = note.voice;
        kept.push(voice, home, last_bar..self.plan.end);
        Some(kept)
    }
}

fn is_final(verdict: &Verdict) -> bool {
    verdict.close.is_some_and(Close::is_final)
}
