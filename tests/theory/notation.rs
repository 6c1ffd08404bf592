//! Small music as text: a line a voice, from the top.

use antiphon::music::{Duration, Note, NoteId, Pitch, Score, ScoreHeader, Tick, Velocity, Voice};

/// A score in 4/4 of lines such as "C4 F#4*2 - Bb3/2 C4+E4": quarters, halves, rests, eighths, chords.
pub fn score(lines: &[&str]) -> Score {
    with_header(ScoreHeader::default(), lines)
}

/// The same under a header.
pub fn with_header(header: ScoreHeader, lines: &[&str]) -> Score {
    let mut notes = Vec::new();
    for (voice, line) in lines.iter().enumerate() {
        let mut tick = 0;
        for word in line.split_whitespace() {
            let (names, ticks) = length(word);
            for name in names.split('+').filter(|name| *name != "-") {
                notes.push(Note {
                    id: NoteId(notes.len() as u32),
                    voice: Voice(voice as u8),
                    pitch: pitch(name),
                    onset: Tick::new(tick).unwrap(),
                    duration: Duration::new(ticks).unwrap(),
                    velocity: Velocity::DEFAULT,
                });
            }
            tick += ticks;
        }
    }
    Score::new(header, notes).unwrap()
}

/// A word without its length, and its length in ticks.
fn length(word: &str) -> (&str, u32) {
    let number = |text: &str| text.parse::<u32>().unwrap();
    if let Some((names, times)) = word.split_once('*') {
        (names, 480 * number(times))
    } else if let Some((names, part)) = word.split_once('/') {
        (names, 480 / number(part))
    } else {
        (word, 480)
    }
}

fn pitch(name: &str) -> Pitch {
    let natural = "C D EF G A B".find(&name[..1]).unwrap() as i64;
    let sharps = name.matches('#').count() as i64 - name.matches('b').count() as i64;
    let octave: i64 = name
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .parse()
        .unwrap();
    Pitch::new(12 * (octave + 1) + natural + sharps).unwrap()
}
