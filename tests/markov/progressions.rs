//! Progressions: learnt from scores, kept to what is given, closed as asked.

use antiphon::markov::{
    Cadence, MarkovError, MarkovLibrary, MelodyModel, ProgressionModel, ProgressionRequest,
    RelativeChord, StyleModels,
};
use antiphon::music::{
    ChordChange, Duration, KeySignature, Meter, Note, NoteId, Pitch, Score, ScoreHeader, Tick,
    TimeSignature, Velocity, Voice,
};
use antiphon::token::Style;
use proptest::prelude::*;

fn tick(tick: u32) -> Tick {
    Tick::new(tick).unwrap()
}

fn change(at: u32, symbol: &str) -> ChordChange {
    ChordChange {
        tick: tick(at),
        chord: Some(symbol.parse().unwrap()),
    }
}

/// A score of chord symbols, half a bar of 4/4 each, over a held note.
fn score(key: &str, symbols: &str) -> Score {
    let symbols: Vec<&str> = symbols.split(' ').collect();
    let chords = symbols
        .iter()
        .zip(0..)
        .map(|(symbol, at)| change(at * 960, symbol));
    let header = ScoreHeader {
        key: Some(key.parse().unwrap()),
        chords: chords.collect(),
        ..ScoreHeader::default()
    };
    let note = Note {
        id: NoteId(0),
        voice: Voice::SOPRANO,
        pitch: Pitch::new(60).unwrap(),
        onset: Tick::ZERO,
        duration: Duration::new(960 * symbols.len() as u32).unwrap(),
        velocity: Velocity::DEFAULT,
    };
    Score::new(header, vec![note]).unwrap()
}

fn model() -> ProgressionModel {
    let scores = [
        score("C major", "C F G C Am Dm G7 C"),
        score("G major", "G D Em C G/B C D7 G"),
        score("D major", "D A Bm F#m G D Em A D G A7 D"),
        score("A minor", "Am E Am Dm Am E7 Am Dm Bdim E Am"),
    ];
    ProgressionModel::learn(&scores).unwrap()
}

fn request(key: &str, bars: u32) -> ProgressionRequest {
    ProgressionRequest {
        key: key.parse().unwrap(),
        meter: Meter::constant(TimeSignature::COMMON),
        bars: 0..bars,
        given: Vec::new(),
        ends_with_cadence: Some(Cadence::Authentic),
        temperature: 1.0,
        rng_seed: 1,
    }
}

