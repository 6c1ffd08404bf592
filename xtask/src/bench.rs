//! `cargo xtask bench`: how fast the built page answers, measured in a real browser.

use crate::tools::{Result, Workspace, run as run_program};
use crate::{browser, page, setup};

/// Builds what is missing or old, then lets the page's own bench speak.
pub fn run(workspace: &Workspace) -> Result<()> {
    setup::for_tests(workspace)?;
    page::build_all(workspace)?;
    run_program(
        browser::node()
            .arg("e2e/bench.mjs")
            .current_dir(workspace.www()),
    )
}
