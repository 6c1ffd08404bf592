//! Faults of voice leading, heard before they are written: parallels, and leading tones left hanging.

use crate::music::{KeySignature, Mode, Voice};
use crate::token::{DRUM_VOICE, Event, Grid, GridNote, NotePitch, Step, TokenMask, Vocabulary};

/// How far back a note is looked for that still sounds, in notes: more than any chord holds.
const LOOK_BACK: usize = 64;

/// Nats by which faults are made less likely; 0 leaves them alone.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FaultCosts {
    /// Of parallel fifths, octaves and unisons.
    pub parallels: f32,
    /// Of a leading tone in an outer voice that does not rise to the tonic which follows.
    pub leading_tones: f32,
}

/// The other voices at an onset, as far as they are known: notes written there, and those that stand.
pub struct Motions {
    /// Voices that move at this onset: from where, to where.
    moved: Vec<(Voice, NotePitch, NotePitch)>,
    /// What sounded at the onset before, by voice.
    before: Vec<GridNote>,
    /// What sounds now, held or struck.
    now: Vec<GridNote>,
}

impl Motions {
    /// What moves at a step.
    pub fn into_step(grid: &Grid, now: Step) -> Self {
        let n_past = grid.notes.partition_point(|note| note.onset < now);
        let n_here = grid.notes.partition_point(|note| note.onset <= now);
        let recent = &grid.notes[n_past.saturating_sub(LOOK_BACK)..n_here];
        let (past, here) = recent.split_at(n_past.min(LOOK_BACK));
        let last_onset = past.last().map_or(0, |note| note.onset);
        let sounding = |notes: &[GridNote], step: Step| -> Vec<GridNote> {
            let sounds = |note: &&GridNote| note.end() > step && note.voice != DRUM_VOICE;
            notes.iter().filter(sounds).copied().collect()
        };
        let before = sounding(past, last_onset);
        let moved = here.iter().filter_map(|note| {
            let from = before.iter().find(|from| from.voice == note.voice)?;
            (from.pitch != note.pitch).then_some((note.voice, from.pitch, note.pitch))
        });
        Self {
            moved: moved.collect(),
            now: sounding(recent, now),
            before,
        }
    }

    /// Whether a voice that goes to a pitch now moves in parallel fifths, octaves or unisons with another.
    ///
    /// Source: the count of `theory::VoiceLeadingReport`, so that what is avoided is what is measured.
    pub fn makes_parallel(&self, voice: Voice, pitch: NotePitch) -> bool {
        let Some(from) = self.before.iter().find(|from| from.voice == voice) else {
            return false;
        };
        let class = |one: NotePitch, other: NotePitch| one.index().abs_diff(other.index()) % 12;
        self.moved.iter().any(|(other, other_from, other_to)| {
            let interval = class(from.pitch, *other_from);
            *other != voice
                && from.pitch != pitch
                && (pitch > from.pitch) == (other_to > other_from)
                && matches!(interval, 0 | 7)
                && class(pitch, *other_to) == interval
        })
    }

    /// Whether a voice that goes to a pitch now leaves a leading tone hanging: an outer voice, its own
    /// leading tone, or any voice that of another, by bringing the tonic under it. The leading tone is
    /// that of a dominant of the piece's key or of one it turns to, and the voices go, as far as they are
    /// known, to the tonic chord or to its deceptive substitute.
    ///
    /// Source: the rule of `theory::check_voice_leading`, without its windows of keys.
    pub fn leaves_leading_tone(&self, key: KeySignature, voice: Voice, pitch: NotePitch) -> bool {
        // Asked of every word that may come next, so what is seldom true is looked at first.
        let own = self.left(voice, pitch);
        if own.is_some_and(|tonic| self.goes_home(key, tonic, voice, None)) {
            return true;
        }
        self.moved.iter().any(|(other, _, to)| {
            let left = self.left(*other, *to).filter(|_| *other != voice);
            left.is_some_and(|tonic| {
                class_above(pitch, tonic) == 0 && self.goes_home(key, tonic, *other, Some(voice))
            })
        })
    }

