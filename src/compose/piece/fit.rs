//! Form, bars and tempo that fill the seconds asked for.

use crate::model::Rng;
use crate::music::{TICKS_PER_QUARTER, Tempo, Tick, TimeSignature};
use crate::token::Style;

use super::error::OrderError;
use super::form::{Form, Material, usual_forms};
use super::habit::{Speeds, speeds};
use super::order::Order;

/// Bars that a section may have.
const SECTION_BARS: std::ops::RangeInclusive<u32> = 2..=32;
/// Lengths of introductions and endings that are tried, in bars.
const FRAMES: [u32; 7] = [2, 3, 4, 5, 6, 8, 12];
/// Seconds of a usual section: two or four phrases.
const USUAL_SECTION: f64 = 17.0;
/// Bars of a part of a dance.
const DANCE_PART: f64 = 8.0;
/// How far the tempo is from what is right before another form is better, as a logarithm.
const NEAR: f64 = 0.13;

/// Sections with their lengths, and a speed at which they last as long as was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The form.
    pub form: Form,
    /// Bars of each section.
    pub bars: Vec<u32>,
    /// The speed.
    pub tempo: Tempo,
    /// Where the last note is to end.
    pub end: Tick,
}

/// What is being fitted.
struct Search<'a> {
    order: &'a Order,
    speeds: Speeds,
    quarters_a_bar: f64,
    /// Bars and end that a tempo which was asked for leaves.
    fixed: Option<(u32, Tempo, Tick)>,
}

/// The form, bars and tempo that suit an order best.
///
/// Without a tempo whole bars fill the seconds to a fraction of a millisecond, at a tempo near the one that style
/// and moods suggest. A tempo that is asked for stays as it is, and the last note ends where the seconds do, on the
/// eighth note (at slow tempi the sixteenth or less) that is nearest.
///
/// # Errors
/// [`OrderError::FormDoesNotFit`] if the form asked for has more sections than the time holds, or fewer than fill it.
pub fn fit(order: &Order, time_signature: TimeSignature) -> Result<Fit, OrderError> {
    let quarters_a_bar = f64::from(time_signature.bar().get()) / f64::from(TICKS_PER_QUARTER);
    let search = Search {
        order,
        speeds: speeds(order.style, time_signature, &order.character()),
        quarters_a_bar,
        fixed: order
            .tempo
            .map(|tempo| fixed_by(tempo, order.seconds, time_signature)),
    };
    let forms = match &order.form {
        Some(form) => vec![form.clone()],
        None => usual_forms(order.style),
    };
    let mut rng = Rng::new(order.rng_seed ^ 0x666f_726d);
    let mut best: Option<(f64, Fit)> = None;
    for form in forms {
        // Seeds prefer one form or another where both would do.
        let taste = 0.4 * rng.next_f64();
        for (cost, bars) in search.layouts(&form) {
            let Some((far, tempo, end)) = search.speed_of(bars.iter().sum()) else {
                continue;
            };
            let cost = cost + far + taste;
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                let form = form.clone();
                best = Some((
                    cost,
                    Fit {
                        form,
                        bars,
                        tempo,
                        end,
                    },
                ));
            }
        }
    }
    let (_, fit) = best.ok_or_else(|| search.refusal(time_signature))?;
    Ok(fit)
}

/// Bars and end of a piece of some seconds at a given tempo: the last note lasts half a bar to one and a half.
fn fixed_by(tempo: Tempo, seconds: f64, time_signature: TimeSignature) -> (u32, Tempo, Tick) {
    let ticks_a_second = tempo.qpm() / 60.0 * f64::from(TICKS_PER_QUARTER);
    let rasters = [TICKS_PER_QUARTER / 2, TICKS_PER_QUARTER / 4];
    let is_near = |raster: &u32| f64::from(*raster) / 2.0 / ticks_a_second <= 0.25;
    let raster = rasters.into_iter().find(is_near);
    let raster = raster.unwrap_or(TICKS_PER_QUARTER / 8);
    let ticks = (seconds * ticks_a_second / f64::from(raster)).round() as u32 * raster;
    let bar = time_signature.bar().get();
    let n_bars = (ticks + bar / 2) / bar;
    (n_bars, tempo, Tick::new(ticks).unwrap_or(Tick::ZERO))
}

