//! `cargo xtask test`: everything that can be checked, cheapest first.

use crate::setup::{self, NPM};
use crate::tally::{self, Count};
use crate::tools::{Result, Workspace, cargo, files_under, human, run as run_program, step, tee};
use crate::{browser, page, size};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// The software adapter takes its time: seconds that a browser test run may last.
const BROWSER_TEST_SECONDS: &str = "600";

type Stage = fn(&Workspace, &mut Report) -> Result<()>;

/// In the order in which they run; the first that fails is the last that runs.
const STAGES: [(&str, Stage); 5] = [
    ("checks", checks),
    ("typescript", typescript),
    ("rust", rust),
    ("wasm", wasm),
    ("page", whole_page),
];

/// What ran, a row a suite.
#[derive(Default)]
struct Report {
    rows: Vec<(&'static str, Count)>,
}

impl Report {
    fn add(&mut self, name: &'static str, count: Count) {
        match self.rows.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => sum.add(count),
            None => self.rows.push((name, count)),
        }
    }

    /// A check that has no tests of its own; its failure ends the stage.
    fn check(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let result = step(name, work);
        self.add("Checks", Count::of_check(result.is_ok()));
        if let Err(message) = &result {
            println!("FAILED: {name}: {message}");
        }
        result
    }

    fn total(&self) -> Count {
        let mut total = Count::default();
        for (_, count) in &self.rows {
            total.add(*count);
        }
        total
    }
}

/// Runs the named stages, or all; prints what ran, and says by the exit code whether all is well.
pub fn run(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = names
        .iter()
        .find(|name| !STAGES.iter().any(|(n, _)| n == name))
    {
        let known: Vec<&str> = STAGES.iter().map(|(name, _)| *name).collect();
        return Err(format!(
            "no stage `{unknown}`, there are: {}",
            known.join(" ")
        ));
    }
    let begun = Instant::now();
    let mut report = Report::default();
    let mut not_run = Vec::new();
    let is_set_up = report
        .check("set-up", || setup::for_tests(workspace))
        .is_ok();
    for (name, stage) in STAGES {
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        if !is_set_up || report.total().failed > 0 {
            not_run.push(name);
            continue;
        }
        println!("\n==> {name}");
        if let Err(message) = stage(workspace, &mut report)
            && report.total().failed == 0
        {
            println!("FAILED: {name}: {message}");
            report.add("Checks", Count::of_check(false));
        }
    }
    let total = report.total();
    println!("\nRan in {}:", human(begun.elapsed()));
    for (name, count) in &report.rows {
        println!("  {name:<22}{count}");
    }
    if !not_run.is_empty() {
        println!("  not run: {}", not_run.join(", "));
    }
    println!("{total}");
    Ok(if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn checks(workspace: &Workspace, report: &mut Report) -> Result<()> {
    let (root, www) = (&workspace.root, workspace.www());
    report.check("Rust is formatted", || {
        run_program(cargo().args(["fmt", "--all", "--check"]).current_dir(root))
    })?;
    report.check("TypeScript: types and style", || {
        run_program(
            Command::new(NPM)
                .args(["run", "--silent", "check"])
                .current_dir(&www),
        )
    })?;
    report.check("clippy", || {
        clippy(
            root,
            &["--workspace", "--all-targets", "--features", "train"],
        )
    })?;
    // `src/web` exists on this target only; the browser tests switch both devices on.
    report.check("clippy for the browser", || {
        clippy(
            root,
            &["--lib", "--tests", "--target", "wasm32-unknown-unknown"],
        )
    })
}

fn clippy(root: &Path, arguments: &[&str]) -> Result<()> {
    let mut command = cargo();
    command
        .arg("clippy")
        .args(arguments)
        .args(["--", "-D", "warnings"]);
    run_program(command.current_dir(root))
}

fn typescript(workspace: &Workspace, report: &mut Report) -> Result<()> {
    let mut command = Command::new(NPM);
    command
        .args(["run", "--silent", "test"])
        .current_dir(workspace.www());
    let (text, is_success) = tee(command.env("NO_COLOR", "1"))?;
    report.add("TypeScript", tally::vitest(&text).settled(is_success));
    Ok(())
}

fn rust(workspace: &Workspace, report: &mut Report) -> Result<()> {
    let mut command = cargo();
    command.args([
        "test",
        "--workspace",
        "--features",
        "train",
        "--no-fail-fast",
    ]);
    let (text, is_success) = tee(command.current_dir(&workspace.root))?;
    report.add("Rust", tally::cargo_tests(&text).settled(is_success));
    Ok(())
}

fn wasm(workspace: &Workspace, report: &mut Report) -> Result<()> {
    let mut command = Command::new("wasm-pack");
    command.args(["test", "--headless", "--chrome", "--mode", "no-install"]);
    command.env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TEST_SECONDS);
    let (text, is_success) = tee(command.current_dir(&workspace.root))?;
    let (cpu, webgpu) = tally::browser_tests(&text);
    report.add(
        "WebAssembly, CPU",
        cpu.settled(is_success || webgpu.failed > 0),
    );
    report.add(
        "WebAssembly, WebGPU",
        webgpu.settled(is_success || cpu.failed > 0),
    );
    Ok(())
}

fn whole_page(workspace: &Workspace, report: &mut Report) -> Result<()> {
    report.check("the page builds", || page::build_all(workspace))?;
    report.check("the page keeps its budget", || size::run(workspace))?;
    let suites = files_under(&workspace.www().join("e2e"));
    let suites = suites
        .iter()
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"));
    let mut command = browser::node();
    command
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        .args(suites);
    command.env("NO_COLOR", "1").current_dir(workspace.www());
    let (text, is_success) = tee(&mut command)?;
    report.add("Page", tally::node_tests(&text).settled(is_success));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_name_are_one_row_and_the_total_sums_all() {
        let mut report = Report::default();
        assert!(report.check("holds", || Ok(())).is_ok());
        assert!(report.check("fails", || Err("no".to_owned())).is_err());
        report.add(
            "Rust",
            Count {
                passed: 5,
                failed: 0,
            },
        );
        assert_eq!(report.rows.len(), 2);
        assert_eq!(
            report.total(),
            Count {
                passed: 6,
                failed: 1
            }
        );
    }
}
