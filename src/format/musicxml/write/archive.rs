//! A score in its compressed archive.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::super::FormatError;
use super::piece::write_musicxml;
use super::text::XmlText;
use crate::music::Score;

/// The file of the archive that holds the score.
const SCORE: &str = "score.musicxml";

/// What the archive and the score are called by other programs.
const ARCHIVE_TYPE: &str = "application/vnd.recordare.musicxml";
const SCORE_TYPE: &str = "application/vnd.recordare.musicxml+xml";

/// Writes a score as compressed MusicXML (`.mxl`): the same score gives the same bytes.
///
/// # Errors
/// As [`write_musicxml`].
pub fn write_mxl(score: &Score) -> Result<Vec<u8>, FormatError> {
    let text = write_musicxml(score)?;
    packed(&text).map_err(|error| FormatError::Unwritable {
        reason: error.to_string(),
    })
}

fn packed(text: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let compressed = plain.compression_method(CompressionMethod::Deflated);
    // Its type stands first and plain, so that it can be told from the first bytes.
    archive.start_file("mimetype", plain)?;
    archive.write_all(ARCHIVE_TYPE.as_bytes())?;
    archive.start_file("META-INF/container.xml", compressed)?;
    archive.write_all(container().as_bytes())?;
    archive.start_file(SCORE, compressed)?;
    archive.write_all(text.as_bytes())?;
    Ok(archive.finish()?.into_inner())
}

/// Where the score is.
fn container() -> String {
    let mut xml = XmlText::new("");
    xml.around("container", &[], |xml| {
        xml.around("rootfiles", &[], |xml| {
            let attributes = [("full-path", SCORE), ("media-type", SCORE_TYPE)];
            xml.empty("rootfile", &attributes);
        });
    });
    xml.finish()
}
