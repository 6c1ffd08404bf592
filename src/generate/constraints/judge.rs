//! What the constraints say of a note before it is written.
//!
//! Laws are masks, and no mask leaves the sampler without a word:
//!
//! - A note is judged by its latest end. A pitch that breaks a law where it begins has none; one that would
//!   come to break a law while it sounds, or that leads badly into a given note of its voice, has to end
//!   before. So a pitch may be said only if a duration may follow.
//! - A place may be named only if some voice may begin there ([`Judge::can_begin`]), and what is true of the
//!   first note of an onset when its place is named is true when it is said: nothing is written between.
//! - Everything else may be left out: a voice need not begin anywhere, since a voice that holds or rests
//!   moves in no parallel, and one that rests crosses nobody and breaks no other law.
//!
//! So there is always a next word, every word leads on in time, and nothing is ever taken back.

use crate::music::{Chord, Duration, PitchClass, Tick, Voice};
use crate::theory::{LINE_REST, Scale, felt_beat};
use crate::token::{Grid, NotePitch, Step, TICKS_PER_STEP};

use super::conditions::Conditions;
use super::lines::{Line, Lines, Sung};
use super::moment::{Moment, crosses, is_joined};
use super::strictness::Strictness;

/// The constraints before a piece as far as it is written.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// What is asked for.
    pub conditions: &'a Conditions,
    /// What is sung.
    pub lines: &'a Lines,
    /// Bars and chords.
    pub grid: &'a Grid,
}

/// A note that may be written: its voice, its pitch, and where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// The voice.
    pub voice: Voice,
    /// The pitch.
    pub pitch: NotePitch,
    /// The onset.
    pub step: Step,
    /// Whether it is the highest of its voice, the one by which the voice is heard.
    pub is_heard: bool,
}

impl Beginning {
    fn midi(self) -> u8 {
        self.pitch.pitch().midi()
    }

    fn class(self) -> PitchClass {
        self.pitch.pitch().class()
    }
}

impl<'a> Judge<'a> {
    /// Whether a voice may begin one of some pitches at a step, with room until `room_end`.
    pub fn can_begin(
        &self,
        voice: Voice,
        step: Step,
        room_end: Step,
        pitches: impl IntoIterator<Item = NotePitch>,
    ) -> bool {
        let latest_end = self.ends(voice, step, room_end, true);
        pitches.into_iter().any(|pitch| latest_end(pitch).is_some())
    }

