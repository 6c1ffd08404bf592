//! From the tracks of a MIDI file to the voices and parts of a score.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::{FormatError, Warning};
use super::lines::{MOST_LINES, TrackNote, count_lines, split_lines};
use super::pickup::guess_pickup;
use super::track::{Song, Track, read_song};
use crate::music::{
    Duration, Meter, Note, NoteId, Part, Score, ScoreHeader, Tempo, Tick, TimeSignature, Voice,
};

/// Reads a standard MIDI file of format 0, 1 or 2.
///
/// A track, or a channel where a track has several, becomes a voice. Where the tracks hold up to four
/// lines together, each line becomes a voice, the highest first; longer scores keep the file's order.
/// The pick-up is guessed, as MIDI has no word for it. What stands on the percussion channel is a voice
/// of a part of its own, after all others.
///
/// # Errors
/// [`FormatError`] if the bytes are no MIDI file, too large, or hold no notes.
pub fn read_midi(bytes: &[u8]) -> Result<(Score, Vec<Warning>), FormatError> {
    let mut song = read_song(bytes)?;
    let is_own = song.tracks.iter().all(|track| track.own.is_some());
    let (mut notes, parts) = if is_own {
        own_voices(&song.tracks)
    } else {
        guess_voices(&mut song)
    };
    if notes.is_empty() && !is_own || song.tracks.is_empty() {
        return Err(FormatError::NoNotes);
    }
    notes.sort_by_key(|note| (note.onset, note.voice, Reverse(note.pitch)));
    for (index, note) in notes.iter_mut().enumerate() {
        note.id = NoteId(index as u32);
    }
    // What is said first holds from the beginning on, as in files that name it late.
    let first = song.tempos.iter().min_by_key(|change| change.tick);
    let tempo = first.map_or(Tempo::MODERATE, |change| change.tempo);
    let header = ScoreHeader {
        title: std::mem::take(&mut song.title),
        key: song.key,
        meter: meter_of(&song)?,
        tempo,
        tempo_changes: std::mem::take(&mut song.tempos),
        parts,
        phrase_ends: std::mem::take(&mut song.phrase_ends),
        chords: std::mem::take(&mut song.chords),
    };
    Ok((Score::new(header, notes)?, song.warnings))
}

/// Voices and parts as one of our own files tells them.
fn own_voices(tracks: &[Track]) -> (Vec<Note>, Vec<Part>) {
    let mut notes = Vec::new();
    let mut parts: BTreeMap<u16, Part> = BTreeMap::new();
    for track in tracks {
        let Some((part, voice)) = track.own else {
            continue;
        };
        if let Some(part) = part {
            let part = parts.entry(part).or_insert_with(|| part_of(track));
            part.voices
                .extend(voice.filter(|voice| !part.voices.contains(voice)));
        }
        notes.extend(
            track
                .notes
                .iter()
                .map(|note| voiced(note, voice.unwrap_or(Voice::SOPRANO))),
        );
    }
    (notes, parts.into_values().collect())
}

/// A part that has no voices yet.
fn part_of(track: &Track) -> Part {
    Part {
        name: track.name.clone(),
        program: track.program.unwrap_or(0),
        is_percussion: track.is_percussion,
        voices: Vec::new(),
    }
}

