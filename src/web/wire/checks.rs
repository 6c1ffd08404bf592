//! The checks of requests that need no music: ranges of plain numbers.

use super::error::WireError;
use super::request::WireSampling;

/// JavaScript's largest exact integer.
const MAX_RNG_SEED: u64 = (1 << 53) - 1;

/// Bars that one act may write.
const MAX_BARS: u32 = 64;

/// The composer writes soprano, alto, tenor and bass.
const N_WRITTEN_VOICES: u32 = 4;

pub(super) fn check_sampling(sampling: &WireSampling) -> Result<(), WireError> {
    let WireSampling {
        temperature, top_p, ..
    } = *sampling;
    if !(0.0..=2.0).contains(&temperature) {
        return Err(wrong("temperature", temperature, "0 to 2"));
    }
    if !(top_p > 0.0 && top_p <= 1.0) {
        return Err(wrong("topP", top_p, "above 0 to 1"));
    }
    Ok(())
}

pub(super) fn check_rng_seed(rng_seed: u64) -> Result<(), WireError> {
    if rng_seed > MAX_RNG_SEED {
        return Err(wrong("rngSeed", rng_seed, "0 to 2^53 - 1"));
    }
    Ok(())
}

pub(super) fn check_bars(bars: u32) -> Result<(), WireError> {
    if !(1..=MAX_BARS).contains(&bars) {
        return Err(wrong("bars", bars, "1 to 64"));
    }
    Ok(())
}

pub(super) fn check_voices(voices: &[u32]) -> Result<(), WireError> {
    let is_written = voices.iter().all(|&voice| voice < N_WRITTEN_VOICES);
    let mut sorted = voices.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    if voices.is_empty() || !is_written || sorted.len() < voices.len() {
        let found = format!("{voices:?}");
        return Err(wrong("voices", found, "one or more of 0 to 3, each once"));
    }
    Ok(())
}

fn wrong(what: &'static str, found: impl ToString, allowed: &'static str) -> WireError {
    WireError::RequestField {
        what,
        found: found.to_string(),
        allowed,
    }
}
