//! Causal self-attention over what was read, which is kept.

use super::dots::{OUTPUTS, Pair, Weights, dots, put};
use super::floats::{shares, sum};
use super::rounding::{LANES, inverse_of, nearest, nearest_each, step_of};
use super::widest::{Work, widest};
use crate::model::config::TransformerConfig;
use crate::model::rotary_angle;

/// Largest whole numbers that features become: a sum of 128 products does not overflow.
const MOST_OF_QUERY: f32 = 2_047.0;
const MOST_OF_KEY: f32 = 8_191.0;
/// Largest whole numbers that values become, and the sum of the shares that they are mixed by.
const MOST_OF_VALUE: f32 = 16_383.0;
const ALL_SHARES: f32 = 32_767.0;

/// Keys and values of one layer in sixteen bits, allocated once, and the sizes to find them by.
///
/// Each key and value is counted in steps of its own, so that what a place says never depends on others. Of a block
/// of places, each pair of features of the keys lies together; of a block of features, each pair of places of the
/// values does: both are read from end to end, and each lane of a vector sums for a place or feature of its own.
#[derive(Debug, Clone)]
pub struct Memory {
    keys: Vec<Weights<i16>>,        // [n_heads, room / OUTPUTS, d_head / 2]
    key_steps: Vec<[f32; OUTPUTS]>, // [n_heads, room / OUTPUTS]
    values: Vec<Weights<i16>>,      // [n_heads, d_head / OUTPUTS, room / 2]
    value_steps: Vec<f32>,          // [n_heads, room]
    /// Places there is room for: whole blocks of them.
    room: usize,
    d_head: usize,
}

/// What is needed while a place looks back.
#[derive(Debug, Clone)]
pub struct Scratch {
    query: Vec<Pair>,            // [d_head / 2]
    scores: Vec<[f32; OUTPUTS]>, // [room / OUTPUTS]
    shares: Vec<Pair>,           // [room / 2]
}

/// Sines and cosines of the rotations of all places.
#[derive(Debug, Clone)]
pub struct Rotary {
    turns: Vec<(f32, f32)>, // sine and cosine, [context, d_head / 2]
    half: usize,
}

impl Rotary {
    /// Rotations for a network.
    pub fn new(config: &TransformerConfig) -> Self {
        let half = config.d_model / config.n_heads / 2;
        let angles = (0..config.context)
            .flat_map(|place| (0..half).map(move |pair| rotary_angle(place, pair, half)));
        Self {
            turns: angles.map(f32::sin_cos).collect(),
            half,
        }
    }

    /// Turns a head's query or key at a place.
    fn turn(&self, place: usize, head: &mut [f32]) {
        let turns = &self.turns[place * self.half..(place + 1) * self.half];
        let (left, right) = head.split_at_mut(self.half);
        for ((left, right), (sin, cos)) in left.iter_mut().zip(right).zip(turns) {
            (*left, *right) = (*left * cos - *right * sin, *left * sin + *right * cos);
        }
    }
}

impl Scratch {
    /// Room for the queries of a network.
    pub fn new(config: &TransformerConfig) -> Self {
        let room = room(config);
        Self {
            query: vec![[0; 2]; config.d_model / config.n_heads / 2],
            scores: vec![[0.0; OUTPUTS]; room / OUTPUTS],
            shares: vec![[0; 2]; room / 2],
        }
    }
}

fn room(config: &TransformerConfig) -> usize {
    config.context.next_multiple_of(OUTPUTS)
}

impl Memory {
    /// Memory for one layer of a network.
    pub fn new(config: &TransformerConfig) -> Self {
        let (room, n_heads) = (room(config), config.n_heads);
        let d_head = config.d_model / n_heads;
        let zeros = [0; 2 * OUTPUTS];
        Self {
            keys: vec![zeros; n_heads * room / OUTPUTS * (d_head / 2)],
            key_steps: vec![[0.0; OUTPUTS]; n_heads * room / OUTPUTS],
            values: vec![zeros; n_heads * d_head.div_ceil(OUTPUTS) * (room / 2)],
            value_steps: vec![0.0; n_heads * room],
            room,
            d_head,
        }
    }

    /// Takes a place's query, key and value, and gives what it attends to.
    ///
    /// # Shapes
    /// `qkv` is `[3, n_heads, d_head]`, `mixed` is `[n_heads, d_head]`.
    pub fn attend(
        &mut self,
        place: usize,
        qkv: &mut [f32],
        rotary: &Rotary,
        scratch: &mut Scratch,
        mixed: &mut [f32],
    ) {
        let scale = 1.0 / (self.d_head as f32).sqrt();
        let (queries, rest) = qkv.split_at_mut(mixed.len());
        let (keys, values) = rest.split_at_mut(mixed.len());
        for head in queries.chunks_exact_mut(self.d_head) {
            rotary.turn(place, head);
            head.iter_mut().for_each(|value| *value *= scale);
        }
        let both = keys.chunks_exact_mut(self.d_head);
        for (head, (key, value)) in both.zip(values.chunks_exact(self.d_head)).enumerate() {
            rotary.turn(place, key);
            self.keep_key(head, place, key);
            self.keep_value(head, place, value);
        }
        widest(Look {
            memory: self,
            queries,
            n_places: place + 1,
            scratch,
            mixed,
        });
    }

