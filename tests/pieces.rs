//! Pieces to order through the public API: promises that no weights can break.
#![cfg(not(target_family = "wasm"))]

mod support;

use antiphon::compose::{
    ComposeError, Composer, Instrument, Means, Order, OrderError, Origin, PieceOutcome, PieceStep,
    Section, ensemble_of,
};
use antiphon::model::Backend;
use antiphon::music::{
    Duration, Mode, Note, NoteId, Pitch, Score, ScoreHeader, TICKS_PER_QUARTER, Tempo, Tick,
    TimeSignature, Velocity, Voice,
};
use antiphon::theory::{VoiceLeadingReport, find_close};
use antiphon::token::{DRUM_VOICE, Style};
use support::{block_on, tiny_weights};

fn composer() -> Composer {
    let mut composer = Composer::new(Backend::Cpu);
    composer.set_weights(&tiny_weights(11)).unwrap();
    composer
}

fn order(style: Style, seconds: f64) -> Order {
    Order {
        n_drafts: 1,
        ..Order::new(style, seconds, 5)
    }
}

/// Runs an order to its end; what is told is the piece, in its order.
fn written(order: &Order) -> PieceOutcome {
    let mut piece = composer().piece(order).unwrap();
    let mut told = Vec::new();
    while let Some(note) = block_on(piece.next_note()).unwrap() {
        told.push(note);
    }
    let outcome = piece.finish().unwrap();
    assert!(outcome.is_complete);
    assert_eq!(
        told,
        outcome.score.notes(),
        "what was told is the piece, in order"
    );
    outcome
}

fn seconds_of(score: &Score) -> f64 {
    f64::from(score.end().get()) / f64::from(TICKS_PER_QUARTER) * 60.0 / score.header().tempo.qpm()
}

/// Voice, place in its section, length and pitch of a note.
type Shape = (u8, u32, u32, u8);

/// Notes of a section, as far as they begin before some bar of it.
fn shape(outcome: &PieceOutcome, section: &Section, bars: u32) -> Vec<Shape> {
    let meter = outcome.score.meter();
    let start = meter.bar_start(section.first_bar);
    let end = meter.bar_start(section.first_bar + bars);
    let notes = outcome.score.notes_from(start..end).iter();
    notes
        .map(|note| {
            let place = note.onset.since(start).get();
            (note.voice.0, place, note.duration.get(), note.pitch.midi())
        })
        .collect()
}

#[test]
fn every_style_ends_in_time_and_on_a_cadence() {
    for style in Style::ALL {
        for seconds in [30.0, 90.0] {
            let outcome = written(&order(style, seconds));
            let (score, plan) = (&outcome.score, &outcome.plan);
            let name = style.name();
            assert!(
                (seconds_of(score) - seconds).abs() < 0.5,
                "{name}: {seconds}"
            );
            let (close, chord) = find_close(score, plan.key).unwrap();
            assert!(
                close.is_final(),
                "{name}, {seconds}: {close:?} on {chord:?}"
            );
            assert_eq!(outcome.ending.as_ref().map(|it| it.close), Some(close));
            let ranges = ensemble_of(style).ranges;
            for note in score.notes().iter().filter(|note| note.voice != DRUM_VOICE) {
                let (low, high) = ranges[usize::from(note.voice.0)];
                assert!(
                    (low..=high).contains(&note.pitch.midi()),
                    "{name}: {note:?}"
                );
            }
            let bars = plan
                .sections
                .iter()
                .map(|section| section.n_bars)
                .sum::<u32>();
            assert_eq!(bars * plan.time_signature.bar().get(), score.end().get());
        }
    }
}

#[test]
fn the_same_order_gives_the_same_piece_and_another_seed_another() {
    let mut order = order(Style::Hymn, 20.0);
    let first = written(&order);
    assert_eq!(written(&order), first);
    order.rng_seed += 1;
    assert_ne!(written(&order).score.notes(), first.score.notes());
}

