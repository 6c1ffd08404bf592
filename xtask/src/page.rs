//! The page: vite builds it, modules included, into `www/dist`.

use crate::setup::{self, NPM};
use crate::tools::{Result, Workspace, run as run_program, step};
use crate::wasm::{self, Module};
use std::process::Command;

/// `cargo xtask page`: the whole page, ready for any static host.
pub fn run(workspace: &Workspace) -> Result<()> {
    setup::for_wasm(workspace)?;
    setup::for_page(workspace)?;
    build_all(workspace)?;
    println!("The page is in {}.", workspace.dist().display());
    Ok(())
}

/// The modules and the page, where the set-up is done.
pub fn build_all(workspace: &Workspace) -> Result<()> {
    wasm::build_all(workspace)?;
    build(workspace)
}

/// The page around the modules that stand; for one that does not, its placeholder goes in.
pub fn build(workspace: &Workspace) -> Result<()> {
    step("page: vite", || {
        wasm::hold_place(workspace, Module::Studio)?;
        wasm::hold_place(workspace, Module::WebGpu)?;
        // Built aside and swapped in, so that a page being served is never half there.
        let fresh = workspace.www().join("node_modules/.antiphon-dist");
        let mut command = Command::new(NPM);
        command
            .args([
                "run",
                "--silent",
                "build",
                "--",
                "--emptyOutDir",
                "--outDir",
            ])
            .arg(&fresh);
        run_program(command.current_dir(workspace.www()))?;
        let dist = workspace.dist();
        let old = workspace.www().join("node_modules/.antiphon-dist-old");
        wasm::remove(&old)?;
        if dist.exists() {
            wasm::rename(&dist, &old)?;
        }
        wasm::rename(&fresh, &dist)?;
        wasm::remove(&old)
    })
}
