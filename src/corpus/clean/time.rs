//! Moves a score to where its music begins, and to the note values that all styles share.

use std::cmp::Reverse;

use super::super::refusal::Refusal;
use super::cleaned::score_of;
use super::meter::mended;
use crate::music::{
    ChordChange, Duration, KeySignature, Meter, Mode, Note, PitchClass, Score, ScoreHeader, Tempo,
    Tick, TimeSignature, Velocity,
};

/// The score from its first bar that sounds, in quarter or half note beats, in metres that have words.
///
/// # Errors
/// [`Refusal::Irregular`] if its bars make no metre.
pub(super) fn framed(score: &Score) -> Result<Score, Refusal> {
    let frame = Frame::of(score);
    let header = score.header();
    let meter = frame.meter(score.meter());
    let end = frame.tick(score.end());
    let key = heard_key(score);
    let mut chords: Vec<ChordChange> = Vec::with_capacity(header.chords.len());
    for change in &header.chords {
        let moved = ChordChange {
            tick: frame.tick(change.tick),
            ..*change
        };
        // Of the chords before the first note the last one holds.
        chords.pop_if(|last| last.tick == moved.tick);
        chords.push(moved);
    }
    let framed = ScoreHeader {
        title: header.title.clone(),
        key,
        meter: mended(&meter, end)?,
        tempo: frame.tempo(header.tempo),
        // A performer's freedom is no composer's: pieces are learnt at one tempo.
        tempo_changes: Vec::new(),
        parts: header.parts.clone(),
        phrase_ends: header
            .phrase_ends
            .iter()
            .map(|end| frame.tick(*end))
            .collect(),
        chords,
    };
    let notes = score.notes().iter().map(|note| frame.note(note));
    score_of(
        framed,
        notes
            .filter(|note| note.duration != Duration::ZERO)
            .collect(),
    )
}

/// A tick, as many as there can be.
pub(super) fn tick(ticks: u32) -> Tick {
    Tick::ZERO + Duration::new(ticks).unwrap_or_default()
}

/// The note from `onset` to `end`, as loud as every other.
pub(super) fn placed(note: &Note, onset: Tick, end: Tick) -> Note {
    Note {
        onset,
        duration: end.since(onset),
        velocity: Velocity::DEFAULT,
        ..*note
    }
}

/// Where the music begins, and whether its note values are halved.
struct Frame {
    shift: Tick,
    halve: bool,
}

impl Frame {
    fn of(score: &Score) -> Self {
        Self {
            shift: silent_start(score),
            halve: is_written_in_breves(score),
        }
    }

    fn tick(&self, at: Tick) -> Tick {
        let ticks = at.since(self.shift).get();
        tick(if self.halve { ticks.div_ceil(2) } else { ticks })
    }

    fn note(&self, note: &Note) -> Note {
        let (onset, end) = (self.tick(note.onset), self.tick(note.end()));
        Note {
            onset,
            duration: end.since(onset),
            ..*note
        }
    }

    fn meter(&self, meter: &Meter) -> Meter {
        let signature = |time_signature: TimeSignature| {
            let halved = TimeSignature::new(time_signature.beats(), time_signature.beat_unit() * 2);
            if self.halve {
                halved.unwrap_or(time_signature)
            } else {
                time_signature
            }
        };
        let half = |ticks: u32| if self.halve { ticks / 2 } else { ticks };
        let mut changes = vec![(Tick::ZERO, signature(meter.time_signature_at(self.shift)))];
        let later = meter.changes().iter();
        for (start, time_signature) in later.filter(|(start, _)| *start > self.shift) {
            let start = tick(half(start.since(self.shift).get()));
            changes.push((start, signature(*time_signature)));
        }
        let pickup = if self.shift == Tick::ZERO {
            half(meter.pickup().get())
        } else {
            0
        };
        let fallback = Meter::constant(changes[0].1);
        Meter::new(tick(pickup).since(Tick::ZERO), changes).unwrap_or(fallback)
    }

    fn tempo(&self, tempo: Tempo) -> Tempo {
        let halved = Tempo::from_qpm(tempo.qpm() / 2.0).unwrap_or(tempo);
        if self.halve { halved } else { tempo }
    }
}

/// Start of the first bar that sounds.
fn silent_start(score: &Score) -> Tick {
    let first = score.notes().first().map_or(Tick::ZERO, |note| note.onset);
    score
        .meter()
        .bar_start(score.meter().position_of(first).bar)
}

/// Whether most bars are longer than six quarter notes.
fn is_written_in_breves(score: &Score) -> bool {
    let n_bars = score.n_bars();
    let is_long = |bar: &u32| {
        let start = score.meter().bar_start(*bar);
        score.meter().time_signature_at(start).bar() > Duration::QUARTER.times(6)
    };
    (0..n_bars).filter(is_long).count() as u32 * 2 > n_bars
}

/// The key, as minor where the bass ends on the sixth degree of a major signature, or on the second
/// (minor as once written, in the Dorian signature).
///
/// Hymnals, carol books and dance collections write only the signature, and programs then call it major.
fn heard_key(score: &Score) -> Option<KeySignature> {
    let key = score.header().key?;
    let last = score
        .notes()
        .iter()
        .filter(|note| !score.is_percussion(note.voice))
        .max_by_key(|note| (note.end(), Reverse(note.pitch)))?;
    let last = i64::from(last.pitch.midi());
    let degree = (last - i64::from(key.tonic().get())).rem_euclid(12);
    let is_minor = key.mode() == Mode::Major && matches!(degree, 2 | 9);
    Some(if is_minor {
        KeySignature::on(PitchClass::of(last), Mode::Minor)
    } else {
        key
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{NoteId, Pitch, Voice};

    #[test]
    fn a_signature_that_ends_on_its_sixth_degree_is_minor() {
        let check = |pitch: i64, written: &str, heard: &str| {
            let header = ScoreHeader {
                key: written.parse().ok(),
                ..ScoreHeader::default()
            };
            let note = Note {
                id: NoteId(0),
                voice: Voice::BASS,
                pitch: Pitch::new(pitch).unwrap(),
                onset: Tick::ZERO,
                duration: Duration::QUARTER,
                velocity: Velocity::DEFAULT,
            };
            let score = Score::new(header, vec![note]).unwrap();
            assert_eq!(heard_key(&score).unwrap().to_string(), heard);
        };
        check(52, "G major", "E minor");
        check(57, "G major", "A minor");
        check(55, "G major", "G major");
        check(50, "G major", "G major");
        check(57, "D minor", "D minor");
    }
}
