//! What a track of a band is like: bass, melody, chords or something else.

use crate::music::{Note, Part, Score};

/// What a track does in a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Melody,
    Chords,
    /// Counter-melodies, arpeggios, pads.
    Second,
    Bass,
}

impl Role {
    /// In the order of the voices.
    pub(super) const ALL: [Role; 4] = [Role::Melody, Role::Chords, Role::Second, Role::Bass];
}

/// A pitched track.
#[derive(Debug, Clone)]
pub(super) struct Track {
    pub(super) program: u8,
    /// In order of onset.
    pub(super) notes: Vec<Note>,
    pub(super) role: Role,
    /// How far it is from silent, low and monotonous: the higher, the sooner it leads its role.
    pub(super) rank: u32,
}

impl Track {
    /// The track of a part; `None` without notes.
    pub(super) fn of(score: &Score, part: &Part) -> Option<Self> {
        let notes = score.notes().iter();
        let of_part = |note: &&Note| part.voices.contains(&note.voice);
        let notes: Vec<Note> = notes.filter(of_part).copied().collect();
        if notes.is_empty() {
            return None;
        }
        let features = Features::of(&notes);
        let role = features.role(part.program);
        Some(Self {
            program: part.program,
            rank: features.rank(role, part.program),
            role,
            notes,
        })
    }
}

/// Numbers that tell roles apart.
struct Features {
    /// Mean MIDI number.
    pitch: f64,
    /// Notes an onset.
    notes_per_onset: f64,
    n_onsets: usize,
    n_pitches: usize,
}

impl Features {
    fn of(notes: &[Note]) -> Self {
        let pitches = || notes.iter().map(|note| note.pitch.midi());
        let mut onsets: Vec<_> = notes.iter().map(|note| note.onset).collect();
        onsets.dedup();
        let mut different: Vec<u8> = pitches().collect();
        different.sort_unstable();
        different.dedup();
        Self {
            pitch: pitches().map(f64::from).sum::<f64>() / notes.len() as f64,
            notes_per_onset: notes.len() as f64 / onsets.len() as f64,
            n_onsets: onsets.len(),
            n_pitches: different.len(),
        }
    }

    /// By General MIDI families first, then by how high and how thick the track is.
    fn role(&self, program: u8) -> Role {
        let is_thick = self.notes_per_onset >= 1.5;
        match program {
            32..=39 if self.pitch < 55.0 => Role::Bass,
            _ if self.pitch < 43.0 && !is_thick && !is_guitar(program) => Role::Bass,
            _ if is_thick => Role::Chords,
            // Riffs on the low strings of a guitar carry the harmony.
            24..=31 if self.pitch < 52.0 => Role::Chords,
            48..=55 | 88..=103 | 112..=127 => Role::Second,
            _ if self.pitch < 55.0 => Role::Second,
            _ => Role::Melody,
        }
    }

    fn rank(&self, role: Role, program: u8) -> u32 {
        let activity = self.n_onsets.min(400) as u32;
        match role {
            Role::Melody => {
                let is_lead = matches!(program, 29..=31 | 56..=87) || program == 40;
                activity / 4 + 10 * self.n_pitches.min(24) as u32 + if is_lead { 100 } else { 0 }
            }
            Role::Chords => activity + (100.0 * self.notes_per_onset.min(3.0)) as u32,
            Role::Second => activity / 2 + 10 * self.n_pitches.min(24) as u32,
            Role::Bass => activity + if matches!(program, 32..=39) { 400 } else { 0 },
        }
    }
}

const fn is_guitar(program: u8) -> bool {
    matches!(program, 24..=31)
}
