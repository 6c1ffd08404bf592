//! Accompaniments: a bass and chords in the figures of keyboards and bands, their voicings chosen together.

use std::ops::Range;

use super::melody::Draft;
use super::passage::Passage;
use crate::music::{Pitch, Voice};
use crate::token::{NotePitch, Step, Style};
use crate::voicing::{Manners, Place, Slot, choose};

/// An eighth note, in steps.
const EIGHTH: Step = 12;
/// Nats for each semitone by which a note is farther from the middle of its range than two.
const FAR: f64 = 0.2;

/// How a chord is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    /// Held as long as it lasts, struck again with each bar.
    Held,
    /// On the strong beats.
    Strong,
    /// On every beat.
    Beats,
    /// In eighth notes.
    Eighths,
    /// On the beats after the strong ones.
    After,
    /// Note by note, in eighth notes.
    Broken,
}

/// What a voice plays.
struct Role {
    voice: Voice,
    /// Lowest and highest pitch, as MIDI notes.
    range: (u8, u8),
    n_lines: usize,
    figure: Figure,
}

impl Passage<'_> {
    /// Writes the voices of an accompaniment.
    pub fn accompany(&mut self, write: &[Voice]) -> Vec<Draft> {
        let mut roles = self.roles();
        roles.retain(|role| write.contains(&role.voice));
        let places = self.places();
        if roles.is_empty() || places.is_empty() {
            return Vec::new();
        }
        let slots: Vec<Slot> = places
            .iter()
            .map(|place| self.slot(&roles, place))
            .collect();
        let manners = Manners::band(Some(self.key));
        let chosen = choose(&slots, &manners, self.temperature, &mut self.rng);
        let mut drafts = Vec::new();
        for (place, voicing) in places.iter().zip(&chosen) {
            let mut lines = voicing.iter();
            for role in &roles {
                let notes = lines.by_ref().take(role.n_lines).flatten();
                let mut notes: Vec<u8> = notes.copied().collect();
                notes.sort_unstable();
                notes.dedup();
                drafts.extend(self.played(role, &notes, place));
            }
        }
        drafts
    }

    /// Who plays what, from the top.
    fn roles(&mut self) -> Vec<Role> {
        let role = |voice, range, n_lines, figure| Role {
            voice: Voice(voice),
            range,
            n_lines,
            figure,
        };
        let mut one_of = |figures: &[Figure]| figures[self.rng.next_below(figures.len())];
        match self.style {
            Style::Keyboard => {
                let left = one_of(&[Figure::After, Figure::Broken, Figure::Broken]);
                let n_lines = if left == Figure::Broken { 3 } else { 2 };
                vec![
                    role(1, (55, 71), 1, one_of(&[Figure::Held, Figure::Strong])),
                    role(2, (48, 66), n_lines, left),
                    role(3, (33, 52), 1, one_of(&[Figure::Held, Figure::Strong])),
                ]
            }
            Style::Band => vec![
                role(2, (57, 77), 3, Figure::Held),
                role(
                    1,
                    (48, 67),
                    3,
                    one_of(&[Figure::Beats, Figure::After, Figure::Eighths]),
                ),
                role(
                    3,
                    (28, 45),
                    1,
                    one_of(&[Figure::Strong, Figure::Beats, Figure::Eighths]),
                ),
            ],
            _ => Vec::new(),
        }
    }

    /// The stretches of one chord.
    fn places(&self) -> Vec<Range<Step>> {
        let changes = self.harmony.iter().map(|(step, _)| *step);
        let mut starts: Vec<Step> = changes.filter(|step| self.span.contains(step)).collect();
        starts.extend(
            self.beats(&self.span)
                .into_iter()
                .filter(|step| self.offset(*step) == 0),
        );
        starts.push(self.span.start);
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).copied().chain([self.span.end]);
        starts
            .iter()
            .zip(ends)
            .map(|(start, end)| *start..end)
            .collect()
    }

    fn slot(&self, roles: &[Role], place: &Range<Step>) -> Slot {
        let lines = roles.iter().flat_map(|role| {
            let (lowest, highest) = self.within_style(role);
            let home = f64::from(lowest) + f64::from(highest - lowest) / 2.0;
            let choices: Vec<(u8, f64)> = self
                .pitches(role.voice, (lowest, highest))
                .into_iter()
                .filter(|pitch| {
                    self.chord_at(place.start).is_some() && self.is_chord_tone(*pitch, place.start)
                })
                .map(|pitch| {
                    let midi = pitch.pitch().midi();
                    (midi, FAR * ((f64::from(midi) - home).abs() - 2.0).max(0.0))
                })
                .collect();
            let line = if choices.is_empty() {
                Place::Silent
            } else {
                Place::Open(choices)
            };
            vec![line; role.n_lines]
        });
        Slot {
            chord: self.chord_at(place.start),
            lines: lines.collect(),
            is_close: place.end == self.span.end && self.ends(),
        }
    }

    /// The range of a role inside that of its voice.
    fn within_style(&self, role: &Role) -> (u8, u8) {
        let of_style = self.ensemble.ranges.get(usize::from(role.voice.0));
        let (lowest, highest) = of_style.copied().unwrap_or(role.range);
        let lowest = role.range.0.clamp(lowest, highest);
        (lowest, role.range.1.clamp(lowest, highest))
    }

    /// The notes of a figure over a stretch, from some notes of a chord, rising.
    fn played(&self, role: &Role, notes: &[u8], place: &Range<Step>) -> Vec<Draft> {
        let is_close = place.end == self.span.end && self.ends();
        let figure = if is_close || self.shortest() > EIGHTH {
            Figure::Held
        } else {
            role.figure
        };
        let strikes = self.strikes(figure, place);
        let mut drafts = Vec::new();
        for (nth, (onset, end)) in strikes.into_iter().enumerate() {
            // Low, high, middle, high: the figure of Alberti.
            let order = [
                0,
                notes.len().saturating_sub(1),
                notes.len() / 2,
                notes.len().saturating_sub(1),
            ];
            let played = match figure {
                Figure::Broken => notes
                    .get(order[nth % order.len()]..)
                    .map(|notes| &notes[..notes.len().min(1)]),
                _ => Some(notes),
            };
            for midi in played.unwrap_or_default() {
                let pitch = Pitch::new(i64::from(*midi)).ok().and_then(NotePitch::of);
                drafts.extend(pitch.map(|pitch| Draft {
                    voice: role.voice,
                    pitch,
                    onset,
                    end,
                }));
            }
        }
        drafts
    }

    /// When a figure strikes in a stretch, and how long each time.
    fn strikes(&self, figure: Figure, place: &Range<Step>) -> Vec<(Step, Step)> {
        let beat = self.beat_at(place.start);
        let bar = self.bar_steps(place.start);
        let half = if bar.is_multiple_of(2 * beat) {
            bar / 2
        } else {
            bar
        };
        let is_strong = |step: Step| self.offset(step).is_multiple_of(half);
        let is_struck = |step: &Step| match figure {
            Figure::Held => self.offset(*step) == 0,
            Figure::Strong => is_strong(*step),
            Figure::Beats => self.is_beat(*step),
            Figure::After => self.is_beat(*step) && !is_strong(*step),
            Figure::Eighths | Figure::Broken => self.offset(*step).is_multiple_of(EIGHTH),
        };
        let mut onsets: Vec<Step> = place.clone().filter(is_struck).collect();
        let is_late = onsets.first().is_none_or(|first| *first > place.start);
        if is_late && (figure != Figure::After || onsets.is_empty()) {
            onsets.insert(0, place.start);
        }
        let longest = match figure {
            Figure::Held | Figure::Strong => place.end - place.start,
            Figure::Beats | Figure::After => beat,
            Figure::Eighths | Figure::Broken => EIGHTH,
        };
        let nexts = onsets.iter().skip(1).copied().chain([place.end]);
        let strikes = onsets.iter().zip(nexts);
        strikes
            .map(|(onset, next)| (*onset, next.min(onset + longest)))
            .collect()
    }
}
