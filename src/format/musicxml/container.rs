//! From bytes to text: unpacks a compressed file and tells its encoding.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::FormatError;
use super::super::draft::MAX_BYTES;
use super::xml;

/// How a zip archive begins.
const ZIP: &[u8] = b"PK\x03\x04";

/// The entry of an archive that names the score.
const CONTAINER: &str = "META-INF/container.xml";

/// The text of a score, out of its archive where it is packed.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, FormatError> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large(bytes.len()));
    }
    if bytes.starts_with(ZIP) {
        decoded(unpacked(bytes)?)
    } else {
        decoded(bytes.to_vec())
    }
}

fn too_large(found: usize) -> FormatError {
    FormatError::FileTooLarge {
        found,
        allowed: MAX_BYTES,
    }
}

/// The score of an archive.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, FormatError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| FormatError::not_musicxml(error.to_string()))?;
    let name = match entry(&mut archive, CONTAINER) {
        Ok(container) => root_file(&decoded(container)?)?,
        // Without its table of contents, the first score counts.
        Err(FormatError::FileTooLarge { found, allowed }) => {
            return Err(FormatError::FileTooLarge { found, allowed });
        }
        Err(_) => {
            let is_score = |name: &&str| {
                !name.starts_with("META-INF/")
                    && (name.ends_with(".xml") || name.ends_with(".musicxml"))
            };
            let name = archive.file_names().find(is_score).map(str::to_owned);
            name.ok_or_else(|| FormatError::not_musicxml("an archive without score found"))?
        }
    };
    entry(&mut archive, &name)
}

/// One file of an archive, unless it unpacks to more than a file may hold.
fn entry(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, FormatError> {
    let failed = |reason: String| {
        let shown: String = name.chars().take(80).collect();
        FormatError::not_musicxml(format!("\"{shown}\" in the archive: {reason}"))
    };
    let file = archive
        .by_name(name)
        .map_err(|error| failed(error.to_string()))?;
    let mut content = Vec::new();
    // The size that the archive states may be a lie.
    file.take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut content)
        .map_err(|error| failed(error.to_string()))?;
    if content.len() > MAX_BYTES {
        return Err(too_large(content.len()));
    }
    Ok(content)
}

/// The name of the score among the root files of a container: the first, unless another is said to be
/// MusicXML.
fn root_file(container: &str) -> Result<String, FormatError> {
    let document = xml::parse(container)?;
    let files = document
        .descendants()
        .filter(|node| node.has_tag_name("rootfile"));
    let is_score = |node: &xml::Node| {
        let kind = node.attribute("media-type");
        kind.is_none_or(|kind| kind.contains("musicxml"))
    };
    let first = files.clone().find(is_score).or(files.clone().next());
    first
        .and_then(|node| node.attribute("full-path"))
        .map(str::to_owned)
        .ok_or_else(|| FormatError::not_musicxml(format!("no root file named in {CONTAINER}")))
}

/// UTF-8, or UTF-16 where the mark at the beginning says so.
fn decoded(bytes: Vec<u8>) -> Result<String, FormatError> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units = bytes[2..]
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.map_err(|_| FormatError::not_musicxml("text found that is no UTF-16"))
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest.to_vec()),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, FormatError> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        FormatError::not_musicxml(format!("byte {at} found that is no UTF-8"))
    })
}
