//! Constraints hold whatever is asked, contradictions are named, and equal seeds draw equal sequences.

use antiphon::markov::{
    Automaton, ConstrainedSampler, Constraints, Length, LongestRun, MarkovError, Transitions,
    Unary, VariableOrderChain,
};
use antiphon::model::Rng;
use proptest::prelude::*;

fn chain() -> VariableOrderChain<char> {
    let mut chain = VariableOrderChain::new(3).unwrap();
    for text in ["abacabad", "abcd", "dcba", "aabbccdd"] {
        let symbols: Vec<char> = text.chars().collect();
        chain.learn(&symbols, 1.0).unwrap();
    }
    chain
}

/// Sets of symbols as bits, at places.
type Sets = Vec<(usize, u8)>;

fn letters(set: u8) -> Vec<char> {
    let members = ('a'..='d').zip(0..).filter(|(_, bit)| set >> bit & 1 == 1);
    members.map(|(letter, _)| letter).collect()
}

fn constraints<'a>(
    length: usize,
    sets: &Sets,
    runs: &'a LongestRun<char>,
) -> Constraints<'a, char> {
    let unary = sets
        .iter()
        .map(|(place, set)| Unary::allowed(*place, letters(*set)));
    Constraints {
        unary: unary.collect(),
        automaton: Some(runs as &dyn Automaton<char>),
        ..Constraints::whole(Length::Symbols(length))
    }
}

/// One set for each place, so that a place names a constraint.
fn sets() -> impl Strategy<Value = Sets> {
    let set = prop::option::of(1u8..16);
    prop::collection::vec(set, 1..12).prop_map(|sets| {
        let sets = sets.into_iter().enumerate();
        sets.filter_map(|(place, set)| Some((place, set?)))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn constraints_hold_or_their_contradiction_is_named(
        sets in sets(),
        length in 1usize..14,
        most in 1u32..3,
        rng_seed: u64,
    ) {
        let chain = chain();
        let transitions = Transitions::new(&chain);
        let runs = LongestRun::new(&['a', 'b', 'c', 'd'], most);
        let ask = |sets: &Sets| {
            let constraints = constraints(length, sets, &runs);
            ConstrainedSampler::new(&transitions, &constraints)
                .map(|sampler| sampler.sample(&mut Rng::new(rng_seed)).symbols)
        };
        match ask(&sets) {
            Ok(symbols) => {
                prop_assert_eq!(symbols.len(), length);
                for (place, set) in &sets {
                    prop_assert!(letters(*set).contains(&symbols[*place]));
                }
                let longest = symbols.chunk_by(|one, other| one == other).map(<[char]>::len).max();
                prop_assert!(longest <= Some(most as usize));
                prop_assert_eq!(ask(&sets), Ok(symbols));
            }
            Err(MarkovError::Unsatisfiable { places }) => {
                let named = |left_out: Option<usize>| -> Sets {
                    let kept = sets.iter().copied();
                    kept.filter(|(place, _)| places.contains(place) && Some(*place) != left_out).collect()
                };
                prop_assert!(!places.is_empty());
                prop_assert!(ask(&named(None)).is_err());
                for place in &places {
                    prop_assert!(ask(&named(Some(*place))).is_ok());
                }
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}

#[test]
fn what_no_sequence_can_be_is_refused() {
    let chain = chain();
    let transitions = Transitions::new(&chain);
    let ask =
        |constraints: &Constraints<char>| ConstrainedSampler::new(&transitions, constraints).err();
    let places = |places: &[usize]| {
        let places = places.to_vec();
        Some(MarkovError::Unsatisfiable { places })
    };
    let with = |unary| Constraints {
        unary,
        ..Constraints::whole(Length::Symbols(4))
    };
    assert_eq!(ask(&with(vec![Unary::given(2, 'z')])), places(&[2]));
    assert_eq!(ask(&with(vec![Unary::given(4, 'a')])), places(&[4]));
    let twice = vec![
        Unary::given(0, 'd'),
        Unary::given(1, 'a'),
        Unary::given(1, 'b'),
    ];
    assert_eq!(ask(&with(twice)), places(&[1]));
    let odd = |_: &char| 2;
    let steps = Constraints::whole(Length::Steps { total: 5, of: &odd });
    assert_eq!(ask(&steps), places(&[]));
    let none = |_: &char| 0;
    let steps = Constraints::whole(Length::Steps {
        total: 5,
        of: &none,
    });
    assert_eq!(ask(&steps), places(&[]));
    let endless = Constraints::whole(Length::Symbols(usize::MAX / 2));
    assert!(matches!(
        ask(&endless),
        Some(MarkovError::TooManyStates { .. })
    ));
    let empty = VariableOrderChain::<char>::new(2).unwrap();
    let transitions = Transitions::new(&empty);
    let asked = Constraints::whole(Length::Symbols(1));
    assert!(ConstrainedSampler::new(&transitions, &asked).is_err());
    assert!(Transitions::at_temperature(&empty, 0.0).is_err());
    assert!(Transitions::at_temperature(&empty, f64::NAN).is_err());
}

#[test]
fn a_stored_chain_draws_the_same() {
    let chain = chain();
    let text = serde_json::to_string(&chain).unwrap();
    let stored: VariableOrderChain<char> = serde_json::from_str(&text).unwrap();
    let draw = |chain: &VariableOrderChain<char>| {
        let transitions = Transitions::new(chain);
        let constraints = Constraints::whole(Length::Symbols(30));
        let sampler = ConstrainedSampler::new(&transitions, &constraints).unwrap();
        sampler.sample(&mut Rng::new(9))
    };
    assert_eq!(draw(&chain), draw(&stored));
}
