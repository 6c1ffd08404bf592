//! A whole answer by chains, in its order: harmony, top voice, the others.

use super::melody::Draft;
use super::passage::Passage;
use super::recital::Recital;
use crate::compose::error::ComposeError;
use crate::generate::Written;
use crate::music::{Chord, NoteId, Voice, sort_by_rank};
use crate::token::{ChordLane, Step, Style};

impl Passage<'_> {
    /// Writes the answer: chord symbols where the style has them, the voices, and the drums if they are asked for.
    ///
    /// # Errors
    /// [`ComposeError::Markov`] if the chains know nothing that the laws allow, [`ComposeError::ChainsSilenced`] if a
    /// voice is left without any note.
    pub fn recite(mut self, drums: bool, next_id: NoteId) -> Result<Recital, ComposeError> {
        if self.span.is_empty() {
            return Ok(Recital::new(self.grid, Vec::new()));
        }
        let chords = self.harmonize()?;
        let mut next_id = next_id.0;
        let (top, others): (Vec<Voice>, Vec<Voice>) = self
            .write
            .iter()
            .partition(|voice| **voice == Voice::SOPRANO);
        let mut phrase_ends = Vec::new();
        for voice in top {
            let sung = self.sing(voice)?;
            phrase_ends = self.phrase_ends(&sung);
            next_id = self.settle(sung, next_id)?;
        }
        let mut drafts = if self.ensemble.is_in_four_parts() {
            let sung = self.chorus(&others);
            self.ornament(sung)
        } else {
            self.accompany(&others)
        };
        if drums {
            drafts.extend(self.drum());
        }
        self.settle(drafts, next_id)?;
        let written = self.told(chords, phrase_ends);
        Ok(Recital::new(self.grid, written))
    }

    /// Writes the top voice alone, for others to be written to it; answers the next free id.
    ///
    /// # Errors
    /// As [`Passage::recite`].
    pub fn lead(&mut self, next_id: NoteId) -> Result<NoteId, ComposeError> {
        if self.span.is_empty() {
            return Ok(next_id);
        }
        self.harmonize()?;
        let sung = self.sing(Voice::SOPRANO)?;
        Ok(NoteId(self.settle(sung, next_id.0)?))
    }

    /// Lets drafts stand that keep the laws; answers the next free id.
    fn settle(&mut self, drafts: Vec<Draft>, next_id: u32) -> Result<u32, ComposeError> {
        let admitted = self.admit(drafts.clone());
        let is_sung = |voice: Voice| admitted.iter().any(|it| it.voice == voice);
        if let Some(draft) = drafts.iter().find(|it| !is_sung(it.voice)) {
            let voice = draft.voice.0;
            return Err(ComposeError::ChainsSilenced { voice });
        }
        Ok(self.stand(&admitted, next_id))
    }

    /// Where phrases of a choir end: with the last note of the top voice in each.
    fn phrase_ends(&self, sung: &[Draft]) -> Vec<Step> {
        if !matches!(self.style, Style::BachChorale) {
            return Vec::new();
        }
        let phrases = self.phrases();
        let closed = phrases
            .iter()
            .filter(|phrase| phrase.end < self.span.end || self.ends());
        let last = closed.map(|phrase| sung.iter().rev().find(|it| phrase.contains(&it.onset)));
        last.flatten().map(|draft| draft.onset).collect()
    }

    /// Everything that is new, in the order of the music.
    fn told(&self, chords: Vec<(Step, Option<Chord>)>, phrase_ends: Vec<Step>) -> Vec<Written> {
        let mut told: Vec<(Step, u8, Written)> = Vec::new();
        if self.lane == ChordLane::Free {
            let planned = self.grid.chords.iter();
            let planned = planned.filter(|(step, _)| self.conditions.planned_chords.contains(step));
            let all = planned.copied().chain(chords);
            told.extend(all.map(|(step, chord)| (step, 0, Written::Chord(step, chord))));
        }
        told.extend(
            phrase_ends
                .into_iter()
                .map(|step| (step, 1, Written::PhraseEnd(step))),
        );
        let ours = self
            .grid
            .notes
            .iter()
            .filter(|it| self.conditions.planned.contains_key(&it.id));
        told.extend(ours.map(|note| (note.onset, 2, Written::Note(*note))));
        sort_by_rank(&mut told, |(step, rank, _)| {
            [i64::from(*step), i64::from(*rank), 0]
        });
        told.into_iter().map(|(.., written)| written).collect()
    }
}
