//! Four single voices, soprano to bass.

use std::cmp::Reverse;

use super::super::refusal::Refusal;
use super::cleaned::{Cleaned, score_of};
use super::time::{framed, placed};
use super::unison::with_unisons;
use crate::music::{Note, Part, Score, ScoreHeader, Voice};

/// The score in voices 0 to 3 from the top.
pub(super) fn clean(score: &Score) -> Result<Cleaned, Refusal> {
    // A part of two voices shares a staff; where there are more than four voices, staves divide.
    let score = if score.voices().len() == 4 {
        framed(&with_unisons(score))?
    } else {
        framed(score)?
    };
    let mut lines = lines_from_the_top(&score)?;
    let n_found = lines.iter().map(Vec::len).sum();
    let mut n_lost = 0;
    let mut notes = Vec::with_capacity(n_found);
    for (line, voice) in lines.iter_mut().zip(Voice::SATB) {
        n_lost += make_single(line).ok_or(Refusal::Chords { voice })?;
        let placed = line.iter().map(|note| placed(note, note.onset, note.end()));
        notes.extend(placed.map(|note| Note { voice, ..note }));
    }
    let header = ScoreHeader {
        parts: four_parts(),
        chords: Vec::new(),
        ..score.header().clone()
    };
    Ok(Cleaned {
        score: score_of(header, notes)?,
        n_lost,
        n_found,
    })
}

fn four_parts() -> Vec<Part> {
    /// General MIDI "choir aahs".
    const CHOIR: u8 = 52;
    let names = ["Soprano", "Alto", "Tenor", "Bass"]
        .into_iter()
        .zip(Voice::SATB);
    names
        .map(|(name, voice)| Part {
            name: name.to_owned(),
            program: CHOIR,
            is_percussion: false,
            voices: vec![voice],
        })
        .collect()
}

/// The notes of the four voices, highest voice first by its mean pitch.
fn lines_from_the_top(score: &Score) -> Result<Vec<Vec<Note>>, Refusal> {
    let voices = score.voices();
    let parts = &score.header().parts;
    let of_voices = |voices: &[Voice]| -> Vec<Note> {
        let notes = score.notes().iter();
        notes
            .filter(|note| voices.contains(&note.voice))
            .copied()
            .collect()
    };
    let mut lines: Vec<Vec<Note>> = if voices.len() == 4 {
        voices.iter().map(|voice| of_voices(&[*voice])).collect()
    } else {
        // A singer's staff may divide for a moment.
        parts.iter().map(|part| of_voices(&part.voices)).collect()
    };
    lines.retain(|line| !line.is_empty());
    if lines.len() != 4 {
        return Err(Refusal::WrongVoices {
            found: voices.len(),
        });
    }
    let mean_pitch = |line: &Vec<Note>| {
        let sum: u64 = line.iter().map(|note| u64::from(note.pitch.midi())).sum();
        // In hundredths of a semitone, to compare integers.
        sum * 100 / line.len().max(1) as u64
    };
    lines.sort_by_key(|line| Reverse(mean_pitch(line)));
    Ok(lines)
}

/// Leaves the upper of notes that begin together and cuts notes where the next begins; gives the number
/// of notes lost or cut, or `None` if it is more than one in twenty.
pub(super) fn make_single(line: &mut Vec<Note>) -> Option<usize> {
    let before = line.len();
    line.sort_by_key(|note| (note.onset, Reverse(note.pitch)));
    line.dedup_by_key(|note| note.onset);
    let mut n_cut = 0;
    for index in 1..line.len() {
        let next = line[index].onset;
        let note = &mut line[index - 1];
        if note.end() > next {
            note.duration = next.since(note.onset);
            n_cut += 1;
        }
    }
    let n_lost = before - line.len() + n_cut;
    (n_lost * 20 <= before).then_some(n_lost)
}

#[cfg(test)]
mod tests {
    use super::super::super::pack::Scoring;
    use super::super::by_scoring::clean;
    use super::super::time::tick;
    use super::*;
    use crate::music::{Duration, Meter, NoteId, Pitch, Tick, TimeSignature, Velocity};

