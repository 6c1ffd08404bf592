//! Receipts: what an answer was made of, so that it can be had again byte for byte.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use antiphon::compose::{Composer, VOCABULARY_VERSION};
use antiphon::music::Score;
use anyhow::{Context, bail, ensure};
use clap::Parser;
use serde::{Deserialize, Serialize};

use crate::files::{bytes_of, score_files, score_of};
use crate::train::On;
use crate::{Arguments, Command};

/// The version of the program, which a receipt names.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A receipt as a file holds it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Receipt {
    /// Version of the program.
    antiphon: String,
    /// Version of the vocabulary.
    vocabulary: u32,
    /// Name and fingerprint of the weights.
    model: String,
    /// What was asked for: the words after `antiphon compose`.
    arguments: Vec<String>,
    /// The files that were read.
    inputs: Vec<Input>,
    /// The files that were written.
    outputs: Vec<Output>,
}

/// A file that was read, whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Input {
    path: PathBuf,
    /// Its bytes, two hexadecimal digits each.
    bytes: String,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Output {
    path: PathBuf,
    /// Fingerprint of its bytes.
    hash: String,
}

/// What an act reads and writes. In a replay it reads what the receipt holds.
pub struct Record {
    arguments: Vec<String>,
    inputs: RefCell<Vec<Input>>,
    outputs: RefCell<Vec<Output>>,
    model: RefCell<String>,
    /// The receipt that is replayed, and the weights that are named beside it.
    replayed: Option<(Receipt, Option<PathBuf>)>,
}

impl Record {
    /// The record of an act that is asked for by some words.
    pub fn new(arguments: Vec<String>) -> Self {
        Self {
            arguments,
            inputs: RefCell::default(),
            outputs: RefCell::default(),
            model: RefCell::default(),
            replayed: None,
        }
    }

    /// The piece of a file.
    pub fn read_score(&self, path: &Path) -> anyhow::Result<Score> {
        let bytes = match &self.replayed {
            None => std::fs::read(path).with_context(|| format!("reading {}", path.display()))?,
            Some((receipt, _)) => {
                let mut inputs = receipt.inputs.iter();
                let input = inputs.find(|input| input.path == path);
                let missing = || format!("the receipt holds no file {}", path.display());
                from_hex(&input.with_context(missing)?.bytes)?
            }
        };
        let score = score_of(path, &bytes)?;
        self.inputs.borrow_mut().push(Input {
            path: path.to_owned(),
            bytes: bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        });
        Ok(score)
    }

    /// The files named, and those inside the folders named.
    pub fn score_files(&self, paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
        let Some((receipt, _)) = &self.replayed else {
            return score_files(paths);
        };
        let inputs = receipt.inputs.iter().map(|input| input.path.clone());
        let is_named = |path: &PathBuf| paths.iter().any(|named| path.starts_with(named));
        Ok(inputs.filter(is_named).collect())
    }

    /// A composer on a device with the weights of a file.
    pub fn load_composer(&self, weights: &Path, device: On) -> anyhow::Result<Composer> {
        let other = self
            .replayed
            .as_ref()
            .and_then(|(_, weights)| weights.as_deref());
        let composer = crate::load_composer(other.unwrap_or(weights), device)?;
        let model = composer.model_version().unwrap_or_default().to_owned();
        if let Some((receipt, _)) = &self.replayed {
            ensure!(
                model == receipt.model,
                "the weights are {model}; the receipt is of {}",
                receipt.model
            );
        }
        self.model.replace(model);
        Ok(composer)
    }

    /// Writes a score.
    pub fn write_score(&self, path: &Path, score: &Score) -> anyhow::Result<()> {
        let bytes = bytes_of(path, score)?;
        std::fs::write(path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        self.outputs.borrow_mut().push(Output {
            path: path.to_owned(),
            hash: fingerprint(&bytes),
        });
        Ok(())
    }

    /// Writes the receipt of what was done; a replay writes none.
    pub fn save(&self, path: &Path) -> anyhow::Result<()> {
        if self.replayed.is_some() {
            return Ok(());
        }
        let receipt = Receipt {
            antiphon: VERSION.to_owned(),
            vocabulary: VOCABULARY_VERSION,
            model: self.model.borrow().clone(),
            arguments: self.arguments.clone(),
            inputs: self.inputs.borrow().clone(),
            outputs: self.outputs.borrow().clone(),
        };
        let text = serde_json::to_string_pretty(&receipt)?;
        std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
    }
}

/// Answers once more what a receipt holds, to other files and with weights from elsewhere where they are
/// named.
///
/// # Errors
/// If version or weights are not the receipt's, or if the answer is another one.
pub fn replay(path: &Path, out: Option<PathBuf>, weights: Option<PathBuf>) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(path);
    let text = text.with_context(|| format!("reading {}", path.display()))?;
    let receipt: Receipt =
        serde_json::from_str(&text).with_context(|| format!("{} is no receipt", path.display()))?;
    ensure!(
        receipt.antiphon == VERSION && receipt.vocabulary == VOCABULARY_VERSION,
        "this is antiphon {VERSION} with vocabulary {VOCABULARY_VERSION}; the receipt is of {} with \
         vocabulary {}",
        receipt.antiphon,
        receipt.vocabulary
    );
    let mut words = vec!["antiphon".to_owned(), "compose".to_owned()];
    words.extend(receipt.arguments.iter().cloned());
    if let Some(out) = &out {
        redirect(&mut words, out)?;
    }
    let Command::Compose(compose) = Arguments::try_parse_from(&words)?.command else {
        bail!("the receipt is of another command than compose");
    };
    let expected = receipt.outputs.clone();
    let record = Record {
        replayed: Some((receipt, weights)),
        ..Record::new(Vec::new())
    };
    compose.again(&record)?;
    let written = record.outputs.borrow();
    let hashes = |outputs: &[Output]| -> Vec<String> {
        outputs.iter().map(|output| output.hash.clone()).collect()
    };
    let (found, wanted) = (hashes(&written), hashes(&expected));
    ensure!(
        found == wanted,
        "the answer is another one: fingerprints {found:?} found, the receipt has {wanted:?}"
    );
    println!("{} files as in the receipt, byte for byte", found.len());
    Ok(())
}

/// Puts another file in the place of what `--out` names.
fn redirect(words: &mut [String], out: &Path) -> anyhow::Result<()> {
    let out = out
        .to_str()
        .context("the name of the file to write is no text")?;
    let joined = words.iter().position(|word| word.starts_with("--out="));
    if let Some(word) = joined.and_then(|at| words.get_mut(at)) {
        *word = format!("--out={out}");
        return Ok(());
    }
    let at = words.iter().position(|word| word == "--out");
    let word = at.and_then(|at| words.get_mut(at + 1));
    *word.context("the receipt names no file to write")? = out.to_owned();
    Ok(())
}

/// A fingerprint of bytes, sixteen hexadecimal digits: FNV-1a.
fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn from_hex(text: &str) -> anyhow::Result<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16)
            .ok()
            .filter(|_| pair.len() == 2)
    };
    let bytes: Option<Vec<u8>> = digits.map(byte).collect();
    bytes.context("the bytes of a file in the receipt are damaged")
}