    /// Latest ends of new notes of a voice at a step, with room until `room_end`, as a question to ask of
    /// each pitch; `is_heard` of the first at an onset, not of those that join it.
    pub fn ends(
        &self,
        voice: Voice,
        step: Step,
        room_end: Step,
        is_heard: bool,
    ) -> impl Fn(NotePitch) -> Option<Step> + use<'a> {
        let (judge, moment) = (*self, self.moment(step));
        move |pitch| {
            let note = Beginning {
                voice,
                pitch,
                step,
                is_heard,
            };
            judge.latest_end(&moment, note, room_end)
        }
    }

    /// What is known of an onset.
    pub(super) fn moment(&self, step: Step) -> Moment {
        Moment::at(self.lines, self.grid.tick_of(step).get())
    }

    /// The latest end of a new note for which there is room until `room_end`; `None` where a law forbids it.
    pub(super) fn latest_end(
        &self,
        moment: &Moment,
        note: Beginning,
        room_end: Step,
    ) -> Option<Step> {
        if self.is_forbidden(moment, note) {
            return None;
        }
        let closed = self.conditions.closed.iter();
        let closed = closed.filter(|(voice, _)| *voice == note.voice);
        let ends = [
            closed.map(|(_, step)| *step).min(),
            self.first_discord(note, room_end),
            self.first_crossing(moment, note),
            self.last_safe_end(moment, note),
        ];
        let end = ends.into_iter().flatten().fold(room_end, Step::min);
        let shortest = self.shortest().unwrap_or(1);
        (end >= note.step + shortest).then_some(end)
    }

    /// Whether scale and range let a voice sing a pitch anywhere.
    pub fn is_sung(&self, voice: Voice, pitch: NotePitch) -> bool {
        let pitch = pitch.pitch();
        let is_outside = self
            .scale_law()
            .is_some_and(|scale| !scale.contains(pitch.class()));
        let mut ranges = self.conditions.constraints.ranges.iter();
        !is_outside
            && ranges.all(|bounds| {
                !bounds.strictness.is_law()
                    || bounds.voice != voice
                    || (bounds.lowest..=bounds.highest).contains(&pitch)
            })
    }

    /// Whether a law forbids a note where it begins.
    fn is_forbidden(&self, moment: &Moment, note: Beginning) -> bool {
        if !self.is_sung(note.voice, note.pitch) {
            return true;
        }
        note.is_heard
            && (self.is_strict() && moment.makes_parallel(note.voice, note.midi())
                || self.conditions.is_uncrossed && moment.makes_crossing(note.voice, note.midi())
                || self.last(note).is_some_and(|last| {
                    self.is_too_wide(last.midi, note.midi()) || self.is_worn_out(note)
                }))
    }

    /// The first beat, from its own onset on, on which a note is no chord tone.
    fn first_discord(&self, note: Beginning, room_end: Step) -> Option<Step> {
        let law = self.conditions.constraints.chords.as_ref();
        law.filter(|law| law.strictness.is_law())?;
        self.discord(note, room_end)
    }

    /// As [`Judge::first_discord`], law or not.
    pub(super) fn discord(&self, note: Beginning, until: Step) -> Option<Step> {
        let is_discord = |step: &Step| {
            let chord = self.chord_at(*step);
            chord.is_some_and(|chord| !has(chord, note.class()))
        };
        let beats = self.beats_from(note.step);
        beats.take_while(|beat| *beat < until).find(is_discord)
    }

    /// The first onset of a given note with which a note would cross.
    fn first_crossing(&self, moment: &Moment, note: Beginning) -> Option<Step> {
        if !self.conditions.is_uncrossed || !note.is_heard {
            return None;
        }
        let first = |line: &Line| {
            let coming = line.split(moment.tick + 1).1;
            let met = coming
                .iter()
                .find(|other| crosses((note.voice, note.midi()), (line.voice, other.midi)));
            met.map(|other| other.onset)
        };
        let others = self
            .lines
            .all()
            .iter()
            .filter(|line| line.voice != note.voice);
        others
            .filter_map(first)
            .min()
            .map(|tick| self.step_before(tick))
    }

    /// Where a note has to end that would lead into the next given note of its voice against a law: a rest
    /// of an eighth before.
    fn last_safe_end(&self, moment: &Moment, note: Beginning) -> Option<Step> {
        if !note.is_heard {
            return None;
        }
        let coming = self.lines.of_voice(note.voice)?.split(moment.tick + 1).1;
        let next = coming.first()?;
        let motion = (note.midi(), next.midi);
        let is_wrong = self.is_too_wide(motion.0, motion.1)
            || motion.0 == motion.1 && self.leads_to_wear(note, coming)
            || self.is_strict()
                && Moment::ahead(self.lines, next.onset).is_parallel_to(note.voice, motion);
        is_wrong.then(|| self.step_before(next.onset.saturating_sub(LINE_REST)))
    }

    /// Whether a new chord symbol at a step obeys the laws, with what the answer holds there.
    pub fn allows_chord(&self, step: Step, chord: Option<Chord>) -> bool {
        if self.conditions.last_chord.is_some_and(|last| last <= step) {
            return false;
        }
        let Some(chord) = chord else { return true };
        let is_outside = self
            .scale_law()
            .is_some_and(|scale| !scale.contains_chord(chord));
        let law = self.conditions.constraints.chords.as_ref();
        let binds = law.is_some_and(|law| law.strictness.is_law());
        let tick = self.grid.tick_of(step).get();
        let is_left_out = |line: &Line| {
            let last = line.split(tick).0.last();
            let held = last.filter(|note| note.is_new && note.end > tick);
            held.is_some_and(|note| !has(chord, PitchClass::of(i64::from(note.midi))))
        };
        !(is_outside || binds && self.lines.all().iter().any(is_left_out))
    }

    /// Whether parallels are against the law.
    pub(super) fn is_strict(&self) -> bool {
        self.conditions
            .constraints
            .voice_leading
            .is_some_and(Strictness::is_law)
    }

    /// The shortest note by law, in steps.
    pub fn shortest(&self) -> Option<Step> {
        let limit = self.conditions.constraints.shortest_note?;
        let is_law = limit.strictness.is_law();
        is_law.then(|| self.steps_of(limit.value))
    }

    /// A duration in steps, rounded up.
    pub(super) fn steps_of(&self, duration: Duration) -> Step {
        duration.get().div_ceil(TICKS_PER_STEP)
    }

    fn scale_law(&self) -> Option<Scale> {
        let (scale, strictness) = self.conditions.scale?;
        strictness.is_law().then_some(scale)
    }

    /// The note that a note follows without a rest in its voice.
    pub(super) fn last(&self, note: Beginning) -> Option<Sung> {
        let tick = self.grid.tick_of(note.step).get();
        let last = self.lines.of_voice(note.voice)?.split(tick).0.last();
        last.filter(|last| is_joined(last, tick)).copied()
    }

    /// Whether an interval is wider than the law allows.
    fn is_too_wide(&self, from: u8, to: u8) -> bool {
        let limit = self.conditions.constraints.largest_leap;
        let limit = limit.filter(|limit| limit.strictness.is_law());
        limit.is_some_and(|limit| from.abs_diff(to) > limit.value)
    }

    /// Whether a note repeats its pitch once more than the law allows.
    fn is_worn_out(&self, note: Beginning) -> bool {
        let limit = self.conditions.constraints.most_repeats;
        let limit = limit.filter(|limit| limit.strictness.is_law());
        limit.is_some_and(|limit| self.n_before(note) > usize::from(limit.value))
    }

    /// Notes right before a note that have its pitch.
    pub(super) fn n_before(&self, note: Beginning) -> usize {
        let tick = self.grid.tick_of(note.step).get();
        let line = self.lines.of_voice(note.voice);
        let past = line.map_or(&[][..], |line| line.split(tick).0);
        let mut next = tick;
        let same = past.iter().rev().take_while(|last| {
            let is_same = last.midi == note.midi() && is_joined(last, next);
            next = last.onset;
            is_same
        });
        same.count()
    }

    /// Whether a note and the given ones that follow repeat a pitch too often.
    fn leads_to_wear(&self, note: Beginning, coming: &[Sung]) -> bool {
        let limit = self.conditions.constraints.most_repeats;
        let Some(limit) = limit.filter(|limit| limit.strictness.is_law()) else {
            return false;
        };
        let mut last_end = None;
        let same = coming.iter().take_while(|next| {
            let is_joined = last_end.is_none_or(|end| next.onset.saturating_sub(end) < LINE_REST);
            last_end = Some(next.end);
            next.midi == note.midi() && is_joined
        });
        self.n_before(note) + same.count() > usize::from(limit.value)
    }

    /// The chord that holds at a step, as far as it is known.
    pub(super) fn chord_at(&self, step: Step) -> Option<Chord> {
        let chords = &self.grid.chords;
        let next = chords.partition_point(|(change, _)| *change <= step);
        chords[..next].last().and_then(|(_, chord)| *chord)
    }

    /// Felt beats from a step on.
    pub(super) fn beats_from(&self, step: Step) -> impl Iterator<Item = Step> + use<'a> {
        let bars = &self.grid.bars;
        let first = self.grid.bar_at(step);
        bars[first.min(bars.len())..]
            .iter()
            .flat_map(|bar| {
                let beat = felt_beat(bar.metre.time_signature()).get() / TICKS_PER_STEP;
                (bar.start..bar.end()).step_by(beat.max(1) as usize)
            })
            .skip_while(move |beat| *beat < step)
    }

    /// The last step that is not after a tick.
    fn step_before(&self, tick: u32) -> Step {
        let tick = Tick::new(tick).unwrap_or(Tick::ZERO);
        let step = self.grid.step_of(tick);
        if self.grid.tick_of(step) > tick {
            step.saturating_sub(1)
        } else {
            step
        }
    }
}

/// Whether a chord has a note.
pub(super) fn has(chord: Chord, class: PitchClass) -> bool {
    chord.bass == Some(class) || chord.classes().any(|tone| tone == class)
}
