//! Loss and gradients on the processor, worked out by hand: the same as autodiff's, several times sooner.

mod attention;
mod batch;
mod dropout;
mod kernels;
mod norm;
mod parameters;
mod part;
mod rotary;
mod text;

pub use batch::{Learned, learn};