#[test]
fn themes_return() {
    let mut order = order(Style::Keyboard, 100.0);
    order.form = Some("A B A' A B climax outro".parse().unwrap());
    let outcome = written(&order);
    let sections = &outcome.plan.sections;
    let (first, second) = (&sections[0], &sections[1]);
    let origins: Vec<Origin> = sections.iter().map(|section| section.origin).collect();
    assert_eq!(origins[3], Origin::Copy { of: 0 });
    // All but the bars that close it.
    let bars = first.n_bars - 2;
    assert_eq!(
        shape(&outcome, &sections[3], bars),
        shape(&outcome, first, bars)
    );
    // A variation keeps its first quarter, and is not the same.
    let quarter = first.n_bars / 4;
    assert_eq!(
        shape(&outcome, &sections[2], quarter),
        shape(&outcome, first, quarter)
    );
    assert_ne!(
        shape(&outcome, &sections[2], bars),
        shape(&outcome, first, bars)
    );
    // The second theme comes home: every voice moves by one interval, and perhaps octaves.
    assert_eq!(outcome.plan.key.mode(), second.key.mode());
    assert_ne!(second.key, sections[4].key);
    let interval = 12 + sections[4].key.tonic().get() - second.key.tonic().get();
    let classes = |section: &Section, by: u8| -> Vec<Shape> {
        let moved = |note: Shape| (note.0, note.1, note.2, (note.3 + by) % 12);
        let mut notes: Vec<Shape> = shape(&outcome, section, bars)
            .into_iter()
            .map(moved)
            .collect();
        notes.sort_unstable();
        notes
    };
    assert_eq!(classes(second, interval), classes(&sections[4], 0));
    // The climax keeps the melody, and has other voices under it.
    let melody = |section: &Section| -> Vec<_> {
        let all = shape(&outcome, section, bars).into_iter();
        all.filter(|note| note.0 == 0).collect()
    };
    assert_eq!(melody(&sections[5]), melody(first));
    assert_ne!(
        shape(&outcome, &sections[5], bars),
        shape(&outcome, first, bars)
    );
    // The ending remembers the first theme.
    let ending = &sections[6];
    let kept = ending.n_bars / 2;
    assert_eq!(shape(&outcome, ending, kept), shape(&outcome, first, kept));
}

#[test]
fn energy_is_heard() {
    let mut order = order(Style::Band, 60.0);
    order.form = Some("A B C".parse().unwrap());
    order.energy = vec![0.1, 1.0, 0.1];
    let outcome = written(&order);
    let meter = outcome.score.meter();
    let of = |section: &Section| {
        let start = meter.bar_start(section.first_bar);
        let end = meter.bar_start(section.first_bar + section.n_bars);
        outcome.score.notes_from(start..end)
    };
    let loudness = |section: &Section| {
        let notes = of(section);
        let sum: u32 = notes
            .iter()
            .map(|note| u32::from(note.velocity.get()))
            .sum();
        f64::from(sum) / notes.len() as f64
    };
    let [soft, loud, _] = &outcome.plan.sections[..] else {
        panic!("three sections");
    };
    assert!(loudness(soft) + 20.0 < loudness(loud));
    let velocities: std::collections::HashSet<Velocity> =
        of(soft).iter().map(|note| note.velocity).collect();
    assert!(velocities.len() > 5, "{velocities:?}");
    assert!(of(soft).iter().all(|note| note.voice != DRUM_VOICE));
    assert!(of(loud).iter().any(|note| note.voice == DRUM_VOICE));
}

#[test]
fn the_order_decides_key_metre_tempo_and_instruments() {
    let mut order = order(Style::Hymn, 45.0);
    order.moods = vec!["sad".parse().unwrap(), "calm".parse().unwrap()];
    order.tempo = Some(Tempo::from_qpm(71.0).unwrap());
    order.time_signature = Some(TimeSignature::new(3, 4).unwrap());
    order.instruments = ["oboe", "none", "viola", "cello"]
        .map(|name| Instrument::read(name).unwrap())
        .to_vec();
    let outcome = written(&order);
    let header = outcome.score.header();
    assert_eq!(header.tempo, order.tempo.unwrap());
    assert!((seconds_of(&outcome.score) - 45.0).abs() < 0.5);
    assert_eq!(header.meter.time_signature_at(Tick::ZERO).beats(), 3);
    assert_eq!(outcome.plan.key.mode(), Mode::Minor);
    let programs: Vec<u8> = header.parts.iter().map(|part| part.program).collect();
    assert_eq!(programs, [68, 41, 42]);
    assert_eq!(outcome.score.voices(), [Voice(0), Voice(2), Voice(3)]);
    assert_eq!(header.title, "Sad, calm hymn");
}

