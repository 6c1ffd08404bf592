//! Loss and gradients on the processor, worked out by hand: the same as autodiff's, several times sooner.

mod attention;
mod batch;
mod block;
mod dropout;
mod embedding;
mod feed_forward;
mod kernels;
mod lanes;
mod norm;
mod parameters;
mod part;
mod rotary;
mod text;

pub use batch::{Learned, learn};
pub use block::{backward_all, forward_all};
pub use dropout::Dropout;
pub use embedding::{add_rows, add_up_rows, sum_rows};
pub use feed_forward::{FeedForward, FeedForwardGradients, FeedForwardTrace};
pub use kernels::{add, softmax};
pub use lanes::in_lanes;
pub use norm::{floats, norm_backward, norm_forward};
pub use parameters::Layer;
pub use rotary::Rotary;
