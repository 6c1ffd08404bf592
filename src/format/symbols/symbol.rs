//! The symbols of a layer in one bar.

use std::ops::Range;

use super::bar::Bar;
use super::layer::Chord;
use super::pulse::{Piece, Pulse};
use super::tuplet::{Ratio, Span, Window, snapped, tuplets_of};
use super::value::Value;
use crate::music::Tick;

/// A note, chord or rest on paper. Ticks count from the start of the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    pub start: u32,
    pub end: u32,
    pub shape: Shape,
    /// Its notes; none in a rest.
    pub heads: Vec<Head>,
    pub is_tied_back: bool,
    pub is_tied_on: bool,
    pub tuplet: Option<TupletPlace>,
    /// What each beam does here, the first one outside: MusicXML's words.
    pub beams: Vec<&'static str>,
}

impl Symbol {
    /// Which of some changes, rising by their ticks, begin while it lasts.
    pub fn during<T>(&self, changes: &[T], tick: impl Fn(&T) -> Tick) -> Range<usize> {
        let place = |end: u32| changes.partition_point(|change| tick(change).get() < end);
        place(self.start)..place(self.end)
    }
}

/// What is seen of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Value(Value),
    /// The rest of a whole bar.
    WholeBar,
    /// Silence that nothing shows.
    Unseen,
}

/// A note of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its place among the notes of the score.
    pub note: usize,
    /// The accidental before it, in MusicXML's words.
    pub accidental: Option<&'static str>,
}

/// Where a symbol stands in a tuplet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TupletPlace {
    pub ratio: Ratio,
    pub is_first: bool,
    pub is_last: bool,
}

/// Chords and silence that follow each other, counted from where the whole bar would begin.
struct Event<'a> {
    span: Span,
    chord: Option<&'a Chord>,
}

/// The symbols of a bar, from its first tick to its last.
///
/// `chords` are those that sound in the bar. Notes end at `cuts` and are tied on, and rests end there too.
/// Without rests, silence is left blank, except in tuplets.
pub fn symbols_of(bar: &Bar, chords: &[Chord], cuts: &[u32], has_rests: bool) -> Vec<Symbol> {
    // A bar cut short rests like a part of one.
    let is_whole = bar.end - bar.start == bar.time_signature.bar().get();
    let is_cut = cuts
        .iter()
        .any(|cut| (bar.start + 1..bar.end).contains(cut));
    if chords.is_empty() && is_whole && has_rests && !is_cut {
        return vec![silence(bar.start, bar.end, Shape::WholeBar)];
    }
    let writer = Writer {
        bar,
        pulse: Pulse::of(bar.time_signature),
        has_rests,
    };
    let events = writer.events(chords, cuts);
    let spans: Vec<Span> = events.iter().map(|event| event.span).collect();
    let mut symbols = Vec::new();
    let mut now = bar.missing;
    for window in tuplets_of(bar.time_signature, &spans) {
        writer.plain(&events, now, window.start, &mut symbols);
        writer.tuplet(&events, window, &mut symbols);
        now = window.end;
    }
    writer.plain(&events, now, u32::MAX, &mut symbols);
    symbols
}

fn silence(start: u32, end: u32, shape: Shape) -> Symbol {
    Symbol {
        start,
        end,
        shape,
        heads: Vec::new(),
        is_tied_back: false,
        is_tied_on: false,
        tuplet: None,
        beams: Vec::new(),
    }
}

struct Writer<'a> {
    bar: &'a Bar,
    pulse: Pulse,
    has_rests: bool,
}

