//! Any file of music, told by what stands in it.

use super::draft::MAX_BYTES;
use super::{FormatError, Warning, read_abc, read_kern, read_midi, read_musicxml};
use crate::music::Score;

/// How much of a file's name is shown.
const SHOWN: usize = 80;

/// Reads MIDI, MusicXML (compressed too), ABC or `**kern`, whatever the file is called; of an ABC file the
/// first tune.
///
/// # Errors
/// [`FormatError::UnknownFormat`], or what the reader of the format finds.
pub fn read_score(bytes: &[u8], name: &str) -> Result<(Score, Vec<Warning>), FormatError> {
    if bytes.len() > MAX_BYTES {
        return Err(FormatError::FileTooLarge {
            found: bytes.len(),
            allowed: MAX_BYTES,
        });
    }
    if bytes.starts_with(b"MThd") || bytes.starts_with(b"RIFF") {
        return read_midi(bytes);
    }
    // Text in two bytes a letter is MusicXML: nobody writes the others so.
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if bytes.starts_with(b"PK") || is_wide {
        return read_musicxml(bytes);
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        return read_musicxml(bytes);
    }
    if text.starts_with("**") || text.starts_with("!!!") {
        return read_kern(text);
    }
    if text.lines().any(|line| line.starts_with("X:")) {
        return first_tune(text);
    }
    Err(FormatError::UnknownFormat {
        found: name
            .chars()
            .filter(|sign| !sign.is_control())
            .take(SHOWN)
            .collect(),
    })
}

fn first_tune(text: &str) -> Result<(Score, Vec<Warning>), FormatError> {
    let mut tunes = read_abc(text)?;
    let n_others = tunes.len().saturating_sub(1);
    let tune = tunes.drain(..).next().ok_or(FormatError::NoNotes)?;
    let (score, mut warnings) = tune.outcome?;
    if n_others > 0 {
        warnings.push(Warning::Ignored {
            what: format!("{n_others} further tunes"),
        });
    }
    Ok((score, warnings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_what_stands_in_them() {
        let abc = "X:1\nT:One\nK:C\nCDEF|]\n\nX:2\nK:C\nC|]\n";
        let (score, warnings) = read_score(abc.as_bytes(), "odd.txt").unwrap();
        assert_eq!((score.notes().len(), warnings.len()), (4, 1));
        let kern = "**kern\n4c\n4d\n*-\n";
        assert_eq!(read_score(kern.as_bytes(), "a").unwrap().0.notes().len(), 2);
        let xml = crate::format::write_musicxml(&score).unwrap();
        let again = read_score(xml.as_bytes(), "a.mid").unwrap().0;
        assert_eq!(again.notes().len(), 4);
        let error = read_score(b"GIF89a", "picture.gif").unwrap_err();
        assert!(error.to_string().starts_with("\"picture.gif\""));
        assert!(matches!(
            read_score(b"MThd", "a"),
            Err(FormatError::NotMidi { .. })
        ));
    }
}
