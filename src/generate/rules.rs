//! Which tokens the brief allows at a place: the lock mask.

use crate::music::{Chord, Voice};
use crate::token::{
    ChordLane, DRUM_VOICE, Drum, Event, Grammar, GridNote, MAX_DURATION_STEPS, N_VOICES, NotePitch,
    STEPS_PER_QUARTER, Step, TokenMask, Vocabulary,
};

use super::brief::Brief;
use super::constraints::{Hold, Judge, is_fine};
use super::due::{Due, Owed};

/// What the rules need to know of the bar that is being written.
pub struct Place<'a> {
    /// The task.
    pub brief: &'a Brief,
    /// State of the text.
    pub grammar: &'a Grammar,
    /// Start of the bar.
    pub bar_start: Step,
    /// Length of the bar, in steps.
    pub bar_steps: u32,
    /// Kept notes of this bar that are still to be said, in order.
    pub kept: &'a [GridNote],
    /// Chord changes of this bar that stand and are still to be said, in order.
    pub chords: &'a [(Step, Option<Chord>)],
    /// Kept notes of the whole piece, in order.
    pub all_kept: &'a [GridNote],
    /// First step at which each voice is silent.
    pub free_from: [Step; N_VOICES],
    /// Holds that are still to be begun, in order.
    pub holds: &'a [Hold],
    /// Onsets of each voice.
    pub n_sung: [usize; N_VOICES],
    /// Whether the bar may not be left before a note has begun in it.
    pub must_sound: bool,
    /// What leaves the bar: the next bar line, or the end.
    pub leave: Event,
    /// What the constraints say, where there are any.
    pub judge: Option<Judge<'a>>,
}

