//! The choice: all ways through a passage weighed against each other, and one drawn.

use super::cost::{Voicing, moving, standing};
use super::manners::Manners;
use super::slot::{Place, Slot};
use crate::model::Rng;

/// Voicings of a slot that are kept: the likeliest by what came before.
const MOST_VOICINGS: usize = 64;
/// Voicings of a slot that are weighed against those of the slot before: the cheapest by themselves.
const MOST_WEIGHED: usize = 160;
/// Notes of a line that are tried in a slot: the cheapest.
const MOST_CHOICES: usize = 10;
/// Voicings of a slot that are looked at.
const MOST_TRIED: usize = 6000;
/// Below this temperature the likeliest way is taken.
const COLD: f64 = 0.02;

/// The voicings of a slot with their log weights: of themselves and of all ways that lead to them.
struct Layer {
    voicings: Vec<Voicing>,
    weights: Vec<f64>,
}

/// Chooses what the lines of a passage sing, from the top, in every slot; `None` where a line that was to sing finds
/// no note beside the others.
///
/// A way through the passage is drawn with a probability in proportion to `exp(-cost / temperature)`, by dynamic
/// programming over the voicings of each slot; at a temperature of 0 it is the cheapest. Where a slot has more than
/// 64 voicings, those are kept to which the likeliest ways lead.
pub fn choose(slots: &[Slot], manners: &Manners, temperature: f64, rng: &mut Rng) -> Vec<Voicing> {
    let is_cold = temperature < COLD;
    let scale = if is_cold { 1.0 } else { temperature };
    let mut layers: Vec<Layer> = Vec::with_capacity(slots.len());
    for (at, slot) in slots.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| layers.get(before));
        let mut voicings = voicings(slot, before, manners);
        // What is held may leave few ways on: there all are weighed.
        if !slot.lines.contains(&Place::Held) {
            voicings.sort_by(|one, other| one.0.total_cmp(&other.0));
            voicings.truncate(MOST_WEIGHED);
        }
        let mut layer = Layer {
            weights: vec![f64::NEG_INFINITY; voicings.len()],
            voicings: Vec::with_capacity(voicings.len()),
        };
        for (weight, (cost, voicing)) in layer.weights.iter_mut().zip(voicings) {
            let ways = match before.zip(at.checked_sub(1).and_then(|at| slots.get(at))) {
                None => 0.0,
                Some((before, slot_before)) => {
                    let ways = ways(before, (slot_before, slot), &voicing, manners, scale);
                    if is_cold {
                        ways.fold(f64::NEG_INFINITY, f64::max)
                    } else {
                        log_sum(&ways.collect::<Vec<_>>())
                    }
                }
            };
            *weight = ways - cost / scale;
            layer.voicings.push(voicing);
        }
        layer.keep_best();
        layers.push(layer);
    }
    walk_back(&layers, slots, manners, (scale, is_cold), rng)
}

/// Log weights of the ways from each voicing of the slot before.
fn ways<'a>(
    before: &'a Layer,
    (slot_before, slot): (&'a Slot, &'a Slot),
    voicing: &'a Voicing,
    manners: &'a Manners,
    scale: f64,
) -> impl Iterator<Item = f64> + 'a {
    let pairs = before.voicings.iter().zip(&before.weights);
    pairs.map(move |(from, weight)| {
        let cost = moving((from, slot_before), (voicing, slot), manners);
        cost.map_or(f64::NEG_INFINITY, |cost| weight - cost / scale)
    })
}

/// Draws a voicing of the last slot, and of each before it one that leads there.
fn walk_back(
    layers: &[Layer],
    slots: &[Slot],
    manners: &Manners,
    (scale, is_cold): (f64, bool),
    rng: &mut Rng,
) -> Vec<Voicing> {
    let mut chosen: Vec<Voicing> = Vec::with_capacity(layers.len());
    for (at, layer) in layers.iter().enumerate().rev() {
        let weights: Vec<f64> = match (chosen.last(), slots.get(at + 1)) {
            (Some(next), Some(slot_after)) => {
                ways(layer, (&slots[at], slot_after), next, manners, scale).collect()
            }
            _ => layer.weights.clone(),
        };
        let drawn = if is_cold {
            largest(&weights)
        } else {
            draw(&weights, rng)
        };
        chosen.push(layer.voicings.get(drawn).cloned().unwrap_or_default());
    }
    chosen.reverse();
    chosen
}

