//! The models of one style as a file: a name, numbers packed by how often each is seen, and their fingerprint.

use super::chain::{Symbol, VariableOrderChain};
use super::entropy::{Column, Decoder, Encoder};
use super::error::MarkovError;
use super::library::StyleModels;
use super::limits::MAX_ORDER;
use super::melodies::MelodyModel;
use super::progressions::ProgressionModel;
use super::rhythm::{Place, Rhythm};
use super::stored::{StoredChain, StoredCounts};
use crate::token::Style;

/// What a file begins with; its last digit is the version.
const MAGIC: &[u8; 8] = b"ANTCHN01";
/// Bytes of a fingerprint.
const FINGERPRINT: usize = 8;
/// What weighted counts are multiplied with before they are rounded.
const PARTS: f64 = 1024.0;
/// Rows that a file may have of anything: far more than any corpus fills.
const MAX_ROWS: u32 = 1 << 22;

/// The models of a style, with its name and the fingerprint of its file.
#[derive(Debug, Clone, PartialEq)]
pub struct StyleFile {
    /// The style.
    pub style: Style,
    /// What was learnt of it.
    pub models: StyleModels,
    /// 16 digits that change whenever the file does.
    pub fingerprint: String,
}

impl StyleModels {
    /// The bytes of a file. Counts that are no whole numbers are rounded to 1/1024.
    pub fn to_bytes(&self, style: Style) -> Vec<u8> {
        let mut pen = Pen {
            encoder: Encoder::new(),
            columns: columns(),
        };
        pen.chain(&self.progressions.major);
        pen.chain(&self.progressions.minor);
        pen.rhythm(&self.progressions.rhythm);
        pen.chain(&self.melodies.major);
        pen.chain(&self.melodies.minor);
        pen.rhythm(&self.melodies.rhythm);
        let mut bytes = MAGIC.to_vec();
        bytes.push(style.name().len() as u8);
        bytes.extend(style.name().as_bytes());
        bytes.extend(pen.encoder.finish());
        bytes.extend(hash(&bytes).to_le_bytes());
        bytes
    }

    /// The models of a file.
    ///
    /// # Errors
    /// [`MarkovError::Unreadable`] or [`MarkovError::Damaged`] if the file is another one, of another version, cut
    /// short or damaged, or of a style that is not known.
    pub fn from_bytes(bytes: &[u8]) -> Result<StyleFile, MarkovError> {
        let unreadable = |reason: &str| MarkovError::Unreadable {
            reason: reason.to_owned(),
        };
        let Some(rest) = bytes.strip_prefix(MAGIC.as_slice()) else {
            return Err(unreadable("this is no file of chains of this version"));
        };
        let end = bytes.len().saturating_sub(FINGERPRINT).max(MAGIC.len());
        let (body, fingerprint) = bytes.split_at(end);
        if fingerprint != hash(body).to_le_bytes() {
            return Err(unreadable("the fingerprint does not fit"));
        }
        let rest = &rest[..end - MAGIC.len()];
        let named = rest.split_first().and_then(|(length, rest)| {
            let length = usize::from(*length);
            Some((rest.get(..length)?, rest.get(length..)?))
        });
        let (name, numbers) = named.ok_or_else(|| unreadable("the file is cut short"))?;
        let name = String::from_utf8_lossy(name);
        let style = Style::from_name(&name)
            .ok_or_else(|| unreadable(&format!("style \"{name}\" is not known")))?;
        let mut reader = Reader {
            decoder: Decoder::new(numbers),
            columns: columns(),
        };
        let models = Self {
            progressions: ProgressionModel {
                major: reader.chain()?,
                minor: reader.chain()?,
                rhythm: reader.rhythm()?,
            },
            melodies: MelodyModel {
                major: reader.chain()?,
                minor: reader.chain()?,
                rhythm: reader.rhythm()?,
            },
        };
        Ok(StyleFile {
            style,
            models,
            fingerprint: format!("{:016x}", hash(body)),
        })
    }
}

