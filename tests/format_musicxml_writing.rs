//! Writing MusicXML: what comes back, and what a notation program sees.

use std::collections::{BTreeMap, BTreeSet};

use antiphon::format::{FormatError, read_midi, read_musicxml, write_musicxml, write_mxl};
use antiphon::music::{
    Chord, ChordChange, ChordQuality, Duration, KeySignature, Meter, Mode, Note, NoteId, Part,
    Pitch, PitchClass, Score, ScoreHeader, Tempo, TempoChange, Tick, TimeSignature, Velocity,
    Voice,
};
use proptest::collection::vec;
use proptest::prelude::*;
use roxmltree::{Document, Node, ParsingOptions};

const VOICES: u8 = 8;

fn tick(tick: u32) -> Tick {
    Tick::new(tick).unwrap()
}

fn note(voice: u8, pitch: u8, onset: u32, duration: u32) -> Note {
    Note {
        id: NoteId(0),
        voice: Voice(voice),
        pitch: Pitch::new(i64::from(pitch)).unwrap(),
        onset: tick(onset),
        duration: Duration::new(duration).unwrap(),
        velocity: Velocity::DEFAULT,
    }
}

fn named(mut notes: Vec<Note>) -> Vec<Note> {
    for (index, note) in notes.iter_mut().enumerate() {
        note.id = NoteId(index as u32);
    }
    notes
}

/// Lines of chords and rests on the model's grid of 20 ticks: nothing overlaps in a voice.
fn lines() -> impl Strategy<Value = Vec<Note>> {
    let usual = prop::sample::select(vec![4_u32, 6, 8, 12, 16, 18, 24, 36, 48, 72, 96]);
    let length = prop_oneof![3 => usual, 1 => 1_u32..100];
    let pitches = prop::collection::btree_set(20_u8..100, 0..4);
    vec(vec((length, pitches), 0..16), usize::from(VOICES)).prop_map(|lines| {
        let mut notes = vec![note(0, 60, 0, 480)];
        for (line, voice) in lines.into_iter().zip(0..) {
            let mut now = if voice == 0 { 480 } else { 0 };
            for (steps, pitches) in line {
                let chord = pitches.iter();
                notes.extend(chord.map(|pitch| note(voice, *pitch, now, steps * 20)));
                now += steps * 20;
            }
        }
        named(notes)
    })
}

/// Notes anywhere, over each other too.
fn heap() -> impl Strategy<Value = Vec<Note>> {
    let any_note = (0..VOICES, 0_u8..128, 0_u32..9_000, 1_u32..3_000);
    vec(any_note, 1..40).prop_map(|notes| {
        let notes = notes.into_iter();
        named(
            notes
                .map(|(voice, pitch, onset, length)| note(voice, pitch, onset, length))
                .collect(),
        )
    })
}

prop_compose! {
    fn meters()(
        first in prop::sample::select(vec![(4, 4), (3, 4), (6, 8), (3, 2), (5, 8), (12, 8), (2, 2)]),
        second in prop::sample::select(vec![(2, 4), (9, 8), (7, 16), (6, 4)]),
        change in prop::option::of(1_u32..30),
        pickup in 0_u32..5,
    ) -> Meter {
        let signature = |(beats, unit)| TimeSignature::new(beats, unit).unwrap();
        let pickup = pickup * 240;
        let mut changes = vec![(Tick::ZERO, signature(first))];
        changes.extend(change.map(|eighths| (tick(pickup + eighths * 240), signature(second))));
        Meter::new(Duration::new(pickup).unwrap(), changes).unwrap()
    }
}

prop_compose! {
    fn headers()(
        title in "[a-zA-Zéø&<>\"']{0,20}",
        meter in meters(),
        key in prop::option::of((-7_i64..=7, any::<bool>())),
        qpm in 10.0..400.0_f64,
        tempos in vec((1_u32..400, 10.0..400.0_f64), 0..4),
        parts in vec(("[a-z&<]{0,8}", 0_u8..128, prop::bool::weighted(0.3)), 0..4),
        part_of in vec(prop::option::weighted(0.9, 0_usize..4), usize::from(VOICES)),
        phrase_ends in vec(0_u32..400, 0..6),
        chords in vec((0_u32..400, prop::option::weighted(0.9, (0_i64..12, 0_usize..12, 0_i64..12))), 0..8),
    ) -> ScoreHeader {
        let mode = |is_minor| if is_minor { Mode::Minor } else { Mode::Major };
        let parts = parts.into_iter().enumerate().map(|(place, (name, program, is_percussion))| Part {
            name,
            program,
            is_percussion,
            voices: (0..VOICES).filter(|voice| part_of[usize::from(*voice)] == Some(place)).map(Voice).collect(),
        });
        let mut changes: Vec<ChordChange> = Vec::new();
        for (step, chord) in BTreeMap::from_iter(chords) {
            let chord = chord.map(|(root, quality, bass)| {
                Chord::new(PitchClass::of(root), ChordQuality::ALL[quality]).over(PitchClass::of(bass))
            });
            if changes.last().is_none_or(|last| last.chord != chord) {
                changes.push(ChordChange { tick: tick(step * 20), chord });
            }
        }
        ScoreHeader {
            title,
            key: key.and_then(|(sharps, is_minor)| KeySignature::new(sharps, mode(is_minor)).ok()),
            meter,
            tempo: Tempo::from_qpm(qpm).unwrap(),
            tempo_changes: tempos.into_iter().map(|(step, qpm)| TempoChange {
                tick: tick(step * 20),
                tempo: Tempo::from_qpm(qpm).unwrap(),
            }).collect(),
            parts: parts.collect(),
            phrase_ends: phrase_ends.into_iter().map(|step| tick(step * 20)).collect(),
            chords: changes,
        }
    }
}

