//! Our network as an ONNX graph that reads one place or many, behind keys and values of those before.
//!
//! Inputs: `codes` `[seq, N_FEATURES]` and, for every layer, `past.N.key` and `past.N.value`
//! `[1, n_heads, past, d_head]`; a text begins with `past` = 0, and where the places stand follows from it.
//! The fused graph wants to be told besides: `last_place` `[1]`, which is `past + seq - 1`, and `n_places` `[]`,
//! which is `past + seq`.
//! Outputs: `logits` `[Vocabulary::SIZE]` for the token after the last place, `present.N.key` and
//! `present.N.value` `[1, n_heads, past + seq, d_head]`, which are the `past` of the next call.

use crate::model::{Input, N_FEATURES, NORM_EPSILON, TransformerConfig, Weights, WeightsError};
use crate::token::{VOCABULARY_VERSION, Vocabulary};

use super::attention::Shared;
use super::graph::{GraphBuilder, Length, float, int, ints};
use super::proto::{FLOAT, INT32};

/// Which operators a graph is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnnxOperators {
    /// Those of the ONNX standard: every runtime reads them.
    Standard,
    /// With the fused ones that ONNX Runtime adds for language models: a fifth of the nodes.
    Fused,
}

/// The network of some weights as an ONNX file, in 32-bit floats.
///
/// # Errors
/// [`WeightsError`] if a tensor is missing or has another shape than the config says.
pub fn onnx_file(weights: &Weights, operators: OnnxOperators) -> Result<Vec<u8>, WeightsError> {
    let mut network = Network {
        builder: GraphBuilder::default(),
        weights,
        config: weights.config,
        operators,
    };
    network.declare();
    network.build()?;
    let metadata = [
        ("weights", weights.version()),
        ("vocabulary", VOCABULARY_VERSION.to_string()),
    ];
    Ok(network.builder.finish("antiphon", &metadata))
}

/// A network on its way into a graph.
pub(super) struct Network<'a> {
    pub(super) builder: GraphBuilder,
    weights: &'a Weights,
    pub(super) config: TransformerConfig,
    operators: OnnxOperators,
}

