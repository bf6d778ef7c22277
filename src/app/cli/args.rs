//! The arguments, as clap knows them. Help is in English here; `zh` has it in Chinese.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::args_diff::DiffOptions;
use super::args_digital::DigitalOptions;
use super::args_notes::NotesOptions;
use super::args_preflight::{CertifyOptions, PreflightOptions};
use super::args_proof::ProofOptions;
use super::args_serve::ServeOptions;
use super::render::Lang;

/// 排版: sets Chinese newspapers from YAML page descriptions into print-ready PDF pages.
#[derive(Parser, Debug)]
#[command(name = "paiban", version, about, max_term_width = 110)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Language of messages and help; else that of the locale.
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub(super) lang: Option<Lang>,
    /// The directory with fonts/ and layouts/; else PAIBAN_DATA, else beside the program or above.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Write the print files of an edition, one PDF/X a page, and a manifest.
    Build(BuildOptions),
    /// Find everything that is wrong with an edition; write nothing.
    Check(CheckOptions),
    /// Tell of every line of a story how it was set and why it ends where it does.
    Explain(ExplainOptions),
    /// Say of every story how much room it has, what it lacks or has too much of, and the cheapest cure.
    Fit(FitOptions),
    /// Write what people read: galleys with line ends as printed, and the record of the layout, by rounds. Of a PDF of any
    /// maker: its pages as pictures, as its press prints them, or the one that --press names.
    Proof(ProofOptions),
    /// Show the pages live in a browser, and edit them there.
    Serve(ServeOptions),
    /// Say what changed between two proofs, or since the last round.
    Diff(DiffOptions),
    /// List what readers wrote into a proof, as suggestions for places in the copy.
    Notes(NotesOptions),
    /// Lay finished pages on sheets for the plates, a file for each side.
    Impose(ImposeOptions),
    /// Sign the print files of a directory: binds a name, a duty and a time to their exact bytes.
    Sign(SignOptions),
    /// Compare a directory of print files with its manifest, its sums and its signatures.
    Verify(VerifyOptions),
    /// Judge finished PDF files by what a press condition asks.
    Preflight(PreflightOptions),
    /// Write the press certificate of a directory of print files: HTML for people, JSON for machines, on request a PDF.
    Certify(CertifyOptions),
    /// Start a paper, or a new edition of a paper.
    New(NewOptions),
    /// List faces by role and weight, their files, what characters and forms they have, and drawn glyphs.
    Fonts(FontOptions),
    /// Print the JSON Schema of a kind of file: format styles press layout paper edition zone story.
    Schema {
        /// The kind of file.
        kind: String,
    },
    /// List the codes of all findings: how bad each is, and what it is about.
    Codes {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

#[derive(Args, Debug)]
pub(super) struct Choice {
    /// The edition: its directory or its edition.yaml.
    pub(super) edition: PathBuf,
    /// Only these pages: 1,3-4.
    #[arg(long, value_name = "PAGES")]
    pub(super) pages: Option<String>,
    /// Another press condition than the edition's.
    #[arg(long, value_name = "NAME")]
    pub(super) press: Option<String>,
    /// A zone edition: the name of a file in zones/; `all` for the edition and all its zones.
    #[arg(long, value_name = "NAME")]
    pub(super) zone: Option<String>,
    /// Let findings of this code, or all `warnings`, fail the run too.
    #[arg(long, value_name = "CODE")]
    pub(super) deny: Vec<String>,
    /// Convert every picture anew, and keep none for the next run.
    #[arg(long)]
    pub(super) no_cache: bool,
    /// List also notes, what was cleaned in the copy, and what the page descriptions allow.
    #[arg(short, long)]
    pub(super) verbose: bool,
}

#[derive(Args, Debug)]
pub(super) struct BuildOptions {
    #[command(flatten)]
    pub(super) choice: Choice,
    /// Where to write; else `out` in the edition's directory.
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// The PDF/X flavour; else that of the press condition.
    #[arg(long, value_enum, value_name = "FLAVOUR")]
    pub(super) pdfx: Option<Pdfx>,
    /// One file for all pages.
    #[arg(long)]
    pub(super) combined: bool,
    #[command(flatten)]
    pub(super) digital: DigitalOptions,
    /// All of it in one ZIP too.
    #[arg(long)]
    pub(super) zip: bool,
    /// MD5 sums too.
    #[arg(long)]
    pub(super) md5: bool,
    /// An XJDF ticket too: files, inks, plates.
    #[arg(long)]
    pub(super) xjdf: bool,
    /// Examine what was written, as `certify` does; refuse what the press would.
    #[arg(long)]
    pub(super) certify: bool,
    /// The certificate as a PDF too: A4 sheets to file, to sign or to send.
    #[arg(long, requires = "certify")]
    pub(super) certificate_pdf: bool,
    /// Write pages all the same although copy is overset; the manifest says so.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) allow: Vec<Allow>,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    pub(super) format: Format,
    /// Print only findings.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// PDF/X flavours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Pdfx {
    /// PDF/X-4.
    X4,
    /// PDF/X-1a:2003, for older RIPs.
    X1a,
}

/// What may be let through.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Allow {
    Overset,
}

/// Forms of findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

#[derive(Args, Debug)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub(super) choice: Choice,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    pub(super) format: Format,
}

/// Forms of the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Form {
    Text,
    Json,
}

