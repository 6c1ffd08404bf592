//! Forms: which sections follow each other, and where material returns.

use std::fmt;
use std::str::FromStr;

use crate::token::Style;

use super::error::OrderError;

/// Most sections a form may have.
pub const MAX_SECTIONS: usize = 40;

/// What a section is made of: sections of one material are the same music.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Material {
    /// What leads to the first statement.
    Intro,
    /// A theme, by its letter.
    Letter(char),
    /// The verse of a song.
    Verse,
    /// Its chorus.
    Chorus,
    /// What stands between them once.
    Bridge,
    /// The first theme again, at its strongest.
    Climax,
    /// What remembers the first theme, and closes.
    Outro,
}

impl Material {
    /// Whether it is a theme, which others may remember.
    pub const fn is_theme(self) -> bool {
        matches!(
            self,
            Self::Letter(_) | Self::Verse | Self::Chorus | Self::Bridge
        )
    }

    /// Its name in a form; that of letters is "theme".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intro => "intro",
            Self::Letter(_) => "theme",
            Self::Verse => "verse",
            Self::Chorus => "chorus",
            Self::Bridge => "bridge",
            Self::Climax => "climax",
            Self::Outro => "outro",
        }
    }

    /// How excited such a section is where nobody says, 0 to 1, at its `nth` statement counted from 0.
    pub(super) fn usual_energy(self, nth: usize) -> f64 {
        let (first, more) = match self {
            Self::Intro => (0.3, 0.0),
            Self::Letter('A') | Self::Verse => (0.45, 0.08),
            Self::Letter(_) | Self::Bridge => (0.6, 0.05),
            Self::Chorus => (0.7, 0.1),
            Self::Climax => (1.0, 0.0),
            Self::Outro => (0.35, 0.0),
        };
        f64::min(first + more * nth as f64, 0.9_f64.max(first))
    }
}

/// One section of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSection {
    /// What it is made of.
    pub material: Material,
    /// Whether a return of its material is varied.
    pub is_varied: bool,
}

impl fmt::Display for FormSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.material {
            Material::Letter(letter) => write!(f, "{letter}")?,
            other => f.write_str(other.name())?,
        }
        f.write_str(if self.is_varied { "'" } else { "" })
    }
}

/// A form: its sections in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form(Vec<FormSection>);

impl Form {
    /// The sections, at least one.
    pub fn sections(&self) -> &[FormSection] {
        &self.0
    }

    /// The place of the first section of the same material before a place, if there is one.
    pub(super) fn statement_before(&self, at: usize) -> Option<usize> {
        let material = self.0.get(at)?.material;
        let first = self.0.iter().position(|it| it.material == material)?;
        (first < at).then_some(first)
    }

    /// The place of the first theme, if it comes before a place.
    pub(super) fn theme_before(&self, at: usize) -> Option<usize> {
        let first = self.0.iter().position(|it| it.material.is_theme())?;
        (first < at).then_some(first)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.0.iter().map(FormSection::to_string).collect();
        f.write_str(&words.join(" "))
    }
}

impl FromStr for Form {
    type Err = OrderError;

    /// Reads words such as "intro A A' B A outro".
    fn from_str(text: &str) -> Result<Self, OrderError> {
        let sections: Vec<FormSection> = text
            .split_whitespace()
            .map(read_section)
            .collect::<Result<_, _>>()?;
        if !(1..=MAX_SECTIONS).contains(&sections.len()) {
            return Err(OrderError::BadSectionCount {
                found: sections.len(),
            });
        }
        let last = sections.len() - 1;
        for (index, section) in sections.iter().enumerate() {
            let is_misplaced = match section.material {
                Material::Intro => index != 0,
                Material::Outro => index != last,
                _ => false,
            };
            if is_misplaced {
                return Err(OrderError::MisplacedSection {
                    at: index + 1,
                    found: section.to_string(),
                });
            }
        }
        Ok(Self(sections))
    }
}

