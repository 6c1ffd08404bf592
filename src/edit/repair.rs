//! Repair: the smallest changes of selected notes that mend breaches of voice leading.

use super::passage::Passage;
use super::request::Edited;
use crate::music::{Interval, Note, NoteId, Score, Tick};
use crate::theory::{Finding, Rule, Scale, check_voice_leading};

/// Semitones by which a note is tried elsewhere, the smallest first.
const MOVES: [i8; 14] = [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 7, -7, 12, -12];
/// How many of them are tried where two notes move at once.
const MOVES_OF_TWO: usize = 6;
/// Changes of two notes that are tried, the cheapest first.
const MOST_PAIRS: usize = 120;
/// What a change costs: a semitone, and a note that leaves its harmony or its scale.
const EACH_SEMITONE: f64 = 0.1;
const OUT_OF_HARMONY: f64 = 1.5;
const OUT_OF_SCALE: f64 = 3.0;
/// Ticks around a breach that are looked over: what a single note does reaches no farther.
const AROUND: u32 = 2 * 1920;
/// Rounds over the whole score.
const MOST_ROUNDS: usize = 4;

/// A change that is tried.
struct Trial {
    cost: f64,
    notes: Vec<Note>,
}

impl Passage<'_> {
    /// Mends breaches that selected notes have part in, one after another; others are named.
    pub fn repaired(&self) -> Edited {
        let mut score = self.score.clone();
        let mut hopeless: Vec<Finding> = Vec::new();
        for _ in 0..MOST_ROUNDS {
            let mut is_better = false;
            hopeless.clear();
            for finding in self.mine(&score) {
                // One repair may have mended another.
                if !check_around(&score, finding.tick).contains(&finding) {
                    continue;
                }
                match self.mended(&score, &finding) {
                    Some(better) => {
                        score = better;
                        is_better = true;
                    }
                    None => hopeless.push(finding),
                }
            }
            if !is_better {
                break;
            }
        }
        // What is heard as keys and chords may change with the notes: the whole is judged once more.
        if check_voice_leading(&score).len() > check_voice_leading(self.score).len() {
            return Edited {
                notes: self.score.notes().to_vec(),
                remarks: vec!["nothing was repaired: it would have made other breaches".to_owned()],
            };
        }
        let left = self.mine(&score);
        Edited {
            remarks: left.iter().map(|it| self.remark(&score, it)).collect(),
            notes: score.notes().to_vec(),
        }
    }

    /// Breaches in which a selected note has part.
    fn mine(&self, score: &Score) -> Vec<Finding> {
        let all = check_voice_leading(score).into_iter();
        all.filter(|finding| !self.concerned(score, finding).is_empty())
            .collect()
    }

    /// Selected notes that have part in a breach.
    fn concerned(&self, score: &Score, finding: &Finding) -> Vec<Note> {
        let sounds = |note: &&Note| {
            finding.voices.contains(&note.voice)
                && [finding.from, finding.tick]
                    .iter()
                    .any(|tick| note.sounds_at(*tick))
        };
        let notes = score.notes().iter().filter(sounds);
        notes
            .filter(|note| self.may_change(note))
            .copied()
            .collect()
    }

    /// The score after the smallest change that leaves fewer breaches, none of them new elsewhere.
    fn mended(&self, score: &Score, finding: &Finding) -> Option<Score> {
        let notes = self.concerned(score, finding);
        let mut trials: Vec<Trial> = Vec::new();
        for note in &notes {
            trials.extend(self.moves(note, MOVES.len()));
        }
        let better = best(score, finding.tick, trials);
        if better.is_some() {
            return better;
        }
        let mut pairs: Vec<Trial> = Vec::new();
        for (at, one) in notes.iter().enumerate() {
            for other in &notes[at + 1..] {
                let others: Vec<Trial> = self.moves(other, MOVES_OF_TWO).collect();
                for first in self.moves(one, MOVES_OF_TWO) {
                    pairs.extend(others.iter().map(|second| Trial {
                        cost: first.cost + second.cost,
                        notes: [first.notes.clone(), second.notes.clone()].concat(),
                    }));
                }
            }
        }
        pairs.sort_by(|one, other| one.cost.total_cmp(&other.cost));
        pairs.truncate(MOST_PAIRS);
        best(score, finding.tick, pairs)
    }

    /// A note at other pitches of its range.
    fn moves(&self, note: &Note, most: usize) -> impl Iterator<Item = Trial> {
        let scale = self.key.map(Scale::of_key);
        let is_in = |pitch| scale.is_none_or(|scale| scale.contains(pitch));
        let (was_in_harmony, was_in_scale) = (self.is_chord_tone(note), is_in(note.pitch.class()));
        let moves = MOVES[..most].iter().filter_map(move |semitones| {
            let pitch = note.pitch.transposed(Interval(*semitones))?;
            let moved = Note { pitch, ..*note };
            if !self.range(note.voice).contains(&pitch.midi()) || !self.is_pitched(note.voice) {
                return None;
            }
            let mut cost = EACH_SEMITONE * f64::from(semitones.unsigned_abs());
            if was_in_harmony && !self.is_chord_tone(&moved) {
                cost += OUT_OF_HARMONY;
            }
            if was_in_scale && !is_in(pitch.class()) {
                cost += OUT_OF_SCALE;
            }
            Some(Trial {
                cost,
                notes: vec![moved],
            })
        });
        moves.collect::<Vec<_>>().into_iter()
    }

    fn remark(&self, score: &Score, finding: &Finding) -> String {
        let voices: Vec<String> = finding
            .voices
            .iter()
            .map(|it| (it.0 + 1).to_string())
            .collect();
        let others = score
            .notes()
            .iter()
            .filter(|note| finding.voices.contains(&note.voice) && note.sounds_at(finding.tick));
        let why = if others.clone().all(|note| self.may_change(note)) {
            "no small change mends it"
        } else {
            "what is not selected stands in its way"
        };
        let noun = if voices.len() > 1 { "voices" } else { "voice" };
        let place = self.place(finding.tick);
        format!(
            "{} in {place}, {noun} {}: {why}",
            finding.rule,
            voices.join(" and ")
        )
    }
}

