//! What is counted of laws is counted where there are none.

use crate::acts::run;
use crate::asked::trained;
use crate::heard::Heard;
use antiphon::compose::{Constraints, Options, SeedRequest, Strictness, Style, Typed};
use antiphon::generate::Sampling;
use antiphon::music::{ChordChange, Tempo, Tick, TimeSignature};

#[test]
fn without_the_laws_they_are_broken() {
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
