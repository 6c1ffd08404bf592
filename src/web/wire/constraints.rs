//! What new notes must obey, as a plain object.

use serde::{Deserialize, Serialize};

use super::error::WireError;
use super::score::WireChordChange;
use crate::compose::{
    Bounds, CadenceAt, CadenceKind, ComposeError, Constraints, Density, Limit, NamedNote,
    NumeralChange, Strictness, Typed,
};
use crate::music::{Duration, Pitch, Tick, Voice};

/// What new notes must obey: each with a strictness from 0 (no matter) to 1 (a law). What is left out is
/// as it always was.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct WireConstraints {
    /// Against parallels, and as a law against crossings in four parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice_leading: Option<f64>,
    /// The notes of a scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<WireScale>,
    /// Ranges of voices.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<WireRange>,
    /// Chord tones on beats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chords: Option<WireTyped>,
    /// The widest interval inside a voice, in semitones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub largest_leap: Option<WireLimit>,
    /// The shortest note, in ticks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shortest_note: Option<WireLimit>,
    /// How often a note may be repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_repeats: Option<WireLimit>,
    /// First notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub start: Vec<WireNamedNote>,
    /// Last notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub end: Vec<WireNamedNote>,
    /// Dominant and tonic at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cadence: Option<f64>,
    /// The longest note, in ticks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_note: Option<WireLimit>,
    /// Notes that begin in a bar, in each voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub density: Option<WireDensity>,
    /// Cadences in given bars.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cadences: Vec<WireCadence>,
}

/// How many notes begin in a bar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireDensity {
    /// The fewest.
    pub lowest: u32,
    /// The most.
    pub highest: u32,
    /// 0 to 1.
    pub strictness: f64,
}

/// A cadence in a bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireCadence {
    /// The bar, counted from 0.
    pub bar: u32,
    /// "authentic" or "half".
    pub kind: String,
    /// 0 to 1.
    pub strictness: f64,
}

/// A scale, and how strictly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireScale {
    /// "D dorian"; null for the scale of the piece's key.
    pub scale: Option<String>,
    /// 0 to 1.
    pub strictness: f64,
}

/// The range of a voice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireRange {
    /// The voice.
    pub voice: u32,
    /// Its lowest MIDI note.
    pub lowest: u32,
    /// Its highest MIDI note.
    pub highest: u32,
    /// 0 to 1.
    pub strictness: f64,
}

/// Chords to obey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireTyped {
    /// Chord symbols, or Roman numerals in the piece's key, in the place of those that the score has there;
    /// empty to leave them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<WireChordChange>,
    /// 0 to 1.
    pub strictness: f64,
}

/// A number that is not to be passed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireLimit {
    /// The number.
    pub value: u32,
    /// 0 to 1.
    pub strictness: f64,
}

/// The pitch of a note of a voice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireNamedNote {
    /// The voice.
    pub voice: u32,
    /// MIDI note.
    pub pitch: u32,
    /// 0 to 1.
    pub strictness: f64,
}

