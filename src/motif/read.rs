//! Scores and cells.

use crate::music::{KeySignature, Note, Pitch, Score, Tick, Voice};

use super::cells::{BAR_CELLS, Cell, Motif};
use super::error::MotifError;

/// Ticks of a cell: a sixteenth.
pub(super) const CELL: u32 = 120;
/// Fewer notes are no motif.
const FEWEST: usize = 2;

/// The motif of one voice in two bars from `bar` on, with the pitch of the tonic that it is relative to.
///
/// A note that sounds on from the bar before begins here. Of notes that begin together the highest counts.
///
/// # Errors
/// [`MotifError::BadBar`] in another metre, [`MotifError::NoLine`] where there are no two notes, notes off the
/// sixteenths, or too wide a line.
pub fn read_motif(
    score: &Score,
    voice: Voice,
    key: KeySignature,
    bar: u32,
) -> Result<(Motif, Pitch), MotifError> {
    let meter = score.meter();
    let starts = [0, 1, 2].map(|next| meter.bar_start(bar + next).get());
    let bar_ticks = starts[1] - starts[0];
    let n_cells = (bar_ticks / CELL) as usize;
    let is_even = bar_ticks == starts[2] - starts[1] && bar_ticks.is_multiple_of(CELL);
    if !is_even || !BAR_CELLS.contains(&n_cells) {
        return Err(MotifError::BadBar { found: bar_ticks });
    }
    let notes: Vec<&Note> = score
        .voice(voice)
        .filter(|note| note.onset.get() < starts[2] && note.end().get() > starts[0])
        .collect();
    let no_line = MotifError::NoLine { bar };
    let tonic = tonic_of(&notes, key).ok_or(no_line.clone())?;
    let mut cells = vec![Cell::Rest; 2 * n_cells];
    for note in &notes {
        let from = note.onset.get().max(starts[0]) - starts[0];
        let to = note.end().get().min(starts[2]) - starts[0];
        if !from.is_multiple_of(CELL) {
            return Err(no_line);
        }
        let degree = note.pitch.midi() as i8 - tonic.midi() as i8;
        let (first, last) = ((from / CELL) as usize, to.div_ceil(CELL) as usize);
        if matches!(cells[first], Cell::Pitch(higher) if higher >= degree) {
            continue;
        }
        cells[first] = Cell::Pitch(degree);
        // Where the next note begins, it takes the cell over.
        cells[first + 1..last.max(first + 1)].fill(Cell::Hold);
    }
    let motif = Motif {
        mode: key.mode(),
        cells,
    };
    let is_in_reach = motif.cells.iter().all(|cell| cell.symbol().is_some());
    if motif.n_onsets() < FEWEST || !is_in_reach {
        return Err(no_line);
    }
    Ok((motif, tonic))
}

/// All motifs of a voice, two bars each, one after the other.
pub fn motifs_of(score: &Score, voice: Voice, key: KeySignature) -> Vec<Motif> {
    let bars = (0..score.n_bars()).step_by(2);
    let motifs = bars.filter_map(|bar| read_motif(score, voice, key, bar).ok());
    motifs.map(|(motif, _)| motif).collect()
}

/// The tonic next below the middle of the notes.
fn tonic_of(notes: &[&Note], key: KeySignature) -> Option<Pitch> {
    let pitches = || notes.iter().map(|note| i64::from(note.pitch.midi()));
    let middle = pitches().min()?.midpoint(pitches().max()?);
    let above = (middle - i64::from(key.tonic().get())).rem_euclid(12);
    Pitch::new(middle - above).ok()
}

/// Where a cell begins.
pub(super) fn tick_of(start: Tick, cell: usize) -> Option<Tick> {
    Tick::new(start.get() + CELL * cell as u32).ok()
}
