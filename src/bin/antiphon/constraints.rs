//! Constraints as options of the command line.

use antiphon::compose::{
    Bounds, CadenceAt, CadenceKind, Constraints, Density, Limit, NamedNote, NumeralChange,
    Strictness, Typed,
};
use antiphon::music::{
    Chord, ChordChange, Duration, NoteName, Pitch, TICKS_PER_QUARTER, Tick, TimeSignature, Voice,
};
use antiphon::theory::Scale;
use anyhow::{Context, bail, ensure};
use clap::Args;

/// Notes a bar has at most on the page: what a duration as a fraction is a part of.
const WHOLE_NOTE: u32 = 4 * TICKS_PER_QUARTER;

/// What new notes must obey. Each may end in `@` and a strictness from 0 (no matter) to 1 (a law); without
/// it, it is a law.
#[derive(Args, Clone)]
pub struct ConstraintArgs {
    /// Voice leading as a law: no parallel fifths, octaves or unisons, in four parts no crossings either.
    #[arg(long)]
    strict: bool,
    /// Voice leading by strictness, such as 0.5.
    #[arg(long, conflicts_with = "strict")]
    voice_leading: Option<f64>,
    /// Only notes of a scale: "D dorian", "A harmonic minor", or "key" for the piece's own.
    #[arg(long)]
    scale: Option<String>,
    /// Range of a voice, such as 0=C4..G5.
    #[arg(long, value_delimiter = ',')]
    range: Vec<String>,
    /// Chord tones on beats, where chord symbols stand: a strictness.
    #[arg(long)]
    obey_chords: Option<f64>,
    /// Widest interval inside a voice, in semitones.
    #[arg(long)]
    largest_leap: Option<String>,
    /// Shortest note, as a part of a whole note, such as 1/8.
    #[arg(long)]
    shortest_note: Option<String>,
    /// How often a note may be repeated right after itself.
    #[arg(long)]
    most_repeats: Option<String>,
    /// First note of a voice, such as 0=C5.
    #[arg(long, value_delimiter = ',')]
    start: Vec<String>,
    /// Last note of a voice, such as 0=C5.
    #[arg(long, value_delimiter = ',')]
    end: Vec<String>,
    /// An authentic cadence at the end; with a value, by strictness.
    #[arg(long, num_args = 0..=1, default_missing_value = "1")]
    cadence: Option<f64>,
    /// Cadences in bars counted from 1, such as 4=half,8=authentic.
    #[arg(long, value_delimiter = ',')]
    cadence_at: Vec<String>,
    /// Longest note, as a part of a whole note, such as 1/2.
    #[arg(long)]
    longest_note: Option<String>,
    /// Notes that begin in a bar in each voice, the fewest and the most, such as 2..6.
    #[arg(long)]
    density: Option<String>,
}

impl ConstraintArgs {
    /// The constraints that the options name.
    pub fn read(&self) -> anyhow::Result<Constraints> {
        let voice_leading = self.strict.then_some(1.0).or(self.voice_leading);
        let chords = self.obey_chords.map(|strictness| {
            Ok::<_, anyhow::Error>(Typed {
                changes: Vec::new(),
                strictness: Strictness::new(strictness)?,
            })
        });
        Ok(Constraints {
            voice_leading: voice_leading.map(Strictness::new).transpose()?,
            scale: self.scale.as_deref().map(scale).transpose()?,
            ranges: self
                .range
                .iter()
                .map(|text| bounds(text))
                .collect::<Result<_, _>>()?,
            chords: chords.transpose()?,
            largest_leap: limit(self.largest_leap.as_deref(), number)?,
            shortest_note: limit(self.shortest_note.as_deref(), fraction)?,
            most_repeats: limit(self.most_repeats.as_deref(), number)?,
            start: self
                .start
                .iter()
                .map(|text| named(text))
                .collect::<Result<_, _>>()?,
            end: self
                .end
                .iter()
                .map(|text| named(text))
                .collect::<Result<_, _>>()?,
            cadence: self.cadence.map(Strictness::new).transpose()?,
            cadences: self
                .cadence_at
                .iter()
                .map(|text| cadence_at(text))
                .collect::<Result<_, _>>()?,
            longest_note: limit(self.longest_note.as_deref(), fraction)?,
            density: self.density.as_deref().map(density).transpose()?,
            numerals: Vec::new(),
        })
    }
}

/// Writes chord symbols such as "C | G7 Am | F" into what is asked for: a bar after the other, the chords
/// of a bar evenly over it. As a law, unless the constraints say how strictly.
pub fn type_chords(
    constraints: &mut Constraints,
    text: &str,
    time_signature: TimeSignature,
) -> anyhow::Result<()> {
    let mut changes = Vec::new();
    let bar_ticks = time_signature.bar().get();
    for (bar, symbols) in text.split('|').enumerate() {
        let symbols: Vec<&str> = symbols.split_whitespace().collect();
        for (index, symbol) in symbols.iter().enumerate() {
            let offset = bar_ticks as usize * index / symbols.len();
            let tick = Tick::new(u32::try_from(bar * bar_ticks as usize + offset)?)?;
            if let Ok(numeral) = symbol.parse() {
                constraints.numerals.push(NumeralChange { tick, numeral });
                continue;
            }
            let chord = (*symbol != "-")
                .then(|| symbol.parse::<Chord>())
                .transpose()?;
            changes.push(ChordChange { tick, chord });
        }
    }
    let strictness = constraints.chords.take().map(|typed| typed.strictness);
    constraints.chords = Some(Typed {
        changes,
        strictness: strictness.unwrap_or(Strictness::LAW),
    });
    Ok(())
}

