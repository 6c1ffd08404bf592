//! How the notes and chords of a score are called.
//!
//! Notes follow the first stage of ps13 (David Meredith, "The ps13 pitch spelling algorithm", Journal of
//! New Music Research 35, 2006): every note around one votes, as if it were the tonic, for the name that
//! the note has in its chromatic scale. Chord symbols then have their notes in thirds.

use super::chord::{Chord, ChordQuality};
use super::name::NoteName;
use super::note::Note;
use super::order::sort_by_rank;
use super::pitch::{Mode, PitchClass};
use super::score::Score;
use super::time::Tick;

/// The names of the notes and chord symbols of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    notes: Vec<NoteName>,
    chords: Vec<Option<ChordName>>,
}

/// The names of a chord symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChordName {
    /// Its root.
    pub root: NoteName,
    /// The lowest note, where it is not the root.
    pub bass: Option<NoteName>,
}

/// Notes that vote, before and after the one that is named. Ten and 42 are what the paper found best;
/// as many on both sides halve the faults in Bach's chorales: `tests/oracles/writers.py` counts them.
const CONTEXT: (usize, usize) = (20, 20);

/// Fifths from the tonic to the notes of its chromatic scale, by semitones: Db, D, Eb, E, F, F# ... in C.
const CHROMATIC: [i64; 12] = [0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5];

impl Spelling {
    /// Spells a score: by its key, or the signature that fits most notes, and by what is around each note.
    pub fn of(score: &Score) -> Self {
        let tonic = tonic_of(score);
        let mut notes = by_votes(score, tonic);
        let mut chords = Vec::with_capacity(score.header().chords.len());
        let changes = &score.header().chords;
        for (index, change) in changes.iter().enumerate() {
            let end = changes.get(index + 1).map(|next| next.tick);
            let end = end.unwrap_or(score.end()).max(change.tick);
            let name = change.chord.map(|chord| {
                let here = indices_from(score, change.tick, end);
                name_chord(chord, &mut notes[here.clone()], &score.notes()[here], tonic)
            });
            chords.push(name);
        }
        Self { notes, chords }
    }

    /// A name for every note, in their order. Those of drums mean nothing.
    pub fn notes(&self) -> &[NoteName] {
        &self.notes
    }

    /// Names for every chord change of the header, in their order; `None` where there is no chord.
    pub fn chords(&self) -> &[Option<ChordName>] {
        &self.chords
    }
}

/// The places of the notes that begin from one tick to before another.
fn indices_from(score: &Score, start: Tick, end: Tick) -> std::ops::Range<usize> {
    let place = |tick| score.notes().partition_point(|note| note.onset < tick);
    place(start)..place(end).max(place(start))
}

/// The tonic on the line of fifths; without key, that of the major key with most of the notes.
fn tonic_of(score: &Score) -> i64 {
    if let Some(key) = score.header().key {
        let tonic_of_mode = if key.mode() == Mode::Minor { 3 } else { 0 };
        return i64::from(key.sharps()) + tonic_of_mode;
    }
    let mut counts = [0_usize; 12];
    for note in score.notes().iter().filter(|note| is_pitched(score, note)) {
        counts[usize::from(note.pitch.class().get())] += 1;
    }
    let fitting = |tonic: &i64| -> usize {
        let scale = tonic - 1..=tonic + 5;
        scale
            .map(|fifths| counts[usize::from(PitchClass::of(fifths * 7).get())])
            .sum()
    };
    let tonics = (-5..=6).max_by_key(|tonic: &i64| (fitting(tonic), -tonic.abs()));
    tonics.unwrap_or(0)
}

fn is_pitched(score: &Score, note: &Note) -> bool {
    !score.is_percussion(note.voice)
}

/// A name for every note, by the votes of those around it.
fn by_votes(score: &Score, tonic: i64) -> Vec<NoteName> {
    let mut names = vec![NoteName::at(0); score.notes().len()];
    let drums: Vec<bool> = (0..=u8::MAX)
        .map(|voice| score.is_percussion(super::note::Voice(voice)))
        .collect();
    let mut order: Vec<usize> = (0..names.len())
        .filter(|index| !drums[usize::from(score.notes()[*index].voice.0)])
        .collect();
    sort_by_rank(&mut order, |index| {
        let note = &score.notes()[*index];
        [i64::from(note.onset.get()), i64::from(note.pitch.midi()), 0]
    });
    let class = |place: usize| score.notes()[order[place]].pitch.class();
    let mut counts = [0_i64; 12];
    let (mut first, mut after) = (0, 0);
    for place in 0..order.len() {
        while after < order.len().min(place + CONTEXT.1) {
            counts[usize::from(class(after).get())] += 1;
            after += 1;
        }
        while first < place.saturating_sub(CONTEXT.0) {
            counts[usize::from(class(first).get())] -= 1;
            first += 1;
        }
        names[order[place]] = elected(class(place), &counts, tonic);
    }
    names
}

