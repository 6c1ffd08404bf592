//! One melody, with or without chord symbols.

use super::super::refusal::Refusal;
use super::cleaned::{Cleaned, score_of};
use super::four_voices::make_single;
use super::snap::{LeastOnGrid, snapped};
use super::time::{framed, placed};
use crate::music::{Duration, Meter, Note, Part, Score, ScoreHeader, Tick, Velocity, Voice};

const MOST_ON_GRID: LeastOnGrid = LeastOnGrid(97);

/// The melody of the first part in voice 0; what accompanies it is left out.
pub(super) fn clean(score: &Score) -> Result<Cleaned, Refusal> {
    /// General MIDI "flute".
    const FLUTE: u8 = 73;
    let score = snapped(&melody_of(score)?, MOST_ON_GRID)?;
    let header = ScoreHeader {
        title: match score.header().parts.first() {
            Some(part) if score.header().title.is_empty() => part.name.trim().to_owned(),
            _ => score.header().title.clone(),
        },
        meter: accented_meter(&score)?,
        chords: Vec::new(),
        ..score.header().clone()
    };
    let score = framed(&score_of(header, score.notes().to_vec())?)?;
    single(&score, "Melody", FLUTE)
}

/// The melody of the first part in voice 0, with its chord symbols.
pub(super) fn clean_lead_sheet(score: &Score) -> Result<Cleaned, Refusal> {
    /// General MIDI "acoustic grand piano".
    const PIANO: u8 = 0;
    if score.header().chords.is_empty() {
        return Err(Refusal::NoChordSymbols);
    }
    let score = framed(&snapped(&melody_of(score)?, MOST_ON_GRID)?)?;
    single(&score, "Melody", PIANO)
}

/// The score with the notes of its first pitched part alone.
fn melody_of(score: &Score) -> Result<Score, Refusal> {
    let mut parts = score.header().parts.iter();
    let has_notes = |part: &&Part| {
        let plays = |voice: &Voice| score.voice(*voice).next().is_some();
        !part.is_percussion && part.voices.iter().any(plays)
    };
    let Some(part) = parts.find(has_notes) else {
        return Ok(score.clone());
    };
    let notes = score.notes().iter();
    let notes = notes.filter(|note| part.voices.contains(&note.voice));
    let notes: Vec<Note> = notes.copied().collect();
    score_of(score.header().clone(), notes)
}

fn single(score: &Score, name: &str, program: u8) -> Result<Cleaned, Refusal> {
    let mut line = score.notes().to_vec();
    let n_found = line.len();
    let voice = Voice::SOPRANO;
    let n_lost = make_single(&mut line).ok_or(Refusal::Chords { voice })?;
    let notes = line.iter().map(|note| Note {
        voice,
        ..placed(note, note.onset, note.end())
    });
    let header = ScoreHeader {
        parts: vec![Part {
            name: name.to_owned(),
            program,
            is_percussion: false,
            voices: vec![voice],
        }],
        ..score.header().clone()
    };
    Ok(Cleaned {
        score: score_of(header, notes.collect())?,
        n_lost,
        n_found,
    })
}

/// The metre with the pick-up that the accents tell: abc2midi plays the first note of every bar loudest.
///
/// # Errors
/// [`Refusal::Irregular`] if the accents fall on different places of the bar.
fn accented_meter(score: &Score) -> Result<Meter, Refusal> {
    /// In percent: now and then a bar begins with a rest, or a tie.
    const AGREEING: usize = 90;
    /// Places this close are the same, in ticks: triplets do not come out even.
    const NEAR: u32 = 60;
    let meter = score.meter().clone();
    let [(_, time_signature)] = meter.changes()[..] else {
        return Ok(meter);
    };
    let bar = time_signature.bar().get();
    let loudest = score.notes().iter().map(|note| note.velocity).max();
    // The first note of all is loud whatever its place.
    let accented: Vec<Tick> = score
        .notes()
        .iter()
        .skip(1)
        .filter(|note| Some(note.velocity) == loudest)
        .map(|note| note.onset)
        .collect();
    let is_told = loudest > Some(Velocity::DEFAULT) && accented.len() * 2 < score.notes().len();
    let places = accented
        .iter()
        .map(|onset| (onset.get() + NEAR / 2) / NEAR * NEAR % bar);
    let place = most_frequent(places);
    let Some((place, count)) = place.filter(|_| is_told) else {
        return Ok(meter);
    };
    if count * 100 < accented.len() * AGREEING {
        return Err(Refusal::Irregular);
    }
    let pickup = Duration::new(place).unwrap_or_default();
    Ok(Meter::new(pickup, meter.changes().to_vec()).unwrap_or(meter))
}