impl Place<'_> {
    /// The tokens that may come next. Never empty while the bar is open.
    pub fn mask(&self, due: Option<&Due>) -> TokenMask {
        let mut mask = TokenMask::none();
        if let Some(due) = due {
            self.allow_durations(due, &mut mask);
            self.allow_chord_notes(due, &mut mask);
            return mask;
        }
        let now = self.now();
        if let Some((_, chord)) = self.chords.first().filter(|(step, _)| *step == now) {
            // A chord that stands is said.
            mask.allow(Event::Chord(*chord));
            return mask;
        }
        let next_kept = self.kept.first();
        let hold_here = self.holds.first().filter(|hold| hold.onset == now);
        let is_first = |note: &GridNote| hold_here.is_none_or(|hold| note.voice < hold.voice);
        let kept_here = next_kept.filter(|note| note.onset == now && is_first(note));
        self.allow_onsets(now, kept_here, hold_here, &mut mask);
        // A note must follow a phrase end, so there must be one that may.
        if self.grammar.allows(Event::PhraseEnd) && !mask.is_empty() {
            if self.brief.grid.phrase_ends.binary_search(&now).is_ok() {
                // A phrase end that stands is said.
                let mut only = TokenMask::none();
                only.allow(Event::PhraseEnd);
                return only;
            }
            if self.brief.span.contains(&now)
                && kept_here.is_none_or(|note| self.brief.may_write(note.voice))
            {
                mask.allow(Event::PhraseEnd);
            }
        }
        if self.can_change_chord(now) && self.grammar.allows(Event::Chord(None)) {
            self.allow_chords(&mut mask);
        }
        if self.grammar.is_note_due() || kept_here.is_some() || hold_here.is_some() {
            return mask;
        }
        let bar_end = self.bar_start + self.bar_steps;
        let hold = self.holds.first().map(|hold| hold.onset);
        let hold = hold.filter(|onset| *onset < bar_end);
        self.allow_places(next_kept, hold, &mut mask);
        let is_done = self.kept.is_empty() && self.chords.is_empty() && hold.is_none();
        // Where the laws let nothing sound any more, silence is an ending.
        if is_done && (!self.must_sound || mask.is_empty()) {
            mask.allow(self.leave);
        }
        mask
    }

    pub(super) fn now(&self) -> Step {
        self.bar_start + self.grammar.position()
    }

    /// The next kept note, and what may be written before it at its onset; nothing behind a voice that has
    /// to begin.
    fn allow_onsets(
        &self,
        now: Step,
        kept_here: Option<&GridNote>,
        hold_here: Option<&Hold>,
        mask: &mut TokenMask,
    ) {
        if let Some(note) = kept_here {
            mask.allow(event_of(note));
        }
        for voice in self.brief.write.iter().copied() {
            let is_before = kept_here.is_none_or(|note| voice < note.voice)
                && hold_here.is_none_or(|hold| voice <= hold.voice);
            let is_held = hold_here.is_some_and(|hold| hold.voice == voice);
            if is_before && (is_held || self.can_begin(voice, now)) {
                self.allow_notes(voice, &self.owed(voice, now), true, mask);
            }
        }
        if hold_here.is_some() {
            return;
        }
        if self.brief.may_drum() && self.brief.span.contains(&now) {
            let drums = (0..Drum::COUNT).filter_map(Drum::from_index);
            for drum in drums.filter(|drum| self.grammar.allows(Event::Drum(*drum))) {
                let is_before = kept_here
                    .is_none_or(|note| note.voice == DRUM_VOICE && drum.pitch() > note.pitch);
                if is_before {
                    mask.allow(Event::Drum(drum));
                }
            }
        }
    }

    /// Later places of this bar where something stands or may begin.
    fn allow_places(
        &self,
        next_kept: Option<&GridNote>,
        next_hold: Option<Step>,
        mask: &mut TokenMask,
    ) {
        let next_chord = self.chords.first().map(|(step, _)| *step);
        let next_note = next_kept.map(|note| note.onset);
        let next = next_note
            .into_iter()
            .chain(next_chord)
            .chain(next_hold)
            .min();
        let last = next.map_or(self.bar_steps, |step| step - self.bar_start + 1);
        for position in self.grammar.position() + 1..last {
            let step = self.bar_start + position;
            let can_begin = || {
                let mut lines = Voice::SATB.iter();
                lines.any(|voice| self.can_begin(*voice, step))
                    || (self.brief.may_drum() && self.brief.span.contains(&step))
                    || self.can_change_chord(step)
            };
            if next == Some(step) || (is_fine(position) && can_begin()) {
                mask.allow(Event::Position(position));
            }
        }
    }

    /// Whether a new chord may be written at a step: on a quarter, or on a beat of three eighths.
    fn can_change_chord(&self, step: Step) -> bool {
        const DOTTED_QUARTER: u32 = STEPS_PER_QUARTER * 3 / 2;
        let position = step - self.bar_start;
        let is_compound = self.bar_steps.is_multiple_of(DOTTED_QUARTER);
        self.brief.chords == ChordLane::Free
            && self.brief.span.contains(&step)
            && (position.is_multiple_of(STEPS_PER_QUARTER)
                || is_compound && position.is_multiple_of(DOTTED_QUARTER))
            && self.new_chords(step).next().is_some()
    }

    fn allow_chords(&self, mask: &mut TokenMask) {
        for chord in self.new_chords(self.now()) {
            mask.allow(chord);
        }
    }

    /// Words of the chords that may follow the one that holds.
    fn new_chords(&self, step: Step) -> impl Iterator<Item = Event> {
        let held = Event::Chord(self.grammar.chord());
        let words = Vocabulary::CHORDS.filter_map(Vocabulary::from_index);
        words.map(Vocabulary::event).filter(move |event| {
            let Event::Chord(chord) = event else {
                return false;
            };
            *event != held
                && self
                    .judge
                    .is_none_or(|judge| judge.allows_chord(step, *chord))
        })
    }

    /// Whether a new note of a voice may begin at a step: the voice is to be written, and silent.
    fn can_begin(&self, voice: Voice, step: Step) -> bool {
        let duties = &self.brief.conditions.duties;
        let is_free = !duties.binds(voice) || self.next_group(voice).is_some();
        is_free
            && self.brief.may_write(voice)
            && self
                .free_from
                .get(usize::from(voice.0))
                .is_some_and(|free_from| *free_from <= step)
            && self.has_pitch(voice, step)
    }

    /// Whether there is room for a new note of a voice at a step, and a pitch that no law forbids.
    fn has_pitch(&self, voice: Voice, step: Step) -> bool {
        let longest = self.longest(voice, step);
        longest > 0
            && self.judge.is_none_or(|judge| {
                judge.can_begin(voice, step, step + longest, self.pitches(voice))
            })
    }

    /// The pitches that a voice can sing.
    fn pitches(&self, voice: Voice) -> impl Iterator<Item = NotePitch> {
        let pitches = (0..NotePitch::COUNT).filter_map(NotePitch::from_index);
        let first = self
            .next_group(voice)
            .and_then(|group| group.first().copied());
        pitches.filter(move |pitch| match first {
            Some(first) => first == *pitch,
            None => self.brief.is_in_range(voice, pitch.pitch()),
        })
    }

    /// Longest new note of a voice at a step: up to the end of the span and to the voice's next kept note.
    fn longest(&self, voice: Voice, step: Step) -> u32 {
        if !self.brief.span.contains(&step) {
            return 0;
        }
        let after = self.all_kept.partition_point(|note| note.onset < step);
        let next = self.all_kept[after..]
            .iter()
            .find(|note| note.voice == voice)
            .map(|note| note.onset);
        let mut holds = self.holds.iter();
        let held = holds
            .find(|hold| hold.voice == voice)
            .map(|hold| hold.onset);
        let next = next.into_iter().chain(held).min();
        // A kept note that began earlier may still sound.
        let sounding = self.all_kept[..after]
            .iter()
            .rev()
            .any(|note| note.voice == voice && note.end() > step);
        if sounding {
            0
        } else {
            next.unwrap_or(Step::MAX)
                .min(self.brief.span.end)
                .saturating_sub(step)
        }
    }

    /// Pitches of a new note, or of one that joins those of its voice: such that all that is owed can follow.
    fn allow_notes(&self, voice: Voice, owed: &Owed, is_heard: bool, mask: &mut TokenMask) {
        let hold = self.brief.conditions.duties.hold_at(voice, self.now());
        let latest_end = self.latest_ends(voice, is_heard);
        let joined_end = (owed.n_notes > 1).then(|| self.latest_ends(voice, false));
        let until = hold.and_then(|hold| hold.duration).map(|kept| kept.until);
        let lasts =
            |end: Option<Step>| end.is_some_and(|end| until.is_none_or(|until| end >= until));
        let ours = self.pitches(voice);
        let kept = owed.pitches.iter().copied();
        let mut pitches: Vec<NotePitch> = if owed.is_all() && owed.n_notes > 0 {
            kept.collect()
        } else {
            ours.chain(kept).collect()
        };
        pitches.sort_unstable();
        pitches.dedup();
        let mut n_below = 0;
        for pitch in pitches {
            let is_allowed = self.grammar.allows(Event::Note(voice, pitch));
            if is_allowed && owed.allows(pitch, n_below) && lasts(latest_end(pitch)) {
                mask.allow(Event::Note(voice, pitch));
            }
            let joins = |end: &dyn Fn(NotePitch) -> Option<Step>| is_allowed && lasts(end(pitch));
            n_below += usize::from(joined_end.as_ref().is_some_and(|end| joins(end)));
        }
    }

    /// The latest end of a new note that begins now, by its pitch; none where a law forbids it.
    fn latest_ends(&self, voice: Voice, is_heard: bool) -> impl Fn(NotePitch) -> Option<Step> {
        let now = self.now();
        let room_end = self.room_end(voice);
        let judge = self.judge;
        let ends = judge.map(|judge| judge.ends(voice, now, room_end, is_heard));
        move |pitch| ends.as_ref().map_or(Some(room_end), |ends| ends(pitch))
    }

    /// Until when new notes of a voice may sound that begin now: those that keep their rhythm as long as they
    /// did.
    pub(super) fn room_end(&self, voice: Voice) -> Step {
        let now = self.now();
        let hold = self.brief.conditions.duties.hold_at(voice, now);
        let kept = hold.and_then(|hold| hold.duration);
        kept.map_or_else(|| now + self.longest(voice, now), |kept| kept.until)
    }

    /// Lower notes that join those whose duration is due.
    fn allow_chord_notes(&self, due: &Due, mask: &mut TokenMask) {
        let most = self.brief.chord_notes.get(usize::from(due.voice.0));
        let is_owed = due.owed.n_notes > 0;
        let has_room = most.is_some_and(|most| due.pitches.len() < *most) && !due.is_bound;
        if due.said == 0 && (is_owed || has_room) {
            self.allow_notes(due.voice, &due.owed, false, mask);
        }
    }

    fn allow_durations(&self, due: &Due, mask: &mut TokenMask) {
        if due.owed.n_notes > 0 {
            return;
        }
        let hold = self.brief.conditions.duties.hold_at(due.voice, self.now());
        if let Some(kept) = hold.and_then(|hold| hold.duration) {
            let left = kept.steps.saturating_sub(due.said).max(1);
            mask.allow(if left > MAX_DURATION_STEPS {
                Event::Longer
            } else {
                Event::Duration(left)
            });
            return;
        }
        let longest = self.longest_due(due).saturating_sub(due.said);
        let shortest = self.judge.and_then(|judge| judge.shortest()).unwrap_or(1);
        for steps in shortest.saturating_sub(due.said).max(1)..=longest.min(MAX_DURATION_STEPS) {
            // Whatever ends with the room there is may always be said.
            if steps == longest || is_fine(self.grammar.position() + steps) {
                mask.allow(Event::Duration(steps));
            }
        }
        if longest > MAX_DURATION_STEPS && self.grammar.allows(Event::Longer) {
            mask.allow(Event::Longer);
        }
    }
}

impl Place<'_> {
    /// How long the notes may sound whose duration is due.
    fn longest_due(&self, due: &Due) -> Step {
        let now = self.now();
        let longest = self.longest(due.voice, now);
        let Some(judge) = self.judge else {
            return longest;
        };
        let end_of = |(index, pitch): (usize, &NotePitch)| {
            judge.ends(due.voice, now, now + longest, index == 0)(*pitch)
        };
        let ends = due.pitches.iter().enumerate().filter_map(end_of);
        ends.min().map_or(longest, |end| end - now)
    }
}

/// The word that names a note.
pub fn event_of(note: &GridNote) -> Event {
    let drum = Drum::of(note.pitch.pitch()).filter(|_| note.voice == DRUM_VOICE);
    drum.map_or(Event::Note(note.voice, note.pitch), Event::Drum)
}
