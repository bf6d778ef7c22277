//! Arguments of `proof`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::Choice;

/// Forms of a proof; galleys and the record are always written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum ProofForm {
    /// The pages with layers and annotations, to be read and answered in a PDF reader.
    Pdf,
    /// One file for a browser.
    Html,
    /// A picture of each page, on the paper of the press.
    Png,
    /// All of these.
    All,
    /// Galleys and the record alone.
    Galley,
}

/// What bare paper looks like in pictures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum ProofPaper {
    /// As the press profile measured it.
    Press,
    /// White.
    White,
}

#[derive(Args, Debug)]
pub(super) struct ProofOptions {
    #[command(flatten)]
    pub(super) choice: Choice,
    /// Keep it as this round: 1 for 一校; in proofs/round-N of the edition.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=99))]
    pub(super) round: Option<u16>,
    /// Which forms: pdf, html, png, all, or galley for galleys and the record alone.
    #[arg(long, value_enum, value_name = "FORMS", value_delimiter = ',', default_values = ["pdf", "html"])]
    pub(super) format: Vec<ProofForm>,
    /// Dots to the inch of the pictures.
    #[arg(long, value_name = "DPI", default_value_t = 150, value_parser = clap::value_parser!(u32).range(18..=1200))]
    pub(super) dpi: u32,
    /// What bare paper looks like in pictures: as the press profile says, or white.
    #[arg(long, value_enum, value_name = "PAPER", default_value_t = ProofPaper::Press)]
    pub(super) paper: ProofPaper,
    /// Where to write; else proofs/round-N, or proofs/now, in the edition's directory.
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
}
