//! Why a note is what it is: what the network thought of its pitch, of others, and what took those away.

use std::collections::HashMap;

use crate::model::LanguageModel;
use crate::music::{NoteId, Pitch, Voice, descending, sort_by_rank};
use crate::token::{Drum, Event, GridNote, NotePitch, Step, Token, TokenMask, Vocabulary};

use super::constraints::Reason;
use super::generation::{GenerateError, Generation};
use super::rules::event_of;
use super::voice_leading::{FaultCosts, Motions};

/// Alternatives that are told.
const MOST_TOLD: usize = 3;

/// What was weighed where a note was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Insight {
    /// The note.
    pub note: NoteId,
    /// How likely the network found its pitch among what could be said there, before faults and wishes were
    /// weighed in; 0 to 1, at temperature 1.
    pub probability: f64,
    /// The likeliest others, each with its probability; `None` for silence, or where other notes of its
    /// voice begin with it, for no further one.
    pub alternatives: Vec<(Option<Pitch>, f64)>,
    /// What took away pitches that the network found likelier, or made them less likely.
    pub moved_by: Vec<Reason>,
}

/// Insights as they come: what is weighed is told once its note is written.
#[derive(Debug, Default)]
pub struct Insights {
    weighed: Vec<Insight>,
    told: Vec<Insight>,
}

impl Insights {
    /// Gives what was weighed first to a new note.
    pub(super) fn tell(&mut self, note: NoteId) {
        let insight = if self.weighed.is_empty() {
            // In a bar too long to be read nothing is weighed.
            Insight {
                note,
                probability: 1.0,
                alternatives: Vec::new(),
                moved_by: Vec::new(),
            }
        } else {
            self.weighed.remove(0)
        };
        self.told.push(Insight { note, ..insight });
    }

    /// Gives what was weighed where notes stood to those of them that the constraints have written.
    pub(super) fn tell_planned(&mut self, ours: &[GridNote], planned: &HashMap<NoteId, Reason>) {
        let weighed = std::mem::take(&mut self.weighed);
        for (note, mut insight) in ours.iter().zip(weighed) {
            let is_moved = insight
                .alternatives
                .iter()
                .any(|(pitch, probability)| pitch.is_some() && *probability > insight.probability);
            insight.note = note.id;
            let reason = planned.get(&note.id).filter(|_| is_moved);
            insight.moved_by = reason.copied().into_iter().collect();
            self.told.push(insight);
        }
    }
}

impl<M: LanguageModel> Generation<M> {
    /// Keeps what is weighed where notes are written.
    #[must_use]
    pub fn explaining(mut self, is_asked: bool) -> Self {
        self.insights = is_asked.then(Insights::default);
        self
    }

    /// What was weighed where notes were written, if that was asked for.
    pub fn insights(&self) -> Option<&[Insight]> {
        self.insights
            .as_ref()
            .map(|insights| insights.told.as_slice())
    }

    /// Explains a note that nothing could take the place of.
    pub(super) async fn explain_certain(
        &mut self,
        token: Token,
        mask: &TokenMask,
    ) -> Result<(), GenerateError> {
        let event = Vocabulary::event(token);
        let is_note = matches!(event, Event::Note(..) | Event::Drum(_));
        if self.insights.is_some() && is_note && !self.is_given(event) {
            let heard = self.logits().await?;
            self.explain(event, &heard, &heard, mask);
        }
        Ok(())
    }

    /// Explains a note that was drawn: `heard` is what the network said, `weighed` the same with faults and
    /// wishes weighed in.
    pub(super) fn explain(
        &mut self,
        event: Event,
        heard: &[f32],
        weighed: &[f32],
        mask: &TokenMask,
    ) {
        if self.insights.is_none() || self.is_given(event) {
            return;
        }
        let insight = match event {
            Event::Note(voice, pitch) if self.is_standing(event) => {
                let ours = self.place_of_standing(voice, mask);
                self.insight(heard, &ours, (Some(pitch.pitch()), event), Vec::new())
            }
            Event::Note(voice, pitch) => {
                let moved_by = self.moved_by((voice, pitch), heard, weighed, mask);
                self.insight(heard, mask, (Some(pitch.pitch()), event), moved_by)
            }
            Event::Drum(drum) => {
                let pitch = Some(drum.pitch().pitch());
                self.insight(heard, mask, (pitch, event), Vec::new())
            }
            _ => return,
        };
        if let Some(insights) = &mut self.insights {
            if self.due.is_none() && !matches!(event, Event::Drum(_)) {
                insights.weighed.clear();
            }
            insights.weighed.push(insight);
        }
    }

    /// Whether a word says a note that stands.
    fn is_standing(&self, event: Event) -> bool {
        let kept = self.kept.get(self.n_kept_said);
        self.due.is_none()
            && kept.is_some_and(|note| note.onset == self.now() && event_of(note) == event)
    }

    /// Whether a word says a note that is none of the answer's.
    pub(super) fn is_given(&self, event: Event) -> bool {
        let planned = &self.brief.conditions.planned;
        let kept = self.kept.get(self.n_kept_said);
        self.is_standing(event) && kept.is_some_and(|note| !planned.contains_key(&note.id))
    }

    /// What could be said where a note stands, had its voice the choice.
    fn place_of_standing(&self, voice: Voice, mask: &TokenMask) -> TokenMask {
        let mut open = mask.clone();
        let pitches = (0..NotePitch::COUNT).filter_map(NotePitch::from_index);
        for pitch in pitches.filter(|pitch| self.brief.is_in_range(voice, pitch.pitch())) {
            open.allow(Event::Note(voice, pitch));
        }
        open
    }

