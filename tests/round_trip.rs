//! Scores and words: what goes in comes out, and no mask is ever empty.

use std::collections::HashSet;

use antiphon::model::Rng;
use antiphon::music::{
    Chord, ChordChange, ChordQuality, Duration, KeySignature, Meter, Note, NoteId, Part, Pitch,
    PitchClass, Score, ScoreHeader, Tick, TimeSignature, Velocity, Voice,
};
use antiphon::token::{
    ChordLane, Control, ControlKind, DRUM_VOICE, Drum, EncodePlan, Event, Grammar, Grid, Style,
    TICKS_PER_STEP, Token, Vocabulary, decode, encode,
};
use proptest::prelude::*;

prop_compose! {
    /// A score on the grid: four voices with chords, and drums, with a metre change at a bar line now and then.
    fn grid_score()(
        notes in prop::collection::vec((0u8..5, 21i64..109, 0u32..1000, 1u32..500), 1..60),
        drums in prop::collection::vec(0usize..Drum::COUNT, 60),
        symbols in prop::collection::vec((0u32..1000, prop::option::of((0i64..12, 0usize..12))), 0..6),
        first in prop::sample::select(vec![(4, 4), (3, 4), (6, 8), (3, 2), (2, 4)]),
        change in prop::option::of((1u32..4, prop::sample::select(vec![(3, 4), (2, 2), (9, 8)]))),
        pickup in prop::sample::select(vec![0u32, 240, 480]),
        key in (-7i64..8, prop::bool::ANY),
        ends in prop::collection::vec(0usize..60, 0..4),
    ) -> Score {
        let signature = |(beats, unit)| TimeSignature::new(beats, unit).unwrap();
        let bar = signature(first).bar().get();
        let mut changes = vec![(Tick::ZERO, signature(first))];
        if let Some((bars, second)) = change.filter(|(_, second)| *second != first) {
            changes.push((Tick::new(pickup + bars * bar).unwrap(), signature(second)));
        }
        let mut taken = HashSet::new();
        let mut notes: Vec<Note> = notes
            .into_iter()
            .filter(|(voice, pitch, onset, _)| taken.insert((*voice, *pitch, *onset)))
            .enumerate()
            .map(|(id, (voice, pitch, onset, duration))| {
                let is_drum = Voice(voice) == DRUM_VOICE;
                let drum = Drum::from_index(drums[id % drums.len()]).unwrap();
                Note {
                    id: NoteId(id as u32),
                    voice: Voice(voice),
                    pitch: if is_drum { drum.pitch().pitch() } else { Pitch::new(pitch).unwrap() },
                    onset: Tick::new(onset * TICKS_PER_STEP).unwrap(),
                    // How long a drum rings is not said.
                    duration: Duration::new(if is_drum { 6 } else { duration } * TICKS_PER_STEP).unwrap(),
                    velocity: Velocity::DEFAULT,
                }
            })
            .collect();
        // A pick-up begins with its first note: that is what makes it one.
        notes[0].onset = Tick::ZERO;
        notes.retain({
            let mut seen = HashSet::new();
            move |note| seen.insert((note.voice, note.pitch, note.onset))
        });
        let phrase_ends = ends.into_iter().filter_map(|index| notes.get(index)).map(|note| note.onset).collect();
        let mode = if key.1 { antiphon::music::Mode::Major } else { antiphon::music::Mode::Minor };
        let header = ScoreHeader {
            key: Some(KeySignature::new(key.0, mode).unwrap()),
            meter: Meter::new(Duration::new(pickup).unwrap(), changes).unwrap(),
            phrase_ends,
            chords: chord_changes(symbols),
            parts: vec![Part { name: "Drums".into(), program: 0, is_percussion: true, voices: vec![DRUM_VOICE] }],
            ..ScoreHeader::default()
        };
        Score::new(header, notes).unwrap()
    }
}

/// Changes at different places, each to another chord than before.
fn chord_changes(mut symbols: Vec<(u32, Option<(i64, usize)>)>) -> Vec<ChordChange> {
    symbols.sort();
    symbols.dedup_by_key(|(step, _)| *step);
    let mut changes: Vec<ChordChange> = Vec::new();
    for (step, symbol) in symbols {
        let chord = symbol
            .map(|(root, quality)| Chord::new(PitchClass::of(root), ChordQuality::ALL[quality]));
        if changes.last().and_then(|last| last.chord) != chord {
            let tick = Tick::new(step * TICKS_PER_STEP).unwrap();
            changes.push(ChordChange { tick, chord });
        }
    }
    changes
}

