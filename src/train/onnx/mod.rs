//! The network as an ONNX file, for other runtimes.

mod attention;
mod graph;
mod network;
mod proto;

pub use network::{OnnxOperators, onnx_file};
