//! What holds for every score and for every sequence of bytes.

use antiphon::format::{read_abc, read_dcml, read_kern, read_midi, write_midi};
use antiphon::music::{
    Chord, ChordChange, ChordQuality, Duration, KeySignature, Meter, Mode, Note, NoteId, Part,
    Pitch, PitchClass, Score, ScoreHeader, Tempo, TempoChange, Tick, TimeSignature, Velocity,
    Voice,
};
use proptest::collection::vec;
use proptest::prelude::*;

const BEAT: u32 = 480;

/// Lines of notes and rests, so that no two notes of one voice and pitch overlap.
fn lines() -> impl Strategy<Value = Vec<Note>> {
    let step = (
        20_u8..100,
        1_u32..2000,
        1_i64..=127,
        prop::bool::weighted(0.8),
    );
    vec((0_u8..8, vec(step, 0..40)), 0..6).prop_map(|lines| {
        let mut notes: Vec<Note> = Vec::new();
        for (voice, steps) in lines {
            if notes.iter().any(|note| note.voice == Voice(voice)) {
                continue;
            }
            let mut onset = 0;
            for (pitch, duration, velocity, sounds) in steps {
                if sounds {
                    notes.push(Note {
                        id: NoteId(0),
                        voice: Voice(voice),
                        pitch: Pitch::new(i64::from(pitch)).unwrap(),
                        onset: Tick::new(onset).unwrap(),
                        duration: Duration::new(duration).unwrap(),
                        velocity: Velocity::clamped(velocity),
                    });
                }
                onset += duration;
            }
        }
        notes.sort_by_key(|note| (note.onset, note.voice, std::cmp::Reverse(note.pitch)));
        for (index, note) in notes.iter_mut().enumerate() {
            note.id = NoteId(index as u32);
        }
        notes
    })
}

fn chord() -> impl Strategy<Value = Chord> {
    let quality = prop::sample::select(ChordQuality::ALL.to_vec());
    (0_i64..12, quality, 0_i64..12).prop_map(|(root, quality, bass)| {
        Chord::new(PitchClass::of(root), quality).over(PitchClass::of(bass))
    })
}

fn headers() -> impl Strategy<Value = ScoreHeader> {
    let part = (
        "[a-zA-Zäß ]{0,12}",
        0_u8..128,
        prop::bool::weighted(0.3),
        vec(0_u8..8, 0..4),
    );
    let parts = vec(part, 0..4);
    let chords = vec((0_u32..20_000, prop::option::of(chord())), 0..5);
    let numbers = (-7_i64..=7, any::<bool>(), 10_u32..=400, 0_u32..4, 2_u32..6);
    let tempos = vec((1_u32..20_000, 10_u32..=400), 0..5);
    (
        "[a-zA-Zéø]{0,20}",
        numbers,
        parts,
        vec(0_u32..20_000, 0..5),
        (chords, tempos),
    )
        .prop_map(
            |(
                title,
                (sharps, is_minor, qpm, pickup, later_beats),
                parts,
                ends,
                (chords, tempos),
            )| {
                let mode = if is_minor { Mode::Minor } else { Mode::Major };
                let later = TimeSignature::new(later_beats, 8).unwrap();
                let changes = vec![
                    (Tick::ZERO, TimeSignature::COMMON),
                    (Tick::new(16 * BEAT + pickup * BEAT).unwrap(), later),
                ];
                let mut taken = Vec::new();
                let mut free = |voice: &u8| {
                    !taken.contains(voice) && {
                        taken.push(*voice);
                        true
                    }
                };
                let mut phrase_ends: Vec<Tick> =
                    ends.iter().map(|end| Tick::new(*end).unwrap()).collect();
                phrase_ends.sort();
                phrase_ends.dedup();
                ScoreHeader {
                    title,
                    key: KeySignature::new(sharps, mode).ok(),
                    meter: Meter::new(Duration::new(pickup * BEAT).unwrap(), changes).unwrap(),
                    tempo: Tempo::from_qpm(f64::from(qpm)).unwrap(),
                    tempo_changes: tempos
                        .into_iter()
                        .map(|(tick, qpm)| TempoChange {
                            tick: Tick::new(tick).unwrap(),
                            tempo: Tempo::from_qpm(f64::from(qpm)).unwrap(),
                        })
                        .collect(),
                    parts: parts
                        .into_iter()
                        .map(|(name, program, is_percussion, voices)| Part {
                            name,
                            program,
                            is_percussion,
                            voices: voices
                                .into_iter()
                                .filter(|voice| free(voice))
                                .map(Voice)
                                .collect(),
                        })
                        .collect(),
                    phrase_ends,
                    chords: chords
                        .into_iter()
                        .map(|(tick, chord)| ChordChange {
                            tick: Tick::new(tick).unwrap(),
                            chord,
                        })
                        .collect(),
                }
            },
        )
}

proptest! {
    #[test]
    fn midi_gives_back_the_score_it_was_given(header in headers(), notes in lines()) {
        let score = Score::new(header, notes).unwrap();
        let (back, warnings) = read_midi(&write_midi(&score)).unwrap();
        prop_assert_eq!(warnings, vec![]);
        prop_assert_eq!(back, score);
    }

    #[test]
    fn no_bytes_make_the_midi_reader_panic(bytes in vec(any::<u8>(), 0..400)) {
        let _ = read_midi(&bytes);
        let mut file = b"MThd\0\0\0\x06\0\x01\0\x02\0\x60MTrk\0\0\x01\0".to_vec();
        file.extend(&bytes);
        let _ = read_midi(&file);
    }

    #[test]
    fn no_damage_makes_the_midi_reader_panic(
        notes in lines(), at in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)
    ) {
        let score = Score::new(ScoreHeader::default(), notes).unwrap();
        let mut bytes = write_midi(&score);
        for (index, byte) in at {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        let _ = read_midi(&bytes);
    }

    #[test]
    fn no_text_makes_the_abc_reader_panic(
        text in ".{0,200}", music in "[A-Ga-g0-9/\\[\\]|:(){}<>^_=',!&zZxHé \n-]{0,200}"
    ) {
        let _ = read_abc(&text);
        let _ = read_abc(&format!("X:1\nM:3/4\nK:Bb\n{music}"));
    }

    #[test]
    fn no_text_makes_the_kern_reader_panic(
        text in ".{0,200}",
        rows in vec("(\\*\\^|\\*v|\\*x|\\*-|\\*|\\*M3/4|\\*k\\[f#\\]|=|[0-9%.]{0,4}[A-Ga-g#;_\\[\\]r-]{0,4})(\t(\\*v|\\*|=|4c|\\.))?", 0..30)
    ) {
        let _ = read_kern(&text);
        let _ = read_kern(&format!("**kern\t**kern\n{}\n", rows.join("\n")));
    }

    #[test]
    fn no_text_makes_the_table_reader_panic(text in ".{0,200}", cells in vec("[0-9/.-]{0,4}", 14)) {
        let _ = read_dcml(&text, Some(&text));
        let names = "mc\tmn\tquarterbeats\tquarterbeats_all_endings\tduration_qb\tmc_onset\tmn_onset\t\
                     timesig\tstaff\tvoice\tduration\ttied\tmidi\tchord_id";
        let _ = read_dcml(&format!("{names}\n{}\n", cells.join("\t")), None);
    }
}
