// Rows of inputs times a matrix in eight bits, with all that happens on the way in and out.
//
// A thread takes four neighbouring outputs of some rows, or, of those of one workgroup that share them, a
// part of the inputs. A line with an index sign stands once for every row.

override IN: u32;         // inputs / 4
override OUT: u32;        // outputs / 4, rounded up
override COLUMNS: u32;    // threads side by side
override PARTS: u32;      // threads that share the inputs of one output
override NORMED: bool;    // inputs are divided by their root mean square
override EPSILON: f32;
override SQUARED: bool;   // outputs are squared where they are positive, else nothing
override ADDED: bool;     // outputs are added to what is there
override ASKED: bool;     // only of the rows that are asked for

@group(0) @binding(0) var<storage, read> rows: array<u32>;
@group(0) @binding(1) var<storage, read> inputs: array<vec4f>;        // [n_rows, IN]
@group(0) @binding(2) var<storage, read> weights: array<vec4u>;       // [IN, OUT]
@group(0) @binding(3) var<storage, read> in_scales: array<vec4f>;     // [IN]
@group(0) @binding(4) var<storage, read> out_scales: array<vec4f>;    // [OUT]
@group(0) @binding(5) var<storage, read_write> outputs: array<vec4f>; // [n_rows, OUT]

var<workgroup> sums: array<vec4f, COLUMNS * PARTS * ROWS>;
var<workgroup> squares: array<f32, COLUMNS * PARTS * ROWS>;

fn source(row: u32) -> u32 {
    let last = select(rows[0], rows[1], ASKED) - 1u;
    let index = min(row, last);
    return select(index, rows[2u + index], ASKED);
}

fn finish(row: u32, quad: u32, sum: vec4f, square: f32) {
    if row >= select(rows[0], rows[1], ASKED) {
        return;
    }
    var output = sum * out_scales[quad];
    if NORMED {
        output *= inverseSqrt(square / f32(4u * IN) + EPSILON);
    }
    if SQUARED {
        output = max(output, vec4f());
        output *= output;
    }
    let place = row * OUT + quad;
    if ADDED {
        output += outputs[place];
    }
    outputs[place] = output;
}

@compute @workgroup_size(COLUMNS, PARTS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
    let wanted = group.x * COLUMNS + local.x;
    // Threads beyond the last column work along: a barrier waits for all.
    let quad = min(wanted, OUT - 1u);
    let row = group.y * ROWS;
    let from# = source(row + #u) * IN;
    var sum# = vec4f();
    var square# = 0.0;
    for (var index = local.y; index < IN; index += PARTS) {
        let words = weights[index * OUT + quad];
        let w0 = unpacked(words.x);
        let w1 = unpacked(words.y);
        let w2 = unpacked(words.z);
        let w3 = unpacked(words.w);
        let scale = in_scales[index];
        let input# = inputs[from# + index];
        square# += dot(input#, input#);
        let scaled# = input# * scale;
        sum# += scaled#.x * w0 + scaled#.y * w1 + scaled#.z * w2 + scaled#.w * w3;
    }
    if PARTS > 1u {
        let own = (local.y * COLUMNS + local.x) * ROWS;
        sums[own + #u] = sum#;
        squares[own + #u] = square#;
        workgroupBarrier();
        if local.y > 0u {
            return;
        }
        for (var part = 1u; part < PARTS; part++) {
            let other = (part * COLUMNS + local.x) * ROWS;
            sum# += sums[other + #u];
            square# += squares[other + #u];
        }
    }
    if wanted < OUT {
        finish(row + #u, quad, sum#, square#);
    }
}
