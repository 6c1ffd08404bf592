//! A band: melody, chords, second and bass chosen from the tracks of a song, and its drums.

use std::collections::HashMap;

use super::super::refusal::Refusal;
use super::chord_line::chord_lines;
use super::cleaned::{Cleaned, score_of};
use super::keyboard::KEYS;
use super::percussion::{DRUMS, drum_part, hit, is_drum, keep_in_last_bar, one_hit_each};
use super::snap::{LeastOnGrid, snapped};
use super::time::{framed, placed};
use super::track::{Role, Track};
use crate::music::{Meter, Note, Part, Score, ScoreHeader, TICKS_PER_QUARTER, Tick, Voice};
use crate::theory::find_key;

/// Ornaments and echoes may stand beside the grid.
const MOST_ON_GRID: LeastOnGrid = LeastOnGrid(88);

/// Bars after which another track may take over a role.
const BARS_A_CHOICE: u32 = 4;

/// The song in four pitched voices by role, and drums.
pub(super) fn clean(score: &Score) -> Result<Cleaned, Refusal> {
    // Sequencers count whole bars from the first tick.
    let whole_bars = Meter::new(Default::default(), score.meter().changes().to_vec());
    let header = ScoreHeader {
        meter: whole_bars.unwrap_or_else(|_| score.meter().clone()),
        key: None,
        ..score.header().clone()
    };
    let score = score_of(header, score.notes().to_vec())?;
    let score = framed(&snapped(&score, MOST_ON_GRID)?)?;
    let parts = score.header().parts.iter();
    let pitched = parts.filter(|part| !part.is_percussion);
    let tracks: Vec<Track> = pitched.filter_map(|part| Track::of(&score, part)).collect();
    let choice = Choice::of(&score, tracks);
    let mut notes = Vec::new();
    let mut n_lost = 0;
    for (role, voice) in Role::ALL.into_iter().zip(Voice::SATB) {
        let (line, lost) = line_of(role, choice.notes(role));
        n_lost += lost;
        notes.extend(line.iter().map(|note| Note {
            voice,
            ..placed(note, note.onset, note.end())
        }));
    }
    let mut hits: Vec<Note> = score
        .notes()
        .iter()
        .filter(|note| score.is_percussion(note.voice) && is_drum(note.pitch))
        .map(|note| hit(note, note.pitch, note.onset))
        .collect();
    one_hit_each(&mut hits);
    keep_in_last_bar(&mut hits, score.meter(), score.end());
    one_hit_each(&mut hits);
    notes.extend(hits);
    let key = find_key(&score_of(score.header().clone(), pitched_only(&notes))?);
    let header = ScoreHeader {
        key,
        parts: choice.parts(),
        chords: Vec::new(),
        ..score.header().clone()
    };
    Ok(Cleaned {
        n_found: notes.len() + n_lost,
        n_lost,
        score: score_of(header, notes)?,
    })
}

fn pitched_only(notes: &[Note]) -> Vec<Note> {
    let notes = notes.iter().filter(|note| note.voice != DRUMS);
    notes.copied().collect()
}

/// Which track plays which role from when on.
struct Choice {
    tracks: Vec<Track>,
    /// For every few bars: their end, and a track for each role.
    stretches: Vec<(Tick, [Option<usize>; 4])>,
}

impl Choice {
    fn of(score: &Score, mut tracks: Vec<Track>) -> Self {
        tracks.sort_by_key(|track| std::cmp::Reverse(track.rank));
        let mut stretches = Vec::new();
        let mut start = Tick::ZERO;
        let mut bar = 0;
        while start < score.end() {
            bar += BARS_A_CHOICE;
            let end = score.meter().bar_start(bar);
            if end <= start {
                break;
            }
            stretches.push((end, roles_between(&tracks, start, end)));
            start = end;
        }
        Self { tracks, stretches }
    }