#[test]
fn an_influence_lends_its_motif() {
    let pitches = [62, 65, 69, 74, 73, 69, 65, 62];
    let note = |(index, pitch): (u32, &i64)| Note {
        id: NoteId(index),
        voice: Voice(0),
        pitch: Pitch::new(*pitch).unwrap(),
        onset: Tick::new(480 * index).unwrap(),
        duration: Duration::QUARTER,
        velocity: Velocity::DEFAULT,
    };
    let header = ScoreHeader {
        key: Some("D minor".parse().unwrap()),
        ..ScoreHeader::default()
    };
    let tune = Score::new(header, (0..).zip(&pitches).map(note).collect()).unwrap();
    let mut order = order(Style::Keyboard, 30.0);
    order.form = Some("intro A B".parse().unwrap());
    order.key = Some("G minor".parse().unwrap());
    order.influence = vec![tune];
    let outcome = written(&order);
    let start = outcome
        .score
        .meter()
        .bar_start(outcome.plan.sections[1].first_bar);
    let theme = outcome
        .score
        .voice(Voice(0))
        .filter(|note| note.onset >= start);
    let theme: Vec<u8> = theme.take(8).map(|note| note.pitch.midi()).collect();
    let steps = |pitches: &[i64]| {
        pitches
            .windows(2)
            .map(|pair| pair[1] - pair[0])
            .collect::<Vec<_>>()
    };
    let theme: Vec<i64> = theme.into_iter().map(i64::from).collect();
    assert_eq!(steps(&theme), steps(&pitches));
    assert_eq!(theme[0] % 12, 7);
}

#[test]
fn a_piece_plays_from_its_first_bars_and_may_be_stopped() {
    let order = order(Style::Hymn, 180.0);
    let mut piece = composer().piece(&order).unwrap();
    let n_bars = piece.plan().n_bars();
    let mut n_drawn = 0;
    let first = loop {
        match block_on(piece.next_step()).unwrap().unwrap() {
            PieceStep::Note(note) => break note,
            PieceStep::Draft => n_drawn += 1,
        }
    };
    assert_eq!(first.onset, Tick::ZERO);
    let mut told = vec![first];
    for _ in 0..5 {
        told.extend(block_on(piece.next_note()).unwrap());
    }
    let outcome = piece.finish().unwrap();
    assert!(!outcome.is_complete && outcome.ending.is_none());
    assert_eq!(outcome.score.notes(), told);
    // What had to be drawn before the first note was heard is a small part of the piece.
    let whole = written(&order).score.notes().len();
    assert!(
        n_drawn * 20 < whole,
        "{n_drawn} of {whole} notes in {n_bars} bars"
    );
}

#[test]
fn the_cadence_by_rule_makes_no_parallels() {
    // Random weights seldom close by themselves.
    let mut n_written = 0;
    for rng_seed in 0..6 {
        let outcome = written(&Order {
            rng_seed,
            ..order(Style::BachChorale, 15.0)
        });
        if outcome.ending.unwrap().means != Means::Written {
            continue;
        }
        n_written += 1;
        let score = &outcome.score;
        let from = score.meter().bar_start(score.n_bars() - 2);
        let last: Vec<Note> = score.notes_from(from..score.end()).to_vec();
        let last = Score::new(score.header().clone(), last).unwrap();
        let report = VoiceLeadingReport::of(&last);
        assert_eq!(report.n_parallel_fifths + report.n_parallel_octaves, 0);
    }
    assert!(n_written > 0);
}

#[test]
fn orders_that_cannot_be_are_refused_before_anything_is_written() {
    let refused = |change: fn(&mut Order)| {
        let mut order = order(Style::Hymn, 60.0);
        change(&mut order);
        composer().piece(&order).map(|_| ()).unwrap_err()
    };
    let long = refused(|order| order.seconds = 1000.0);
    assert_eq!(
        long.to_string(),
        "1000 seconds asked for; 10 to 360 are allowed"
    );
    let form = refused(|order| order.form = Some("A ".repeat(40).parse().unwrap()));
    assert!(matches!(
        form,
        ComposeError::Order(OrderError::FormDoesNotFit { .. })
    ));
    let metre = refused(|order| order.time_signature = TimeSignature::new(11, 8).ok());
    assert!(matches!(metre, ComposeError::Grid(_)));
    let order = order(Style::Hymn, 60.0);
    let none = Composer::new(Backend::Cpu).piece(&order).map(|_| ());
    assert_eq!(none.unwrap_err(), ComposeError::NoWeights);
}