impl Network<'_> {
    fn declare(&mut self) {
        let (seq, width) = (Length::Dynamic("seq"), Length::Fixed(N_FEATURES));
        self.builder.input("codes", INT32, &[seq, width]);
        let n_heads = Length::Fixed(self.config.n_heads);
        let d_head = Length::Fixed(self.d_head());
        let cache = |length| [Length::Fixed(1), n_heads, Length::Dynamic(length), d_head];
        let size = Length::Fixed(Vocabulary::SIZE);
        self.builder.output("logits", &[size]);
        for layer in 0..self.config.n_layers {
            for part in ["key", "value"] {
                let (past, present) = cache_names(layer, part);
                self.builder.input(&past, FLOAT, &cache("past"));
                self.builder.output(&present, &cache("total"));
            }
        }
    }

    fn build(&mut self) -> Result<(), WeightsError> {
        let d_model = self.config.d_model;
        let embedding = self.tensor("embedding", &[Input::N_CODES, d_model])?;
        for (name, values) in [
            ("batch_axis", &[0][..]),
            ("place_axis", &[1]),
            ("zero", &[0]),
            ("last", &[-1]),
            ("beyond", &[i64::MAX]),
            ("words", &[Vocabulary::SIZE as i64]),
        ] {
            self.builder.integers(name, values);
        }
        let rows = self.op("Gather", &[&embedding, "codes"]); // [seq, N_FEATURES, d_model]
        let sum = self
            .builder
            .node("ReduceSum", &[&rows, "place_axis"], &[int("keepdims", 0)]);
        let mut stream = self.op("Unsqueeze", &[&sum, "batch_axis"]); // [1, seq, d_model]
        let shared = match self.operators {
            OnnxOperators::Standard => self.standard_view(),
            OnnxOperators::Fused => self.fused_view(),
        };
        for layer in 0..self.config.n_layers {
            stream = self.block(layer, &stream, &shared)?;
        }
        let last = self.op("Slice", &[&stream, "last", "beyond", "place_axis"]); // [1, 1, d_model]
        let last = self.norm("norm", &last)?;
        // Known beforehand, so a runtime works it out once; in the file the values stand only once.
        let words = self.op("Slice", &[&embedding, "zero", "words", "batch_axis"]);
        let words = self
            .builder
            .node("Transpose", &[&words], &[ints("perm", &[1, 0])]);
        let logits = self.op("MatMul", &[&last, &words]); // [1, 1, Vocabulary::SIZE]
        self.builder
            .node_to("", "Reshape", &[&logits, "words"], &["logits"], &[]);
        Ok(())
    }

    fn block(
        &mut self,
        layer: usize,
        stream: &str,
        shared: &Shared,
    ) -> Result<String, WeightsError> {
        let (d_model, d_hidden) = (self.config.d_model, self.config.d_hidden);
        let name = |part: &str| format!("blocks.{layer}.{part}");
        let normed = self.norm(&name("attention_norm"), stream)?;
        let qkv = self.project(&name("qkv"), &normed, [d_model, 3 * d_model])?;
        let mixed = match self.operators {
            OnnxOperators::Standard => self.standard_attention(layer, &qkv, shared),
            OnnxOperators::Fused => self.fused_attention(layer, &qkv, shared),
        };
        let seen = self.project(&name("out"), &mixed, [d_model, d_model])?;
        let stream = self.op("Add", &[stream, &seen]);
        let normed = self.norm(&name("feed_forward_norm"), &stream)?;
        let hidden = self.project(&name("up"), &normed, [d_model, d_hidden])?;
        let hidden = self.op("Relu", &[&hidden]);
        let squared = self.op("Mul", &[&hidden, &hidden]);
        let thought = self.project(&name("down"), &squared, [d_hidden, d_model])?;
        Ok(self.op("Add", &[&stream, &thought]))
    }

    fn norm(&mut self, name: &str, input: &str) -> Result<String, WeightsError> {
        let gain = self.tensor(name, &[self.config.d_model])?;
        if self.operators == OnnxOperators::Fused {
            let epsilon = float("epsilon", NORM_EPSILON as f32);
            let attributes = [int("axis", -1), epsilon, int("stash_type", 1)];
            // ONNX Runtime keeps it among the standard operators, though the standard lacks it.
            let op_type = "SimplifiedLayerNormalization";
            return Ok(self.builder.node(op_type, &[input, &gain], &attributes));
        }
        let epsilon = self.scalar(&format!("{name}.epsilon"), NORM_EPSILON as f32);
        let square = self.op("Mul", &[input, input]);
        let mean = self.op("ReduceMean", &[&square, "last_axis"]);
        let shifted = self.op("Add", &[&mean, &epsilon]);
        let root = self.op("Sqrt", &[&shifted]);
        let scaled = self.op("Div", &[input, &root]);
        Ok(self.op("Mul", &[&scaled, &gain]))
    }

    fn project(
        &mut self,
        name: &str,
        input: &str,
        shape: [usize; 2],
    ) -> Result<String, WeightsError> {
        let matrix = self.tensor(name, &shape)?;
        Ok(self.op("MatMul", &[input, &matrix]))
    }

    fn tensor(&mut self, name: &str, shape: &[usize]) -> Result<String, WeightsError> {
        let values = self.weights.values(name, shape)?;
        Ok(self.builder.floats(name, shape, values))
    }

    pub(super) fn scalar(&mut self, name: &str, value: f32) -> String {
        self.builder.floats(name, &[], &[value])
    }

    pub(super) fn op(&mut self, op_type: &str, inputs: &[&str]) -> String {
        self.builder.node(op_type, inputs, &[])
    }

    pub(super) fn d_head(&self) -> usize {
        self.config.d_model / self.config.n_heads
    }
}

/// The input and the output that hold one layer's keys or values.
pub(super) fn cache_names(layer: usize, part: &str) -> (String, String) {
    (
        format!("past.{layer}.{part}"),
        format!("present.{layer}.{part}"),
    )
}

#[cfg(test)]
mod tests {
    use prost::Message;