/// Voices and parts of a file from elsewhere.
fn guess_voices(song: &mut Song) -> (Vec<Note>, Vec<Part>) {
    let sounding = song.tracks.iter().filter(|track| !track.notes.is_empty());
    let (drums, tracks): (Vec<&Track>, Vec<&Track>) =
        sounding.partition(|track| track.is_percussion);
    let counts: Vec<usize> = tracks
        .iter()
        .map(|track| count_lines(&track.notes))
        .collect();
    let is_split = counts.iter().sum::<usize>() <= MOST_LINES;
    // Every line with the part it belongs to.
    let mut lines: Vec<(usize, Vec<TrackNote>)> = Vec::new();
    for (part, (track, count)) in tracks.iter().zip(&counts).enumerate() {
        let split = split_lines(&track.notes, if is_split { *count } else { 1 });
        lines.extend(
            split
                .into_iter()
                .filter(|line| !line.is_empty())
                .map(|line| (part, line)),
        );
    }
    if lines.len() <= MOST_LINES {
        lines.sort_by_key(|(_, line)| Reverse(mean_pitch(line)));
    }
    let kits = (tracks.len()..).zip(&drums);
    lines.extend(kits.map(|(part, kit)| (part, kit.notes.clone())));
    let mut parts: Vec<Part> = tracks
        .iter()
        .chain(&drums)
        .map(|track| part_of(track))
        .collect();
    let mut notes = Vec::new();
    for (index, (part, line)) in lines.iter().enumerate() {
        let voice = Voice(index.min(255) as u8);
        if !parts[*part].voices.contains(&voice) {
            parts[*part].voices.push(voice);
        }
        notes.extend(line.iter().map(|note| voiced(note, voice)));
    }
    if lines.len() > 256 {
        song.warnings.push(Warning::TooManyVoices);
    }
    (notes, parts)
}

/// In hundredths of a semitone, to compare integers.
fn mean_pitch(line: &[TrackNote]) -> u64 {
    let sum: u64 = line.iter().map(|note| u64::from(note.pitch.midi())).sum();
    sum * 100 / line.len().max(1) as u64
}

/// The note in a voice; named later, when all are in order.
fn voiced(note: &TrackNote, voice: Voice) -> Note {
    Note {
        id: NoteId(0),
        voice,
        pitch: note.pitch,
        onset: note.onset,
        duration: note.end.since(note.onset),
        velocity: note.velocity,
    }
}

/// The metre: time signatures that change something, and the pick-up.
fn meter_of(song: &Song) -> Result<Meter, FormatError> {
    let mut changes: Vec<(Tick, TimeSignature)> = Vec::new();
    if !song.time_signatures.contains_key(&Tick::ZERO) {
        changes.push((Tick::ZERO, TimeSignature::COMMON));
    }
    changes.extend(
        song.time_signatures
            .iter()
            .map(|(tick, signature)| (*tick, *signature)),
    );
    let mut pickup = song.pickup;
    // Notation programs write a pick-up as a first bar in a shorter metre.
    if let [(_, first), (second_start, second), ..] = changes[..]
        && pickup.is_none_or(|pickup| pickup == first.bar())
        && second_start.since(Tick::ZERO) == first.bar()
        && first.bar() < second.bar()
    {
        pickup = Some(first.bar());
        changes.remove(1);
        changes[0].1 = second;
    }
    let pickup = pickup.unwrap_or_else(|| {
        let end = changes.get(1).map(|(tick, _)| *tick);
        // A drum stroke says nothing about the bar by how long it lasts.
        let pitched = song.tracks.iter().filter(|track| !track.is_percussion);
        let notes = pitched.flat_map(|track| track.notes.iter().copied());
        let notes: Vec<TrackNote> = notes
            .filter(|note| end.is_none_or(|end| note.onset < end))
            .collect();
        guess_pickup(&notes, changes[0].1)
    });
    let fits = pickup < changes[0].1.bar()
        && changes
            .get(1)
            .is_none_or(|(tick, _)| pickup <= tick.since(Tick::ZERO));
    let pickup = if fits { pickup } else { Duration::ZERO };
    Ok(Meter::new(pickup, without_repeats(pickup, changes))?)
}

/// Leaves out time signatures that say again, on a bar line, what holds already.
fn without_repeats(
    pickup: Duration,
    changes: Vec<(Tick, TimeSignature)>,
) -> Vec<(Tick, TimeSignature)> {
    let mut kept: Vec<(Tick, TimeSignature)> = Vec::with_capacity(changes.len());
    for (tick, signature) in changes {
        let changes_nothing = kept.last().is_some_and(|(start, current)| {
            let first = if kept.len() == 1 {
                pickup
            } else {
                Duration::ZERO
            };
            let since = tick.since(*start + first).get();
            *current == signature && tick >= *start + first && since % signature.bar().get() == 0
        });
        if !changes_nothing {
            kept.push((tick, signature));
        }
    }
    kept
}
