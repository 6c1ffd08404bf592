//! Reading and writing files: what a musician gets from each format.

#[path = "support/sounding.rs"]
mod sounding;

use antiphon::format::{
    FormatError, Warning, read_abc, read_dcml, read_kern, read_midi, write_midi,
};
use antiphon::music::{Note, Score, TICKS_PER_QUARTER, Tick, Voice};
use sounding::notes;

fn key(score: &Score) -> String {
    score
        .header()
        .key
        .map(|key| key.to_string())
        .unwrap_or_default()
}

fn pitches(score: &Score, voice: Voice) -> Vec<u8> {
    score.voice(voice).map(|note| note.pitch.midi()).collect()
}

/// The only tune of an ABC text.
fn tune(text: &str) -> Score {
    let tunes = read_abc(text).unwrap();
    assert_eq!(tunes.len(), 1);
    tunes.into_iter().next().unwrap().outcome.unwrap().0
}

/// A tune in G, in eighths, without a bar line at its beginning.
fn melody(music: &str) -> Vec<(u8, f64, f64)> {
    let score = tune(&format!("X:1\nT:t\nM:4/4\nL:1/8\nK:G\n{music}\n"));
    notes(&score)
        .iter()
        .map(|&(_, pitch, onset, length)| (pitch, onset, length))
        .collect()
}

#[test]
fn abc_reads_a_hymn_in_four_voices() {
    let score = tune(include_str!("fixtures/old-hundredth.abc"));
    assert_eq!(
        score.header().title,
        "Praise God From Whom All Blessings Flow"
    );
    assert_eq!(key(&score), "G major");
    assert_eq!(score.header().tempo.qpm().round(), 120.0);
    assert_eq!(
        pitches(&score, Voice::SOPRANO)[..7],
        [67, 67, 66, 64, 62, 67, 69]
    );
    assert_eq!(
        pitches(&score, Voice::BASS)[..7],
        [55, 55, 50, 52, 47, 52, 50]
    );
    assert_eq!(score.end().get() / TICKS_PER_QUARTER, 52);
    // Free metre: bars are as long as they are written, and the first is a pick-up.
    assert_eq!(score.meter().pickup().get() / TICKS_PER_QUARTER, 6);
    assert_eq!(score.n_bars(), 8);
}

#[test]
fn abc_reads_lengths_accidentals_and_ties() {
    assert_eq!(
        melody("G2 F/ f// z3/2 g'"),
        [
            (67, 0.0, 1.0),
            (66, 1.0, 0.25),
            (78, 1.25, 0.125),
            (91, 2.125, 0.5)
        ]
    );
    // An accidental holds to the bar line, and in its octave; a tie carries it over.
    assert_eq!(
        melody("=F F f | F ^c8- | c8")
            .iter()
            .map(|note| note.0)
            .collect::<Vec<_>>(),
        [65, 65, 78, 66, 73]
    );
    assert_eq!(melody("C8-|C4 C4"), [(60, 0.0, 6.0), (60, 6.0, 2.0)]);
    assert_eq!(melody("_B4-|_B4"), [(70, 0.0, 4.0)]);
}

#[test]
fn abc_reads_rhythm_signs_chords_and_graces() {
    assert_eq!(
        melody("C>D E<F"),
        [
            (60, 0.0, 0.75),
            (62, 0.75, 0.25),
            (64, 1.0, 0.25),
            (66, 1.25, 0.75)
        ]
    );
    let third = 160.0 / 480.0;
    assert_eq!(
        melody("(3CDE F2"),
        [
            (60, 0.0, third),
            (62, third, third),
            (64, 2.0 * third, third),
            (66, 1.0, 1.0)
        ]
    );
    assert_eq!(
        melody("(3::2 C2D E"),
        [
            (60, 0.0, 2.0 * third),
            (62, 2.0 * third, third),
            (64, 1.0, 0.5)
        ]
    );
    assert_eq!(
        melody("{a}[CE]2 \"Am\"!mf!D"),
        [(64, 0.0, 1.0), (60, 0.0, 1.0), (62, 1.0, 0.5)]
    );
}

#[test]
fn abc_takes_the_last_ending_and_overlays_start_with_the_bar() {
    let pitches = |music: &str| melody(music).iter().map(|note| note.0).collect::<Vec<_>>();
    assert_eq!(pitches("|: C8 |1 D8 :|2 E8 |]"), [60, 64]);
    assert_eq!(
        melody("C8 | D8 & E4 F4 | G8"),
        [
            (60, 0.0, 4.0),
            (64, 4.0, 2.0),
            (62, 4.0, 4.0),
            (66, 6.0, 2.0),
            (67, 8.0, 4.0)
        ]
    );
}

