//! Laws are kept whatever the weights say: random requests to a network of random weights, counted anew.

#[path = "support/acts.rs"]
mod acts;
#[path = "../src/bin/antiphon/evaluate/heard.rs"]
mod heard;
mod support;

use acts::{assert_kept, composer, melody, run};
use antiphon::compose::{
    Backend, Bounds, ComposeError, Composer, Constraints, ContinueRequest, HarmonizeRequest,
    InfillRequest, Limit, NamedNote, Options, Outcome, SeedRequest, Strictness, Style, Typed,
    ensemble_of,
};
use antiphon::generate::Sampling;
use antiphon::music::{
    ChordChange, Duration, KeySignature, Meter, Note, NoteId, NoteName, Pitch, Score, ScoreHeader,
    Tempo, Tick, TimeSignature, Velocity, Voice,
};
use antiphon::theory::{Scale, ScaleKind};
use heard::Heard;
use proptest::prelude::*;

prop_compose! {
    /// Notes of five voices on and off the grid, with gaps and overlaps, in any metre.
    fn any_score()(
        notes in prop::collection::vec((0u8..6, 30i64..100, 0u32..12, 0u32..4, 1u32..1500), 1..40),
        metre in prop::sample::select(vec![(4, 4), (3, 4), (6, 8), (2, 2)]),
        pickup in prop::sample::select(vec![0u32, 480, 240]),
        off_grid in prop::sample::select(vec![0u32, 0, 0, 7, 13]),
    ) -> Score {
        let signature = TimeSignature::new(metre.0, metre.1).unwrap();
        let meter = Meter::new(Duration::new(pickup).unwrap(), vec![(Tick::ZERO, signature)]).unwrap();
        let notes = notes.into_iter().enumerate().map(|(id, (voice, pitch, quarter, part, length))| {
            // A voice stays near its own register now and then, so that voices meet without crossing.
            let near = [72, 65, 58, 48, 60, 40][usize::from(voice)];
            let moved = if off_grid == 0 { 0 } else { off_grid * (id as u32 % 3) };
            Note {
                id: NoteId(id as u32 * 3),
                voice: Voice(voice),
                pitch: Pitch::new(near + pitch % 7).unwrap(),
                onset: Tick::new(quarter * 480 + part * 120 + moved).unwrap(),
                duration: Duration::new(if off_grid == 0 { length.div_ceil(120) * 120 } else { length }).unwrap(),
                velocity: Velocity::DEFAULT,
            }
        });
        Score::new(ScoreHeader { meter, ..ScoreHeader::default() }, notes.collect()).unwrap()
    }
}

prop_compose! {
    /// Any request but for its constraints: act, score, voices, style, where, seed.
    fn any_request()(
        act in 0usize..4,
        score in any_score(),
        voices in prop::collection::btree_set(0u8..4, 1..=4),
        style in prop::sample::select(vec![
            Style::BachChorale, Style::Hymn, Style::Carol, Style::Renaissance, Style::Keyboard, Style::Band,
        ]),
        place in (0u32..3000, 240u32..3000),
        bars in 1u32..4,
        beats in 2u32..5,
        rng_seed in 0u64..1000,
        is_trained: bool,
    ) -> Asked {
        let voices = voices.into_iter().map(Voice).collect();
        Asked { act, score, voices, style, place, bars, beats, rng_seed, is_trained }
    }
}

/// A composer whose voices move together, as those of random weights seldom do.
fn trained() -> Composer {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/www/public/model/nano.safetensors"
    );
    let mut composer = Composer::new(Backend::Cpu);
    composer
        .load_weights(&std::fs::read(file).unwrap())
        .unwrap();
    composer
}

#[derive(Debug, Clone)]
struct Asked {
    act: usize,
    score: Score,
    voices: Vec<Voice>,
    style: Style,
    place: (u32, u32),
    bars: u32,
    beats: u32,
    rng_seed: u64,
    is_trained: bool,
}

impl Asked {
    fn key(&self) -> KeySignature {
        ["G major", "E minor", "Bb major"][self.rng_seed as usize % 3]
            .parse()
            .unwrap()
    }

