//! Continues a melody and prints every note as it is written.
//!
//! `cargo run --example continue_melody [WEIGHTS]`

mod support;

use antiphon::compose::{Backend, Composer, ContinueRequest, Options, Outcome, Style};
use antiphon::music::{Duration, Note, NoteId, Pitch, Score, ScoreHeader, Tick, Velocity, Voice};
use support::block_on;

const MELODY: [i64; 8] = [67, 69, 71, 72, 74, 72, 71, 69];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let nano = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/www/public/model/nano.safetensors"
    );
    let weights = std::env::args().nth(1).unwrap_or_else(|| nano.to_owned());
    let outcome = continued(&std::fs::read(weights)?)?;
    println!(
        "{} notes, by {}",
        outcome.score.notes().len(),
        outcome.receipt.model_version
    );
    Ok(())
}

/// Two bars more, told note by note.
pub fn continued(weights: &[u8]) -> Result<Outcome, Box<dyn std::error::Error>> {
    let mut composer = Composer::new(Backend::Cpu);
    composer.load_weights(weights)?;
    let mut answer = composer.extend(ContinueRequest {
        score: melody()?,
        options: Options::new(Style::Hymn, 7),
        bars: 2,
    })?;
    while let Some(note) = block_on(answer.next_note())? {
        let (onset, length) = (note.onset.get(), note.duration.get());
        println!(
            "bar {}: pitch {} in voice {} for {} beats",
            onset / 1920 + 1,
            note.pitch.midi(),
            note.voice.0,
            f64::from(length) / 480.0
        );
    }
    Ok(answer.finish()?)
}

/// Quarter notes.
fn melody() -> Result<Score, Box<dyn std::error::Error>> {
    let header = ScoreHeader {
        title: "A call".to_owned(),
        key: Some("G major".parse()?),
        ..ScoreHeader::default()
    };
    let mut notes = Vec::new();
    for (place, pitch) in (0..).zip(MELODY) {
        notes.push(Note {
            id: NoteId(place),
            voice: Voice::SOPRANO,
            pitch: Pitch::new(pitch)?,
            onset: Tick::new(place * 480)?,
            duration: Duration::QUARTER,
            velocity: Velocity::DEFAULT,
        });
    }
    Ok(Score::new(header, notes)?)
}
