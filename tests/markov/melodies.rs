//! Melodies: they fill their time exactly, in key and range, and lead to the note after.

use antiphon::markov::{MarkovError, MelodyModel, MelodyNote, MelodyRequest, RelativePitch};
use antiphon::music::{
    Duration, KeySignature, Meter, Note, NoteId, Pitch, Score, ScoreHeader, Tick, TimeSignature,
    Velocity, Voice,
};
use proptest::prelude::*;

fn pitch(midi: i64) -> Pitch {
    Pitch::new(midi).unwrap()
}

fn tick(tick: u32) -> Tick {
    Tick::new(tick).unwrap()
}

/// A melody from pitches, 0 for a rest, and durations in ticks.
fn score(key: &str, line: &[(i64, u32)]) -> Score {
    let mut notes = Vec::new();
    let mut onset = 0;
    for (index, (midi, ticks)) in line.iter().enumerate() {
        if *midi > 0 {
            notes.push(Note {
                id: NoteId(index as u32),
                voice: Voice::SOPRANO,
                pitch: pitch(*midi),
                onset: tick(onset),
                duration: Duration::new(*ticks).unwrap(),
                velocity: Velocity::DEFAULT,
            });
        }
        onset += ticks;
    }
    let header = ScoreHeader {
        key: Some(key.parse().unwrap()),
        ..ScoreHeader::default()
    };
    Score::new(header, notes).unwrap()
}

fn model() -> MelodyModel {
    let scores = [
        score(
            "C major",
            &[
                (60, 480),
                (62, 480),
                (64, 240),
                (65, 240),
                (67, 480),
                (69, 960),
                (67, 960),
                (0, 480),
                (65, 480),
                (64, 480),
                (62, 480),
                (60, 1920),
            ],
        ),
        score(
            "G major",
            &[
                (67, 720),
                (69, 240),
                (71, 480),
                (66, 480),
                (67, 160),
                (69, 160),
                (71, 160),
                (72, 480),
                (74, 960),
                (67, 1920),
            ],
        ),
        score(
            "A minor",
            &[(69, 480), (71, 480), (72, 960), (68, 960), (69, 960)],
        ),
    ];
    MelodyModel::learn(&scores, Voice::SOPRANO).unwrap()
}

fn request() -> MelodyRequest {
    MelodyRequest {
        key: "C major".parse().unwrap(),
        meter: Meter::constant(TimeSignature::COMMON),
        stretch: tick(0)..tick(2 * 1920),
        before: Vec::new(),
        after: None,
        range: pitch(57)..=pitch(79),
        in_scale: true,
        rests: true,
        ends: true,
        temperature: 1.0,
        rng_seed: 1,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_asked_for_is_kept(
        rng_seed: u64,
        start in 0u32..100,
        steps in 1u32..400,
        lowest in 50i64..62,
        wide in 12i64..24,
        after in prop::option::of(50i64..80),
        has_before: bool,
        rests: bool,
        in_scale: bool,
        is_minor: bool,
        sharps in -5i64..6,
        beats in 2u32..6,
    ) {
        let mode = if is_minor { antiphon::music::Mode::Minor } else { antiphon::music::Mode::Major };
        let before = MelodyNote { onset: tick(0), duration: Duration::new(20).unwrap(), pitch: pitch(lowest) };
        let request = MelodyRequest {
            key: KeySignature::new(sharps, mode).unwrap(),
            meter: Meter::constant(TimeSignature::new(beats, 4).unwrap()),
            stretch: tick(start * 20)..tick((start + steps) * 20),
            before: if has_before && start > 0 { vec![before] } else { Vec::new() },
            after: after.map(pitch),
            range: pitch(lowest)..=pitch(lowest + wide),
            rests,
            in_scale,
            rng_seed,
            ..request()
        };
        let notes = match model().propose(&request) {
            // A far-away note around may leave no known pitch in the range.
            Err(MarkovError::NoPitch { .. }) => return Ok(()),
            notes => notes.unwrap(),
        };
        let mut end = request.stretch.start;
        for note in &notes {
            prop_assert!(note.onset >= end);
            prop_assert!(rests || note.onset == end);
            prop_assert!(request.range.contains(&note.pitch));
            let degree = RelativePitch::of(note.pitch, pitch(i64::from(request.key.tonic().get())));
            prop_assert!(!in_scale || degree.is_in_scale(mode));
            end = note.onset + note.duration;
        }
        prop_assert!(end <= request.stretch.end);
        prop_assert!(rests || end == request.stretch.end);
        prop_assert_eq!(model().propose(&request), Ok(notes));
    }
}

#[test]
fn a_gap_is_led_over_by_step() {
    // After F sharp and A in G major came G: between them the model has a way.
    let before = [(67, 0), (66, 480)].map(|(midi, onset)| MelodyNote {
        onset: tick(onset),
        duration: Duration::QUARTER,
        pitch: pitch(midi),
    });
    let count = |after: Option<Pitch>| {
        let draws = (0..200).filter(|rng_seed| {
            let request = MelodyRequest {
                key: "G major".parse().unwrap(),
                stretch: tick(960)..tick(1440),
                before: before.to_vec(),
                after,
                ends: false,
                rests: false,
                rng_seed: *rng_seed,
                ..request()
            };
            let notes = model().propose(&request).unwrap();
            notes.last().is_some_and(|note| note.pitch == pitch(67))
        });
        draws.count()
    };
    assert!(count(Some(pitch(69))) > count(Some(pitch(74))));
}

#[test]
fn what_cannot_be_answered_is_refused() {
    let refused = |request: MelodyRequest| model().propose(&request).unwrap_err();
    let empty = MelodyRequest {
        stretch: tick(480)..tick(480),
        ..request()
    };
    assert!(matches!(refused(empty), MarkovError::BadStretch { .. }));
    let askew = MelodyRequest {
        stretch: tick(0)..tick(481),
        ..request()
    };
    assert!(matches!(refused(askew), MarkovError::BadStretch { .. }));
    let narrow = MelodyRequest {
        range: pitch(61)..=pitch(61),
        ..request()
    };
    assert!(matches!(refused(narrow), MarkovError::NoPitch { .. }));
    let cold = MelodyRequest {
        temperature: 0.0,
        ..request()
    };
    assert!(matches!(refused(cold), MarkovError::BadTemperature { .. }));
    let nothing = MelodyModel::new().unwrap();
    assert!(matches!(
        nothing.propose(&request()),
        Err(MarkovError::NothingLearnt { .. })
    ));
}
