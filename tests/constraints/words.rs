//! Contradictions in words, and wishes.

use crate::acts::{composer, melody, run};
use crate::asked::limit;
use crate::heard::Heard;
use antiphon::compose::{
    Bounds, CadenceAt, CadenceKind, ComposeError, Constraints, ContinueRequest, Density,
    HarmonizeRequest, InfillRequest, Keep, Limit, NamedNote, NumeralChange, Options, SeedRequest,
    Strictness, Style, Typed, bars_of_seconds,
};
use antiphon::generate::Sampling;
use antiphon::music::{
    ChordChange, Duration, NoteId, Pitch, Score, ScoreHeader, Tempo, Tick, TimeSignature, Voice,
};
use antiphon::theory::Scale;

fn refusal(score: &Score, options: Options) -> Vec<String> {
    let request = InfillRequest {
        score: score.clone(),
        options,
        region: Tick::ZERO..Tick::new(1920).unwrap(),
    };
    match composer().infill(request).map(drop) {
        Err(ComposeError::Contradiction { laws }) => laws,
        other => panic!("{other:?}"),
    }
}

#[test]
fn contradictions_are_named_by_their_smallest_sets() {
    let score = melody(&[67, 61, 74, 72]);
    let named = |midi: i64| NamedNote {
        voice: Voice::SOPRANO,
        pitch: Pitch::new(midi).unwrap(),
        strictness: Strictness::LAW,
    };
    let bounds = |lowest: i64, highest: i64| Bounds {
        voice: Voice::SOPRANO,
        lowest: Pitch::new(lowest).unwrap(),
        highest: Pitch::new(highest).unwrap(),
        strictness: Strictness::LAW,
    };
    let scale = |name: &str| limit(Some(name.parse::<Scale>().unwrap()));
    let check = |constraints: Constraints, locked: &[u32], expected: &[&str]| {
        let options = Options {
            constraints,
            locked: locked.iter().map(|id| NoteId(*id)).collect(),
            ..Options::new(Style::Hymn, 1)
        };
        assert_eq!(refusal(&score, options), expected);
    };
    let free = Constraints::default;
    check(
        Constraints {
            end: vec![named(72)],
            ranges: vec![bounds(60, 67)],
            scale: scale("C major"),
            ..free()
        },
        &[],
        &["voice 0 ends on C5", "the range C4 to G4 of voice 0"],
    );
    check(
        Constraints {
            ranges: vec![bounds(61, 61)],
            scale: scale("C major"),
            largest_leap: limit(4),
            ..free()
        },
        &[],
        &["the scale of C major", "the range Db4 to Db4 of voice 0"],
    );
    check(
        Constraints {
            scale: scale("C major"),
            ..free()
        },
        &[1],
        &[
            "note 1, Db4 of voice 0, which is locked",
            "the scale of C major",
        ],
    );
    let typed = Typed {
        changes: vec![ChordChange {
            tick: Tick::ZERO,
            chord: Some("E7".parse().unwrap()),
        }],
        strictness: Strictness::LAW,
    };
    check(
        Constraints {
            chords: Some(typed),
            scale: scale("C major"),
            most_repeats: limit(1),
            ..free()
        },
        &[],
        &["the chord symbols", "the scale of C major"],
    );
    check(
        Constraints {
            shortest_note: limit(Duration::new(1921).unwrap()),
            ..free()
        },
        &[],
        &["no note shorter than 1921 ticks"],
    );
}

#[test]
fn what_has_to_be_written_is_named_where_it_cannot_be() {
    let score = melody(&[67, 69, 71, 72]);
    let options = |constraints: Constraints, holds: Vec<(NoteId, Keep)>| Options {
        constraints,
        holds,
        voices: vec![Voice::SOPRANO],
        ..Options::new(Style::Hymn, 1)
    };
    let short = Constraints {
        shortest_note: limit(Duration::new(960).unwrap()),
        ..Constraints::default()
    };
    // A note that keeps the length of a quarter is shorter than a half.
    assert_eq!(
        refusal(&score, options(short, vec![(NoteId(2), Keep::Rhythm)])),
        [
            "no note shorter than 960 ticks",
            "the rhythm of note 2 is kept"
        ]
    );
    let scale = Constraints {
        scale: limit(Some("Db major".parse().unwrap())),
        ..Constraints::default()
    };
    assert_eq!(
        refusal(
            &score,
            options(
                scale,
                vec![(NoteId(0), Keep::Rhythm), (NoteId(2), Keep::Pitch)]
            )
        ),
        ["the scale of Db major", "the pitch of note 2 is kept"]
    );
    let dense = |lowest: u32, shortest: u32| Constraints {
        density: Some(Density {
            lowest,
            highest: 9,
            strictness: Strictness::LAW,
        }),
        shortest_note: limit(Duration::new(shortest).unwrap()),
        ..Constraints::default()
    };
    assert_eq!(
        refusal(&score, options(dense(5, 480), Vec::new())),
        [
            "no note shorter than 480 ticks",
            "5 to 9 notes of each voice in a bar"
        ]
    );
    let outside = Constraints {
        cadences: vec![CadenceAt {
            bar: 7,
            kind: CadenceKind::Half,
            strictness: Strictness::LAW,
        }],
        ..Constraints::default()
    };
    let header = ScoreHeader {
        key: "C major".parse().ok(),
        ..ScoreHeader::default()
    };
    let in_c = Score::new(header, score.notes().to_vec()).unwrap();
    assert_eq!(
        refusal(&in_c, options(outside, Vec::new())),
        ["a half cadence in C major in bar 7, counted from 0"]
    );
}

