// What a head of a row sees when it looks back over its text. A workgroup takes one head of one row.

override HEADS: u32;
override QUADS: u32;      // d_head / 4
override CAPACITY: u32;   // places of a text
override LANES: u32;      // threads of a workgroup, at least QUADS

@group(0) @binding(0) var<storage, read> rows: array<u32>;
@group(0) @binding(1) var<storage, read> queries: array<vec4f>;     // [n_rows, HEADS, QUADS]
@group(0) @binding(2) var<storage, read> keys: array<vec4f>;        // [n_texts, HEADS, QUADS, CAPACITY]
@group(0) @binding(3) var<storage, read> values: array<vec4f>;      // [n_texts, HEADS, CAPACITY, QUADS]
@group(0) @binding(4) var<storage, read_write> seen: array<vec4f>;  // [n_rows, HEADS, QUADS]

var<workgroup> scores: array<f32, CAPACITY>;
var<workgroup> summits: array<f32, LANES>;
var<workgroup> totals: array<f32, LANES>;
var<workgroup> mixes: array<vec4f, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
    let head = group.x;
    let row = group.y;
    let text = rows[row_at(row)];
    let n_places = rows[row_at(row) + 1u] + 1u;
    let query = (row * HEADS + head) * QUADS;
    let key = (text * HEADS + head) * QUADS * CAPACITY;

    var summit = -3.0e38;
    for (var place = lane; place < n_places; place += LANES) {
        var score = 0.0;
        for (var quad = 0u; quad < QUADS; quad++) {
            score += dot(queries[query + quad], keys[key + quad * CAPACITY + place]);
        }
        scores[place] = score;
        summit = max(summit, score);
    }
    summits[lane] = summit;
    workgroupBarrier();
    for (var other = 0u; other < LANES; other++) {
        summit = max(summit, summits[other]);
    }
    var total = 0.0;
    for (var place = lane; place < n_places; place += LANES) {
        let share = exp(scores[place] - summit);
        scores[place] = share;
        total += share;
    }
    totals[lane] = total;
    workgroupBarrier();

    // As many threads share the places of four features as there are.
    let sharers = LANES / QUADS;
    let quad = lane % QUADS;
    let sharer = lane / QUADS;
    var mix = vec4f();
    if sharer < sharers {
        for (var place = sharer; place < n_places; place += sharers) {
            mix += scores[place] * values[key + place * QUADS + quad];
        }
    }
    mixes[lane] = mix;
    workgroupBarrier();
    if lane >= QUADS {
        return;
    }
    for (var other = 1u; other < sharers; other++) {
        mix += mixes[other * QUADS + lane];
    }
    total = 0.0;
    for (var other = 0u; other < LANES; other++) {
        total += totals[other];
    }
    seen[query + lane] = mix / total;
}
