//! A score as a plain object.

use serde::{Deserialize, Serialize};

use super::error::WireError;
use crate::music::{
    ChordChange, Duration, Meter, Note, NoteId, Part, Pitch, Score, ScoreHeader, Tempo,
    TempoChange, Tick, TimeSignature, Velocity, Voice,
};

/// At most this many notes cross the wire.
pub const MAX_NOTES: usize = 20_000;

/// Characters a title or the name of a part may have.
pub const MAX_TITLE: usize = 200;

/// Parts a score may have: as many as there are voices.
const MAX_PARTS: usize = 256;

/// A score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireScore {
    /// Title; may be empty.
    pub title: String,
    /// "G major", "F# minor".
    pub key: Option<String>,
    /// The first at tick 0.
    pub time_signatures: Vec<WireTimeSignature>,
    /// Ticks of a short first bar; 0 for none.
    pub pickup: u32,
    /// Quarter notes a minute at the beginning.
    pub tempo: f64,
    /// Where they change later; nowhere where left out.
    #[serde(default)]
    pub tempo_changes: Vec<WireTempoChange>,
    /// Instruments.
    pub parts: Vec<WirePart>,
    /// Onsets under a fermata.
    pub phrase_ends: Vec<u32>,
    /// Chord symbols; none where left out.
    #[serde(default)]
    pub chords: Vec<WireChordChange>,
    /// The notes, in any order.
    pub notes: Vec<WireNote>,
}

/// A time signature and the tick from which it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireTimeSignature {
    /// Where it begins.
    pub tick: u32,
    /// The upper number.
    pub beats: u32,
    /// The lower number.
    pub beat_unit: u32,
}

/// A tempo and the tick from which it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireTempoChange {
    /// Where it begins.
    pub tick: u32,
    /// Quarter notes a minute.
    pub tempo: f64,
}

/// A chord symbol and the tick from which it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireChordChange {
    /// Where it begins.
    pub tick: u32,
    /// "C", "F#m7", "Bbmaj7/D"; `None` where no chord is meant.
    pub chord: Option<String>,
}

/// An instrument.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WirePart {
    /// What the musician calls it.
    pub name: String,
    /// General MIDI instrument number, 0 to 127.
    pub program: u32,
    /// Whether it is a drum kit; no where left out.
    #[serde(default)]
    pub is_percussion: bool,
    /// The lines it plays.
    pub voices: Vec<u32>,
}

/// A note.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireNote {
    /// Its name, unique in the score.
    pub id: u32,
    /// Its line, 0 to 255.
    pub voice: u32,
    /// MIDI note number, 0 to 127.
    pub pitch: u32,
    /// Ticks from the start of the score.
    pub onset: u32,
    /// Ticks; at least 1.
    pub duration: u32,
    /// 1 to 127.
    pub velocity: u32,
}

impl WireScore {
    /// The score that this object describes.
    ///
    /// # Errors
    /// [`WireError`] for more than a score may carry, and for everything that `music` refuses.
    pub fn to_score(&self) -> Result<Score, WireError> {
        at_most("notes", self.notes.len(), MAX_NOTES)?;
        let notes: Vec<Note> = self
            .notes
            .iter()
            .map(|note| note.to_note())
            .collect::<Result<_, _>>()?;
        Ok(Score::new(self.to_header()?, notes)?)
    }

    /// The object that describes a score.
    pub fn from_score(score: &Score) -> Self {
        let header = score.header();
        Self {
            title: shortened(&header.title),
            key: header.key.map(|key| key.to_string()),
            time_signatures: header
                .meter
                .changes()
                .iter()
                .map(|(tick, signature)| WireTimeSignature {
                    tick: tick.get(),
                    beats: signature.beats(),
                    beat_unit: signature.beat_unit(),
                })
                .collect(),
            pickup: header.meter.pickup().get(),
            tempo: plain_tempo(header.tempo),
            tempo_changes: header
                .tempo_changes
                .iter()
                .map(|change| WireTempoChange {
                    tick: change.tick.get(),
                    tempo: plain_tempo(change.tempo),
                })
                .collect(),
            parts: header.parts.iter().map(WirePart::from_part).collect(),
            phrase_ends: header.phrase_ends.iter().map(|tick| tick.get()).collect(),
            chords: header
                .chords
                .iter()
                .map(WireChordChange::from_change)
                .collect(),
            notes: score.notes().iter().map(WireNote::from_note).collect(),
        }
    }

