//! An n-gram with back-off: the bar that the network must clear, and a voice of its own.

use std::collections::HashMap;

use crate::token::{Cue, Event, N_VOICES, Vocabulary};

use super::input::Input;
use super::language_model::{LanguageModel, ModelError};

/// Longest run of tokens a context holds.
const LONGEST_RUN: usize = 6;

/// Number of contexts a prediction blends, from the vaguest to the most exact.
const N_CONTEXTS: usize = 6;

/// What followed a context: how often in all, and each token how often.
#[derive(Debug, Clone, Default)]
struct Followers {
    total: u32,
    counts: Vec<(u16, u32)>,
}

/// What an n-gram looks back at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NGramView {
    /// The place in the bar, what every voice sounds and which voice spoke last: a chord and the
    /// voices above are seen, not only the tokens before. Best for several lines.
    #[default]
    Voices,
    /// The last tokens, whatever they are, and the place in the bar. Best for one line, and drums.
    Run,
}

/// Counts of what follows which context, blended by Witten and Bell's rule.
///
/// Pieces should be counted, and texts predicted, in one key: the n-gram does not know that keys are alike.
///
/// Source: Witten, Bell, "The zero-frequency problem", IEEE Transactions on Information Theory 37, 1991, method C.
#[derive(Debug, Clone, Default)]
pub struct NGram {
    view: NGramView,
    followers: HashMap<u64, Followers>,
}

impl NGram {
    /// An n-gram that has counted nothing.
    pub fn new(view: NGramView) -> Self {
        Self {
            view,
            followers: HashMap::new(),
        }
    }

    /// Counts a whole text.
    pub fn count(&mut self, text: &[Input]) {
        let mut state = State::default();
        for (index, input) in text.iter().enumerate() {
            if index > 0 {
                for context in state.contexts(self.view) {
                    self.followers
                        .entry(context)
                        .or_default()
                        .add(input.token.index() as u16);
                }
            }
            state.take(input);
        }
    }

    fn probabilities(&self, state: &State) -> Vec<f64> {
        let mut blend = vec![1.0 / Vocabulary::SIZE as f64; Vocabulary::SIZE];
        for context in state.contexts(self.view) {
            let Some(followers) = self.followers.get(&context) else {
                continue;
            };
            let n_types = followers.counts.len() as f64;
            let total = f64::from(followers.total) + n_types;
            for probability in &mut blend {
                *probability *= n_types / total;
            }
            for (token, count) in &followers.counts {
                blend[usize::from(*token)] += f64::from(*count) / total;
            }
        }
        blend
    }
}

impl Followers {
    fn add(&mut self, token: u16) {
        self.total += 1;
        match self.counts.iter_mut().find(|(known, _)| *known == token) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((token, 1)),
        }
    }
}

/// What of a text the contexts look at.
#[derive(Debug, Clone, Default)]
struct State {
    run: Vec<u64>,
    cue: Cue,
    /// Who spoke last at this place, counted from 1; 0 for nobody yet.
    speaker: u64,
    /// Last pitch of every voice, counted from 1; 0 for none yet.
    last: [u64; N_VOICES],
    /// Pitch of the note whose duration is due.
    due: Option<u64>,
    last_duration: u64,
    n_taken: usize,
}

impl State {
    fn take(&mut self, input: &Input) {
        self.n_taken += 1;
        self.cue = input.cue;
        self.run.insert(0, input.token.index() as u64 + 1);
        self.run.truncate(LONGEST_RUN);
        self.due = None;
        match Vocabulary::event(input.token) {
            Event::Note(voice, pitch) => {
                self.speaker = u64::from(voice.0) + 1;
                self.due = Some(pitch.index() as u64 + 1);
                self.last[usize::from(voice.0) % N_VOICES] = pitch.index() as u64 + 1;
            }
            Event::Duration(steps) => self.last_duration = u64::from(steps),
            Event::Bar(_) | Event::Position(_) => {
                self.speaker = 0;
                self.last_duration = 0;
            }
            _ => {}
        }
    }

    /// Contexts as hashes, from the vaguest to the most exact.
    fn contexts(&self, view: NGramView) -> [u64; N_CONTEXTS] {
        match view {
            NGramView::Voices => self.contexts_of_voices(),
            NGramView::Run => self.contexts_of_run(),
        }
    }

