//! What speaks for the symbols a voice may sing: rows of an output, some of them shared by symbols that
//! stand in the same relation to what is known.

use super::habits::{N_HABITS, N_KEYS, N_SHARES, degree};
use super::text::{FrameText, N_ANCHORS, N_INTERVALS, N_SYMBOLS};
use crate::train::backprop::add;

/// Intervals within an octave.
const N_CLASSES: usize = 12;
const INTERVALS: usize = N_SYMBOLS;
const CLASSES: usize = INTERVALS + N_ANCHORS * N_INTERVALS;
const HABITS: usize = CLASSES + N_ANCHORS * N_CLASSES;

/// Rows of the output: of symbols; of intervals from each anchor, and of these within an octave; of how
/// common symbols have been; of degrees of the key.
pub const N_OUTPUT_ROWS: usize = DEGREES + N_KEYS;
const DEGREES: usize = HABITS + N_HABITS * N_SHARES;

/// Adds up what speaks for each symbol, from what the rows say, `[N_OUTPUT_ROWS]`.
pub fn gather(text: &FrameText, slot: usize, index: usize, said: &[f32], symbols: &mut [f32]) {
    symbols.copy_from_slice(&said[..N_SYMBOLS]);
    for (order, anchor) in anchors(text, slot, index) {
        let start = INTERVALS + order * N_INTERVALS + N_SYMBOLS - anchor;
        add(symbols, &said[start..start + N_SYMBOLS]);
        let classes = &said[CLASSES + order * N_CLASSES..][..N_CLASSES];
        for (value, class) in symbols.iter_mut().zip(classes_from(anchor)) {
            *value += classes[class];
        }
    }
    for (habit, shares) in text.shares[slot][index].iter().enumerate() {
        let said = &said[HABITS + habit * N_SHARES..][..N_SHARES];
        for (value, share) in symbols.iter_mut().zip(shares) {
            *value += said[usize::from(*share)];
        }
    }
    let degrees = &said[DEGREES..][..N_KEYS];
    for (symbol, value) in (0..).zip(symbols) {
        *value += degrees[degree(symbol, text.keys[index])];
    }
}

/// Turns the gradient of the symbols into that of the rows, which is zero before.
pub fn scatter(text: &FrameText, slot: usize, index: usize, d_symbols: &[f32], d_said: &mut [f32]) {
    d_said[..N_SYMBOLS].copy_from_slice(d_symbols);
    for (order, anchor) in anchors(text, slot, index) {
        let start = INTERVALS + order * N_INTERVALS + N_SYMBOLS - anchor;
        add(&mut d_said[start..start + N_SYMBOLS], d_symbols);
        let classes = &mut d_said[CLASSES + order * N_CLASSES..][..N_CLASSES];
        for (value, class) in d_symbols.iter().zip(classes_from(anchor)) {
            classes[class] += value;
        }
    }
    for (habit, shares) in text.shares[slot][index].iter().enumerate() {
        let d_said = &mut d_said[HABITS + habit * N_SHARES..][..N_SHARES];
        for (value, share) in d_symbols.iter().zip(shares) {
            d_said[usize::from(*share)] += value;
        }
    }
    let degrees = &mut d_said[DEGREES..][..N_KEYS];
    for (symbol, value) in (0..).zip(d_symbols) {
        degrees[degree(symbol, text.keys[index])] += value;
    }
}

/// The anchors that there are, with their places.
fn anchors(text: &FrameText, slot: usize, index: usize) -> impl Iterator<Item = (usize, usize)> {
    let anchors = text.anchors[slot][index * N_ANCHORS..][..N_ANCHORS].iter();
    anchors
        .enumerate()
        .filter_map(|(order, anchor)| anchor.map(|anchor| (order, usize::from(anchor))))
}

/// The interval within an octave of each symbol from an anchor.
fn classes_from(anchor: usize) -> impl Iterator<Item = usize> {
    (0..N_CLASSES)
        .cycle()
        .skip((N_CLASSES * N_SYMBOLS - anchor) % N_CLASSES)
}