impl Search<'_> {
    /// Lengths of the sections, each with what speaks against it.
    fn layouts(&self, form: &Form) -> Vec<(f64, Vec<u32>)> {
        let has = |material: Material| {
            let mut sections = form.sections().iter();
            sections.any(|section| section.material == material)
        };
        let frames = |is_there: bool| if is_there { &FRAMES[..] } else { &FRAMES[..1] };
        let mut layouts = Vec::new();
        for theme in SECTION_BARS {
            for intro in frames(has(Material::Intro)) {
                for outro in frames(has(Material::Outro)) {
                    // The last section may be shorter than the one that it restates, or go on for a while.
                    for extra in -8..=8i64 {
                        layouts.extend(self.layout(form, theme, (*intro, *outro), extra));
                    }
                }
            }
        }
        layouts
    }

    fn layout(
        &self,
        form: &Form,
        theme: u32,
        (intro, outro): (u32, u32),
        extra: i64,
    ) -> Option<(f64, Vec<u32>)> {
        let sections = form.sections().iter();
        let lengths = sections.map(|section| match section.material {
            Material::Intro => intro,
            Material::Outro => outro,
            _ => theme,
        });
        let total = i64::from(lengths.clone().sum::<u32>()) + extra;
        // Most lengths are far from any tempo that would do.
        self.speed_of(u32::try_from(total).ok()?)?;
        let frame_cost = |bars: u32| {
            let share = f64::from(bars) / f64::from(theme);
            let odd = f64::from(bars % 2) * 2.0;
            (2.0 * share - 1.0).abs() + odd
        };
        let frames = form
            .sections()
            .iter()
            .map(|section| match section.material {
                Material::Intro => frame_cost(intro),
                Material::Outro => frame_cost(outro),
                _ => 0.0,
            });
        let cost = self.section_cost(theme) + 0.3 * extra.abs() as f64 + 0.25 * frames.sum::<f64>();
        let mut bars: Vec<u32> = lengths.collect();
        let last = bars.last_mut()?;
        *last = u32::try_from(i64::from(*last) + extra).ok()?;
        let are_allowed = bars.iter().all(|bars| SECTION_BARS.contains(bars));
        are_allowed.then_some((cost, bars))
    }

    /// What speaks against themes of some bars.
    fn section_cost(&self, bars: u32) -> f64 {
        let seconds = f64::from(bars) * self.quarters_a_bar * 60.0 / self.qpm();
        let odd = match bars % 4 {
            0 => 0.0,
            2 => 0.3,
            _ => 0.7,
        };
        let usual = match self.order.style {
            Style::IrishDance => 6.0 * (f64::from(bars) / DANCE_PART).log2().abs(),
            _ => (seconds / USUAL_SECTION).log2().abs(),
        };
        usual + odd
    }

    fn qpm(&self) -> f64 {
        self.order.tempo.map_or(self.speeds.best, Tempo::qpm)
    }

    /// The tempo at which some bars last as long as was asked, where they end, and what speaks against it.
    fn speed_of(&self, n_bars: u32) -> Option<(f64, Tempo, Tick)> {
        if let Some((fixed, tempo, end)) = self.fixed {
            return (n_bars == fixed).then_some((0.0, tempo, end));
        }
        let quarters = f64::from(n_bars) * self.quarters_a_bar;
        let qpm = quarters * 60.0 / self.order.seconds;
        if !(self.speeds.slowest..=self.speeds.fastest).contains(&qpm) {
            return None;
        }
        let far = (qpm / self.speeds.best).ln().abs();
        let tempo = Tempo::from_qpm(qpm).ok()?;
        let end = Tick::new((quarters * f64::from(TICKS_PER_QUARTER)).round() as u32).ok()?;
        let cost = 3.0 * far + 20.0 * (far - NEAR).max(0.0);
        Some((cost, tempo, end))
    }

    fn refusal(&self, time_signature: TimeSignature) -> OrderError {
        let (slowest, fastest) = match self.order.tempo {
            Some(tempo) => (tempo.qpm(), tempo.qpm()),
            None => (self.speeds.slowest, self.speeds.fastest),
        };
        let bars = |qpm: f64| qpm * self.order.seconds / 60.0 / self.quarters_a_bar;
        OrderError::FormDoesNotFit {
            n_sections: self
                .order
                .form
                .as_ref()
                .map_or(1, |form| form.sections().len()),
            seconds: self.order.seconds,
            slowest,
            fastest,
            beats: time_signature.beats(),
            beat_unit: time_signature.beat_unit(),
            fewest: bars(slowest).ceil() as u32,
            most: bars(fastest).floor() as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::piece::habit::usual_metre;
    use crate::compose::piece::mood::Mood;

    fn seconds_of(fit: &Fit) -> f64 {
        f64::from(fit.end.get()) / f64::from(TICKS_PER_QUARTER) * 60.0 / fit.tempo.qpm()
    }

    #[test]
    fn every_style_and_mood_fills_the_seconds_with_whole_bars() {
        for style in Style::ALL {
            for (index, mood) in Mood::all().enumerate() {
                for seconds in [10.0, 30.0, 61.7, 90.0, 187.0, 300.0, 360.0] {
                    let mut order = Order::new(style, seconds, index as u64);
                    order.moods = vec![mood];
                    let metre = usual_metre(style, order.rng_seed);
                    let fit = fit(&order, metre).unwrap();
                    assert!(
                        (seconds_of(&fit) - seconds).abs() < 0.01,
                        "{order:?} {fit:?}"
                    );
                    assert_eq!(fit.bars.len(), fit.form.sections().len());
                    let n_bars: u32 = fit.bars.iter().sum();
                    assert_eq!(n_bars * metre.bar().get(), fit.end.get());
                    let speeds = speeds(style, metre, &order.character());
                    let qpm = fit.tempo.qpm();
                    assert!((speeds.slowest..=speeds.fastest).contains(&qpm));
                }
            }
        }
    }

    #[test]
    fn a_tempo_that_is_asked_for_stays_and_the_end_meets_the_seconds() {
        for qpm in [40.0, 61.0, 88.0, 133.3, 200.0] {
            for seconds in [30.0, 90.0, 301.5] {
                let mut order = Order::new(Style::Keyboard, seconds, 1);
                order.tempo = Some(Tempo::from_qpm(qpm).unwrap());
                let fit = fit(&order, TimeSignature::COMMON).unwrap();
                assert_eq!(Some(fit.tempo), order.tempo);
                assert!((seconds_of(&fit) - seconds).abs() < 0.5, "{qpm} {seconds}");
            }
        }
    }

    #[test]
    fn a_form_that_the_time_does_not_hold_is_refused() {
        let mut order = Order::new(Style::Hymn, 10.0, 1);
        order.form = Some("A B C D A B C D".parse().unwrap());
        let refusal = fit(&order, TimeSignature::COMMON).unwrap_err();
        assert!(matches!(
            refusal,
            OrderError::FormDoesNotFit { n_sections: 8, .. }
        ));
        order.seconds = 90.0;
        let found = fit(&order, TimeSignature::COMMON).unwrap();
        assert_eq!(Some(&found.form), order.form.as_ref());
    }
}
