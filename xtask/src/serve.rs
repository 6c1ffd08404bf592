//! `cargo xtask serve`: from a fresh clone to the page in a browser.
//!
//! The page needs the CPU module only, so it is served as soon as that one stands;
//! the others are built behind it.

use crate::http::Site;
use crate::page;
use crate::setup;
use crate::tools::{Result, Workspace};
use crate::wasm::{self, Grade, Module};
use std::net::TcpListener;

const FIRST_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 20;

/// What a page does without until somebody asks for it.
const LATER: [Module; 2] = [Module::Studio, Module::WebGpu];

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    port: Option<u16>,
    device: Option<Device>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Device {
    Cpu,
    WebGpu,
}

impl Options {
    /// Reads `--port N` and `--device cpu|webgpu`.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            let value = rest
                .next()
                .ok_or_else(|| format!("`{name}` needs a value"))?;
            match name.as_str() {
                "--port" => {
                    let port = value.parse().map_err(|_| format!("`{value}` is no port"))?;
                    options.port = Some(port);
                }
                "--device" => options.device = Some(Device::parse(value)?),
                _ => return Err(format!("`serve` knows no `{name}`")),
            }
        }
        Ok(options)
    }
}

impl Device {
    fn parse(name: &str) -> Result<Self> {
        match name {
            "cpu" => Ok(Self::Cpu),
            "webgpu" => Ok(Self::WebGpu),
            other => Err(format!("a device is `cpu` or `webgpu`, not `{other}`")),
        }
    }
}

/// Sets up, builds, serves until interrupted.
pub fn run(workspace: &Workspace, options: Options) -> Result<()> {
    let listener = listen(options.port)?;
    setup::for_wasm(workspace)?;
    setup::for_page(workspace)?;
    wasm::build(workspace, Module::Cpu, Grade::Edited)?;
    if options.device == Some(Device::WebGpu) {
        wasm::build(workspace, Module::WebGpu, Grade::Edited)?;
    }
    for module in LATER {
        if !module.is_current(workspace, Grade::Edited) {
            // A module of older sources beside a new one would speak another language.
            wasm::remove(&module.folder(workspace))?;
        }
    }
    page::build(workspace)?;

    let query = match options.device {
        None => "",
        Some(Device::Cpu) => "?device=cpu",
        Some(Device::WebGpu) => "?device=webgpu",
    };
    let port = listener
        .local_addr()
        .map_err(|error| error.to_string())?
        .port();
    let address = format!("http://localhost:{port}/{query}");
    println!("\n  Antiphon is at {address}    (Ctrl+C ends it)\n");
    let later = match options.device {
        Some(Device::Cpu) => &LATER[..1],
        _ => &LATER[..],
    };
    std::thread::scope(|scope| {
        let is_old = |module: &Module| !module.is_current(workspace, Grade::Edited);
        if later.iter().any(is_old) {
            scope.spawn(|| build_behind(workspace, later, &address));
        }
        Site::new(&workspace.dist()).serve(&listener);
    });
    Ok(())
}

fn build_behind(workspace: &Workspace, later: &[Module], address: &str) {
    println!("The page answers already; what it does without at first is being built.");
    let built = later
        .iter()
        .try_for_each(|module| wasm::build_gently(workspace, *module, Grade::Edited))
        .and_then(|()| page::build(workspace));
    match built {
        Ok(()) => println!("\n  All is ready: reload {address}\n"),
        Err(message) => {
            println!("\n  Not all could be built ({message}); {address} goes on as it is.\n")
        }
    }
}

/// The wanted port, or the first free one; taken before the long part, so that a clash shows at once.
fn listen(port: Option<u16>) -> Result<TcpListener> {
    let candidates = match port {
        Some(port) => port..=port,
        None => FIRST_PORT..=FIRST_PORT + PORTS_TRIED,
    };
    let mut reason = String::new();
    for port in candidates {
        match TcpListener::bind(("127.0.0.1", port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => reason = format!("port {port} cannot be used: {error}"),
        }
    }
    Err(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&words)
    }

    #[test]
    fn options_are_read_and_others_refused() {
        let expected = Options {
            port: Some(9000),
            device: Some(Device::WebGpu),
        };
        assert_eq!(parse("--port 9000 --device webgpu"), Ok(expected));
        assert_eq!(parse(""), Ok(Options::default()));
        for wrong in [
            "--port",
            "--port x",
            "--port 70000",
            "--device gpu",
            "--open yes",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_busy_port_is_passed_over_unless_it_was_asked_for() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(listen(Some(port)).is_err());
        assert!(listen(None).is_ok());
    }
}
