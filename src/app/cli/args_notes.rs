//! Arguments of `notes`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Forms of suggestions.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum NotesForm {
    Text,
    Json,
    /// Annotations of GitHub Actions.
    Github,
}

#[derive(Args, Debug)]
pub(super) struct NotesOptions {
    /// A proof that a reader wrote into: proof.pdf.
    #[arg(value_name = "PROOF")]
    pub(super) proof: PathBuf,
    /// The record of its round, or the round's directory, where the file lost its own.
    #[arg(long, value_name = "FILE")]
    pub(super) record: Option<PathBuf>,
    /// The edition's directory, which stands before the names of files; else that which keeps the proof.
    #[arg(long, value_name = "DIR")]
    pub(super) edition_dir: Option<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = NotesForm::Text, value_name = "FORMAT")]
    pub(super) format: NotesForm,
}
