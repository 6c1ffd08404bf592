//! Random requests to held-out pieces.

use std::ops::Range;

use antiphon::compose::{
    ComposeError, Composer, Composition, Constraints, ContinueRequest, DRUM_VOICE, Engine,
    HarmonizeRequest, InfillRequest, Options, SeedRequest,
};
use antiphon::corpus::Piece;
use antiphon::model::Rng;
use antiphon::music::{Note, Score, ScoreHeader, Tempo, Tick, TimeSignature, Voice};
use antiphon::token::Style;

use super::holds::hold_some;
use super::laws;

/// A request, with what it may touch.
pub struct Request {
    pub act: Act,
    /// Where new notes may stand.
    pub span: Range<Tick>,
}

/// One of the acts.
pub enum Act {
    Seed(SeedRequest),
    Continue(ContinueRequest),
    Harmonize(HarmonizeRequest),
    Infill(InfillRequest),
}

impl Request {
    /// A request by a seed.
    pub fn random(judges: &[&Piece], seed: u64) -> anyhow::Result<Self> {
        let mut rng = Rng::new(seed);
        let act = rng.next_below(4);
        let style = Style::ALL[rng.next_below(Style::ALL.len())];
        let of_style: Vec<&&Piece> = judges
            .iter()
            .filter(|piece| piece.style == style.name())
            .collect();
        let mut options = Options::new(style, rng.next_u64() >> 11);
        options.voices = some(&options.voices, 0.7, &mut rng);
        let is_seed = act == 0 || of_style.is_empty();
        // Half of the requests are free, so that what they are promised is seen by itself.
        if rng.next_f64() < 0.5 {
            options.constraints = laws::random(&options, is_seed, &mut rng);
        }
        let bars = 1 + rng.next_below(6) as u32;
        if is_seed {
            let beats = 2 + rng.next_below(3) as u32;
            let request = SeedRequest {
                options,
                key: None,
                time_signature: TimeSignature::new(beats, 4)?,
                tempo: Tempo::MODERATE,
                bars,
            };
            let end = antiphon::music::Meter::constant(request.time_signature).bar_start(bars);
            return Ok(Self {
                act: Act::Seed(request),
                span: Tick::ZERO..end,
            });
        }
        let piece = of_style[rng.next_below(of_style.len())];
        let keeps_chords = rng.next_f64() < 0.5;
        let score = beginning(&piece.score, 2 + rng.next_below(5) as u32, keeps_chords)?;
        let n_bars = score.n_bars();
        let meter = score.meter().clone();
        let share = rng.next_f64() * 0.5;
        let ids = score.notes().iter().map(|note| note.id);
        options.locked = ids.filter(|_| rng.next_f64() < share).collect();
        let is_written = |voice: Voice| writes(&options, &score, voice);
        let given = score.notes().iter().any(|note| !is_written(note.voice));
        let mut of_holds = Rng::new(options.rng_seed.wrapping_add(1));
        let holds = of_holds.next_f64() < 0.3;
        Ok(match act {
            1 => Self {
                span: meter.bar_start(n_bars)..meter.bar_start(n_bars + bars),
                act: Act::Continue(ContinueRequest {
                    score,
                    options,
                    bars,
                }),
            },
            2 if given => {
                let span = Tick::ZERO..meter.bar_start(n_bars);
                if holds {
                    hold_some(&mut options, &score, &span, false, &mut of_holds);
                }
                Self {
                    span,
                    act: Act::Harmonize(HarmonizeRequest { score, options }),
                }
            }
            _ => {
                let first = rng.next_below(n_bars as usize) as u32;
                let last = first + rng.next_below((n_bars - first) as usize) as u32;
                let region = meter.bar_start(first)..meter.bar_end(last);
                if holds {
                    hold_some(&mut options, &score, &region, true, &mut of_holds);
                }
                Self {
                    span: region.clone(),
                    act: Act::Infill(InfillRequest {
                        score,
                        options,
                        region,
                    }),
                }
            }
        })
    }