    fn keep_key(&mut self, head: usize, place: usize, key: &[f32]) {
        let block = head * self.room / OUTPUTS + place / OUTPUTS;
        let lane = place % OUTPUTS;
        let step = step_of(key, MOST_OF_KEY);
        let inverse = inverse_of(step);
        self.key_steps[block][lane] = step;
        let pairs = &mut self.keys[block * (self.d_head / 2)..];
        for (pair, features) in pairs.iter_mut().zip(key.as_chunks::<2>().0) {
            for (side, feature) in features.iter().enumerate() {
                pair[2 * lane + side] = nearest(feature * inverse);
            }
        }
    }

    fn keep_value(&mut self, head: usize, place: usize, value: &[f32]) {
        let step = step_of(value, MOST_OF_VALUE);
        let inverse = inverse_of(step);
        self.value_steps[head * self.room + place] = step;
        let n_blocks = self.d_head.div_ceil(OUTPUTS);
        for (block, features) in value.chunks(OUTPUTS).enumerate() {
            let pair = (head * n_blocks + block) * (self.room / 2) + place / 2;
            for (lane, feature) in features.iter().enumerate() {
                self.values[pair][2 * lane + place % 2] = nearest(feature * inverse);
            }
        }
    }
}

/// A look back over some places.
struct Look<'a> {
    memory: &'a Memory,
    queries: &'a [f32],
    n_places: usize,
    scratch: &'a mut Scratch,
    mixed: &'a mut [f32],
}

impl Work for Look<'_> {
    #[inline(always)]
    fn work(self) {
        let queries = self.queries.chunks_exact(self.memory.d_head);
        let heads = queries.zip(self.mixed.chunks_exact_mut(self.memory.d_head));
        for (head, (query, mixed)) in heads.enumerate() {
            self.memory.score(head, query, self.n_places, self.scratch);
            let step = self.memory.weigh(head, self.n_places, self.scratch);
            self.memory
                .mix(head, self.n_places, self.scratch, (step, mixed));
        }
    }
}

// Plain loops: what iterators leave as functions of their own loses the widest vectors.
impl Memory {
    /// Products of a query with the keys of whole blocks of places.
    #[inline(always)]
    fn score(&self, head: usize, query: &[f32], n_places: usize, scratch: &mut Scratch) {
        let step = step_of(query, MOST_OF_QUERY);
        let inverse = inverse_of(step);
        for (pair, features) in scratch.query.iter_mut().zip(query.as_chunks::<2>().0) {
            *pair = features.map(|feature| nearest(feature * inverse));
        }
        let n_pairs = self.d_head / 2;
        let first = head * self.room / OUTPUTS;
        for block in 0..n_places.div_ceil(OUTPUTS) {
            let keys = &self.keys[(first + block) * n_pairs..][..n_pairs];
            let scales = ([step], &self.key_steps[first + block]);
            [scratch.scores[block]] = dots([&scratch.query], keys, scales);
        }
    }

    /// The scores of the first places as shares of their values, in steps. Returns what a step of them all is worth.
    #[inline(always)]
    fn weigh(&self, head: usize, n_places: usize, scratch: &mut Scratch) -> f32 {
        let scores = scratch.scores.as_flattened_mut();
        let total = shares(&mut scores[..n_places]);
        let steps = &self.value_steps[head * self.room..];
        for place in 0..n_places {
            scores[place] *= steps[place];
        }
        let end = n_places.next_multiple_of(LANES);
        scores[n_places..end].fill(0.0);
        let step = sum(&scores[..end]) / ALL_SHARES;
        let inverse = inverse_of(step);
        let (blocks, _) = scores[..end].as_chunks::<LANES>();
        let (rounded, _) = scratch.shares.as_flattened_mut().as_chunks_mut::<LANES>();
        for block in 0..blocks.len() {
            let mut scaled = [0.0; LANES];
            for lane in 0..LANES {
                scaled[lane] = blocks[block][lane] * inverse;
            }
            rounded[block] = nearest_each(scaled);
        }
        step / total
    }

    /// The values of the first places, each by its share.
    #[inline(always)]
    fn mix(
        &self,
        head: usize,
        n_places: usize,
        scratch: &Scratch,
        (step, mixed): (f32, &mut [f32]),
    ) {
        let n_pairs = n_places.div_ceil(2);
        let n_blocks = self.d_head.div_ceil(OUTPUTS);
        for block in 0..n_blocks {
            let values = &self.values[(head * n_blocks + block) * (self.room / 2)..][..n_pairs];
            let shares = &scratch.shares[..n_pairs];
            let [features] = dots([shares], values, ([step], &[1.0; OUTPUTS]));
            put(&features, &mut mixed[block * OUTPUTS..]);
        }
    }
}
