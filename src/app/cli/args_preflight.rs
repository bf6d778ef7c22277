//! Arguments of `paiban preflight` and `paiban certify`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::Form;

/// As which kind of file a PDF is judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Judge {
    /// PDF/X-4.
    X4,
    /// PDF/X-1a:2003.
    X1a,
    /// No PDF/X: only what the press asks.
    None,
}

#[derive(Args, Debug)]
pub(super) struct PreflightOptions {
    /// Finished PDF files, of this program or of others.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The press condition whose limits count.
    #[arg(long, default_value = "newsprint", value_name = "NAME")]
    pub(super) press: String,
    /// A paper or an edition, whose own press conditions come first: its directory.
    #[arg(long, value_name = "DIR")]
    pub(super) home: Option<PathBuf>,
    /// As what to judge them; else as what each says it is.
    #[arg(long, value_enum, value_name = "FLAVOUR")]
    pub(super) pdfx: Option<Judge>,
    /// Let findings of this code, or all `warnings`, fail the run too.
    #[arg(long, value_name = "CODE")]
    pub(super) deny: Vec<String>,
    /// List also boxes, fonts, pictures and ink-key zones.
    #[arg(short, long)]
    pub(super) verbose: bool,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Form::Text, value_name = "FORMAT")]
    pub(super) format: Form,
}

#[derive(Args, Debug)]
pub(super) struct CertifyOptions {
    /// A directory with print files and their manifest, or an edition that was built.
    #[arg(value_name = "DIR")]
    pub(super) from: PathBuf,
    /// Another press condition than the edition's, or than the manifest names.
    #[arg(long, value_name = "NAME")]
    pub(super) press: Option<String>,
    /// As a PDF too: A4 sheets to file, to sign or to send.
    #[arg(long)]
    pub(super) pdf: bool,
    /// Let findings of this code, or all `warnings`, fail the run too.
    #[arg(long, value_name = "CODE")]
    pub(super) deny: Vec<String>,
}
