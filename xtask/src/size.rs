//! `cargo xtask size`: what the page weighs on the wire, against its budget.

use crate::tools::{Result, Workspace, capture, files_under};
use crate::wasm::Module;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Bytes, after brotli, of all that a first visit on the CPU loads.
const BUDGET: u64 = 1_300_000;

/// Compressed bytes that each module may have which comes later: a quarter of it reads and writes files of scores.
const LATER_BUDGET: u64 = 750_000;

/// Reads paths from its arguments, prints `raw gzip brotli` summed over the files, each at its best.
const WEIGH: &str = "const z=require('zlib'),f=require('fs');let r=0,g=0,b=0;\
    for(const p of process.argv.slice(1)){const d=f.readFileSync(p);r+=d.length;\
    g+=z.gzipSync(d,{level:9}).length;\
    b+=z.brotliCompressSync(d,{params:{[z.constants.BROTLI_PARAM_SIZE_HINT]:d.length}}).length}\
    console.log(r,g,b)";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the table; fails above the budget or where there is nothing to weigh.
pub fn run(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    let files = files_under(&dist);
    if files.is_empty() {
        return Err("there is no page to weigh: run `cargo xtask page` first".to_owned());
    }
    let texts: Vec<PathBuf> = files
        .iter()
        .filter(|path| is_shell(&dist, path))
        .cloned()
        .collect();
    let shell = first_visit(&texts, cpu_asset(workspace, &files).as_deref())?;
    let later: Vec<PathBuf> = texts
        .iter()
        .filter(|path| !shell.contains(path))
        .cloned()
        .collect();
    // What lies deeper are larger models, which come when the page answers already.
    let (weights, larger): (Vec<PathBuf>, Vec<PathBuf>) = files
        .iter()
        .filter(|path| path.starts_with(dist.join("model")))
        .cloned()
        .partition(|path| path.parent() == Some(dist.join("model").as_path()));
    let rows = [
        ("shell", shell, Some(0)),
        ("CPU module", module(workspace, Module::Cpu), Some(0)),
        ("weights", weights, Some(0)),
        ("later scripts", later, None),
        ("studio module", module(workspace, Module::Studio), Some(1)),
        ("WebGPU module", module(workspace, Module::WebGpu), Some(2)),
        ("larger weights", larger, None),
    ];
    let budgets = [
        ("shell + CPU module + weights", BUDGET),
        ("studio module", LATER_BUDGET),
        ("WebGPU module", LATER_BUDGET),
    ];
    let mut budgeted = [0; 3];
    let mut is_whole = true;
    println!("{:<16}{:>12}{:>12}{:>12}", "bytes", "raw", "gzip", "brotli");
    for (name, files, budget) in &rows {
        let weight = weigh(files)?;
        let remark = if files.is_empty() { "  (missing)" } else { "" };
        // Without the first the page is not there; the other modules may not have been built.
        is_whole &= !(*budget == Some(0) && files.is_empty());
        let Weight { raw, gzip, brotli } = weight;
        println!("{name:<16}{raw:>12}{gzip:>12}{brotli:>12}{remark}");
        if let Some(budget) = budget {
            budgeted[*budget] += brotli;
        }
    }
    for ((name, budget), found) in budgets.iter().zip(budgeted) {
        println!("{name}: {found} of {budget} bytes");
    }
    if !is_whole {
        return Err("a part that the budget is for has not been built".to_owned());
    }
    for ((name, budget), found) in budgets.iter().zip(budgeted) {
        if found > *budget {
            let above = found - budget;
            return Err(format!("{name}: {above} bytes above the budget"));
        }
    }
    Ok(())
}

/// Pages, scripts and styles, the scripts around both modules among them.
fn is_shell(dist: &Path, path: &Path) -> bool {
    let kind = path.extension().and_then(|extension| extension.to_str());
    matches!(kind, Some("html" | "js" | "css" | "svg" | "webmanifest"))
        && !path.starts_with(dist.join("model"))
}

