//! What a piece will be, before a note is written.

use crate::compose::ensemble::ensemble_of;
use crate::music::{KeySignature, Part, Tempo, Tick, TimeSignature, Voice};
use crate::token::{Control, ControlKind, DRUM_VOICE, Metre, Style};

use super::error::OrderError;
use super::fit::{Fit, fit};
use super::form::{Form, Material};
use super::habit::usual_metre;
use super::instrument::{roster, voices_of};
use super::keys::{Goal, goals, key_plan};
use super::mood::Character;
use super::order::Order;

/// Where the music of a section comes from. Places count the sections from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is new.
    New,
    /// It restates another section note by note; its close may differ.
    Copy {
        /// That section.
        of: usize,
    },
    /// Some bars of another section are kept, the others written afresh.
    Varied {
        /// That section.
        of: usize,
    },
    /// The melody of another section with new voices under it.
    Reharmonized {
        /// That section.
        of: usize,
    },
    /// It begins as another section does, and closes.
    Coda {
        /// That section.
        of: usize,
    },
}

impl Origin {
    /// Its name: "new", "copy", "varied", "reharmonized" or "coda".
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Copy { .. } => "copy",
            Self::Varied { .. } => "varied",
            Self::Reharmonized { .. } => "reharmonized",
            Self::Coda { .. } => "coda",
        }
    }

    /// The section that it restates.
    pub const fn source(self) -> Option<usize> {
        match self {
            Self::New => None,
            Self::Copy { of }
            | Self::Varied { of }
            | Self::Reharmonized { of }
            | Self::Coda { of } => Some(of),
        }
    }
}

/// A section of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// As it stands in the form: "A'", "climax".
    pub name: String,
    /// Its first bar, counted from 0.
    pub first_bar: u32,
    /// Its length in bars.
    pub n_bars: u32,
    /// How excited it is, 0 to 1.
    pub energy: f64,
    /// Its key.
    pub key: KeySignature,
    /// How it is to close.
    pub goal: Goal,
    /// Where its music comes from.
    pub origin: Origin,
    /// The voices that play, from the top, drums last.
    pub voices: Vec<Voice>,
    /// What its music is asked to be like.
    pub controls: Vec<Control>,
}

/// What a piece will be.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The style.
    pub style: Style,
    /// The key of the piece.
    pub key: KeySignature,
    /// The metre.
    pub time_signature: TimeSignature,
    /// The speed.
    pub tempo: Tempo,
    /// Where the last note ends.
    pub end: Tick,
    /// Who plays.
    pub parts: Vec<Part>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// What the moods mean together.
    pub character: Character,
}

impl Plan {
    /// Plans an order.
    ///
    /// # Errors
    /// [`OrderError`] that says what was found and what is allowed.
    pub fn of(order: &Order) -> Result<Self, OrderError> {
        order.check()?;
        let ensemble = ensemble_of(order.style);
        let parts = roster(&ensemble, &order.instruments)?;
        let voices = voices_of(&parts);
        let character = order.character();
        let time_signature = order.metre();
        let Fit {
            form,
            bars,
            tempo,
            end,
        } = fit(order, time_signature)?;
        let key = order.home_key();
        let keys = key_plan(&form, key, order.style);
        let goals = goals(&form, &keys, key);
        let energies = energies(&form, &order.energy);
        let mut first_bar = 0;
        let mut sections = Vec::with_capacity(bars.len());
        for (index, section) in form.sections().iter().enumerate() {
            let (n_bars, energy) = (bars[index], energies[index]);
            let origin = origin_of(&form, index, order.style, &voices);
            sections.push(Section {
                name: section.to_string(),
                first_bar,
                n_bars,
                energy,
                key: keys[index],
                goal: goals[index],
                origin,
                voices: layers(order.style, &voices, energy),
                controls: controls(&character, energy),
            });
            first_bar += n_bars;
        }
        Ok(Self {
            style: order.style,
            key,
            time_signature,
            tempo,
            end,
            parts,
            sections,
            character,
        })
    }