fn most_frequent(places: impl Iterator<Item = u32>) -> Option<(u32, usize)> {
    let mut sorted: Vec<u32> = places.collect();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|one, other| one == other);
    runs.map(|run| (run[0], run.len()))
        .max_by_key(|(_, count)| *count)
}

#[cfg(test)]
mod tests {
    use super::super::time::tick;
    use super::*;
    use crate::music::{ChordChange, NoteId, Pitch};

    /// Eighths from tick 1 on, as abc2midi writes them, the loud ones at these numbers.
    fn dance(is_loud: impl Fn(u32) -> bool) -> Score {
        let notes = (0..80_u32).map(|index| Note {
            id: NoteId(index),
            voice: Voice(3),
            pitch: Pitch::new(70 + i64::from(index % 5)).unwrap(),
            onset: tick(index * 240 + 1),
            duration: Duration::new(239).unwrap(),
            velocity: Velocity::clamped(if is_loud(index) { 105 } else { 80 }),
        });
        let part = |name: &str, voice| Part {
            name: name.to_owned(),
            program: 0,
            is_percussion: false,
            voices: vec![Voice(voice)],
        };
        let header = ScoreHeader {
            parts: vec![part("The Reel ", 3), part("", 1)],
            ..ScoreHeader::default()
        };
        Score::new(header, notes.collect()).unwrap()
    }

    #[test]
    fn accents_tell_the_pickup_and_notes_come_on_the_grid() {
        let cleaned = clean(&dance(|index| index % 8 == 2)).unwrap().score;
        let header = cleaned.header();
        assert_eq!(header.meter.pickup().get(), 480);
        assert_eq!(header.title, "The Reel");
        let notes = cleaned.notes().iter();
        let found: Vec<(u8, u32, u32)> = notes
            .take(2)
            .map(|note| (note.voice.0, note.onset.get(), note.duration.get()))
            .collect();
        assert_eq!(found, [(0, 0, 240), (0, 240, 240)]);
        let wandering = dance(|index| index % 7 == 2);
        assert_eq!(clean(&wandering), Err(Refusal::Irregular));
    }

    #[test]
    fn what_accompanies_a_melody_is_left_out() {
        let score = dance(|_| false);
        let mut notes = score.notes().to_vec();
        notes.extend(score.notes().iter().map(|note| Note {
            id: NoteId(note.id.0 + 100),
            voice: Voice(1),
            ..*note
        }));
        let score = Score::new(score.header().clone(), notes).unwrap();
        let cleaned = clean(&score).unwrap();
        assert_eq!((cleaned.n_found, cleaned.n_lost), (80, 0));
    }

    #[test]
    fn a_lead_sheet_needs_and_keeps_its_chords() {
        let score = dance(|_| false);
        assert_eq!(clean_lead_sheet(&score), Err(Refusal::NoChordSymbols));
        let chord = |quarter: u32, symbol: &str| ChordChange {
            tick: tick(quarter * 480),
            chord: symbol.parse().ok(),
        };
        let header = ScoreHeader {
            chords: vec![chord(0, "C"), chord(4, "G7")],
            ..score.header().clone()
        };
        let score = Score::new(header.clone(), score.notes().to_vec()).unwrap();
        let cleaned = clean_lead_sheet(&score).unwrap().score;
        assert_eq!(cleaned.header().chords, header.chords);
    }
}
