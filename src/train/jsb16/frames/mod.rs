//! The benchmark's network: a transformer over frames that foretells each frame voice by voice.

mod adamw;
mod config;
mod echo;
mod habits;
mod known;
mod learner;
mod parameters;
mod pass;
mod speech;
mod text;
mod voice;
mod weights;

pub use config::FrameConfig;
pub use learner::FrameLearner;
pub use pass::foretell;
pub use text::{Frame, FrameText, framed};
pub use weights::FrameNetwork;
