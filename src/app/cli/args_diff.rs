//! Arguments of `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Forms of a difference.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum DiffForm {
    Text,
    Json,
    /// Side by side, one file that needs nothing else.
    Html,
    /// The new pages with change bars and notes; wants `-o`.
    Pdf,
}

#[derive(Args, Debug)]
pub(super) struct DiffOptions {
    /// A proof (its directory, layout.json or proof.pdf), any PDF, or an edition, which is set now.
    pub(super) old: PathBuf,
    /// Another; with `--last` none.
    pub(super) new: Option<PathBuf>,
    /// The last round of an edition against the edition as it is.
    #[arg(long)]
    pub(super) last: bool,
    /// Corrections that were asked for, YAML: `- {story: lead, from: 三日, to: 四日}`. Those not made, and
    /// changes that nobody asked for, fail the run.
    #[arg(long, value_name = "FILE")]
    pub(super) expect: Option<PathBuf>,
    /// Compare the pixels of both too: what differs and no record explains is an alarm. Of two PDF files always.
    #[arg(long)]
    pub(super) raster: bool,
    /// The press on which files of other makers are shown when pixels are compared: a name in layouts/press; else the one
    /// that they name.
    #[arg(long, value_name = "NAME")]
    pub(super) press: Option<String>,
    /// Exit with 1 when anything differs.
    #[arg(long)]
    pub(super) exit_code: bool,
    /// How to print.
    #[arg(long, value_enum, default_value_t = DiffForm::Text, value_name = "FORMAT")]
    pub(super) format: DiffForm,
    /// Write to a file; the summary is printed.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}