    /// Of an outer voice that goes to a pitch, the tonic it would have had to rise to, were it a leading
    /// tone that it comes from; `None` where it stays or rises.
    fn left(&self, voice: Voice, pitch: NotePitch) -> Option<u8> {
        let from = self.before.iter().find(|from| from.voice == voice)?;
        let is_left = from.pitch != pitch && pitch.index() != from.pitch.index() + 1;
        let voices = || self.before.iter().map(|note| note.voice);
        let is_outer = voices().min() == Some(voice) || voices().max() == Some(voice);
        (is_left && is_outer).then_some((from.pitch.pitch().midi() + 1) % 12)
    }

    /// Whether what sounded before is a dominant that goes to its tonic, as far as is known of the voices
    /// but `leaver`; `bringer` is one that brings the tonic.
    fn goes_home(
        &self,
        key: KeySignature,
        tonic: u8,
        leaver: Voice,
        bringer: Option<Voice>,
    ) -> bool {
        /// Degrees of dominant sevenths and ninths, rooted or not, in semitones above the tonic.
        const DOMINANT: [u8; 6] = [2, 5, 7, 8, 9, 11];
        /// Degrees of the tonic and of the sixth degree's triad, in both modes.
        const GOAL: [u8; 6] = [0, 3, 4, 7, 8, 9];
        let degrees = |notes: &[GridNote], except: &[Voice]| -> Vec<u8> {
            let heard = notes.iter().filter(|note| !except.contains(&note.voice));
            heard.map(|note| class_above(note.pitch, tonic)).collect()
        };
        let before = degrees(&self.before, &[]);
        let has_seventh = before.contains(&5);
        // The third of any other major triad is no leading tone, were it but a dominant of something.
        let leads = tonic == key.tonic().get() || has_seventh || !in_key(key, (tonic + 11) % 12);
        let is_dominant = before.iter().all(|degree| DOMINANT.contains(degree))
            && (before.contains(&7) || before.contains(&2) && has_seventh);
        if !leads || !is_dominant {
            return false;
        }
        let others = degrees(&self.now, &[&[leaver], bringer.as_slice()].concat());
        // As long as too few of them are known, they may go there yet.
        let is_tonic = bringer.is_some() || others.len() < 2 || others.contains(&0);
        is_tonic && others.iter().all(|degree| GOAL.contains(degree))
    }

    /// Makes the words of faults less likely.
    pub fn weigh(
        &self,
        logits: &mut [f32],
        mask: &TokenMask,
        costs: FaultCosts,
        key: Option<KeySignature>,
    ) {
        let allowed = Vocabulary::NOTES.filter_map(Vocabulary::from_index);
        for token in allowed.filter(|token| mask.allows(*token)) {
            let (Event::Note(voice, pitch), Some(logit)) =
                (Vocabulary::event(token), logits.get_mut(token.index()))
            else {
                continue;
            };
            if self.makes_parallel(voice, pitch) {
                *logit -= costs.parallels;
            }
            if key.is_some_and(|key| self.leaves_leading_tone(key, voice, pitch)) {
                *logit -= costs.leading_tones;
            }
        }
    }
}

/// Semitones of a pitch above the next tonic below.
fn class_above(pitch: NotePitch, tonic: u8) -> u8 {
    (pitch.pitch().midi() + 12 - tonic) % 12
}

