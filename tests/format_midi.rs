//! What other programs read in our MIDI files, and what we keep of theirs.

use antiphon::format::{read_midi, write_midi};
use antiphon::music::{
    Duration, Meter, Note, NoteId, Pitch, Score, ScoreHeader, Tick, TimeSignature, Velocity, Voice,
};

#[test]
fn tempi_are_kept_where_they_change() {
    // 120, then 100 from the second quarter on, said twice, then 60: as many players slow down.
    let events = b"\0\xff\x51\x03\x07\xa1\x20\0\x90\x3c\x40\x60\xff\x51\x03\x09\x27\xc0\
                   \x60\xff\x51\x03\x09\x27\xc0\x60\xff\x51\x03\x0f\x42\x40\x60\x80\x3c\0\0\xff\x2f\0";
    let mut bytes = b"MThd\0\0\0\x06\0\0\0\x01\0\x60MTrk\0\0\0".to_vec();
    bytes.push(events.len() as u8);
    bytes.extend(events);
    let (score, warnings) = read_midi(&bytes).unwrap();
    let header = score.header();
    let changes: Vec<(u32, f64)> = header
        .tempo_changes
        .iter()
        .map(|change| (change.tick.get(), change.tempo.qpm()))
        .collect();
    assert_eq!(header.tempo.qpm(), 120.0);
    assert_eq!(changes, [(480, 100.0), (1440, 60.0)]);
    assert!(warnings.is_empty());
    let at = |tick| header.tempo_at(Tick::new(tick).unwrap()).qpm();
    assert_eq!(
        [0, 479, 480, 1439, 1440, 9999].map(at),
        [120.0, 120.0, 100.0, 100.0, 60.0, 60.0]
    );
}

#[test]
fn other_programs_count_bars_from_the_pickup_too() {
    let metre = TimeSignature::new(3, 4).unwrap();
    let pickup = Duration::new(480).unwrap();
    let header = ScoreHeader {
        meter: Meter::new(pickup, vec![(Tick::ZERO, metre)]).unwrap(),
        ..ScoreHeader::default()
    };
    let note = Note {
        id: NoteId(0),
        voice: Voice(0),
        pitch: Pitch::new(60).unwrap(),
        onset: Tick::ZERO,
        duration: Duration::new(480).unwrap(),
        velocity: Velocity::DEFAULT,
    };
    let score = Score::new(header, vec![note]).unwrap();
    let bytes = write_midi(&score);
    let smf = midly::Smf::parse(&bytes).unwrap();
    let mut tick = 0;
    let mut metres = Vec::new();
    for event in &smf.tracks[0] {
        tick += event.delta.as_int();
        if let midly::TrackEventKind::Meta(midly::MetaMessage::TimeSignature(beats, power, ..)) =
            event.kind
        {
            metres.push((tick, beats, power));
        }
    }
    assert_eq!(metres, [(0, 1, 2), (480, 3, 2)]);
    assert_eq!(read_midi(&bytes).unwrap().0, score);
}
