//! Which scores are fit for four-part training, and why the others are not.

use std::cmp::Reverse;

use super::refusal::Refusal;
use super::unison::with_unisons;
use crate::music::{
    Duration, KeySignature, Meter, Mode, Note, NoteId, Part, PitchClass, Score, ScoreHeader,
    TICKS_PER_QUARTER, Tempo, Tick, TimeSignature, Velocity, Voice,
};

/// Steps in a quarter note that the model can name; onsets must fall on them.
const STEPS_PER_QUARTER: u32 = 24;
const TICKS_PER_STEP: u32 = TICKS_PER_QUARTER / STEPS_PER_QUARTER;

/// Shortest and longest piece, in bars.
const BARS: std::ops::RangeInclusive<u32> = 4..=200;

/// Widest range of each voice in the training data, in MIDI note numbers.
const RANGES: [(u8, u8); 4] = [(53, 86), (46, 81), (40, 76), (33, 69)];

/// The score in voices 0 to 3 from the top, without silent bars at its beginning, or why it is refused.
///
/// Music written in breves is halved, so that a beat is a quarter or a half note in all styles.
///
/// # Errors
/// [`Refusal`], the first reason found.
pub fn clean(score: &Score) -> Result<Score, Refusal> {
    let score = &with_unisons(score);
    let mut lines = lines_from_the_top(score)?;
    for (line, voice) in lines.iter_mut().zip(Voice::SATB) {
        make_monophonic(line).ok_or(Refusal::Chords { voice })?;
    }
    let shift = silent_start(score);
    let halve = is_written_in_breves(score);
    let time = |tick: Tick| {
        let ticks = tick.since(shift).get();
        if halve { ticks.div_ceil(2) } else { ticks }
    };
    let mut notes = Vec::new();
    for (line, voice) in lines.iter().zip(Voice::SATB) {
        for note in line {
            let (onset, end) = (time(note.onset), time(note.end()));
            notes.push(Note {
                id: NoteId(notes.len() as u32),
                voice,
                onset: tick(onset),
                duration: tick(end).since(tick(onset)),
                velocity: Velocity::DEFAULT,
                ..*note
            });
        }
    }
    notes.retain(|note| note.duration != Duration::ZERO);
    let header = ScoreHeader {
        title: score.header().title.clone(),
        key: heard_key(score),
        meter: moved_meter(score.meter(), shift, halve),
        tempo: moved_tempo(score.header().tempo, halve),
        parts: four_parts(),
        phrase_ends: score
            .header()
            .phrase_ends
            .iter()
            .map(|end| tick(time(*end)))
            .collect(),
        chords: Vec::new(),
    };
    notes.sort_by_key(|note| (note.onset, note.voice));
    for (index, note) in notes.iter_mut().enumerate() {
        note.id = NoteId(index as u32);
    }
    let cleaned = Score::new(header, notes).map_err(|error| Refusal::Unreadable {
        reason: error.to_string(),
    })?;
    check(&cleaned)?;
    Ok(cleaned)
}

/// The key, as minor where the bass ends on the sixth degree of a major signature, or on the second
/// (minor as once written, in the Dorian signature).
///
/// Hymnals and carol books write only the signature, and programs then call it major.
fn heard_key(score: &Score) -> Option<KeySignature> {
    let key = score.header().key?;
    let last = score
        .notes()
        .iter()
        .max_by_key(|note| (note.end(), Reverse(note.pitch)))?;
    let last = i64::from(last.pitch.midi());
    let degree = (last - i64::from(key.tonic().get())).rem_euclid(12);
    let is_minor = key.mode() == Mode::Major && matches!(degree, 2 | 9);
    Some(if is_minor {
        KeySignature::on(PitchClass::of(last), Mode::Minor)
    } else {
        key
    })
}

fn tick(ticks: u32) -> Tick {
    Tick::ZERO + Duration::new(ticks).unwrap_or_default()
}

pub(super) fn four_parts() -> Vec<Part> {
    /// General MIDI "choir aahs".
    const CHOIR: u8 = 52;
    let names = ["Soprano", "Alto", "Tenor", "Bass"]
        .into_iter()
        .zip(Voice::SATB);
    names
        .map(|(name, voice)| Part {
            name: name.to_owned(),
            program: CHOIR,
            is_percussion: false,
            voices: vec![voice],
        })
        .collect()
}