    /// Bars of all sections.
    pub fn n_bars(&self) -> u32 {
        self.sections.iter().map(|section| section.n_bars).sum()
    }

    /// Length in seconds.
    pub fn seconds(&self) -> f64 {
        let microseconds = f64::from(self.tempo.microseconds_per_quarter());
        f64::from(self.end.get()) / f64::from(crate::music::TICKS_PER_QUARTER) * microseconds / 1e6
    }
}

impl Order {
    /// The metre asked for; that of the first influence where the model knows it; or one usual in the style.
    fn metre(&self) -> TimeSignature {
        // Metres of five and seven beats come from files without any.
        let known = |time_signature: &TimeSignature| {
            Metre::of(*time_signature).is_some()
                && matches!(time_signature.beats(), 2 | 3 | 4 | 6 | 9 | 12)
        };
        let first = self.influence.first();
        let influence = first.map(|score| score.meter().time_signature_at(Tick::ZERO));
        self.time_signature
            .or(influence.filter(known))
            .unwrap_or_else(|| usual_metre(self.style, self.rng_seed))
    }
}

/// The energy of each section: the points asked for, joined by lines, or what is usual.
fn energies(form: &Form, asked: &[f64]) -> Vec<f64> {
    let sections = form.sections();
    let last = sections.len().saturating_sub(1).max(1) as f64;
    let usual = |index: usize| {
        let material = sections[index].material;
        let before = sections[..index].iter();
        let nth = before.filter(|it| it.material == material).count();
        material.usual_energy(nth)
    };
    let on_curve = |index: usize| {
        let place = index as f64 / last * (asked.len() - 1) as f64;
        let (left, share) = (place.floor() as usize, place.fract());
        let right = (left + 1).min(asked.len() - 1);
        asked[left] + share * (asked[right] - asked[left])
    };
    let energy = |index| {
        if asked.is_empty() {
            usual(index)
        } else {
            on_curve(index)
        }
    };
    (0..sections.len()).map(energy).collect()
}

fn origin_of(form: &Form, index: usize, style: Style, voices: &[Voice]) -> Origin {
    let section = &form.sections()[index];
    // A melody without others under it has nothing that could be written anew under it.
    let pitched = voices.iter().filter(|voice| **voice != DRUM_VOICE).count();
    let has_harmony = pitched > 1 || style == Style::LeadSheet;
    match (form.statement_before(index), form.theme_before(index)) {
        (Some(of), _) if section.is_varied => Origin::Varied { of },
        (Some(of), _) => Origin::Copy { of },
        (None, Some(of)) if section.material == Material::Climax => {
            if has_harmony {
                Origin::Reharmonized { of }
            } else {
                Origin::Varied { of }
            }
        }
        (None, Some(of)) if section.material == Material::Outro => Origin::Coda { of },
        _ => Origin::New,
    }
}

/// Energies below which a band leaves out its drums, and its second harmony voice.
const WITHOUT_DRUMS: f64 = 0.4;
const WITHOUT_SECOND: f64 = 0.55;

/// The voices that play at an energy: a band grows from few to many, other styles keep their voices.
fn layers(style: Style, voices: &[Voice], energy: f64) -> Vec<Voice> {
    const SECOND: Voice = Voice(2);
    let plays = |voice: &Voice| {
        style != Style::Band
            || match *voice {
                DRUM_VOICE => energy >= WITHOUT_DRUMS,
                SECOND => energy >= WITHOUT_SECOND,
                _ => true,
            }
    };
    let playing: Vec<Voice> = voices.iter().copied().filter(plays).collect();
    let has_pitch = playing.iter().any(|voice| *voice != DRUM_VOICE);
    if has_pitch { playing } else { voices.to_vec() }
}