#[derive(Args, Debug)]
pub(super) struct ExplainOptions {
    /// The edition: its directory or its edition.yaml.
    pub(super) edition: PathBuf,
    /// Stories by name: the file's name without .md. Without one, a row for each story.
    #[arg(value_name = "STORY")]
    pub(super) stories: Vec<String>,
    /// Only these pages: 1,3-4.
    #[arg(long, value_name = "PAGES")]
    pub(super) pages: Option<String>,
    /// Only the lines around this text.
    #[arg(long, value_name = "TEXT")]
    pub(super) find: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Form::Text, value_name = "FORMAT")]
    pub(super) format: Form,
    /// For every line also what it would be with one unit less, and one more.
    #[arg(short, long)]
    pub(super) verbose: bool,
}

#[derive(Args, Debug)]
pub(super) struct FitOptions {
    /// The edition: its directory or its edition.yaml.
    pub(super) edition: PathBuf,
    /// Only these pages: 1,3-4.
    #[arg(long, value_name = "PAGES")]
    pub(super) pages: Option<String>,
    /// Write the levers that help into the page descriptions; all else in them stays.
    #[arg(long)]
    pub(super) write: bool,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Form::Text, value_name = "FORMAT")]
    pub(super) format: Form,
}

#[derive(Args, Debug)]
pub(super) struct FontOptions {
    /// A paper or an edition, whose own style sheets, fonts and drawings come first: its directory.
    pub(super) home: Option<PathBuf>,
    /// The style sheet whose faces are listed.
    #[arg(long, default_value = "daily", value_name = "NAME")]
    pub(super) styles: String,
    /// Show which face of each chain has these characters.
    #[arg(long, value_name = "TEXT")]
    pub(super) find: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct NewOptions {
    /// A directory that is not there yet. Below a paper (a directory with paper.yaml) an edition is
    /// started, else a paper with its first edition.
    pub(super) dir: PathBuf,
    /// The newspaper's name.
    #[arg(long, default_value = "新报", value_name = "NAME")]
    pub(super) name: String,
    /// Its code in file names: letters and figures.
    #[arg(long, default_value = "XB", value_name = "CODE")]
    pub(super) code: String,
    /// The day of the edition, 2026-11-23; else the directory's name if it is a date, else today.
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
}

#[derive(Args, Debug)]
pub(super) struct SignOptions {
    /// The directory with the print files and their manifest.
    #[arg(value_name = "DIR")]
    pub(super) output: PathBuf,
    /// Who signs.
    #[arg(long, value_name = "NAME")]
    pub(super) name: String,
    /// The duty: 责编 校对 值班 签发.
    #[arg(long, value_enum, value_name = "ROLE")]
    pub(super) role: Role,
    /// The round, from 1.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=99), value_name = "N")]
    pub(super) round: u8,
    /// When, 2026-11-23T02:10+08:00; else now.
    #[arg(long, value_name = "TIME")]
    pub(super) time: Option<String>,
    /// Only these pages: 1,3-4.
    #[arg(long, value_name = "PAGES")]
    pub(super) pages: Option<String>,
}

/// The duties that sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Role {
    #[value(name = "责编", alias = "editor")]
    Editor,
    #[value(name = "校对", alias = "proofreader")]
    Proofreader,
    #[value(name = "值班", alias = "duty")]
    Duty,
    #[value(name = "签发", alias = "release")]
    Release,
}

#[derive(Args, Debug)]
pub(super) struct VerifyOptions {
    /// The directory with the print files and their manifest.
    #[arg(value_name = "DIR")]
    pub(super) output: PathBuf,
    /// Every file must be signed by these duties as it is now: 责编,签发.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "ROLE")]
    pub(super) signed: Vec<Role>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Form::Text, value_name = "FORMAT")]
    pub(super) format: Form,
}

#[derive(Args, Debug)]
pub(super) struct ImposeOptions {
    /// A directory with print files and their manifest, or an edition that was built.
    #[arg(value_name = "DIR")]
    pub(super) from: PathBuf,
    /// Where to write; else `sheets` beside the print files.
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Pages of a sheet, both sides: 4 or 8; else as the press condition says.
    #[arg(long, value_parser = pages_of_a_sheet, value_name = "PAGES")]
    pub(super) sheet: Option<u8>,
    /// Pages that fill no sheet: a single leaf in the middle, or a sheet with blanks at the end.
    #[arg(long, value_enum, default_value_t = Filling::Leaf, value_name = "HOW")]
    pub(super) rest: Filling,
    /// The four outer pages: on the outermost sheet with others, or on a sheet of their own.
    #[arg(long, value_enum, default_value_t = Cover::Own, value_name = "HOW")]
    pub(super) cover: Cover,
    /// A zone edition.
    #[arg(long, value_name = "NAME")]
    pub(super) zone: Option<String>,
    /// Every file must be signed by these duties as it is now: 责编,签发.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "ROLE")]
    pub(super) signed: Vec<Role>,
    /// Only say what would stand where; write nothing.
    #[arg(long)]
    pub(super) plan: bool,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Form::Text, value_name = "FORMAT")]
    pub(super) format: Form,
}

/// What becomes of pages that fill no sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Filling {
    Leaf,
    Blank,
}

/// Where the cover is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Cover {
    Own,
    Apart,
}

fn pages_of_a_sheet(text: &str) -> Result<u8, String> {
    match text {
        "4" => Ok(4),
        "8" => Ok(8),
        _ => Err("4 or 8 (4 或 8)".to_owned()),
    }
}
