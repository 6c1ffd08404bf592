//! The choice against brute force, and what comes of it.

use super::*;
use crate::music::{Chord, KeySignature};
use crate::theory::moves_in_parallel;

fn slot(chord: &str, lines: Vec<Place>) -> Slot {
    Slot {
        chord: Some(chord.parse::<Chord>().unwrap()),
        lines,
        is_close: false,
    }
}

fn open(chord: &str, lowest: u8, highest: u8) -> Place {
    let chord: Chord = chord.parse().unwrap();
    let tones = (lowest..=highest).filter(|midi| {
        chord
            .classes()
            .any(|it| it == crate::voicing::cost::class(*midi))
    });
    Place::Open(tones.map(|midi| (midi, 0.0)).collect())
}

fn key() -> Option<KeySignature> {
    Some("C major".parse().unwrap())
}

/// What a whole way costs; `None` where a law forbids it.
fn total(slots: &[Slot], way: &[Voicing], manners: &Manners) -> Option<f64> {
    let mut cost = 0.0;
    for (at, (slot, voicing)) in slots.iter().zip(way).enumerate() {
        cost += standing(voicing, slot, manners)?;
        if at > 0 {
            cost += moving((&way[at - 1], &slots[at - 1]), (voicing, slot), manners)?;
        }
    }
    Some(cost)
}

/// The cheapest of all ways, tried one by one.
fn cheapest(slots: &[Slot], manners: &Manners) -> f64 {
    let all: Vec<Vec<Voicing>> = slots
        .iter()
        .map(|slot| {
            voicings(slot, None, manners)
                .into_iter()
                .map(|(_, voicing)| voicing)
                .collect()
        })
        .collect();
    let mut ways: Vec<Vec<Voicing>> = vec![Vec::new()];
    for voicings in all {
        ways = ways
            .iter()
            .flat_map(|way| {
                voicings
                    .iter()
                    .map(move |voicing| [way.clone(), vec![voicing.clone()]].concat())
            })
            .collect();
    }
    let costs = ways.iter().filter_map(|way| total(slots, way, manners));
    costs.fold(f64::INFINITY, f64::min)
}

#[test]
fn the_coldest_way_is_the_cheapest_of_all() {
    let manners = Manners::choir(key());
    let passage = |chords: [&str; 3], melody: [u8; 3]| -> Vec<Slot> {
        let pairs = chords.into_iter().zip(melody);
        pairs
            .map(|(chord, midi)| {
                slot(
                    chord,
                    vec![
                        Place::Stands(midi),
                        open(chord, 57, 68),
                        open(chord, 43, 55),
                    ],
                )
            })
            .collect()
    };
    for (chords, melody) in [
        (["C", "G7", "C"], [72, 71, 72]),
        (["F", "G", "Am"], [69, 71, 72]),
        (["Dm", "G7", "C"], [65, 65, 64]),
    ] {
        let slots = passage(chords, melody);
        let way = choose(&slots, &manners, 0.0, &mut Rng::new(1));
        let found = total(&slots, &way, &manners).unwrap();
        assert!((found - cheapest(&slots, &manners)).abs() < 1e-9, "{way:?}");
    }
}

#[test]
fn parallels_as_a_law_never_come() {
    let manners = Manners {
        parallels: f64::INFINITY,
        crossings: f64::INFINITY,
        ..Manners::choir(key())
    };
    let chords = ["C", "Dm", "Em", "F", "G", "Am", "G", "F", "G7", "C"];
    let slots: Vec<Slot> = chords
        .iter()
        .map(|chord| {
            let ranges = [(60, 79), (55, 72), (48, 67), (40, 60)];
            slot(
                chord,
                ranges
                    .iter()
                    .map(|(low, high)| open(chord, *low, *high))
                    .collect(),
            )
        })
        .collect();
    for seed in 0..20 {
        let way = choose(&slots, &manners, 1.5, &mut Rng::new(seed));
        for pair in way.windows(2) {
            for upper in 0..4 {
                for lower in upper + 1..4 {
                    let motion = |line: usize| pair[0][line].zip(pair[1][line]);
                    if let (Some(one), Some(other)) = (motion(upper), motion(lower)) {
                        assert!(!moves_in_parallel(one, other), "{pair:?}");
                    }
                }
            }
            assert!(
                pair[0]
                    .iter()
                    .flatten()
                    .is_sorted_by(|one, other| one >= other)
            );
        }
    }
}

#[test]
fn what_is_held_stays() {
    let slots = [
        slot("C", vec![Place::Stands(72), open("C", 55, 67)]),
        slot("C", vec![Place::Stands(71), Place::Held]),
        slot("F", vec![Place::Stands(69), open("F", 55, 67)]),
    ];
    for seed in 0..10 {
        let way = choose(&slots, &Manners::choir(key()), 1.0, &mut Rng::new(seed));
        assert_eq!(way[0][1], way[1][1]);
        assert_eq!(way[1][0], Some(71));
    }
}
