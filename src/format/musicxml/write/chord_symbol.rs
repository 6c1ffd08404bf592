//! Chord symbols above the staff.

use super::text::XmlText;
use crate::music::{Chord, ChordName, ChordQuality, NoteName};

/// Writes a chord symbol that begins `offset` ticks after the place in the text; `None` says that there
/// is no chord.
pub(super) fn write(xml: &mut XmlText, chord: Option<(Chord, ChordName)>, offset: u32) {
    xml.around("harmony", &[], |xml| {
        if let Some((chord, name)) = chord {
            xml.around("root", &[], |xml| letter(xml, "root", name.root));
            xml.leaf(
                "kind",
                &[("text", chord.quality.symbol())],
                kind(chord.quality),
            );
            if let Some(bass) = name.bass {
                xml.around("bass", &[], |xml| letter(xml, "bass", bass));
            }
        } else {
            // A kind does not stand without a root.
            xml.around("root", &[], |xml| {
                xml.leaf("root-step", &[("text", "")], "C")
            });
            xml.leaf("kind", &[("text", "N.C.")], "none");
        }
        if offset > 0 {
            xml.plain("offset", offset);
        }
    });
}

fn letter(xml: &mut XmlText, of: &str, name: NoteName) {
    xml.plain(&format!("{of}-step"), name.letter());
    if name.alteration() != 0 {
        xml.plain(&format!("{of}-alter"), name.alteration());
    }
}

/// MusicXML's name of a quality.
fn kind(quality: ChordQuality) -> &'static str {
    match quality {
        ChordQuality::Major => "major",
        ChordQuality::Minor => "minor",
        ChordQuality::Diminished => "diminished",
        ChordQuality::Augmented => "augmented",
        ChordQuality::Suspended => "suspended-fourth",
        ChordQuality::Dominant7 => "dominant",
        ChordQuality::Major7 => "major-seventh",
        ChordQuality::Minor7 => "minor-seventh",
        ChordQuality::HalfDiminished7 => "half-diminished",
        ChordQuality::Diminished7 => "diminished-seventh",
        ChordQuality::Major6 => "major-sixth",
        ChordQuality::Minor6 => "minor-sixth",
    }
}