    /// The notes of a role, track by track as they take turns.
    fn notes(&self, role: Role) -> Vec<Note> {
        let mut notes: Vec<Note> = Vec::new();
        let mut start = Tick::ZERO;
        for (end, players) in &self.stretches {
            if let Some(track) = players[role as usize] {
                notes.extend(between(&self.tracks[track], start, *end));
            }
            start = *end;
        }
        notes.retain(|note| KEYS.contains(&note.pitch.midi()));
        notes
    }

    /// The parts, each with the instrument that plays it longest.
    fn parts(&self) -> Vec<Part> {
        let names = ["Melody", "Chords", "Second", "Bass"];
        let part = |(role, name): (Role, &str)| {
            let players = self
                .stretches
                .iter()
                .filter_map(|(_, roles)| roles[role as usize]);
            let mut turns = vec![0_usize; self.tracks.len()];
            for track in players {
                turns[track] += 1;
            }
            let longest = (0..turns.len()).max_by_key(|track| turns[*track]);
            Part {
                name: name.to_owned(),
                program: longest.map_or(0, |track| self.tracks[track].program),
                is_percussion: false,
                voices: vec![Voice(role as u8)],
            }
        };
        let pitched = Role::ALL.into_iter().zip(names).map(part);
        pitched.chain([drum_part()]).collect()
    }
}

/// The notes of a track that begin in a stretch.
fn between(track: &Track, start: Tick, end: Tick) -> &[Note] {
    let first = track.notes.partition_point(|note| note.onset < start);
    let last = track.notes.partition_point(|note| note.onset < end);
    &track.notes[first..last.max(first)]
}

/// The best player of every role; an empty chair is filled from those who have none. Nobody gets a
/// chair who doubles or echoes one that has.
fn roles_between(tracks: &[Track], start: Tick, end: Tick) -> [Option<usize>; 4] {
    let notes = |track: usize| between(&tracks[track], start, end);
    let is_active = |track: &usize| is_active(notes(*track), start, end);
    let mut free: Vec<usize> = (0..tracks.len()).filter(is_active).collect();
    let mut roles: [Option<usize>; 4] = [None; 4];
    let own_chairs = Role::ALL.map(|role| (role, role));
    let other_chairs = [
        (Role::Chords, Role::Second),
        (Role::Second, Role::Melody),
        (Role::Second, Role::Chords),
        (Role::Melody, Role::Second),
    ];
    for (chair, role) in own_chairs.into_iter().chain(other_chairs) {
        if roles[chair as usize].is_some() {
            continue;
        }
        let is_new = |track: usize| {
            let mut seated = roles.iter().flatten();
            seated.all(|other| !is_copy(notes(track), notes(*other)))
        };
        let fits = |track: &usize| tracks[*track].role == role && is_new(*track);
        if let Some(place) = free.iter().position(fits) {
            roles[chair as usize] = Some(free.remove(place));
        }
    }
    roles
}

/// Whether most notes of a track are those of another, together with it or up to two beats apart.
///
/// Guitars are recorded twice, and trackers make echoes of their leads.
fn is_copy(notes: &[Note], other: &[Note]) -> bool {
    const FARTHEST: u32 = 2 * TICKS_PER_QUARTER;
    /// Of ten notes.
    const MOST_SHARED: usize = 7;
    let mut apart: HashMap<(bool, u32), usize> = HashMap::new();
    for note in notes {
        let earliest = note.onset.get().saturating_sub(FARTHEST);
        let first = other.partition_point(|other| other.onset.get() < earliest);
        let near = other[first..].iter();
        let near = near.take_while(|other| other.onset.get() <= note.onset.get() + FARTHEST);
        let mut lags: Vec<(bool, u32)> = near
            .filter(|other| other.pitch.class() == note.pitch.class())
            .map(|other| {
                (
                    other.onset > note.onset,
                    other.onset.get().abs_diff(note.onset.get()),
                )
            })
            .collect();
        lags.sort_unstable();
        lags.dedup();
        for lag in lags {
            *apart.entry(lag).or_default() += 1;
        }
    }
    let most = apart.into_values().max().unwrap_or(0);
    most * 10 >= notes.len() * MOST_SHARED
}

