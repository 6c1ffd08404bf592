//! What the sampler says and draws, against every sequence tried one by one.

use antiphon::markov::{
    Automaton, ConstrainedSampler, Constraints, EndsIn, Length, LongestRun, Transitions, Unary,
};
use antiphon::model::Rng;

use super::naive::Naive;

/// Weights of symbols at a place, drawn once: some forbidden, some preferred.
fn weights(rng: &mut Rng) -> Vec<f64> {
    (0..4)
        .map(|_| [0.0, 0.5, 1.0, 3.0][rng.next_below(4)])
        .collect()
}

fn accepts(automaton: Option<&dyn Automaton<u8>>, sequence: &[u8]) -> bool {
    automaton.is_none_or(|it| {
        let read = |state, symbol: &u8| it.next(state, symbol);
        let state = sequence.iter().try_fold(it.start(), read);
        state.is_some_and(|state| it.accepts(state))
    })
}

/// The exact distribution under constraints, and what the sampler makes of it.
fn compare(
    naive: &Naive,
    constraints: &Constraints<u8>,
    candidates: &[(Vec<u8>, f64)],
    rng: &mut Rng,
) -> bool {
    let chain = naive.chain();
    let transitions = Transitions::new(&chain);
    let before = constraints.before.as_deref();
    let weight = |(sequence, weight): &(Vec<u8>, f64)| {
        if *weight > 0.0 && accepts(constraints.automaton, sequence) {
            weight * naive.sequence(before, sequence, constraints.ends)
        } else {
            0.0
        }
    };
    let exact: Vec<f64> = candidates.iter().map(weight).collect();
    let total: f64 = exact.iter().sum();
    let sampler = ConstrainedSampler::new(&transitions, constraints);
    if total == 0.0 {
        assert!(sampler.is_err());
        return false;
    }
    let sampler = sampler.unwrap();
    assert!((sampler.log_partition() - total.ln()).abs() < 1e-9);
    for ((sequence, _), exact) in candidates.iter().zip(&exact) {
        let said = sampler.log_probability(sequence).exp();
        assert!((said - exact / total).abs() < 1e-9, "{sequence:?}");
    }
    let n_draws = 2000;
    let mut drawn = vec![0.0; candidates.len()];
    for _ in 0..n_draws {
        let sample = sampler.sample(rng);
        let at = candidates
            .iter()
            .position(|it| it.0 == sample.symbols)
            .unwrap();
        assert!((sample.log_probability - (exact[at] / total).ln()).abs() < 1e-9);
        drawn[at] += 1.0;
    }
    assert!(chi_square_fits(&drawn, &exact, total, f64::from(n_draws)));
    true
}

/// Pearson's test: rare sequences are joined until five are expected; five standard deviations are allowed.
fn chi_square_fits(drawn: &[f64], exact: &[f64], total: f64, n_draws: f64) -> bool {
    let mut sum = 0.0;
    let mut cells = 0.0;
    let (mut seen, mut expected) = (0.0, 0.0);
    for (count, weight) in drawn.iter().zip(exact) {
        seen += count;
        expected += weight / total * n_draws;
        if expected >= 5.0 {
            sum += (seen - expected) * (seen - expected) / expected;
            cells += 1.0;
            (seen, expected) = (0.0, 0.0);
        }
    }
    let freedom: f64 = f64::max(cells - 1.0, 1.0);
    sum < freedom + 5.0 * (2.0 * freedom).sqrt() + 5.0
}

#[test]
fn sequences_of_fixed_length_have_their_exact_probabilities() {
    let mut rng = Rng::new(7);
    let mut n_satisfiable = 0;
    for round in 0..60 {
        let naive = Naive::random(round % 4, 2 + (round % 2) as u8, &mut rng);
        let length = 1 + round % 5;
        let runs = LongestRun::new(&[0u8, 1], 1 + (round % 2) as u32);
        let (is_one, is_zero) = (|it: &u8| *it == 1, |it: &u8| *it == 0);
        let ending = EndsIn::new(&[&is_one, &is_zero]);
        let table: Vec<Vec<f64>> = (0..length).map(|_| weights(&mut rng)).collect();
        let unary = table
            .iter()
            .enumerate()
            .filter(|(place, _)| (round + place) % 3 > 0);
        let unary = unary.map(|(place, weights)| {
            Unary::weighted(place, move |symbol: &u8| weights[usize::from(*symbol)])
        });
        let constraints = Constraints {
            unary: unary.collect(),
            automaton: [None, Some(&runs as &dyn Automaton<u8>), Some(&ending)][round % 3],
            before: [None, Some(vec![]), Some(vec![1, 0]), Some(vec![0, 1, 1])][round / 3 % 4]
                .clone(),
            ends: round % 2 == 0,
            ..Constraints::whole(Length::Symbols(length))
        };
        let weighted = naive.sequences(length).into_iter().map(|sequence| {
            let weights = sequence.iter().enumerate().map(|(place, symbol)| {
                let is_bound = (round + place) % 3 > 0;
                if is_bound {
                    table[place][usize::from(*symbol)]
                } else {
                    1.0
                }
            });
            let weight = weights.product();
            (sequence, weight)
        });
        let weighted: Vec<(Vec<u8>, f64)> = weighted.collect();
        n_satisfiable += usize::from(compare(&naive, &constraints, &weighted, &mut rng));
    }
    assert!(n_satisfiable > 30, "{n_satisfiable}");
}

