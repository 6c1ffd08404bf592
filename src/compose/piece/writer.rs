//! Writes a piece by its plan: phrase after phrase, the best of some drafts of each.

use std::ops::Range;

use crate::compose::composer::Composer;
use crate::compose::composition::{Composition, Task};
use crate::compose::ensemble::{Ensemble, ensemble_of};
use crate::compose::error::ComposeError;
use crate::compose::options::Options;
use crate::generate::Sampling;
use crate::model::Rng;
use crate::music::{Meter, Tick, Voice};

use super::close::hold;
use super::desk::Desk;
use super::influence::Influence;
use super::judge::{BAD, GOOD, Question, Verdict, judge};
use super::passage::Passage;
use super::plan::{Plan, Section};

/// Bars of a phrase, and of the one that closes a section.
const PHRASE_BARS: u32 = 4;
const CLOSING_BARS: u32 = 2;
/// Bars of the first phrase of a piece: it is to be heard at once.
const FIRST_BARS: u32 = 2;
/// Most drafts of that phrase, for the same reason.
const FIRST_DRAFTS: usize = 2;
/// What each further draft of a phrase adds to the temperature, and all of them at most.
const HEAT: f64 = 0.02;
const MOST_HEAT: f64 = 0.12;
/// Bars by which a section that does not close is said to go on.
const ONWARD_BARS: u32 = 8;

/// Who writes a piece.
pub struct Writer {
    pub(super) plan: Plan,
    pub(super) desk: Desk,
    pub(super) ensemble: Ensemble,
    pub(super) meter: Meter,
    pub(super) influence: Influence,
    composer: Composer,
    pub(super) n_drafts: usize,
    rng: Rng,
}

/// Some bars to be written.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// Bars of the piece.
    pub bars: Range<u32>,
    /// The voices to write, from the top, drums last.
    pub voices: Vec<Voice>,
    /// Whether these bars close their section.
    pub closes: bool,
}

impl Writer {
    /// A writer who has not begun.
    pub fn new(
        composer: &Composer,
        plan: Plan,
        desk: Desk,
        influence: Influence,
        (n_drafts, rng_seed): (usize, u64),
    ) -> Self {
        Self {
            ensemble: ensemble_of(plan.style),
            meter: Meter::constant(plan.time_signature),
            plan,
            desk,
            influence,
            composer: composer.clone(),
            n_drafts,
            rng: Rng::new(rng_seed),
        }
    }

    /// Writes the whole piece.
    ///
    /// # Errors
    /// [`ComposeError::Generate`] if the device fails; what has been settled stays.
    pub async fn write(mut self) -> Result<(), ComposeError> {
        for index in 0..self.plan.sections.len() {
            self.write_section(index).await?;
        }
        Ok(())
    }

    /// The bars of a section from one of its bars on, phrase by phrase.
    pub(super) fn stretches(&self, index: usize, from: u32) -> Vec<Stretch> {
        let section = &self.plan.sections[index];
        let end = section.first_bar + section.n_bars;
        let closing = end.saturating_sub(CLOSING_BARS).max(from);
        let mut cuts = vec![from];
        if from == 0 && closing > FIRST_BARS {
            cuts.push(FIRST_BARS);
        }
        // Phrases are counted from the start of the section, whatever of it stands already.
        let phrases = (section.first_bar..closing).step_by(PHRASE_BARS as usize);
        cuts.extend(phrases.filter(|bar| *bar > from));
        cuts.extend([closing, end]);
        cuts.sort_unstable();
        cuts.dedup();
        let ranges = cuts.windows(2).map(|pair| pair[0]..pair[1]);
        ranges
            .map(|bars| Stretch {
                closes: bars.end == end,
                bars,
                voices: section.voices.clone(),
            })
            .collect()
    }

    /// Writes the rest of a section from one of its bars on, and settles it.
    pub(super) async fn write_on(&mut self, index: usize, from: u32) -> Result<(), ComposeError> {
        for stretch in self.stretches(index, from) {
            let passage = if self.is_last(index, &stretch) {
                self.last(index, &stretch).await?
            } else {
                self.best(index, &stretch, &Passage::default()).await?
            };
            self.desk.settle(passage);
        }
        Ok(())
    }

    /// The best of some drafts of a stretch, with what is `given` inside it.
    pub(super) async fn best(
        &mut self,
        index: usize,
        stretch: &Stretch,
        given: &Passage,
    ) -> Result<Passage, ComposeError> {
        let most = match stretch.bars.start {
            0 => self.n_drafts.min(FIRST_DRAFTS),
            _ => self.n_drafts,
        };
        let drafts = self.drafts(index, stretch, given, most).await?;
        let given = || given.within(&self.span(&stretch.bars));
        Ok(drafts.map_or_else(given, |(_, passage)| passage))
    }

