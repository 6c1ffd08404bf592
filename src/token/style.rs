//! The styles a model may be asked for.

/// A kind of music with its own corpus; a header word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Four-part chorales of J. S. Bach.
    BachChorale,
    /// Congregational four-part hymns of the 16th to 19th centuries.
    Hymn,
    /// Carols and parlour songs in four parts.
    Carol,
    /// Vocal polyphony and psalms of the 16th and 17th centuries.
    Renaissance,
    /// Reels, jigs, hornpipes and their kin.
    IrishDance,
    /// Baroque to romantic keyboard music.
    Keyboard,
    /// A melody with chord symbols.
    LeadSheet,
    /// Bass, chords, melody and drums.
    Band,
}

impl Style {
    /// Every style, in the order of the vocabulary.
    pub const ALL: [Style; 8] = [
        Style::BachChorale,
        Style::Hymn,
        Style::Carol,
        Style::Renaissance,
        Style::IrishDance,
        Style::Keyboard,
        Style::LeadSheet,
        Style::Band,
    ];

    /// The name used in requests, files and the vocabulary.
    pub const fn name(self) -> &'static str {
        match self {
            Style::BachChorale => "bach-chorale",
            Style::Hymn => "hymn",
            Style::Carol => "carol",
            Style::Renaissance => "renaissance",
            Style::IrishDance => "irish-dance",
            Style::Keyboard => "keyboard",
            Style::LeadSheet => "lead-sheet",
            Style::Band => "band",
        }
    }

    /// The style of a name, if it is one.
    pub fn from_name(name: &str) -> Option<Style> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }
}
