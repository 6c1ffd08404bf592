//! What an answer does to voices and beats, counted anew for the promises and the tests: nothing here is
//! shared with what is judged.

use std::collections::HashSet;
use std::ops::Range;

use antiphon::compose::Outcome;
use antiphon::music::{KeySignature, Mode, Note, NoteId, Pitch, PitchClass, Score, Tick, Voice};

/// An answer, ready to be looked over.
pub struct Heard<'a> {
    pub score: &'a Score,
    new: HashSet<NoteId>,
    voices: Vec<Voice>,
    onsets: Vec<u32>,
}

impl<'a> Heard<'a> {
    pub fn of(outcome: &'a Outcome) -> Self {
        let score = &outcome.score;
        let mut voices = score.voices();
        voices.retain(|voice| !score.is_percussion(*voice));
        let pitched = score
            .notes()
            .iter()
            .filter(|note| voices.contains(&note.voice));
        let mut onsets: Vec<u32> = pitched.map(|note| note.onset.get()).collect();
        onsets.dedup();
        Self {
            score,
            new: outcome.added.iter().map(|note| note.id).collect(),
            voices,
            onsets,
        }
    }

    pub fn is_new(&self, note: &Note) -> bool {
        self.new.contains(&note.id)
    }

    /// What is heard of a voice at a tick: of the notes begun last, the highest, if it still sounds.
    fn sounding(&self, voice: Voice, tick: u32) -> Option<&'a Note> {
        let begun = self
            .score
            .voice(voice)
            .filter(|note| note.onset.get() <= tick);
        let last = begun.max_by_key(|note| (note.onset, note.pitch))?;
        (last.end().get() > tick).then_some(last)
    }

    /// Pairs of voices in parallel fifths, octaves or unisons that a new note has part in.
    pub fn n_parallels(&self) -> usize {
        let mut n_found = 0;
        for times in self.onsets.windows(2) {
            let motion = |voice: &Voice| {
                let (from, to) = (
                    self.sounding(*voice, times[0])?,
                    self.sounding(*voice, times[1])?,
                );
                let rest = times[1].saturating_sub(from.end().get());
                (rest < 240 && from.pitch != to.pitch).then_some((from, to))
            };
            let motions: Vec<(&Note, &Note)> = self.voices.iter().filter_map(motion).collect();
            for (index, one) in motions.iter().enumerate() {
                for other in &motions[index + 1..] {
                    let distance =
                        |a: &Note, b: &Note| a.pitch.midi().abs_diff(b.pitch.midi()) % 12;
                    let rises = |motion: &(&Note, &Note)| motion.1.pitch > motion.0.pitch;
                    let before = distance(one.0, other.0);
                    let is_parallel = rises(one) == rises(other)
                        && matches!(before, 0 | 7)
                        && before == distance(one.1, other.1);
                    let is_ours = [one.0, one.1, other.0, other.1]
                        .iter()
                        .any(|note| self.is_new(note));
                    n_found += usize::from(is_parallel && is_ours);
                }
            }
        }
        n_found
    }

    /// Onsets at which two voices are crossed, one of them by a new note.
    pub fn n_crossings(&self) -> usize {
        let mut n_found = 0;
        for tick in &self.onsets {
            let sounding: Vec<&Note> = self
                .voices
                .iter()
                .filter_map(|voice| self.sounding(*voice, *tick))
                .collect();
            for (index, upper) in sounding.iter().enumerate() {
                let crossed = sounding[index + 1..].iter().filter(|lower| {
                    lower.pitch > upper.pitch && (self.is_new(lower) || self.is_new(upper))
                });
                n_found += crossed.count();
            }
        }
        n_found
    }

    /// Notes of a voice that follow each other without a rest of an eighth note, one of them new: the
    /// highest of each onset.
    fn joined(&self, voice: Voice) -> Vec<[&'a Note; 2]> {
        let mut line: Vec<&Note> = Vec::new();
        for note in self.score.voice(voice) {
            if line.last().is_none_or(|last| last.onset != note.onset) {
                line.push(note);
            }
        }
        let pairs = line.windows(2).map(|pair| [pair[0], pair[1]]);
        let is_joined =
            |pair: &[&Note; 2]| pair[1].onset.get().saturating_sub(pair[0].end().get()) < 240;
        pairs.filter(is_joined).collect()
    }

    /// Intervals inside voices, with a new note, that are wider than so many semitones.
    pub fn n_leaps_over(&self, semitones: u8) -> usize {
        let is_wide = |pair: &[&Note; 2]| {
            let width = pair[0].pitch.midi().abs_diff(pair[1].pitch.midi());
            width > semitones && pair.iter().any(|note| self.is_new(note))
        };
        let pairs = self.voices.iter().flat_map(|voice| self.joined(*voice));
        pairs.filter(is_wide).count()
    }

    /// Runs of one pitch with a new note in them that repeat it more often.
    pub fn n_repeats_over(&self, repeats: usize) -> usize {
        let mut n_found = 0;
        for voice in &self.voices {
            let (mut n_same, mut has_new) = (0, false);
            let mut last: Option<&Note> = None;
            for [one, other] in self.joined(*voice) {
                let goes_on = last.is_some_and(|last| last.id == one.id);
                if !goes_on {
                    (n_same, has_new) = (0, false);
                }
                if one.pitch == other.pitch {
                    n_same += 1;
                    has_new |= self.is_new(one) || self.is_new(other);
                    n_found += usize::from(n_same > repeats && has_new);
                } else {
                    (n_same, has_new) = (0, false);
                }
                last = Some(other);
            }
        }
        n_found
    }

    /// New notes that sound on a beat of a chord, struck or held, and are none of its notes.
    pub fn n_discords(&self) -> usize {
        let (score, header) = (self.score, self.score.header());
        let mut n_found = 0;
        for bar in 0..score.n_bars() {
            let (start, end) = (score.meter().bar_start(bar), score.meter().bar_end(bar));
            let signature = score.meter().time_signature_at(start);
            let is_compound = signature.beats() % 3 == 0 && signature.beat_unit() == 8;
            let beat = if is_compound { 720 } else { 480 };
            let missing = signature.bar().get() - end.since(start).get();
            for offset in (0..signature.bar().get())
                .step_by(beat)
                .filter(|offset| *offset >= missing)
            {
                let tick = start.get() + offset - missing;
                let change = header
                    .chords
                    .iter()
                    .rfind(|change| change.tick.get() <= tick);
                let Some(chord) = change.and_then(|change| change.chord) else {
                    continue;
                };
                let sounding = score.notes().iter().filter(|note| {
                    self.is_new(note)
                        && !score.is_percussion(note.voice)
                        && (note.onset.get()..note.end().get()).contains(&tick)
                });
                n_found += sounding
                    .filter(|note| chord.classes().all(|class| class != note.pitch.class()))
                    .count();
            }
        }
        n_found
    }

    /// Whether what ends at a tick ends with dominant and tonic of a key, both over their roots; a voice
    /// alone sings the tonic last.
    pub fn has_cadence(&self, key: KeySignature, end: Tick) -> bool {
        let [before, last] = self.last_two(end);
        let degree = |semitones: i64| PitchClass::of(i64::from(key.tonic().get()) + semitones);
        let third = degree(if key.mode() == Mode::Major { 4 } else { 3 });
        let bass = |chord: &[Pitch]| chord.iter().min().map(|pitch| pitch.class());
        let is_made_of = |chord: &[Pitch], tones: &[PitchClass]| {
            chord.iter().all(|pitch| tones.contains(&pitch.class()))
        };
        let has = |chord: &[Pitch], class| chord.iter().any(|pitch| pitch.class() == class);
        let goes_home = bass(&last) == Some(degree(0))
            && is_made_of(&last, &[degree(0), third, degree(7)])
            && is_made_of(&before, &[degree(7), degree(11), degree(2), degree(5)]);
        let is_full =
            has(&last, third) && has(&before, degree(11)) && bass(&before) == Some(degree(7));
        goes_home && (is_full || last.len() < 2)
    }

    /// Whether what ends at a tick ends on the triad of the dominant over its root; a voice alone sings any
    /// note of it.
    pub fn has_half_cadence(&self, key: KeySignature, end: Tick) -> bool {
        let [_, last] = self.last_two(end);
        let degree = |semitones: i64| PitchClass::of(i64::from(key.tonic().get()) + semitones);
        let classes: Vec<PitchClass> = last.iter().map(|pitch| pitch.class()).collect();
        let triad = [degree(7), degree(11), degree(2)];
        let bass = last.iter().min().map(|pitch| pitch.class());
        let is_full = bass == Some(degree(7)) && classes.contains(&degree(11));
        !last.is_empty()
            && classes.iter().all(|class| triad.contains(class))
            && (is_full || last.len() < 2)
    }

    /// Bars in which a new note has part in more onsets of a voice than `highest`, and of those that lie
    /// inside a span as a whole the ones in which a voice has fewer than `lowest`.
    pub fn n_bars_off(
        &self,
        voices: &[Voice],
        span: &Range<Tick>,
        lowest: u32,
        highest: u32,
    ) -> usize {
        let meter = self.score.meter();
        let mut n_found = 0;
        let last = meter.position_of(span.end).bar;
        for bar in 0..=last.max(self.score.n_bars()) {
            let (start, end) = (meter.bar_start(bar), meter.bar_end(bar));
            let is_pickup = bar == 0 && meter.pickup().get() > 0;
            let is_whole = span.start <= start && end <= span.end && !is_pickup;
            for voice in voices {
                let begun = self
                    .score
                    .voice(*voice)
                    .filter(|note| (start..end).contains(&note.onset));
                let begun: Vec<&Note> = begun.collect();
                let onsets: HashSet<u32> = begun.iter().map(|note| note.onset.get()).collect();
                let n_onsets = onsets.len() as u32;
                let is_ours = begun.iter().any(|note| self.is_new(note));
                n_found += usize::from(n_onsets > highest && is_ours);
                n_found += usize::from(is_whole && n_onsets < lowest);
            }
        }
        n_found
    }

    /// What sounds at the last two onsets before a tick.
    fn last_two(&self, end: Tick) -> [Vec<Pitch>; 2] {
        let n_onsets = self.onsets.partition_point(|onset| *onset < end.get());
        [2, 1].map(|back| {
            let Some(tick) = n_onsets.checked_sub(back).map(|at| self.onsets[at]) else {
                return Vec::new();
            };
            let notes = self.score.notes().iter();
            let sounding = notes.filter(|note| {
                self.voices.contains(&note.voice)
                    && (note.onset.get()..note.end().get()).contains(&tick)
            });
            sounding.map(|note| note.pitch).collect()
        })
    }
}
