//! How much one request may ask for.

/// Most bars one request may write.
pub const MAX_BARS: u32 = 64;

/// Most bars a score may have.
pub const MAX_SCORE_BARS: u32 = 4_000;

/// Most takes of one request.
pub const MAX_TAKES: usize = 8;