fn text(changes: &[ChordChange]) -> Vec<String> {
    let chords = changes
        .iter()
        .map(|it| it.chord.map(|chord| chord.to_string()));
    chords.map(Option::unwrap_or_default).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_asked_for_is_kept(
        rng_seed: u64,
        first in 0u32..3,
        bars in 1u32..10,
        beats in 2u32..5,
        tonic in 0i64..12,
        is_minor: bool,
        cadence in prop::sample::select(vec![None, Some(Cadence::Authentic), Some(Cadence::Plagal), Some(Cadence::Half)]),
        given in prop::collection::btree_map(0u32..60, 0usize..5, 0..5),
    ) {
        let mode = if is_minor { antiphon::music::Mode::Minor } else { antiphon::music::Mode::Major };
        let key = KeySignature::on(antiphon::music::PitchClass::of(tonic), mode);
        let symbols = ["Bb7", "C", "F#m", "Ab/C", "G"];
        let request = ProgressionRequest {
            key,
            meter: Meter::constant(TimeSignature::new(beats, 4).unwrap()),
            bars: first..first + bars,
            given: given.iter().map(|(at, symbol)| change(at * 480 + 7, symbols[*symbol])).collect(),
            ends_with_cadence: cadence,
            rng_seed,
            ..request("C major", 1)
        };
        let (start, end) = (request.meter.bar_start(first), request.meter.bar_start(first + bars));
        match model().propose(&request) {
            Ok(changes) => {
                prop_assert!(changes.is_sorted_by(|one, other| one.tick < other.tick));
                prop_assert_eq!(changes.first().map(|it| it.tick.max(start) - Duration::new(7).unwrap() <= start), Some(true));
                prop_assert!(changes.iter().all(|it| it.tick >= start && it.tick < end));
                for given in request.given.iter().filter(|it| it.tick >= start && it.tick < end) {
                    prop_assert!(changes.contains(given));
                }
                let mut all: Vec<ChordChange> = request.given.iter().copied().filter(|it| it.tick < start).collect();
                all.extend(&changes);
                let mut chords: Vec<RelativeChord> = all.iter().map(|it| RelativeChord::of(it.chord, key)).collect();
                chords.dedup();
                if let (Some(cadence), [.., before, last]) = (cadence, &chords[..]) {
                    prop_assert!(cadence.closes(*last));
                    prop_assert!(cadence.prepares(*before));
                }
                prop_assert_eq!(model().propose(&request), Ok(changes));
            }
            Err(MarkovError::GivenContradict { ticks }) => {
                prop_assert!(cadence.is_some());
                prop_assert!(!ticks.is_empty());
                let kept = |left_out: Option<Tick>| {
                    let named = request.given.iter().filter(|it| ticks.contains(&it.tick) || it.tick < start);
                    let given = named.copied().filter(|it| Some(it.tick) != left_out).collect();
                    model().propose(&ProgressionRequest { given, ..request.clone() })
                };
                prop_assert!(kept(None).is_err());
                for tick in &ticks {
                    prop_assert!(kept(Some(*tick)).is_ok());
                }
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}

#[test]
fn seeds_vary_and_repeat_what_is_written() {
    let model = model();
    let draws: std::collections::BTreeSet<Vec<String>> = (0..20)
        .map(|rng_seed| {
            let request = ProgressionRequest {
                rng_seed,
                temperature: 1.5,
                ..request("E major", 6)
            };
            text(&model.propose(&request).unwrap())
        })
        .collect();
    assert!(draws.len() >= 5, "{draws:?}");
}

#[test]
fn a_chord_that_cannot_close_is_named() {
    let request = ProgressionRequest {
        given: vec![change(0, "C"), change(3 * 1920 + 1440, "F#m7")],
        ..request("C major", 4)
    };
    let ticks = vec![tick(3 * 1920 + 1440)];
    let refused = model().propose(&request);
    assert_eq!(refused, Err(MarkovError::GivenContradict { ticks }));
}

#[test]
fn what_cannot_be_answered_is_refused() {
    let model = model();
    let none = ProgressionRequest {
        bars: 2..2,
        ..request("C major", 4)
    };
    assert!(matches!(
        model.propose(&none),
        Err(MarkovError::BadStretch { .. })
    ));
    let twice = ProgressionRequest {
        given: vec![change(480, "C"), change(500, "G")],
        ..request("C major", 4)
    };
    assert!(matches!(
        model.propose(&twice),
        Err(MarkovError::GivenTwice { .. })
    ));
    let endless = request("C major", 4_000_000_000);
    assert!(matches!(
        model.propose(&endless),
        Err(MarkovError::BadStretch { .. })
    ));
    let endless = request("C major", 50_000);
    assert!(matches!(
        model.propose(&endless),
        Err(MarkovError::TooManyStates { .. })
    ));
    let only_major = ProgressionModel::learn(&[score("C major", "C G C")]).unwrap();
    let refused = only_major.propose(&request("C minor", 4));
    assert!(matches!(refused, Err(MarkovError::NothingLearnt { .. })));
}

#[test]
fn a_library_reads_back_and_writes_the_same() {
    let melodies = MelodyModel::learn(&[score("C major", "C G C")], Voice::SOPRANO).unwrap();
    let models = StyleModels {
        progressions: model(),
        melodies,
    };
    let mut library = MarkovLibrary::default();
    library.insert(Style::Hymn, models);
    let bytes = library.to_bytes().unwrap();
    let back = MarkovLibrary::from_bytes(&bytes).unwrap();
    assert_eq!(back, library);
    let request = request("F major", 8);
    let propose = |library: &MarkovLibrary| {
        let models = library.get(Style::Hymn).unwrap();
        models.progressions.propose(&request).unwrap()
    };
    assert_eq!(propose(&back), propose(&library));
    let text = String::from_utf8(bytes).unwrap();
    let newer = text.replace("\"version\":1", "\"version\":2");
    assert!(MarkovLibrary::from_bytes(newer.as_bytes()).is_err());
    assert!(MarkovLibrary::from_bytes(&text.as_bytes()[..100]).is_err());
}
