//! What counterpoint forbids.

use super::notation::{score, with_header};
use antiphon::music::{Note, Score, ScoreHeader, Tick};
use antiphon::theory::{Rule, VoiceLeadingReport, check_voice_leading, find_repairs};

/// The findings of one rule as "quarter:voices", a space between.
fn check(lines: &[&str], rule: Rule, expected: &str) {
    check_under(ScoreHeader::default(), lines, rule, expected);
}

fn check_under(header: ScoreHeader, lines: &[&str], rule: Rule, expected: &str) {
    let findings = check_voice_leading(&with_header(header, lines));
    let of_rule = findings.iter().filter(|finding| finding.rule == rule);
    let names = of_rule.map(|finding| {
        let voices: Vec<String> = finding
            .voices
            .iter()
            .map(|voice| voice.0.to_string())
            .collect();
        format!("{}:{}", finding.tick.get() / 480, voices.join("-"))
    });
    assert_eq!(
        names.collect::<Vec<_>>().join(" "),
        expected,
        "{rule} in {lines:?}"
    );
}

#[test]
fn parallel_fifths_are_found_in_any_pair_and_octave() {
    check(&["G4 A4", "C4 D4"], Rule::ParallelFifths, "1:0-1");
    check(&["G5 A5", "E4 F4", "C4 D4"], Rule::ParallelFifths, "1:0-2");
    check(&["C4 D4", "G4 A4"], Rule::ParallelFifths, "1:0-1");
}

#[test]
fn other_fifths_are_not_parallel() {
    // Repeated, by contrary motion, diminished, or with one voice at rest.
    check(&["G4 G4", "C4 C4"], Rule::ParallelFifths, "");
    check(&["G4 D5", "C4 G3"], Rule::ParallelFifths, "");
    check(&["G4 F4", "C4 B3"], Rule::ParallelFifths, "");
    check(&["G4 - A4", "C4 - D4"], Rule::ParallelFifths, "");
    // Crossed voices that stand a fourth apart.
    check(&["C4 D4", "F4 G4"], Rule::ParallelFifths, "");
}

#[test]
fn parallel_octaves_and_unisons_differ() {
    check(&["C5 D5", "C4 D4"], Rule::ParallelOctaves, "1:0-1");
    check(&["C4 D4", "C4 D4"], Rule::ParallelUnisons, "1:0-1");
    check(&["C4 D4", "C4 D4"], Rule::ParallelOctaves, "");
}

#[test]
fn a_held_note_does_not_move() {
    check(&["G4 A4", "C4*2"], Rule::ParallelFifths, "");
}

#[test]
fn a_phrase_end_excuses_what_follows() {
    let header = |tick: u32| ScoreHeader {
        phrase_ends: vec![Tick::new(tick).unwrap()],
        ..ScoreHeader::default()
    };
    check_under(header(0), &["G4*2 A4", "C4*2 D4"], Rule::ParallelFifths, "");
    check_under(
        header(0),
        &["G4*2 A4", "E4 C4 D4"],
        Rule::ParallelFifths,
        "",
    );
    check_under(
        header(960),
        &["G4*2 A4", "C4*2 D4"],
        Rule::ParallelFifths,
        "2:0-1",
    );
}

#[test]
fn hidden_intervals_need_a_leap_above_in_the_outer_voices() {
    check(&["E4 A4", "C4 D4"], Rule::HiddenFifths, "1:0-1");
    check(&["E4 D5", "C4 D4"], Rule::HiddenOctaves, "1:0-1");
    check(&["G4 A4", "B3 D4"], Rule::HiddenFifths, "");
    check(&["C6 B5", "E4 A4", "C4 D4"], Rule::HiddenFifths, "");
}

#[test]
fn voices_cross_and_overlap() {
    check(
        &["E4 C4 C4 E4", "C4 E4 E4 C4"],
        Rule::VoiceCrossing,
        "1:0-1",
    );
    check(&["E4 A4", "C4 F4"], Rule::VoiceOverlap, "1:0-1");
    check(&["E4 F4", "C4 D4"], Rule::VoiceOverlap, "");
}

#[test]
fn upper_voices_stay_within_an_octave() {
    check(&["G5", "E4", "C4", "C3"], Rule::WideSpacing, "0:0-1");
    check(&["G4", "E4", "C4", "C2"], Rule::WideSpacing, "");
}

