//! Where a piece goes, and how it gets home.

use crate::music::{Interval, KeySignature, Mode};
use crate::theory::Close;
use crate::token::Style;

use super::form::{Form, Material};

/// How a section is to close, and in which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal {
    /// The key in which the close is heard.
    pub key: KeySignature,
    /// The close.
    pub close: Close,
}

/// The key of each section.
///
/// First themes are at home. A contrasting theme goes to the dominant or the relative key, as in binary and rondo
/// forms; where it comes back at the end, it comes home, as a second theme does in a sonata. Dances change key from
/// tune to tune, not inside one, and what was written before keys had relations stays where it is.
///
/// Source: Caplin, "Classical form", 1998, chapters 13 and 16; Breathnach, "Folk music and dances of Ireland", 1971,
/// for sets of tunes.
pub fn key_plan(form: &Form, home: KeySignature, style: Style) -> Vec<KeySignature> {
    let sections = form.sections();
    let key_of = |index: usize| {
        let material = sections.get(index).map(|section| section.material);
        let away = material.map_or(home, |material| theme_key(material, home, style));
        // The last time, what was elsewhere comes home, if it can be moved there.
        let is_last = sections
            .iter()
            .skip(index + 1)
            .all(|later| Some(later.material) != material);
        let returns = is_last && form.statement_before(index).is_some();
        if returns && away.mode() == home.mode() && style != Style::IrishDance {
            home
        } else {
            away
        }
    };
    (0..sections.len()).map(key_of).collect()
}

/// The key in which a theme is first heard.
fn theme_key(material: Material, home: KeySignature, style: Style) -> KeySignature {
    let is_strophic = matches!(style, Style::BachChorale | Style::Hymn | Style::Carol);
    let place = match material {
        Material::Letter(letter) => u32::from(letter) - u32::from('A'),
        Material::Bridge => 1,
        _ => 0,
    };
    let place = match style {
        Style::Renaissance => 0,
        // Two parts make a tune.
        Style::IrishDance => place / 2,
        // The second half of a verse closes it.
        _ if is_strophic => place.saturating_sub(1),
        _ => place,
    };
    let is_song = matches!(style, Style::LeadSheet | Style::Band);
    match (place % 4, home.mode()) {
        (0, _) => home,
        (1, Mode::Major) if is_song => relative(home),
        (1, Mode::Major) => home.transposed(Interval(7)),
        (1, Mode::Minor) if style == Style::IrishDance => home.transposed(Interval(7)),
        (1, Mode::Minor) => relative(home),
        (2, Mode::Major) if !is_song && style != Style::IrishDance => relative(home),
        (_, _) => home.transposed(Interval(5)),
    }
}

/// The key of the other mode with the same signature.
pub fn relative(key: KeySignature) -> KeySignature {
    let other = match key.mode() {
        Mode::Major => Mode::Minor,
        Mode::Minor => Mode::Major,
    };
    KeySignature::new(i64::from(key.sharps()), other).unwrap_or(key)
}

/// The shortest way from a key to another of its mode; none to one of the other mode.
pub fn shortest_way(from: KeySignature, to: KeySignature) -> Interval {
    let semitones = (12 + to.tonic().get() - from.tonic().get()) % 12;
    Interval(match semitones {
        _ if from.mode() != to.mode() => 0,
        7.. => semitones as i8 - 12,
        _ => semitones as i8,
    })
}

/// How each section is to close.
///
/// The first of two statements in a row asks, the second answers; what leads to the first theme, or back to it from
/// elsewhere, stays on the dominant.
pub fn goals(form: &Form, keys: &[KeySignature], home: KeySignature) -> Vec<Goal> {
    let sections = form.sections();
    let goal = |(index, key): (usize, &KeySignature)| {
        let material = sections.get(index).map(|section| section.material);
        let next = sections.get(index + 1).map(|section| section.material);
        let next_key = keys.get(index + 1).copied();
        let half = |key| Goal {
            key,
            close: Close::Half,
        };
        let authentic = Goal {
            key: *key,
            close: Close::Authentic,
        };
        if next.is_none() {
            return Goal {
                key: home,
                close: Close::Authentic,
            };
        }
        let asks = next == material && form.statement_before(index).is_none();
        // The tonic of the dominant key is the dominant itself.
        let leads_back =
            *key != home && next_key == Some(home) && *key != home.transposed(Interval(7));
        if material == Some(Material::Intro) || asks {
            half(*key)
        } else if leads_back {
            half(home)
        } else {
            authentic
        }
    };
    keys.iter().enumerate().map(goal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(form: &str, home: &str, style: Style) -> String {
        let form: Form = form.parse().unwrap();
        let home = home.parse().unwrap();
        let keys = key_plan(&form, home, style);
        let goals = goals(&form, &keys, home);
        let words = keys
            .iter()
            .zip(goals)
            .map(|(key, goal)| format!("{key}: {} in {}", goal.close.name(), goal.key));
        words.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn contrast_goes_to_the_dominant_and_comes_home() {
        assert_eq!(
            plan("A B A' B'", "G major", Style::Keyboard),
            "G major: authentic in G major, D major: authentic in D major, G major: authentic in G major, \
             G major: authentic in G major"
        );
        assert_eq!(
            plan("intro A A' B A", "A minor", Style::Keyboard),
            "A minor: half in A minor, A minor: half in A minor, A minor: authentic in A minor, \
             C major: half in A minor, A minor: authentic in A minor"
        );
    }

    #[test]
    fn verses_and_tunes_stay_in_their_key() {
        assert_eq!(
            plan("A A B", "D major", Style::BachChorale),
            "D major: half in D major, D major: authentic in D major, D major: authentic in D major"
        );
        assert_eq!(
            plan("A B C", "D major", Style::IrishDance),
            "D major: authentic in D major, D major: authentic in D major, A major: authentic in D major"
        );
    }
}
