//! What the suites of the four acts share.

use std::collections::HashSet;

use antiphon::compose::{ComposeError, Composer, Composition, Outcome};
use antiphon::model::Backend;
use antiphon::music::{Duration, Note, NoteId, Pitch, Score, ScoreHeader, Tick, Velocity, Voice};

use crate::support::{block_on, tiny_weights};

/// A composer with random weights.
pub fn composer() -> Composer {
    let mut composer = Composer::new(Backend::Cpu);
    composer.set_weights(&tiny_weights(11)).unwrap();
    composer
}

/// Runs an answer to its end.
pub fn run(composition: Result<Composition, ComposeError>) -> Outcome {
    let mut composition = composition.unwrap();
    let mut streamed = Vec::new();
    while let Some(note) = block_on(composition.next_note()).unwrap() {
        streamed.push(note.id);
    }
    let outcome = composition.finish().unwrap();
    let added: HashSet<NoteId> = outcome.added.iter().map(|note| note.id).collect();
    assert_eq!(
        streamed.iter().copied().collect::<HashSet<_>>(),
        added,
        "what was streamed is what was added"
    );
    assert_eq!(streamed.len(), added.len());
    assert!(outcome.is_complete);
    outcome
}

/// A melody in quarter notes.
pub fn melody(pitches: &[i64]) -> Score {
    let note = |(index, pitch): (usize, &i64)| Note {
        id: NoteId(index as u32),
        voice: Voice::SOPRANO,
        pitch: Pitch::new(*pitch).unwrap(),
        onset: Tick::new(index as u32 * 480).unwrap(),
        duration: Duration::QUARTER,
        velocity: Velocity::clamped(33 + index as i64),
    };
    Score::new(
        ScoreHeader::default(),
        pitches.iter().enumerate().map(note).collect(),
    )
    .unwrap()
}

/// Every note of the request that was not to be replaced is there, bit for bit.
pub fn assert_kept(before: &Score, outcome: &Outcome) {
    for note in before
        .notes()
        .iter()
        .filter(|note| !outcome.removed.contains(&note.id))
    {
        assert!(
            outcome.score.notes().contains(note),
            "note {note:?} was lost"
        );
    }
    assert_eq!(
        outcome.score.notes().len(),
        before.notes().len() - outcome.removed.len() + outcome.added.len()
    );
}
