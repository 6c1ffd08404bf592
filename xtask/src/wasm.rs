//! The two WebAssembly modules: `pkg/cpu`, which every page loads, and `pkg/webgpu`.

use crate::setup::{self, fingerprint};
use crate::tools::{Result, Workspace, cargo, files_under, is_on_path, run as run_program, step};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Exports what a module exports, and throws.
const PLACEHOLDER: &str = "\
export default function () {
  throw new Error(\"its module has not been built yet\");
}
export const Composer = undefined;
export const readMidi = undefined;
export const writeMidi = undefined;
";

/// One of the two builds of the crate for the browser.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// burn-flex with SIMD.
    Cpu,
    /// burn-wgpu.
    WebGpu,
}

impl Module {
    /// The feature of the crate, and the folder in `pkg/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::WebGpu => "webgpu",
        }
    }

    /// The folder of the finished module.
    pub fn folder(self, workspace: &Workspace) -> PathBuf {
        workspace.pkg().join(self.name())
    }

    /// The finished module.
    pub fn file(self, workspace: &Workspace) -> PathBuf {
        self.folder(workspace).join("antiphon_bg.wasm")
    }

    /// Names what the module was made from; a placeholder has none.
    fn stamp(self, workspace: &Workspace) -> PathBuf {
        self.folder(workspace).join(".antiphon-stamp")
    }

    /// Whether the module stands and no source has changed since.
    pub fn is_current(self, workspace: &Workspace) -> bool {
        let modified = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
        let Some(built) = modified(&self.stamp(workspace)) else {
            return false;
        };
        let mut sources = files_under(&workspace.root.join("src"));
        sources.extend(["Cargo.toml", "Cargo.lock"].map(|name| workspace.root.join(name)));
        !sources
            .iter()
            .filter_map(|path| modified(path))
            .any(|changed| changed > built)
    }
}

/// `cargo xtask wasm`: both modules.
pub fn run(workspace: &Workspace) -> Result<()> {
    setup::for_wasm(workspace)?;
    build(workspace, Module::Cpu)?;
    build(workspace, Module::WebGpu)
}

/// Builds one module; what is up to date is left alone.
pub fn build(workspace: &Workspace, module: Module) -> Result<()> {
    build_with(workspace, module, cargo())
}

/// The same, leaving the processor to whoever else wants it.
pub fn build_gently(workspace: &Workspace, module: Module) -> Result<()> {
    if !is_on_path("nice") {
        return build(workspace, module);
    }
    let mut nice = Command::new("nice");
    nice.args(["-n", "15"]).arg(cargo().get_program());
    build_with(workspace, module, nice)
}

fn build_with(workspace: &Workspace, module: Module, mut cargo: Command) -> Result<()> {
    step(&format!("module: {}", module.name()), || {
        cargo.args([
            "build",
            "--lib",
            "--target",
            "wasm32-unknown-unknown",
            "--profile",
            "web",
        ]);
        cargo.args(["--no-default-features", "--features", module.name()]);
        run_program(cargo.current_dir(&workspace.root))?;
        // Both modules come out under this name, so it is read before the next one is built.
        let file = workspace
            .target
            .join("wasm32-unknown-unknown/web/antiphon.wasm");
        let compiled =
            std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        bind(workspace, module, &compiled)
    })
}

/// wasm-bindgen, unless the module was made from these very bytes.
///
/// No wasm-opt: with -Oz the CPU module shrinks from 1,983,861 to 1,766,406 bytes, yet grows from
/// 324,456 to 358,898 after brotli, which is what travels; tokens a second do not change.
fn bind(workspace: &Workspace, module: Module, compiled: &[u8]) -> Result<()> {
    let folder = module.folder(workspace);
    let stamp = module.stamp(workspace);
    let wanted = fingerprint(&compiled);
    if std::fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        // Written again for its date: the module is as new as its sources.
        return std::fs::write(&stamp, wanted).map_err(|error| error.to_string());
    }
    // Beside the folder first, so that a page being served never sees half a module.
    let fresh = workspace.pkg().join(format!("{}.new", module.name()));
    remove(&fresh)?;
    std::fs::create_dir_all(&fresh).map_err(|error| format!("{}: {error}", fresh.display()))?;
    let source = workspace.pkg().join(format!("{}.wasm", module.name()));
    std::fs::write(&source, compiled).map_err(|error| format!("{}: {error}", source.display()))?;
    let mut bindgen = Command::new("wasm-bindgen");
    // The page declares the types of a module itself, so that it checks before one has been built.
    bindgen.args([
        "--no-typescript",
        "--target",
        "web",
        "--out-name",
        "antiphon",
        "--out-dir",
    ]);
    run_program(bindgen.arg(&fresh).arg(&source))?;
    let _ = std::fs::remove_file(&source);
    std::fs::write(fresh.join(".antiphon-stamp"), wanted).map_err(|error| error.to_string())?;
    remove(&folder)?;
    rename(&fresh, &folder)
}

/// Puts a module in the place of a missing one that only says so: the page must find something.
pub fn hold_place(workspace: &Workspace, module: Module) -> Result<()> {
    let folder = module.folder(workspace);
    if folder.exists() {
        return Ok(());
    }
    let sentence = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(&folder).map_err(sentence)?;
    std::fs::write(folder.join("antiphon.js"), PLACEHOLDER).map_err(sentence)?;
    // Long enough for vite to keep it a file: pages may forbid the data: addresses of short ones.
    std::fs::write(folder.join("antiphon_bg.wasm"), [0; 8192]).map_err(sentence)
}

/// Removes a folder that may be missing.
pub fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Renames, or says which folder could not be.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).map_err(|error| format!("{}: {error}", to.display()))
}
