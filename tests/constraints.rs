//! Laws are kept whatever the weights say: random requests to networks of random weights and trained ones,
//! counted anew.
#![cfg(not(target_family = "wasm"))]

#[path = "support/acts.rs"]
mod acts;
#[path = "constraints/asked.rs"]
mod asked;
#[path = "constraints/breaches.rs"]
mod breaches;
#[path = "support/cases.rs"]
mod cases;
#[path = "constraints/explained.rs"]
mod explained;
#[path = "../src/bin/antiphon/evaluate/heard.rs"]
mod heard;
#[path = "constraints/held.rs"]
mod held;
#[path = "constraints/laws.rs"]
mod laws;
#[path = "constraints/plans.rs"]
mod plans;
mod support;
#[path = "constraints/words.rs"]
mod words;
