//! What the readers of text formats share: notes and bar lines on their way to a score.

use super::FormatError;
use super::moment::Moment;
use crate::music::{
    Chord, ChordChange, Duration, KeySignature, Meter, Mode, Note, NoteId, Part, Pitch, PitchClass,
    Score, ScoreHeader, Tempo, TempoChange, Tick, TimeSignature, Velocity, Voice,
};

/// Most notes a file may hold.
pub(super) const MAX_NOTES: usize = 100_000;

/// Largest file that is looked at.
pub(super) const MAX_BYTES: usize = 8 << 20;

/// A note that has no name yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DraftNote {
    pub(super) voice: u8,
    pub(super) pitch: Pitch,
    pub(super) onset: Moment,
    pub(super) end: Moment,
}

/// The start of a written bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BarStart {
    pub(super) onset: Tick,
    pub(super) time_signature: TimeSignature,
}

/// A key as a file tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum DraftKey {
    /// Nothing said.
    #[default]
    Unknown,
    /// Sharps in the signature, negative for flats; the mode is not known.
    Signature(i64),
    /// Tonic and mode.
    Known(KeySignature),
}

/// A score in the making.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) key: DraftKey,
    /// Tempi, in any order.
    pub(super) tempos: Vec<(Moment, Tempo)>,
    pub(super) parts: Vec<Part>,
    pub(super) bars: Vec<BarStart>,
    pub(super) notes: Vec<DraftNote>,
    pub(super) phrase_ends: Vec<Moment>,
    /// Chord symbols; `None` where there is no chord.
    pub(super) chords: Vec<(Moment, Option<Chord>)>,
}

impl Draft {
    /// Adds a note.
    pub(super) fn push(&mut self, note: DraftNote) -> Result<(), FormatError> {
        if self.notes.len() >= MAX_NOTES {
            return Err(FormatError::TooManyNotes { allowed: MAX_NOTES });
        }
        self.notes.push(note);
        Ok(())
    }

    /// The score: notes named in order, metre from the bars, key guessed where only its signature is known.
    pub(super) fn finish(mut self) -> Result<Score, FormatError> {
        self.notes
            .retain(|note| note.onset.tick() < note.end.tick());
        if self.notes.is_empty() {
            return Err(FormatError::NoNotes);
        }
        self.notes
            .sort_by_key(|note| (note.onset, note.voice, std::cmp::Reverse(note.pitch)));
        let key = match self.key {
            DraftKey::Unknown => None,
            DraftKey::Known(key) => Some(key),
            DraftKey::Signature(sharps) => Some(self.guess_mode(sharps)?),
        };
        let end = self.notes.iter().map(|note| note.end.tick()).max();
        let notes = self.notes.iter().enumerate().map(|(index, note)| Note {
            id: NoteId(index as u32),
            voice: Voice(note.voice),
            pitch: note.pitch,
            onset: note.onset.tick(),
            duration: note.end.tick().since(note.onset.tick()),
            velocity: Velocity::DEFAULT,
        });
        let (tempo, tempo_changes) = tempo_of_marks(self.tempos);
        let header = ScoreHeader {
            title: self.title,
            key,
            meter: meter_of_bars(&self.bars, end.unwrap_or_default())?,
            tempo,
            tempo_changes,
            parts: self.parts,
            phrase_ends: self.phrase_ends.iter().map(|end| end.tick()).collect(),
            chords: chord_changes(self.chords),
        };
        Ok(Score::new(header, notes.collect())?)
    }

    /// The key whose tonic the bass ends on.
    ///
    /// Besides major and minor, a piece may end on the second degree of its signature (Dorian, an old
    /// way to write minor), the third (Phrygian, heard as minor) or the fifth (Mixolydian); else the
    /// signature is read as major.
    fn guess_mode(&self, sharps: i64) -> Result<KeySignature, FormatError> {
        let major = KeySignature::new(sharps, Mode::Major)?;
        let last = self
            .notes
            .iter()
            .max_by_key(|note| (note.end, std::cmp::Reverse(note.pitch)));
        let degree = last.map_or(0, |note| {
            (i64::from(note.pitch.midi()) - i64::from(major.tonic().get())).rem_euclid(12)
        });
        let tonic = PitchClass::of(i64::from(major.tonic().get()) + degree);
        Ok(match degree {
            4 | 9 => KeySignature::new(sharps, Mode::Minor)?,
            2 => KeySignature::new((sharps - 1).max(-7), Mode::Minor)?,
            7 => KeySignature::on(tonic, Mode::Major),
            _ => major,
        })
    }
}

/// Most changes of tempo that a score takes from a file; the rest of it keeps the last.
pub(super) const MAX_TEMPO_CHANGES: usize = 4_096;

