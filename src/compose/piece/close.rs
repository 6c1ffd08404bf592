//! The end of a piece: its last chord held, and a cadence written by rule where none was drawn.

use std::ops::Range;

use crate::compose::ensemble::Ensemble;
use crate::generate::VOICE_RANGES;
use crate::music::{
    Chord, ChordChange, ChordQuality, Duration, Interval, KeySignature, Mode, Note, Pitch,
    PitchClass, Tick, TimeSignature, Voice,
};
use crate::token::{ChordLane, DRUM_VOICE};

use super::passage::Passage;

/// Holds the last notes to the end, and lets nothing begin or sound after them.
pub fn hold(passage: &mut Passage, end: Tick) {
    let Some(last) = passage.last_onset() else {
        return;
    };
    passage.notes.retain(|note| note.onset <= last);
    for note in &mut passage.notes {
        let sounds = note.end() > last && note.voice != DRUM_VOICE;
        if sounds || note.end() > end {
            note.duration = end.since(note.onset);
        }
    }
    passage.chords.retain(|change| change.tick <= last);
    passage.phrase_ends.retain(|tick| *tick < last);
}

/// What a cadence by rule is written for.
pub struct Formula<'a> {
    /// The key.
    pub key: KeySignature,
    /// Who plays.
    pub ensemble: &'a Ensemble,
    /// The voices to write, from the top.
    pub voices: &'a [Voice],
    /// The last two bars, or the last one.
    pub span: Range<Tick>,
    /// Their metre.
    pub time_signature: TimeSignature,
}

