//! `cargo xtask bench`: how fast we are beside others, measured in a real browser.

use crate::tools::{Result, Workspace, cargo, run as run_program, step};
use crate::wasm::{self, Module};
use crate::{browser, page, setup};
use std::path::PathBuf;
use std::process::Command;

/// The weights of the page, with which all engines are measured.
const WEIGHTS: &str = "www/public/model/nano.safetensors";

/// Which operators the network is exported with; ONNX Runtime is measured with each.
const GRAPHS: [&str; 2] = ["standard", "fused"];

/// What may be asked of the command.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// One JSON object, the last line of the output, instead of tables.
    json: bool,
    /// Measure the modules as they stand, even if older than the sources.
    built: bool,
    /// The engine on this machine's own GPU, without a browser, instead of everything else.
    native: bool,
    /// What the page promises: a first visit, a minute of use, frames, sound; instead of everything else.
    page: bool,
    /// How often everything is measured; the bench knows what is usual.
    runs: Option<u32>,
}

impl Options {
    /// Reads the words behind `bench`.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--json" => options.json = true,
                "--built" => options.built = true,
                "--native" => options.native = true,
                "--page" => options.page = true,
                "--runs" => {
                    let runs = words.next().and_then(|runs| runs.parse().ok());
                    options.runs = Some(
                        runs.filter(|runs| *runs > 0)
                            .ok_or("`--runs` takes a number from 1 on")?,
                    );
                }
                other => return Err(format!("`bench` knows no `{other}`")),
            }
        }
        Ok(options)
    }
}

/// Builds what is missing or old, exports the network, then lets the page's own bench speak.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    if options.native {
        let mut native = cargo();
        native.args([
            "run",
            "--features",
            "train,webgpu",
            "--example",
            "gpu_speed",
        ]);
        return run_program(native.current_dir(&workspace.root));
    }
    setup::for_tests(workspace)?;
    if options.page {
        build_page(workspace, options)?;
        let mut bench = browser::node();
        bench.arg("e2e/page-bench.mjs");
        return speak(workspace, options, bench);
    }
    let peers = workspace.www().join("e2e/bench");
    step("peers: npm packages", || setup::npm_packages(&peers))?;
    build_page(workspace, options)?;
    if !options.built || !Module::Plain.file(workspace).exists() {
        wasm::build(workspace, Module::Plain, wasm::Grade::Shipped)?;
    }
    let onnx = step("network: ONNX", || export(workspace))?;
    let mut bench = browser::node();
    bench.arg("e2e/bench.mjs").arg("--onnx").arg(onnx);
    speak(workspace, options, bench)
}

/// The page around modules that are new, or around those that stand.
fn build_page(workspace: &Workspace, options: &Options) -> Result<()> {
    if options.built {
        page::build(workspace)
    } else {
        page::build_all(workspace)
    }
}

/// Runs a bench of the page with what was asked for.
fn speak(workspace: &Workspace, options: &Options, mut bench: Command) -> Result<()> {
    if options.json {
        bench.arg("--json");
    }
    if let Some(runs) = options.runs {
        bench.arg("--runs").arg(runs.to_string());
    }
    run_program(bench.current_dir(workspace.www()))
}

/// Writes the network for ONNX Runtime and returns the folder.
fn export(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("onnx");
    for operators in GRAPHS {
        let file = folder.join(operators).with_extension("onnx");
        let mut export = cargo();
        export.args(["run", "--quiet", "--features", "train", "--bin", "antiphon"]);
        export.args(["--", "export", "--from", WEIGHTS, "--operators", operators]);
        export.arg("--onnx").arg(&file);
        run_program(export.current_dir(&workspace.root))?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &str) -> Result<Options> {
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        Options::parse(&words)
    }

    #[test]
    fn options_are_read_in_any_order() {
        assert_eq!(parse("").unwrap(), Options::default());
        let options = parse("--runs 3 --built --json").unwrap();
        assert_eq!(
            options,
            Options {
                json: true,
                built: true,
                native: false,
                page: false,
                runs: Some(3)
            }
        );
        assert!(parse("--native").unwrap().native);
        assert!(parse("--page").unwrap().page);
    }

    #[test]
    fn nonsense_is_refused() {
        for words in ["--runs", "--runs 0", "--runs many", "--fast"] {
            assert!(parse(words).is_err(), "{words}");
        }
    }
}