    fn to_header(&self) -> Result<ScoreHeader, WireError> {
        at_most("characters of title", self.title.chars().count(), MAX_TITLE)?;
        at_most("time signatures", self.time_signatures.len(), MAX_NOTES)?;
        at_most("phrase ends", self.phrase_ends.len(), MAX_NOTES)?;
        at_most("parts", self.parts.len(), MAX_PARTS)?;
        at_most("chords", self.chords.len(), MAX_NOTES)?;
        at_most("changes of tempo", self.tempo_changes.len(), MAX_NOTES)?;
        let changes = self
            .time_signatures
            .iter()
            .map(|change| {
                let signature = TimeSignature::new(change.beats, change.beat_unit)?;
                Ok((Tick::new(change.tick)?, signature))
            })
            .collect::<Result<_, WireError>>()?;
        Ok(ScoreHeader {
            title: self.title.clone(),
            key: self.key.as_deref().map(str::parse).transpose()?,
            meter: Meter::new(Duration::new(self.pickup)?, changes)?,
            tempo: Tempo::from_qpm(self.tempo)?,
            tempo_changes: self
                .tempo_changes
                .iter()
                .map(|change| {
                    Ok(TempoChange {
                        tick: Tick::new(change.tick)?,
                        tempo: Tempo::from_qpm(change.tempo)?,
                    })
                })
                .collect::<Result<_, WireError>>()?,
            parts: self
                .parts
                .iter()
                .map(WirePart::to_part)
                .collect::<Result<_, _>>()?,
            phrase_ends: self
                .phrase_ends
                .iter()
                .map(|&tick| Tick::new(tick))
                .collect::<Result<_, _>>()?,
            chords: self
                .chords
                .iter()
                .map(WireChordChange::to_change)
                .collect::<Result<_, _>>()?,
        })
    }
}

impl WireNote {
    /// The object that describes a note.
    pub fn from_note(note: &Note) -> Self {
        Self {
            id: note.id.0,
            voice: u32::from(note.voice.0),
            pitch: u32::from(note.pitch.midi()),
            onset: note.onset.get(),
            duration: note.duration.get(),
            velocity: u32::from(note.velocity.get()),
        }
    }

    fn to_note(self) -> Result<Note, WireError> {
        let wrong = |what, found: u32, allowed| WireError::NoteField {
            id: self.id,
            what,
            found: i64::from(found),
            allowed,
        };
        let voice = u8::try_from(self.voice).map_err(|_| wrong("voice", self.voice, "0 to 255"))?;
        let pitch = Pitch::new(i64::from(self.pitch))
            .map_err(|_| wrong("pitch", self.pitch, "0 to 127"))?;
        if !(1..=127).contains(&self.velocity) {
            return Err(wrong("velocity", self.velocity, "1 to 127"));
        }
        Ok(Note {
            id: NoteId(self.id),
            voice: Voice(voice),
            pitch,
            onset: Tick::new(self.onset)?,
            duration: Duration::new(self.duration)?,
            velocity: Velocity::clamped(i64::from(self.velocity)),
        })
    }
}

impl WireChordChange {
    fn from_change(change: &ChordChange) -> Self {
        Self {
            tick: change.tick.get(),
            chord: change.chord.map(|chord| chord.to_string()),
        }
    }

    pub(super) fn to_change(&self) -> Result<ChordChange, WireError> {
        Ok(ChordChange {
            tick: Tick::new(self.tick)?,
            chord: self.chord.as_deref().map(str::parse).transpose()?,
        })
    }
}

impl WirePart {
    fn from_part(part: &Part) -> Self {
        Self {
            name: shortened(&part.name),
            program: u32::from(part.program),
            is_percussion: part.is_percussion,
            voices: part.voices.iter().map(|voice| u32::from(voice.0)).collect(),
        }
    }

    fn to_part(&self) -> Result<Part, WireError> {
        at_most(
            "characters of a part's name",
            self.name.chars().count(),
            MAX_TITLE,
        )?;
        let wrong = |what, found: u32, allowed| WireError::ScoreField {
            what,
            found: i64::from(found),
            allowed,
        };
        let program = u8::try_from(self.program)
            .ok()
            .filter(|program| *program < 128)
            .ok_or_else(|| wrong("program", self.program, "0 to 127"))?;
        let voices = self.voices.iter().map(|&voice| {
            u8::try_from(voice)
                .map(Voice)
                .map_err(|_| wrong("voice of a part", voice, "0 to 255"))
        });
        Ok(Part {
            name: self.name.clone(),
            program,
            is_percussion: self.is_percussion,
            voices: voices.collect::<Result<_, _>>()?,
        })
    }
}

/// As much of a title as may come back: files may carry longer ones.
fn shortened(title: &str) -> String {
    title.chars().take(MAX_TITLE).collect()
}

fn at_most(what: &'static str, found: usize, allowed: usize) -> Result<(), WireError> {
    if found > allowed {
        return Err(WireError::TooLarge {
            what,
            found,
            allowed,
        });
    }
    Ok(())
}

/// Quarter notes a minute with as few digits as still give the same microseconds: 96, not 96.00000768.
fn plain_tempo(tempo: Tempo) -> f64 {
    let exact = tempo.qpm();
    (0..=6)
        .map(|digits| {
            let scale = 10f64.powi(digits);
            (exact * scale).round() / scale
        })
        .find(|&rounded| Tempo::from_qpm(rounded) == Ok(tempo))
        .unwrap_or(exact)
}
