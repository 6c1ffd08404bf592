//! The grammar through the public API: which words may follow, and what a cue tells.

use antiphon::music::{TimeSignature, Voice};
use antiphon::token::{Event, Grammar, Metre, NotePitch};

fn pitch(index: usize) -> NotePitch {
    NotePitch::from_index(index).unwrap()
}

fn check(events: &[Event], next: Event, expected: bool) {
    let mut grammar = Grammar::new();
    for event in events {
        grammar.advance(*event).unwrap();
    }
    assert_eq!(grammar.allows(next), expected, "{next:?} after {events:?}");
}

#[test]
fn sentences_hold_together() {
    let metre = Event::Metre(Metre::of(TimeSignature::COMMON).unwrap());
    let alto = Event::Note(Voice::ALTO, pitch(40));
    let bar = Event::Bar(None);
    check(&[], bar, false);
    check(&[metre], bar, true);
    check(&[metre], metre, false);
    check(&[metre, bar], Event::End, true);
    check(&[metre, bar, Event::Position(95)], bar, false);
    check(&[metre, bar], Event::Position(96), false);
    check(&[metre, bar, alto], alto, false);
    check(&[metre, bar, alto, Event::Longer], Event::Duration(1), true);
    check(
        &[metre, bar, alto, Event::Duration(24)],
        Event::Note(Voice::SOPRANO, pitch(50)),
        false,
    );
    check(
        &[metre, bar, alto, Event::Duration(24)],
        Event::Note(Voice::ALTO, pitch(39)),
        true,
    );
    check(
        &[metre, bar, alto, Event::Duration(24)],
        Event::Given,
        false,
    );
    check(&[metre, bar, Event::Given], bar, false);
    check(
        &[metre, bar, Event::Given, alto, Event::Duration(24)],
        Event::GivenEnd,
        true,
    );
    check(&[metre, Event::Bar(Some(2))], Event::End, false);
    check(&[metre, Event::Bar(Some(2))], Event::Bar(Some(1)), true);
    check(&[metre, Event::Bar(Some(1))], Event::Bar(None), false);
}

#[test]
fn cue_tells_what_still_sounds_after_the_bar_line() {
    let mut grammar = Grammar::new();
    let metre = Event::Metre(Metre::of(TimeSignature::COMMON).unwrap());
    let note = Event::Note(Voice::BASS, pitch(20));
    for event in [
        metre,
        Event::Bar(None),
        Event::Position(72),
        note,
        Event::Duration(48),
        Event::Bar(None),
    ] {
        grammar.advance(event).unwrap();
    }
    let cue = grammar.cue();
    assert_eq!(
        (cue.position, cue.sounding[3], cue.next_end),
        (0, Some(pitch(20)), 24)
    );
    grammar.advance(Event::Position(24)).unwrap();
    assert_eq!(grammar.cue().sounding[3], None);
}
