//! Two bars of a score moved through the space of motifs.

use crate::model::Rng;
use crate::music::{Duration, KeySignature, Note, NoteId, Score, Tick, Velocity, Voice};
use crate::token::Style;

use super::cells::Motif;
use super::error::MotifError;
use super::model::{LATENT, Latent, MotifModel};
use super::read::read_motif;
use super::write::write_motif;

/// How far the edge of a pad is from its middle, in the space of motifs.
const EDGE: f32 = 2.0;

/// Where a motif goes.
#[derive(Debug, Clone, PartialEq)]
pub enum MotifStep {
    /// So far away, 0 to 1, in a random direction.
    Vary {
        /// How far.
        amount: f64,
        /// Seed of the direction.
        rng_seed: u64,
    },
    /// To a point of a pad, -1 to 1 both ways, in whose middle it lies; the middle is the motif itself.
    Walk {
        /// To the right.
        x: f64,
        /// Up.
        y: f64,
        /// Seed of the two directions.
        rng_seed: u64,
    },
    /// Towards another motif of the score.
    Morph {
        /// Its voice.
        voice: Voice,
        /// Its first bar.
        bar: u32,
        /// How far: 0 not at all, 1 all the way.
        share: f64,
    },
}

/// What is to change.
#[derive(Debug, Clone, PartialEq)]
pub struct MotifChange {
    /// The style it is to sound like.
    pub style: Style,
    /// The key.
    pub key: KeySignature,
    /// The voice.
    pub voice: Voice,
    /// The first of the two bars, counted from 0.
    pub bar: u32,
    /// Where it goes.
    pub step: MotifStep,
}

/// A score with other notes in two bars of a voice.
#[derive(Debug, Clone, PartialEq)]
pub struct MotifChanged {
    /// The score without `removed` and with `added`; every other note is as it was.
    pub score: Score,
    /// New notes, in order.
    pub added: Vec<Note>,
    /// Notes that are gone.
    pub removed: Vec<NoteId>,
}

impl MotifModel {
    /// Changes the motif of a voice in two bars. What began before them and sounds into them stays.
    ///
    /// # Errors
    /// [`MotifError`] where there is no motif, or the score cannot hold what was written.
    pub fn change(&self, score: &Score, change: &MotifChange) -> Result<MotifChanged, MotifError> {
        let (voice, key, bar) = (change.voice, change.key, change.bar);
        let (motif, tonic) = read_motif(score, voice, key, bar)?;
        let moved = self.moved(score, change, &motif)?;
        let meter = score.meter();
        let span = meter.bar_start(bar)..meter.bar_start(bar + 2);
        let sounds_in = |note: &&Note| note.onset < span.start && note.end() > span.start;
        let free_from = score.voice(voice).filter(sounds_in).map(Note::end).max();
        let removed: Vec<NoteId> = score
            .voice(voice)
            .filter(|note| span.contains(&note.onset))
            .map(|note| note.id)
            .collect();
        let mut next_id = score.next_id().0;
        let mut added = Vec::new();
        for note in write_motif(&moved, tonic, span.start) {
            let end = note.onset.get() + note.duration.get();
            let onset = note.onset.max(free_from.unwrap_or(Tick::ZERO));
            let Some(length) = end.checked_sub(onset.get()).filter(|ticks| *ticks > 0) else {
                continue;
            };
            added.push(Note {
                id: NoteId(next_id),
                voice,
                pitch: note.pitch,
                onset,
                duration: Duration::new(length).unwrap_or(note.duration),
                velocity: Velocity::DEFAULT,
            });
            next_id += 1;
        }
        let kept = score
            .notes()
            .iter()
            .filter(|note| !removed.contains(&note.id));
        let notes = kept.chain(&added).copied().collect();
        Ok(MotifChanged {
            score: Score::new(score.header().clone(), notes)?,
            added,
            removed,
        })
    }

    fn moved(
        &self,
        score: &Score,
        change: &MotifChange,
        motif: &Motif,
    ) -> Result<Motif, MotifError> {
        let style = change.style;
        match change.step {
            MotifStep::Vary { amount, rng_seed } => self.vary(motif, style, amount, rng_seed),
            MotifStep::Morph { voice, bar, share } => {
                let (other, _) = read_motif(score, voice, change.key, bar)?;
                match share {
                    share if share <= 0.0 => Ok(motif.clone()),
                    share if share >= 1.0 && other.cells.len() == motif.cells.len() => Ok(other),
                    share => self.morph((motif, &other), style, share),
                }
            }
            MotifStep::Walk { x, y, rng_seed } => {
                if x == 0.0 && y == 0.0 {
                    return Ok(motif.clone());
                }
                let mut place = self.encode(motif, style);
                let [right, up] = directions(rng_seed);
                for (index, number) in place.iter_mut().enumerate() {
                    *number += EDGE * (x as f32 * right[index] + y as f32 * up[index]);
                }
                self.decode(&place, style, motif.mode, motif.bar_cells())
            }
        }
    }
}

/// Two directions at right angles, each of length 1.
fn directions(rng_seed: u64) -> [Latent; 2] {
    let mut rng = Rng::new(rng_seed);
    let mut random = || -> Latent { std::array::from_fn(|_| rng.next_normal() as f32) };
    let (right, mut up) = (unit(random()), random());
    let along: f32 = right.iter().zip(&up).map(|(a, b)| a * b).sum();
    for index in 0..LATENT {
        up[index] -= along * right[index];
    }
    [right, unit(up)]
}

fn unit(direction: Latent) -> Latent {
    let length = direction
        .iter()
        .map(|number| number * number)
        .sum::<f32>()
        .sqrt();
    direction.map(|number| number / length.max(f32::EPSILON))
}