type Sound = (u32, u32, u8);

/// Onset, duration and pitch.
fn sound(note: &Note) -> Sound {
    (note.onset.get(), note.duration.get(), note.pitch.midi())
}

/// What the voices play, whatever they are called.
fn voices(score: &Score) -> Vec<Vec<Sound>> {
    let voice = |voice: Voice| {
        let mut sounds: Vec<Sound> = score.voice(voice).map(sound).collect();
        sounds.sort();
        sounds
    };
    let mut voices: Vec<Vec<Sound>> = score.voices().into_iter().map(voice).collect();
    voices.sort();
    voices
}

/// What the parts that play anything are called and play; voices without part belong to a piano.
fn parts(score: &Score) -> Vec<(String, u8, bool, Vec<Sound>)> {
    let header = score.header();
    let mut found: BTreeMap<usize, Vec<Sound>> = BTreeMap::new();
    for note in score.notes() {
        let place = header
            .parts
            .iter()
            .position(|part| part.voices.contains(&note.voice));
        let place = place.unwrap_or(usize::MAX);
        found.entry(place).or_default().push(sound(note));
    }
    let shown = found.into_iter().map(|(place, mut sounds)| {
        sounds.sort();
        match header.parts.get(place) {
            Some(part) => (part.name.clone(), part.program, part.is_percussion, sounds),
            None => ("Piano".to_owned(), 0, false, sounds),
        }
    });
    let mut shown: Vec<_> = shown.collect();
    shown.sort();
    shown
}

/// First tick and time signature of every bar.
fn bars(score: &Score) -> Vec<(u32, TimeSignature)> {
    let meter = score.meter();
    let bars = (0..score.n_bars()).map(|bar| meter.bar_start(bar));
    bars.map(|start| (start.get(), meter.time_signature_at(start)))
        .collect()
}

fn check_header(score: &Score, back: &Score) -> Result<(), TestCaseError> {
    let (header, found) = (score.header(), back.header());
    prop_assert_eq!(&found.title, &header.title);
    prop_assert_eq!(found.key, header.key);
    prop_assert_eq!(found.tempo, header.tempo);
    prop_assert_eq!(bars(back), bars(score));
    // Nothing is written after the last bar, and no fermata where nothing sounds.
    let end = score.meter().bar_end(score.n_bars() - 1);
    let written = header
        .tempo_changes
        .iter()
        .filter(|change| change.tick < end);
    prop_assert_eq!(&found.tempo_changes, &written.copied().collect::<Vec<_>>());
    let written = header.chords.iter().filter(|change| change.tick < end);
    prop_assert_eq!(&found.chords, &written.copied().collect::<Vec<_>>());
    let sounds = |tick: &&Tick| score.notes().iter().any(|note| note.sounds_at(**tick));
    let ends = header.phrase_ends.iter().filter(sounds);
    prop_assert_eq!(&found.phrase_ends, &ends.copied().collect::<Vec<_>>());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn musicxml_gives_back_what_was_written(header in headers(), notes in lines()) {
        let score = Score::new(header, notes).unwrap();
        let text = write_musicxml(&score).unwrap();
        let (back, warnings) = read_musicxml(text.as_bytes()).unwrap();
        prop_assert_eq!(warnings, vec![]);
        prop_assert_eq!(voices(&back), voices(&score));
        prop_assert_eq!(parts(&back), parts(&score));
        check_header(&score, &back)?;
    }

    #[test]
    fn no_note_is_lost_in_a_heap(header in headers(), notes in heap()) {
        let score = Score::new(header, notes).unwrap();
        let text = write_musicxml(&score).unwrap();
        let (back, warnings) = read_musicxml(text.as_bytes()).unwrap();
        prop_assert_eq!(warnings, vec![]);
        prop_assert_eq!(parts(&back), parts(&score));
        check_header(&score, &back)?;
    }

    #[test]
    fn what_is_written_lasts_as_long_as_it_sounds(header in headers(), notes in lines()) {
        let score = Score::new(header, notes).unwrap();
        let text = write_musicxml(&score).unwrap();
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document = Document::parse_with_options(&text, options).unwrap();
        for note in document.descendants().filter(|node| node.has_tag_name("note")) {
            // A rest of a whole bar has no shape.
            if let Some(written) = written_length(note) {
                prop_assert_eq!(written, number(note, "duration"), "{:?}", note.range());
            }
        }
    }
}