    /// The first good one of some drafts, or the best, with what theory says of it; of twice as many while all of
    /// them are bad.
    pub(super) async fn drafts(
        &mut self,
        index: usize,
        stretch: &Stretch,
        given: &Passage,
        n_drafts: usize,
    ) -> Result<Option<(Verdict, Passage)>, ComposeError> {
        let span = self.span(&stretch.bars);
        let before = self.desk.stands();
        // What is restated behind it is to follow well.
        let bar = self.plan.time_signature.bar();
        let mut after = given.within(&(span.end..span.end + bar));
        if stretch.closes {
            after.join(
                self.restated_next(index)
                    .within(&(span.end..span.end + bar)),
            );
        }
        self.desk.count_phrase();
        let mut best: Option<(Verdict, Passage)> = None;
        // The first phrase is waited for.
        let most = match stretch.bars.start {
            0 => n_drafts,
            _ => 2 * n_drafts,
        };
        for nth in 0..most {
            let is_bad = best.as_ref().is_none_or(|(least, _)| least.cost > BAD);
            if nth >= n_drafts && !is_bad {
                break;
            }
            let mut draft = self.draft(index, stretch, given, nth).await?;
            draft.join(given.within(&span));
            if self.is_last(index, stretch) {
                hold(&mut draft, self.plan.end);
            }
            let mut verdict = judge(&self.question(index, stretch), &draft, &before, &after);
            verdict.cost += self
                .influence
                .strangeness(&draft, &self.plan.sections[index]);
            let is_better = |(least, _): &(Verdict, Passage)| verdict.cost < least.cost;
            if best.as_ref().is_none_or(is_better) {
                best = Some((verdict, draft));
            }
            let is_good = best.as_ref().is_some_and(|(least, _)| least.cost <= GOOD);
            if is_good && self.influence.is_content() {
                break;
            }
        }
        Ok(best)
    }

    fn question<'a>(&'a self, index: usize, stretch: &'a Stretch) -> Question<'a> {
        let section = &self.plan.sections[index];
        Question {
            plan: &self.plan,
            section,
            span: self.span(&stretch.bars),
            voices: &section.voices,
            goal: stretch.closes.then_some(section.goal),
            is_last: self.is_last(index, stretch),
        }
    }

    /// Whether the piece ends with a stretch.
    fn is_last(&self, index: usize, stretch: &Stretch) -> bool {
        index + 1 == self.plan.sections.len() && stretch.closes
    }

    /// The ticks of some bars; the last note of the piece may end before its bar does, or after it.
    pub(super) fn span(&self, bars: &Range<u32>) -> Range<Tick> {
        let end = self.meter.bar_start(bars.end);
        let is_last = self.plan.n_bars() == bars.end;
        let end = if is_last { end.min(self.plan.end) } else { end };
        self.meter.bar_start(bars.start)..end
    }

    /// The `nth` draft of a stretch, without what is given.
    async fn draft(
        &mut self,
        index: usize,
        stretch: &Stretch,
        given: &Passage,
        nth: usize,
    ) -> Result<Passage, ComposeError> {
        let span = self.span(&stretch.bars);
        let section = &self.plan.sections[index];
        let task = Task {
            act: "piece",
            // Theory picks the drafts that keep their keys.
            is_key_wished: false,
            score: self.desk.score_with(given, section.key)?,
            removed: Vec::new(),
            n_bars: n_bars_told(section, &self.plan),
            span: span.clone(),
        };
        let options = self.options(index, &stretch.voices, nth);
        let mut composition = Composition::begin(&self.composer, task, &options)?;
        while composition.next_note().await?.is_some() {
            self.desk.pause().await;
        }
        let outcome = composition.finish()?;
        self.desk.count_draft(outcome.receipt.n_tokens);
        let header = outcome.score.header();
        let whole = Passage {
            notes: outcome.added,
            phrase_ends: header.phrase_ends.clone(),
            chords: header.chords.clone(),
        };
        let mut draft = whole.within(&span);
        let stood = given.within(&span);
        draft
            .phrase_ends
            .retain(|tick| !stood.phrase_ends.contains(tick));
        draft.chords.retain(|change| !stood.chords.contains(change));
        Ok(draft)
    }

    fn options(&mut self, index: usize, voices: &[Voice], nth: usize) -> Options {
        let section: &Section = &self.plan.sections[index];
        // What comes out the same way again and again is drawn more boldly.
        let heat = (HEAT * nth as f64).min(MOST_HEAT);
        let temperature = self.ensemble.usual_temperature + self.plan.character.strangeness + heat;
        Options {
            voices: voices.to_vec(),
            controls: section.controls.clone(),
            sampling: Sampling::default().with_temperature(temperature),
            ..Options::new(self.plan.style, self.rng.next_u64())
        }
    }
}

/// How many bars the piece is said to have while a section is written: a section that is to close is written as
/// if the piece ended with it, one that leads on as if it did not.
fn n_bars_told(section: &Section, plan: &Plan) -> u32 {
    let end = section.first_bar + section.n_bars;
    let closes = section.goal.close != crate::theory::Close::Half;
    if closes || end == plan.n_bars() {
        end
    } else {
        end + ONWARD_BARS
    }
}
