//! The models of every style in one file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::MarkovError;
use super::melodies::MelodyModel;
use super::progressions::ProgressionModel;
use crate::token::Style;

/// Version of the file: another one is refused, not guessed at.
const VERSION: u32 = 1;

/// What was learnt of one style.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StyleModels {
    /// Its harmony.
    pub progressions: ProgressionModel,
    /// Its first voice.
    pub melodies: MelodyModel,
}

/// The models of some styles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MarkovLibrary {
    styles: BTreeMap<Style, StyleModels>,
}

#[derive(Serialize, Deserialize)]
struct StoredLibrary {
    version: u32,
    styles: BTreeMap<String, StyleModels>,
}

impl MarkovLibrary {
    /// Puts in the models of a style, for any that were there.
    pub fn insert(&mut self, style: Style, models: StyleModels) {
        self.styles.insert(style, models);
    }

    /// The models of a style, if there are any.
    pub fn get(&self, style: Style) -> Option<&StyleModels> {
        self.styles.get(&style)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// [`MarkovError::Unreadable`] if the models cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, MarkovError> {
        let styles = self.styles.iter();
        let stored = StoredLibrary {
            version: VERSION,
            styles: styles
                .map(|(style, models)| (style.name().to_owned(), models.clone()))
                .collect(),
        };
        serde_json::to_vec(&stored).map_err(unreadable)
    }

    /// The models of a file.
    ///
    /// # Errors
    /// [`MarkovError::Unreadable`] if the file is damaged, of another version, or names a style that is not known.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MarkovError> {
        let stored: StoredLibrary = serde_json::from_slice(bytes).map_err(unreadable)?;
        if stored.version != VERSION {
            let found = stored.version;
            return Err(unreadable(format!(
                "version {found} found; {VERSION} is needed"
            )));
        }
        let styles = stored.styles.into_iter().map(|(name, models)| {
            let style = Style::from_name(&name);
            let style =
                style.ok_or_else(|| unreadable(format!("style \"{name}\" is not known")))?;
            Ok((style, models))
        });
        Ok(Self {
            styles: styles.collect::<Result<_, MarkovError>>()?,
        })
    }
}

fn unreadable(reason: impl ToString) -> MarkovError {
    MarkovError::Unreadable {
        reason: reason.to_string(),
    }
}