/// The name that most of the notes around give a pitch class.
fn elected(class: PitchClass, counts: &[i64; 12], tonic: i64) -> NoteName {
    let tonic_class = i64::from(PitchClass::of(tonic * 7).get());
    let class = i64::from(class.get());
    let chromatic = |semitones: i64| CHROMATIC[semitones.rem_euclid(12) as usize];
    let mut votes: Vec<(i64, i64)> = Vec::with_capacity(4);
    for (voter, count) in (0..).zip(counts).filter(|(_, count)| **count > 0) {
        let name = tonic + chromatic(voter - tonic_class) + chromatic(class - voter);
        match votes.iter_mut().find(|(voted, _)| *voted == name) {
            Some((_, votes)) => *votes += count,
            None => votes.push((name, *count)),
        }
    }
    // Of two names with equal votes, the one nearer to the dominant.
    let best = votes
        .into_iter()
        .max_by_key(|(name, votes)| (*votes, -(name - tonic - 1).abs()));
    NoteName::at(best.map_or(tonic + chromatic(class - tonic_class), |(name, _)| name))
}

/// Names a chord by the notes under it, and those notes in thirds from its root.
fn name_chord(chord: Chord, names: &mut [NoteName], notes: &[Note], tonic: i64) -> ChordName {
    let root = root_of(chord, names, notes, tonic);
    let above = |class: PitchClass| {
        let interval = i64::from(class.get()) - i64::from(chord.root.get());
        let interval = interval.rem_euclid(12) as i8;
        let is_in = chord.quality.intervals().contains(&interval);
        is_in.then(|| NoteName::at(i64::from(root.fifths()) + in_thirds(chord.quality, interval)))
    };
    // What can be read from every one of its notes does not tell how they are written.
    let is_even = matches!(
        chord.quality,
        ChordQuality::Diminished7 | ChordQuality::Augmented
    );
    if !is_even {
        for (name, note) in names.iter_mut().zip(notes) {
            *name = above(note.pitch.class()).unwrap_or(*name);
        }
    }
    let bass = chord.bass.map(|bass| {
        let near = i64::from(root.fifths()) + 1;
        above(bass).unwrap_or(NoteName::nearest(bass, near))
    });
    ChordName { root, bass }
}

/// The name of the root for which the chord's notes lie nearest to those under it, else to the key.
fn root_of(chord: Chord, names: &[NoteName], notes: &[Note], tonic: i64) -> NoteName {
    let near = NoteName::nearest(chord.root, tonic + 1);
    let tones = |root: i64| {
        let intervals = chord.quality.intervals().iter();
        intervals.map(move |interval| (*interval, root + in_thirds(chord.quality, *interval)))
    };
    let distance = |root: i64| -> i64 {
        let to_key: i64 = tones(root).map(|(_, name)| (name - tonic - 1).abs()).sum();
        let named = names.iter().zip(notes);
        let disagreeing = named.filter(|(name, note)| {
            let mut tones = tones(root);
            tones.any(|(_, tone)| {
                PitchClass::of(tone * 7) == note.pitch.class() && tone != i64::from(name.fifths())
            })
        });
        // A single note named otherwise weighs more than any key.
        disagreeing.count() as i64 * 1_000 + to_key
    };
    let near = i64::from(near.fifths());
    let roots = [near, near - 12, near + 12];
    let best = roots.into_iter().min_by_key(|root| distance(*root));
    NoteName::at(best.unwrap_or(near))
}

