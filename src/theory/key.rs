//! Key finding.

use crate::music::{KeySignature, Mode, PitchClass, Score};

/// How well each scale degree fits a major and a minor key.
///
/// Source: Krumhansl, Kessler, "Tracing the dynamic changes in perceived tonal organization", Psychological
/// Review 89, 1982; as printed in Krumhansl, "Cognitive foundations of musical pitch", 1990, table 2.1.
const MAJOR: [f64; 12] = [
    6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88,
];
const MINOR: [f64; 12] = [
    6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17,
];

/// The key whose profile the notes of a score follow best, by duration; `None` for silence.
///
/// Source: the Krumhansl-Schmuckler algorithm, Krumhansl 1990, chapter 4.
pub fn find_key(score: &Score) -> Option<KeySignature> {
    let mut weights = [0.0; 12];
    for note in score.notes() {
        weights[usize::from(note.pitch.class().get())] += f64::from(note.duration.get());
    }
    if score.notes().is_empty() {
        return None;
    }
    let mut best: Option<(f64, KeySignature)> = None;
    for (mode, profile) in [(Mode::Major, MAJOR), (Mode::Minor, MINOR)] {
        for tonic in 0..12 {
            let rotated: [f64; 12] =
                std::array::from_fn(|class| profile[(class + 12 - tonic) % 12]);
            let fit = correlation(&weights, &rotated);
            if best.is_none_or(|(highest, _)| fit > highest) {
                best = Some((fit, KeySignature::on(PitchClass::of(tonic as i64), mode)));
            }
        }
    }
    best.map(|(_, key)| key)
}

/// Pearson's correlation; 0 if one side does not vary.
fn correlation(a: &[f64; 12], b: &[f64; 12]) -> f64 {
    let mean = |values: &[f64; 12]| values.iter().sum::<f64>() / 12.0;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| {
        a.iter()
            .zip(b)
            .map(|(a, b)| f(a - mean_a, b - mean_b))
            .sum::<f64>()
    };
    let spread = (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt();
    if spread > 0.0 {
        sum(&|a, b| a * b) / spread
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{Duration, Note, NoteId, Pitch, ScoreHeader, Tick, Velocity, Voice};

    fn check(pitches: &[i64], key: Option<&str>) {
        let note = |(index, pitch): (usize, &i64)| Note {
            id: NoteId(index as u32),
            voice: Voice::SOPRANO,
            pitch: Pitch::new(*pitch).unwrap(),
            onset: Tick::new(index as u32 * 480).unwrap(),
            duration: Duration::QUARTER,
            velocity: Velocity::DEFAULT,
        };
        let notes = pitches.iter().enumerate().map(note).collect();
        let score = Score::new(ScoreHeader::default(), notes).unwrap();
        assert_eq!(
            find_key(&score).map(|key| key.to_string()).as_deref(),
            key,
            "{pitches:?}"
        );
    }

    #[test]
    fn hears_the_key_of_plain_tunes() {
        check(&[60, 62, 64, 65, 67, 69, 71, 72], Some("C major"));
        check(&[67, 71, 74, 72, 71, 69, 67, 66, 67], Some("G major"));
        check(&[62, 65, 69, 67, 65, 64, 61, 62], Some("D minor"));
        check(&[], None);
    }
}
