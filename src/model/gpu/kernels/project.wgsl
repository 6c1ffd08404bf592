// Queries, keys and values of some rows: normed, projected, turned by their places, and the keys and
// values laid where they are looked up later.
//
// A thread takes four neighbouring features and the four that they are turned with, of some rows.
// A line with an index sign stands once for every row.

override IN: u32;         // d_model / 4
override HEADS: u32;
override QUADS: u32;      // d_head / 4
override CAPACITY: u32;   // places of a text
override COLUMNS: u32;
override PARTS: u32;
override EPSILON: f32;
override SCALE: f32;      // of queries

@group(0) @binding(0) var<storage, read> rows: array<u32>;
@group(0) @binding(1) var<storage, read> inputs: array<vec4f>;        // [n_rows, IN]
@group(0) @binding(2) var<storage, read> weights: array<vec4u>;       // [IN, 3 * IN]
@group(0) @binding(3) var<storage, read> in_scales: array<vec4f>;     // [IN]
@group(0) @binding(4) var<storage, read> turns: array<vec4f>;         // [CAPACITY, 2, QUADS / 2]: cosines, sines
@group(0) @binding(5) var<storage, read_write> queries: array<vec4f>; // [n_rows, HEADS, QUADS]
@group(0) @binding(6) var<storage, read_write> keys: array<vec4f>;    // [n_texts, HEADS, QUADS, CAPACITY]
@group(0) @binding(7) var<storage, read_write> values: array<vec4f>;  // [n_texts, HEADS, CAPACITY, QUADS]

var<workgroup> lefts: array<vec4f, COLUMNS * PARTS * ROWS>;
var<workgroup> rights: array<vec4f, COLUMNS * PARTS * ROWS>;
var<workgroup> squares: array<f32, COLUMNS * PARTS * ROWS>;

fn finish(row: u32, column: u32, left_sum: vec4f, right_sum: vec4f, square: f32) {
    if row >= rows[0] {
        return;
    }
    let half = QUADS / 2u;
    let part = column / (HEADS * half);
    let head = column / half % HEADS;
    let quad = column % half;
    let text = rows[row_at(row)];
    let place = rows[row_at(row) + 1u];
    let norm = inverseSqrt(square / f32(4u * IN) + EPSILON);
    let left = left_sum * norm;
    let right = right_sum * norm;
    if part == 2u {
        let at = ((text * HEADS + head) * CAPACITY + place) * QUADS + quad;
        values[at] = left;
        values[at + half] = right;
        return;
    }
    let cosine = turns[place * QUADS + quad];
    let sine = turns[place * QUADS + half + quad];
    let turned_left = left * cosine - right * sine;
    let turned_right = left * sine + right * cosine;
    if part == 0u {
        let at = (row * HEADS + head) * QUADS + quad;
        queries[at] = turned_left * SCALE;
        queries[at + half] = turned_right * SCALE;
    } else {
        let at = ((text * HEADS + head) * QUADS + quad) * CAPACITY + place;
        keys[at] = turned_left;
        keys[at + half * CAPACITY] = turned_right;
    }
}

@compute @workgroup_size(COLUMNS, PARTS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
    let half = QUADS / 2u;
    let n_columns = 3u * HEADS * half;
    let wanted = group.x * COLUMNS + local.x;
    // Threads beyond the last column work along: a barrier waits for all.
    let column = min(wanted, n_columns - 1u);
    let quad = column / half * QUADS + column % half;
    let row = group.y * ROWS;
    let from# = min(row + #u, rows[0] - 1u) * IN;
    var left# = vec4f();
    var right# = vec4f();
    var square# = 0.0;
    for (var index = local.y; index < IN; index += PARTS) {
        let at = index * 3u * IN + quad;
        let words = weights[at];
        let w0 = unpacked(words.x);
        let w1 = unpacked(words.y);
        let w2 = unpacked(words.z);
        let w3 = unpacked(words.w);
        let turned = weights[at + half];
        let v0 = unpacked(turned.x);
        let v1 = unpacked(turned.y);
        let v2 = unpacked(turned.z);
        let v3 = unpacked(turned.w);
        let scale = in_scales[index];
        let input# = inputs[from# + index];
        square# += dot(input#, input#);
        let scaled# = input# * scale;
        left# += scaled#.x * w0 + scaled#.y * w1 + scaled#.z * w2 + scaled#.w * w3;
        right# += scaled#.x * v0 + scaled#.y * v1 + scaled#.z * v2 + scaled#.w * v3;
    }
    if PARTS > 1u {
        let own = (local.y * COLUMNS + local.x) * ROWS;
        lefts[own + #u] = left#;
        rights[own + #u] = right#;
        squares[own + #u] = square#;
        workgroupBarrier();
        if local.y > 0u {
            return;
        }
        for (var part = 1u; part < PARTS; part++) {
            let other = (part * COLUMNS + local.x) * ROWS;
            left# += lefts[other + #u];
            right# += rights[other + #u];
            square# += squares[other + #u];
        }
    }
    if wanted < n_columns {
        finish(row + #u, column, left#, right#, square#);
    }
}
