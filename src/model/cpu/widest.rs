//! The widest vectors that the processor has.

/// Something to be done with them. Nothing is added in another order for it: every machine gives the
/// same bits. What it calls must be inlined to profit.
pub trait Work {
    /// Does it.
    fn work(self);
}

/// Does some work.
pub fn widest(work: impl Work) {
    #[cfg(feature = "train")]
    pulp::Arch::new().dispatch(Inlined(work));
    #[cfg(not(feature = "train"))]
    work.work();
}

#[cfg(feature = "train")]
struct Inlined<W>(W);

#[cfg(feature = "train")]
impl<W: Work> pulp::WithSimd for Inlined<W> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        self.0.work();
    }
}