fn inner<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.has_tag_name(name))
}

fn text<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    inner(node, name).and_then(|node| node.text()).unwrap_or("")
}

fn number(node: Node, name: &str) -> u32 {
    text(node, name).parse().unwrap()
}

/// Ticks that the symbol of a note lasts.
fn written_length(note: Node) -> Option<u32> {
    let names = [
        "breve", "whole", "half", "quarter", "eighth", "16th", "32nd", "64th",
    ];
    let kind = text(note, "type");
    let place = names.iter().position(|name| *name == kind)?;
    let plain = 3_840 >> place;
    let dots = note.children().filter(|child| child.has_tag_name("dot"));
    let dotted = plain + if dots.count() == 1 { plain / 2 } else { 0 };
    Some(inner(note, "time-modification").map_or(dotted, |tuplet| {
        dotted * number(tuplet, "normal-notes") / number(tuplet, "actual-notes")
    }))
}

fn melody(pitches: &[u8], header: ScoreHeader) -> Score {
    let notes = pitches.iter().zip(0..);
    let notes = notes.map(|(pitch, place)| note(0, *pitch, place * 480, 480));
    Score::new(header, named(notes.collect())).unwrap()
}

#[test]
fn a_choir_reads_as_in_a_hymn_book() {
    let midi = include_bytes!("fixtures/nun-danket-start.mid");
    let (score, _) = read_midi(midi).unwrap();
    let text = write_musicxml(&score).unwrap();
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(&text, options).unwrap();
    let found = |name: &str| -> Vec<&str> {
        let nodes = document
            .descendants()
            .filter(|node| node.has_tag_name(name));
        nodes.map(|node| node.text().unwrap_or("")).collect()
    };
    assert_eq!(document.root_element().attribute("version"), Some("4.0"));
    assert_eq!(found("part-name").len(), score.header().parts.len().max(1));
    let key = score.header().key.unwrap();
    assert_eq!(found("fifths")[0].parse(), Ok(key.sharps()));
    let (back, warnings) = read_musicxml(text.as_bytes()).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(voices(&back), voices(&score));
    assert_eq!(bars(&back), bars(&score));
}

#[test]
fn a_minor_key_raises_its_leading_tone() {
    let header = ScoreHeader {
        key: "A minor".parse().ok(),
        ..ScoreHeader::default()
    };
    let text = write_musicxml(&melody(&[69, 68, 69, 71, 72, 71, 69, 68], header)).unwrap();
    let document = text.split("<measure").collect::<Vec<_>>();
    let sharps = |measure: &str| measure.matches("<accidental>sharp</accidental>").count();
    assert_eq!(
        document[1..]
            .iter()
            .map(|text| sharps(text))
            .collect::<Vec<_>>(),
        [1, 1]
    );
    assert!(!text.contains("flat"));
}

#[test]
fn archives_hold_the_same_score() {
    let score = melody(&[60, 62, 64], ScoreHeader::default());
    let packed = write_mxl(&score).unwrap();
    assert_eq!(packed, write_mxl(&score).unwrap());
    let plain = write_musicxml(&score).unwrap();
    assert_eq!(
        read_musicxml(&packed).unwrap(),
        read_musicxml(plain.as_bytes()).unwrap()
    );
}

#[test]
fn empty_scores_have_a_bar_and_endless_ones_are_refused() {
    let empty = write_musicxml(&Score::default()).unwrap();
    assert_eq!(empty.matches("<measure ").count(), 1);
    assert_eq!(read_musicxml(empty.as_bytes()), Err(FormatError::NoNotes));
    let late = Score::new(ScoreHeader::default(), vec![note(0, 60, 90_000_000, 480)]).unwrap();
    assert!(matches!(
        write_musicxml(&late),
        Err(FormatError::Unwritable { .. })
    ));
}

#[test]
fn loud_notes_say_so() {
    let loud = Note {
        velocity: Velocity::clamped(90),
        ..note(0, 60, 0, 480)
    };
    let text = write_musicxml(&Score::new(ScoreHeader::default(), vec![loud]).unwrap()).unwrap();
    assert!(text.contains(" dynamics=\"100.00\">"));
    let names: BTreeSet<&str> = text
        .split("<type>")
        .skip(1)
        .map(|rest| &rest[..7])
        .collect();
    assert_eq!(names, BTreeSet::from(["quarter", "half</t"]));
}
