//! The chains that a composer has: of styles, and of somebody's own music.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::error::ComposeError;
use crate::markov::{MelodyModel, ProgressionModel, StyleModels};
use crate::music::{Chord, NoteId, Score, Voice};
use crate::token::{Step, Style};

use super::passage::Passage;
use super::recital::Recital;

/// What the style's chains still weigh beside those of own music: enough to know a way on from everywhere.
const STYLE_BESIDE_OWN: f64 = 0.05;

/// Chains with the name of what they were learnt from.
#[derive(Debug, Clone)]
pub struct Learnt {
    /// The chains.
    pub models: StyleModels,
    /// Name and fingerprint.
    pub version: String,
    /// Who writes by them.
    pub writers: Writers,
}

/// Chord symbols that are new, by rising steps.
type Symbols = Vec<(Step, Option<Chord>)>;

/// Who writes by chains. They come with the chains, so that a module into which none can be loaded does without
/// them.
#[derive(Debug, Clone, Copy)]
pub struct Writers {
    /// Writes a whole answer, drums too if they are asked for.
    pub recite: fn(Passage, bool, NoteId) -> Result<Recital, ComposeError>,
    /// Writes chord symbols.
    pub harmonize: fn(&mut Passage) -> Result<Symbols, ComposeError>,
    /// Writes the top voice.
    pub lead: fn(&mut Passage, NoteId) -> Result<NoteId, ComposeError>,
}

impl Writers {
    const ALL: Writers = Writers {
        recite: |passage, drums, next_id| passage.recite(drums, next_id),
        harmonize: |passage| passage.harmonize(),
        lead: |passage, next_id| passage.lead(next_id),
    };
}

/// The chains of some styles.
#[derive(Debug, Clone, Default)]
pub struct Chains {
    styles: BTreeMap<Style, Arc<Learnt>>,
    own: Option<Arc<Learnt>>,
}

impl Chains {
    /// Takes the chains of one style, for any that were there.
    ///
    /// # Errors
    /// [`ComposeError::DamagedChains`] if the file cannot be read.
    pub fn load(&mut self, bytes: &[u8]) -> Result<Style, ComposeError> {
        let file = StyleModels::from_bytes(bytes).map_err(ComposeError::DamagedChains)?;
        let version = format!("markov-{}", &file.fingerprint[..8]);
        let models = file.models;
        let learnt = Arc::new(Learnt {
            models,
            version,
            writers: Writers::ALL,
        });
        self.styles.insert(file.style, learnt);
        Ok(file.style)
    }

    /// Learns chains of somebody's own music, in whose manner every style is written from then on; of none, all
    /// styles are as they were.
    ///
    /// # Errors
    /// [`ComposeError::Markov`] if nothing can be learnt.
    pub fn learn(&mut self, scores: &[Score]) -> Result<(), ComposeError> {
        self.own = None;
        if scores.is_empty() {
            return Ok(());
        }
        let models = StyleModels {
            progressions: ProgressionModel::learn(scores)?,
            melodies: MelodyModel::learn(scores, Voice::SOPRANO)?,
        };
        // Any style serves as the name of a file that is made for its fingerprint only.
        let bytes = models.to_bytes(Style::BachChorale);
        let fingerprint = StyleModels::from_bytes(&bytes)
            .map_err(ComposeError::DamagedChains)?
            .fingerprint;
        let version = format!("markov-own-{}", &fingerprint[..8]);
        self.own = Some(Arc::new(Learnt {
            models,
            version,
            writers: Writers::ALL,
        }));
        Ok(())
    }

    /// The chains by which a style is written.
    ///
    /// # Errors
    /// [`ComposeError::NoChains`] if there are none, [`ComposeError::Markov`] if own ones do not go with the style's.
    pub fn of(&self, style: Style) -> Result<Arc<Learnt>, ComposeError> {
        let of_style = self.styles.get(&style);
        let Some(own) = &self.own else {
            return of_style.cloned().ok_or(ComposeError::NoChains { style });
        };
        let Some(of_style) = of_style else {
            return Ok(own.clone());
        };
        let mut models = own.models.clone();
        let beside = &of_style.models;
        models
            .progressions
            .merge(&beside.progressions, STYLE_BESIDE_OWN)?;
        models.melodies.merge(&beside.melodies, STYLE_BESIDE_OWN)?;
        let version = format!("{}-{}", own.version, &of_style.version["markov-".len()..]);
        Ok(Arc::new(Learnt {
            models,
            version,
            writers: own.writers,
        }))
    }
}
