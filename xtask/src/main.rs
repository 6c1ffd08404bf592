//! `cargo xtask`: everything one does with this repository, one word each.
//!
//! Standard library only, so that the first command on a fresh machine starts within seconds.

mod bench;
mod browser;
mod http;
mod page;
mod serve;
mod setup;
mod size;
mod tally;
mod test;
mod tools;
mod wasm;

use std::process::ExitCode;
use tools::{Result, Workspace};

const USAGE: &str = "\
cargo xtask <command>

  serve [--port N] [--device cpu|webgpu]
                  set up, build and serve the page; prints its address
  test [STAGE..]  set up and run every test, cheapest first
                  stages: checks rust typescript wasm page
  wasm            build the two WebAssembly modules into pkg/
  page            build the page into www/dist, modules included
  size            what the page weighs, against its budget
  bench [--json] [--runs N] [--built] [--native | --page]
                  how fast the page and its engines are in a real browser, beside others;
                  --built measures the modules as they stand, --native the GPU without a browser,
                  --page what the page promises: a first visit, a minute of use, frames, sound
  setup           only the set-up that `test` would do
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    };
    let takes_arguments = matches!(command.as_str(), "serve" | "test" | "bench");
    if !takes_arguments && !rest.is_empty() {
        return Err(format!(
            "`{command}` takes no arguments, found `{}`",
            rest.join(" ")
        ));
    }
    if matches!(command.as_str(), "help" | "--help" | "-h") {
        print!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    }
    let workspace = Workspace::find()?;
    match command.as_str() {
        "test" => return test::run(&workspace, rest),
        "serve" => serve::run(&workspace, serve::Options::parse(rest)?),
        "wasm" => wasm::run(&workspace),
        "page" => page::run(&workspace),
        "size" => size::run(&workspace),
        "bench" => bench::run(&workspace, &bench::Options::parse(rest)?),
        "setup" => setup::for_tests(&workspace),
        other => Err(format!("no command `{other}`\n\n{USAGE}")),
    }
    .map(|()| ExitCode::SUCCESS)
}
