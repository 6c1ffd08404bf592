//! Takes: answers side by side are what each would be by itself.

#[path = "support/acts.rs"]
mod acts;
mod support;

use acts::{assert_kept, composer, melody, run};
use antiphon::compose::{
    Backend, Candidate, ComposeError, Composer, Composition, ContinueRequest, HarmonizeRequest,
    MAX_TAKES, Options, Outcome, Style,
};
use antiphon::model::Device;
use antiphon::music::{NoteId, Voice};
use support::{block_on, tiny_weights};

const MELODY: [i64; 8] = [67, 71, 74, 72, 67, 67, 69, 71];

type Begin = fn(&Composer, usize) -> Result<Composition, ComposeError>;

fn continued(composer: &Composer, take: usize) -> Result<Composition, ComposeError> {
    composer.extend(ContinueRequest {
        score: melody(&MELODY),
        options: Options::new(Style::Hymn, take as u64),
        bars: 3,
    })
}

fn harmonized(composer: &Composer, take: usize) -> Result<Composition, ComposeError> {
    composer.harmonize(HarmonizeRequest {
        score: melody(&MELODY),
        options: Options {
            voices: vec![Voice::ALTO, Voice::TENOR, Voice::BASS],
            ..Options::new(Style::BachChorale, take as u64)
        },
    })
}

/// Outcomes of takes, and what was streamed of each.
fn taken(composer: &Composer, n_takes: usize, begin: Begin) -> (Vec<Outcome>, Vec<Vec<NoteId>>) {
    let mut takes = composer.takes(n_takes, begin).unwrap();
    let mut streamed = vec![Vec::new(); n_takes];
    while let Some((take, note)) = block_on(takes.next_note()).unwrap() {
        streamed[take].push(note.id);
    }
    (block_on(takes.finish()).unwrap(), streamed)
}

#[test]
fn takes_are_what_each_would_be_by_itself() {
    let mut on_burn = Composer::new(Backend::Burn(Device::flex()));
    on_burn.set_weights(&tiny_weights(11)).unwrap();
    for composer in [composer(), on_burn] {
        for begin in [continued as Begin, harmonized] {
            // Asked for a second time, they go on from what was read for the first.
            for n_takes in [1, 3, 3, MAX_TAKES] {
                let (outcomes, streamed) = taken(&composer, n_takes, begin);
                assert_eq!(outcomes.len(), n_takes);
                for (take, outcome) in outcomes.iter().enumerate() {
                    assert!(outcome.is_complete);
                    assert_kept(&melody(&MELODY), outcome);
                    let alone = run(begin(&composer, take));
                    // burn sums up in another order for several rows.
                    let [one, other] = [outcome, &alone].map(|it| it.likelihood.unwrap());
                    assert!((one - other).abs() < 1e-6, "take {take}");
                    let alone = Outcome {
                        likelihood: outcome.likelihood,
                        ..alone
                    };
                    assert_eq!(*outcome, alone, "take {take}");
                    assert_eq!(streamed[take].len(), outcome.added.len());
                }
            }
        }
    }
}

#[test]
fn takes_that_are_ended_early_keep_what_they_have() {
    let composer = composer();
    let mut takes = composer.takes(4, continued).unwrap();
    let mut streamed = vec![Vec::new(); 4];
    for _ in 0..9 {
        let (take, note) = block_on(takes.next_note()).unwrap().unwrap();
        streamed[take].push(note);
    }
    let outcomes = block_on(takes.finish()).unwrap();
    for (outcome, streamed) in outcomes.iter().zip(&streamed) {
        assert!(!outcome.is_complete);
        assert!(streamed.iter().all(|note| outcome.added.contains(note)));
        // At most the note that it was at has come since.
        assert!(outcome.added.len() <= streamed.len() + 1);
    }
    assert_eq!(composer.takes(4, continued).map(drop), Ok(()));
}

#[test]
fn takes_do_not_depend_on_what_the_composer_has_written_before() {
    let [of_continued, of_harmonized] =
        [continued as Begin, harmonized].map(|begin| taken(&composer(), 4, begin));
    let composer = composer();
    for _ in 0..2 {
        assert_eq!(taken(&composer, 4, continued), of_continued);
        assert_eq!(taken(&composer, 4, harmonized), of_harmonized);
    }
    // Left in the middle, with some of them waiting to be read.
    for n_notes in 1..6 {
        let mut left = composer.takes(4, continued).unwrap();
        for _ in 0..n_notes {
            block_on(left.next_note()).unwrap().unwrap();
        }
        drop(left);
        assert_eq!(taken(&composer, 4, harmonized), of_harmonized);
    }
    // Two requests at once.
    let mut one = composer.takes(4, continued).unwrap();
    let mut other = composer.takes(4, harmonized).unwrap();
    loop {
        let notes = [&mut one, &mut other].map(|takes| block_on(takes.next_note()).unwrap());
        if notes == [None, None] {
            break;
        }
    }
    assert_eq!(block_on(one.finish()).unwrap(), of_continued.0);
    assert_eq!(block_on(other.finish()).unwrap(), of_harmonized.0);
}

#[test]
fn no_takes_and_too_many_are_refused() {
    for found in [0, MAX_TAKES + 1] {
        let refused = composer().takes(found, continued).map(drop);
        assert_eq!(refused, Err(ComposeError::BadTakes { found }));
    }
    let empty = |composer: &Composer, _| {
        composer.extend(ContinueRequest {
            score: melody(&[]),
            options: Options::new(Style::Hymn, 1),
            bars: 1,
        })
    };
    let refused = composer().takes(2, empty).map(drop);
    assert_eq!(refused, Err(ComposeError::NothingToContinue));
    let unarmed = Composer::new(Backend::Cpu).takes(2, continued).map(drop);
    assert_eq!(unarmed, Err(ComposeError::NoWeights));
}

/// The candidates of outcomes, with or without what their composer knows of them.
fn candidates(outcomes: &[Outcome], is_known: bool) -> Vec<Candidate> {
    let candidate = |outcome: &Outcome| Candidate {
        score: outcome.score.clone(),
        added: outcome.added.iter().map(|note| note.id).collect(),
        likelihood: outcome.likelihood.filter(|_| is_known),
    };
    outcomes.iter().map(candidate).collect()
}

#[test]
fn takes_know_how_likely_they_were_without_being_read_again() {
    let mut composer = Composer::new(Backend::Cpu);
    let weights = std::fs::read("www/public/model/nano.safetensors").unwrap();
    composer.load_weights(&weights).unwrap();
    for (begin, style) in [
        (continued as Begin, Style::Hymn),
        (harmonized, Style::BachChorale),
    ] {
        let (outcomes, _) = taken(&composer, 4, begin);
        let rate = |is_known| {
            let candidates = candidates(&outcomes, is_known);
            block_on(composer.rate(&candidates, style, None)).unwrap()
        };
        for (take, (known, read)) in rate(true).iter().zip(rate(false)).enumerate() {
            let (ours, theirs) = (&known.measures, &read.measures);
            // All are held against what stands before the first; nothing does before a harmony.
            if style == Style::Hymn && take == 0 {
                let difference = ours.likelihood_before - theirs.likelihood_before;
                assert!(difference.abs() < 1e-3, "{ours:?} {theirs:?}");
            }
            // A reader charges for what the laws of a place forbid, and does not know all that was asked for.
            let difference = ours.likelihood - theirs.likelihood;
            assert!(difference.abs() < 0.5, "{ours:?} {theirs:?}");
        }
    }
}
