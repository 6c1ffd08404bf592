//! Laws that bind every note.

use crate::asked::{Asked, any_request, limit, narrow};
use crate::cases::cases;
use crate::heard::Heard;
use antiphon::compose::{ComposeError, Constraints, Strictness, Style, Typed, ensemble_of};
use antiphon::music::{ChordChange, Duration, NoteName, Tick};
use antiphon::theory::{Scale, ScaleKind};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn strict_voice_leading_knows_no_parallels_and_no_crossings(asked in any_request(), is_narrow: bool) {
        let strict = Constraints {
            voice_leading: Some(Strictness::LAW),
            ranges: if is_narrow && asked.style != Style::Band { narrow() } else { Vec::new() },
            shortest_note: limit(Duration::new(if is_narrow { 240 } else { 1 }).unwrap()),
            ..Constraints::default()
        };
        match asked.answer(strict) {
            Err(ComposeError::Contradiction { laws }) => {
                prop_assert_eq!(laws, ["no note shorter than 240 ticks"]);
            }
            other => if let Some(outcome) = other.unwrap() {
                let heard = Heard::of(&outcome);
                prop_assert_eq!(heard.n_parallels(), 0);
                let is_choir = ensemble_of(asked.style).is_in_four_parts();
                prop_assert!(!is_choir || heard.n_crossings() == 0);
            }
        }
    }

    #[test]
    fn scales_and_ranges_hold(asked in any_request(), kind in 0usize..14, tonic in -5i64..6) {
        let scale = Scale { tonic: NoteName::at(tonic), kind: ScaleKind::ALL[kind] };
        let asked = Asked { style: if asked.style == Style::Band { Style::Hymn } else { asked.style }, ..asked };
        let laws = Constraints {
            scale: limit(Some(scale)),
            ranges: narrow(),
            ..Constraints::default()
        };
        if let Some(outcome) = asked.answer(laws).unwrap() {
            for note in &outcome.added {
                prop_assert!(scale.contains(note.pitch.class()), "{} of {scale}", note.pitch.midi());
                let bounds = narrow()[usize::from(note.voice.0)];
                prop_assert!((bounds.lowest..=bounds.highest).contains(&note.pitch));
            }
        }
    }

    #[test]
    fn chords_bind_every_beat(asked in any_request(), symbols in prop::collection::vec(0usize..5, 1..5)) {
        let chords = ["C", "G7", "Am", "Fmaj7", "F#dim7"];
        let changes = symbols.iter().enumerate().map(|(index, symbol)| ChordChange {
            tick: Tick::new(index as u32 * 960).unwrap(),
            chord: Some(chords[*symbol].parse().unwrap()),
        });
        let laws = Constraints {
            chords: Some(Typed { changes: changes.collect(), strictness: Strictness::LAW }),
            ..Constraints::default()
        };
        if let Some(outcome) = asked.answer(laws).unwrap() {
            prop_assert_eq!(Heard::of(&outcome).n_discords(), 0);
        }
    }

    #[test]
    fn leaps_lengths_and_repeats_keep_their_limits(
        asked in any_request(), leap in 1u8..6, repeats in 0u8..3, shortest in prop::sample::select(vec![60u32, 160, 240, 480]),
    ) {
        let laws = Constraints {
            largest_leap: limit(leap),
            most_repeats: limit(repeats),
            shortest_note: limit(Duration::new(shortest).unwrap()),
            ..Constraints::default()
        };
        match asked.answer(laws) {
            // A region may be shorter than any note.
            Err(ComposeError::Contradiction { laws }) => prop_assert_eq!(laws.len(), 1),
            other => if let Some(outcome) = other.unwrap() {
                let heard = Heard::of(&outcome);
                prop_assert_eq!(heard.n_leaps_over(leap), 0);
                prop_assert_eq!(heard.n_repeats_over(usize::from(repeats)), 0);
                let drum_free = outcome.added.iter().filter(|note| !outcome.score.is_percussion(note.voice));
                prop_assert!(drum_free.into_iter().all(|note| note.duration.get() >= shortest));
            }
        }
    }
}
