//! Motifs: read and written again, moved through their space, and judged.

use antiphon::model::{NamedTensor, Precision, Rng};
use antiphon::motif::{
    Cell, LATENT, MAX_CELLS, Motif, MotifChange, MotifError, MotifModel, MotifStep, N_SYMBOLS,
    Stored, rate_line, read_motif, write_motif,
};
use antiphon::music::{
    Duration, KeySignature, Meter, Mode, Note, NoteId, Pitch, Score, ScoreHeader, Tempo, Tick,
    TimeSignature, Velocity, Voice,
};
use antiphon::token::Style;
use proptest::prelude::*;

const SIXTEENTH: u32 = 120;

fn signature(beats: u32, beat_unit: u32) -> TimeSignature {
    TimeSignature::new(beats, beat_unit).unwrap()
}

fn key(name: &str) -> KeySignature {
    name.parse().unwrap()
}

fn note(id: u32, pitch: i64, onset: u32, duration: u32) -> Note {
    Note {
        id: NoteId(id),
        voice: Voice(0),
        pitch: Pitch::new(pitch).unwrap(),
        onset: Tick::new(onset).unwrap(),
        duration: Duration::new(duration).unwrap(),
        velocity: Velocity::DEFAULT,
    }
}

fn score(time_signature: TimeSignature, notes: Vec<Note>) -> Score {
    let header = ScoreHeader {
        meter: Meter::constant(time_signature),
        tempo: Tempo::from_qpm(96.0).unwrap(),
        ..ScoreHeader::default()
    };
    Score::new(header, notes).unwrap()
}

/// A model of random values: what holds of it holds of any.
fn random_model(rng_seed: u64) -> MotifModel {
    let mut rng = Rng::new(rng_seed);
    let parts: [(&str, &[usize]); 3] = [
        ("generator", &MotifModel::GENERATOR),
        ("encoder", &MotifModel::ENCODER),
        ("critic", &MotifModel::CRITIC),
    ];
    let mut tensors = Vec::new();
    for (part, units) in parts {
        for (index, pair) in units.windows(2).enumerate() {
            let mut random =
                |n: usize| -> Vec<f32> { (0..n).map(|_| 0.3 * rng.next_normal() as f32).collect() };
            tensors.push(NamedTensor {
                name: format!("{part}.{index}.weights"),
                shape: pair.to_vec(),
                values: random(pair[0] * pair[1]),
            });
            tensors.push(NamedTensor {
                name: format!("{part}.{index}.bias"),
                shape: vec![pair[1]],
                values: random(pair[1]),
            });
        }
    }
    let bytes = Stored { tensors }.save(Precision::Full).unwrap();
    MotifModel::load(&bytes).unwrap()
}

/// Lines of sixteenths that fill two bars of four quarters, as lengths and pitches; a rest has none.
fn lines() -> impl Strategy<Value = Vec<(u32, Option<i64>)>> {
    let part = (1_u32..6, prop::option::weighted(0.8, 60_i64..80));
    prop::collection::vec(part, 8..24)
}

fn laid_out(line: &[(u32, Option<i64>)]) -> Vec<Note> {
    let mut at = 0;
    let mut notes = Vec::new();
    for (length, pitch) in line {
        let end = (at + length).min(32);
        if let Some(pitch) = pitch.filter(|_| end > at) {
            let id = notes.len() as u32;
            notes.push(note(id, pitch, at * SIXTEENTH, (end - at) * SIXTEENTH));
        }
        at = end;
    }
    notes
}

proptest! {
    #[test]
    fn a_motif_that_is_read_is_written_as_it_was(line in lines()) {
        let notes = laid_out(&line);
        let score = score(TimeSignature::COMMON, notes.clone());
        let read = read_motif(&score, Voice(0), key("G major"), 0);
        prop_assume!(read.is_ok());
        let (motif, tonic) = read.unwrap();
        prop_assert_eq!(motif.cells.len(), 32);
        let written = write_motif(&motif, tonic, Tick::ZERO);
        prop_assert_eq!(written.len(), notes.len());
        for (written, note) in written.iter().zip(&notes) {
            prop_assert_eq!((written.onset, written.duration, written.pitch), (note.onset, note.duration, note.pitch));
        }
    }

    #[test]
    fn a_change_touches_two_bars_of_one_voice(
        line in lines(),
        rng_seed in 0_u64..1000,
        (x, y) in (-1.0_f64..1.0, -1.0_f64..1.0),
    ) {
        let mut notes = laid_out(&line);
        notes.push(note(900, 67, 32 * SIXTEENTH, 480));
        notes.push(Note { voice: Voice(3), ..note(901, 48, 0, 4000) });
        let score = score(TimeSignature::COMMON, notes);
        let step = MotifStep::Walk { x, y, rng_seed };
        let change = MotifChange { style: Style::Carol, key: key("A minor"), voice: Voice(0), bar: 0, step };
        let changed = random_model(rng_seed).change(&score, &change);
        prop_assume!(changed.is_ok());
        let changed = changed.unwrap();
        for kept in score.notes().iter().filter(|it| !changed.removed.contains(&it.id)) {
            prop_assert!(changed.score.notes().contains(kept));
        }
        for new in &changed.added {
            prop_assert_eq!(new.voice, Voice(0));
            prop_assert!(new.end().get() <= 32 * SIXTEENTH);
        }
        prop_assert!(changed.removed.iter().all(|id| id.0 < 900));
        let again = random_model(rng_seed).change(&score, &change).unwrap();
        prop_assert_eq!(again, changed);
    }
}