impl Layer {
    fn keep_best(&mut self) {
        let mut order: Vec<usize> = (0..self.voicings.len()).collect();
        order.sort_by(|one, other| self.weights[*other].total_cmp(&self.weights[*one]));
        // Where no way leads on, everything is left out but one: the passage goes on from there.
        let n_live = order
            .iter()
            .filter(|at| self.weights[**at] > f64::NEG_INFINITY)
            .count();
        order.truncate(n_live.clamp(1, MOST_VOICINGS));
        if n_live == 0 {
            self.weights.iter_mut().for_each(|weight| *weight = 0.0);
        }
        self.voicings = order
            .iter()
            .map(|at| std::mem::take(&mut self.voicings[*at]))
            .collect();
        self.weights = order.iter().map(|at| self.weights[*at]).collect();
    }
}

/// The voicings of a slot with what each costs by itself; at least one.
fn voicings(slot: &Slot, before: Option<&Layer>, manners: &Manners) -> Vec<(f64, Voicing)> {
    let mut found = Vec::new();
    for held in held(slot, before) {
        let mut lines = Vec::with_capacity(slot.lines.len());
        for (place, held) in slot.lines.iter().zip(&held) {
            lines.push(match place {
                Place::Silent => vec![None],
                Place::Stands(midi) => vec![Some(*midi)],
                Place::Held => vec![*held],
                Place::Open(choices) => best(choices),
            });
        }
        extend(&lines, &mut Vec::new(), slot, manners, &mut found);
    }
    if found.is_empty() {
        // A law leaves nothing: whoever may be silent is.
        let silent = |place: &Place| match place {
            Place::Stands(midi) => Some(*midi),
            _ => None,
        };
        found.push((0.0, slot.lines.iter().map(silent).collect()));
    }
    found
}

/// The cheapest notes, and silence.
fn best(choices: &[(u8, f64)]) -> Vec<Option<u8>> {
    let mut choices = choices.to_vec();
    choices.sort_by(|one, other| one.1.total_cmp(&other.1));
    choices.truncate(MOST_CHOICES);
    choices
        .iter()
        .map(|(midi, _)| Some(*midi))
        .chain([None])
        .collect()
}

/// What lines that hold may be holding.
fn held(slot: &Slot, before: Option<&Layer>) -> Vec<Voicing> {
    let nothing = vec![None; slot.lines.len()];
    if !slot.lines.contains(&Place::Held) {
        return vec![nothing];
    }
    let voicings = before.map_or(&[][..], |before| &before.voicings);
    let mut held: Vec<Voicing> = voicings
        .iter()
        .map(|voicing| {
            let lines = slot.lines.iter().zip(voicing);
            lines
                .map(|(place, midi)| midi.filter(|_| *place == Place::Held))
                .collect()
        })
        .collect();
    held.sort_unstable();
    held.dedup();
    if held.is_empty() { vec![nothing] } else { held }
}

/// Adds every way to go on with a voicing that has been begun from the top.
fn extend(
    lines: &[Vec<Option<u8>>],
    begun: &mut Voicing,
    slot: &Slot,
    manners: &Manners,
    found: &mut Vec<(f64, Voicing)>,
) {
    if found.len() >= MOST_TRIED {
        return;
    }
    let Some(choices) = lines.get(begun.len()) else {
        found.extend(standing(begun, slot, manners).map(|cost| (cost, begun.clone())));
        return;
    };
    let is_ours = slot.lines[begun.len()].is_ours();
    let above = begun.iter().flatten().copied().min();
    let singing = choices.iter().filter(|midi| midi.is_some()).count();
    for midi in choices {
        // Lines that cross are not worth looking at where others do not.
        let crosses = midi.zip(above).is_some_and(|(midi, above)| midi > above);
        if crosses && is_ours && singing > 1 && manners.crossings > 10.0 {
            continue;
        }
        begun.push(*midi);
        extend(lines, begun, slot, manners, found);
        begun.pop();
    }
}

/// The logarithm of a sum of what these are the logarithms of.
fn log_sum(logs: &[f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + logs.iter().map(|log| (log - most).exp()).sum::<f64>().ln()
}

fn largest(weights: &[f64]) -> usize {
    let pairs = weights.iter().enumerate();
    pairs
        .fold((0, f64::NEG_INFINITY), |best, (at, weight)| {
            if *weight > best.1 {
                (at, *weight)
            } else {
                best
            }
        })
        .0
}

/// An index drawn by log weights.
fn draw(weights: &[f64], rng: &mut Rng) -> usize {
    let total = log_sum(weights);
    if total == f64::NEG_INFINITY {
        return largest(weights);
    }
    let mut left = rng.next_f64();
    for (at, weight) in weights.iter().enumerate() {
        left -= (weight - total).exp();
        if left < 0.0 {
            return at;
        }
    }
    largest(weights)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
