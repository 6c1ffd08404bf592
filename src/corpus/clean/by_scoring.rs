//! The one way in: a score and what it is written for, to clean music or a refusal.

use super::super::pack::Scoring;
use super::super::refusal::Refusal;
use super::cleaned::Cleaned;
use super::{band, check, drums, four_voices, keyboard, line};
use crate::music::Score;

/// The score in the voices of its scoring, without silent bars at its beginning, or why it is refused.
///
/// Music written in breves is halved, so that a beat is a quarter or a half note in all styles.
///
/// # Errors
/// [`Refusal`], the first reason found.
pub fn clean(score: &Score, scoring: Scoring) -> Result<Cleaned, Refusal> {
    let cleaned = match scoring {
        Scoring::FourVoices => four_voices::clean(score),
        Scoring::Line => line::clean(score),
        Scoring::LeadSheet => line::clean_lead_sheet(score),
        Scoring::Keyboard => keyboard::clean(score),
        Scoring::Band => band::clean(score),
        Scoring::Drums => drums::clean(score),
    }?;
    check::check(&cleaned, scoring)?;
    Ok(cleaned)
}