impl Formula<'_> {
    /// Half a bar, on a beat where there is one.
    fn half(&self) -> Duration {
        let (bar, beat) = (self.time_signature.bar(), self.felt_beat());
        match bar.get() / beat.get() / 2 {
            0 => Duration::new(bar.get() / 2).unwrap_or(beat),
            n_beats => beat.times(n_beats),
        }
    }

    fn has_two_bars(&self) -> bool {
        self.span.start + self.time_signature.bar() < self.span.end
    }

    /// Where the dominant begins: at half of the last bar but one, or with the only bar.
    pub fn turn(&self) -> Tick {
        if self.has_two_bars() {
            self.span.start + self.half()
        } else {
            self.span.start
        }
    }

    /// Where the tonic begins.
    fn home(&self) -> Tick {
        if self.has_two_bars() {
            self.span.start + self.time_signature.bar()
        } else {
            self.span.start + self.half()
        }
    }

    /// Dominant and tonic, voiced by the shortest ways from what stands before, without parallels, the leading
    /// tone led home.
    ///
    /// Source: Kostka, Payne, "Tonal harmony", 6th edition, chapters 5 and 6.
    pub fn write(&self, before: &Passage) -> Passage {
        let steps = [
            (self.chord(7, ChordQuality::Major), self.turn()..self.home()),
            (
                self.chord(0, self.tonic_quality()),
                self.home()..self.span.end,
            ),
        ];
        let voices: Vec<Voice> = self.pitched().collect();
        let mut last: Vec<Option<Pitch>> = voices
            .iter()
            .map(|voice| last_pitch(before, *voice))
            .collect();
        let mut passage = Passage::default();
        for (chord, span) in steps {
            let voicing = self.voicing(&voices, chord, &last);
            for (voice, pitch) in voices.iter().zip(&voicing) {
                passage.push(*voice, *pitch, span.clone());
                for below in self.chord_below(*voice, *pitch, chord, voicing.last()) {
                    passage.push(*voice, below, span.clone());
                }
            }
            if self.ensemble.chords == ChordLane::Free {
                let (tick, chord) = (span.start, Some(chord));
                passage.chords.push(ChordChange { tick, chord });
            }
            last = voicing.into_iter().map(Some).collect();
        }
        passage
    }

    /// The voices that have pitches, from the top.
    pub fn pitched(&self) -> impl Iterator<Item = Voice> + '_ {
        let voices = self.voices.iter().copied();
        voices.filter(|voice| *voice != DRUM_VOICE)
    }

    fn felt_beat(&self) -> Duration {
        let beat = self.time_signature.beat();
        let is_compound =
            self.time_signature.beat_unit() == 8 && self.time_signature.beats().is_multiple_of(3);
        if is_compound { beat.times(3) } else { beat }
    }

    /// The triad on a degree in semitones.
    fn chord(&self, degree: i64, quality: ChordQuality) -> Chord {
        let root = PitchClass::of(i64::from(self.key.tonic().get()) + degree);
        Chord::new(root, quality)
    }

    fn tonic_quality(&self) -> ChordQuality {
        match self.key.mode() {
            Mode::Major => ChordQuality::Major,
            Mode::Minor => ChordQuality::Minor,
        }
    }

    /// What a voice that plays chords, such as a guitar, adds between its highest note and the bass.
    fn chord_below(
        &self,
        voice: Voice,
        top: Pitch,
        chord: Chord,
        bass: Option<&Pitch>,
    ) -> Vec<Pitch> {
        const CHORD_NOTES: usize = 5;
        const ADDED: usize = 2;
        let most = self.ensemble.chord_notes.get(usize::from(voice.0));
        if most.is_none_or(|most| *most < CHORD_NOTES) {
            return Vec::new();
        }
        let (low, _) = self.range(voice);
        let low = bass.map_or(low, |bass| low.max(bass.midi() + 1));
        let lower = (low..top.midi())
            .rev()
            .filter_map(|midi| Pitch::new(i64::from(midi)).ok());
        let of_chord = lower.filter(|pitch| chord.classes().any(|class| class == pitch.class()));
        of_chord.take(ADDED).collect()
    }

    fn range(&self, voice: Voice) -> (u8, u8) {
        let ranges = self.ensemble.ranges;
        ranges
            .get(usize::from(voice.0))
            .copied()
            .unwrap_or(VOICE_RANGES[0])
    }

    /// Pitches of a chord for the voices, from the top: the cheapest of all.
    fn voicing(&self, voices: &[Voice], chord: Chord, last: &[Option<Pitch>]) -> Vec<Pitch> {
        let mut voicings: Vec<Vec<Pitch>> = vec![Vec::new()];
        for (index, voice) in voices.iter().enumerate() {
            let candidates = self.candidates(
                *voice,
                chord,
                last[index],
                index + 1 == voices.len() && index > 0,
            );
            let longer = voicings.iter().flat_map(|voicing| {
                candidates
                    .iter()
                    .map(move |pitch| [voicing.as_slice(), &[*pitch]].concat())
            });
            voicings = longer.collect();
        }
        let cost = |voicing: &Vec<Pitch>| self.cost(voicing, chord, last);
        voicings.sort_by_key(cost);
        voicings.into_iter().next().unwrap_or_default()
    }

    /// The pitches of a chord nearest to where a voice was; only the root for a bass, and for a lone melody that
    /// ends.
    fn candidates(
        &self,
        voice: Voice,
        chord: Chord,
        last: Option<Pitch>,
        is_bass: bool,
    ) -> Vec<Pitch> {
        const MOST: usize = 5;
        let (low, high) = self.range(voice);
        let is_lone_end = self.pitched().count() == 1 && chord.root == self.key.tonic();
        let fits = |pitch: &Pitch| {
            let class = pitch.class();
            if is_bass || is_lone_end {
                class == chord.root
            } else {
                chord.classes().any(|it| it == class)
            }
        };
        let middle = low.midpoint(high);
        let near = last.map_or(middle, Pitch::midi);
        let mut pitches: Vec<Pitch> = (low..=high)
            .filter_map(|midi| Pitch::new(i64::from(midi)).ok())
            .filter(fits)
            .collect();
        pitches.sort_by_key(|pitch| pitch.midi().abs_diff(near));
        pitches.truncate(MOST);
        pitches
    }

    fn cost(&self, voicing: &[Pitch], chord: Chord, last: &[Option<Pitch>]) -> u32 {
        let leading = leading_tone(self.key);
        let mut cost = 0;
        let ways: Vec<(Pitch, Pitch)> = last
            .iter()
            .zip(voicing)
            .filter_map(|(from, to)| Some(((*from)?, *to)))
            .collect();
        for (from, to) in &ways {
            cost += u32::from(from.midi().abs_diff(to.midi()));
            let leads = from.class() == leading && chord.root == self.key.tonic();
            if leads && from.transposed(Interval(1)) != Some(*to) {
                cost += 20;
            }
        }
        for (index, one) in ways.iter().enumerate() {
            let below = ways.iter().skip(index + 1);
            cost += 60 * below.filter(|other| is_parallel(*one, **other)).count() as u32;
        }
        // Voices that cross, unisons, and chords without their third.
        cost += 30 * voicing.windows(2).filter(|pair| pair[0] <= pair[1]).count() as u32;
        let missing = chord
            .classes()
            .take(2)
            .filter(|class| voicing.iter().all(|it| it.class() != *class));
        if voicing.len() > 2 {
            cost += 25 * missing.count() as u32;
        }
        let soprano = voicing.first().map(|pitch| pitch.class());
        let is_end = chord.root == self.key.tonic();
        cost + if is_end && soprano != Some(chord.root) {
            4
        } else {
            0
        }
    }
}

