//! Reading MusicXML: what a musician gets, and what no file may do.

#[path = "support/sounding.rs"]
mod sounding;

use std::io::{Cursor, Write};

use antiphon::format::{FormatError, Warning, read_musicxml};
use antiphon::music::{TICKS_PER_QUARTER, Voice};
use proptest::collection::vec;
use proptest::prelude::*;
use sounding::notes;
use zip::write::SimpleFileOptions;

const BAND: &str = include_str!("fixtures/small-band.musicxml");

/// A score of one part around its measures.
fn score_of(measures: &str) -> String {
    format!("<score-partwise><part-list/><part id=\"P1\">{measures}</part></score-partwise>")
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The reason why a text is refused.
fn refusal(bytes: impl AsRef<[u8]>) -> String {
    read_musicxml(bytes.as_ref()).unwrap_err().to_string()
}

#[test]
fn musicxml_plays_a_band_as_it_sounds() {
    let (score, warnings) = read_musicxml(BAND.as_bytes()).unwrap();
    assert_eq!(warnings, []);
    let header = score.header();
    assert_eq!(header.title, "Small Band");
    assert_eq!(header.key.unwrap().to_string(), "C major");
    assert_eq!(header.tempo.qpm().round(), 120.0);
    assert_eq!(score.meter().pickup().get(), TICKS_PER_QUARTER);
    // Pick-up, both passes with the tie into the first ending, and the second ending.
    assert_eq!(
        notes(&score),
        [
            (0, 72, 0.0, 1.0),
            (0, 76, 1.0, 2.0),
            (1, 76, 1.0, 3.0),
            (1, 72, 1.0, 3.0),
            (3, 48, 1.0, 3.0),
            (4, 38, 1.0, 1.0),
            (2, 67, 2.0, 1.0),
            (0, 74, 3.0, 4.0),
            (0, 76, 7.0, 2.0),
            (1, 76, 7.0, 3.0),
            (1, 72, 7.0, 3.0),
            (3, 48, 7.0, 3.0),
            (4, 38, 7.0, 1.0),
            (2, 67, 8.0, 1.0),
            (0, 74, 9.0, 1.0),
            (0, 72, 10.0, 3.0),
            (3, 46, 12.0, 1.0)
        ]
    );
    let parts: Vec<(&str, u8, bool, Vec<Voice>)> = header
        .parts
        .iter()
        .map(|part| {
            let (name, voices) = (part.name.as_str(), part.voices.clone());
            (name, part.program, part.is_percussion, voices)
        })
        .collect();
    assert_eq!(
        parts,
        [
            ("Clarinet in Bb", 71, false, vec![Voice(0)]),
            ("Piano", 0, false, vec![Voice(1), Voice(2), Voice(3)]),
            ("Drums", 8, true, vec![Voice(4)])
        ]
    );
    let chords: Vec<(u32, Option<String>)> = header
        .chords
        .iter()
        .map(|change| {
            (
                change.tick.get(),
                change.chord.map(|chord| chord.to_string()),
            )
        })
        .collect();
    let chord = |tick, symbol: &str| (tick, Some(symbol.to_owned()));
    assert_eq!(
        chords,
        [
            chord(480, "Cmaj7"),
            chord(1680, "Dm/A"),
            chord(3360, "Cmaj7"),
            chord(4560, "Dm/A"),
            (4800, None)
        ]
    );
    assert_eq!(header.phrase_ends.len(), 1);
    assert_eq!(header.phrase_ends[0].get(), 4800);
}

#[test]
fn musicxml_reads_the_same_from_an_archive_and_from_wide_text() {
    let plain = read_musicxml(BAND.as_bytes());
    let container =
        b"<container><rootfiles><rootfile full-path=\"scores/band.xml\"/></rootfiles></container>";
    let files: [(&str, &[u8]); 3] = [
        ("other.xml", b"<nothing/>"),
        ("META-INF/container.xml", container),
        ("scores/band.xml", BAND.as_bytes()),
    ];
    assert_eq!(read_musicxml(&zipped(&files)), plain);
    assert_eq!(read_musicxml(&zipped(&files[2..])), plain);
    let wide: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(BAND.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read_musicxml(&wide), plain);
}

#[test]
fn musicxml_counts_beats_where_no_metre_is_written() {
    let note = "<note><pitch><step>C</step><octave>4</octave></pitch><duration>3</duration></note>";
    let first =
        format!("<measure><attributes><divisions>1</divisions></attributes>{note}</measure>");
    let text = score_of(&format!(
        "{first}<measure>{note}</measure><measure>{note}</measure>"
    ));
    let (score, _) = read_musicxml(text.as_bytes()).unwrap();
    assert_eq!(score.n_bars(), 3);
    assert_eq!(score.meter().changes()[0].1.beats(), 3);
}

#[test]
fn musicxml_ties_lead_on_even_where_their_end_is_not_marked() {
    let note = |tie| {
        format!(
            "<note><pitch><step>C</step><octave>4</octave></pitch><duration>1</duration>{tie}</note>"
        )
    };
    let (tied, plain) = (note("<tie type=\"start\"/>"), note(""));
    let text = score_of(&format!(
        "<measure><attributes><divisions>1</divisions></attributes>{tied}{plain}{plain}</measure>"
    ));
    let (score, _) = read_musicxml(text.as_bytes()).unwrap();
    assert_eq!(notes(&score), [(0, 60, 0.0, 2.0), (0, 60, 2.0, 1.0)]);
}

#[test]
fn musicxml_tells_of_what_it_left_out() {
    let text = BAND.replace("<instrument id=\"D-snare\"/>", "<instrument id=\"no\"/>");
    let (score, warnings) = read_musicxml(text.as_bytes()).unwrap();
    assert!(score.header().parts.iter().all(|part| !part.is_percussion));
    assert!(matches!(&warnings[..], [Warning::Ignored { .. }]));
}

#[test]
fn musicxml_refuses_with_a_reason() {
    let note = |duration: &str| {
        score_of(&format!(
            "<measure><attributes><divisions>1</divisions></attributes>\
             <note><pitch><step>C</step><octave>4</octave></pitch><duration>{duration}</duration></note></measure>"
        ))
    };
    let check = |text: String, reason: &str| {
        let found = refusal(&text);
        assert!(found.contains(reason), "{found}");
    };
    check(note("-4"), "negative duration");
    check(note("four"), "a number is needed");
    check(note("4").replace("<divisions>1", "<divisions>0"), "above 0");
    check(
        note("4")
            .replace("<attributes>", "<print>")
            .replace("</attributes>", "</print>"),
        "divisions",
    );
    check(note("4").replace("<octave>4", "<octave>40"), "pitch");
    check("<score-timewise/>".to_owned(), "ordered by time");
    check("<html/>".to_owned(), "score-partwise");
    check("no xml".to_owned(), "MusicXML");
    check(score_of(""), "no notes");
    check(
        format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{}", note("4")),
        "entity",
    );
    assert!(refusal(b"<a>\xff</a>").contains("UTF-8"));
    assert!(refusal(zipped(&[("a.txt", b"")])).contains("without score"));
    assert!(refusal(b"PK\x03\x04 and no more").contains("MusicXML"));
}

#[test]
fn musicxml_lets_no_file_grow_without_end() {
    // A bomb: a megabyte or so that unpacks to more than a file may hold.
    let bomb = zipped(&[("score.xml", &vec![b' '; 9 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(
        read_musicxml(&bomb),
        Err(FormatError::FileTooLarge { .. })
    ));
    let deep = "<a>".repeat(1 << 20);
    assert!(matches!(
        read_musicxml(deep.as_bytes()),
        Err(FormatError::NotMusicXml { .. })
    ));
    let wide = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(read_musicxml(wide.as_bytes()).is_err());
    let measure = "<measure><barline><repeat direction=\"forward\"/>\
                   <repeat direction=\"backward\" times=\"4000000000\"/></barline></measure>";
    let text = score_of(&measure.repeat(19_000));
    assert!(refusal(text).contains("measures"));
    let chord = "<harmony><root><root-step>C</root-step></root></harmony>".repeat(100_000);
    let text = score_of(&format!(
        "<measure>{chord}<barline><repeat times=\"4000\"/></barline></measure>"
    ));
    assert!(read_musicxml(text.as_bytes()).is_err());
}

proptest! {
    #[test]
    fn no_bytes_make_the_musicxml_reader_panic(bytes in vec(any::<u8>(), 0..400), text in ".{0,200}") {
        let _ = read_musicxml(&bytes);
        let _ = read_musicxml(&[b"PK\x03\x04", &bytes[..]].concat());
        let _ = read_musicxml(text.as_bytes());
    }

    #[test]
    fn no_damage_makes_the_musicxml_reader_panic(
        cuts in vec((any::<prop::sample::Index>(), 0_usize..40, "[-+.0-9a-z<>/ ]{0,6}"), 1..6)
    ) {
        let mut text = BAND.to_owned();
        for (at, length, new) in cuts {
            let at = at.index(text.len());
            text.replace_range(at..(at + length).min(text.len()), &new);
        }
        let _ = read_musicxml(text.as_bytes());
    }

    #[test]
    fn no_order_of_elements_makes_the_musicxml_reader_panic(
        elements in vec(prop::sample::select(vec![
            "<attributes><divisions>3</divisions></attributes>",
            "<attributes><time><beats>2+3</beats><beat-type>8</beat-type></time></attributes>",
            "<attributes><transpose><chromatic>99999999</chromatic><octave-change>-99</octave-change></transpose></attributes>",
            "<note><pitch><step>C</step><octave>4</octave></pitch><duration>2</duration><tie type=\"continue\"/></note>",
            "<note><chord/><pitch><step>E</step><alter>-1.5</alter><octave>4</octave></pitch><duration>0.25</duration></note>",
            "<note><rest/><duration>999999999</duration><staff>-7</staff><voice>x</voice></note>",
            "<backup><duration>5</duration></backup>",
            "<forward><duration>1e300</duration></forward>",
            "<harmony><root><root-step>H</root-step></root><kind/><offset>-9</offset></harmony>",
            "<harmony><root><root-step>C</root-step></root><inversion>-1</inversion></harmony>",
            "<direction><direction-type><words>D.S. al Coda</words><coda/><segno/></direction-type></direction>",
            "<sound tempo=\"NaN\"/>",
            "<barline><repeat direction=\"backward\"/></barline>",
            "<barline><ending number=\"1-3\" type=\"start\"/><ending type=\"stop\"/></barline>",
            "</measure><measure>",
            "</measure></part><part id=\"b\"><measure>",
        ]), 0..60)
    ) {
        let _ = read_musicxml(score_of(&format!("<measure>{}</measure>", elements.concat())).as_bytes());
    }
}

#[test]
fn a_tie_holds_while_another_voice_plays_the_same_pitch() {
    let note = |voice, duration, tie: &str| {
        format!(
            "<note><pitch><step>C</step><octave>4</octave></pitch><duration>{duration}</duration>\
             {tie}<voice>{voice}</voice></note>"
        )
    };
    let backup = "<backup><duration>4</duration></backup>";
    let text = score_of(&format!(
        "<measure><attributes><divisions>1</divisions></attributes>\
         <note><rest/><duration>4</duration><voice>1</voice></note>{backup}{}</measure>\
         <measure><note><rest/><duration>2</duration><voice>1</voice></note>{}{backup}{}</measure>",
        note(2, 4, "<tie type=\"start\"/>"),
        note(1, 2, ""),
        note(2, 1, "<tie type=\"stop\"/>"),
    ));
    let (score, warnings) = read_musicxml(text.as_bytes()).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(notes(&score), [(1, 60, 0.0, 5.0), (0, 60, 6.0, 2.0)]);
}
