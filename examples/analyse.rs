//! Prints what theory hears in every piece of a file, a line of JSON each: `analyse data/pieces.jsonl [pack]`.
//!
//! The other side of `tests/oracles/theory.py`.

#[cfg(feature = "train")]
mod analysis {
    use antiphon::corpus::{Piece, load_pieces};
    use antiphon::music::{ChordChange, Tick};
    use antiphon::theory::{
        Finding, KeyProfile, RomanNumeral, VoiceLeadingReport, check_voice_leading, find_chords,
        find_key, find_key_by, find_keys,
    };
    use serde_json::{Value, json};
    use std::path::PathBuf;

    /// Reads the pieces named on the command line and prints their analyses.
    pub fn run() -> Result<(), Box<dyn std::error::Error>> {
        let mut arguments = std::env::args().skip(1);
        let path = arguments
            .next()
            .map_or_else(|| PathBuf::from("data/pieces.jsonl"), PathBuf::from);
        let pack = arguments.next();
        let is_wanted = |piece: &&Piece| pack.as_deref().is_none_or(|pack| piece.pack == pack);
        for piece in load_pieces(&path)?.iter().filter(is_wanted) {
            println!("{}", analyse(piece));
        }
        Ok(())
    }

    fn analyse(piece: &Piece) -> Value {
        let score = &piece.score;
        let by_profile = KeyProfile::ALL.map(|profile| {
            (
                format!("{profile:?}"),
                Value::from(find_key_by(score, profile).map(|key| key.to_string())),
            )
        });
        let keys = find_keys(score);
        let report = VoiceLeadingReport::of(score);
        let chords = find_chords(score);
        let findings = check_voice_leading(score);
        json!({
            "id": piece.id,
            "stated": score.header().key.map(|key| key.to_string()),
            "key": find_key(score).map(|key| key.to_string()),
            "by_profile": Value::Object(by_profile.into_iter().collect()),
            "keys": keys.iter().map(|(tick, key)| json!([tick.get(), key.to_string()])).collect::<Vec<_>>(),
            "chords": chords.iter().map(|change| chord(change, piece)).collect::<Vec<_>>(),
            "findings": findings.iter().map(finding).collect::<Vec<_>>(),
            "moving_pairs": report.n_moving_pairs,
            "parallel_fifths": report.n_parallel_fifths,
            "parallel_octaves": report.n_parallel_octaves,
            "crossings": report.n_crossings,
            "simultaneities": report.n_simultaneities,
            "triads": report.n_triads,
        })
    }

    /// Tick, root, bass, symbol, and the numeral in the key that is stated or heard.
    fn chord(change: &ChordChange, piece: &Piece) -> Value {
        let key = piece.score.header().key.or_else(|| find_key(&piece.score));
        let Some((chord, key)) = change.chord.zip(key) else {
            return json!([change.tick.get(), null, null, null, null]);
        };
        let bass = chord.bass.unwrap_or(chord.root);
        let numeral = RomanNumeral::of(chord, key);
        json!([
            change.tick.get(),
            chord.root.get(),
            bass.get(),
            chord.to_string(),
            numeral.to_string()
        ])
    }

    fn finding(finding: &Finding) -> Value {
        let voices: Vec<u8> = finding.voices.iter().map(|voice| voice.0).collect();
        let ticks = [finding.from, finding.tick].map(Tick::get);
        json!([finding.rule.name(), ticks, voices])
    }
}

#[cfg(feature = "train")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    analysis::run()
}

#[cfg(not(feature = "train"))]
fn main() {
    eprintln!("analyse needs the feature train: cargo run --features train --example analyse");
}
