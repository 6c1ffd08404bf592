//! Every rule over a whole score.

use super::harmony::leading_tones;
use super::line::{awkward_leaps, out_of_range};
use super::motion::Motion;
use super::rule::{Finding, Rule};
use super::slices::{Slice, Slices};
use crate::music::{ChordChange, Score, Tick, Voice, sort_by_rank};
use crate::theory::chords::find_chords;
use crate::theory::context::Keys;
use crate::theory::phrases::breaks;

/// The widest distance of neighbouring upper voices: an octave.
const WIDEST_SPACING: i16 = 12;

/// Where the voices of a score break a rule, in order of ticks.
///
/// A voice is one line: of its chords the highest note is heard, and drums are not. Between the last chord of a phrase
/// and the first of the next nothing is forbidden, since the ear starts anew; so a fermata excuses parallels. A voice
/// that rests moves to nowhere. Ranges and spacing are asked of four voices only.
pub fn check_voice_leading(score: &Score) -> Vec<Finding> {
    Hearing::of(score).findings(score)
}

/// What has to be heard of a whole score before its rules can be asked for.
pub(super) struct Hearing {
    pub keys: Keys,
    pub chords: Vec<ChordChange>,
    /// Where phrases break off.
    breaks: Vec<Tick>,
}

impl Hearing {
    /// Hears a score.
    pub fn of(score: &Score) -> Self {
        Self {
            keys: Keys::of(score),
            chords: find_chords(score),
            breaks: breaks(score, &score.header().phrase_ends),
        }
    }

    /// Where the voices of a score, or of some of its bars, break a rule.
    pub fn findings(&self, score: &Score) -> Vec<Finding> {
        let slices = Slices::of(score);
        let mut findings = out_of_range(score, &slices);
        findings.extend(states(&slices));
        findings.extend(motions(&slices));
        findings.extend(awkward_leaps(&slices, &self.keys));
        findings.extend(leading_tones(&slices, &self.chords, &self.keys).unresolved);
        findings.retain(|finding| !is_excused(finding, &self.breaks));
        sort_by_rank(&mut findings, |finding| {
            [i64::from(finding.tick.get()), finding.rule as i64, 0]
        });
        findings
    }
}

/// Whether a phrase breaks off between the two chords of a motion.
fn is_excused(finding: &Finding, breaks: &[Tick]) -> bool {
    breaks
        .iter()
        .any(|tick| finding.from < *tick && *tick <= finding.tick)
}

/// Rules on how two voices move.
fn motions(slices: &Slices) -> Vec<Finding> {
    let mut findings = Vec::new();
    let outermost = (0, slices.voices.len().saturating_sub(1));
    for (before, after) in slices.steps() {
        for pair in slices.pairs() {
            let Some(motion) = Motion::of(before, after, pair) else {
                continue;
            };
            let hidden = motion.hidden().filter(|_| pair == outermost);
            let overlap = (pair.1 == pair.0 + 1 && motion.overlaps()).then_some(Rule::VoiceOverlap);
            for rule in motion.parallel().into_iter().chain(hidden).chain(overlap) {
                findings.push(Finding {
                    rule,
                    tick: after.tick,
                    from: before.tick,
                    voices: vec![slices.voices[pair.0], slices.voices[pair.1]],
                });
            }
        }
    }
    findings
}

/// Rules on where neighbouring voices stand; each is reported where it begins to be broken.
fn states(slices: &Slices) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_choir = slices.voices == Voice::SATB;
    for upper in 0..slices.voices.len().saturating_sub(1) {
        let is_over_bass = upper + 2 == slices.voices.len();
        let mut broken = None;
        for slice in &slices.slices {
            let rule = state(slice, upper)
                .filter(|rule| *rule == Rule::VoiceCrossing || (is_choir && !is_over_bass));
            if let Some(rule) = rule.filter(|_| rule != broken) {
                findings.push(Finding {
                    rule,
                    tick: slice.tick,
                    from: slice.tick,
                    voices: vec![slices.voices[upper], slices.voices[upper + 1]],
                });
            }
            broken = rule;
        }
    }
    findings
}

/// The rule that a voice and the next lower one break by where they stand.
fn state(slice: &Slice, upper: usize) -> Option<Rule> {
    let distance = slice.midi(upper)? - slice.midi(upper + 1)?;
    if distance < 0 {
        Some(Rule::VoiceCrossing)
    } else {
        (distance > WIDEST_SPACING).then_some(Rule::WideSpacing)
    }
}