    /// The probabilities of the pitches of a voice where one is said, and of saying none.
    fn insight(
        &self,
        heard: &[f32],
        mask: &TokenMask,
        (chosen, event): (Option<Pitch>, Event),
        moved_by: Vec<Reason>,
    ) -> Insight {
        let tokens = (0..Vocabulary::SIZE).filter_map(Vocabulary::from_index);
        let open = tokens.filter(|token| mask.allows(*token));
        let known = open.filter_map(|token| {
            let logit = f64::from(*heard.get(token.index())?);
            Some((choice_of(Vocabulary::event(token), event)?, logit))
        });
        let choices: Vec<(Option<Pitch>, f64)> = known.filter(|(_, it)| !it.is_nan()).collect();
        let highest = choices.iter().map(|(_, it)| *it).fold(f64::MIN, f64::max);
        let mut shares: Vec<(Option<Pitch>, f64)> = Vec::new();
        for (choice, logit) in choices {
            let share = (logit - highest).exp();
            match shares.iter_mut().find(|(known, _)| *known == choice) {
                Some((_, sum)) => *sum += share,
                None => shares.push((choice, share)),
            }
        }
        let total: f64 = shares.iter().map(|(_, share)| share).sum();
        for (_, share) in &mut shares {
            *share /= total;
        }
        sort_by_rank(&mut shares, |(_, share)| [descending(*share), 0, 0]);
        let of_chosen = shares.iter().find(|(choice, _)| *choice == chosen);
        let probability = of_chosen.map_or(0.0, |(_, share)| *share);
        shares.retain(|(choice, _)| *choice != chosen);
        shares.truncate(MOST_TOLD);
        Insight {
            note: NoteId(0),
            probability,
            alternatives: shares,
            moved_by,
        }
    }

    /// What forbade likelier pitches of the voice, or made them less likely than the one chosen.
    fn moved_by(
        &self,
        (voice, chosen): (Voice, NotePitch),
        heard: &[f32],
        weighed: &[f32],
        mask: &TokenMask,
    ) -> Vec<Reason> {
        let value = |logits: &[f32], pitch: NotePitch| {
            let token = Vocabulary::token(Event::Note(voice, pitch))?;
            logits.get(token.index()).copied()
        };
        let (Some(liked), Some(valued)) = (value(heard, chosen), value(weighed, chosen)) else {
            return Vec::new();
        };
        let now = self.now();
        let place = self.place();
        let why = place.why_not(voice, self.due.is_none());
        let motions = Motions::into_step(&self.brief.grid, now);
        let pitches = (0..NotePitch::COUNT).filter_map(NotePitch::from_index);
        let likelier = pitches.filter_map(|pitch| {
            let liking = value(heard, pitch)?;
            (pitch != chosen && liking > liked).then_some((liking, pitch))
        });
        let mut likelier: Vec<(f32, NotePitch)> = likelier.collect();
        sort_by_rank(&mut likelier, |(liking, _)| {
            [descending(f64::from(*liking)), 0, 0]
        });
        let mut reasons: Vec<Reason> = Vec::new();
        for (liking, pitch) in likelier {
            let event = Event::Note(voice, pitch);
            let is_open = Vocabulary::token(event).is_some_and(|token| mask.allows(token));
            if !is_open {
                reasons.extend(why(pitch));
                continue;
            }
            let value = value(weighed, pitch).unwrap_or(liking);
            if value < valued && value < liking && self.due.is_none() {
                self.costs(&motions, (voice, pitch), now, &mut reasons);
            }
        }
        let mut known = std::collections::HashSet::new();
        reasons.retain(|reason| known.insert(*reason));
        reasons
    }

    /// The faults and wishes that cost a note something.
    fn costs(
        &self,
        motions: &Motions,
        (voice, pitch): (Voice, NotePitch),
        now: Step,
        reasons: &mut Vec<Reason>,
    ) {
        let FaultCosts {
            parallels,
            leading_tones,
        } = self.brief.fault_costs;
        if parallels > 0.0 && motions.makes_parallel(voice, pitch) {
            reasons.push(Reason::VoiceLeading);
        }
        let key = self.brief.key.filter(|_| leading_tones > 0.0);
        if key.is_some_and(|key| motions.leaves_leading_tone(key, voice, pitch)) {
            reasons.push(Reason::LeadingTone);
        }
        if let Some(judge) = self.judge() {
            judge.each_cost(Event::Note(voice, pitch), now, |reason, cost| {
                if cost > 0.0 {
                    reasons.push(reason);
                }
            });
        }
    }
}

/// What a word means where a note could be said: its pitch, silence of the voice, or nothing, since the
/// voice may still begin after it.
fn choice_of(event: Event, chosen: Event) -> Option<Option<Pitch>> {
    match (event, chosen) {
        (Event::Chord(_) | Event::PhraseEnd, _) => None,
        (Event::Note(voice, pitch), Event::Note(ours, _)) => match voice.cmp(&ours) {
            std::cmp::Ordering::Less => None,
            std::cmp::Ordering::Equal => Some(Some(pitch.pitch())),
            std::cmp::Ordering::Greater => Some(None),
        },
        (Event::Note(..), _) => None,
        (Event::Drum(drum), Event::Drum(_)) => Some(Some(Drum::pitch(drum).pitch())),
        _ => Some(None),
    }
}
