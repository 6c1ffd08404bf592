//! How many cases a property is asked.

use proptest::test_runner::Config;

/// So many cases, times what `ANTIPHON_CASES` says: a search for what a seed of every day does not meet.
///
/// The seed is `PROPTEST_RNG_SEED`, which `.cargo/config.toml` sets where nobody has.
pub fn cases(n_cases: u32) -> Config {
    let times = std::env::var("ANTIPHON_CASES").map_or(1, |times| {
        times.parse().expect("ANTIPHON_CASES is a whole number")
    });
    Config {
        cases: n_cases * times,
        failure_persistence: None,
        ..Config::default()
    }
}