/// Name of the CPU module in the built page.
fn cpu_asset(workspace: &Workspace, files: &[PathBuf]) -> Option<String> {
    let module = std::fs::read(Module::Cpu.file(workspace)).ok()?;
    let is_it = |path: &&PathBuf| {
        path.extension().is_some_and(|kind| kind == "wasm")
            && std::fs::read(path).is_ok_and(|bytes| bytes == module)
    };
    Some(name(files.iter().find(is_it)?))
}

fn name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.unwrap_or_default().into_owned()
}

/// Of the page's texts those that a first visit on the CPU loads: the page itself, what it names, what scripts
/// import before they run, the worker, and of the modules' scripts that of the CPU module.
fn first_visit(texts: &[PathBuf], cpu_asset: Option<&str>) -> Result<Vec<PathBuf>> {
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path);
        text.map_err(|error| format!("{}: {error}", path.display()))
    };
    let contents = texts.iter().map(read).collect::<Result<Vec<_>>>()?;
    let is_page = |path: &PathBuf| name(path) == "index.html";
    let mut reached: Vec<usize> = (0..texts.len()).filter(|at| is_page(&texts[*at])).collect();
    let mut next = 0;
    while let Some(at) = reached.get(next).copied() {
        next += 1;
        let is_html = is_page(&texts[at]);
        for (other, path) in texts.iter().enumerate() {
            let is_named = names(&contents[at], &name(path), is_html)
                || is_glue(&name(path), &contents[at], &contents[other], cpu_asset);
            if is_named && !reached.contains(&other) {
                reached.push(other);
            }
        }
    }
    Ok(reached.into_iter().map(|at| texts[at].clone()).collect())
}

/// Whether a text needs a file before it runs, or starts it as its worker.
fn names(text: &str, file: &str, is_html: bool) -> bool {
    // To other pages of the site there are only links.
    if is_html || file.starts_with("worker-") {
        return !file.ends_with(".html") && text.contains(file);
    }
    let before = ["from\"", "import\"", "from\"./", "import\"./"];
    before
        .iter()
        .any(|word| text.contains(&format!("{word}{file}")))
}

/// Whether a file is the script of the CPU module, which a text imports.
fn is_glue(file: &str, text: &str, content: &str, cpu_asset: Option<&str>) -> bool {
    cpu_asset.is_some_and(|asset| text.contains(file) && content.contains(asset))
        && file.starts_with("antiphon-")
}

fn module(workspace: &Workspace, module: Module) -> Vec<PathBuf> {
    [module.file(workspace)]
        .into_iter()
        .filter(|path| path.is_file())
        .collect()
}

fn weigh(files: &[PathBuf]) -> Result<Weight> {
    if files.is_empty() {
        return Ok(Weight::default());
    }
    parse(&capture(
        Command::new("node").args(["-e", WEIGH, "--"]).args(files),
    )?)
    .ok_or_else(|| "node did not print three numbers".to_owned())
}

fn parse(line: &str) -> Option<Weight> {
    let mut numbers = line.split_whitespace().map(|word| word.parse().ok());
    Some(Weight {
        raw: numbers.next()??,
        gzip: numbers.next()??,
        brotli: numbers.next()??,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_numbers_are_a_weight() {
        assert_eq!(
            parse("3 2 1\n"),
            Some(Weight {
                raw: 3,
                gzip: 2,
                brotli: 1
            })
        );
        assert_eq!(parse("3 x 1"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn modules_and_weights_are_not_the_shell() {
        let dist = Path::new("dist");
        assert!(is_shell(dist, Path::new("dist/assets/index.js")));
        assert!(!is_shell(dist, Path::new("dist/assets/antiphon_bg.wasm")));
        assert!(!is_shell(dist, Path::new("dist/model/nano.safetensors")));
    }
}
