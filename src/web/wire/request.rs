//! The four requests as plain objects. What they ask for is judged by `compose`; here only what has
//! no place there: numbers that no type of it could hold.

use serde::{Deserialize, Serialize};

use super::constraints::WireConstraints;
use super::controls::WireControls;
use super::error::WireError;
use super::score::WireScore;
use crate::compose::{
    ComposeError, ContinueRequest, Engine, HarmonizeRequest, InfillRequest, Keep, Options,
    Sampling, SeedRequest,
};
use crate::music::{NoteId, Tempo, Tick, TimeSignature, Voice};

/// JavaScript's largest exact integer.
const MAX_RNG_SEED: u64 = (1 << 53) - 1;

/// How the next word is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireSampling {
    /// 0 (most likely) to 2.
    pub temperature: f64,
    /// How many words are considered; 0 for all.
    pub top_k: u32,
    /// Share of probability that is considered; above 0, at most 1.
    pub top_p: f64,
}

/// A time signature without a place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireSignature {
    /// The upper number.
    pub beats: u32,
    /// The lower number.
    pub beat_unit: u32,
}

/// Starts a piece from nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireSeed {
    /// One of the engine's styles.
    pub style: String,
    /// Key, or the composer's choice.
    pub key: Option<String>,
    /// Metre.
    pub time_signature: WireSignature,
    /// Length, 1 to 64.
    pub bars: u32,
    /// Quarter notes a minute.
    pub tempo: f64,
    /// The lines to write, of 0 to 4 (drums).
    pub voices: Vec<u32>,
    /// What the music should be like; free where it is left out.
    #[serde(default, skip_serializing_if = "WireControls::is_free")]
    pub controls: WireControls,
    /// What new notes must obey; free where it is left out.
    #[serde(default, skip_serializing_if = "WireConstraints::is_free")]
    pub constraints: WireConstraints,
    /// Who writes; the network where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// How words are drawn.
    pub sampling: WireSampling,
    /// 0 to 2^53 - 1.
    pub rng_seed: u64,
    /// Whether the outcome shall say why its notes are what they are; no where left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub explain: bool,
}

/// Goes on after the bar in which a score ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireContinue {
    /// What there is.
    pub score: WireScore,
    /// One of the engine's styles.
    pub style: String,
    /// How many bars to write, 1 to 64.
    pub bars: u32,
    /// The lines to write, of 0 to 4 (drums).
    pub voices: Vec<u32>,
    /// What the music should be like; free where it is left out.
    #[serde(default, skip_serializing_if = "WireControls::is_free")]
    pub controls: WireControls,
    /// What new notes must obey; free where it is left out.
    #[serde(default, skip_serializing_if = "WireConstraints::is_free")]
    pub constraints: WireConstraints,
    /// Who writes; the network where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// How words are drawn.
    pub sampling: WireSampling,
    /// 0 to 2^53 - 1.
    pub rng_seed: u64,
    /// Notes that stay as they are.
    pub locked: Vec<u32>,
    /// Notes that are written afresh but for their rhythm or their pitch; none where left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<WireHold>,
    /// Whether the outcome shall say why its notes are what they are; no where left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub explain: bool,
}

/// Writes lines to the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireHarmonize {
    /// What there is.
    pub score: WireScore,
    /// One of the engine's styles.
    pub style: String,
    /// The lines to write afresh, of 0 to 4 (drums).
    pub voices: Vec<u32>,
    /// What the music should be like; free where it is left out.
    #[serde(default, skip_serializing_if = "WireControls::is_free")]
    pub controls: WireControls,
    /// What new notes must obey; free where it is left out.
    #[serde(default, skip_serializing_if = "WireConstraints::is_free")]
    pub constraints: WireConstraints,
    /// Who writes; the network where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// How words are drawn.
    pub sampling: WireSampling,
    /// 0 to 2^53 - 1.
    pub rng_seed: u64,
    /// Notes that stay as they are.
    pub locked: Vec<u32>,
    /// Notes that are written afresh but for their rhythm or their pitch; none where left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<WireHold>,
    /// Whether the outcome shall say why its notes are what they are; no where left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub explain: bool,
}

/// Writes a region afresh.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireInfill {
    /// What there is.
    pub score: WireScore,
    /// One of the engine's styles.
    pub style: String,
    /// What to write afresh.
    pub region: WireRegion,
    /// What the music should be like; free where it is left out.
    #[serde(default, skip_serializing_if = "WireControls::is_free")]
    pub controls: WireControls,
    /// What new notes must obey; free where it is left out.
    #[serde(default, skip_serializing_if = "WireConstraints::is_free")]
    pub constraints: WireConstraints,
    /// Who writes; the network where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// How words are drawn.
    pub sampling: WireSampling,
    /// 0 to 2^53 - 1.
    pub rng_seed: u64,
    /// Notes that stay as they are.
    pub locked: Vec<u32>,
    /// Notes that are written afresh but for their rhythm or their pitch; none where left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<WireHold>,
    /// Whether the outcome shall say why its notes are what they are; no where left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub explain: bool,
}

/// A note that is written afresh but for something of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireHold {
    /// The note.
    pub id: u32,
    /// "rhythm" or "pitch": what stays.
    pub keep: String,
}

/// Some lines over some time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireRegion {
    /// First tick.
    pub start: u32,
    /// First tick after it.
    pub end: u32,
    /// The lines, of 0 to 4 (drums).
    pub voices: Vec<u32>,
    /// "rhythm" or "pitches": what stays of all its notes; nothing where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<String>,
}