fn plan(grid: &Grid, given: HashSet<NoteId>, is_counted: bool) -> EncodePlan {
    EncodePlan {
        style: Some(Style::Hymn),
        controls: vec![Control::new(ControlKind::Leaps, 4).unwrap()],
        voices: Voice::SATB.to_vec(),
        bars: 0..grid.bars.len(),
        total_bars: is_counted.then_some(grid.bars.len()),
        given,
        ..EncodePlan::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decode_undoes_encode_on_the_grid(score in grid_score(), is_counted in prop::bool::ANY, given in 0usize..5, lane in 0usize..3) {
        let grid = Grid::quantize(&score, 0).unwrap();
        prop_assert_eq!(grid.report.n_moved + grid.report.n_unseen + grid.report.n_doubled, 0);
        let given = score.notes().iter().filter(|note| note.onset.get() as usize % 5 < given).map(|note| note.id).collect();
        let chords = [ChordLane::Absent, ChordLane::Free, ChordLane::Given][lane];
        let plan = EncodePlan { key: score.header().key, chords, ..plan(&grid, given, is_counted) };
        let back = decode(&encode(&grid, &plan).tokens).unwrap();
        let plain = |score: &Score| -> Vec<(Voice, Pitch, Tick, Duration)> {
            score.notes().iter().map(|note| (note.voice, note.pitch, note.onset, note.duration)).collect()
        };
        prop_assert_eq!(plain(&back), plain(&score));
        prop_assert_eq!(&back.header().phrase_ends, &score.header().phrase_ends);
        let last = grid.tick_of(grid.end());
        let said = score.header().chords.iter().filter(|change| change.tick < last && chords != ChordLane::Absent);
        prop_assert_eq!(&back.header().chords, &said.copied().collect::<Vec<_>>());
        prop_assert_eq!(back.meter().pickup(), score.meter().pickup());
        // A change after the last bar is not music.
        let end = score.meter().bar_start(score.n_bars());
        let changes: Vec<_> = score.meter().changes().iter().copied().filter(|(tick, _)| *tick < end).collect();
        prop_assert_eq!(back.meter().changes(), &changes[..]);
        let tonic = |score: &Score| score.header().key.map(|key| (key.tonic(), key.mode()));
        prop_assert_eq!(tonic(&back), tonic(&score));
    }

    #[test]
    fn no_mask_is_ever_empty_and_every_random_sentence_decodes(rng_seed in 0u64..10_000, n in 1usize..300) {
        let mut rng = Rng::new(rng_seed);
        let mut grammar = Grammar::new();
        let mut tokens: Vec<Token> = Vec::new();
        while tokens.len() < n && !grammar.is_over() {
            let mask = grammar.mask();
            prop_assert!(!mask.is_empty(), "after {:?}", tokens.iter().map(|token| Vocabulary::event(*token)).collect::<Vec<_>>());
            let ids: Vec<usize> = (0..Vocabulary::SIZE).filter(|id| mask.as_slice()[*id]).collect();
            let token = Vocabulary::from_index(ids[rng.next_below(ids.len())]).unwrap();
            prop_assert!(!matches!(Vocabulary::event(token), Event::Pad));
            grammar.advance_token(token).unwrap();
            tokens.push(token);
        }
        decode(&tokens).unwrap();
    }
}

/// `www/e2e/bench/scores.mjs` counts on it.
#[test]
fn a_note_of_a_single_voice_takes_three_words() {
    let note = |index: u32| Note {
        id: NoteId(index),
        voice: Voice(0),
        pitch: Pitch::new(60 + i64::from(index % 5)).unwrap(),
        onset: Tick::new(index * 240).unwrap(),
        duration: Duration::new(240).unwrap(),
        velocity: Velocity::DEFAULT,
    };
    let score = Score::new(ScoreHeader::default(), (0..16).map(note).collect()).unwrap();
    let grid = Grid::quantize(&score, 0).unwrap();
    let n_words = |n_bars: usize| {
        let plan = EncodePlan {
            bars: 0..n_bars,
            ..EncodePlan::default()
        };
        encode(&grid, &plan).tokens.len()
    };
    assert_eq!(n_words(2) - n_words(1), 3 * 8);
}