    /// The answer under some constraints; none where there is nothing to harmonize.
    fn answer(&self, constraints: Constraints) -> Result<Option<Outcome>, ComposeError> {
        let composer = if self.is_trained {
            trained()
        } else {
            composer()
        };
        let options = Options {
            voices: self.voices.clone(),
            sampling: Sampling::new(1.3, 0, 1.0).unwrap(),
            constraints,
            ..Options::new(self.style, self.rng_seed)
        };
        let score = self.score.clone();
        let begun = match self.act {
            0 => composer.seed(SeedRequest {
                options,
                key: Some(self.key()),
                time_signature: TimeSignature::new(self.beats, 4).unwrap(),
                tempo: Tempo::MODERATE,
                bars: self.bars,
            }),
            1 => composer.extend(ContinueRequest {
                score,
                options,
                bars: self.bars,
            }),
            2 => composer.harmonize(HarmonizeRequest { score, options }),
            _ => {
                let start = Tick::new(self.place.0).unwrap();
                let region = start..start + Duration::new(self.place.1).unwrap();
                composer.infill(InfillRequest {
                    score,
                    options,
                    region,
                })
            }
        };
        match begun {
            Err(ComposeError::NothingToHarmonize) => Ok(None),
            Err(error) => Err(error),
            Ok(composition) => {
                let outcome = run(Ok(composition));
                if self.act > 0 {
                    assert_kept(&self.score, &outcome);
                }
                Ok(Some(outcome))
            }
        }
    }
}

/// Narrow ranges that lie fifths and octaves apart, so that random notes meet there.
fn narrow() -> Vec<Bounds> {
    let range = |voice: u8, lowest: i64| Bounds {
        voice: Voice(voice),
        lowest: Pitch::new(lowest).unwrap(),
        highest: Pitch::new(lowest + 5).unwrap(),
        strictness: Strictness::LAW,
    };
    vec![range(0, 67), range(1, 60), range(2, 55), range(3, 48)]
}

