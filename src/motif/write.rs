//! Cells as notes.

use crate::music::{Duration, Interval, Pitch, Tick};

use super::cells::{Cell, Motif};
use super::read::{CELL, tick_of};

/// A note of a motif.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MotifNote {
    /// When it begins.
    pub onset: Tick,
    /// How long it lasts.
    pub duration: Duration,
    /// What sounds.
    pub pitch: Pitch,
}

/// The notes of a motif that begins at `start` above a tonic; pitches outside MIDI are left out.
pub fn write_motif(motif: &Motif, tonic: Pitch, start: Tick) -> Vec<MotifNote> {
    let mut notes: Vec<MotifNote> = Vec::new();
    let mut is_sounding = false;
    for (index, cell) in motif.cells.iter().enumerate() {
        match cell {
            Cell::Rest => is_sounding = false,
            Cell::Hold => {
                if let (true, Some(last)) = (is_sounding, notes.last_mut()) {
                    last.duration = longer(last.duration);
                }
            }
            Cell::Pitch(degree) => {
                let pitch = tonic.transposed(Interval(*degree));
                let parts = (tick_of(start, index), Duration::new(CELL).ok(), pitch);
                is_sounding = false;
                if let (Some(onset), Some(duration), Some(pitch)) = parts {
                    is_sounding = true;
                    notes.push(MotifNote {
                        onset,
                        duration,
                        pitch,
                    });
                }
            }
        }
    }
    notes
}

fn longer(duration: Duration) -> Duration {
    Duration::new(duration.get() + CELL).unwrap_or(duration)
}
