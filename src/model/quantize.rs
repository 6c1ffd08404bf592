//! Eight-bit weights: a signed byte a value and a scale a row.

/// Rounds rows to bytes; each row's largest value becomes 127.
pub(super) fn to_bytes(values: &[f32], row: usize) -> (Vec<i8>, Vec<f32>) {
    let mut bytes = Vec::with_capacity(values.len());
    let mut scales = Vec::with_capacity(values.len() / row.max(1));
    for row in values.chunks(row.max(1)) {
        // A comparison, where the standard library's largest would be a call for each value on WebAssembly.
        let largest = row.iter().fold(0.0f32, |largest, value| {
            let size = value.abs();
            if size > largest { size } else { largest }
        });
        let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        bytes.extend(row.iter().map(|value| (value / scale).round() as i8));
        scales.push(scale);
    }
    (bytes, scales)
}

/// The values that bytes and scales stand for.
pub(super) fn from_bytes(bytes: &[u8], scales: &[f32]) -> Vec<f32> {
    let row = bytes.len() / scales.len().max(1);
    bytes
        .chunks(row.max(1))
        .zip(scales)
        .flat_map(|(row, scale)| {
            row.iter()
                .map(move |byte| f32::from(byte.cast_signed()) * scale)
        })
        .collect()
}