    fn contexts_of_run(&self) -> [u64; N_CONTEXTS] {
        let run: [u64; LONGEST_RUN] =
            std::array::from_fn(|index| self.run.get(index).copied().unwrap_or(0));
        let position = u64::from(self.cue.position);
        [
            hash(20, &run[..1]),
            hash(21, &[run[0], position]),
            hash(22, &[run[0], run[1], position]),
            hash(23, &run[..3]),
            hash(24, &[run[0], run[1], run[2], run[3], position]),
            hash(25, &run[..6]),
        ]
    }

    fn contexts_of_voices(&self) -> [u64; N_CONTEXTS] {
        let position = u64::from(self.cue.position);
        let next_end = u64::from(self.cue.next_end);
        let sounding: [u64; N_VOICES] = self
            .cue
            .sounding
            .map(|pitch| pitch.map_or(0, |pitch| pitch.index() as u64 + 1));
        let silent = sounding
            .iter()
            .fold(0, |mask, pitch| mask * 2 + u64::from(*pitch == 0));
        let run: [u64; LONGEST_RUN] =
            std::array::from_fn(|index| self.run.get(index).copied().unwrap_or(0));
        let who = self.speaker;
        if let Some(pitch) = self.due {
            let length = self.last_duration;
            return [
                hash(0, &[who]),
                hash(1, &[who, length]),
                hash(2, &[who, length, position]),
                hash(3, &[who, length, position, next_end]),
                hash(4, &[who, length, position, next_end, silent, pitch]),
                hash(
                    5,
                    &[
                        who,
                        length,
                        position,
                        next_end,
                        sounding[0],
                        sounding[3],
                        pitch,
                    ],
                ),
            ];
        }
        // Whose turn it is, if a note comes: the first silent voice after the speaker.
        let next = (self.speaker as usize..N_VOICES).find(|voice| sounding[*voice] == 0);
        let before = next.map_or(0, |voice| self.last[voice]);
        let above = next
            .and_then(|voice| voice.checked_sub(1))
            .map_or(0, |voice| sounding[voice]);
        let word = run[0].min(2);
        [
            hash(10, &[who, silent, word]),
            hash(11, &[who, silent, next_end, position]),
            hash(12, &[who, silent, next_end.min(1), before]),
            hash(13, &[who, silent, next_end, before, above]),
            hash(
                14,
                &[
                    who,
                    silent,
                    next_end,
                    before,
                    above,
                    sounding[0],
                    sounding[3],
                ],
            ),
            hash(
                15,
                &[
                    who,
                    next_end,
                    position,
                    before,
                    sounding[0],
                    sounding[1],
                    sounding[2],
                    sounding[3],
                ],
            ),
        ]
    }
}

/// FNV-1a over whole numbers; a collision costs a little accuracy, nothing more.
fn hash(level: u64, parts: &[u64]) -> u64 {
    parts.iter().fold(
        0xcbf2_9ce4_8422_2325 ^ level.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        |hash, part| {
            (hash ^ part)
                .wrapping_mul(0x0000_0100_0000_01b3)
                .rotate_left(23)
        },
    )
}

/// An n-gram reading one text.
#[derive(Debug, Clone)]
pub struct NGramPlayer<'a> {
    ngram: &'a NGram,
    state: State,
    read: Vec<Input>,
}

impl<'a> NGramPlayer<'a> {
    /// A player that has read nothing.
    pub fn new(ngram: &'a NGram) -> Self {
        Self {
            ngram,
            state: State::default(),
            read: Vec::new(),
        }
    }

    /// Takes places and foretells the next: [`LanguageModel::feed`] without waiting.
    pub fn read(&mut self, inputs: &[Input]) -> Vec<f32> {
        for input in inputs {
            self.state.take(input);
        }
        self.read.extend(inputs);
        self.ngram
            .probabilities(&self.state)
            .into_iter()
            .map(|probability| probability.ln() as f32)
            .collect()
    }
}

impl LanguageModel for NGramPlayer<'_> {
    async fn feed_each(
        &mut self,
        inputs: &[Input],
        from: usize,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        let (before, asked) = inputs.split_at(from.min(inputs.len().saturating_sub(1)));
        self.read(before);
        let each = asked.iter().map(|input| self.read(&[*input]));
        Ok(each.collect())
    }

    fn rewind(&mut self, n_fed: usize) {
        self.read.truncate(n_fed);
        self.state = State::default();
        for input in &self.read {
            self.state.take(input);
        }
    }

    fn n_fed(&self) -> usize {
        self.state.n_taken
    }

    fn capacity(&self) -> usize {
        usize::MAX / 2
    }
}
