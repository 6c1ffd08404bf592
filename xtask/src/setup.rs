//! What a fresh machine lacks, step by step; a warm one passes through in a second.

use crate::browser;
use crate::tools::{Result, Workspace, capture, cargo, is_on_path, read, run, step};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::Command;

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Vite's own bound: major and minor version.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// npm is a script, and Windows wants its full name.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// What building the modules needs.
pub fn for_wasm(workspace: &Workspace) -> Result<()> {
    step("set-up: Rust's WebAssembly target", || {
        wasm_target(workspace)
    })?;
    step("set-up: wasm-bindgen", || wasm_bindgen(workspace))
}

/// What building the page needs.
pub fn for_page(workspace: &Workspace) -> Result<()> {
    step("set-up: Node", node)?;
    step("set-up: npm packages", || npm_packages(&workspace.www()))
}

/// What the tests need: all of it, and a browser.
pub fn for_tests(workspace: &Workspace) -> Result<()> {
    step("set-up: rustfmt and clippy", || rust_components(workspace))?;
    for_wasm(workspace)?;
    step("set-up: wasm-pack", || wasm_pack(workspace))?;
    for_page(workspace)?;
    step("set-up: Chromium and chromedriver", browser::install)
}

fn rust_components(workspace: &Workspace) -> Result<()> {
    let lacks = |tool: &str| {
        capture(
            cargo()
                .args([tool, "--version"])
                .current_dir(&workspace.root),
        )
        .is_err()
    };
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if lacks(tool) {
            run(Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

fn wasm_target(workspace: &Workspace) -> Result<()> {
    let sysroot = capture(
        Command::new("rustc")
            .args(["--print", "sysroot"])
            .current_dir(&workspace.root),
    )?;
    let libraries = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM_TARGET)
        .join("lib");
    if libraries.is_dir() {
        return Ok(());
    }
    if !is_on_path("rustup") {
        return Err(format!(
            "this Rust has no target {WASM_TARGET}: install Rust from https://rustup.rs"
        ));
    }
    run(Command::new("rustup")
        .args(["target", "add", WASM_TARGET])
        .current_dir(&workspace.root))
}

/// The command line tool must have the very version that the modules are compiled against.
fn wasm_bindgen(workspace: &Workspace) -> Result<()> {
    let wanted = locked_version(&read(&workspace.root.join("Cargo.lock"))?, "wasm-bindgen")
        .ok_or("Cargo.lock names no wasm-bindgen")?;
    let found = capture(Command::new("wasm-bindgen").arg("--version")).unwrap_or_default();
    if found.split_whitespace().nth(1) == Some(wanted.as_str()) {
        return Ok(());
    }
    println!("    installing wasm-bindgen-cli {wanted}: some minutes, once");
    // Its own lock file names versions which not every registry mirror serves, hence no --locked.
    run(cargo().args([
        "install",
        "wasm-bindgen-cli",
        "--version",
        &wanted,
        "--force",
    ]))
}

fn wasm_pack(_: &Workspace) -> Result<()> {
    if is_on_path("wasm-pack") {
        return Ok(());
    }
    println!("    installing wasm-pack: some minutes, once");
    run(cargo().args(["install", "wasm-pack", "--locked"]))
}

fn node() -> Result<()> {
    let (major, minor) = OLDEST_NODE;
    let wanted = format!("Node {major}.{minor} or newer (https://nodejs.org)");
    if !is_on_path("node") || !is_on_path(NPM) {
        apt_get(&["nodejs", "npm"], &wanted)?;
    }
    let version = capture(Command::new("node").arg("--version"))?;
    if node_version(&version).is_some_and(|found| found >= OLDEST_NODE) {
        return Ok(());
    }
    Err(format!(
        "please install {wanted}: this one is {}",
        version.trim()
    ))
}

/// Installs what a folder's lock file says, unless the last installation was from the same file.
pub fn npm_packages(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let stamp = folder.join("node_modules/.antiphon-stamp");
    let wanted = || {
        std::fs::read(&lock)
            .ok()
            .map(|content| fingerprint(&content))
    };
    if wanted().is_some_and(|wanted| std::fs::read_to_string(&stamp).is_ok_and(|is| is == wanted)) {
        return Ok(());
    }
    let verb = if lock.exists() { "ci" } else { "install" };
    run(Command::new(NPM)
        .args([verb, "--no-audit", "--no-fund"])
        .current_dir(folder))?;
    std::fs::write(&stamp, wanted().unwrap_or_default())
        .map_err(|error| format!("{}: {error}", stamp.display()))
}

/// Installs Debian packages when root; otherwise says in one sentence what is missing.
pub fn apt_get(packages: &[&str], what: &str) -> Result<()> {
    let is_root = capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_on_path("apt-get") {
        return Err(format!("please install {what}, then run this again"));
    }
    if !is_root {
        let names = packages.join(" ");
        return Err(format!(
            "please install {what} (`sudo apt-get install {names}`), then run this again"
        ));
    }
    let quiet = |arguments: &[&str]| {
        run(Command::new("apt-get")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    };
    quiet(&["update", "-qq"])?;
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend(packages);
    quiet(&install)
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    let name = format!("name = \"{package}\"");
    lines.find(|line| *line == name)?;
    let version = lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

/// (20, 11) of `v20.11.1`.
fn node_version(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// A short name for a content, the same in every run.
pub fn fingerprint(content: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_the_one_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(locked_version(lock, "burn"), None);
    }

    #[test]
    fn versions_of_node_are_numbers() {
        assert_eq!(node_version("v20.11.1\n"), Some((20, 11)));
        assert_eq!(node_version("nonsense"), None);
    }

    #[test]
    fn fingerprints_tell_contents_apart() {
        assert_eq!(fingerprint(&"a"), fingerprint(&"a"));
        assert_ne!(fingerprint(&"a"), fingerprint(&"b"));
    }
}
