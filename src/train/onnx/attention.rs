//! Attention in the graph: spelled out in standard operators, or as one fused node a layer.

use crate::model::rotary_angle;

use super::graph::{CONTRIB, Length, int, ints};
use super::network::{Network, cache_names};
use super::proto::INT32;

/// What is added to the scores of places that must not be seen.
const HIDDEN: f32 = -1e9;

/// Values that all layers share.
pub(super) struct Shared {
    /// Rotations: of the places read, or of all that there may be.
    cos: String,
    sin: String,
    /// What keeps later places hidden; for the fused attention the last place and how many there are.
    mask: [String; 2],
}

impl Network<'_> {
    /// Rotations of the places read, and the mask, both from the lengths of the inputs.
    pub(super) fn standard_view(&mut self) -> Shared {
        let (past, total) = self.lengths();
        let [all_cos, all_sin] = self.rotations();
        let cos = self.op("Slice", &[&all_cos, &past, &total, "zero"]); // [seq, d_head / 2]
        let sin = self.op("Slice", &[&all_sin, &past, &total, "zero"]);
        let places: Vec<f32> = (0..self.config.context).map(|place| place as f32).collect();
        let places = self.builder.floats("places", &[places.len()], &places);
        let seen = self.op("Slice", &[&places, "zero", &total, "zero"]); // [total]
        let looking = self.op("Slice", &[&places, &past, &total, "zero"]);
        let looking = self.op("Unsqueeze", &[&looking, "place_axis"]); // [seq, 1]
        let is_later = self.op("Greater", &[&seen, &looking]); // [seq, total]
        let hidden = self.scalar("hidden", HIDDEN);
        let visible = self.scalar("visible", 0.0);
        let bias = self.op("Where", &[&is_later, &hidden, &visible]);
        self.scalar("query_scale", 1.0 / (self.d_head() as f32).sqrt());
        let shape = [0, 0, 3 * self.config.n_heads as i64, self.d_head() as i64];
        self.builder.integers("by_head", &shape);
        self.builder
            .integers("joined", &[0, 0, self.config.d_model as i64]);
        self.builder.integers("last_axis", &[-1]);
        Shared {
            cos,
            sin,
            mask: [bias, String::new()],
        }
    }

    pub(super) fn standard_attention(
        &mut self,
        layer: usize,
        qkv: &str,
        shared: &Shared,
    ) -> String {
        let swap = [ints("perm", &[0, 2, 1, 3])];
        let heads = self.op("Reshape", &[qkv, "by_head"]);
        let heads = self.builder.node("Transpose", &[&heads], &swap); // [1, 3 * n_heads, seq, d_head]
        let [query, key, value] = self.split(&heads, 1);
        let query = self.rotate(&query, shared);
        let query = self.op("Mul", &[&query, "query_scale"]);
        let key = self.rotate(&key, shared);
        let key = self.append(layer, "key", &key);
        let value = self.append(layer, "value", &value);
        let key = self
            .builder
            .node("Transpose", &[&key], &[ints("perm", &[0, 1, 3, 2])]);
        let scores = self.op("MatMul", &[&query, &key]); // [1, n_heads, seq, total]
        let scores = self.op("Add", &[&scores, &shared.mask[0]]);
        let shares = self.builder.node("Softmax", &[&scores], &[int("axis", -1)]);
        let mixed = self.op("MatMul", &[&shares, &value]);
        let mixed = self.builder.node("Transpose", &[&mixed], &swap);
        self.op("Reshape", &[&mixed, "joined"])
    }

    fn rotate(&mut self, input: &str, shared: &Shared) -> String {
        let [left, right] = self.split(input, 3);
        let (cos, sin) = (shared.cos.as_str(), shared.sin.as_str());
        let product = |network: &mut Self, a: &str, b: &str| network.op("Mul", &[a, b]);
        let left_cos = product(self, &left, cos);
        let right_sin = product(self, &right, sin);
        let left_sin = product(self, &left, sin);
        let right_cos = product(self, &right, cos);
        let turned_left = self.op("Sub", &[&left_cos, &right_sin]);
        let turned_right = self.op("Add", &[&left_sin, &right_cos]);
        let parts = [turned_left.as_str(), turned_right.as_str()];
        self.builder.node("Concat", &parts, &[int("axis", 3)])
    }

    /// Joins new keys or values to those of the places before.
    fn append(&mut self, layer: usize, part: &str, new: &str) -> String {
        let (past, present) = cache_names(layer, part);
        self.builder
            .node_to("", "Concat", &[&past, new], &[&present], &[int("axis", 2)]);
        present
    }

    /// Equal parts of a value along an axis.
    fn split<const N: usize>(&mut self, input: &str, axis: i64) -> [String; N] {
        let parts = std::array::from_fn(|part| format!("{input}.part.{part}"));
        let outputs: Vec<&str> = parts.iter().map(String::as_str).collect();
        let attributes = [int("axis", axis), int("num_outputs", N as i64)];
        self.builder
            .node_to("", "Split", &[input], &outputs, &attributes);
        parts
    }

    /// What the fused attention is told of the lengths, by the caller: worked out in the graph, a GPU
    /// would have to send them back.
    pub(super) fn fused_view(&mut self) -> Shared {
        let [last, total] = ["last_place", "n_places"];
        self.builder.input(last, INT32, &[Length::Fixed(1)]);
        self.builder.input(total, INT32, &[]);
        let [cos, sin] = self.rotations();
        Shared {
            cos,
            sin,
            mask: [last.into(), total.into()],
        }
    }

    /// Keys, values and queries packed in one tensor, rotated, cached and mixed by one node.
    pub(super) fn fused_attention(&mut self, layer: usize, qkv: &str, shared: &Shared) -> String {
        let (past_key, present_key) = cache_names(layer, "key");
        let (past_value, present_value) = cache_names(layer, "value");
        let mixed = format!("blocks.{layer}.mixed");
        let [last, total] = &shared.mask;
        let inputs = [
            qkv,
            "",
            "",
            &past_key,
            &past_value,
            last,
            total,
            &shared.cos,
            &shared.sin,
        ];
        let n_heads = self.config.n_heads as i64;
        let attributes = [
            int("num_heads", n_heads),
            int("kv_num_heads", n_heads),
            int("do_rotary", 1),
            int("rotary_interleaved", 0),
        ];
        let outputs = [mixed.as_str(), &present_key, &present_value];
        self.builder.node_to(
            CONTRIB,
            "GroupQueryAttention",
            &inputs,
            &outputs,
            &attributes,
        );
        mixed
    }

    /// How many places were read before, and how many with these.
    fn lengths(&mut self) -> (String, String) {
        let (past_key, _) = cache_names(0, "key");
        let of_axis = |axis| [int("start", axis), int("end", axis + 1)];
        let past = self.builder.node("Shape", &[&past_key], &of_axis(2));
        let seq = self.builder.node("Shape", &["codes"], &of_axis(0));
        let total = self.op("Add", &[&past, &seq]);
        (past, total)
    }

    /// Cosines and sines of every place that fits, `[context, d_head / 2]` each.
    fn rotations(&mut self) -> [String; 2] {
        let (context, half) = (self.config.context, self.d_head() / 2);
        let angles: Vec<f32> = (0..context)
            .flat_map(|place| (0..half).map(move |pair| rotary_angle(place, pair, half)))
            .collect();
        let table =
            |turn: fn(f32) -> f32| -> Vec<f32> { angles.iter().copied().map(turn).collect() };
        [
            self.builder
                .floats("cos", &[context, half], &table(f32::cos)),
            self.builder
                .floats("sin", &[context, half], &table(f32::sin)),
        ]
    }
}