#[test]
fn numerals_are_chords_of_the_piece_s_key() {
    let numerals = ["I", "V/V", "bVI", "V7"];
    let changes = numerals
        .iter()
        .enumerate()
        .map(|(index, numeral)| NumeralChange {
            tick: Tick::new(index as u32 * 960).unwrap(),
            numeral: numeral.parse().unwrap(),
        });
    let options = Options {
        constraints: Constraints {
            chords: Some(Typed {
                changes: Vec::new(),
                strictness: Strictness::LAW,
            }),
            numerals: changes.collect(),
            ..Constraints::default()
        },
        ..Options::new(Style::Hymn, 6)
    };
    let outcome = run(composer().seed(SeedRequest {
        options,
        key: "D major".parse().ok(),
        time_signature: TimeSignature::COMMON,
        tempo: Tempo::MODERATE,
        bars: 2,
    }));
    let symbols = outcome.score.header().chords.iter();
    let symbols: Vec<String> = symbols
        .filter_map(|it| Some(it.chord?.to_string()))
        .collect();
    assert_eq!(symbols, ["D", "E", "Bb", "A7"]);
    assert_eq!(Heard::of(&outcome).n_discords(), 0);
}

#[test]
fn wishes_for_few_and_long_notes_weigh_in() {
    let n_notes = |constraints: Constraints| -> usize {
        let ask = |rng_seed| {
            let options = Options {
                constraints: constraints.clone(),
                ..Options::new(Style::Hymn, rng_seed)
            };
            let score = melody(&[67, 71, 74, 72]);
            let bars = 3;
            let request = ContinueRequest {
                score,
                options,
                bars,
            };
            run(composer().extend(request)).added.len()
        };
        (0..6).map(ask).sum()
    };
    let wish = Strictness::new(0.9).unwrap();
    let density = |lowest: u32, highest: u32| Constraints {
        density: Some(Density {
            lowest,
            highest,
            strictness: wish,
        }),
        ..Constraints::default()
    };
    let long = Constraints {
        longest_note: Some(Limit {
            value: Duration::new(240).unwrap(),
            strictness: wish,
        }),
        ..Constraints::default()
    };
    let free = n_notes(Constraints::default());
    let (few, many) = (n_notes(density(0, 0)), n_notes(density(12, 40)));
    assert!(few < free && free < many, "{few}, {free}, {many}");
    assert!(n_notes(long) > free);
}

#[test]
fn wishes_weigh_in_and_laws_do_not_depend_on_them() {
    // A wish for a scale makes its notes more common, the more the stricter.
    let scale: Scale = "C whole-tone".parse().unwrap();
    let share = |strictness: f64| {
        let mut n_notes = [0, 0];
        for rng_seed in 0..10 {
            let options = Options {
                constraints: Constraints {
                    scale: Some(Limit {
                        value: Some(scale),
                        strictness: Strictness::new(strictness).unwrap(),
                    }),
                    ..Constraints::default()
                },
                sampling: Sampling::new(1.0, 0, 1.0).unwrap(),
                ..Options::new(Style::Hymn, rng_seed)
            };
            let request = ContinueRequest {
                score: melody(&[67, 71, 74, 72]),
                options,
                bars: 4,
            };
            for note in run(composer().extend(request)).added {
                n_notes[0] += 1;
                n_notes[1] += usize::from(scale.contains(note.pitch.class()));
            }
        }
        n_notes[1] as f64 / n_notes[0] as f64
    };
    let shares = [0.0, 0.2, 0.5, 1.0].map(share);
    assert!(shares.is_sorted_by(|one, other| one < other), "{shares:?}");
    assert_eq!(shares[3], 1.0);
}

#[test]
fn a_cadence_leads_under_a_melody_and_one_that_cannot_is_refused() {
    let cadence = |pitches: &[i64]| {
        let options = Options {
            voices: vec![Voice::ALTO, Voice::TENOR, Voice::BASS],
            constraints: Constraints {
                cadence: Some(Strictness::LAW),
                voice_leading: Some(Strictness::LAW),
                ..Constraints::default()
            },
            ..Options::new(Style::Hymn, 4)
        };
        let mut score = melody(pitches);
        let header = ScoreHeader {
            key: "C major".parse().ok(),
            ..score.header().clone()
        };
        score = Score::new(header, score.notes().to_vec()).unwrap();
        composer().harmonize(HarmonizeRequest { score, options })
    };
    let outcome = run(cadence(&[67, 69, 67, 65, 64, 65, 62, 60]));
    let key = "C major".parse().unwrap();
    assert!(Heard::of(&outcome).has_cadence(key, Tick::new(3840).unwrap()));
    // D is no note of the tonic.
    let refused = cadence(&[67, 69, 67, 65, 64, 65, 60, 62]).map(drop);
    let laws = vec!["a cadence in C major at the end".to_owned()];
    assert_eq!(refused, Err(ComposeError::Contradiction { laws }));
}

#[test]
fn a_piece_of_so_many_seconds_ends_just_then() {
    for (seconds, beats, qpm) in [(90.0, 4, 88.0), (31.5, 3, 120.0), (7.0, 6, 190.0)] {
        let signature = TimeSignature::new(beats, 4).unwrap();
        let (bars, tempo) = bars_of_seconds(seconds, signature, qpm).unwrap();
        let lasts = f64::from(bars * beats) * 60.0 / tempo.qpm();
        assert!((lasts - seconds).abs() < 0.01, "{lasts} of {seconds}");
        assert!((tempo.qpm() / qpm - 1.0).abs() < 0.3);
    }
    let common = TimeSignature::COMMON;
    for seconds in [0.0, -3.0, 0.2, 4000.0, f64::NAN] {
        assert!(bars_of_seconds(seconds, common, 88.0).is_err(), "{seconds}");
    }
}
