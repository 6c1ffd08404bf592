//! Music that steers a piece: its motif begins the first theme, and its melodies judge the drafts.

use std::fmt;
use std::ops::Range;

use crate::markov::{MarkovError, MelodyModel};
use crate::music::{
    Duration, KeySignature, Mode, Note, NoteId, Pitch, Score, ScoreHeader, Tick, Voice,
};
use crate::theory::find_key;
use crate::token::DRUM_VOICE;

use super::passage::Passage;
use super::plan::Section;

/// What a nat a note counts beside theory's findings.
const EACH_NAT: f64 = 0.3;
/// The raster on which a motif is put: a sixteenth.
const RASTER: u32 = 120;

/// What was learnt of the music that an order brings.
#[derive(Default)]
pub struct Influence {
    model: Option<MelodyModel>,
    first: Option<(Score, Voice, KeySignature)>,
}

impl fmt::Debug for Influence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Influence({})", self.model.is_some())
    }
}

impl Influence {
    /// Learns the first voices of some scores.
    ///
    /// # Errors
    /// [`MarkovError`] if the counts cannot be kept, never seen.
    pub fn of(scores: &[Score]) -> Result<Self, MarkovError> {
        if scores.is_empty() {
            return Ok(Self::default());
        }
        let mut model = MelodyModel::new()?;
        let mut first = None;
        for score in scores {
            let Some((voice, key)) = leading_voice(score).zip(find_key(score)) else {
                continue;
            };
            model.add(std::slice::from_ref(score), voice, 1.0)?;
            let key = score.header().key.unwrap_or(key);
            first.get_or_insert_with(|| (score.clone(), voice, key));
        }
        Ok(Self {
            model: Some(model),
            first,
        })
    }

    /// Whether a good draft ends the search: with an influence all are compared.
    pub fn is_content(&self) -> bool {
        self.model.is_none()
    }

    /// How unlike the influence the melody of a draft is; 0 without an influence.
    pub fn strangeness(&self, draft: &Passage, section: &Section) -> f64 {
        let top = section
            .voices
            .iter()
            .filter(|voice| **voice != DRUM_VOICE)
            .min();
        let (Some(model), Some(top)) = (&self.model, top) else {
            return 0.0;
        };
        let mut melody = draft.clone().of_voices(&[*top]);
        for (index, note) in (0..).zip(&mut melody.notes) {
            note.id = NoteId(index);
        }
        let header = ScoreHeader {
            key: Some(section.key),
            ..ScoreHeader::default()
        };
        let Ok(score) = Score::new(header, melody.notes) else {
            return 0.0;
        };
        EACH_NAT * model.nats(&[score], *top).blended
    }

    /// The first notes of the first influence in a key, an octave that fits a range of MIDI numbers, and ticks from
    /// the start; as much as fits a length. `None` without an influence.
    pub fn motif(
        &self,
        key: KeySignature,
        (low, high): (u8, u8),
        length: Duration,
    ) -> Option<Vec<(Pitch, Range<Tick>)>> {
        let (score, voice, from) = self.first.as_ref()?;
        let mut line: Vec<&Note> = score.voice(*voice).collect();
        line.dedup_by_key(|note| note.onset);
        let meter = score.meter();
        // A pick-up leads to where the motif begins.
        let first = line
            .iter()
            .find(|note| meter.position_of(note.onset).offset == Duration::ZERO);
        let start = meter.bar_start(meter.position_of(first.or(line.first())?.onset).bar);
        let end = Tick::ZERO + length;
        let snap = |tick: Tick| {
            let ticks = (tick.since(start).get() + RASTER / 2) / RASTER * RASTER;
            (Tick::ZERO + Duration::new(ticks).unwrap_or(length)).min(end)
        };
        let degrees: Vec<(i64, Range<Tick>)> = line
            .iter()
            .filter(|note| note.onset >= start)
            .map(|note| {
                (
                    in_mode(degree(note.pitch, *from), *from, key),
                    snap(note.onset)..snap(note.end()),
                )
            })
            .filter(|(_, span)| span.start < span.end)
            .collect();
        let tonic = i64::from(key.tonic().get());
        let fits = |octave: &i64| {
            let mut pitches = degrees
                .iter()
                .map(|(degree, _)| tonic + degree + 12 * octave);
            pitches.all(|midi| (i64::from(low)..=i64::from(high)).contains(&midi))
        };
        let middle = i64::from(low.midpoint(high));
        let mean =
            degrees.iter().map(|(degree, _)| degree).sum::<i64>() / degrees.len().max(1) as i64;
        let octaves = (-4..=10).filter(fits);
        let octave = octaves.min_by_key(|octave| (tonic + mean + 12 * octave - middle).abs())?;
        let pitch = |degree: i64| Pitch::new(tonic + degree + 12 * octave).ok();
        let motif = degrees.into_iter();
        Some(
            motif
                .filter_map(|(degree, span)| Some((pitch(degree)?, span)))
                .collect(),
        )
    }
}

/// The first pitched voice with notes.
fn leading_voice(score: &Score) -> Option<Voice> {
    let mut voices = score.voices().into_iter();
    voices.find(|voice| !score.is_percussion(*voice))
}

/// Semitones above the lowest tonic of MIDI.
fn degree(pitch: Pitch, key: KeySignature) -> i64 {
    i64::from(pitch.midi()) - i64::from(key.tonic().get())
}

/// A degree of one mode as the same step of the other.
fn in_mode(degree: i64, from: KeySignature, to: KeySignature) -> i64 {
    let moved = match (from.mode(), to.mode(), degree.rem_euclid(12)) {
        (Mode::Major, Mode::Minor, 4 | 9 | 11) => -1,
        (Mode::Minor, Mode::Major, 3 | 8 | 10) => 1,
        _ => 0,
    };
    degree + moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::Velocity;

    fn melody(pitches: &[i64]) -> Score {
        let note = |(index, pitch): (u32, &i64)| Note {
            id: NoteId(index),
            voice: Voice(0),
            pitch: Pitch::new(*pitch).unwrap(),
            onset: Tick::new(480 * index + 7).unwrap(),
            duration: Duration::QUARTER,
            velocity: Velocity::DEFAULT,
        };
        let header = ScoreHeader {
            key: Some("C major".parse().unwrap()),
            ..ScoreHeader::default()
        };
        Score::new(header, (0..).zip(pitches).map(note).collect()).unwrap()
    }

    #[test]
    fn a_motif_comes_in_the_key_and_range_of_the_piece() {
        let influence = Influence::of(&[melody(&[60, 64, 67, 65, 64])]).unwrap();
        let length = Duration::QUARTER.times(4);
        let motif = |key: &str| -> Vec<(u8, u32)> {
            let motif = influence
                .motif(key.parse().unwrap(), (70, 90), length)
                .unwrap();
            motif
                .iter()
                .map(|(pitch, span)| (pitch.midi(), span.start.get()))
                .collect()
        };
        assert_eq!(
            motif("D major"),
            [(74, 0), (78, 480), (81, 960), (79, 1440)]
        );
        assert_eq!(
            motif("D minor"),
            [(74, 0), (77, 480), (81, 960), (79, 1440)]
        );
        let none = Influence::default();
        assert!(
            none.motif("C major".parse().unwrap(), (0, 127), length)
                .is_none()
        );
    }
}