    /// Begins its answer.
    pub fn begin(&self, composer: &Composer) -> Result<Composition, ComposeError> {
        match &self.act {
            Act::Seed(request) => composer.seed(request.clone()),
            Act::Continue(request) => composer.extend(request.clone()),
            Act::Harmonize(request) => composer.harmonize(request.clone()),
            Act::Infill(request) => composer.infill(request.clone()),
        }
    }

    /// Takes back a law that contradicts others: what is named first, then what binds all notes, and at last
    /// what should stay.
    pub fn relax(&mut self) {
        let options = self.options_mut();
        let asked = &mut options.constraints;
        if *asked == Constraints::default() {
            options.holds.clear();
            options.keep = None;
            return;
        }
        let is_taken = asked.cadences.pop().is_some()
            || asked.cadence.take().is_some()
            || asked.density.take().is_some()
            || asked.end.pop().is_some()
            || asked.start.pop().is_some()
            || asked.chords.take().is_some()
            || asked.scale.take().is_some()
            || asked.ranges.pop().is_some();
        if !is_taken {
            *asked = Constraints::default();
        }
    }

    /// Takes back what chains do not keep.
    pub fn release(&mut self) {
        let options = self.options_mut();
        options.holds.clear();
        options.keep = None;
        options.constraints.density = None;
        options.constraints.longest_note = None;
    }

    /// Asks an engine; one that writes the top voice only where that is to be written.
    pub fn hand_to(&mut self, engine: Engine) {
        let options = self.options_mut();
        let is_led = options.voices.contains(&Voice::SOPRANO);
        options.engine = match engine {
            Engine::MarkovMelody if !is_led => Engine::Markov,
            engine => engine,
        };
    }

    fn options_mut(&mut self) -> &mut Options {
        match &mut self.act {
            Act::Seed(request) => &mut request.options,
            Act::Continue(request) => &mut request.options,
            Act::Harmonize(request) => &mut request.options,
            Act::Infill(request) => &mut request.options,
        }
    }

    /// What it says beside its music.
    pub fn options(&self) -> &Options {
        match &self.act {
            Act::Seed(request) => &request.options,
            Act::Continue(request) => &request.options,
            Act::Harmonize(request) => &request.options,
            Act::Infill(request) => &request.options,
        }
    }

    /// What there was; nothing for a seed.
    pub fn score(&self) -> Option<&Score> {
        match &self.act {
            Act::Seed(_) => None,
            Act::Continue(request) => Some(&request.score),
            Act::Harmonize(request) => Some(&request.score),
            Act::Infill(request) => Some(&request.score),
        }
    }
}

/// Each with its chance, never none.
fn some(voices: &[Voice], chance: f64, rng: &mut Rng) -> Vec<Voice> {
    let chosen: Vec<Voice> = voices
        .iter()
        .filter(|_| rng.next_f64() < chance)
        .copied()
        .collect();
    if chosen.is_empty() {
        voices.to_vec()
    } else {
        chosen
    }
}

/// The first bars of a score.
fn beginning(score: &Score, bars: u32, keeps_chords: bool) -> anyhow::Result<Score> {
    let end = score.meter().bar_start(bars);
    let mut header = ScoreHeader {
        phrase_ends: Vec::new(),
        ..score.header().clone()
    };
    header
        .chords
        .retain(|change| keeps_chords && change.tick < end);
    let notes: Vec<Note> = score
        .notes()
        .iter()
        .filter(|note| note.end() <= end)
        .copied()
        .collect();
    // A piece that begins with a long rest has no note there yet.
    anyhow::ensure!(
        !score.notes().is_empty(),
        "a validation piece without notes"
    );
    Ok(if notes.is_empty() {
        score.clone()
    } else {
        Score::new(header, notes)?
    })
}

/// Whether a voice of a score is to be written.
pub fn writes(options: &Options, score: &Score, voice: Voice) -> bool {
    let named = if score.is_percussion(voice) {
        DRUM_VOICE
    } else {
        voice
    };
    options.voices.contains(&named)
}
