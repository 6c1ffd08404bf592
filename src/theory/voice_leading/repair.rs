//! The smallest change that mends what breaks a rule.

use super::check::Hearing;
use super::rule::Finding;
use crate::music::{Note, NoteId, Pitch, PitchClass, Score, sort_by_rank};
use crate::theory::scale::Scale;

/// The farthest that a note is moved, in semitones.
const FARTHEST: i16 = 12;
/// Bars around a finding in which nothing else may come to break a rule.
const BARS_AROUND: u32 = 1;

/// Another pitch for a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Repair {
    /// The note.
    pub note: NoteId,
    /// Its new pitch.
    pub pitch: Pitch,
}

/// For each finding the smallest repair: one note that has part in it, moved by as few semitones as can be to
/// another note of its chord, or where no chord is heard of the key, such that the finding is gone and nothing
/// else breaks a rule instead. `None` where no single note can do that.
pub fn find_repairs(score: &Score, findings: &[Finding]) -> Vec<Option<Repair>> {
    let hearing = Hearing::of(score);
    findings
        .iter()
        .map(|finding| hearing.repair(score, finding))
        .collect()
}

impl Hearing {
    fn repair(&self, score: &Score, finding: &Finding) -> Option<Repair> {
        let near = around(score, finding)?;
        let before = self.findings(&near);
        let mut tries: Vec<(i16, &Note, Pitch)> = Vec::new();
        for note in near.notes().iter().filter(|note| has_part(note, finding)) {
            let midi = i16::from(note.pitch.midi());
            for pitch in midi - FARTHEST..=midi + FARTHEST {
                let moved = Pitch::new(i64::from(pitch)).ok();
                let fitting = moved.filter(|it| pitch != midi && self.suits(note, it.class()));
                tries.extend(fitting.map(|fitting| ((pitch - midi).abs(), note, fitting)));
            }
        }
        // Of equal distances the later note first: what came before it was heard already.
        sort_by_rank(&mut tries, |(distance, note, _)| {
            [i64::from(*distance), -i64::from(note.onset.get()), 0]
        });
        let mends = |note: &Note, pitch: Pitch| {
            let notes = near.notes().iter().map(|other| Note {
                pitch: if other.id == note.id {
                    pitch
                } else {
                    other.pitch
                },
                ..*other
            });
            let Ok(mended) = Score::new(near.header().clone(), notes.collect()) else {
                return false;
            };
            let after = self.findings(&mended);
            !after.contains(finding) && after.iter().all(|other| before.contains(other))
        };
        let found = tries
            .into_iter()
            .find(|(_, note, pitch)| mends(note, *pitch));
        found.map(|(_, note, pitch)| Repair {
            note: note.id,
            pitch,
        })
    }

    /// Whether a note may become one of a pitch class: of the chord with which it begins, or of the key.
    fn suits(&self, note: &Note, class: PitchClass) -> bool {
        let after = self
            .chords
            .partition_point(|change| change.tick <= note.onset);
        let change = after.checked_sub(1).and_then(|at| self.chords.get(at));
        match change.and_then(|change| change.chord) {
            Some(chord) => chord.classes().any(|tone| tone == class),
            None => {
                let key = self.keys.at(note.onset);
                key.is_none_or(|key| Scale::of_key(key).contains(class))
            }
        }
    }
}

/// Whether a note sounds in one of the chords of a finding, in one of its voices.
fn has_part(note: &Note, finding: &Finding) -> bool {
    finding.voices.contains(&note.voice)
        && (note.sounds_at(finding.tick) || note.sounds_at(finding.from))
}

/// The bars around a finding.
fn around(score: &Score, finding: &Finding) -> Option<Score> {
    let meter = score.meter();
    let first = meter
        .position_of(finding.from)
        .bar
        .saturating_sub(BARS_AROUND);
    let last = meter.position_of(finding.tick).bar + BARS_AROUND;
    let span = meter.bar_start(first)..meter.bar_end(last);
    let is_near = |note: &&Note| note.onset < span.end && note.end() > span.start;
    let notes = score.notes().iter().filter(is_near);
    Score::new(score.header().clone(), notes.copied().collect()).ok()
}
