//! Chord symbols over what is certain, where an answer names its own.

use crate::music::{Chord, ChordQuality, Mode, PitchClass};
use crate::token::Step;

use super::setting::{Plan, Setting};

/// Semitones of scale degrees above the tonic, and their triads in major and in minor: those by which a note
/// is harmonized first come first.
const TRIADS: [(i64, ChordQuality, ChordQuality); 6] = [
    (0, ChordQuality::Major, ChordQuality::Minor),
    (7, ChordQuality::Major, ChordQuality::Major),
    (5, ChordQuality::Major, ChordQuality::Minor),
    (9, ChordQuality::Minor, ChordQuality::Diminished),
    (2, ChordQuality::Minor, ChordQuality::Diminished),
    (8, ChordQuality::Augmented, ChordQuality::Major),
];

impl Setting<'_> {
    /// Puts a chord over every certain note that has none, so that those written around them suit it; `None`
    /// if a law leaves none.
    pub(super) fn symbols(&self, mut plan: Plan) -> Option<Plan> {
        if !self.writes_chords {
            plan.chords.clear();
            plan.fixed_chords.clear();
            return Some(plan);
        }
        let mut onsets: Vec<Step> = plan.notes.iter().map(|note| note.onset).collect();
        onsets.sort_unstable();
        onsets.dedup();
        for onset in onsets {
            if plan.chords.iter().any(|(step, _)| *step == onset) {
                continue;
            }
            let here = plan.notes.iter().filter(|note| note.onset == onset);
            let classes: Vec<PitchClass> = here.map(|note| note.pitch.pitch().class()).collect();
            plan.chords.push((onset, self.chord_of(&classes)?));
        }
        plan.chords.sort_unstable_by_key(|(step, _)| *step);
        Some(plan)
    }

    /// A triad of the key with some notes, or any other.
    fn chord_of(&self, classes: &[PitchClass]) -> Option<Chord> {
        let scale = self
            .conditions
            .scale
            .filter(|(_, strictness)| strictness.is_law());
        let suits = |chord: &Chord| {
            classes
                .iter()
                .all(|class| chord.classes().any(|tone| tone == *class))
                && scale.is_none_or(|(scale, _)| scale.contains_chord(*chord))
        };
        let diatonic = self.key.into_iter().flat_map(|key| {
            TRIADS.map(|(semitones, major, minor)| {
                let root = PitchClass::of(i64::from(key.tonic().get()) + semitones);
                let quality = if key.mode() == Mode::Major {
                    major
                } else {
                    minor
                };
                Chord::new(root, quality)
            })
        });
        let others = ChordQuality::ALL
            .into_iter()
            .flat_map(|quality| (0..12).map(move |root| Chord::new(PitchClass::of(root), quality)));
        diatonic.chain(others).find(suits)
    }
}