/// Whether a track plays enough in a stretch to be heard as a part: a quarter of the time, or often.
fn is_active(notes: &[Note], start: Tick, end: Tick) -> bool {
    const OFTEN: usize = 6;
    let sounding: u32 = notes.iter().map(|note| note.duration.get()).sum();
    notes.len() >= OFTEN || sounding * 4 >= end.since(start).get()
}

/// The line of a role, and the number of notes lost: melodies keep the upper note, basses the lower.
fn line_of(role: Role, mut notes: Vec<Note>) -> (Vec<Note>, usize) {
    let single = match role {
        Role::Melody => 1,
        Role::Bass => -1,
        _ => {
            let made = chord_lines(&[notes], &[]);
            return (made.lines.into_iter().flatten().collect(), made.n_lost);
        }
    };
    notes.sort_by_key(|note| (note.onset, -single * i64::from(note.pitch.midi())));
    let before = notes.len();
    notes.dedup_by_key(|note| note.onset);
    let n_lost = before - notes.len();
    for index in 1..notes.len() {
        let next = notes[index].onset;
        let end = notes[index - 1].end().min(next);
        notes[index - 1].duration = end.since(notes[index - 1].onset);
    }
    (notes, n_lost)
}

#[cfg(test)]
mod tests {
    use super::super::time::tick;
    use super::*;
    use crate::music::{Duration, NoteId, Pitch, TimeSignature, Velocity};

    /// Parts as (program, pitches at once), each playing quarters for eight bars of 4/4.
    fn song(parts: &[(u8, &[i64])]) -> Score {
        let mut notes = Vec::new();
        for (voice, (_, pitches)) in parts.iter().enumerate() {
            for beat in 0..32_u32 {
                for pitch in *pitches {
                    notes.push(Note {
                        id: NoteId(notes.len() as u32),
                        voice: Voice(voice as u8),
                        pitch: Pitch::new(pitch + i64::from(beat % 4)).unwrap(),
                        onset: tick(beat * 480),
                        duration: Duration::QUARTER,
                        velocity: Velocity::DEFAULT,
                    });
                }
            }
        }
        let header = ScoreHeader {
            meter: Meter::constant(TimeSignature::COMMON),
            parts: (0..parts.len())
                .map(|index| Part {
                    name: String::new(),
                    program: parts[index].0,
                    is_percussion: parts[index].1 == [36],
                    voices: vec![Voice(index as u8)],
                })
                .collect(),
            ..ScoreHeader::default()
        };
        Score::new(header, notes).unwrap()
    }

    #[test]
    fn tracks_play_the_roles_that_suit_them() {
        let song = song(&[
            (30, &[50, 57, 62]),
            (0, &[36]),
            (33, &[31]),
            (30, &[50, 57, 62]),
            (81, &[74]),
            (89, &[64]),
        ]);
        let cleaned = clean(&song).unwrap().score;
        let first: Vec<(u8, u8)> = cleaned
            .notes()
            .iter()
            .filter(|note| note.onset == Tick::ZERO)
            .map(|note| (note.voice.0, note.pitch.midi()))
            .collect();
        let expected = [
            (0, 74),
            (1, 62),
            (1, 57),
            (1, 50),
            (2, 64),
            (3, 31),
            (4, 36),
        ];
        assert_eq!(first, expected);
        assert!(cleaned.is_percussion(DRUMS));
        let programs: Vec<u8> = cleaned
            .header()
            .parts
            .iter()
            .map(|part| part.program)
            .collect();
        assert_eq!(programs, [81, 30, 89, 33, 0]);
    }
}