#[test]
fn abc_tells_tunes_apart_and_says_which_one_is_broken() {
    let tunes = read_abc(
        "X:1\nT:one\nK:C\nC4\n\nX:2\nT:two\nK:C\nz4\n\nX:3\nT:three\nC:trad.\nK:C\n,,C''''''''\n",
    )
    .unwrap();
    let titles: Vec<&str> = tunes.iter().map(|tune| tune.title.as_str()).collect();
    assert_eq!(titles, ["one", "two", "three"]);
    assert!(tunes[0].outcome.is_ok());
    assert_eq!(tunes[1].outcome, Err(FormatError::NoNotes));
    assert!(matches!(
        tunes[2].outcome,
        Err(FormatError::Syntax { line: 15, .. })
    ));
    assert_eq!(tunes[2].credits, ["trad."]);
}

#[test]
fn abc_fermatas_end_phrases() {
    let score = tune("X:1\nM:4/4\nL:1/4\nK:F\nF G A !fermata!B | HF4 |\n");
    let ends: Vec<u32> = score
        .header()
        .phrase_ends
        .iter()
        .map(|end| end.get())
        .collect();
    assert_eq!(ends, [1440, 1920]);
}

#[test]
fn kern_reads_a_psalm_from_the_highest_staff_down() {
    let (score, warnings) = read_kern(include_str!("fixtures/psalm-081.krn")).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(score.header().title, "Psalm 81: Chantez gayement");
    assert_eq!(key(&score), "D major");
    assert_eq!(
        pitches(&score, Voice::SOPRANO)[..6],
        [69, 69, 71, 73, 74, 74]
    );
    assert_eq!(pitches(&score, Voice::BASS)[..5], [45, 50, 47, 45, 50]);
    assert_eq!(score.n_bars(), 14);
}

#[test]
fn kern_follows_splits_ties_graces_and_breves() {
    let text = "**kern\t**kern\n*M4/4\t*M4/4\n*a:\t*a:\n=1\t=1\n1A\t[2c\n.\t8qB\n.\t4_c\n.\t4c]\n\
                =2\t=2\n*\t*^\n0A\t2e\t1c\n.\t2d;\t.\n.\t1r\t1e\n*\t*v\t*v\n==\t==\n*-\t*-\n";
    let (score, warnings) = read_kern(text).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(key(&score), "A minor");
    assert_eq!(
        notes(&score),
        [
            (0, 60, 0.0, 4.0),
            (2, 57, 0.0, 4.0),
            (0, 64, 4.0, 2.0),
            (1, 60, 4.0, 4.0),
            (2, 57, 4.0, 8.0),
            (0, 62, 6.0, 2.0),
            (1, 64, 8.0, 4.0)
        ]
    );
    assert_eq!(score.header().phrase_ends, [Tick::new(2880).unwrap()]);
}

#[test]
fn kern_ties_lead_into_other_layers_and_staves_become_parts() {
    let text = "**kern\t**kern\n*Icello\t*Ipiano\n*I\"Basso\t*\n*\t*^\n[4C\t[4c\t4e [4g\n\
                *\t*v\t*v\n4C]\t4c] 4g]\n4D\t4d\n*-\t*-\n";
    let (score, warnings) = read_kern(text).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(
        notes(&score),
        [
            (0, 60, 0.0, 2.0),
            (1, 67, 0.0, 2.0),
            (1, 64, 0.0, 1.0),
            (2, 48, 0.0, 2.0),
            (0, 62, 2.0, 1.0),
            (2, 50, 2.0, 1.0)
        ]
    );
    let parts = &score.header().parts;
    assert_eq!(parts[0].voices, [Voice(0), Voice(1)]);
    assert_eq!(
        (parts[1].name.as_str(), parts[1].program, &parts[1].voices),
        ("Basso", 42, &vec![Voice(2)])
    );
}

#[test]
fn kern_joins_columns_of_two_staves_where_a_file_does() {
    let text = "**kern\t**kern\n*\t*^\n4C\t4c\t4e\n*v\t*v\t*\n4D\t4d\n*-\t*-\n";
    let (score, _) = read_kern(text).unwrap();
    assert_eq!(pitches(&score, Voice(0)), [60, 62]);
    assert_eq!(pitches(&score, Voice(2)), [48, 50]);
}

#[test]
fn kern_says_where_a_line_does_not_fit() {
    let check = |text: &str, line: usize| {
        assert!(
            matches!(read_kern(text), Err(FormatError::Syntax { line: found, .. }) if found == line)
        );
    };
    check("**kern\t**kern\n4c\n", 2);
    check("**kern\n4c\n4cccccccccccc\n", 3);
    assert_eq!(read_kern(""), Err(FormatError::NoNotes));
}

#[test]
fn dcml_reads_a_chorale_with_fermatas_and_pickup() {
    let table = include_str!("fixtures/nun-danket-start.tsv");
    let (score, warnings) =
        read_dcml(table, Some(include_str!("fixtures/nun-danket-start.mscx"))).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(key(&score), "A major");
    assert_eq!(score.meter().pickup().get(), TICKS_PER_QUARTER);
    let ends: Vec<u32> = score
        .header()
        .phrase_ends
        .iter()
        .map(|end| end.get())
        .collect();
    assert_eq!(ends, [2400, 7200]);
    assert_eq!(
        pitches(&score, Voice::SOPRANO)[..6],
        [76, 76, 76, 78, 78, 76]
    );
    let (bare, _) = read_dcml(table, None).unwrap();
    assert_eq!((bare.header().key, bare.notes()), (None, score.notes()));
}

