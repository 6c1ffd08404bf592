//! Running other programs and finding the places of the repository.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A failure is a sentence for the person at the terminal.
pub type Result<T> = std::result::Result<T, String>;

/// Where things are.
pub struct Workspace {
    /// The repository.
    pub root: PathBuf,
    /// Cargo's target directory, which need not lie in the repository.
    pub target: PathBuf,
}

impl Workspace {
    /// Asks cargo for the target directory; the root is the parent of this crate.
    pub fn find() -> Result<Self> {
        let here = std::env::var("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
        let root = Path::new(&here)
            .parent()
            .ok_or_else(|| format!("{here} has no parent directory"))?
            .to_path_buf();
        let mut metadata = cargo();
        metadata
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(&root);
        let target = json_string(&capture(&mut metadata)?, "target_directory")
            .ok_or("cargo metadata names no target_directory")?;
        Ok(Self {
            root,
            target: PathBuf::from(target),
        })
    }

    /// The folder of the page.
    pub fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// The built page.
    pub fn dist(&self) -> PathBuf {
        self.root.join("www/dist")
    }

    /// The built modules.
    pub fn pkg(&self) -> PathBuf {
        self.root.join("pkg")
    }
}

/// The cargo that runs this program.
pub fn cargo() -> Command {
    Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// Runs a program with its output on the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    println!("  $ {}", spelled(command));
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed ({status})", spelled(command)))
    }
}

/// Runs a program quietly and returns what it wrote to its standard output.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "`{}` failed ({})\n{}",
        spelled(command),
        output.status,
        complaint.trim_end()
    ))
}

/// Runs a program, shows its standard output as it comes, and returns it beside the success.
pub fn tee(command: &mut Command) -> Result<(String, bool)> {
    println!("  $ {}", spelled(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let mut text = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        while reader
            .read_until(b'\n', &mut line)
            .map_err(|error| error.to_string())?
            > 0
        {
            let piece = String::from_utf8_lossy(&line);
            print!("{piece}");
            let _ = std::io::stdout().flush();
            text.push_str(&piece);
            line.clear();
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok((text, status.success()))
}

/// Whether a program of this name can be found on the PATH.
pub fn is_on_path(name: &str) -> bool {
    find_on_path(name).is_some()
}

/// The program of this name on the PATH.
pub fn find_on_path(name: &str) -> Option<PathBuf> {
    let with_suffix = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let candidates = |folder: PathBuf| [folder.join(&with_suffix), folder.join(name)];
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(candidates)
        .find(|program| program.is_file())
}

/// Begins a step: its name at once, its length when it took a while.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}");
    let begun = Instant::now();
    let result = work();
    let elapsed = begun.elapsed();
    if result.is_ok() && elapsed > Duration::from_secs(2) {
        println!("    {name}: {}", human(elapsed));
    }
    result
}

/// `95 s` or `3 min 05 s`.
pub fn human(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    if seconds < 100 {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// The text of a file, or a sentence that names it.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Every file under a folder, sorted; none when the folder is missing.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(files_under(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The first string value of this name in a JSON text: enough for the few that are read here.
pub fn json_string(json: &str, name: &str) -> Option<String> {
    let (_, after) = json.split_once(&format!("\"{name}\""))?;
    let after = after
        .trim_start()
        .strip_prefix(':')?
        .trim_start()
        .strip_prefix('"')?;
    let mut value = String::new();
    let mut characters = after.chars();
    loop {
        match characters.next()? {
            '"' => return Some(value),
            '\\' => value.push(characters.next()?),
            other => value.push(other),
        }
    }
}

fn spelled(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![
        program
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    ];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!(
        "`{}` could not be started: {error}",
        command.get_program().to_string_lossy()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_strings_are_read_with_their_escapes() {
        let json = r#"{"name":"a", "target_directory" : "C:\\out\\target"}"#;
        assert_eq!(
            json_string(json, "target_directory").as_deref(),
            Some(r"C:\out\target")
        );
        assert_eq!(json_string(json, "missing"), None);
    }

    #[test]
    fn lengths_are_written_for_people() {
        assert_eq!(human(Duration::from_millis(2500)), "2.5 s");
        assert_eq!(human(Duration::from_secs(185)), "3 min 05 s");
    }
}
