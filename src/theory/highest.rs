//! The step that every dynamic programme here ends with.

/// Place and value of the highest number, the first of equals.
pub(super) fn highest(values: impl Iterator<Item = f64>) -> (usize, f64) {
    let start = (0, f64::NEG_INFINITY);
    values.enumerate().fold(
        start,
        |best, (index, value)| {
            if value > best.1 { (index, value) } else { best }
        },
    )
}
