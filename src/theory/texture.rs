//! How music is woven, in numbers: density, motion, ranges, polyphony, syncopation.

use super::beats::felt_beat;
use crate::music::{Note, Pitch, Score, Tick, Voice};

/// The lowest and the highest note of a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoiceRange {
    /// The voice.
    pub voice: Voice,
    /// Its lowest pitch.
    pub lowest: Pitch,
    /// Its highest pitch.
    pub highest: Pitch,
}

/// The texture of a score or of some of its voices; all zeros for silence.
///
/// Drums count for density and syncopation, and for nothing that has to do with pitch.
///
/// # Units
/// A beat is a felt one: a quarter in 4/4, 3/4 and 2/2, a dotted quarter in 6/8. Shares run from 0 to 1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Texture {
    /// Notes.
    pub n_notes: usize,
    /// Notes of all voices per beat, from the first onset to the last end.
    pub notes_per_beat: f64,
    /// Different onsets per beat, however many voices begin there together.
    pub onsets_per_beat: f64,
    /// Of the melodic intervals of all voices, the share of one or two semitones.
    pub step_share: f64,
    /// Of the melodic intervals of all voices, the share of none: the same pitch struck again.
    pub repeat_share: f64,
    /// Of the notes, the share that begins off the beat and sounds on over the next one.
    pub syncopation_share: f64,
    /// Mean number of notes sounding at once, while any sounds.
    pub polyphony: f64,
    /// The range of each pitched voice that has notes, from the first voice.
    pub ranges: Vec<VoiceRange>,
}

impl Texture {
    /// The texture of a whole score.
    pub fn of(score: &Score) -> Self {
        Self::of_voices(score, &score.voices())
    }

    /// The texture of some voices of a score.
    pub fn of_voices(score: &Score, voices: &[Voice]) -> Self {
        let is_chosen = |note: &&Note| voices.contains(&note.voice);
        let notes: Vec<&Note> = score.notes().iter().filter(is_chosen).collect();
        let (Some(first), Some(end)) = (notes.first(), notes.iter().map(|note| note.end()).max())
        else {
            return Self::default();
        };
        let n_beats = beats_between(score, first.onset, end);
        let mut onsets: Vec<Tick> = notes.iter().map(|note| note.onset).collect();
        onsets.dedup();
        let n_syncopated = notes
            .iter()
            .filter(|note| is_syncopated(score, note))
            .count();
        let mut pitched_voices = score.voices();
        pitched_voices.retain(|voice| voices.contains(voice) && !score.is_percussion(*voice));
        let intervals: Vec<u8> = pitched_voices
            .iter()
            .flat_map(|voice| intervals(score, *voice))
            .collect();
        let share_of = |fits: fn(u8) -> bool| {
            share(
                intervals.iter().filter(|interval| fits(**interval)).count(),
                intervals.len(),
            )
        };
        let pitched: Vec<&Note> = notes
            .iter()
            .filter(|note| pitched_voices.contains(&note.voice))
            .copied()
            .collect();
        Self {
            n_notes: notes.len(),
            notes_per_beat: notes.len() as f64 / n_beats,
            onsets_per_beat: onsets.len() as f64 / n_beats,
            step_share: share_of(|interval| matches!(interval, 1 | 2)),
            repeat_share: share_of(|interval| interval == 0),
            syncopation_share: share(n_syncopated, notes.len()),
            polyphony: polyphony(&pitched),
            ranges: pitched_voices
                .iter()
                .filter_map(|voice| range(score, *voice))
                .collect(),
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Felt beats from one tick to a later one, over changes of metre.
fn beats_between(score: &Score, start: Tick, end: Tick) -> f64 {
    let changes = score.meter().changes();
    let ends = changes
        .iter()
        .skip(1)
        .map(|(tick, _)| *tick)
        .chain(std::iter::once(end));
    let stretches = changes
        .iter()
        .zip(ends)
        .map(|(&(from, time_signature), to)| {
            let ticks = to.min(end).since(from.max(start)).get();
            f64::from(ticks) / f64::from(felt_beat(time_signature).get())
        });
    stretches.sum()
}

/// Whether a note begins off the beat and sounds on over the next beat.
fn is_syncopated(score: &Score, note: &Note) -> bool {
    let beat = felt_beat(score.meter().time_signature_at(note.onset)).get();
    let after_beat = score.meter().position_of(note.onset).offset.get() % beat;
    after_beat != 0 && after_beat + note.duration.get() > beat
}

/// The melodic intervals of a voice in semitones, without direction; of a chord its highest note counts.
fn intervals(score: &Score, voice: Voice) -> Vec<u8> {
    // Notes of one onset stand from the top, so the first of them is the highest.
    let mut line: Vec<&Note> = score.voice(voice).collect();
    line.dedup_by_key(|note| note.onset);
    let pairs = line.windows(2);
    pairs
        .map(|pair| pair[0].pitch.midi().abs_diff(pair[1].pitch.midi()))
        .collect()
}

fn range(score: &Score, voice: Voice) -> Option<VoiceRange> {
    let pitches = || score.voice(voice).map(|note| note.pitch);
    Some(VoiceRange {
        voice,
        lowest: pitches().min()?,
        highest: pitches().max()?,
    })
}

/// Mean number of notes sounding at once, over the time in which any of them sounds.
fn polyphony(notes: &[&Note]) -> f64 {
    let mut end = Tick::ZERO;
    let (mut covered, mut sounding) = (0, 0);
    for note in notes {
        covered += u64::from(note.end().since(end.max(note.onset)).get());
        sounding += u64::from(note.duration.get());
        end = end.max(note.end());
    }
    if covered == 0 {
        0.0
    } else {
        sounding as f64 / covered as f64
    }
}
