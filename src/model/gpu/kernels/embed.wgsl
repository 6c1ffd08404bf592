// Adds up the rows of the embedding table that a place names.

override CODES: u32;      // codes a place has
override QUADS: u32;      // d_model / 4

@group(0) @binding(0) var<storage, read> rows: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<u32>;          // [n_codes, QUADS]
@group(0) @binding(2) var<storage, read> scales: array<f32>;         // [n_codes]
@group(0) @binding(3) var<storage, read_write> stream: array<vec4f>; // [n_rows, QUADS]

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) global: vec3u) {
    let quad = global.x;
    if quad >= QUADS {
        return;
    }
    let first = code_at(global.y);
    var sum = vec4f();
    for (var index = 0u; index < CODES; index++) {
        let code = rows[first + index];
        sum += scales[code] * unpacked(table[code * QUADS + quad]);
    }
    stream[global.y * QUADS + quad] = sum;
}