fn tune() -> Score {
    let pitches = [67, 69, 71, 72, 74, 72, 71, 69];
    let notes = pitches.iter().enumerate();
    let notes = notes.map(|(index, pitch)| note(index as u32, *pitch, 480 * index as u32, 480));
    score(TimeSignature::COMMON, notes.collect())
}

fn change(step: MotifStep) -> MotifChange {
    MotifChange {
        style: Style::Hymn,
        key: key("G major"),
        voice: Voice(0),
        bar: 0,
        step,
    }
}

fn pitches(score: &Score) -> Vec<(u32, u8)> {
    let notes = score.notes().iter();
    notes
        .map(|note| (note.onset.get(), note.pitch.midi()))
        .collect()
}

#[test]
fn the_middle_of_a_pad_and_the_ends_of_a_morph_are_the_motifs_themselves() {
    let model = random_model(3);
    let mut notes = tune().notes().to_vec();
    notes.extend((0..16).map(|index| {
        note(
            100 + index,
            62 + i64::from(index % 5),
            3840 + 240 * index,
            240,
        )
    }));
    let score = score(TimeSignature::COMMON, notes);
    let middle = MotifStep::Walk {
        x: 0.0,
        y: 0.0,
        rng_seed: 5,
    };
    let unmoved = model.change(&score, &change(middle)).unwrap();
    assert_eq!(pitches(&unmoved.score), pitches(&score));
    let to = |share| MotifStep::Morph {
        voice: Voice(0),
        bar: 2,
        share,
    };
    let start = model.change(&score, &change(to(0.0))).unwrap();
    assert_eq!(pitches(&start.score), pitches(&score));
    let end = model.change(&score, &change(to(1.0))).unwrap();
    let shapes = |bars: std::ops::Range<u32>| -> Vec<(u32, u8)> {
        let (from, to) = (bars.start * 1920, bars.end * 1920);
        let all = pitches(&end.score).into_iter();
        all.filter(|(onset, _)| (from..to).contains(onset))
            .map(|(onset, pitch)| (onset - from, pitch % 12))
            .collect()
    };
    assert_eq!(shapes(0..2), shapes(2..4));
}

#[test]
fn farther_is_farther() {
    let model = random_model(4);
    let (motif, _) = read_motif(&tune(), Voice(0), key("G major"), 0).unwrap();
    let likeness = |amount: f64| -> f64 {
        let varied = (0..40).map(|seed| model.vary(&motif, Style::Hymn, amount, seed).unwrap());
        let start = model.vary(&motif, Style::Hymn, 0.0, 0).unwrap();
        varied.map(|varied| varied.likeness(&start)).sum::<f64>() / 40.0
    };
    assert_eq!(likeness(0.0), 1.0);
    assert!(likeness(0.1) > likeness(0.9));
}

#[test]
fn what_is_no_motif_is_refused_with_a_reason() {
    let five = score(signature(5, 4), tune().notes().to_vec());
    let found = read_motif(&five, Voice(0), key("G major"), 0);
    assert_eq!(found, Err(MotifError::BadBar { found: 2400 }));
    let empty = read_motif(&tune(), Voice(2), key("G major"), 0);
    assert_eq!(empty, Err(MotifError::NoLine { bar: 0 }));
    let triplets = (0..6)
        .map(|index| note(index, 67, 160 * index, 160))
        .collect();
    let off = read_motif(
        &score(TimeSignature::COMMON, triplets),
        Voice(0),
        key("C major"),
        0,
    );
    assert_eq!(off, Err(MotifError::NoLine { bar: 0 }));
    let model = random_model(1);
    let mut place = [0.0; LATENT];
    place[3] = f32::NAN;
    assert_eq!(
        model.decode(&place, Style::Hymn, Mode::Major, 16),
        Err(MotifError::BadLatent {
            found: LATENT - 1,
            allowed: LATENT
        })
    );
    assert_eq!(
        model.decode(&[0.0; LATENT], Style::Hymn, Mode::Major, 10),
        Err(MotifError::BadBar { found: 1200 })
    );
    assert!(MotifModel::load(b"nothing").is_err());
}

#[test]
fn every_symbol_is_one_cell() {
    for symbol in 0..N_SYMBOLS {
        assert_eq!(Cell::of_symbol(symbol).and_then(Cell::symbol), Some(symbol));
    }
    assert_eq!(Cell::of_symbol(N_SYMBOLS), None);
    assert_eq!(Cell::Pitch(40).symbol(), None);
}

#[test]
fn a_line_is_rated_by_its_motifs() {
    let model = random_model(9);
    let rated = rate_line(
        &model,
        &tune(),
        (Voice(0), key("G major")),
        Style::Hymn,
        0..1,
    )
    .unwrap();
    let (motif, _) = read_motif(&tune(), Voice(0), key("G major"), 0).unwrap();
    assert_eq!(rated, model.realness(&motif, Style::Hymn));
    assert!((0.0..=1.0).contains(&rated));
    assert_eq!(
        rate_line(
            &model,
            &tune(),
            (Voice(1), key("G major")),
            Style::Hymn,
            0..1
        ),
        None
    );
}

#[test]
fn motifs_of_three_quarters_leave_the_rest_of_the_cells_alone() {
    let model = random_model(2);
    let motif: Motif = model
        .decode(&[0.5; LATENT], Style::Carol, Mode::Minor, 12)
        .unwrap();
    assert_eq!(motif.cells.len(), 24);
    assert!(motif.cells.len() < MAX_CELLS);
}
