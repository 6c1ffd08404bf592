//! Builds an ONNX graph node by node; values are known by their names.

use prost::Message;

use super::proto::{
    ATTRIBUTE_FLOAT, ATTRIBUTE_INT, ATTRIBUTE_INTS, AttributeProto, Dimension, DimensionProto,
    FLOAT, GraphProto, INT64, ModelProto, NodeProto, OperatorSetIdProto, StringStringEntryProto,
    TensorProto, TensorShapeProto, TensorTypeProto, TypeProto, ValueInfoProto,
};

/// Version of the file format: that of ONNX 1.13, the first with operator set 18.
const IR_VERSION: i64 = 8;
/// Version of the standard operators.
const OPSET: i64 = 18;
/// Operators that ONNX Runtime adds to the standard.
pub const CONTRIB: &str = "com.microsoft";

/// A length in a declared shape.
#[derive(Debug, Clone, Copy)]
pub enum Length<'a> {
    /// The same in every run.
    Fixed(usize),
    /// Given by the caller's tensors.
    Dynamic(&'a str),
}

/// A graph under construction.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    graph: GraphProto,
}

impl GraphBuilder {
    /// Declares an input.
    pub fn input(&mut self, name: &str, data_type: i32, shape: &[Length]) {
        self.graph.input.push(declared(name, data_type, shape));
    }

    /// Declares an output; a node must make the value.
    pub fn output(&mut self, name: &str, shape: &[Length]) {
        self.graph.output.push(declared(name, FLOAT, shape));
    }

    /// Stores floats under a name.
    pub fn floats(&mut self, name: &str, shape: &[usize], values: &[f32]) -> String {
        let raw_data = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        self.store(name, FLOAT, shape, raw_data)
    }

    /// Stores integers under a name: axes, shapes and the like.
    pub fn integers(&mut self, name: &str, values: &[i64]) -> String {
        let raw_data = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        self.store(name, INT64, &[values.len()], raw_data)
    }

    /// A standard node with one output, whose name is returned.
    pub fn node(
        &mut self,
        op_type: &str,
        inputs: &[&str],
        attributes: &[AttributeProto],
    ) -> String {
        let name = format!("{}.{}", op_type.to_lowercase(), self.graph.node.len());
        self.node_to("", op_type, inputs, &[&name], attributes);
        name
    }

    /// A node of any domain whose outputs are named by the caller.
    pub fn node_to(
        &mut self,
        domain: &str,
        op_type: &str,
        inputs: &[&str],
        outputs: &[&str],
        attributes: &[AttributeProto],
    ) {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        self.graph.node.push(NodeProto {
            input: owned(inputs),
            output: owned(outputs),
            name: format!("node.{}", self.graph.node.len()),
            op_type: op_type.into(),
            attribute: attributes.to_vec(),
            domain: domain.into(),
        });
    }

    /// The finished file.
    pub fn finish(mut self, name: &str, metadata: &[(&str, String)]) -> Vec<u8> {
        self.graph.name = name.into();
        let operators = |domain: &str, version| OperatorSetIdProto {
            domain: domain.into(),
            version,
        };
        let mut opset_import = vec![operators("", OPSET)];
        if self.graph.node.iter().any(|node| node.domain == CONTRIB) {
            opset_import.push(operators(CONTRIB, 1));
        }
        let metadata_props = metadata.iter().map(|(key, value)| StringStringEntryProto {
            key: (*key).into(),
            value: value.clone(),
        });
        let model = ModelProto {
            ir_version: IR_VERSION,
            producer_name: env!("CARGO_PKG_NAME").into(),
            producer_version: env!("CARGO_PKG_VERSION").into(),
            metadata_props: metadata_props.collect(),
            opset_import,
            graph: Some(self.graph),
        };
        model.encode_to_vec()
    }

    fn store(&mut self, name: &str, data_type: i32, shape: &[usize], raw_data: Vec<u8>) -> String {
        self.graph.initializer.push(TensorProto {
            dims: shape.iter().map(|length| *length as i64).collect(),
            data_type,
            name: name.into(),
            raw_data,
        });
        name.into()
    }
}

/// A whole number as an attribute.
pub fn int(name: &str, value: i64) -> AttributeProto {
    AttributeProto {
        name: name.into(),
        i: value,
        r#type: ATTRIBUTE_INT,
        ..AttributeProto::default()
    }
}

/// Whole numbers as an attribute.
pub fn ints(name: &str, values: &[i64]) -> AttributeProto {
    AttributeProto {
        name: name.into(),
        ints: values.to_vec(),
        r#type: ATTRIBUTE_INTS,
        ..AttributeProto::default()
    }
}

/// A float as an attribute.
pub fn float(name: &str, value: f32) -> AttributeProto {
    AttributeProto {
        name: name.into(),
        f: value,
        r#type: ATTRIBUTE_FLOAT,
        ..AttributeProto::default()
    }
}

fn declared(name: &str, elem_type: i32, shape: &[Length]) -> ValueInfoProto {
    let dim = shape.iter().map(|length| DimensionProto {
        value: Some(match length {
            Length::Fixed(length) => Dimension::Known(*length as i64),
            Length::Dynamic(name) => Dimension::Named((*name).into()),
        }),
    });
    ValueInfoProto {
        name: name.into(),
        r#type: Some(TypeProto {
            tensor_type: Some(TensorTypeProto {
                elem_type,
                shape: Some(TensorShapeProto { dim: dim.collect() }),
            }),
        }),
    }
}
