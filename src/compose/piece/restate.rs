//! Sections that restate others: note by note, varied, under other harmony, in another key.

use crate::compose::error::ComposeError;
use crate::music::{ChordChange, Interval, Tick, Voice};
use crate::token::DRUM_VOICE;

use super::form::Material;
use super::keys::shortest_way;
use super::passage::Passage;
use super::plan::{Origin, Section};
use super::writer::{Stretch, Writer};

/// Bars of the influence with which the first theme begins, at most.
const MOTIF_BARS: u32 = 2;

impl Writer {
    /// Writes a section, and settles it phrase by phrase.
    pub(super) async fn write_section(&mut self, index: usize) -> Result<(), ComposeError> {
        let Section {
            first_bar,
            n_bars,
            origin,
            ..
        } = self.plan.sections[index];
        let Some(of) = origin.source() else {
            return self.write_new(index).await;
        };
        let whole = self.restated(index, of);
        let common = n_bars.min(self.plan.sections[of].n_bars);
        let end = first_bar + n_bars;
        // What closes otherwise is closed anew.
        let closing = self
            .stretches(index, first_bar)
            .last()
            .map_or(end, |last| last.bars.start);
        let stands = match origin {
            _ if self.closes_alike(index, of) => end,
            Origin::Coda { .. } => first_bar + (n_bars / 2).min(n_bars - 2).min(common),
            _ => closing.min(first_bar + common),
        };
        match origin {
            Origin::Varied { .. } => self.write_varied(index, &whole, stands).await?,
            Origin::Reharmonized { .. } => self.write_reharmonized(index, &whole, stands).await?,
            _ => self.write_copied(index, &whole, first_bar..stands).await?,
        }
        self.write_on(index, stands).await
    }

    /// A section of new music; the first theme begins as the influence does, where there is one.
    async fn write_new(&mut self, index: usize) -> Result<(), ComposeError> {
        let mut from = self.plan.sections[index].first_bar;
        if let Some((motif, n_bars)) = self.motif_for(index) {
            let mut stretch = Stretch {
                bars: from..from + n_bars,
                voices: self.plan.sections[index].voices.clone(),
                closes: false,
            };
            let top = motif.notes.iter().map(|note| note.voice).min();
            stretch.voices.retain(|voice| Some(*voice) != top);
            let passage = if stretch.voices.is_empty() {
                motif
            } else {
                self.best(index, &stretch, &motif).await?
            };
            self.desk.settle(passage);
            from += n_bars;
        }
        self.write_on(index, from).await
    }

    /// The motif with which a section begins, and its bars: only the first theme has one.
    fn motif_for(&self, index: usize) -> Option<(Passage, u32)> {
        let is_theme = |section: &Section| section.name != Material::Intro.name();
        let section = self.plan.sections.get(index)?;
        let is_first = self.plan.sections.iter().position(is_theme) == Some(index);
        let pitched = section.voices.iter().filter(|voice| **voice != DRUM_VOICE);
        let (top, start) = (*pitched.min()?, self.meter.bar_start(section.first_bar));
        let range = *self.ensemble.ranges.get(usize::from(top.0))?;
        let n_bars = MOTIF_BARS.min(section.n_bars / 2);
        let length = self.plan.time_signature.bar().times(n_bars);
        let motif = self.influence.motif(section.key, range, length)?;
        let mut passage = Passage::default();
        for (pitch, span) in motif {
            let at = |tick: Tick| start + tick.since(Tick::ZERO);
            passage.push(top, pitch, at(span.start)..at(span.end));
        }
        (is_first && n_bars > 0 && !passage.notes.is_empty()).then_some((passage, n_bars))
    }

    /// Whether a section can end note by note as its source does.
    fn closes_alike(&self, index: usize, of: usize) -> bool {
        let (section, source) = (&self.plan.sections[index], &self.plan.sections[of]);
        let is_last = index + 1 == self.plan.sections.len();
        let is_whole = !matches!(section.origin, Origin::Coda { .. } | Origin::Varied { .. });
        let same_degree = section.goal.key.tonic().get() + 12 - section.key.tonic().get();
        let source_degree = source.goal.key.tonic().get() + 12 - source.key.tonic().get();
        is_whole
            && !is_last
            && section.n_bars == source.n_bars
            && section.goal.close == source.goal.close
            && same_degree % 12 == source_degree % 12
    }

    /// What the section after another restates, as far as it stands.
    pub(super) fn restated_next(&self, index: usize) -> Passage {
        let next = self.plan.sections.get(index + 1);
        let source = next.and_then(|section| section.origin.source());
        source.map_or_else(Passage::default, |of| self.restated(index + 1, of))
    }

