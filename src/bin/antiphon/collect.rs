//! `antiphon collect`.

use std::path::PathBuf;

use antiphon::corpus::{CollectReport, HeldOut, PackReport, collect, save_pieces};
use anyhow::Context;
use clap::Args;

/// Reads every pack in a folder, as folders or `.tar.xz`, and keeps the clean pieces in one file.
#[derive(Args)]
pub struct Collect {
    /// Folder of the packs.
    packs: PathBuf,
    /// Folder to write `pieces.jsonl` and `report.json` to.
    #[arg(long, default_value = "data")]
    out: PathBuf,
    /// Also writes the list of the pieces that judge to this file (the project's is corpus/held-out.txt).
    #[arg(long, value_name = "FILE")]
    write_held_out: Option<PathBuf>,
    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,
}

impl Collect {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let (pieces, report) = collect(&self.packs, &HeldOut::committed())?;
        let path = self.out.join("pieces.jsonl");
        save_pieces(&path, &pieces)?;
        let path_of_report = self.out.join("report.json");
        let json = serde_json::to_string_pretty(&report)?;
        std::fs::write(&path_of_report, &json)
            .with_context(|| path_of_report.display().to_string())?;
        if let Some(list) = &self.write_held_out {
            std::fs::write(list, HeldOut::of(&pieces).to_text())
                .with_context(|| list.display().to_string())?;
        }
        if self.json {
            println!("{json}");
        } else {
            print_report(&report);
            println!("{} pieces in {}", pieces.len(), path.display());
        }
        Ok(())
    }
}

fn print_report(report: &CollectReport) {
    for pack in &report.packs {
        print_pack(pack);
    }
    for pack in &report.missing {
        println!("{pack:18} not there");
    }
    println!();
    println!("style            train  valid    notes    bars  chord symbols");
    for style in &report.styles {
        println!(
            "{:15} {:6} {:6} {:8} {:7} {:14}",
            style.name, style.n_train, style.n_valid, style.n_notes, style.n_bars, style.n_chords
        );
    }
    println!();
    println!(
        "{:5} left out: too like a piece that judges",
        report.too_like_valid.len()
    );
    println!("{:5} left out: repeats", report.repeated.len());
    let held_out = &report.held_out;
    println!(
        "{:5} pieces on the list of those that judge; {} judge and are not on it, {} are on it and not here",
        held_out.n_listed,
        held_out.not_listed.len(),
        held_out.not_found.len()
    );
}

fn print_pack(pack: &PackReport) {
    let refused: usize = pack.refused.values().map(Vec::len).sum();
    println!(
        "{:18} {:5} found  {:5} train  {:4} valid  {:4} refused  {:7} notes  {:5.1} bars a piece  {}",
        pack.name,
        pack.n_found,
        pack.n_train,
        pack.n_valid,
        refused,
        pack.n_notes,
        pack.mean_bars,
        pack.licence
    );
    for (kind, files) in &pack.refused {
        println!("    {:4} {kind}", files.len());
    }
    let n_lost: usize = pack.losses.iter().map(|loss| loss.n_lost).sum();
    if n_lost > 0 {
        println!("    {n_lost} notes lost in {} pieces", pack.losses.len());
    }
}
