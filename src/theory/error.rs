//! What can be wrong with a text about music.

use thiserror::Error;

use super::scale::ScaleKind;

/// What theory could not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TheoryError {
    /// Text that is no Roman numeral.
    #[error(
        "numeral \"{found}\" found; a Roman numeral such as \"V65\", \"viio7/V\" or \"bVI\" is allowed"
    )]
    UnknownNumeral {
        /// The text found.
        found: String,
    },
    /// Text that is no scale.
    #[error(
        "scale \"{found}\" found; a tonic with one of {} is allowed, such as \"D major\"",
        names()
    )]
    UnknownScale {
        /// The text found.
        found: String,
    },
}

fn names() -> String {
    ScaleKind::ALL.map(ScaleKind::name).join(", ")
}