/// Fifths from the root to a note of a chord, so that neighbours are thirds apart.
fn in_thirds(quality: ChordQuality, semitones: i8) -> i64 {
    match semitones {
        6 => -6,
        8 => 8,
        9 if quality == ChordQuality::Diminished7 => -9,
        _ => CHROMATIC[usize::from(semitones.rem_euclid(12) as u8)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{
        ChordChange, Duration, NoteId, Pitch, ScoreHeader, TICKS_PER_QUARTER, Velocity, Voice,
    };

    /// Names of quarter notes in one voice, with chord symbols by quarter.
    fn spelled(key: &str, pitches: &[i64], chords: &[(u32, &str)]) -> (String, String) {
        let at = |quarter: u32| Tick::new(quarter * TICKS_PER_QUARTER).unwrap();
        let notes = pitches.iter().enumerate().map(|(index, pitch)| Note {
            id: NoteId(index as u32),
            voice: Voice(0),
            pitch: Pitch::new(*pitch).unwrap(),
            onset: at(index as u32),
            duration: Duration::QUARTER,
            velocity: Velocity::DEFAULT,
        });
        let header = ScoreHeader {
            key: key.parse().ok(),
            chords: chords
                .iter()
                .map(|(quarter, symbol)| ChordChange {
                    tick: at(*quarter),
                    chord: symbol.parse().ok(),
                })
                .collect(),
            ..ScoreHeader::default()
        };
        let spelling = Spelling::of(&Score::new(header, notes.collect()).unwrap());
        let notes: Vec<String> = spelling.notes().iter().map(NoteName::to_string).collect();
        let chord = |name: &Option<ChordName>| match name {
            Some(ChordName {
                root,
                bass: Some(bass),
            }) => format!("{root}/{bass}"),
            Some(ChordName { root, .. }) => root.to_string(),
            None => "-".to_owned(),
        };
        let chords: Vec<String> = spelling.chords().iter().map(chord).collect();
        (notes.join(" "), chords.join(" "))
    }

    #[test]
    fn scales_are_spelled_by_their_key() {
        let scale = |tonic: i64, steps: [i64; 8]| steps.map(|step| tonic + step);
        let major = [0, 2, 4, 5, 7, 9, 11, 12];
        let minor = [0, 2, 3, 5, 7, 9, 11, 12];
        let check = |key, notes: &[i64], names| assert_eq!(spelled(key, notes, &[]).0, names);
        check("E major", &scale(64, major), "E F# G# A B C# D# E");
        check("Db major", &scale(61, major), "Db Eb F Gb Ab Bb C Db");
        check("F# minor", &scale(66, minor), "F# G# A B C# D# E# F#");
        check("G# minor", &scale(68, minor), "G# A# B C# D# E# F## G#");
        check("C minor", &scale(60, minor), "C D Eb F G A B C");
        check("", &scale(68, major), "Ab Bb C Db Eb F G Ab");
    }

    #[test]
    fn a_leading_tone_on_the_way_to_another_key_is_sharp() {
        let (notes, _) = spelled(
            "C major",
            &[64, 69, 68, 71, 64, 74, 72, 71, 69, 68, 69],
            &[],
        );
        assert_eq!(notes, "E A G# B E D C B A G# A");
    }

    #[test]
    fn chords_stand_in_thirds() {
        let notes = [64, 68, 71, 74, 68, 72, 75, 60];
        let (notes, chords) = spelled("C major", &notes, &[(0, "E7/G#"), (4, "Ab"), (7, "C/Bb")]);
        assert_eq!(notes, "E G# B D Ab C Eb C");
        assert_eq!(chords, "E/G# Ab C/Bb");
    }

    #[test]
    fn symbols_without_notes_follow_the_key() {
        let check = |key, chord, name| {
            let (_, chords) = spelled(key, &[], &[(0, chord)]);
            assert_eq!(chords, name, "{chord} in {key}");
        };
        check("E major", "Ab7", "G#");
        check("Ab major", "Ab7", "Ab");
        check("C major", "Dbdim7", "C#");
        check("C major", "F#m7b5", "F#");
        check("A minor", "Abdim7", "G#");
    }

    #[test]
    fn names_always_fit_their_pitches() {
        let pitches: Vec<i64> = (0..200).map(|index| index * 7919 % 128).collect();
        for key in ["", "C# major", "Cb major", "A# minor", "Ab minor"] {
            let (names, _) = spelled(key, &pitches, &[(3, "Gb"), (20, "Ebdim7"), (40, "Baug")]);
            for (name, pitch) in names.split(' ').zip(&pitches) {
                let chord: Chord = name.replace("##", "♯♯").parse().unwrap();
                assert_eq!(i64::from(chord.root.get()), pitch % 12, "{name} in {key}");
            }
        }
    }
}
