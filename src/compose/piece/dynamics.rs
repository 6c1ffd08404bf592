//! How loud each note is.

use crate::model::Rng;
use crate::music::{Duration, Meter, Note, Tick, Velocity, Voice};
use crate::token::DRUM_VOICE;

use super::plan::Plan;

/// Velocity of middle energy and no mood: mezzo-piano.
const MIDDLE: f64 = 70.0;
/// What the moods, and the energy from none to all, add at most.
const BY_MOOD: f64 = 12.0;
const BY_ENERGY: f64 = 44.0;
/// Where the first beat, half of an even bar, another beat and what lies between stand beside each other.
const ACCENTS: [f64; 4] = [6.0, 3.0, 0.0, -4.0];
/// How far a phrase of four bars swells.
const SWELL: f64 = 5.0;
/// Bars of that phrase.
const PHRASE: f64 = 4.0;
/// How much of a section goes on as it was before the next one shows.
const STEADY: f64 = 0.75;
/// Softest and loudest.
const SOFTEST: i64 = 26;
const LOUDEST: i64 = 120;

/// The velocity of a note of the piece: energy of its place, metre, phrase, part, and a little of chance.
///
/// Source: Friberg, Bresin, Sundberg, "Overview of the KTH rule system for musical performance", Advances in
/// Cognitive Psychology 2/2-3, 2006: the phrase arch, and accents of the metre; the sizes are our own.
pub fn velocity(plan: &Plan, meter: &Meter, rng_seed: u64, note: &Note) -> Velocity {
    let energy = energy_at(plan, meter, note.onset);
    let mut loudness = MIDDLE + BY_MOOD * plan.character.arousal + BY_ENERGY * (energy - 0.5);
    loudness +=
        accent(meter, note.onset) + arch(plan, meter, note.onset) + balance(plan, note.voice);
    let mut rng = Rng::new(rng_seed ^ u64::from(note.onset.get()) << 8 ^ u64::from(note.voice.0));
    loudness += 3.0 * (rng.next_f64() - 0.5);
    Velocity::clamped((loudness.round() as i64).clamp(SOFTEST, LOUDEST))
}

/// The energy at a tick: the section's, on its way to the next one's at the end.
fn energy_at(plan: &Plan, meter: &Meter, tick: Tick) -> f64 {
    let bar = meter.position_of(tick).bar;
    let after = plan
        .sections
        .partition_point(|section| section.first_bar <= bar);
    let Some(section) = plan.sections.get(after.max(1) - 1) else {
        return 0.5;
    };
    let start = meter.bar_start(section.first_bar);
    let length = meter
        .bar_start(section.first_bar + section.n_bars)
        .since(start);
    let done = share(tick.since(start), length);
    let next = plan
        .sections
        .get(after)
        .map_or(section.energy, |next| next.energy);
    let turning = ((done - STEADY) / (1.0 - STEADY)).clamp(0.0, 1.0);
    section.energy + 0.5 * turning * (next - section.energy)
}

fn accent(meter: &Meter, tick: Tick) -> f64 {
    let time_signature = meter.time_signature_at(tick);
    let offset = meter.position_of(tick).offset.get();
    let (bar, written) = (time_signature.bar().get(), time_signature.beat().get());
    let is_compound = time_signature.beat_unit() == 8 && time_signature.beats().is_multiple_of(3);
    let beat = if is_compound { 3 * written } else { written };
    let place = if offset == 0 {
        0
    } else if bar.is_multiple_of(2 * beat) && 2 * offset == bar {
        1
    } else if offset.is_multiple_of(beat) {
        2
    } else {
        3
    };
    ACCENTS[place]
}

/// Louder to the middle of each phrase of four bars, softer to its end.
fn arch(plan: &Plan, meter: &Meter, tick: Tick) -> f64 {
    let bar = meter.position_of(tick).bar;
    let after = plan
        .sections
        .partition_point(|section| section.first_bar <= bar);
    let first = plan
        .sections
        .get(after.max(1) - 1)
        .map_or(0, |section| section.first_bar);
    let bars = share(
        tick.since(meter.bar_start(first)),
        meter.time_signature_at(tick).bar(),
    );
    let place = (bars / PHRASE).fract();
    SWELL * ((std::f64::consts::PI * place).sin() - 0.5)
}

/// The melody stands out, inner voices stand back.
fn balance(plan: &Plan, voice: Voice) -> f64 {
    let mut voices: Vec<Voice> = plan
        .parts
        .iter()
        .flat_map(|part| part.voices.iter().copied())
        .collect();
    voices.retain(|voice| *voice != DRUM_VOICE);
    if voices.len() < 2 {
        return 0.0;
    }
    match voice {
        DRUM_VOICE => 2.0,
        voice if Some(&voice) == voices.iter().min() => 7.0,
        voice if Some(&voice) == voices.iter().max() => 1.0,
        _ => -5.0,
    }
}

fn share(part: Duration, whole: Duration) -> f64 {
    f64::from(part.get()) / f64::from(whole.get().max(1))
}
