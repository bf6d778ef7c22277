//! `paiban proof`: galleys and the layout record of an edition, kept by rounds.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::pages::PageChoice;
use crate::app::press::Job;
use crate::app::proof::layout_of;
use crate::app::write::write_whole;
use crate::base::diag::{Diagnostic, Severity, say};
use crate::input::World;
use crate::output::diff::{compare, summary};
use crate::output::galley::galleys;
use crate::page::layout::Layout;

use super::args::ProofOptions;
use super::rounds::{self, RECORD};
use super::{DONE, Denied, FINDINGS, UNWRITABLE, Voice, out, render, usage};

/// Composes an edition and writes its proof.
pub(super) fn proof(world: &World, options: &ProofOptions, voice: Voice) -> u8 {
    let choice = &options.choice;
    let pages = match choice.pages.as_deref().map_or(Ok(PageChoice::all()), PageChoice::parse) {
        Ok(pages) => pages,
        Err(message) => return usage(&message, voice),
    };
    let denied = match Denied::parse(&choice.deny) {
        Ok(denied) => denied,
        Err(message) => return usage(&message, voice),
    };
    let round = options.round.unwrap_or(0);
    let edition = &choice.edition;
    let last = rounds::rounds(edition).into_iter().rfind(|(number, _)| round == 0 || *number < round);
    let job = Job {
        edition: edition.clone(),
        pages,
        press: choice.press.clone(),
        zone: choice.zone.clone(),
        ..Job::default()
    };
    let (report, layout) = layout_of(world, &job, round);
    let is_shown = |one: &&Diagnostic| choice.verbose || (one.severity > Severity::Note && one.allowed.is_none());
    let shown: Vec<Diagnostic> = report.diagnostics.iter().filter(is_shown).cloned().collect();
    eprint!("{}", render::text(Some(world), &shown, voice.lang, voice.color, voice.width));
    let Some(layout) = layout else { return FINDINGS };
    let home = options.output.clone().unwrap_or_else(|| match options.round {
        Some(round) => rounds::round_directory(edition, round),
        None => rounds::home(edition).join("now"),
    });
    if let Err((path, error)) = write(&layout, &home) {
        let message =
            say(format!("写不了 `{}`：{error}", path.display()), format!("cannot write `{}`: {error}", path.display()));
        eprintln!("{}: {}", voice.lang.pick("错误", "error"), voice.lang.of(&message));
        return UNWRITABLE;
    }
    out(&format!("{}\n", home.display()));
    if let Some(before) = last.and_then(|(_, directory)| rounds::read(world, &directory).layout) {
        out(&format!("{}\n", voice.lang.of(&summary(&compare(&before, &layout), round))));
    }
    let stops = report.diagnostics.iter().any(|finding| denied.denies(finding));
    if stops { FINDINGS } else { DONE }
}

/// The galleys first, the record last: a directory with a record is whole.
fn write(layout: &Layout, home: &Path) -> Result<(), (PathBuf, std::io::Error)> {
    let galley = home.join("galley");
    fs::create_dir_all(&galley).map_err(|error| (galley.clone(), error))?;
    for (name, text) in galleys(layout) {
        write_whole(&galley.join(format!("{name}.txt")), text.as_bytes())?;
    }
    let record = serde_json::to_string(layout).map_err(|error| (home.join(RECORD), std::io::Error::other(error)))?;
    write_whole(&home.join(RECORD), (record + "\n").as_bytes())
}
