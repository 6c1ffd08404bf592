//! What an answer should be like, as a plain object.

use serde::{Deserialize, Serialize};

use super::error::WireError;
use crate::compose::{Control, ControlKind};

/// What the music should be like: each trait from 0 (the lowest fifth of the style's pieces) to 4, or free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct WireControls {
    /// Notes a beat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub density: Option<u32>,
    /// Leaps among the melodic intervals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaps: Option<u32>,
    /// Distance from the lowest to the highest note of the first voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<u32>,
    /// Notes that repeat the one before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repetition: Option<u32>,
    /// Notes off the beat that are held over it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub syncopation: Option<u32>,
}

impl WireControls {
    pub(super) fn to_controls(self) -> Result<Vec<Control>, WireError> {
        let levels = [
            self.density,
            self.leaps,
            self.range,
            self.repetition,
            self.syncopation,
        ];
        let named = ControlKind::ALL.into_iter().zip(levels);
        let asked = named.filter_map(|(kind, level)| Some((kind, level?)));
        asked
            .map(|(kind, level)| {
                let control = u8::try_from(level).ok();
                let control = control.and_then(|level| Control::new(kind, level));
                control.ok_or_else(|| WireError::RequestField {
                    what: kind.name(),
                    found: level.to_string(),
                    allowed: "0 to 4",
                })
            })
            .collect()
    }

    pub(super) fn is_free(&self) -> bool {
        *self == Self::default()
    }
}