fn limit<T>(value: T) -> Option<Limit<T>> {
    let strictness = Strictness::LAW;
    Some(Limit { value, strictness })
}
proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strict_voice_leading_knows_no_parallels_and_no_crossings(asked in any_request(), is_narrow: bool) {
        let strict = Constraints {
            voice_leading: Some(Strictness::LAW),
            ranges: if is_narrow && asked.style != Style::Band { narrow() } else { Vec::new() },
            shortest_note: limit(Duration::new(if is_narrow { 240 } else { 1 }).unwrap()),
            ..Constraints::default()
        };
        match asked.answer(strict) {
            Err(ComposeError::Contradiction { laws }) => {
                prop_assert_eq!(laws, ["no note shorter than 240 ticks"]);
            }
            other => if let Some(outcome) = other.unwrap() {
                let heard = Heard::of(&outcome);
                prop_assert_eq!(heard.n_parallels(), 0);
                let is_choir = ensemble_of(asked.style).is_in_four_parts();
                prop_assert!(!is_choir || heard.n_crossings() == 0);
            }
        }
    }

    #[test]
    fn scales_and_ranges_hold(asked in any_request(), kind in 0usize..14, tonic in -5i64..6) {
        let scale = Scale { tonic: NoteName::at(tonic), kind: ScaleKind::ALL[kind] };
        let asked = Asked { style: if asked.style == Style::Band { Style::Hymn } else { asked.style }, ..asked };
        let laws = Constraints {
            scale: limit(Some(scale)),
            ranges: narrow(),
            ..Constraints::default()
        };
        if let Some(outcome) = asked.answer(laws).unwrap() {
            for note in &outcome.added {
                prop_assert!(scale.contains(note.pitch.class()), "{} of {scale}", note.pitch.midi());
                let bounds = narrow()[usize::from(note.voice.0)];
                prop_assert!((bounds.lowest..=bounds.highest).contains(&note.pitch));
            }
        }
    }

    #[test]
    fn chords_bind_every_beat(asked in any_request(), symbols in prop::collection::vec(0usize..5, 1..5)) {
        let chords = ["C", "G7", "Am", "Fmaj7", "F#dim7"];
        let changes = symbols.iter().enumerate().map(|(index, symbol)| ChordChange {
            tick: Tick::new(index as u32 * 960).unwrap(),
            chord: Some(chords[*symbol].parse().unwrap()),
        });
        let laws = Constraints {
            chords: Some(Typed { changes: changes.collect(), strictness: Strictness::LAW }),
            ..Constraints::default()
        };
        if let Some(outcome) = asked.answer(laws).unwrap() {
            prop_assert_eq!(Heard::of(&outcome).n_discords(), 0);
        }
    }

    #[test]
    fn leaps_lengths_and_repeats_keep_their_limits(
        asked in any_request(), leap in 1u8..6, repeats in 0u8..3, shortest in prop::sample::select(vec![60u32, 160, 240, 480]),
    ) {
        let laws = Constraints {
            largest_leap: limit(leap),
            most_repeats: limit(repeats),
            shortest_note: limit(Duration::new(shortest).unwrap()),
            ..Constraints::default()
        };
        match asked.answer(laws) {
            // A region may be shorter than any note.
            Err(ComposeError::Contradiction { laws }) => prop_assert_eq!(laws.len(), 1),
            other => if let Some(outcome) = other.unwrap() {
                let heard = Heard::of(&outcome);
                prop_assert_eq!(heard.n_leaps_over(leap), 0);
                prop_assert_eq!(heard.n_repeats_over(usize::from(repeats)), 0);
                let drum_free = outcome.added.iter().filter(|note| !outcome.score.is_percussion(note.voice));
                prop_assert!(drum_free.into_iter().all(|note| note.duration.get() >= shortest));
            }
        }
    }

    #[test]
    fn first_and_last_notes_are_those_named(asked in any_request(), first in 0i64..12, last in 0i64..12) {
        let asked = Asked { act: asked.act % 2, ..asked };
        let voice = asked.voices[0];
        let low = i64::from(ensemble_of(asked.style).ranges[usize::from(voice.0)].0);
        let named = |pitch: i64| NamedNote {
            voice,
            pitch: Pitch::new(low + pitch).unwrap(),
            strictness: Strictness::LAW,
        };
        let laws = Constraints {
            start: vec![named(first)],
            end: vec![named(last)],
            voice_leading: Some(Strictness::LAW),
            ..Constraints::default()
        };
        match asked.answer(laws) {
            // Beside crossing notes that hang over into the new bars, some cannot be sung.
            Err(ComposeError::Contradiction { laws }) => prop_assert!(asked.act == 1 && !laws.is_empty()),
            other => {
                let outcome = other.unwrap().unwrap();
                let mut line: Vec<&Note> = outcome.added.iter().filter(|note| note.voice == voice).collect();
                line.sort_by_key(|note| note.onset);
                prop_assert_eq!(i64::from(line[0].pitch.midi()), low + first);
                let highest = line.iter().filter(|note| note.onset == line[line.len() - 1].onset);
                let top = highest.map(|note| note.pitch.midi()).max();
                prop_assert_eq!(top.map(i64::from), Some(low + last));
                let heard = Heard::of(&outcome);
                prop_assert_eq!(heard.n_parallels(), 0);
            }
        }
    }

    #[test]
    fn cadences_end_on_the_tonic_after_the_dominant(asked in any_request()) {
        let asked = Asked { act: 0, voices: asked.voices.clone(), ..asked };
        let laws = Constraints {
            cadence: Some(Strictness::LAW),
            voice_leading: Some(Strictness::LAW),
            ..Constraints::default()
        };
        let outcome = asked.answer(laws).unwrap().unwrap();
        let heard = Heard::of(&outcome);
        prop_assert!(heard.has_cadence(asked.key(), outcome.score.meter().bar_start(asked.bars)));
        prop_assert_eq!(heard.n_parallels(), 0);
        prop_assert_eq!(outcome.score.n_bars(), asked.bars);
    }
}

#[test]
fn without_the_laws_they_are_broken() {
    // So that what is counted above is known to be counted.
    let mut n_found = [0; 5];
    let composer = trained();
    for rng_seed in 0..12 {
        let options = Options {
            sampling: Sampling::new(1.3, 0, 1.0).unwrap(),
            constraints: Constraints {
                voice_leading: Some(Strictness::OFF),
                chords: Some(Typed {
                    changes: vec![ChordChange {
                        tick: Tick::ZERO,
                        chord: Some("G7".parse().unwrap()),
                    }],
                    strictness: Strictness::OFF,
                }),
                ..Constraints::default()
            },
            ..Options::new(Style::Hymn, rng_seed)
        };
        let outcome = run(composer.seed(SeedRequest {
            options,
            key: None,
            time_signature: TimeSignature::COMMON,
            tempo: Tempo::MODERATE,
            bars: 6,
        }));
        let heard = Heard::of(&outcome);
        let found = [
            heard.n_parallels(),
            heard.n_crossings(),
            heard.n_discords(),
            heard.n_leaps_over(2),
            heard.n_repeats_over(0),
        ];
        for (sum, found) in n_found.iter_mut().zip(found) {
            *sum += found;
        }
    }
    assert!(n_found.iter().all(|found| *found > 3), "{n_found:?}");
}

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