    use super::super::graph::CONTRIB;
    use super::super::proto::{GraphProto, ModelProto};
    use super::*;
    use crate::model::Device;

    const CONFIG: TransformerConfig = TransformerConfig {
        d_model: 16,
        n_layers: 2,
        n_heads: 2,
        d_hidden: 32,
        context: 64,
        dropout: 0.0,
    };

    fn weights() -> Weights {
        Weights {
            config: CONFIG,
            name: "tiny".into(),
            tensors: CONFIG.init(1, &Device::flex()).to_tensors(),
        }
    }

    fn exported(operators: OnnxOperators) -> (ModelProto, GraphProto) {
        let bytes = onnx_file(&weights(), operators).unwrap();
        let model = ModelProto::decode(bytes.as_slice()).unwrap();
        let graph = model.graph.clone().unwrap();
        (model, graph)
    }

    #[test]
    fn every_value_is_made_once_and_before_its_use() {
        for operators in [OnnxOperators::Standard, OnnxOperators::Fused] {
            let (_, graph) = exported(operators);
            let inputs = graph.input.iter().map(|value| &value.name);
            let stored = graph.initializer.iter().map(|tensor| &tensor.name);
            let mut known: Vec<&String> = inputs.chain(stored).collect();
            for node in &graph.node {
                for input in node.input.iter().filter(|name| !name.is_empty()) {
                    assert!(known.contains(&input), "{input} comes from nowhere");
                }
                for output in &node.output {
                    assert!(!known.contains(&output), "{output} is made twice");
                    known.push(output);
                }
            }
            for output in &graph.output {
                assert!(known.contains(&&output.name), "{} is not made", output.name);
            }
            for tensor in &graph.initializer {
                let mut nodes = graph.node.iter();
                let is_used = nodes.any(|node| node.input.contains(&tensor.name));
                assert!(is_used, "{} is of no use", tensor.name);
            }
        }
    }

    #[test]
    fn weights_stand_in_the_file_unchanged() {
        let weights = weights();
        let (model, graph) = exported(OnnxOperators::Standard);
        for tensor in &weights.tensors {
            let mut stored = graph.initializer.iter();
            let stored = stored.find(|stored| stored.name == tensor.name).unwrap();
            let dims: Vec<i64> = tensor.shape.iter().map(|length| *length as i64).collect();
            let values = tensor.values.iter().flat_map(|value| value.to_le_bytes());
            assert_eq!(stored.dims, dims);
            assert_eq!(stored.raw_data, values.collect::<Vec<u8>>());
        }
        assert_eq!(model.metadata_props[0].value, weights.version());
    }

    #[test]
    fn only_the_fused_graph_leaves_the_standard() {
        let domains = |operators| -> Vec<String> {
            let imports = exported(operators).0.opset_import;
            imports.into_iter().map(|import| import.domain).collect()
        };
        assert_eq!(domains(OnnxOperators::Standard), [""]);
        assert_eq!(domains(OnnxOperators::Fused), ["", CONTRIB]);
    }

    #[test]
    fn a_cache_goes_in_and_comes_out_for_every_layer() {
        let (_, graph) = exported(OnnxOperators::Standard);
        let inputs = graph.input.iter().map(|value| value.name.clone());
        let outputs = graph.output.iter().map(|value| value.name.clone());
        let names = |first: &str, side: &str| -> Vec<String> {
            let of_layer = |layer| ["key", "value"].map(|part| format!("{side}.{layer}.{part}"));
            let caches = (0..CONFIG.n_layers).flat_map(of_layer);
            std::iter::once(first.to_owned()).chain(caches).collect()
        };
        assert_eq!(inputs.collect::<Vec<_>>(), names("codes", "past"));
        assert_eq!(outputs.collect::<Vec<_>>(), names("logits", "present"));
    }

    #[test]
    fn weights_that_lack_a_tensor_are_refused() {
        let mut weights = weights();
        weights
            .tensors
            .retain(|tensor| tensor.name != "blocks.1.qkv");
        let error = onnx_file(&weights, OnnxOperators::Standard).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the weights lack the tensor blocks.1.qkv"
        );
    }
}
