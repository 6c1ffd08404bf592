//! Reads music files and writes them as MusicXML into a folder: `rewrite FOLDER FILES...`, so that
//! `tests/oracles/writers.py` can compare what other programs read there with what was given.

use std::path::Path;

use antiphon::format::{read_kern, read_midi, read_musicxml, write_musicxml};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("a folder is needed")?;
    for path in arguments {
        // One line a file: where it went, or why not.
        match rewrite(Path::new(&path), Path::new(&folder)) {
            Ok(written) => println!("{written}"),
            Err(error) => println!("error: {error}"),
        }
    }
    Ok(())
}

fn rewrite(path: &Path, folder: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let bytes = std::fs::read(path)?;
    let extension = path.extension().and_then(|extension| extension.to_str());
    let (score, _) = match extension {
        Some("krn") => read_kern(&String::from_utf8_lossy(&bytes))?,
        Some("musicxml" | "xml" | "mxl") => read_musicxml(&bytes)?,
        _ => read_midi(&bytes)?,
    };
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let written = folder.join(format!("{name}.musicxml"));
    std::fs::write(&written, write_musicxml(&score)?)?;
    Ok(written.to_string_lossy().into_owned())
}