impl Writer<'_> {
    /// What sounds and rests, without gaps.
    fn events<'c>(&self, chords: &'c [Chord], cuts: &[u32]) -> Vec<Event<'c>> {
        let (first, last) = (self.bar.start, self.bar.end);
        let mut events: Vec<Event> = Vec::with_capacity(2 * chords.len() + 1);
        let mut push = |start: u32, end: u32, chord: Option<&'c Chord>| {
            let in_bar = |tick: u32| tick - first + self.bar.missing;
            let after = cuts.partition_point(|cut| *cut <= start);
            let cuts = cuts[after..].iter().copied();
            let mut from = start;
            for to in cuts.take_while(|cut| *cut < end).chain([end]) {
                if from < to {
                    events.push(Event {
                        span: (in_bar(from), in_bar(to), chord.is_none()),
                        chord,
                    });
                    from = to;
                }
            }
        };
        let mut now = first;
        for chord in chords {
            let (start, end) = (chord.start.clamp(now, last), chord.end.clamp(now, last));
            push(now, start, None);
            push(start, end, Some(chord));
            now = end;
        }
        push(now, last, None);
        events
    }

    /// Writes what lies between two places without tuplets.
    fn plain(&self, events: &[Event], start: u32, end: u32, symbols: &mut Vec<Symbol>) {
        for (event, (start, end, is_rest)) in clipped(events, start, end) {
            let snapped = (snapped(start), snapped(end));
            let mut pieces = self.pulse.pieces(snapped.0, snapped.1, is_rest);
            // What stands off the grid is written at the nearest place, and sounds where it is.
            if let Some(first) = pieces.first_mut() {
                first.start = start;
            }
            if let Some(last) = pieces.last_mut() {
                last.end = end;
            }
            let is_unseen = is_rest && (!self.has_rests || snapped.0 == snapped.1);
            for piece in pieces {
                let shape = if is_unseen {
                    Shape::Unseen
                } else {
                    Shape::Value(piece.value)
                };
                symbols.push(self.symbol(event, piece, shape));
            }
        }
    }

    /// Writes a tuplet.
    fn tuplet(&self, events: &[Event], window: Window, symbols: &mut Vec<Symbol>) {
        let before = symbols.len();
        for (event, span) in clipped(events, window.start, window.end) {
            for piece in window.pieces(span) {
                symbols.push(self.symbol(event, piece, Shape::Value(piece.value)));
            }
        }
        let inside = &mut symbols[before..];
        let count = inside.len();
        for (place, symbol) in inside.iter_mut().enumerate() {
            symbol.tuplet = Some(TupletPlace {
                ratio: window.ratio,
                is_first: place == 0,
                is_last: place + 1 == count,
            });
        }
    }

    fn symbol(&self, event: &Event, piece: Piece, shape: Shape) -> Symbol {
        let in_score = |place: u32| place - self.bar.missing + self.bar.start;
        let (start, end) = (in_score(piece.start), in_score(piece.end));
        let Some(chord) = event.chord else {
            return silence(start, end, shape);
        };
        let head = |note: &usize| Head {
            note: *note,
            accidental: None,
        };
        Symbol {
            heads: chord.notes.iter().map(head).collect(),
            is_tied_back: chord.start < start,
            is_tied_on: end < chord.end,
            ..silence(start, end, shape)
        }
    }
}

/// The events that reach into a stretch, with what they have of it.
fn clipped<'e, 'a>(
    events: &'e [Event<'a>],
    start: u32,
    end: u32,
) -> impl Iterator<Item = (&'e Event<'a>, Span)> {
    let first = events.partition_point(|event| event.span.1 <= start);
    let inside = events[first..]
        .iter()
        .take_while(move |event| start < end && event.span.0 < end);
    inside.map(move |event| {
        let (from, to, is_rest) = event.span;
        (event, (from.max(start), to.min(end), is_rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::TimeSignature;

    fn shown(symbols: &[Symbol]) -> String {
        let word = |symbol: &Symbol| {
            let name = match symbol.shape {
                Shape::Value(value) if value.is_dotted => format!("{}.", value.name),
                Shape::Value(value) => value.name.to_owned(),
                Shape::WholeBar => "bar".to_owned(),
                Shape::Unseen => "blank".to_owned(),
            };
            let rest = if symbol.heads.is_empty() { "r-" } else { "" };
            let tie = if symbol.is_tied_on { "~" } else { "" };
            let tuplet = if symbol.tuplet.is_some() { "3" } else { "" };
            format!("{rest}{name}{tuplet}{tie}")
        };
        let words: Vec<String> = symbols.iter().map(word).collect();
        words.join(" ")
    }

    fn check(missing: u32, chords: &[(u32, u32)], cuts: &[u32], expected: &str) {
        let bar = Bar {
            start: 1_000,
            end: 2_920 - missing,
            time_signature: TimeSignature::COMMON,
            missing,
            is_pickup: missing > 0,
            shows_time: false,
        };
        let chords: Vec<Chord> = chords
            .iter()
            .map(|(start, end)| Chord {
                start: *start,
                end: *end,
                notes: vec![0],
            })
            .collect();
        let symbols = symbols_of(&bar, &chords, cuts, true);
        assert_eq!(shown(&symbols), expected);
        assert!(symbols.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!(symbols.first().map(|symbol| symbol.start), Some(bar.start));
        assert_eq!(symbols.last().map(|symbol| symbol.end), Some(bar.end));
    }

    #[test]
    fn bars_are_filled_and_long_notes_tied() {
        check(0, &[], &[], "r-bar");
        check(0, &[(1_000, 1_480)], &[], "quarter r-quarter r-half");
        check(0, &[(500, 4_000)], &[], "whole~");
        check(
            0,
            &[(1_720, 2_200)],
            &[],
            "r-quarter r-eighth eighth~ eighth r-eighth r-quarter",
        );
        check(0, &[(1_000, 2_920)], &[1_480, 5_000], "quarter~ half.");
        check(1_440, &[(1_000, 1_480)], &[], "quarter");
        check(1_200, &[], &[], "r-eighth r-quarter");
        check(960, &[(1_480, 1_960)], &[], "r-quarter quarter");
    }

    #[test]
    fn thirds_of_beats_are_triplets() {
        check(
            0,
            &[(1_000, 1_160), (1_320, 2_920)],
            &[],
            "eighth3 r-eighth3 eighth3~ half.",
        );
        check(
            0,
            &[(1_000, 2_600), (2_600, 2_920)],
            &[],
            "half.~ eighth3 quarter3",
        );
    }

    #[test]
    fn what_fits_nothing_sounds_exactly() {
        check(
            0,
            &[(1_003, 1_477)],
            &[],
            "r-blank quarter r-quarter r-half",
        );
    }
}
