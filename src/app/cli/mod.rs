//! The command line: reads arguments, prints, picks exit codes.
//!
//! Exit codes: 0 done; 1 findings at or above the denied level, or a broken input; 2 wrong usage;
//! 3 an output could not be written.
#![expect(clippy::print_stderr, reason = "printing is the business of the command line")]

mod args;
mod args_diff;
mod args_digital;
mod args_notes;
mod args_preflight;
mod args_proof;
mod args_serve;
mod build;
mod codes;
mod columns;
mod diff;
mod explain;
mod explain_json;
pub(in crate::app) mod explain_words;
mod fit;
mod fit_words;
mod fonts;
mod github;
mod heads;
mod impose;
mod new;
mod notes;
mod preflight;
mod proof;
mod proof_pdf;
mod render;
mod rounds;
mod sarif;
mod serve;
mod sign;
mod zh;

use std::io::{IsTerminal, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::base::diag::{Code, Diagnostic, Say, Severity, say};
use crate::input::{DataSearch, World, find_data};
use crate::input::{Kind, schema};

use args::{Arguments, Color, Command};
pub use render::Lang;

/// Done.
const DONE: u8 = 0;
/// Findings at or above the denied level, or a broken input.
const FINDINGS: u8 = 1;
/// Wrong usage.
const USAGE: u8 = 2;
/// An output could not be written.
const UNWRITABLE: u8 = 3;

/// How and in which language to print.
#[derive(Clone, Copy)]
struct Voice {
    lang: Lang,
    /// Whether the language was asked for, not that of the locale.
    told: bool,
    color: bool,
    width: usize,
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let wanted = language_wanted();
    let command = zh::localised(Arguments::command(), wanted);
    let arguments = match command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { USAGE } else { DONE };
            // A closed pipe is no reason to fail while printing help.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let voice = voice(&arguments, wanted);
    ExitCode::from(run(arguments, voice))
}

/// `--lang` counts already for help and usage errors, so it is looked for before parsing.
fn language_wanted() -> Lang {
    let mut words = std::env::args().skip(1);
    let mut wanted = None;
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_string),
            None => None,
        };
        wanted = match value.as_deref() {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            _ => wanted,
        };
    }
    wanted.unwrap_or_else(Lang::of_locale)
}

fn voice(arguments: &Arguments, wanted: Lang) -> Voice {
    let terminal = std::io::stderr().is_terminal();
    let color = match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let width = terminal_size::terminal_size().map_or(120, |(width, _)| usize::from(width.0)).clamp(60, 160);
    Voice { lang: arguments.lang.unwrap_or(wanted), told: arguments.lang.is_some(), color, width }
}

fn run(arguments: Arguments, voice: Voice) -> u8 {
    match arguments.command {
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "paiban", &mut std::io::stdout());
            DONE
        }
        Command::Schema { kind } => print_schema(&kind, voice),
        Command::Codes { json } => codes::codes(json, voice),
        Command::Sign(options) => sign::sign(&options, voice),
        Command::Verify(options) => sign::verify(&options, voice),
        command => match find_data(&DataSearch::of_process(arguments.data)) {
            Ok(data) => with_data(command, &World::disk(data), voice),
            Err(finding) => {
                eprint!("{}", render::text(None, &[finding], voice.lang, voice.color, voice.width));
                FINDINGS
            }
        },
    }
}

fn with_data(command: Command, world: &World, voice: Voice) -> u8 {
    match command {
        Command::Build(options) => build::build(world, options, voice),
        Command::Check(options) => build::check(world, options, voice),
        Command::Explain(options) => explain::explain(world, &options, voice),
        Command::Fit(options) => fit::fit(world, &options, voice),
        Command::Proof(options) => proof::proof(world, &options, voice),
        Command::Diff(options) => diff::diff(world, &options, voice),
        Command::Notes(options) => notes::notes(world, &options, voice),
        Command::Fonts(options) => fonts::fonts(world, &options, voice),
        Command::Impose(options) => impose::impose(world, &options, voice),
        Command::Preflight(options) => preflight::preflight(world, &options, voice),
        Command::Certify(options) => preflight::certify(world, &options, voice),
        Command::New(options) => new::new(&options, voice),
        Command::Serve(options) => serve::serve(world, &options, voice),
        Command::Schema { .. }
        | Command::Codes { .. }
        | Command::Sign(_)
        | Command::Verify(_)
        | Command::Completions { .. } => DONE,
    }
}

fn print_schema(name: &str, voice: Voice) -> u8 {
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let Some(kind) = Kind::ALL.iter().find(|kind| kind.name() == name) else {
        let list = names.join(", ");
        return usage(
            &say(
                format!("没有 `{name}` 这种文件；有：{list}"),
                format!("there is no kind of file `{name}`; there are: {list}"),
            ),
            voice,
        );
    };
    out(&(serde_json::to_string_pretty(&schema(*kind)).unwrap_or_default() + "\n"))
}

/// Says what was wrong with the command line.
fn usage(message: &Say, voice: Voice) -> u8 {
    eprintln!("{}: {}", voice.lang.pick("错误", "error"), voice.lang.of(message));
    USAGE
}

/// Prints to the standard output; a reader that went away is no failure of ours.
fn out(text: &str) -> u8 {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    DONE
}

/// What `--deny` makes fatal.
#[derive(Clone, Debug, Default)]
struct Denied {
    warnings: bool,
    codes: Vec<Code>,
}

impl Denied {
    /// Reads `warnings` and the names of codes.
    fn parse(names: &[String]) -> Result<Denied, Say> {
        let mut denied = Denied::default();
        for name in names.iter().flat_map(|name| name.split(',')).map(str::trim) {
            if name == "warnings" {
                denied.warnings = true;
            } else if let Some(code) = Code::ALL.iter().find(|code| code.as_str() == name) {
                denied.codes.push(*code);
            } else {
                let near = Code::ALL
                    .iter()
                    .map(|code| code.as_str())
                    .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
                let near = near.unwrap_or("warnings");
                return Err(say(
                    format!("没有 `{name}` 这种代码；是否 `{near}`？（或 `warnings`）"),
                    format!("there is no code `{name}`; did you mean `{near}`? (or `warnings`)"),
                ));
            }
        }
        Ok(denied)
    }

    fn denies(&self, finding: &Diagnostic) -> bool {
        let denied = finding.severity == Severity::Error
            || (self.warnings && finding.severity == Severity::Warning)
            || self.codes.contains(&finding.code);
        denied && finding.allowed.is_none()
    }
}

/// Where converted pictures are kept: PAIBAN_CACHE (nowhere when it is empty), else in the cache directory of the
/// user.
fn cache_directory() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    match std::env::var_os("PAIBAN_CACHE") {
        Some(own) if own.is_empty() => None,
        Some(own) => Some(PathBuf::from(own)),
        None => {
            let home = || set("HOME").map(|home| home.join(".cache"));
            let user = set("XDG_CACHE_HOME").or_else(|| set("LOCALAPPDATA")).or_else(home)?;
            Some(user.join("paiban").join("pictures"))
        }
    }
}