/// The tempo of a piece and its changes. What is said first holds from the beginning on.
fn tempo_of_marks(mut marks: Vec<(Moment, Tempo)>) -> (Tempo, Vec<TempoChange>) {
    marks.sort_by_key(|(moment, _)| moment.tick());
    marks.truncate(MAX_TEMPO_CHANGES);
    let tempo = marks.first().map_or(Tempo::MODERATE, |(_, tempo)| *tempo);
    let changes = marks.into_iter().map(|(moment, tempo)| TempoChange {
        tick: moment.tick(),
        tempo,
    });
    (tempo, changes.collect())
}

/// Chord symbols in order; of several at one place the last stands, and one that says again what
/// holds already is left out.
fn chord_changes(mut chords: Vec<(Moment, Option<Chord>)>) -> Vec<ChordChange> {
    chords.sort_by_key(|(moment, _)| moment.tick());
    let mut changes: Vec<ChordChange> = Vec::with_capacity(chords.len());
    for (moment, chord) in chords {
        let tick = moment.tick();
        changes.pop_if(|last| last.tick == tick);
        if changes.last().is_none_or(|last| last.chord != chord) {
            changes.push(ChordChange { tick, chord });
        }
    }
    changes
}

/// The metre of written bars.
///
/// A short first bar is a pick-up. A bar line inside a bar whose rest follows (a repeat sign, a half
/// bar at a line's end) is ignored. Any other bar line off the count starts a new stretch of bars.
pub(super) fn meter_of_bars(bars: &[BarStart], end: Tick) -> Result<Meter, FormatError> {
    let mut bars = bars.to_vec();
    bars.dedup_by(|later, earlier| {
        let same = later.onset == earlier.onset;
        if same {
            earlier.time_signature = later.time_signature;
        }
        same
    });
    bars.retain(|bar| bar.onset < end);
    let Some(first) = bars.first().copied() else {
        return Ok(Meter::constant(TimeSignature::COMMON));
    };
    let mut changes = vec![(Tick::ZERO, first.time_signature)];
    let first_length = bars.get(1).map_or(first.time_signature.bar(), |bar| {
        bar.onset.since(Tick::ZERO)
    });
    let is_short = first_length < first.time_signature.bar();
    let mut pickup = if is_short {
        first_length
    } else {
        Duration::ZERO
    };
    let mut bar_line = if is_short {
        Tick::ZERO + pickup
    } else {
        Tick::ZERO + first.time_signature.bar()
    };
    let mut time_signature = first.time_signature;
    for bar in bars.iter().skip(1) {
        if bar.onset > bar_line {
            let length = time_signature.bar().get();
            let n_bars = bar.onset.since(bar_line).get().div_ceil(length);
            bar_line = bar_line + Duration::new(length)?.times(n_bars);
        }
        let has_rest = || {
            bars.binary_search_by_key(&bar_line, |bar| bar.onset)
                .is_ok()
        };
        let is_rest_of_bar =
            bar.onset < bar_line && bar.time_signature == time_signature && has_rest();
        if is_rest_of_bar {
            continue;
        }
        if bar.onset < bar_line || bar.time_signature != time_signature {
            changes.push((bar.onset, bar.time_signature));
            time_signature = bar.time_signature;
            bar_line = bar.onset;
        }
        if bar.onset == bar_line {
            bar_line = bar_line + time_signature.bar();
        }
    }
    if changes
        .get(1)
        .is_some_and(|(tick, _)| *tick <= Tick::ZERO + pickup)
    {
        pickup = Duration::ZERO;
    }
    Ok(Meter::new(pickup, changes)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(starts: &[u32], end: u32, pickup: u32, changes: &[u32]) {
        let bars: Vec<BarStart> = starts
            .iter()
            .map(|&tick| BarStart {
                onset: Tick::new(tick).unwrap(),
                time_signature: TimeSignature::COMMON,
            })
            .collect();
        let meter = meter_of_bars(&bars, Tick::new(end).unwrap()).unwrap();
        let found: Vec<u32> = meter.changes().iter().map(|(tick, _)| tick.get()).collect();
        assert_eq!((meter.pickup().get(), found.as_slice()), (pickup, changes));
    }

    #[test]
    fn bars_become_a_metre() {
        check(&[], 480, 0, &[0]);
        check(&[0, 1920, 3840], 5760, 0, &[0]);
        check(&[0, 480, 2400], 4320, 480, &[0]);
        // A repeat sign in the middle of a bar.
        check(&[0, 480, 1920, 2400], 4320, 480, &[0]);
        check(&[0, 1920, 3360, 3840], 5760, 0, &[0]);
        // A bar too long, and one too short with a new count after it.
        check(&[0, 1920, 4320], 6240, 0, &[0, 4320]);
        check(&[0, 1920, 2880], 4800, 0, &[0, 2880]);
    }
}
