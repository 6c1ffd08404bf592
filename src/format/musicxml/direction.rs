//! Bar lines and directions: tempo, and where to go on.

use super::order::{Jump, Marks};
use super::xml::{self, Node};
use crate::music::Tempo;

/// The tempo of a `direction` or `sound` element: as it is to sound, or as it is printed.
pub(super) fn tempo_of(node: Node) -> Option<Tempo> {
    let mut sounds = sounds_of(node);
    let sounding = sounds.find_map(|sound| sound.attribute("tempo")?.parse::<f64>().ok());
    let quarters = sounding.or_else(|| {
        let types = xml::children(node, "direction-type");
        types
            .filter_map(|kind| xml::child(kind, "metronome"))
            .find_map(quarters_of)
    });
    Tempo::from_qpm(quarters?).ok()
}

/// Quarter notes a minute of a metronome mark; `None` for one that compares notes.
fn quarters_of(metronome: Node) -> Option<f64> {
    let unit = match xml::text_in(metronome, &["beat-unit"]) {
        "breve" => 8.0,
        "whole" => 4.0,
        "half" => 2.0,
        "quarter" => 1.0,
        "eighth" => 0.5,
        "16th" => 0.25,
        _ => return None,
    };
    let n_dots = xml::children(metronome, "beat-unit-dot").take(3).count();
    // One dot adds a half, two three quarters.
    let dotted = unit * (2.0 - 0.5_f64.powi(n_dots as i32));
    let per_minute = xml::text_in(metronome, &["per-minute"]);
    let digits: String = per_minute
        .chars()
        .skip_while(|sign| !sign.is_ascii_digit())
        .take_while(|sign| sign.is_ascii_digit() || *sign == '.')
        .collect();
    digits.parse::<f64>().ok().map(|beats| beats * dotted)
}

/// The `sound` elements of a direction, or the element itself.
fn sounds_of<'a, 'input: 'a>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    let own = node.has_tag_name("sound").then_some(node);
    own.into_iter().chain(xml::children(node, "sound"))
}

/// Takes in a bar line: repeats and endings.
pub(super) fn read_bar_line(bar_line: Node, marks: &mut Marks) {
    for repeat in xml::children(bar_line, "repeat") {
        if repeat.attribute("direction") == Some("forward") {
            marks.has_repeat_start = true;
        } else {
            let times = repeat
                .attribute("times")
                .and_then(|times| times.parse().ok());
            marks.repeat_end = Some(times.unwrap_or(2));
        }
    }
    for ending in xml::children(bar_line, "ending") {
        if ending.attribute("type") == Some("start") {
            let numbers = ending.attribute("number").unwrap_or("");
            let numbers = numbers.split([',', ' ', '.', '-']);
            marks.ending = Some(numbers.filter_map(|number| number.parse().ok()).collect());
        } else {
            marks.has_ending_end = true;
        }
    }
}

/// Takes in what a direction says to players of all kinds: `sound` elements are meant for programs;
/// signs and words count where no `sound` in the score speaks of jumps.
pub(super) fn read_jumps(direction: Node, is_spelled_out: bool, marks: &mut Marks) {
    if is_spelled_out {
        for sound in sounds_of(direction) {
            let has = |name| sound.attribute(name).is_some_and(|value| value != "no");
            if has("dacapo") {
                marks.jump = Some(Jump::ToStart);
            } else if has("dalsegno") {
                marks.jump = Some(Jump::ToSegno);
            }
            marks.has_segno |= has("segno");
            marks.has_fine |= has("fine");
            marks.has_to_coda |= has("tocoda");
            marks.has_coda |= has("coda");
        }
        return;
    }
    for kind in xml::children(direction, "direction-type") {
        marks.has_segno |= xml::child(kind, "segno").is_some();
        // Which of the two it is shows when all are known.
        marks.has_coda |= xml::child(kind, "coda").is_some();
        for words in xml::children(kind, "words") {
            read_words(&xml::text(words).to_lowercase(), marks);
        }
    }
}

fn read_words(words: &str, marks: &mut Marks) {
    if words.starts_with("d.c.") || words.starts_with("da capo") {
        marks.jump = Some(Jump::ToStart);
    } else if words.starts_with("d.s.") || words.starts_with("dal segno") {
        marks.jump = Some(Jump::ToSegno);
    } else if words == "fine" {
        marks.has_fine = true;
    } else if words.starts_with("to coda") {
        marks.has_to_coda = true;
    }
}

/// Whether `sound` elements of a score speak of jumps.
pub(super) fn spells_out_jumps(root: Node) -> bool {
    let names = ["dacapo", "dalsegno", "segno", "fine", "tocoda", "coda"];
    let mut sounds = root.descendants().filter(|node| node.has_tag_name("sound"));
    sounds.any(|sound| names.iter().any(|name| sound.has_attribute(*name)))
}

/// Of several coda signs the last is where the coda begins; the others lead there.
pub(super) fn tell_codas_apart(marks: &mut [&mut Marks]) {
    let last = marks.iter().rposition(|marks| marks.has_coda);
    for marks in marks.iter_mut().take(last.unwrap_or(0)) {
        marks.has_to_coda |= marks.has_coda;
        marks.has_coda = false;
    }
}
