//! The network as burn's modules: what is trained, and what the quicker paths are held against.

mod attention;
mod block;
mod cache;
mod feed_forward;
mod norm;
mod player;
mod transformer;

pub use attention::rotary_angle;
pub use block::Block;
pub use cache::KvCache;
pub use norm::NORM_EPSILON;
pub use player::TransformerPlayer;
pub use transformer::Transformer;