/// Whether a pitch class belongs to a key; in minor, both sevenths do.
fn in_key(key: KeySignature, class: u8) -> bool {
    const MAJOR: [u8; 7] = [0, 2, 4, 5, 7, 9, 11];
    const MINOR: [u8; 8] = [0, 2, 3, 5, 7, 8, 10, 11];
    let degree = (class + 12 - key.tonic().get()) % 12;
    match key.mode() {
        Mode::Major => MAJOR.contains(&degree),
        Mode::Minor => MINOR.contains(&degree),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{
        Duration, Meter, Note, NoteId, Pitch, Score, ScoreHeader, Tick, TimeSignature, Velocity,
    };

    /// Quarter notes on a grid: (voice, MIDI pitch, quarter).
    fn grid(notes: &[(u8, i64, u32)]) -> Grid {
        let note = |(id, (voice, pitch, quarter)): (usize, &(u8, i64, u32))| Note {
            id: NoteId(id as u32),
            voice: Voice(*voice),
            pitch: Pitch::new(*pitch).unwrap(),
            onset: Tick::new(quarter * 480).unwrap(),
            duration: Duration::QUARTER,
            velocity: Velocity::DEFAULT,
        };
        let header = ScoreHeader {
            meter: Meter::constant(TimeSignature::COMMON),
            ..ScoreHeader::default()
        };
        let notes = notes.iter().enumerate().map(note).collect();
        Grid::quantize(&Score::new(header, notes).unwrap(), 1).unwrap()
    }

    fn check(notes: &[(u8, i64, u32)], voice: u8, midi: i64, expected: bool) {
        let pitch = NotePitch::of(Pitch::new(midi).unwrap()).unwrap();
        let motions = Motions::into_step(&grid(notes), 24);
        assert_eq!(
            motions.makes_parallel(Voice(voice), pitch),
            expected,
            "{notes:?} {midi}"
        );
    }

    #[test]
    fn fifths_and_octaves_in_the_same_direction_are_parallels() {
        // Soprano G to A over a bass that comes from C.
        let fifth = [(0, 67, 0), (3, 48, 0), (0, 69, 1)];
        check(&fifth, 3, 50, true);
        check(&fifth, 3, 38, false);
        check(&fifth, 3, 48, false);
        check(&fifth, 3, 53, false);
        check(&[(0, 72, 0), (3, 48, 0), (0, 74, 1)], 3, 50, true);
        check(&[(0, 72, 0), (1, 72, 0), (0, 74, 1)], 1, 74, true);
        // The soprano stays, or the bass was silent before.
        check(&[(0, 67, 0), (3, 48, 0), (0, 67, 1)], 3, 50, false);
        check(&[(0, 67, 0), (0, 69, 1)], 3, 50, false);
    }

    #[test]
    fn a_bass_that_leaves_the_leading_tone_under_the_tonic_is_heard() {
        let key: KeySignature = "C major".parse().unwrap();
        let leaves = |notes: &[(u8, i64, u32)], midi: i64| {
            let pitch = NotePitch::of(Pitch::new(midi).unwrap()).unwrap();
            Motions::into_step(&grid(notes), 24).leaves_leading_tone(key, Voice(3), pitch)
        };
        let dominant = [(0, 74, 0), (1, 67, 0), (2, 62, 0), (3, 47, 0)];
        let tonic = [dominant.as_slice(), &[(0, 72, 1), (1, 67, 1), (2, 64, 1)]].concat();
        assert!(leaves(&tonic, 45));
        assert!(leaves(&tonic, 52));
        assert!(!leaves(&tonic, 48));
        // It stays, or the others go on in the dominant.
        assert!(!leaves(&tonic, 47));
        let on = [dominant.as_slice(), &[(0, 77, 1), (1, 67, 1), (2, 62, 1)]].concat();
        assert!(!leaves(&on, 43));
        // The first to move cannot know.
        assert!(leaves(&dominant, 43));
        // The soprano's falls: the bass had better not bring the tonic.
        let soprano = [(0, 71, 0), (1, 65, 0), (2, 62, 0), (3, 43, 0)];
        let falls = [soprano.as_slice(), &[(0, 69, 1), (1, 64, 1)]].concat();
        assert!(leaves(&falls, 48));
        assert!(!leaves(&falls, 45));
        let rises = [soprano.as_slice(), &[(0, 72, 1), (1, 64, 1)]].concat();
        assert!(!leaves(&rises, 48));
    }
}
