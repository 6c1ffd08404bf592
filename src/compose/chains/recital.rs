//! What chains have written, told one by one.

use std::collections::VecDeque;

use crate::generate::Written;
use crate::token::Grid;

/// An answer that is decided and waits to be told.
#[derive(Debug)]
pub struct Recital {
    grid: Grid,
    untold: VecDeque<Written>,
    n_told: usize,
}

impl Recital {
    /// An answer on its grid, in the order in which it is told.
    pub fn new(grid: Grid, written: Vec<Written>) -> Self {
        Self {
            grid,
            untold: written.into(),
            n_told: 0,
        }
    }

    /// What comes next; `None` at the end.
    pub fn next_written(&mut self) -> Option<Written> {
        let written = self.untold.pop_front();
        self.n_told += usize::from(written.is_some());
        written
    }

    /// The piece with all of the answer.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// What has been told so far.
    pub fn n_told(&self) -> usize {
        self.n_told
    }
}