impl WireSeed {
    /// The request that this object describes.
    ///
    /// # Errors
    /// [`WireError`] for a number, key or style that cannot be.
    pub fn to_request(&self) -> Result<SeedRequest, WireError> {
        let WireSignature { beats, beat_unit } = self.time_signature;
        Ok(SeedRequest {
            options: options(
                &self.style,
                &self.voices,
                self.controls,
                &self.constraints,
                &self.sampling,
                self.rng_seed,
                &[],
            )?
            .explaining(self.explain)
            .by(engine(self.engine.as_deref())?),
            key: self.key.as_deref().map(str::parse).transpose()?,
            time_signature: TimeSignature::new(beats, beat_unit).map_err(WireError::RequestTime)?,
            tempo: Tempo::from_qpm(self.tempo).map_err(WireError::RequestTime)?,
            bars: self.bars,
        })
    }
}

impl WireContinue {
    /// The request that this object describes.
    ///
    /// # Errors
    /// [`WireError`] for a number, key or style that cannot be.
    pub fn to_request(&self) -> Result<ContinueRequest, WireError> {
        Ok(ContinueRequest {
            score: self.score.to_score()?,
            options: options(
                &self.style,
                &self.voices,
                self.controls,
                &self.constraints,
                &self.sampling,
                self.rng_seed,
                &self.locked,
            )?
            .holding(holds(&self.holds)?, None)
            .explaining(self.explain)
            .by(engine(self.engine.as_deref())?),
            bars: self.bars,
        })
    }
}

impl WireHarmonize {
    /// The request that this object describes.
    ///
    /// # Errors
    /// [`WireError`] for a number, key or style that cannot be.
    pub fn to_request(&self) -> Result<HarmonizeRequest, WireError> {
        Ok(HarmonizeRequest {
            score: self.score.to_score()?,
            options: options(
                &self.style,
                &self.voices,
                self.controls,
                &self.constraints,
                &self.sampling,
                self.rng_seed,
                &self.locked,
            )?
            .holding(holds(&self.holds)?, None)
            .explaining(self.explain)
            .by(engine(self.engine.as_deref())?),
        })
    }
}

impl WireInfill {
    /// The request that this object describes.
    ///
    /// # Errors
    /// [`WireError`] for a number, key or style that cannot be.
    pub fn to_request(&self) -> Result<InfillRequest, WireError> {
        Ok(InfillRequest {
            score: self.score.to_score()?,
            options: options(
                &self.style,
                &self.region.voices,
                self.controls,
                &self.constraints,
                &self.sampling,
                self.rng_seed,
                &self.locked,
            )?
            .holding(holds(&self.holds)?, self.region.keep()?)
            .explaining(self.explain)
            .by(engine(self.engine.as_deref())?),
            region: tick(self.region.start)?..tick(self.region.end)?,
        })
    }
}

/// The engine of a name; the network where nobody names one.
fn engine(name: Option<&str>) -> Result<Engine, WireError> {
    Ok(name.map(Engine::named).transpose()?.unwrap_or_default())
}

impl WireRegion {
    fn keep(&self) -> Result<Option<Keep>, WireError> {
        self.keep
            .as_deref()
            .map(|keep| keep_of(keep, "pitches"))
            .transpose()
    }
}

fn holds(holds: &[WireHold]) -> Result<Vec<(NoteId, Keep)>, WireError> {
    let hold = |hold: &WireHold| Ok((NoteId(hold.id), keep_of(&hold.keep, "pitch")?));
    holds.iter().map(hold).collect()
}

/// What stays of a note or a region; of a region its pitches in the plural.
fn keep_of(name: &str, pitch: &'static str) -> Result<Keep, WireError> {
    match name {
        "rhythm" => Ok(Keep::Rhythm),
        other if other == pitch => Ok(Keep::Pitch),
        other => Err(WireError::RequestField {
            what: "keep",
            found: other.chars().take(40).collect(),
            allowed: if pitch == "pitch" {
                "\"rhythm\" or \"pitch\""
            } else {
                "\"rhythm\" or \"pitches\""
            },
        }),
    }
}

fn tick(tick: u32) -> Result<Tick, WireError> {
    Tick::new(tick).map_err(WireError::RequestTime)
}

fn options(
    style: &str,
    voices: &[u32],
    controls: WireControls,
    constraints: &WireConstraints,
    sampling: &WireSampling,
    rng_seed: u64,
    locked: &[u32],
) -> Result<Options, WireError> {
    if rng_seed > MAX_RNG_SEED {
        return Err(WireError::RequestField {
            what: "rngSeed",
            found: rng_seed.to_string(),
            allowed: "0 to 2^53 - 1",
        });
    }
    let voices = voices.iter().map(|&voice| {
        u8::try_from(voice)
            .map(Voice)
            .map_err(|_| WireError::RequestField {
                what: "voice",
                found: voice.to_string(),
                allowed: "0 to 4",
            })
    });
    let top_k = usize::try_from(sampling.top_k).unwrap_or(usize::MAX);
    Ok(Options {
        voices: voices.collect::<Result<_, _>>()?,
        controls: controls.to_controls()?,
        constraints: constraints.to_constraints()?,
        sampling: Sampling::new(sampling.temperature, top_k, sampling.top_p)
            .map_err(ComposeError::from)?,
        locked: locked.iter().copied().map(NoteId).collect(),
        ..Options::new(Options::style_named(style)?, rng_seed)
    })
}
