//! Prints what the readers make of music files, one line of JSON a file (a tune, for ABC), so that
//! `tests/oracles/readers.py` can compare it with other programs' readings.

use std::path::Path;

use antiphon::format::{FormatError, Warning, read_abc, read_kern, read_midi, read_musicxml};
use antiphon::music::Score;
use serde_json::{Value, json};

fn main() {
    for path in std::env::args().skip(1) {
        for line in read(Path::new(&path)) {
            println!("{line}");
        }
    }
}

/// Every piece of a file.
fn read(path: &Path) -> Vec<Value> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return vec![json!({ "file": path, "error": error.to_string() })],
    };
    let text = String::from_utf8_lossy(&bytes);
    let extension = path.extension().and_then(|extension| extension.to_str());
    let outcomes = match extension {
        Some("krn") => vec![read_kern(&text)],
        Some("abc") => match read_abc(&text) {
            Ok(tunes) => tunes.into_iter().map(|tune| tune.outcome).collect(),
            Err(error) => vec![Err(error)],
        },
        Some("musicxml" | "xml" | "mxl") => vec![read_musicxml(&bytes)],
        _ => vec![read_midi(&bytes)],
    };
    outcomes
        .into_iter()
        .map(|outcome| shown(path, outcome))
        .collect()
}

fn shown(path: &Path, outcome: Result<(Score, Vec<Warning>), FormatError>) -> Value {
    let (score, warnings) = match outcome {
        Ok(read) => read,
        Err(error) => return json!({ "file": path, "error": error.to_string() }),
    };
    let header = score.header();
    let notes = score.notes().iter().map(|note| {
        let (onset, duration) = (note.onset.get(), note.duration.get());
        json!([note.voice.0, onset, duration, note.pitch.midi()])
    });
    let parts = header.parts.iter().map(|part| {
        let voices: Vec<u8> = part.voices.iter().map(|voice| voice.0).collect();
        json!([part.name, part.program, part.is_percussion, voices])
    });
    let chords = header.chords.iter().map(|change| {
        let symbol = change.chord.map(|chord| chord.to_string());
        json!([change.tick.get(), symbol])
    });
    let changes = header
        .meter
        .changes()
        .iter()
        .map(|(tick, signature)| json!([tick.get(), signature.beats(), signature.beat_unit()]));
    json!({
        "file": path,
        "title": header.title,
        "key": header.key.map(|key| key.to_string()),
        "qpm": header.tempo.qpm(),
        "pickup": header.meter.pickup().get(),
        "meter": changes.collect::<Vec<_>>(),
        "phrase_ends": header.phrase_ends.iter().map(|end| end.get()).collect::<Vec<_>>(),
        "chords": chords.collect::<Vec<_>>(),
        "parts": parts.collect::<Vec<_>>(),
        "warnings": warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
    })
}