#[test]
fn singers_have_ranges() {
    check(&["C6", "G4", "E4", "C3"], Rule::OutOfRange, "0:0");
    check(&["C5", "G4", "E4", "B1"], Rule::OutOfRange, "0:3");
    check(&["C6", "C3"], Rule::OutOfRange, "");
}

#[test]
fn an_outer_leading_tone_rises() {
    let inner = ["G4 G4 G4 G4", "E4 D4 E4 E4", "C3 G3 C3 C3"];
    let with = |top| [top, inner[0], inner[1], inner[2]];
    check(&with("C5 B4 C5 C5"), Rule::UnresolvedLeadingTone, "");
    check(&with("C5 B4 G4 C5"), Rule::UnresolvedLeadingTone, "2:0");
    check(
        &["G5 G5 G5 G5", "C5 B4 G4 G4", "E4 D4 E4 E4", "C3 G3 C3 C3"],
        Rule::UnresolvedLeadingTone,
        "",
    );
}

#[test]
fn augmented_intervals_are_told_from_diminished_ones_by_the_key() {
    let bass = "A3*2 E3*2 A3*2";
    check(
        &["A4 F4 G#4 A4 C5 A4", bass],
        Rule::AugmentedInterval,
        "2:0",
    );
    check(
        &["C5 F4 B4 C5 E5 C5", "C4*2 G3 C3*3"],
        Rule::AugmentedInterval,
        "2:0",
    );
    check(
        &["C5 F5 B4 C5 E5 C5", "C4*2 G3 C3*3"],
        Rule::AugmentedInterval,
        "",
    );
}

#[test]
fn leaps_are_small() {
    check(&["C4 C5 D4"], Rule::LargeLeap, "2:0");
    check(&["C4 A4 C4"], Rule::LargeLeap, "");
}

#[test]
fn the_report_counts_pairs_that_move() {
    let report = VoiceLeadingReport::of(&score(&["G4 A4 A4", "C4 D4 D4", "E3 F3 D3"]));
    assert_eq!(
        (
            report.n_moving_pairs,
            report.n_parallel_fifths,
            report.n_parallel_octaves
        ),
        (3, 1, 0)
    );
    assert_eq!(
        (report.n_simultaneities, report.n_triads, report.n_crossings),
        (3, 2, 0)
    );
    assert_eq!((report.n_notes, report.n_sixteenths), (9, 12));
    let mut twice = report.clone();
    twice.add(&report);
    assert_eq!(twice.n_moving_pairs, 6);
    assert!((twice.parallel_fifths() - 1000.0 / 3.0).abs() < 1e-9);
    assert_eq!(twice.ranges, report.ranges);
}

#[test]
fn silence_breaks_no_rule() {
    assert!(check_voice_leading(&score(&["-"])).is_empty());
    assert_eq!(
        VoiceLeadingReport::of(&score(&["-"])),
        VoiceLeadingReport::default()
    );
}

#[test]
fn the_smallest_repair_mends_its_finding_and_breaks_nothing() {
    // Two triads a step apart, all voices in parallel; and the same in contrary motion to the bass.
    let parallel = score(&["G4 A4 G4", "E4 F4 E4", "C4 D4 C4", "C3 D3 C3"]);
    let findings = check_voice_leading(&parallel);
    let repairs = find_repairs(&parallel, &findings);
    assert!(repairs.iter().flatten().count() > 0);
    let mut n_mended = 0;
    for (finding, repair) in findings.iter().zip(&repairs) {
        let Some(repair) = repair else { continue };
        let notes = parallel.notes().iter().map(|note| Note {
            pitch: if note.id == repair.note {
                repair.pitch
            } else {
                note.pitch
            },
            ..*note
        });
        let mended = Score::new(parallel.header().clone(), notes.collect()).unwrap();
        let left = check_voice_leading(&mended);
        assert!(!left.contains(finding));
        assert!(left.len() < findings.len());
        n_mended += 1;
    }
    assert!(n_mended > 0);
    // A soprano that leaves its range by a step comes back into it by the nearest note of the chord.
    let high = score(&["C6*4", "E4*4", "G3*4", "C3*4"]);
    let finding = check_voice_leading(&high);
    let of_range = finding
        .iter()
        .position(|it| it.rule == Rule::OutOfRange)
        .unwrap();
    let repair = find_repairs(&high, &finding)[of_range].unwrap();
    assert_eq!(
        (repair.note.0, repair.pitch.midi()),
        (high.notes()[0].id.0, 79)
    );
    // What no single note can mend has no repair: nothing is found in nothing.
    assert_eq!(find_repairs(&high, &[]), vec![]);
}
