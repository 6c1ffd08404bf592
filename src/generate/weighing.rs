//! What makes a word less likely than the model has it: faults, and broken wishes.

use crate::model::LanguageModel;
use crate::token::TokenMask;

use super::constraints::Judge;
use super::generation::Generation;
use super::voice_leading::{FaultCosts, Motions};

impl<M: LanguageModel> Generation<M> {
    /// Makes faults and broken wishes less likely.
    pub(super) fn weigh(&self, logits: &mut [f32], mask: &TokenMask) {
        let now = self.now();
        // Where a duration is due, no note can be a fault.
        if let Some(due) = &self.due {
            if let (Some(judge), Some(pitch)) = (self.judge(), due.pitches.first()) {
                let note = judge.beginning(due.voice, *pitch, now);
                judge.weigh_durations(logits, mask, (note, due.said));
            }
            return;
        }
        if self.brief.fault_costs != FaultCosts::default() {
            let motions = Motions::into_step(&self.brief.grid, now);
            motions.weigh(logits, mask, self.brief.fault_costs, self.brief.key);
        }
        if let Some(judge) = self.judge() {
            judge.weigh(logits, mask, now);
        }
    }

    /// The constraints before what is written, where there are any.
    pub(super) fn judge(&self) -> Option<Judge<'_>> {
        let conditions = &self.brief.conditions;
        conditions.is_any().then_some(Judge {
            conditions,
            lines: &self.lines,
            grid: &self.brief.grid,
        })
    }
}