/// What stands before `@`, and the strictness behind it.
fn parted(text: &str) -> anyhow::Result<(&str, Strictness)> {
    let Some((what, strictness)) = text.split_once('@') else {
        return Ok((text, Strictness::LAW));
    };
    let number: f64 = strictness
        .parse()
        .with_context(|| format!("strictness \"{strictness}\" found; 0 to 1 is allowed"))?;
    Ok((what, Strictness::new(number)?))
}

fn scale(text: &str) -> anyhow::Result<Limit<Option<Scale>>> {
    let (name, strictness) = parted(text)?;
    let value = (name != "key").then(|| name.parse()).transpose()?;
    Ok(Limit { value, strictness })
}

fn limit<T>(
    text: Option<&str>,
    read: fn(&str) -> anyhow::Result<T>,
) -> anyhow::Result<Option<Limit<T>>> {
    let Some(text) = text else { return Ok(None) };
    let (value, strictness) = parted(text)?;
    let value = read(value)?;
    Ok(Some(Limit { value, strictness }))
}

fn number(text: &str) -> anyhow::Result<u8> {
    text.parse()
        .with_context(|| format!("\"{text}\" found; a number of 0 to 127 is allowed"))
}

fn fraction(text: &str) -> anyhow::Result<Duration> {
    let wrong = || format!("\"{text}\" found; a part of a whole note such as 1/8 is allowed");
    let (over, under) = text.split_once('/').with_context(wrong)?;
    let (over, under): (u32, u32) = (
        over.parse().with_context(wrong)?,
        under.parse().with_context(wrong)?,
    );
    ensure!(under > 0 && over <= 64, wrong());
    Ok(Duration::new(WHOLE_NOTE * over / under)?)
}

fn cadence_at(text: &str) -> anyhow::Result<CadenceAt> {
    let wrong = || {
        format!(
            "\"{text}\" found; a bar, counted from 1, with authentic or half, such as 4=half, is allowed"
        )
    };
    let (what, strictness) = parted(text)?;
    let (bar, kind) = what.split_once('=').with_context(wrong)?;
    let bar: u32 = bar.parse().with_context(wrong)?;
    Ok(CadenceAt {
        bar: bar.checked_sub(1).with_context(wrong)?,
        kind: match kind {
            "authentic" => CadenceKind::Authentic,
            "half" => CadenceKind::Half,
            _ => bail!(wrong()),
        },
        strictness,
    })
}

fn density(text: &str) -> anyhow::Result<Density> {
    let wrong = || format!("\"{text}\" found; the fewest and the most, such as 2..6, are allowed");
    let (what, strictness) = parted(text)?;
    let (lowest, highest) = what.split_once("..").with_context(wrong)?;
    Ok(Density {
        lowest: lowest.parse().with_context(wrong)?,
        highest: highest.parse().with_context(wrong)?,
        strictness,
    })
}

fn bounds(text: &str) -> anyhow::Result<Bounds> {
    let (what, strictness) = parted(text)?;
    let (voice, range) = voice_of(what, "0=C4..G5")?;
    let Some((lowest, highest)) = range.split_once("..") else {
        bail!("range \"{range}\" found; a lowest and a highest note such as C4..G5 are allowed");
    };
    Ok(Bounds {
        voice,
        lowest: pitch(lowest)?,
        highest: pitch(highest)?,
        strictness,
    })
}

fn named(text: &str) -> anyhow::Result<NamedNote> {
    let (what, strictness) = parted(text)?;
    let (voice, note) = voice_of(what, "0=C5")?;
    Ok(NamedNote {
        voice,
        pitch: pitch(note)?,
        strictness,
    })
}

fn voice_of<'a>(text: &'a str, example: &str) -> anyhow::Result<(Voice, &'a str)> {
    let wrong =
        || format!("\"{text}\" found; a voice with its note, such as {example}, is allowed");
    let (voice, rest) = text.split_once('=').with_context(wrong)?;
    Ok((Voice(voice.parse().with_context(wrong)?), rest))
}

/// Reads C5, F#3 or Bb4; middle C is C4.
fn pitch(text: &str) -> anyhow::Result<Pitch> {
    let wrong =
        || format!("note \"{text}\" found; a name with its octave, such as C5 or F#3, is allowed");
    let octave_at = text
        .find(|c: char| c.is_ascii_digit())
        .with_context(wrong)?;
    let (letters, octave) = text.split_at(octave_at);
    let octave: i64 = octave.parse().with_context(wrong)?;
    let names = (-15..=19).map(NoteName::at);
    let name = names
        .into_iter()
        .find(|name| name.to_string().eq_ignore_ascii_case(letters))
        .with_context(wrong)?;
    let inside = (0..12).filter_map(|semitone| Pitch::new(12 * (octave + 1) + semitone - 1).ok());
    let around =
        inside.chain((11..14).filter_map(|semitone| Pitch::new(12 * (octave + 1) + semitone).ok()));
    around
        .into_iter()
        .find(|pitch| pitch.class() == name.class() && i64::from(name.octave(*pitch)) == octave)
        .with_context(wrong)
}
