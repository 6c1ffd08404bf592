//! From pieces to weights: batches, steps, checkpoints, evaluation, export.

mod ablation;
mod analysis;
mod backprop;
mod batcher;
mod checkpoint;
mod config;
mod controls;
mod curves;
mod ema;
mod evaluate;
mod example;
mod grow;
mod jsb16;
mod learner;
mod motifs;
mod onnx;
mod originality;
mod run;
mod word_learner;

pub use analysis::{PieceAnalysis, PieceError, analysed};
pub use backprop::{Learned, learn};
pub use batcher::{Batch, Batcher};
pub use checkpoint::CheckpointError;
pub use config::{Ablation, Phase, StyleShare, TrainConfig};
pub use curves::{Curve, LogLine, curves_svg, plot_svg, read_log};
pub use evaluate::{NatsReport, Task, evaluate_model, evaluate_ngram, evaluate_task, train_ngram};
pub use example::{Example, TrainingPiece};
pub use grow::{GrowError, grow};
pub use jsb16::{
    FrameConfig, FrameNetwork, Jsb16Error, Jsb16Grid, evaluate_jsb16, has_split, markov_floor,
    read_jsb16, train_jsb16,
};
pub use motifs::{MotifConfig, StyledMotif, likeness, motifs_of_pieces, told_apart, train_motifs};
pub use onnx::{OnnxOperators, onnx_file};
pub use originality::SharedRuns;
pub use run::{Progress, TrainError, train};
pub use word_learner::autodiff_loss;
