// What the kernels share: eight-bit weights, and the list of rows of a pass.
//
// `rows` begins with the number of rows and the number of those asked for, then comes room for the indices
// of these, then text, place and codes of each row.

override CHUNK: u32;      // rows there is room for
override ROW: u32;        // numbers a row has

/// Four weights in the order in which they lie.
fn unpacked(word: u32) -> vec4f {
    let four = vec4i(bitcast<i32>(word)) << vec4u(24u, 16u, 8u, 0u);
    return vec4f(four >> vec4u(24u));
}

/// Where a row begins in the list.
fn row_at(row: u32) -> u32 {
    return 2u + CHUNK + row * ROW;
}

/// Where its codes do.
fn code_at(row: u32) -> u32 {
    return row_at(row) + 2u;
}