fn leading_tone(key: KeySignature) -> PitchClass {
    PitchClass::of(i64::from(key.tonic().get()) - 1)
}

/// Whether two voices go in the same direction from fifth to fifth, or from octave to octave.
fn is_parallel(one: (Pitch, Pitch), other: (Pitch, Pitch)) -> bool {
    let class = |a: Pitch, b: Pitch| a.midi().abs_diff(b.midi()) % 12;
    let before = class(one.0, other.0);
    one.0 != one.1
        && (one.1 > one.0) == (other.1 > other.0)
        && other.0 != other.1
        && matches!(before, 0 | 7)
        && class(one.1, other.1) == before
}

fn last_pitch(before: &Passage, voice: Voice) -> Option<Pitch> {
    let notes = before.notes.iter().filter(|note| note.voice == voice);
    let order = |note: &&Note| (note.onset, std::cmp::Reverse(note.pitch));
    notes.max_by_key(order).map(|note| note.pitch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::ensemble::ensemble_of;
    use crate::music::{NoteId, Score, ScoreHeader};
    use crate::theory::{Close, VoiceLeadingReport, find_close};
    use crate::token::Style;

    fn tick(quarter: u32) -> Tick {
        Tick::new(480 * quarter).unwrap()
    }

    fn written(style: Style, key: &str, before: &[i64]) -> Score {
        let ensemble = ensemble_of(style);
        let voices = ensemble.voices();
        let mut all = Passage::default();
        for (voice, pitch) in voices.iter().zip(before) {
            all.push(*voice, Pitch::new(*pitch).unwrap(), tick(0)..tick(4));
        }
        let formula = Formula {
            key: key.parse().unwrap(),
            ensemble: &ensemble,
            voices: &voices,
            span: tick(4)..tick(12),
            time_signature: TimeSignature::COMMON,
        };
        let passage = formula.write(&all);
        all.join(passage);
        for (index, note) in all.notes.iter_mut().enumerate() {
            note.id = NoteId(index as u32);
        }
        let header = ScoreHeader {
            chords: all.chords,
            parts: ensemble.parts(&voices),
            ..ScoreHeader::default()
        };
        Score::new(header, all.notes).unwrap()
    }

    #[test]
    fn a_cadence_by_rule_closes_in_every_style_and_key() {
        for style in Style::ALL {
            for key in ["C major", "F# minor", "Eb major", "B minor"] {
                let score = written(style, key, &[71, 64, 57, 48]);
                let found = find_close(&score, key.parse().unwrap()).unwrap();
                assert_eq!(
                    found.0,
                    Close::Authentic,
                    "{} in {key}: {found:?}",
                    style.name()
                );
                assert_eq!(score.end(), tick(12));
            }
        }
    }

    #[test]
    fn it_makes_no_parallels_and_keeps_the_ranges() {
        for before in [
            [67, 64, 60, 48],
            [79, 72, 64, 57],
            [60, 55, 52, 40],
            [72, 67, 64, 60],
        ] {
            let score = written(Style::Hymn, "C major", &before);
            let report = VoiceLeadingReport::of(&score);
            assert_eq!(
                report.n_parallel_fifths + report.n_parallel_octaves,
                0,
                "{before:?}"
            );
            for note in score.notes() {
                let (low, high) = VOICE_RANGES[usize::from(note.voice.0)];
                assert!((low..=high).contains(&note.pitch.midi()), "{note:?}");
            }
        }
    }

    #[test]
    fn the_last_chord_is_held_and_nothing_follows_it() {
        let mut passage = Passage::default();
        let pitch = |midi| Pitch::new(midi).unwrap();
        passage.push(Voice(0), pitch(72), tick(0)..tick(1));
        passage.push(Voice(0), pitch(71), tick(1)..tick(2));
        passage.push(Voice(1), pitch(64), tick(0)..tick(3));
        passage.push(DRUM_VOICE, pitch(36), tick(2)..tick(3));
        hold(&mut passage, tick(4));
        let ends: Vec<u32> = passage
            .notes
            .iter()
            .map(|note| note.end().get() / 480)
            .collect();
        assert_eq!(ends, [1, 4, 4]);
    }
}