#[test]
fn midi_fixture_is_what_we_write_and_reads_back() {
    let bytes: &[u8] = include_bytes!("fixtures/nun-danket-start.mid");
    let table = include_str!("fixtures/nun-danket-start.tsv");
    let mscx = include_str!("fixtures/nun-danket-start.mscx");
    let (score, _) = read_dcml(table, Some(mscx)).unwrap();
    assert_eq!(write_midi(&score), bytes);
    assert_eq!(read_midi(bytes).unwrap(), (score, Vec::new()));
}

#[test]
fn midi_from_elsewhere_gives_soprano_to_bass_and_a_guess_at_the_pickup() {
    let (score, _) = read_dcml(include_str!("fixtures/nun-danket-start.tsv"), None).unwrap();
    // Two voices a staff, lowest staff first, and no word of ours about voices and pick-up.
    let on_staves = score.notes().iter().map(|note| Note {
        voice: Voice(1 - note.voice.0 / 2),
        ..*note
    });
    let staves = Score::new(score.header().clone(), on_staves.collect()).unwrap();
    let mut bytes = write_midi(&staves);
    while let Some(at) = bytes.windows(8).position(|name| name == b"antiphon") {
        bytes[at] = b'?';
    }
    let (back, warnings) = read_midi(&bytes).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(notes(&back), notes(&score));
    assert_eq!(back.meter(), score.meter());
    let voices: Vec<Vec<Voice>> = back
        .header()
        .parts
        .iter()
        .map(|part| part.voices.clone())
        .collect();
    assert_eq!(
        voices,
        [[Voice::TENOR, Voice::BASS], [Voice::SOPRANO, Voice::ALTO]]
    );
}

#[test]
fn midi_puts_drums_after_all_that_has_pitch() {
    // A bass drum and a snare without length on channel 10, then a chord of two notes on channel 1, whose program
    // stands in the first track.
    let tracks: [&[u8]; 3] = [
        b"\0\xc0\x20\0\xff\x2f\0",
        b"\0\xff\x03\x04kit \0\x99\x24\x40\x30\x89\x24\0\0\x99\x26\x40\0\x89\x26\0\0\xff\x2f\0",
        b"\0\x90\x28\x40\0\x90\x34\x40\x60\x80\x28\0\0\x80\x34\0\0\xff\x2f\0",
    ];
    let mut bytes = b"MThd\0\0\0\x06\0\x01\0\x03\0\x60".to_vec();
    for track in tracks {
        bytes.extend(b"MTrk\0\0\0");
        bytes.push(track.len() as u8);
        bytes.extend(track);
    }
    let (score, warnings) = read_midi(&bytes).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(
        notes(&score),
        [
            (0, 52, 0.0, 1.0),
            (1, 40, 0.0, 1.0),
            (2, 36, 0.0, 0.5),
            (2, 38, 0.5, 1.0 / f64::from(TICKS_PER_QUARTER))
        ]
    );
    let parts = &score.header().parts;
    assert_eq!((parts[0].program, parts[0].is_percussion), (32, false));
    assert_eq!(
        (parts[1].name.as_str(), parts[1].is_percussion),
        ("kit ", true)
    );
    assert_eq!(parts[1].voices, [Voice(2)]);
}

#[test]
fn midi_refuses_what_it_cannot_count() {
    assert!(matches!(
        read_midi(b"RIFF"),
        Err(FormatError::NotMidi { .. })
    ));
    assert!(matches!(
        read_midi(&vec![0; 9 << 20]),
        Err(FormatError::FileTooLarge { .. })
    ));
    let smpte = b"MThd\0\0\0\x06\0\0\0\x01\xe7\x28MTrk\0\0\0\x04\0\xff\x2f\0";
    assert_eq!(read_midi(smpte), Err(FormatError::SmpteTime));
}

#[test]
fn midi_tells_of_what_it_left_out() {
    // Note-off without note-on, an empty note, and a note that never ends.
    let events = b"\0\xff\x51\x03\x07\xa1\x20\0\x80\x3c\0\0\x90\x3c\x40\0\x80\x3c\0\
                   \0\xff\x51\x03\x06\xa1\x20\0\x90\x40\x40\x60\xff\x51\x03\x05\xa1\x20\0\xff\x2f\0";
    let mut bytes = b"MThd\0\0\0\x06\0\0\0\x01\0\x60MTrk\0\0\0".to_vec();
    bytes.push(events.len() as u8);
    bytes.extend(events);
    let (score, warnings) = read_midi(&bytes).unwrap();
    assert_eq!(notes(&score), [(0, 64, 0.0, 1.0)]);
    assert!(warnings.contains(&Warning::EmptyNotes { count: 1 }));
    assert!(warnings.contains(&Warning::UnmatchedNotes { count: 2 }));
}
