//! Random requests.

use crate::acts::{assert_kept, composer, run};
use antiphon::compose::{
    Backend, Bounds, ComposeError, Composer, Constraints, ContinueRequest, HarmonizeRequest,
    InfillRequest, Keep, Limit, Options, Outcome, SeedRequest, Strictness, Style,
};
use antiphon::generate::Sampling;
use antiphon::music::{
    Duration, KeySignature, Meter, Note, NoteId, Pitch, Score, ScoreHeader, Tempo, Tick,
    TimeSignature, Velocity, Voice,
};
use proptest::prelude::*;

prop_compose! {
    /// Notes of five voices on and off the grid, with gaps and overlaps, in any metre.
    pub fn any_score()(
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
    pub fn any_request()(
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
        Asked {
            act, score, voices, style, place, bars, beats, rng_seed, is_trained,
            held: (0, 0), keep: None, explain: false,
        }
    }
}

/// A composer whose voices move together, as those of random weights seldom do.
pub fn trained() -> Composer {
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

/// A request that waits for its constraints.
#[derive(Debug, Clone)]
pub struct Asked {
    pub act: usize,
    pub score: Score,
    pub voices: Vec<Voice>,
    pub style: Style,
    pub place: (u32, u32),
    pub bars: u32,
    pub beats: u32,
    pub rng_seed: u64,
    pub is_trained: bool,
    /// Of every so many notes one keeps its rhythm, and one its pitch; 0 for none.
    pub held: (usize, usize),
    pub keep: Option<Keep>,
    pub explain: bool,
}

impl Asked {
    pub fn key(&self) -> KeySignature {
        ["G major", "E minor", "Bb major"][self.rng_seed as usize % 3]
            .parse()
            .unwrap()
    }

    /// The answer under some constraints; none where there is nothing to harmonize.
    pub fn answer(&self, constraints: Constraints) -> Result<Option<Outcome>, ComposeError> {
        let composer = if self.is_trained {
            trained()
        } else {
            composer()
        };
        self.answer_of(&composer, constraints)
    }

    /// The notes that keep something, in the acts that have notes.
    fn holds(&self) -> Vec<(NoteId, Keep)> {
        let ids = self.score.notes().iter().map(|note| note.id).enumerate();
        let of = |(index, id): (usize, NoteId)| {
            let (rhythm, pitch) = self.held;
            let rhythm = (rhythm > 0 && index % rhythm == 0).then_some((id, Keep::Rhythm));
            let pitch = (pitch > 0 && index % pitch == 1 % pitch).then_some((id, Keep::Pitch));
            [rhythm, pitch]
        };
        let holds = ids.flat_map(of).flatten();
        holds.filter(|_| self.act > 0).collect()
    }

    /// The answer of a composer.
    pub fn answer_of(
        &self,
        composer: &Composer,
        constraints: Constraints,
    ) -> Result<Option<Outcome>, ComposeError> {
        let options = Options {
            voices: self.voices.clone(),
            sampling: Sampling::new(1.3, 0, 1.0).unwrap(),
            constraints,
            holds: self.holds(),
            keep: self.keep,
            explain: self.explain,
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
pub fn narrow() -> Vec<Bounds> {
    let range = |voice: u8, lowest: i64| Bounds {
        voice: Voice(voice),
        lowest: Pitch::new(lowest).unwrap(),
        highest: Pitch::new(lowest + 5).unwrap(),
        strictness: Strictness::LAW,
    };
    vec![range(0, 67), range(1, 60), range(2, 55), range(3, 48)]
}

/// A limit that is a law.
pub fn limit<T>(value: T) -> Option<Limit<T>> {
    let strictness = Strictness::LAW;
    Some(Limit { value, strictness })
}
