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

use crate::music::{Chord, PitchClass, Tick, Voice};
use crate::theory::{LINE_REST, Scale, felt_beat};
use crate::token::{Grid, NotePitch, Step, TICKS_PER_STEP};

use super::conditions::Conditions;
use super::lines::{Line, Lines};
use super::moment::{Moment, crosses};
use super::reason::Reason;
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
    /// The onset in ticks: of what was played off the grid, and stays there, the exact one.
    pub tick: u32,
    /// Whether it is the highest of its voice, the one by which the voice is heard.
    pub is_heard: bool,
}

impl Beginning {
    pub(super) fn midi(self) -> u8 {
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
        let latest_end = self.verdicts(voice, step, room_end, is_heard);
        move |pitch| latest_end(pitch).ok()
    }

    /// The same with the reason why a pitch may not be sung.
    pub fn verdicts(
        &self,
        voice: Voice,
        step: Step,
        room_end: Step,
        is_heard: bool,
    ) -> impl Fn(NotePitch) -> Result<Step, Reason> + use<'a> {
        let tick = self.tick_of(voice, step);
        let (judge, moment) = (*self, Moment::at(self.lines, tick));
        move |pitch| {
            let note = Beginning {
                voice,
                pitch,
                step,
                tick,
                is_heard,
            };
            judge.latest_end(&moment, note, room_end)
        }
    }

    /// A note that is heard, at a step.
    pub fn beginning(&self, voice: Voice, pitch: NotePitch, step: Step) -> Beginning {
        Beginning {
            voice,
            pitch,
            step,
            tick: self.tick_of(voice, step),
            is_heard: true,
        }
    }

    /// Where a new note of a voice at a step begins, in ticks.
    pub(super) fn tick_of(&self, voice: Voice, step: Step) -> u32 {
        let hold = self.conditions.duties.hold_at(voice, step);
        hold.map_or_else(|| self.grid.tick_of(step), |hold| hold.onset_tick)
            .get()
    }

    /// The latest end of a new note for which there is room until `room_end`, or the law that forbids it.
    fn latest_end(&self, moment: &Moment, note: Beginning, room_end: Step) -> Result<Step, Reason> {
        if let Some(reason) = self.forbids(moment, note) {
            return Err(reason);
        }
        let longest = self.longest().map(|longest| note.step + longest);
        let ends = [
            (Reason::LongestNote, longest),
            (Reason::Cadence, self.first_closed(note)),
            (Reason::Chords, self.first_discord(note, room_end)),
            (Reason::VoiceLeading, self.first_crossing(moment, note)),
        ];
        let ends = ends.into_iter().chain(self.last_safe_end(moment, note));
        let ends = ends.filter_map(|(reason, end)| Some((end?, reason)));
        let (end, reason) = ends.fold((room_end, Reason::ShortestNote), |first, other| {
            if other.0 < first.0 { other } else { first }
        });
        let shortest = self.shortest().unwrap_or(1);
        if end >= note.step + shortest {
            Ok(end)
        } else {
            Err(reason)
        }
    }

    /// The first step, from the onset on, at which the voice has to be silent.
    fn first_closed(&self, note: Beginning) -> Option<Step> {
        let closed = self.conditions.closed.iter();
        let closed = closed.filter(|(voice, at)| *voice == note.voice && at.end > note.step);
        closed.map(|(_, at)| at.start).min()
    }

    /// Whether scale and range let a voice sing a pitch anywhere.
    pub fn is_sung(&self, voice: Voice, pitch: NotePitch) -> bool {
        self.never_sung(voice, pitch).is_none()
    }

    /// Why a voice may sing a pitch nowhere.
    fn never_sung(&self, voice: Voice, pitch: NotePitch) -> Option<Reason> {
        let pitch = pitch.pitch();
        let scale = self.scale_law();
        if scale.is_some_and(|scale| !scale.contains(pitch.class())) {
            return Some(Reason::Scale);
        }
        let mut ranges = self.conditions.constraints.ranges.iter();
        let is_beyond = ranges.any(|bounds| {
            bounds.strictness.is_law()
                && bounds.voice == voice
                && !(bounds.lowest..=bounds.highest).contains(&pitch)
        });
        is_beyond.then_some(Reason::Range)
    }

    /// The law that forbids a note where it begins.
    fn forbids(&self, moment: &Moment, note: Beginning) -> Option<Reason> {
        let never = self.never_sung(note.voice, note.pitch);
        if never.is_some() || !note.is_heard {
            return never;
        }
        let last = self.last(note);
        if self.is_strict() && moment.makes_parallel(note.voice, note.midi())
            || self.conditions.is_uncrossed && moment.makes_crossing(note.voice, note.midi())
        {
            Some(Reason::VoiceLeading)
        } else if last.is_some_and(|last| self.is_too_wide(last.midi, note.midi())) {
            Some(Reason::Leap)
        } else if last.is_some() && self.is_worn_out(note) {
            Some(Reason::Repeats)
        } else {
            self.is_full(note).then_some(Reason::Density)
        }
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
    fn last_safe_end(&self, moment: &Moment, note: Beginning) -> Option<(Reason, Option<Step>)> {
        if !note.is_heard {
            return None;
        }
        let coming = self.lines.of_voice(note.voice)?.split(moment.tick + 1).1;
        let next = coming.first()?;
        let motion = (note.midi(), next.midi);
        let reason = if self.is_too_wide(motion.0, motion.1) {
            Reason::Leap
        } else if motion.0 == motion.1 && self.leads_to_wear(note, coming) {
            Reason::Repeats
        } else if self.is_strict()
            && Moment::ahead(self.lines, next.onset).is_parallel_to(note.voice, motion)
        {
            Reason::VoiceLeading
        } else {
            return None;
        };
        Some((
            reason,
            Some(self.step_before(next.onset.saturating_sub(LINE_REST))),
        ))
    }

    /// Whether a new chord symbol at a step obeys the laws, with what the answer holds there.
    pub fn allows_chord(&self, step: Step, chord: Option<Chord>) -> bool {
        let mut fixed = self.conditions.fixed_chords.iter();
        if fixed.any(|fixed| fixed.contains(&step)) {
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

    fn scale_law(&self) -> Option<Scale> {
        let (scale, strictness) = self.conditions.scale?;
        strictness.is_law().then_some(scale)
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
