//! A score cut at every onset: which pitch each voice sounds, from one simultaneity to the next.

use crate::music::{Note, Pitch, Score, TICKS_PER_QUARTER, Tick, Voice};

/// What sounds at one onset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slice {
    /// The onset.
    pub tick: Tick,
    /// The pitch of each voice of [`Slices`], struck or held; the highest where a voice has chords.
    pub pitches: Vec<Option<Pitch>>,
    /// Where the note of each voice ends.
    ends: Vec<Tick>,
}

/// A rest of an eighth note parts what it stands between; a shorter one is articulation. In ticks.
pub const LINE_REST: u32 = TICKS_PER_QUARTER / 2;

/// The simultaneities of a score, one at every onset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slices {
    /// The pitched voices, from the top.
    pub voices: Vec<Voice>,
    /// In order.
    pub slices: Vec<Slice>,
}

impl Slices {
    /// Cuts a score; drums are left out.
    pub fn of(score: &Score) -> Self {
        let mut voices = score.voices();
        voices.retain(|voice| !score.is_percussion(*voice));
        let mut slices: Vec<Slice> = Vec::new();
        let mut sounding: Vec<Option<&Note>> = vec![None; voices.len()];
        for note in score.notes() {
            let Ok(index) = voices.binary_search(&note.voice) else {
                continue;
            };
            if slices.last().is_none_or(|slice| slice.tick != note.onset) {
                for held in &mut sounding {
                    *held = held.filter(|held| held.end() > note.onset);
                }
                let pitches = sounding
                    .iter()
                    .map(|held| held.map(|held| held.pitch))
                    .collect();
                let ends = sounding
                    .iter()
                    .map(|held| held.map_or(Tick::ZERO, Note::end))
                    .collect();
                slices.push(Slice {
                    tick: note.onset,
                    pitches,
                    ends,
                });
            }
            // Notes of one onset and voice stand from the top, so the first of them counts.
            let is_first = sounding[index].is_none_or(|held| held.onset < note.onset);
            if let Some(slice) = slices.last_mut().filter(|_| is_first) {
                slice.pitches[index] = Some(note.pitch);
                slice.ends[index] = note.end();
                sounding[index] = Some(note);
            }
        }
        Self { voices, slices }
    }

    /// Every pair of voices, as places in `voices`, the higher first.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let n_voices = self.voices.len();
        (0..n_voices).flat_map(move |upper| (upper + 1..n_voices).map(move |lower| (upper, lower)))
    }

    /// Each simultaneity with the next.
    pub fn steps(&self) -> impl Iterator<Item = (&Slice, &Slice)> {
        self.slices.iter().zip(self.slices.iter().skip(1))
    }
}

impl Slice {
    /// The MIDI note of a voice, if it sounds.
    pub fn midi(&self, voice: usize) -> Option<i16> {
        let pitch = self.pitches.get(voice).copied().flatten();
        pitch.map(|pitch| i16::from(pitch.midi()))
    }

    /// The MIDI notes of a voice here and in the next slice, if it sounds in both and does not rest between them.
    pub fn step_to(&self, next: &Slice, voice: usize) -> Option<(i16, i16)> {
        let silent = self
            .ends
            .get(voice)
            .map_or(0, |end| next.tick.since(*end).get());
        let step = (self.midi(voice)?, next.midi(voice)?);
        (silent < LINE_REST).then_some(step)
    }
}
