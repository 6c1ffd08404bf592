//! A way in which all that has to be written can be, beside what is certain.

use crate::generate::{Outlook, Standing, WayNote};
use crate::music::{Voice, sort_by_rank};
use crate::token::{GridNote, N_VOICES};

use super::setting::{Plan, Setting};

impl Setting<'_> {
    /// Notes that fulfil every duty and break no law; `None` if none are found.
    pub(super) fn way_on(&self, plan: &Plan) -> Option<Vec<WayNote>> {
        if !self.conditions.has_duties() {
            return Some(Vec::new());
        }
        let mut conditions = self.conditions.clone();
        conditions.closed.clone_from(&plan.closed);
        conditions.fixed_chords.clone_from(&plan.fixed_chords);
        let mut grid = self.grid.clone();
        grid.notes.extend(&plan.notes);
        sort_by_rank(&mut grid.notes, GridNote::rank);
        let chords = plan
            .chords
            .iter()
            .map(|(step, chord)| (*step, Some(*chord)));
        grid.chords.extend(chords);
        sort_by_rank(&mut grid.chords, |(step, _)| [i64::from(*step), 0, 0]);
        let outlook = Outlook {
            conditions: &conditions,
            grid: &grid,
            kept: &grid.notes,
            write: self.write,
            ranges: self.ranges,
            span: (self.span.start, self.span.end),
        };
        let start = Standing {
            step: self.span.start,
            voice: Voice(0),
            lines: plan.lines.clone(),
            free_from: [0; N_VOICES],
            n_held: 0,
            n_sung: [0; N_VOICES],
        };
        outlook.way_on(&start, &[])
    }
}
