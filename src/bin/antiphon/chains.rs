//! Chains in files.

use std::path::{Path, PathBuf};

use antiphon::compose::{Composer, Style};
use anyhow::Context;

/// The chains of a style that ship with the page.
pub fn chains_of(style: Style) -> PathBuf {
    Path::new("www/public/chains").join(format!("{}.chains", style.name()))
}

/// Loads the chains of a file.
pub fn load_chains(composer: &mut Composer, path: &Path) -> anyhow::Result<()> {
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    composer.load_chains(&bytes)?;
    Ok(())
}