/// What a number says; numbers of one kind are packed by what was seen of that kind.
#[derive(Clone, Copy)]
enum Kind {
    Head,
    Symbol,
    Shared,
    Longer,
    /// The symbols of a context by their place.
    Context(usize),
    /// How many follow a context of some length.
    Followers(usize),
    /// Distances of followers of a context of some length.
    Step(usize),
    /// Counts in a context of some length, the first and the others.
    Count(usize, bool),
    Bar,
    Offset,
    Before,
    Durations,
    Steps,
    Weight,
}

impl Kind {
    fn index(self) -> usize {
        const LENGTHS: usize = MAX_ORDER + 1;
        let of_length = |group: usize, length: usize| 9 + group * LENGTHS + length.min(MAX_ORDER);
        match self {
            Self::Head => 0,
            Self::Symbol => 1,
            Self::Shared => 2,
            Self::Bar => 3,
            Self::Offset => 4,
            Self::Before => 5,
            Self::Durations => 6,
            Self::Steps => 7,
            Self::Weight => 8,
            Self::Longer => of_length(0, 0),
            Self::Context(place) => of_length(1, place),
            Self::Followers(length) => of_length(2, length),
            Self::Step(length) => of_length(3, length),
            Self::Count(length, false) => of_length(4, length),
            Self::Count(length, true) => of_length(5, length),
        }
    }
}

fn columns() -> Vec<Column> {
    vec![Column::new(); Kind::Count(MAX_ORDER, true).index() + 1]
}

/// Writes.
struct Pen {
    encoder: Encoder,
    columns: Vec<Column>,
}

impl Pen {
    fn write(&mut self, kind: Kind, number: u32) {
        self.encoder.write(&mut self.columns[kind.index()], number);
    }

    fn chain<S: Symbol + Copy + Into<i16>>(&mut self, chain: &VariableOrderChain<S>) {
        let stored = StoredChain::of(chain);
        let (is_whole, counts): (bool, Vec<u32>) = match stored.counts {
            StoredCounts::Whole(counts) => (true, counts),
            StoredCounts::Parts(counts) => {
                let parts = counts.iter().map(|count| parts(*count));
                (false, parts.collect())
            }
        };
        self.write(Kind::Head, stored.order as u32);
        self.write(Kind::Head, stored.symbols.len() as u32);
        for symbol in &stored.symbols {
            let number: i16 = (*symbol).into();
            self.write(Kind::Symbol, (i32::from(number) + 256) as u32);
        }
        self.write(Kind::Head, u32::from(is_whole));
        self.write(Kind::Head, stored.shapes.len() as u32);
        let mut contexts = stored.contexts.iter();
        let mut followers = stored.followers.iter().zip(&counts);
        for (shared, length, n_followers) in stored.shapes {
            self.write(Kind::Shared, u32::from(shared));
            self.write(Kind::Longer, u32::from(length - shared));
            let (shared, length) = (usize::from(shared), usize::from(length));
            for (place, symbol) in (shared..length).zip(contexts.by_ref()) {
                self.write(Kind::Context(place), *symbol);
            }
            self.write(Kind::Followers(length), n_followers);
            for at in 0..n_followers {
                if let Some((step, count)) = followers.next() {
                    self.write(Kind::Step(length), *step);
                    self.write(Kind::Count(length, at > 0), *count);
                }
            }
        }
    }

    fn rhythm(&mut self, rhythm: &Rhythm) {
        let rows: Vec<_> = rhythm.rows().collect();
        let is_whole = |counts: &std::collections::BTreeMap<u16, f64>| {
            counts.values().all(|count| count.fract() == 0.0)
        };
        let is_whole = rows.iter().all(|(.., counts)| is_whole(counts));
        self.write(Kind::Head, u32::from(is_whole));
        self.write(Kind::Head, rows.len() as u32);
        for (place, before, counts) in rows {
            self.write(Kind::Bar, u32::from(place.bar));
            self.write(Kind::Offset, u32::from(place.offset));
            self.write(Kind::Before, u32::from(before));
            self.write(Kind::Durations, counts.len() as u32);
            for (steps, count) in counts {
                self.write(Kind::Steps, u32::from(*steps));
                let number = if is_whole {
                    *count as u32
                } else {
                    parts(*count)
                };
                self.write(Kind::Weight, number);
            }
        }
    }
}