/// The notes of the four voices, highest voice first by its mean pitch.
fn lines_from_the_top(score: &Score) -> Result<Vec<Vec<Note>>, Refusal> {
    let voices = score.voices();
    if voices.len() != 4 {
        return Err(Refusal::WrongVoices {
            found: voices.len(),
        });
    }
    let mut lines: Vec<Vec<Note>> = voices
        .iter()
        .map(|voice| score.voice(*voice).copied().collect())
        .collect();
    let mean_pitch = |line: &Vec<Note>| {
        let sum: u64 = line.iter().map(|note| u64::from(note.pitch.midi())).sum();
        // In hundredths of a semitone, to compare integers.
        sum * 100 / line.len().max(1) as u64
    };
    lines.sort_by_key(|line| Reverse(mean_pitch(line)));
    Ok(lines)
}

/// Leaves the upper of notes that begin together and cuts notes where the next begins.
/// `None` if more than one note in twenty is lost.
fn make_monophonic(line: &mut Vec<Note>) -> Option<()> {
    let before = line.len();
    line.sort_by_key(|note| (note.onset, Reverse(note.pitch)));
    line.dedup_by_key(|note| note.onset);
    let mut cut = 0;
    for index in 1..line.len() {
        let next = line[index].onset;
        let note = &mut line[index - 1];
        if note.end() > next {
            note.duration = next.since(note.onset);
            cut += 1;
        }
    }
    ((before - line.len() + cut) * 20 <= before).then_some(())
}

/// Start of the first bar that sounds.
fn silent_start(score: &Score) -> Tick {
    let first = score.notes().first().map_or(Tick::ZERO, |note| note.onset);
    score
        .meter()
        .bar_start(score.meter().position_of(first).bar)
}

/// Whether most bars are longer than six quarter notes.
fn is_written_in_breves(score: &Score) -> bool {
    let n_bars = score.n_bars();
    let is_long = |bar: &u32| {
        let start = score.meter().bar_start(*bar);
        score.meter().time_signature_at(start).bar() > Duration::QUARTER.times(6)
    };
    (0..n_bars).filter(is_long).count() as u32 * 2 > n_bars
}

fn moved_meter(meter: &Meter, shift: Tick, halve: bool) -> Meter {
    let signature = |time_signature: TimeSignature| {
        let halved = TimeSignature::new(time_signature.beats(), time_signature.beat_unit() * 2);
        if halve {
            halved.unwrap_or(time_signature)
        } else {
            time_signature
        }
    };
    let half = |ticks: u32| if halve { ticks / 2 } else { ticks };
    let mut changes = vec![(Tick::ZERO, signature(meter.time_signature_at(shift)))];
    for (start, time_signature) in meter.changes().iter().filter(|(start, _)| *start > shift) {
        changes.push((
            tick(half(start.since(shift).get())),
            signature(*time_signature),
        ));
    }
    let pickup = if shift == Tick::ZERO {
        half(meter.pickup().get())
    } else {
        0
    };
    let pickup = tick(pickup).since(Tick::ZERO);
    let fallback = Meter::constant(changes[0].1);
    Meter::new(pickup, changes).unwrap_or(fallback)
}

fn moved_tempo(tempo: Tempo, halve: bool) -> Tempo {
    let halved = Tempo::from_qpm(tempo.qpm() / 2.0).unwrap_or(tempo);
    if halve { halved } else { tempo }
}

