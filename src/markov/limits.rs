//! How much a request may cost.

/// Symbols of the longest context that a chain may hold.
pub const MAX_ORDER: usize = 8;

/// States, contexts times nodes of the lattice, that a sampler may hold: 128 MiB of messages.
pub const MAX_STATES: usize = 1 << 24;

/// Arcs of a lattice, nodes times symbols.
pub(super) const MAX_ARCS: usize = 1 << 22;
