//! Drafts: a quick model writes ahead, and nothing but the number of readings depends on it.

#[path = "support/acts.rs"]
mod acts;
#[path = "support/recall.rs"]
mod recall;
mod support;

use std::cell::Cell;
use std::rc::Rc;

use acts::{assert_kept, composer, melody, run};
use antiphon::compose::{Composer, ContinueRequest, HarmonizeRequest, Options, Outcome};
use antiphon::generate::{
    Brief, Conditions, FaultCosts, Generation, Sampling, VOICE_RANGES, Written,
};
use antiphon::model::{
    Backend, Device, Input, LanguageModel, ModelError, Network, Player, Precision, Weights,
};
use antiphon::music::{NoteId, Voice};
use antiphon::token::{ChordLane, Grid, Style};
use recall::assert_recall_changes_nothing;
use support::{block_on, tiny_weights};

fn saved(rng_seed: u64) -> Vec<u8> {
    tiny_weights(rng_seed).save(Precision::Byte).unwrap()
}

fn drafted_by(rng_seed: u64) -> Composer {
    let mut composer = composer();
    composer.load_drafter(&saved(rng_seed)).unwrap();
    composer
}

#[test]
fn what_is_written_does_not_depend_on_who_drafts() {
    let score = melody(&[67, 71, 74, 72, 67, 67, 69, 71]);
    let answers = |composer: &Composer| -> Vec<Outcome> {
        let ask = |rng_seed| {
            let options = Options::new(Style::Hymn, rng_seed);
            let continued = run(composer.extend(ContinueRequest {
                score: score.clone(),
                options: options.clone(),
                bars: 5,
            }));
            let harmonized = run(composer.harmonize(HarmonizeRequest {
                score: score.clone(),
                options: Options {
                    voices: vec![Voice::ALTO, Voice::TENOR, Voice::BASS],
                    ..options
                },
            }));
            [continued, harmonized]
        };
        (0..6).flat_map(ask).collect()
    };
    let alone = answers(&composer());
    for outcome in &alone {
        assert_kept(&score, outcome);
    }
    // The composer's own weights, and others.
    for drafter in [11, 2] {
        assert_eq!(alone, answers(&drafted_by(drafter)));
    }
}

/// A player whose readings are counted.
struct Counted {
    player: Player,
    n_readings: Rc<Cell<usize>>,
}

impl LanguageModel for Counted {
    async fn feed_each(
        &mut self,
        inputs: &[Input],
        from: usize,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        self.n_readings.set(self.n_readings.get() + 1);
        self.player.feed_each(inputs, from).await
    }

    fn rewind(&mut self, n_fed: usize) {
        self.player.rewind(n_fed);
    }

    fn n_fed(&self) -> usize {
        self.player.n_fed()
    }

    fn capacity(&self) -> usize {
        self.player.capacity()
    }
}

/// Words drawn and readings for them, of eight bars from nothing.
fn work(network: &Network, drafter: Option<&Network>) -> (usize, usize) {
    let n_readings = Rc::new(Cell::new(0));
    let counted = |network: &Network| Counted {
        player: network.player(),
        n_readings: Rc::clone(&n_readings),
    };
    let grid = Grid::quantize(&melody(&[]), 8).unwrap();
    let brief = Brief {
        style: Some(Style::Hymn),
        key: None,
        controls: Vec::new(),
        chords: ChordLane::Absent,
        voices: (0..4).map(Voice).collect(),
        write: (0..4).map(Voice).collect(),
        span: 0..grid.end(),
        ranges: VOICE_RANGES,
        chord_notes: [1; VOICE_RANGES.len()],
        fault_costs: FaultCosts::default(),
        conditions: Conditions::default(),
        sampling: Sampling::default(),
        rng_seed: 3,
        grid,
    };
    let uncounted = |network: &Network| Counted {
        player: network.player(),
        n_readings: Rc::default(),
    };
    let mut generation =
        Generation::new(brief, NoteId(0), counted(network)).with_drafter(drafter.map(uncounted));
    while let Some(written) = block_on(generation.next_written()).unwrap() {
        assert!(!matches!(written, Written::Chord(..)));
    }
    (generation.n_sampled(), n_readings.get())
}

#[test]
fn who_thinks_alike_saves_nearly_all_readings() {
    let weights = Weights::load(&saved(7)).unwrap();
    let [processor, device] = [Backend::Cpu, Backend::Burn(Device::flex())]
        .map(|backend| Network::from_weights(&weights, &backend).unwrap());
    let (n_words, n_alone) = work(&device, None);
    assert_eq!(n_words, n_alone);
    let (n_words, n_readings) = work(&device, Some(&processor));
    assert!(
        n_readings * 8 <= n_words,
        "{n_readings} readings for {n_words} words"
    );
}

#[test]
fn logits_of_every_place_are_those_of_one_reading_each() {
    let weights = Weights::load(&saved(9)).unwrap();
    for backend in [Backend::Cpu, Backend::Burn(Device::flex())] {
        let network = Network::from_weights(&weights, &backend).unwrap();
        block_on(assert_recall_changes_nothing(&network));
    }
}
