//! Scores written as ABC and read back.
#![cfg(not(target_family = "wasm"))]

use std::collections::BTreeMap;

use antiphon::format::{read_abc, write_abc};
use antiphon::music::{
    Chord, ChordChange, ChordQuality, Duration, KeySignature, Meter, Mode, Note, NoteId, Part,
    Pitch, PitchClass, Score, ScoreHeader, Tempo, TempoChange, Tick, TimeSignature, Velocity,
    Voice,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn tick(tick: u32) -> Tick {
    Tick::new(tick).unwrap()
}

fn note(id: u32, voice: u8, pitch: i64, onset: u32, length: u32) -> Note {
    Note {
        id: NoteId(id),
        voice: Voice(voice),
        pitch: Pitch::new(pitch).unwrap(),
        onset: tick(onset),
        duration: Duration::new(length).unwrap(),
        velocity: Velocity::DEFAULT,
    }
}

prop_compose! {
    /// Voices that sing and rest in sixteenths, dotted notes and triplets of eighths, a beat at a time.
    fn lines()(
        voices in vec(vec((0_usize..6, 40_i64..90, prop::bool::weighted(0.15)), 1..24), 1..5),
    ) -> Vec<Note> {
        const BEATS: [&[u32]; 6] = [&[480], &[240, 240], &[360, 120], &[160, 160, 160], &[120, 120, 240], &[960]];
        let mut notes = Vec::new();
        for (voice, beats) in voices.iter().enumerate() {
            let mut now = 0;
            for (kind, pitch, is_rest) in beats {
                for (place, length) in BEATS[*kind].iter().enumerate() {
                    if !is_rest {
                        notes.push(note(notes.len() as u32, voice as u8, pitch + place as i64, now, *length));
                    }
                    now += length;
                }
            }
        }
        notes
    }
}

prop_compose! {
    fn headers()(
        title in "[a-zA-Z0-9é&%<>\"' ]{0,20}",
        metre in prop::sample::select(vec![(4, 4), (3, 4), (2, 2), (6, 4)]),
        pickup in 0_u32..3,
        key in prop::option::of((-7_i64..=7, any::<bool>())),
        qpm in 20_u32..300,
        tempos in vec((1_u32..24, 20_u32..300), 0..4),
        phrase_ends in vec(0_u32..24, 0..4),
        chords in vec((0_u32..24, prop::option::weighted(0.9, (0_i64..12, 0_usize..12, 0_i64..12))), 0..6),
    ) -> ScoreHeader {
        let signature = TimeSignature::new(metre.0, metre.1).unwrap();
        let mode = |is_minor| if is_minor { Mode::Minor } else { Mode::Major };
        let mut changes: Vec<ChordChange> = Vec::new();
        for (beat, chord) in BTreeMap::from_iter(chords) {
            let chord = chord.map(|(root, quality, bass)| {
                Chord::new(PitchClass::of(root), ChordQuality::ALL[quality]).over(PitchClass::of(bass))
            });
            if changes.last().is_none_or(|last| last.chord != chord) {
                changes.push(ChordChange { tick: tick(beat * 480), chord });
            }
        }
        let mut phrase_ends: Vec<Tick> = phrase_ends.into_iter().map(|beat| tick(beat * 480)).collect();
        phrase_ends.sort_unstable();
        phrase_ends.dedup();
        ScoreHeader {
            title: title.trim().to_owned(),
            key: key.and_then(|(sharps, is_minor)| KeySignature::new(sharps, mode(is_minor)).ok()),
            meter: Meter::new(Duration::new(pickup * 480).unwrap(), vec![(Tick::ZERO, signature)]).unwrap(),
            tempo: Tempo::from_qpm(f64::from(qpm)).unwrap(),
            tempo_changes: tempos.into_iter().map(|(beat, qpm)| TempoChange {
                tick: tick(beat * 480),
                tempo: Tempo::from_qpm(f64::from(qpm)).unwrap(),
            }).collect(),
            parts: Vec::new(),
            phrase_ends,
            chords: changes,
        }
    }
}

/// What every voice sings, in any order of voices.
fn sung(score: &Score) -> Vec<Vec<(u32, u32, u8)>> {
    let of = |note: &Note| (note.onset.get(), note.duration.get(), note.pitch.midi());
    let voices = score.voices().into_iter();
    let mut sung: Vec<Vec<_>> = voices
        .map(|voice| score.voice(voice).map(of).collect())
        .collect();
    sung.sort();
    sung
}

fn read(text: &str) -> Score {
    let mut tunes = read_abc(text).unwrap();
    let (score, warnings) = tunes
        .remove(0)
        .outcome
        .unwrap_or_else(|error| panic!("{error}:\n{text}"));
    assert!(warnings.is_empty(), "{warnings:?}:\n{text}");
    score
}

proptest! {
    #[test]
    fn abc_gives_back_what_was_written(header in headers(), notes in lines()) {
        let Ok(score) = Score::new(header, notes) else { return Ok(()) };
        prop_assume!(!score.notes().is_empty());
        let text = write_abc(&score).unwrap();
        let back = read(&text);
        prop_assert_eq!(sung(&back), sung(&score), "{}", text);
        let (found, header) = (back.header(), score.header());
        prop_assert_eq!(&found.title, &header.title);
        if header.key.is_some() {
            prop_assert_eq!(found.key, header.key);
        }
        prop_assert!((found.tempo.qpm() - header.tempo.qpm()).abs() < 0.01);
        let end = score.meter().bar_end(score.n_bars() - 1);
        let tempos = |header: &ScoreHeader| -> Vec<(Tick, u32)> {
            let changes = header.tempo_changes.iter().filter(|change| change.tick < end);
            changes.map(|change| (change.tick, change.tempo.qpm().round() as u32)).collect()
        };
        prop_assert_eq!(tempos(found), tempos(header), "{}", text);
        let is_written = |change: &&ChordChange| change.tick < end;
        let chords: Vec<ChordChange> = header.chords.iter().filter(is_written).copied().collect();
        prop_assert_eq!(&found.chords, &chords, "{}", text);
        let sounds = |tick: &&Tick| score.notes().iter().any(|note| note.sounds_at(**tick));
        let ends: Vec<Tick> = header.phrase_ends.iter().filter(sounds).copied().collect();
        prop_assert_eq!(&found.phrase_ends, &ends, "{}", text);
        if score.n_bars() > 2 {
            prop_assert_eq!(found.meter.pickup(), header.meter.pickup());
            prop_assert_eq!(found.meter.time_signature_at(Tick::ZERO), header.meter.time_signature_at(Tick::ZERO));
        }
    }
}

#[test]
fn a_tune_reads_as_people_write_it() {
    let header = ScoreHeader {
        title: "A Tune".to_owned(),
        key: Some("G major".parse().unwrap()),
        chords: vec![ChordChange {
            tick: Tick::ZERO,
            chord: Some("G".parse().unwrap()),
        }],
        ..ScoreHeader::default()
    };
    let notes = [
        (67, 0, 240),
        (66, 240, 240),
        (65, 480, 480),
        (66, 960, 480),
        (79, 1440, 960),
    ];
    let notes = notes.iter().zip(0..);
    let notes = notes.map(|((pitch, onset, length), id)| note(id, 0, *pitch, *onset, *length));
    let text = write_abc(&Score::new(header, notes.collect()).unwrap()).unwrap();
    let bars = "\"G\"GF =F2 ^F2 g2- | g2 z2 z4 |]\n";
    assert!(text.ends_with(bars), "{text}");
    assert!(
        text.starts_with("X:1\nT:A Tune\nM:4/4\nL:1/8\nQ:1/4=96\n"),
        "{text}"
    );
    assert!(text.contains("\nK:G\n"), "{text}");
}

#[test]
fn drums_stay_drums_and_instruments_keep_their_programs() {
    let part = |name: &str, program, is_percussion, voice| Part {
        name: name.to_owned(),
        program,
        is_percussion,
        voices: vec![Voice(voice)],
    };
    let header = ScoreHeader {
        parts: vec![part("Flute", 73, false, 0), part("Drums", 0, true, 1)],
        ..ScoreHeader::default()
    };
    let notes = vec![
        note(0, 0, 72, 0, 480),
        note(1, 1, 38, 0, 240),
        note(2, 1, 42, 240, 240),
    ];
    let score = Score::new(header, notes).unwrap();
    let back = read(&write_abc(&score).unwrap());
    let part = &back.header().parts;
    assert_eq!((part[0].program, part[0].name.as_str()), (73, "Flute"));
    assert!(part[1].is_percussion);
    assert_eq!(sung(&back), sung(&score));
}