fn read_section(word: &str) -> Result<FormSection, OrderError> {
    let name = word.trim_end_matches(['\'', '’', '′']);
    let unknown = || OrderError::UnknownSection {
        found: word.chars().take(40).collect(),
    };
    let material = match name.to_lowercase().as_str() {
        "intro" => Material::Intro,
        "verse" => Material::Verse,
        "chorus" => Material::Chorus,
        "bridge" => Material::Bridge,
        "climax" => Material::Climax,
        "outro" => Material::Outro,
        letter => {
            let mut letters = letter.chars();
            match (letters.next(), letters.next()) {
                (Some(letter @ 'a'..='h'), None) => Material::Letter(letter.to_ascii_uppercase()),
                _ => return Err(unknown()),
            }
        }
    };
    Ok(FormSection {
        material,
        is_varied: name.len() < word.len(),
    })
}

/// Forms of music that is sung or played in parts: bar form, song form, rondo.
const COMMON: [&str; 8] = [
    "A",
    "A A'",
    "A B A'",
    "intro A A' B A outro",
    "intro A A' B A' climax outro",
    "intro A A' B A C A' climax outro",
    "intro A A' B A' B' C A B climax outro",
    "intro A A' B A' B' C A D A' B C' climax A' outro",
];
/// Chorales and hymns: bar form, then verse after verse.
const STROPHIC: [&str; 8] = [
    "A",
    "A A'",
    "A A B",
    "A A B A'",
    "A A B A' A' B' climax",
    "A A B A' A' B' C A climax outro",
    "A A B A' A' B' C A B C' climax outro",
    "A A B A' A' B' C C' A B D A' B' climax A' outro",
];
/// Dance tunes: each part twice, then the next tune.
const DANCES: [&str; 10] = [
    "A",
    "A B",
    "A A B",
    "A A B B",
    "A A B B A' B'",
    "A A B B A' A' B' B'",
    "A A B B A A B B C C D D C' C' D' D'",
    "A A B B A' A' B' B' C C D D C' C' D' D' A A B B A' B'",
    "A A B B A' A' B' B' C C D D C' C' D' D' E E F F E' E' F' F' A' B'",
    "A A B B A A B B C C D D C C D D E E F F E E F F A A B B A' A' B' B' A' B'",
];
/// Songs of lead sheets and bands.
const SONGS: [&str; 9] = [
    "A",
    "verse chorus",
    "A A' B A",
    "intro verse chorus verse chorus",
    "intro verse chorus verse' chorus outro",
    "intro verse chorus verse' chorus bridge chorus outro",
    "intro verse verse' chorus verse chorus bridge climax chorus outro",
    "intro verse verse' chorus verse verse' chorus bridge bridge' chorus climax chorus outro",
    "intro verse verse' chorus verse verse' chorus bridge bridge' verse chorus verse' chorus climax chorus outro",
];

/// The forms that are usual in a style, the shortest first.
pub(super) fn usual_forms(style: Style) -> Vec<Form> {
    let texts: &[&str] = match style {
        Style::BachChorale | Style::Hymn | Style::Carol => &STROPHIC,
        Style::IrishDance => &DANCES,
        Style::LeadSheet | Style::Band => &SONGS,
        Style::Renaissance | Style::Keyboard => &COMMON,
    };
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_form_can_be_read() {
        for style in Style::ALL {
            let forms = usual_forms(style);
            assert!(forms.len() >= 8, "{}", style.name());
            for form in forms {
                assert_eq!(form.to_string().parse(), Ok(form.clone()));
            }
        }
    }

    #[test]
    fn forms_say_where_material_returns() {
        let form: Form = "intro A A' b A climax outro".parse().unwrap();
        let before: Vec<_> = (0..7).map(|at| form.statement_before(at)).collect();
        assert_eq!(before, [None, None, Some(1), None, Some(1), None, None]);
        assert_eq!(form.theme_before(5), Some(1));
        assert_eq!(form.theme_before(1), None);
        assert_eq!(form.to_string(), "intro A A' B A climax outro");
    }

    #[test]
    fn nonsense_is_refused() {
        let refused = |text: &str| text.parse::<Form>().unwrap_err();
        assert!(matches!(
            refused(""),
            OrderError::BadSectionCount { found: 0 }
        ));
        assert!(matches!(refused("A X"), OrderError::UnknownSection { .. }));
        assert!(matches!(
            refused("A intro"),
            OrderError::MisplacedSection { at: 2, .. }
        ));
        assert!(matches!(
            refused("outro A"),
            OrderError::MisplacedSection { at: 1, .. }
        ));
        let long = "A ".repeat(MAX_SECTIONS + 1);
        assert!(matches!(refused(&long), OrderError::BadSectionCount { .. }));
    }
}
