//! What can be wrong with a text about music.

use thiserror::Error;

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
}
