//! One file that holds all clean pieces, a line of JSON each, so that training starts at once.

use std::fs;
use std::io::Write;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::CorpusError;
use super::pack::PACKS;
use super::piece::Piece;
use super::split::Split;
use crate::music::{
    Chord, ChordChange, Duration, KeySignature, Meter, Note, NoteId, Part, Pitch, Score,
    ScoreHeader, Tempo, Tick, TimeError, TimeSignature, Velocity, Voice,
};
use crate::token::Style;

/// Writes pieces to a file, one a line.
///
/// # Errors
/// [`CorpusError::File`] if the file cannot be written.
pub fn save_pieces(path: &Path, pieces: &[Piece]) -> Result<(), CorpusError> {
    let file_error = |source| CorpusError::File {
        path: path.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    for piece in pieces {
        serde_json::to_writer(&mut bytes, &StoredPiece::from(piece))
            .map_err(|error| file_error(error.into()))?;
        bytes.push(b'\n');
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(file_error)?;
    }
    let mut file = fs::File::create(path).map_err(file_error)?;
    file.write_all(&bytes).map_err(file_error)
}

/// Reads pieces back from a file that [`save_pieces`] wrote.
///
/// # Errors
/// [`CorpusError`] if the file cannot be read or a line holds no piece.
pub fn load_pieces(path: &Path) -> Result<Vec<Piece>, CorpusError> {
    let text = fs::read_to_string(path).map_err(|source| CorpusError::File {
        path: path.to_owned(),
        source,
    })?;
    let lines: Vec<&str> = text.lines().collect();
    lines
        .par_iter()
        .enumerate()
        .map(|(index, line)| {
            let stored = serde_json::from_str(line).map_err(|error| error.to_string());
            stored
                .and_then(|stored: StoredPiece| stored.into_piece())
                .map_err(|reason| CorpusError::Piece {
                    path: path.to_owned(),
                    line: index + 1,
                    reason,
                })
        })
        .collect()
}

#[derive(Serialize, Deserialize)]
struct StoredPiece {
    id: String,
    pack: String,
    style: String,
    #[serde(default)]
    kind: String,
    split: String,
    title: String,
    key: Option<String>,
    qpm: f64,
    pickup: u32,
    /// Tick, beats, beat unit.
    meter: Vec<(u32, u32, u32)>,
    parts: Vec<StoredPart>,
    ends: Vec<u32>,
    /// Tick, and the symbol; none for "no chord".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    chords: Vec<(u32, Option<String>)>,
    /// Voice, pitch, onset, duration, velocity.
    notes: Vec<(u8, u8, u32, u32, u8)>,
}

#[derive(Serialize, Deserialize)]
struct StoredPart {
    name: String,
    program: u8,
    is_percussion: bool,
    voices: Vec<u8>,
}

impl From<&Piece> for StoredPiece {
    fn from(piece: &Piece) -> Self {
        let header = piece.score.header();
        let changes = header.meter.changes().iter();
        let parts = header.parts.iter();
        let chords = header.chords.iter();
        let notes = piece.score.notes().iter();
        Self {
            id: piece.id.clone(),
            pack: piece.pack.to_owned(),
            style: piece.style.to_owned(),
            kind: piece.kind.clone(),
            split: piece.split.name().to_owned(),
            title: header.title.clone(),
            key: header.key.map(|key| key.to_string()),
            qpm: header.tempo.qpm(),
            pickup: header.meter.pickup().get(),
            meter: changes
                .map(|(start, ts)| (start.get(), ts.beats(), ts.beat_unit()))
                .collect(),
            parts: parts
                .map(|part| StoredPart {
                    name: part.name.clone(),
                    program: part.program,
                    is_percussion: part.is_percussion,
                    voices: part.voices.iter().map(|voice| voice.0).collect(),
                })
                .collect(),
            ends: header.phrase_ends.iter().map(|end| end.get()).collect(),
            chords: chords
                .map(|change| {
                    (
                        change.tick.get(),
                        change.chord.map(|chord| chord.to_string()),
                    )
                })
                .collect(),
            notes: notes
                .map(|note| {
                    (
                        note.voice.0,
                        note.pitch.midi(),
                        note.onset.get(),
                        note.duration.get(),
                        note.velocity.get(),
                    )
                })
                .collect(),
        }
    }
}

impl StoredPiece {
    fn into_piece(self) -> Result<Piece, String> {
        let pack = PACKS.iter().find(|pack| pack.name == self.pack);
        let pack = pack.ok_or_else(|| format!("pack \"{}\" is not known", self.pack))?;
        let style = Style::from_name(&self.style)
            .ok_or_else(|| format!("style \"{}\" is not known", self.style))?;
        let split = Split::from_name(&self.split)
            .ok_or_else(|| format!("split \"{}\" is not known", self.split))?;
        let header = self.header().map_err(|error| error.to_string())?;
        let notes = self.notes.iter().enumerate().map(
            |(index, &(voice, pitch, onset, duration, velocity))| {
                Ok(Note {
                    id: NoteId(index as u32),
                    voice: Voice(voice),
                    pitch: Pitch::new(i64::from(pitch))?,
                    onset: Tick::new(onset)?,
                    duration: Duration::new(duration)?,
                    velocity: Velocity::clamped(i64::from(velocity)),
                })
            },
        );
        let notes: Result<Vec<Note>, Box<dyn std::error::Error>> = notes.collect();
        let notes = notes.map_err(|error| error.to_string())?;
        Ok(Piece {
            id: self.id,
            pack: pack.name,
            style: style.name(),
            kind: self.kind,
            split,
            score: Score::new(header, notes).map_err(|error| error.to_string())?,
        })
    }

    fn header(&self) -> Result<ScoreHeader, Box<dyn std::error::Error>> {
        let changes = self.meter.iter().map(|&(start, beats, beat_unit)| {
            Ok((Tick::new(start)?, TimeSignature::new(beats, beat_unit)?))
        });
        let changes: Result<Vec<_>, TimeError> = changes.collect();
        let ends: Result<Vec<Tick>, _> = self.ends.iter().map(|end| Tick::new(*end)).collect();
        let chords = self.chords.iter().map(|(start, symbol)| {
            Ok(ChordChange {
                tick: Tick::new(*start)?,
                chord: symbol.as_deref().map(str::parse::<Chord>).transpose()?,
            })
        });
        let chords: Result<Vec<_>, Box<dyn std::error::Error>> = chords.collect();
        let parts = self.parts.iter().map(|part| Part {
            name: part.name.clone(),
            program: part.program,
            is_percussion: part.is_percussion,
            voices: part.voices.iter().copied().map(Voice).collect(),
        });
        Ok(ScoreHeader {
            title: self.title.clone(),
            key: self
                .key
                .as_deref()
                .map(str::parse::<KeySignature>)
                .transpose()?,
            meter: Meter::new(Duration::new(self.pickup)?, changes?)?,
            tempo: Tempo::from_qpm(self.qpm)?,
            tempo_changes: Vec::new(),
            parts: parts.collect(),
            phrase_ends: ends?,
            chords: chords?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_load_as_they_were_saved_and_damage_is_located() {
        let note = |id: u32, voice: Voice| Note {
            id: NoteId(id),
            voice,
            pitch: Pitch::new(60).unwrap(),
            onset: Tick::ZERO,
            duration: Duration::QUARTER,
            velocity: Velocity::clamped(33),
        };
        let header = ScoreHeader {
            title: "Übung \"eins\"".to_owned(),
            key: "F# minor".parse().ok(),
            tempo: Tempo::from_qpm(97.3).unwrap(),
            parts: vec![Part {
                name: "Drums".to_owned(),
                program: 3,
                is_percussion: true,
                voices: vec![Voice(4)],
            }],
            phrase_ends: vec![Tick::ZERO],
            chords: vec![
                ChordChange {
                    tick: Tick::ZERO,
                    chord: "Ebm7b5/Gb".parse().ok(),
                },
                ChordChange {
                    tick: Tick::new(960).unwrap(),
                    chord: None,
                },
            ],
            ..ScoreHeader::default()
        };
        let notes = vec![note(0, Voice::SOPRANO), note(1, Voice::BASS)];
        let piece = Piece {
            id: "open-hymnal/1".to_owned(),
            pack: PACKS[1].name,
            style: PACKS[1].style,
            kind: "reel".to_owned(),
            split: Split::Valid,
            score: Score::new(header, notes).unwrap(),
        };
        let folder = std::env::temp_dir().join(format!("antiphon-store-{}", std::process::id()));
        let path = folder.join("pieces.jsonl");
        save_pieces(&path, std::slice::from_ref(&piece)).unwrap();
        assert_eq!(load_pieces(&path).unwrap(), [piece]);
        let mut text = fs::read_to_string(&path).unwrap();
        text.push_str("{\"id\":1}\n");
        fs::write(&path, text).unwrap();
        assert!(matches!(
            load_pieces(&path),
            Err(CorpusError::Piece { line: 2, .. })
        ));
        fs::remove_dir_all(folder).unwrap();
    }
}