    /// Four voices in equal notes of `length` from a tick on; voices 4 to 7, lowest first.
    fn four_lines(start: u32, length: u32, n_notes: u32, time_signature: TimeSignature) -> Score {
        let mut notes = Vec::new();
        for (line, pitch) in [48, 57, 64, 71].into_iter().enumerate() {
            for index in 0..n_notes {
                notes.push(Note {
                    id: NoteId(notes.len() as u32),
                    voice: Voice(line as u8 + 4),
                    pitch: Pitch::new(pitch + i64::from(index % 3)).unwrap(),
                    onset: tick(start + index * length),
                    duration: Duration::new(length).unwrap(),
                    velocity: Velocity::clamped(33),
                });
            }
        }
        let header = ScoreHeader {
            meter: Meter::constant(time_signature),
            phrase_ends: vec![tick(start + length)],
            ..ScoreHeader::default()
        };
        Score::new(header, notes).unwrap()
    }

    #[test]
    fn voices_are_numbered_from_the_top_and_silent_bars_left_out() {
        let score = four_lines(2 * 1920, 480, 32, TimeSignature::COMMON);
        let cleaned = clean(&score, Scoring::FourVoices).unwrap().score;
        assert_eq!(cleaned.voices(), Voice::SATB);
        let first: Vec<u8> = cleaned.notes()[..4]
            .iter()
            .map(|note| note.pitch.midi())
            .collect();
        assert_eq!(first, [71, 64, 57, 48]);
        assert_eq!(cleaned.notes()[0].onset, Tick::ZERO);
        assert_eq!(cleaned.header().phrase_ends, [tick(480)]);
        assert_eq!(cleaned.n_bars(), 8);
    }

    #[test]
    fn breves_are_halved() {
        let breve_bars = TimeSignature::new(2, 1).unwrap();
        let score = four_lines(0, 1920, 16, breve_bars);
        let cleaned = clean(&score, Scoring::FourVoices).unwrap().score;
        assert_eq!(
            cleaned.meter().changes()[0].1,
            TimeSignature::new(2, 2).unwrap()
        );
        assert_eq!(cleaned.notes()[4].onset, tick(960));
        assert_eq!((cleaned.n_bars(), cleaned.header().tempo.qpm()), (8, 48.0));
    }

    #[test]
    fn a_staff_that_divides_for_a_moment_stays_one_voice() {
        let score = four_lines(0, 480, 32, TimeSignature::COMMON);
        let mut notes = score.notes().to_vec();
        let divided = Note {
            id: NoteId(999),
            voice: Voice(8),
            pitch: Pitch::new(69).unwrap(),
            ..notes[3]
        };
        notes.push(divided);
        let voices = [vec![7, 8], vec![6], vec![5], vec![4]];
        let header = ScoreHeader {
            parts: voices
                .into_iter()
                .map(|voices| Part {
                    name: String::new(),
                    program: 0,
                    is_percussion: false,
                    voices: voices.into_iter().map(Voice).collect(),
                })
                .collect(),
            ..score.header().clone()
        };
        let cleaned = clean(&Score::new(header, notes).unwrap(), Scoring::FourVoices).unwrap();
        assert_eq!((cleaned.n_lost, cleaned.n_found), (1, 129));
        assert_eq!(cleaned.score.voices(), Voice::SATB);
    }

    #[test]
    fn a_refusal_has_its_reason() {
        let common = TimeSignature::COMMON;
        let check = |score: &Score, kind: &str| {
            let refusal = clean(score, Scoring::FourVoices).unwrap_err();
            assert_eq!(refusal.kind(), kind);
        };
        check(&four_lines(0, 480, 8, common), "too short or too long");
        check(&four_lines(0, 487, 40, common), "onsets off the grid");
        let score = four_lines(0, 480, 32, common);
        let changed = |change: &dyn Fn(&Note) -> Option<Note>| {
            let notes = score.notes().iter().filter_map(change).collect();
            Score::new(score.header().clone(), notes).unwrap()
        };
        let bass = Voice(4);
        check(
            &changed(&|note| (note.voice != bass).then_some(*note)),
            "not four voices",
        );
        let is_start = |note: &Note| note.onset < tick(1920);
        let sparse = |note: &Note| (note.voice != bass || is_start(note)).then_some(*note);
        check(&changed(&sparse), "a voice mostly silent");
        let low = Pitch::new(24).unwrap();
        let growl = |note: &Note| {
            let pitch = if note.voice == bass { low } else { note.pitch };
            Some(Note { pitch, ..*note })
        };
        check(&changed(&growl), "a voice out of range");
        let long = |note: &Note| {
            let duration = note.duration.times(2);
            Some(Note { duration, ..*note })
        };
        check(&changed(&long), "chords in a voice");
    }
}