    /// The music of a source at the place and in the key of a section, in the voices that play there.
    fn restated(&self, index: usize, of: usize) -> Passage {
        let (section, source) = (&self.plan.sections[index], &self.plan.sections[of]);
        let n_bars = section.n_bars.min(source.n_bars);
        let span = self.span(&(source.first_bar..source.first_bar + n_bars));
        let mut passage = self.desk.stands().within(&span);
        let held = self
            .desk
            .chord_at(span.start)
            .filter(|change| change.tick < span.start);
        passage.chords.extend(held.map(|change| ChordChange {
            tick: span.start,
            ..change
        }));
        let to = self.meter.bar_start(section.first_bar);
        let passage = passage.moved(span.start, to).of_voices(&section.voices);
        match shortest_way(source.key, section.key) {
            Interval(0) => passage,
            interval => passage.transposed(interval, &self.ensemble.ranges),
        }
    }

    /// Settles bars that are restated note by note; voices that their source lacks are written to them.
    async fn write_copied(
        &mut self,
        index: usize,
        whole: &Passage,
        bars: std::ops::Range<u32>,
    ) -> Result<(), ComposeError> {
        let present: Vec<Voice> = whole.notes.iter().map(|note| note.voice).collect();
        let mut missing = self.plan.sections[index].voices.clone();
        missing.retain(|voice| !present.contains(voice));
        if missing.is_empty() {
            self.desk.settle(whole.within(&self.span(&bars)));
            return Ok(());
        }
        for mut stretch in self.cut(index, &bars) {
            stretch.voices.clone_from(&missing);
            let given = whole.within(&self.span(&(stretch.bars.start..bars.end)));
            let passage = self.best(index, &stretch, &given).await?;
            self.desk.settle(passage);
        }
        Ok(())
    }

    /// Settles bars of which every second quarter is written afresh.
    async fn write_varied(
        &mut self,
        index: usize,
        whole: &Passage,
        stands: u32,
    ) -> Result<(), ComposeError> {
        let section = &self.plan.sections[index];
        let (first, n_bars, voices) = (section.first_bar, section.n_bars, section.voices.clone());
        let quarter = (n_bars / 4).max(1);
        let cut = |quarters: u32| (first + quarters * quarter).min(stands);
        self.write_copied(index, whole, first..cut(1)).await?;
        if cut(1) < cut(2) {
            // They lead into those that are kept behind them, over the chords that stood there.
            let mut given = whole.within(&self.span(&(cut(2)..cut(3))));
            let symbols = whole.within(&self.span(&(cut(1)..cut(2)))).chords;
            given.chords.extend(symbols);
            let stretch = Stretch {
                bars: cut(1)..cut(2),
                voices,
                closes: false,
            };
            let passage = self.best(index, &stretch, &given).await?;
            self.desk.settle(passage);
        }
        self.write_copied(index, whole, cut(2)..cut(3)).await?;
        self.write_on_until(index, cut(3), stands).await
    }

    /// Settles a melody that is restated, with everything else written anew to it.
    async fn write_reharmonized(
        &mut self,
        index: usize,
        whole: &Passage,
        stands: u32,
    ) -> Result<(), ComposeError> {
        let section = &self.plan.sections[index];
        let first = section.first_bar;
        let pitched = section.voices.iter().filter(|voice| **voice != DRUM_VOICE);
        let Some(top) = pitched.min().copied() else {
            return self.write_on_until(index, first, stands).await;
        };
        let mut melody = whole.clone().of_voices(&[top]);
        melody.chords.clear();
        for mut stretch in self.cut(index, &(first..stands)) {
            stretch.voices.retain(|voice| *voice != top);
            let given = melody.within(&self.span(&(stretch.bars.start..stands)));
            let passage = self.best(index, &stretch, &given).await?;
            self.desk.settle(passage);
        }
        Ok(())
    }

    /// Writes some bars inside a section, and settles them.
    async fn write_on_until(
        &mut self,
        index: usize,
        from: u32,
        until: u32,
    ) -> Result<(), ComposeError> {
        for stretch in self.cut(index, &(from..until)) {
            let passage = self.best(index, &stretch, &Passage::default()).await?;
            self.desk.settle(passage);
        }
        Ok(())
    }

    /// The phrases of a section inside some of its bars.
    fn cut(&self, index: usize, bars: &std::ops::Range<u32>) -> Vec<Stretch> {
        let first = self.plan.sections[index].first_bar;
        let stretches = self.stretches(index, first).into_iter();
        let inside = stretches.filter_map(|stretch| {
            let cut = stretch.bars.start.max(bars.start)..stretch.bars.end.min(bars.end);
            (cut.start < cut.end).then_some(Stretch {
                closes: stretch.closes && cut.end == stretch.bars.end,
                bars: cut,
                ..stretch
            })
        });
        inside.collect()
    }
}