#[test]
fn sequences_of_fixed_duration_have_their_exact_probabilities() {
    let mut rng = Rng::new(11);
    for round in 0..12 {
        let naive = Naive::random(1 + round % 3, 3, &mut rng);
        let steps = |symbol: &u8| usize::from(*symbol) + 1;
        let total = 3 + round % 4;
        let stop = 2;
        let constraints = Constraints {
            unary: vec![Unary::allowed(stop, vec![0, 1])],
            ..Constraints::whole(Length::Steps { total, of: &steps })
        };
        let lengths = (1..=total).flat_map(|length| naive.sequences(length));
        let weighted = lengths.map(|sequence| {
            let ends = sequence.iter().scan(0, |end, symbol| {
                *end += steps(symbol);
                Some((*end - steps(symbol), *symbol))
            });
            let ends: Vec<(usize, u8)> = ends.collect();
            let fills = sequence.iter().map(steps).sum::<usize>() == total;
            let keeps = ends
                .iter()
                .any(|(start, symbol)| *start == stop && *symbol < 2);
            let weight = if fills && keeps { 1.0 } else { 0.0 };
            (sequence, weight)
        });
        let weighted: Vec<(Vec<u8>, f64)> = weighted.collect();
        assert!(compare(&naive, &constraints, &weighted, &mut rng));
    }
}

#[test]
fn forgetting_and_temperature_keep_the_sampler_exact() {
    let mut rng = Rng::new(3);
    for round in 0..8 {
        let naive = Naive::random(3, 3, &mut rng);
        let mut chain = naive.chain();
        chain.prune(2.0);
        chain.scale(0.7).unwrap();
        chain.add_symbols(&[3]);
        let transitions =
            Transitions::at_temperature(&chain, 0.5 + 0.2 * f64::from(round)).unwrap();
        let constraints = Constraints {
            unary: vec![Unary::allowed(1, vec![1, 3])],
            ..Constraints::whole(Length::Symbols(4))
        };
        let sampler = ConstrainedSampler::new(&transitions, &constraints).unwrap();
        let sequences: Vec<Vec<u8>> = (0..256_usize)
            .map(|code| {
                (0..4)
                    .map(|place| (code >> (2 * place) & 3) as u8)
                    .collect()
            })
            .filter(|sequence: &Vec<u8>| matches!(sequence[1], 1 | 3))
            .collect();
        let weights: Vec<f64> = sequences
            .iter()
            .map(|sequence| transitions.log_probability(sequence).unwrap().exp())
            .collect();
        let total: f64 = weights.iter().sum();
        assert!((sampler.log_partition() - total.ln()).abs() < 1e-9);
        for (sequence, weight) in sequences.iter().zip(&weights) {
            let said = sampler.log_probability(sequence).exp();
            assert!((said - weight / total).abs() < 1e-9);
        }
    }
}

#[test]
fn long_sequences_do_not_run_out_of_numbers() {
    let naive = Naive::random(3, 3, &mut Rng::new(5));
    let chain = naive.chain();
    let transitions = Transitions::new(&chain);
    let constraints = Constraints::whole(Length::Symbols(5000));
    let sampler = ConstrainedSampler::new(&transitions, &constraints).unwrap();
    let sample = sampler.sample(&mut Rng::new(1));
    assert_eq!(sample.symbols.len(), 5000);
    let said = sampler.log_probability(&sample.symbols);
    assert!((said - sample.log_probability).abs() < 1e-6);
    assert!(said < -1000.0);
}