impl WireConstraints {
    pub(super) fn to_constraints(&self) -> Result<Constraints, WireError> {
        let scale = self.scale.as_ref().map(|limit| {
            let scale = limit.scale.as_deref().map(str::parse).transpose();
            Ok::<_, WireError>(Limit {
                value: scale.map_err(WireError::Scale)?,
                strictness: strictness(limit.strictness)?,
            })
        });
        let ranges = self.ranges.iter().map(|range| {
            Ok::<_, WireError>(Bounds {
                voice: voice(range.voice)?,
                lowest: pitch(range.lowest)?,
                highest: pitch(range.highest)?,
                strictness: strictness(range.strictness)?,
            })
        });
        let typed = self.chords.iter().flat_map(|typed| &typed.changes);
        let (spelled, placed) = typed.partition::<Vec<_>, _>(|change| !is_numeral(change));
        let chords = self.chords.as_ref().map(|typed| {
            let changes = spelled.iter().map(|change| change.to_change());
            Ok::<_, WireError>(Typed {
                changes: changes.collect::<Result<_, _>>()?,
                strictness: strictness(typed.strictness)?,
            })
        });
        let numerals = placed.into_iter().map(numeral);
        Ok(Constraints {
            voice_leading: self.voice_leading.map(strictness).transpose()?,
            scale: scale.transpose()?,
            ranges: ranges.collect::<Result<_, _>>()?,
            chords: chords.transpose()?,
            largest_leap: semitones("largestLeap", self.largest_leap)?,
            shortest_note: self.shortest_note.map(length).transpose()?,
            most_repeats: semitones("mostRepeats", self.most_repeats)?,
            start: named(&self.start)?,
            end: named(&self.end)?,
            cadence: self.cadence.map(strictness).transpose()?,
            cadences: self
                .cadences
                .iter()
                .map(cadence)
                .collect::<Result<_, _>>()?,
            longest_note: self.longest_note.map(length).transpose()?,
            density: self.density.map(density).transpose()?,
            numerals: numerals.collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn is_free(&self) -> bool {
        *self == Self::default()
    }
}

fn strictness(found: f64) -> Result<Strictness, WireError> {
    Ok(Strictness::new(found).map_err(ComposeError::from)?)
}

fn refused(what: &'static str, found: u32, allowed: &'static str) -> WireError {
    WireError::RequestField {
        what,
        found: found.to_string(),
        allowed,
    }
}

fn voice(found: u32) -> Result<Voice, WireError> {
    let voice = u8::try_from(found).ok().filter(|voice| *voice < 4);
    voice
        .map(Voice)
        .ok_or_else(|| refused("voice", found, "0 to 3"))
}

fn pitch(found: u32) -> Result<Pitch, WireError> {
    Pitch::new(i64::from(found)).map_err(|_| refused("pitch", found, "0 to 127"))
}

fn semitones(what: &'static str, limit: Option<WireLimit>) -> Result<Option<Limit<u8>>, WireError> {
    let limit = limit.map(|limit| {
        let value = u8::try_from(limit.value).ok().filter(|value| *value < 128);
        Ok(Limit {
            value: value.ok_or_else(|| refused(what, limit.value, "0 to 127"))?,
            strictness: strictness(limit.strictness)?,
        })
    });
    limit.transpose()
}

fn length(limit: WireLimit) -> Result<Limit<Duration>, WireError> {
    Ok(Limit {
        value: Duration::new(limit.value).map_err(WireError::RequestTime)?,
        strictness: strictness(limit.strictness)?,
    })
}

fn named(notes: &[WireNamedNote]) -> Result<Vec<NamedNote>, WireError> {
    let note = |note: &WireNamedNote| {
        Ok(NamedNote {
            voice: voice(note.voice)?,
            pitch: pitch(note.pitch)?,
            strictness: strictness(note.strictness)?,
        })
    };
    notes.iter().map(note).collect()
}

/// Whether a chord is named by its place in a key: "V7", "bVI", "ii6", "N6".
fn is_numeral(change: &WireChordChange) -> bool {
    let name = change.chord.as_deref().unwrap_or_default();
    let name = name.trim_start_matches(['b', '♭', '#', '♯']);
    name.starts_with(['I', 'V', 'i', 'v', 'N'])
}

fn numeral(change: &WireChordChange) -> Result<NumeralChange, WireError> {
    let name = change.chord.as_deref().unwrap_or_default();
    Ok(NumeralChange {
        tick: Tick::new(change.tick).map_err(WireError::RequestTime)?,
        numeral: name.parse().map_err(WireError::Numeral)?,
    })
}

fn cadence(cadence: &WireCadence) -> Result<CadenceAt, WireError> {
    let kind = match cadence.kind.as_str() {
        "authentic" => CadenceKind::Authentic,
        "half" => CadenceKind::Half,
        other => {
            return Err(WireError::RequestField {
                what: "cadence",
                found: other.chars().take(40).collect(),
                allowed: "\"authentic\" or \"half\"",
            });
        }
    };
    Ok(CadenceAt {
        bar: cadence.bar,
        kind,
        strictness: strictness(cadence.strictness)?,
    })
}

fn density(density: WireDensity) -> Result<Density, WireError> {
    Ok(Density {
        lowest: density.lowest,
        highest: density.highest,
        strictness: strictness(density.strictness)?,
    })
}
