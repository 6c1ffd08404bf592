//! Explanations: they change no note, and say what was weighed.

use crate::acts::{composer, melody, run};
use crate::asked::{Asked, any_request, limit, trained};
use crate::cases::cases;
use antiphon::compose::{
    Backend, Composer, Constraints, HarmonizeRequest, Keep, Options, Outcome, SeedRequest,
    Strictness, Style,
};
use antiphon::model::Precision;
use antiphon::music::{NoteId, Tempo, TimeSignature, Voice};
use proptest::prelude::*;

/// What holds of the explanations of every answer.
fn check(outcome: &Outcome) -> Result<(), TestCaseError> {
    let explanations = outcome.explanations.as_ref().unwrap();
    let ids: Vec<NoteId> = explanations.iter().map(|it| it.note).collect();
    let added: Vec<NoteId> = outcome.added.iter().map(|note| note.id).collect();
    prop_assert_eq!(ids, added);
    for explanation in explanations {
        let others: f64 = explanation.alternatives.iter().map(|(_, it)| it).sum();
        let sum = explanation.probability + others;
        prop_assert!((0.0..=1.0 + 1e-9).contains(&sum), "{explanation:?}");
        prop_assert!(explanation.alternatives.len() <= 3);
        prop_assert!(
            explanation
                .alternatives
                .is_sorted_by(|one, other| one.1 >= other.1)
        );
        let note = outcome
            .added
            .iter()
            .find(|note| note.id == explanation.note)
            .unwrap();
        let is_itself = |(pitch, _): &(Option<_>, f64)| *pitch == Some(note.pitch);
        prop_assert!(!explanation.alternatives.iter().any(is_itself));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn asking_why_changes_nothing_and_drafts_change_no_answer(asked in any_request(), is_held: bool) {
        let laws = Constraints {
            voice_leading: Some(Strictness::LAW),
            scale: limit(None),
            cadence: Some(Strictness::LAW),
            ..Constraints::default()
        };
        let held = if is_held { (3, 4) } else { (0, 0) };
        let asked = Asked { act: if is_held { 2 } else { asked.act }, held, ..asked };
        let why = Asked { explain: true, ..asked.clone() };
        let mut drafted = composer();
        let drafter = crate::support::tiny_weights(5);
        drafted.load_drafter(&drafter.save(Precision::Byte).unwrap()).unwrap();
        let plain = asked.answer_of(&composer(), laws.clone());
        let explained = why.answer_of(&composer(), laws.clone());
        prop_assert_eq!(&explained, &why.answer_of(&drafted, laws));
        match (plain, explained) {
            (Ok(Some(plain)), Ok(Some(explained))) => {
                prop_assert_eq!(&plain.added, &explained.added);
                prop_assert_eq!(plain.receipt, explained.receipt.clone());
                prop_assert!(plain.explanations.is_none());
                check(&explained)?;
            }
            (plain, explained) => prop_assert_eq!(plain, explained),
        }
    }
}

fn harmonized(composer: &Composer, constraints: Constraints) -> Outcome {
    let options = Options {
        voices: vec![Voice::ALTO, Voice::TENOR, Voice::BASS],
        constraints,
        explain: true,
        ..Options::new(Style::BachChorale, 3)
    };
    let score = melody(&[67, 69, 71, 72, 74, 72, 71, 69, 67, 66, 67, 67]);
    run(composer.harmonize(HarmonizeRequest { score, options }))
}

#[test]
fn what_laws_took_away_is_named() {
    let scale = |name: &str| Constraints {
        scale: limit(Some(name.parse().unwrap())),
        ..Constraints::default()
    };
    let names = |outcome: &Outcome| -> Vec<&'static str> {
        let explanations = outcome.explanations.as_ref().unwrap();
        let reasons = explanations.iter().flat_map(|it| &it.moved_by);
        reasons.map(|reason| reason.name()).collect()
    };
    // A melody in G under the notes of another key: nearly everything that is liked is forbidden.
    let composer = trained();
    let moved = names(&harmonized(&composer, scale("Db major")));
    assert!(
        moved.iter().filter(|name| **name == "scale").count() > 10,
        "{moved:?}"
    );
    let free = Constraints {
        voice_leading: Some(Strictness::OFF),
        ..Constraints::default()
    };
    let free = harmonized(&composer, free);
    assert!(
        names(&free)
            .iter()
            .all(|name| *name == "leading tone" || *name == "range")
    );
    // Without laws the likeliest pitches are those that were written, more often than not.
    let explanations = free.explanations.unwrap();
    let n_liked = explanations
        .iter()
        .filter(|it| it.probability > 0.3)
        .count();
    assert!(
        n_liked * 2 > explanations.len(),
        "{n_liked} of {}",
        explanations.len()
    );
    assert!(explanations.iter().filter(|it| it.role.is_some()).count() * 2 > explanations.len());
}

#[test]
fn planned_notes_are_explained_by_what_planned_them() {
    let options = Options {
        constraints: Constraints {
            cadence: Some(Strictness::LAW),
            ..Constraints::default()
        },
        explain: true,
        ..Options::new(Style::Hymn, 2)
    };
    let outcome = run(composer().seed(SeedRequest {
        options,
        key: "G major".parse().ok(),
        time_signature: TimeSignature::COMMON,
        tempo: Tempo::MODERATE,
        bars: 2,
    }));
    // The network of random weights likes other notes than those of the cadence.
    let explanations = outcome.explanations.unwrap();
    let last = &explanations[explanations.len() - 4..];
    let is_planned = |names: &[_]| names.iter().any(|name| format!("{name}") == "cadence");
    assert!(last.iter().any(|it| is_planned(&it.moved_by)), "{last:?}");
    assert!(
        last.iter()
            .all(|it| it.probability < 0.5 && it.alternatives.len() == 3)
    );
}

#[test]
fn bad_holds_are_refused_in_words() {
    let refused = |ids: &[u32]| {
        let options = Options {
            holds: ids.iter().map(|id| (NoteId(*id), Keep::Rhythm)).collect(),
            ..Options::new(Style::Hymn, 1)
        };
        let score = melody(&[67, 69]);
        let request = HarmonizeRequest { score, options };
        Composer::new(Backend::Cpu)
            .harmonize(request)
            .map(drop)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(refused(&[9]), "note 9 is locked but not in the score");
}