/// The cheapest change that leaves fewer breaches around a tick, and no graver ones.
fn best(score: &Score, tick: Tick, mut trials: Vec<Trial>) -> Option<Score> {
    let before = weight(&check_around(score, tick));
    trials.sort_by(|one, other| one.cost.total_cmp(&other.cost));
    let mut best: Option<(f64, Score)> = None;
    for trial in trials {
        // What follows costs more by itself than the best does with what it leaves.
        if best.as_ref().is_some_and(|(cost, _)| trial.cost >= *cost) {
            break;
        }
        let Some(changed) = with(score, &trial.notes) else {
            continue;
        };
        let (n_left, left) = weight(&check_around(&changed, tick));
        let cost = trial.cost + left;
        if n_left < before.0 && best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, changed));
        }
    }
    best.map(|(_, changed)| changed)
}

/// How many breaches there are, and how grave they are together.
fn weight(findings: &[Finding]) -> (usize, f64) {
    let grave = |finding: &Finding| match finding.rule {
        Rule::ParallelFifths | Rule::ParallelOctaves | Rule::ParallelUnisons => 4.0,
        Rule::VoiceCrossing | Rule::OutOfRange | Rule::UnresolvedLeadingTone => 3.0,
        _ => 2.0,
    };
    (findings.len(), findings.iter().map(grave).sum())
}

/// A score with some notes in place of those of their names.
fn with(score: &Score, changed: &[Note]) -> Option<Score> {
    let now = |id: NoteId| changed.iter().find(|note| note.id == id);
    let notes = score
        .notes()
        .iter()
        .map(|note| *now(note.id).unwrap_or(note));
    Score::new(score.header().clone(), notes.collect()).ok()
}

/// Breaches around a tick.
fn check_around(score: &Score, tick: Tick) -> Vec<Finding> {
    let start = tick.get().saturating_sub(AROUND);
    let end = tick.get().saturating_add(AROUND);
    let notes = score
        .notes()
        .iter()
        .filter(|note| note.end().get() > start && note.onset.get() < end);
    let Ok(part) = Score::new(score.header().clone(), notes.copied().collect()) else {
        return Vec::new();
    };
    check_voice_leading(&part)
}