/// What a section is asked to be like: moods and energy decide on density, moods alone on the rest. What would be
/// the middle level is left free.
fn controls(character: &Character, energy: f64) -> Vec<Control> {
    const MIDDLE: f64 = 2.0;
    let density = 1.3 * character.arousal + 3.0 * (energy - 0.5);
    let [leaps, range, repetition, syncopation] = character.traits;
    let levels = [density, leaps, range, repetition, syncopation];
    let kinds = ControlKind::ALL.into_iter().zip(levels);
    kinds
        .filter_map(|(kind, beside)| {
            let level = (MIDDLE + beside).round().clamp(0.0, 4.0);
            let is_free = level == MIDDLE;
            (!is_free)
                .then(|| Control::new(kind, level as u8))
                .flatten()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(change: impl Fn(&mut Order)) -> Plan {
        let mut order = Order::new(Style::Band, 120.0, 3);
        change(&mut order);
        Plan::of(&order).unwrap()
    }

    #[test]
    fn sections_follow_each_other_without_a_gap() {
        let plan =
            planned(|order| order.form = Some("intro A A' B A climax outro".parse().unwrap()));
        let mut next = 0;
        for section in &plan.sections {
            assert_eq!(section.first_bar, next);
            next += section.n_bars;
        }
        let origins: Vec<Origin> = plan.sections.iter().map(|it| it.origin).collect();
        let expected = [
            Origin::New,
            Origin::New,
            Origin::Varied { of: 1 },
            Origin::New,
            Origin::Copy { of: 1 },
            Origin::Reharmonized { of: 1 },
            Origin::Coda { of: 1 },
        ];
        assert_eq!(origins, expected);
        assert_eq!(plan.sections.last().unwrap().goal.key, plan.key);
    }

    #[test]
    fn energy_follows_the_curve_and_brings_voices() {
        let plan = planned(|order| {
            order.form = Some("A B C".parse().unwrap());
            order.energy = vec![0.25, 1.0];
        });
        let energies: Vec<f64> = plan.sections.iter().map(|it| it.energy).collect();
        assert_eq!(energies, [0.25, 0.625, 1.0]);
        let n_voices: Vec<usize> = plan.sections.iter().map(|it| it.voices.len()).collect();
        assert_eq!(n_voices, [3, 5, 5]);
        let density = |section: &Section| {
            let mut controls = section.controls.iter();
            let density = controls.find(|it| it.kind() == ControlKind::Density);
            density.map_or(2, |it| it.level())
        };
        assert!(density(&plan.sections[0]) < density(&plan.sections[2]));
    }

    #[test]
    fn moods_choose_the_mode_unless_a_key_is_asked_for() {
        let sad = |order: &mut Order| order.moods = vec!["sad".parse().unwrap()];
        assert_eq!(planned(sad).key.mode(), crate::music::Mode::Minor);
        let key = "Eb major".parse().unwrap();
        let plan = planned(|order| {
            sad(order);
            order.key = Some(key);
        });
        assert_eq!(plan.key, key);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let refused = |change: fn(&mut Order)| {
            let mut order = Order::new(Style::Hymn, 60.0, 1);
            change(&mut order);
            Plan::of(&order).unwrap_err()
        };
        let seconds = refused(|order| order.seconds = f64::NAN);
        assert!(matches!(seconds, OrderError::BadSeconds { .. }));
        let seconds = refused(|order| order.seconds = 1e6);
        assert!(matches!(seconds, OrderError::BadSeconds { .. }));
        let energy = refused(|order| order.energy = vec![0.5, 1.5]);
        assert_eq!(energy, OrderError::BadEnergy { found: 1.5 });
        let drafts = refused(|order| order.n_drafts = 0);
        assert_eq!(drafts, OrderError::BadDrafts { found: 0 });
        let silent = refused(|order| order.influence = vec![crate::music::Score::default()]);
        assert_eq!(silent, OrderError::SilentInfluence { at: 1 });
    }
}
