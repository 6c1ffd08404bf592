//! Chords under a melody that nobody accompanies: only those that it spells out.

use super::evidence::{Evidence, gather};
use super::search::merged;
use crate::music::{Chord, ChordChange, ChordQuality, KeySignature, Mode, PitchClass, Score};
use crate::theory::beats::{Beat, Strength, beats};

/// Share of a bar's sounding time that a chord must explain to be written down.
const CONFIDENT: f64 = 0.7;
/// By how much it must surpass every other chord of the key.
const MARGIN: f64 = 0.05;

/// Whether hardly ever two notes sound at once.
pub(super) fn is_unaccompanied(score: &Score) -> bool {
    let pitched = || {
        score
            .notes()
            .iter()
            .filter(|note| !score.is_percussion(note.voice))
    };
    let mut end = 0;
    let mut overlap = 0;
    for note in pitched() {
        overlap += end.min(note.end().get()).saturating_sub(note.onset.get());
        end = end.max(note.end().get());
    }
    let sounding: u32 = pitched().map(|note| note.duration.get()).sum();
    // A tenth is what legato playing and a last double stop amount to.
    overlap.saturating_mul(10) < sounding
}

/// One chord of the key for each bar, where the melody leaves little doubt; "no chord" elsewhere.
pub(super) fn plan_chords(score: &Score, key: KeySignature) -> Vec<ChordChange> {
    let mut bars: Vec<Beat> = Vec::new();
    for beat in beats(score) {
        match bars.last_mut() {
            Some(bar) if beat.strength != Strength::Downbeat => bar.end = beat.end,
            _ => bars.push(beat),
        }
    }
    let evidence = gather(score, &bars);
    let chords: Vec<_> = evidence
        .iter()
        .map(|evidence| spelled_chord(evidence, key))
        .collect();
    merged(&bars, &chords)
}

/// The chord of the key that a bar spells out, if one clearly does.
fn spelled_chord(evidence: &Evidence, key: KeySignature) -> Option<Chord> {
    let total: f64 = evidence.weights.iter().sum();
    let mut ratings: Vec<(f64, Chord)> = chords_of(key)
        .filter(|chord| {
            chord
                .classes()
                .filter(|class| evidence.weight(*class) > 0.0)
                .count()
                >= 2
        })
        .map(|chord| {
            let inside: f64 = chord.classes().map(|class| evidence.weight(class)).sum();
            // The root is heard as such where it sounds most.
            (
                inside / total + 0.1 * evidence.weight(chord.root) / total,
                chord,
            )
        })
        .collect();
    ratings.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, chord) = *ratings.first()?;
    let second = ratings.get(1).map_or(0.0, |(rating, _)| *rating);
    (best >= CONFIDENT && best - second >= MARGIN).then_some(chord)
}

/// The triads that a tune in a key is harmonized with.
fn chords_of(key: KeySignature) -> impl Iterator<Item = Chord> {
    use ChordQuality::{Major, Minor};
    let degrees: [(i64, ChordQuality); 6] = match key.mode() {
        Mode::Major => [
            (0, Major),
            (2, Minor),
            (4, Minor),
            (5, Major),
            (7, Major),
            (9, Minor),
        ],
        Mode::Minor => [
            (0, Minor),
            (3, Major),
            (5, Minor),
            (7, Major),
            (8, Major),
            (10, Major),
        ],
    };
    let tonic = i64::from(key.tonic().get());
    degrees
        .into_iter()
        .map(move |(degree, quality)| Chord::new(PitchClass::of(tonic + degree), quality))
}
