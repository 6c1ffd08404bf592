//! Roles of notes, against examples worked out by hand.

use antiphon::music::{
    ChordChange, Duration, Note, NoteId, Pitch, Score, ScoreHeader, Tick, Velocity, Voice,
};
use antiphon::theory::{Role, find_roles};

/// A melody of (MIDI note, ticks), 0 for a rest, under chord symbols at ticks, and the roles of its notes.
fn roles(melody: &[(i64, u32)], chords: &[(u32, &str)]) -> Vec<&'static str> {
    let mut tick = 0;
    let mut notes = Vec::new();
    for (pitch, length) in melody {
        if *pitch > 0 {
            notes.push(Note {
                id: NoteId(notes.len() as u32),
                voice: Voice::SOPRANO,
                pitch: Pitch::new(*pitch).unwrap(),
                onset: Tick::new(tick).unwrap(),
                duration: Duration::new(*length).unwrap(),
                velocity: Velocity::DEFAULT,
            });
        }
        tick += length;
    }
    let change = |(tick, chord): &(u32, &str)| ChordChange {
        tick: Tick::new(*tick).unwrap(),
        chord: (!chord.is_empty()).then(|| chord.parse().unwrap()),
    };
    let header = ScoreHeader {
        chords: chords.iter().map(change).collect(),
        ..ScoreHeader::default()
    };
    let n_notes = notes.len() as u32;
    let score = Score::new(header, notes).unwrap();
    let roles = find_roles(&score);
    let name = |id| roles.get(&NoteId(id)).map_or("none", |role| role.name());
    (0..n_notes).map(name).collect()
}

const EIGHTH: u32 = 240;
const QUARTER: u32 = 480;
const HALF: u32 = 960;

#[test]
fn steps_around_chord_tones() {
    let c = [(0, "C")];
    // C D E: the D passes; E D C downwards too; two in a row, G A B C, both pass.
    let line = |pitches: &[i64]| -> Vec<(i64, u32)> {
        pitches.iter().map(|pitch| (*pitch, EIGHTH)).collect()
    };
    assert_eq!(
        roles(&line(&[60, 62, 64]), &c),
        ["chord tone", "passing", "chord tone"]
    );
    assert_eq!(roles(&line(&[64, 62, 60]), &c)[1], "passing");
    assert_eq!(
        roles(&line(&[67, 69, 71, 72]), &c),
        ["chord tone", "passing", "passing", "chord tone"]
    );
    // C D C and E D# E turn back.
    assert_eq!(roles(&line(&[60, 62, 60]), &c)[1], "neighbour");
    assert_eq!(roles(&line(&[64, 63, 64]), &c)[1], "neighbour");
    // E F D E: both neighbours around E, though a third lies between them.
    assert_eq!(
        roles(&line(&[64, 65, 62, 64]), &c),
        ["chord tone", "neighbour", "neighbour", "chord tone"]
    );
    // E F C: the F leaps away from where it should go. C A G: the A is leapt to and falls.
    assert_eq!(roles(&line(&[64, 65, 60]), &c)[1], "escape");
    assert_eq!(roles(&line(&[60, 69, 67]), &c)[1], "appoggiatura");
    // Leapt to and left by leap, it is none of these.
    assert_eq!(roles(&line(&[60, 66, 72]), &c)[1], "free");
}

#[test]
fn notes_that_stay_while_chords_change() {
    // C over C, then over G falling to B: a suspension, tied or struck again.
    let chords = [(0, "C"), (HALF, "G")];
    let tied = [(72, HALF + QUARTER), (71, QUARTER)];
    assert_eq!(roles(&tied, &chords), ["suspension", "chord tone"]);
    let struck = [(72, HALF), (72, QUARTER), (71, QUARTER)];
    assert_eq!(
        roles(&struck, &chords),
        ["chord tone", "suspension", "chord tone"]
    );
    // B held from G into C and rising is a retardation.
    let rising = [(71, HALF + QUARTER), (72, QUARTER)];
    assert_eq!(roles(&rising, &[(0, "G"), (HALF, "C")])[0], "suspension");
    // The tonic of C held through F and G7 back to C: a pedal, held or repeated.
    let organ = [(0, "C"), (QUARTER, "G7"), (2 * QUARTER, "C")];
    assert_eq!(roles(&[(48, 3 * QUARTER)], &organ), ["pedal"]);
    let drone = [(48, QUARTER), (48, QUARTER), (48, QUARTER)];
    assert_eq!(roles(&drone, &organ), ["chord tone", "pedal", "chord tone"]);
}

#[test]
fn notes_that_come_before_their_chord() {
    // D B C C: the first C belongs to the C major that follows.
    let melody = [(74, QUARTER), (71, EIGHTH), (72, EIGHTH), (72, HALF)];
    let chords = [(0, "G"), (HALF, "C")];
    assert_eq!(
        roles(&melody, &chords),
        ["chord tone", "chord tone", "anticipation", "chord tone"]
    );
    // The same tied over.
    let tied = [(74, QUARTER), (71, EIGHTH), (72, EIGHTH + HALF)];
    assert_eq!(roles(&tied, &chords)[2], "anticipation");
}

#[test]
fn rests_part_lines_and_silence_of_harmony_is_told() {
    let c = [(0, "C")];
    // After a rest a D that falls to C leans; before one it hangs.
    let after_rest = [(60, EIGHTH), (0, QUARTER), (62, EIGHTH), (60, EIGHTH)];
    assert_eq!(
        roles(&after_rest, &c),
        ["chord tone", "appoggiatura", "chord tone"]
    );
    assert_eq!(roles(&[(60, EIGHTH), (62, EIGHTH)], &c)[1], "free");
    assert_eq!(roles(&[(60, EIGHTH)], &[(0, ""), (HALF, "C")]), ["none"]);
    assert!(Role::ALL.is_sorted());
}

#[test]
fn harmony_is_heard_where_nobody_wrote_it() {
    // Over a C major triad held below, the soprano passes from E to G.
    let note = |id: u32, voice: u8, pitch: i64, onset: u32, length: u32| Note {
        id: NoteId(id),
        voice: Voice(voice),
        pitch: Pitch::new(pitch).unwrap(),
        onset: Tick::new(onset).unwrap(),
        duration: Duration::new(length).unwrap(),
        velocity: Velocity::DEFAULT,
    };
    let notes = vec![
        note(0, 0, 76, 0, EIGHTH),
        note(1, 0, 77, EIGHTH, EIGHTH),
        note(2, 0, 79, QUARTER, QUARTER),
        note(3, 1, 67, 0, HALF),
        note(4, 2, 60, 0, HALF),
        note(5, 3, 48, 0, HALF),
    ];
    let score = Score::new(ScoreHeader::default(), notes).unwrap();
    let roles = find_roles(&score);
    assert_eq!(roles[&NoteId(1)], Role::Passing);
    for id in [0, 2, 3, 4, 5] {
        assert_eq!(roles[&NoteId(id)], Role::ChordTone, "{id}");
    }
}
