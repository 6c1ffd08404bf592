//! Gives back what a file lost that writes two voices on one staff: notes that both sing.

use crate::music::{Note, NoteId, Score, Tick, Voice};

/// The score with unisons doubled: where one of the two voices of a part is silent for at most a bar
/// while the other sings, it sings along. Longer silence is a rest, or another voice's solo.
pub(super) fn with_unisons(score: &Score) -> Score {
    let mut notes = score.notes().to_vec();
    for part in &score.header().parts {
        if let [upper, lower] = part.voices[..] {
            for (silent, singing) in [(upper, lower), (lower, upper)] {
                notes.extend(doubled(score, silent, singing));
            }
        }
    }
    for (index, note) in notes.iter_mut().enumerate() {
        note.id = NoteId(index as u32);
    }
    Score::new(score.header().clone(), notes).unwrap_or_else(|_| score.clone())
}

/// Notes of `singing` for the gaps of `silent`.
fn doubled(score: &Score, silent: Voice, singing: Voice) -> Vec<Note> {
    let mut doubled = Vec::new();
    for (start, end) in gaps(score, silent) {
        let bar = score.meter().time_signature_at(start).bar();
        if end.since(start) > bar {
            continue;
        }
        let in_gap = score
            .voice(singing)
            .filter(|note| note.onset >= start && note.onset < end);
        doubled.extend(in_gap.map(|note| Note {
            voice: silent,
            duration: note.end().min(end).since(note.onset),
            ..*note
        }));
    }
    doubled
}

/// Where a voice is silent, from the start of the score to its end.
fn gaps(score: &Score, voice: Voice) -> Vec<(Tick, Tick)> {
    let mut gaps = Vec::new();
    let mut sung = Tick::ZERO;
    for note in score.voice(voice) {
        if note.onset > sung {
            gaps.push((sung, note.onset));
        }
        sung = sung.max(note.end());
    }
    if score.end() > sung {
        gaps.push((sung, score.end()));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{Duration, Part, Pitch, ScoreHeader, Velocity};

    #[test]
    fn short_gaps_are_sung_along_and_long_ones_stay() {
        let note = |id: u32, voice: u8, pitch: i64, quarter: u32, quarters: u32| Note {
            id: NoteId(id),
            voice: Voice(voice),
            pitch: Pitch::new(pitch).unwrap(),
            onset: Tick::new(quarter * 480).unwrap(),
            duration: Duration::new(quarters * 480).unwrap(),
            velocity: Velocity::DEFAULT,
        };
        let header = ScoreHeader {
            parts: vec![Part {
                name: String::new(),
                program: 0,
                is_percussion: false,
                voices: vec![Voice::SOPRANO, Voice::ALTO],
            }],
            ..ScoreHeader::default()
        };
        let soprano = (0..12).map(|beat| note(beat, 0, 72, beat, 1));
        let alto = [
            note(12, 1, 67, 0, 1),
            note(13, 1, 65, 2, 1),
            note(14, 1, 64, 11, 1),
        ];
        let score = Score::new(header, soprano.chain(alto).collect()).unwrap();
        let filled = with_unisons(&score);
        let alto: Vec<(u32, u8)> = filled
            .voice(Voice::ALTO)
            .map(|note| (note.onset.get() / 480, note.pitch.midi()))
            .collect();
        assert_eq!(alto, [(0, 67), (1, 72), (2, 65), (11, 64)]);
    }
}