/// A count in parts; at least one, since nothing that was seen is forgotten.
fn parts(count: f64) -> u32 {
    ((count * PARTS).round() as u32).max(1)
}

/// Reads what [`Pen`] wrote.
struct Reader<'a> {
    decoder: Decoder<'a>,
    columns: Vec<Column>,
}

impl Reader<'_> {
    fn read(&mut self, kind: Kind) -> Result<u32, MarkovError> {
        let number = self.decoder.read(&mut self.columns[kind.index()]);
        number.ok_or(MarkovError::Damaged {
            reason: "the file is cut short",
        })
    }

    fn count(&mut self) -> Result<u32, MarkovError> {
        let count = self.read(Kind::Head)?;
        if count > MAX_ROWS {
            return Err(MarkovError::Damaged {
                reason: "there is more of something than can be",
            });
        }
        Ok(count)
    }

    fn chain<S: Symbol + TryFrom<i16>>(&mut self) -> Result<VariableOrderChain<S>, MarkovError> {
        let order = self.count()? as usize;
        let symbols = (0..self.count()?).map(|_| {
            let number = i64::from(self.read(Kind::Symbol)?) - 256;
            let symbol = i16::try_from(number)
                .ok()
                .and_then(|it| S::try_from(it).ok());
            symbol.ok_or(MarkovError::Damaged {
                reason: "a symbol is none that can be",
            })
        });
        let symbols = symbols.collect::<Result<Vec<S>, _>>()?;
        let is_whole = self.read(Kind::Head)? == 1;
        let mut stored = StoredChain {
            order,
            symbols,
            shapes: Vec::new(),
            contexts: Vec::new(),
            followers: Vec::new(),
            counts: StoredCounts::Whole(Vec::new()),
        };
        let mut counts = Vec::new();
        for _ in 0..self.count()? {
            let shared = self.read(Kind::Shared)?.min(u32::from(u8::MAX)) as u8;
            let longer = self.read(Kind::Longer)?.min(u32::from(u8::MAX)) as u8;
            let length = shared.saturating_add(longer);
            for place in shared..length {
                let symbol = self.read(Kind::Context(usize::from(place)))?;
                stored.contexts.push(symbol);
            }
            let n_followers = self.read(Kind::Followers(usize::from(length)))?;
            stored.shapes.push((shared, length, n_followers));
            for at in 0..n_followers {
                let step = self.read(Kind::Step(usize::from(length)))?;
                stored.followers.push(step);
                counts.push(self.read(Kind::Count(usize::from(length), at > 0))?);
            }
        }
        stored.counts = if is_whole {
            StoredCounts::Whole(counts)
        } else {
            let parts = counts.iter().map(|count| f64::from(*count) / PARTS);
            StoredCounts::Parts(parts.collect())
        };
        stored.into_chain()
    }

    fn rhythm(&mut self) -> Result<Rhythm, MarkovError> {
        let is_whole = self.read(Kind::Head)? == 1;
        let mut rhythm = Rhythm::default();
        for _ in 0..self.count()? {
            let mut short = |kind| -> Result<u16, MarkovError> {
                Ok(u16::try_from(self.read(kind)?).unwrap_or(u16::MAX))
            };
            let (bar, offset) = (short(Kind::Bar)?, short(Kind::Offset)?);
            let before = short(Kind::Before)?;
            for _ in 0..self.read(Kind::Durations)? {
                let steps = u16::try_from(self.read(Kind::Steps)?).unwrap_or(u16::MAX);
                let number = f64::from(self.read(Kind::Weight)?);
                let count = if is_whole { number } else { number / PARTS };
                rhythm.count(Place { bar, offset }, before, steps, count)?;
            }
        }
        Ok(rhythm)
    }
}

/// Source: Fowler, Noll, Vo, "The FNV non-cryptographic hash algorithm", FNV-1a of 64 bits.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