fn check(score: &Score) -> Result<(), Refusal> {
    let bars = score.n_bars();
    if !BARS.contains(&bars) {
        return Err(Refusal::Length { bars });
    }
    let on_grid = score
        .notes()
        .iter()
        .filter(|note| note.onset.get().is_multiple_of(TICKS_PER_STEP))
        .count();
    if on_grid * 100 < score.notes().len() * 97 {
        return Err(Refusal::OffGrid);
    }
    // A new time signature is music; the same one begun anew is a bar of the wrong length.
    let irregular = score
        .meter()
        .changes()
        .windows(2)
        .filter(|pair| pair[0].1 == pair[1].1)
        .count();
    let n_changes = score.meter().changes().len() - 1;
    if irregular as u32 * 10 > bars + 10 || n_changes as u32 * 3 > bars + 6 {
        return Err(Refusal::Irregular);
    }
    let length = u64::from(score.end().get());
    for (voice, (low, high)) in Voice::SATB.into_iter().zip(RANGES) {
        let sounding: u64 = score
            .voice(voice)
            .map(|note| u64::from(note.duration.get()))
            .sum();
        if sounding * 100 < length * 40 {
            return Err(Refusal::Silent { voice });
        }
        let n_notes = score.voice(voice).count();
        let outside = score
            .voice(voice)
            .filter(|note| !(low..=high).contains(&note.pitch.midi()));
        if outside.count() * 50 > n_notes {
            return Err(Refusal::Range { voice });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::Pitch;

    /// Four voices in equal notes of `length` from a tick on; voices 4 to 7, lowest first.
    fn four_lines(start: u32, length: u32, n_notes: u32, time_signature: TimeSignature) -> Score {
        let mut notes = Vec::new();
        for (line, pitch) in [48, 57, 64, 71].into_iter().enumerate() {
            for index in 0..n_notes {
                notes.push(Note {
                    id: NoteId(notes.len() as u32),
                    voice: Voice(line as u8 + 4),
                    pitch: Pitch::new(pitch + i64::from(index % 3)).unwrap(),
                    onset: tick(start + index * length),
                    duration: Duration::new(length).unwrap(),
                    velocity: Velocity::clamped(33),
                });
            }
        }
        let header = ScoreHeader {
            meter: Meter::constant(time_signature),
            phrase_ends: vec![tick(start + length)],
            ..ScoreHeader::default()
        };
        Score::new(header, notes).unwrap()
    }

    #[test]
    fn voices_are_numbered_from_the_top_and_silent_bars_left_out() {
        let score = four_lines(2 * 1920, 480, 32, TimeSignature::COMMON);
        let cleaned = clean(&score).unwrap();
        assert_eq!(cleaned.voices(), Voice::SATB);
        let first: Vec<u8> = cleaned.notes()[..4]
            .iter()
            .map(|note| note.pitch.midi())
            .collect();
        assert_eq!(first, [71, 64, 57, 48]);
        assert_eq!(cleaned.notes()[0].onset, Tick::ZERO);
        assert_eq!(cleaned.header().phrase_ends, [tick(480)]);
        assert_eq!(cleaned.n_bars(), 8);
    }

    #[test]
    fn breves_are_halved() {
        let breve_bars = TimeSignature::new(2, 1).unwrap();
        let cleaned = clean(&four_lines(0, 1920, 16, breve_bars)).unwrap();
        assert_eq!(
            cleaned.meter().changes()[0].1,
            TimeSignature::new(2, 2).unwrap()
        );
        assert_eq!(cleaned.notes()[4].onset, tick(960));
        assert_eq!((cleaned.n_bars(), cleaned.header().tempo.qpm()), (8, 48.0));
    }

    #[test]
    fn a_signature_that_ends_on_its_sixth_degree_is_minor() {
        let check = |pitch: i64, written: &str, heard: &str| {
            let header = ScoreHeader {
                key: written.parse().ok(),
                ..ScoreHeader::default()
            };
            let note = Note {
                pitch: Pitch::new(pitch).unwrap(),
                ..four_lines(0, 480, 1, TimeSignature::COMMON).notes()[0]
            };
            let score = Score::new(header, vec![note]).unwrap();
            assert_eq!(heard_key(&score).unwrap().to_string(), heard);
        };
        check(52, "G major", "E minor");
        check(57, "G major", "A minor");
        check(55, "G major", "G major");
        check(50, "G major", "G major");
        check(57, "D minor", "D minor");
    }

    #[test]
    fn a_refusal_has_its_reason() {
        let common = TimeSignature::COMMON;
        let check = |score: &Score, kind: &str| {
            assert_eq!(clean(score).unwrap_err().kind(), kind);
        };
        check(&four_lines(0, 480, 8, common), "too short or too long");
        check(&four_lines(0, 487, 40, common), "onsets off the grid");
        let score = four_lines(0, 480, 32, common);
        let changed = |change: &dyn Fn(&Note) -> Option<Note>| {
            let notes = score.notes().iter().filter_map(change).collect();
            Score::new(score.header().clone(), notes).unwrap()
        };
        let bass = Voice(4);
        check(
            &changed(&|note| (note.voice != bass).then_some(*note)),
            "not four voices",
        );
        let is_start = |note: &Note| note.onset < tick(1920);
        let sparse = |note: &Note| (note.voice != bass || is_start(note)).then_some(*note);
        check(&changed(&sparse), "a voice mostly silent");
        let low = Pitch::new(24).unwrap();
        let growl = |note: &Note| {
            let pitch = if note.voice == bass { low } else { note.pitch };
            Some(Note { pitch, ..*note })
        };
        check(&changed(&growl), "a voice out of range");
        let long = |note: &Note| {
            let duration = note.duration.times(2);
            Some(Note { duration, ..*note })
        };
        check(&changed(&long), "chords in a voice");
    }
}
