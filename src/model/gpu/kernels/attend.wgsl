// What a head of a row sees when it looks back over its text. A workgroup takes one head of one row.
//
// A thread scores several places at a time, so that what it loads of the query serves all of them: a line with
// an index sign stands once for each. It mixes four features and the four that are half a head away.

override HEADS: u32;
override QUADS: u32;      // d_head / 4
override CAPACITY: u32;   // places of a text
override LANES: u32;      // threads of a workgroup, at least QUADS / 2

@group(0) @binding(0) var<storage, read> rows: array<u32>;
@group(0) @binding(1) var<storage, read> queries: array<vec4f>;     // [n_rows, HEADS, QUADS]
@group(0) @binding(2) var<storage, read> keys: array<vec4f>;        // [n_texts, HEADS, QUADS, CAPACITY]
@group(0) @binding(3) var<storage, read> values: array<vec4f>;      // [n_texts, HEADS, CAPACITY, QUADS]
@group(0) @binding(4) var<storage, read_write> seen: array<vec4f>;  // [n_rows, HEADS, QUADS]

var<workgroup> scores: array<f32, CAPACITY>;
var<workgroup> summits: array<f32, LANES>;
var<workgroup> totals: array<f32, LANES>;
var<workgroup> lefts: array<vec4f, LANES>;
var<workgroup> rights: array<vec4f, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
    let head = group.x;
    let row = group.y;
    let text = rows[row_at(row)];
    let n_places = rows[row_at(row) + 1u] + 1u;
    let query = (row * HEADS + head) * QUADS;
    let key = (text * HEADS + head) * QUADS * CAPACITY;

    var summit = -3.0e38;
    for (var first = lane; first < n_places; first += ROWS * LANES) {
        let place# = first + #u * LANES;
        let at# = key + min(place#, n_places - 1u);
        var score# = 0.0;
        for (var quad = 0u; quad < QUADS; quad++) {
            let four = queries[query + quad];
            score# += dot(four, keys[at# + quad * CAPACITY]);
        }
        if place# < n_places { scores[place#] = score#; }
        summit = max(summit, score#);
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

    // As many threads share the places of the same features as there are.
    let half = QUADS / 2u;
    let sharers = LANES / half;
    let quad = lane % half;
    let sharer = lane / half;
    var left = vec4f();
    var right = vec4f();
    if sharer < sharers {
        for (var place = sharer; place < n_places; place += sharers) {
            let share = scores[place];
            let at = key + place * QUADS + quad;
            left += share * values[at];
            right += share * values[at + half];
        }
    }
    lefts[lane] = left;
    rights[lane] = right;
    workgroupBarrier();
    if lane >= half {
        return;
    }
    for (var other = 1u; other < sharers; other++) {
        left += lefts[other * half + lane];
        right += rights[other * half + lane];
    }
    total = 0.0;
    for (var other = 0u; other < LANES; other++) {
        total += totals[other];
    }
    seen[query + lane] = left / total;
    seen[query + lane + half] = right / total;
}
