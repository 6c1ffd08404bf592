//! The WebAssembly modules: `pkg/cpu`, which every page loads, `pkg/studio`, `pkg/webgpu`, and for the bench `pkg/plain`.

use crate::setup::{self, fingerprint};
use crate::tools::{
    Result, Workspace, capture, cargo, files_under, is_on_path, run as run_program, step,
};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Rooms that no module contains.
const NATIVE_ROOMS: [&str; 3] = ["bin", "corpus", "train"];

/// Calls that are worth their place: with the compiler's own threshold of 275 the CPU module is 14 KB larger on the
/// wire, and writes no faster.
const INLINING: &str = "llvm-args=-inline-threshold=60";

/// Exports what a module exports, and throws.
const PLACEHOLDER: &str = "\
export default function () {
  throw new Error(\"its module has not been built yet\");
}
export const Composer = undefined;
export const readMidi = undefined;
export const writeMidi = undefined;
";

/// One of the builds of the crate for the browser.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// Networks read in eight bits with SIMD.
    Cpu,
    /// The same with what a first answer does without.
    Studio,
    /// All of it with a GPU, where there is one.
    WebGpu,
    /// burn's own kernels on both: what ours are measured against. No page loads it.
    Plain,
}

/// How much work goes into a build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// What ships: as small as it gets.
    Shipped,
    /// What somebody sees who edits: an edit is built within seconds; larger, and a little slower.
    Edited,
}

impl Grade {
    /// The profile of cargo, and the folder of what it makes.
    fn profile(self) -> &'static str {
        match self {
            Self::Shipped => "web",
            Self::Edited => "web-edit",
        }
    }

    /// Names what a module of this grade was made from.
    fn stamp(self, sources: &str) -> String {
        format!("{sources} {}", self.profile())
    }

    /// What does where this is asked for.
    fn accepted(self) -> &'static [Self] {
        match self {
            Self::Shipped => &[Self::Shipped],
            Self::Edited => &[Self::Shipped, Self::Edited],
        }
    }
}

impl Module {
    /// The folder in `pkg/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Studio => "studio",
            Self::WebGpu => "webgpu",
            Self::Plain => "plain",
        }
    }

    /// The features of the crate.
    fn features(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Studio => "cpu,studio",
            Self::WebGpu => "webgpu,studio",
            Self::Plain => "cpu,plain-webgpu",
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

    /// Whether the module stands, was made from the sources as they are, and is at least of a grade.
    pub fn is_current(self, workspace: &Workspace, grade: Grade) -> bool {
        let found = std::fs::read_to_string(self.stamp(workspace)).unwrap_or_default();
        let sources = self.sources(workspace);
        let mut accepted = grade.accepted().iter();
        accepted.any(|grade| found == grade.stamp(&sources))
    }

    /// A name for all that the module is made from.
    fn sources(self, workspace: &Workspace) -> String {
        let source = workspace.root.join("src");
        let mut files = files_under(&source);
        files.retain(|file| {
            !NATIVE_ROOMS
                .iter()
                .any(|room| file.starts_with(source.join(room)))
        });
        let settings = [
            "Cargo.toml",
            "Cargo.lock",
            ".cargo/config.toml",
            "rust-toolchain.toml",
        ];
        files.extend(settings.map(|name| workspace.root.join(name)));
        let contents: Vec<_> = files.iter().map(|path| std::fs::read(path).ok()).collect();
        let mut rustc = Command::new("rustc");
        let compiler = capture(rustc.arg("--version").current_dir(&workspace.root)).ok();
        fingerprint(&(self.name(), compiler, INLINING, files, contents))
    }
}

/// `cargo xtask wasm`: the modules of the page.
pub fn run(workspace: &Workspace) -> Result<()> {
    setup::for_wasm(workspace)?;
    build_all(workspace)
}

/// The modules of the page, where the set-up is done.
pub fn build_all(workspace: &Workspace) -> Result<()> {
    build(workspace, Module::Cpu, Grade::Shipped)?;
    build(workspace, Module::Studio, Grade::Shipped)?;
    build(workspace, Module::WebGpu, Grade::Shipped)
}

/// Builds one module; what is up to date is left alone.
pub fn build(workspace: &Workspace, module: Module, grade: Grade) -> Result<()> {
    build_with(workspace, module, grade, cargo())
}

/// The same, leaving the processor to whoever else wants it.
pub fn build_gently(workspace: &Workspace, module: Module, grade: Grade) -> Result<()> {
    if !is_on_path("nice") {
        return build(workspace, module, grade);
    }
    let mut nice = Command::new("nice");
    nice.args(["-n", "15"]).arg(cargo().get_program());
    build_with(workspace, module, grade, nice)
}

fn build_with(
    workspace: &Workspace,
    module: Module,
    grade: Grade,
    mut cargo: Command,
) -> Result<()> {
    step(&format!("module: {}", module.name()), || {
        let _turn = take_turn(workspace)?;
        if module.is_current(workspace, grade) {
            return Ok(());
        }
        let stamp = grade.stamp(&module.sources(workspace));
        let profile = grade.profile();
        let output = workspace
            .target
            .join("wasm32-unknown-unknown")
            .join(profile);
        // All modules, and those of other checkouts that share the target directory, come out under
        // one name. Taking the last one away makes cargo write it anew instead of trusting dates.
        let _ = std::fs::remove_file(output.join("deps/antiphon.wasm"));
        cargo.args(["rustc", "--lib", "--target", "wasm32-unknown-unknown"]);
        cargo.args(["--profile", profile, "--no-default-features"]);
        cargo.args(["--features", module.features(), "--", "-C", INLINING]);
        run_program(cargo.current_dir(&workspace.root))?;
        bind(workspace, module, &output.join("antiphon.wasm"), &stamp)
    })
}

/// One build at a time in a target directory: until the lock is dropped, its output is ours.
fn take_turn(workspace: &Workspace) -> Result<File> {
    let path = workspace.target.join("antiphon-modules.lock");
    let sentence = |error: std::io::Error| format!("{}: {error}", path.display());
    std::fs::create_dir_all(&workspace.target).map_err(sentence)?;
    let file = File::create(&path).map_err(sentence)?;
    file.lock().map_err(sentence)?;
    Ok(file)
}

/// wasm-bindgen, and the stamp.
///
/// No wasm-opt: with -Oz the CPU module shrinks from 1,983,861 to 1,766,406 bytes, yet grows from
/// 324,456 to 358,898 after brotli, which is what travels; tokens a second do not change.
fn bind(workspace: &Workspace, module: Module, compiled: &Path, stamp: &str) -> Result<()> {
    let folder = module.folder(workspace);
    // Beside the folder first, so that a page being served never sees half a module.
    let fresh = workspace.pkg().join(format!("{}.new", module.name()));
    remove(&fresh)?;
    std::fs::create_dir_all(&fresh).map_err(|error| format!("{}: {error}", fresh.display()))?;
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
    run_program(bindgen.arg(&fresh).arg(compiled))?;
    std::fs::write(fresh.join(".antiphon-stamp"), stamp).map_err(|error| error.to_string())?;
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
