//! `paiban proof`: what people read of an edition before it is printed, kept by rounds.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::pages::PageChoice;
use crate::app::press::Job;
use crate::app::proof::{Forms, ProofFile, Wanted, proof_of};
use crate::app::write::write_whole;
use crate::base::diag::{Diagnostic, Severity, say};
use crate::input::World;
use crate::output::diff::{compare, summary};
use crate::output::pdf::Paper;
use crate::page::layout::Layout;

use super::args_proof::{ProofForm, ProofOptions, ProofPaper};
use super::build::{progress_bar, tell};
use super::proof_pdf::{is_pdf, proof_pdf};
use super::rounds::{self, RECORD};
use super::{DONE, Denied, FINDINGS, UNWRITABLE, Voice, cache_directory, out, render, usage};

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
    if is_pdf(&choice.edition) {
        return proof_pdf(world, options, &pages, voice);
    }
    let round = options.round.unwrap_or(0);
    let edition = &choice.edition;
    let last = rounds::rounds(edition).into_iter().rfind(|(number, _)| round == 0 || *number < round);
    let job = Job {
        edition: edition.clone(),
        pages,
        press: choice.press.clone(),
        zone: choice.zone.clone(),
        cache: if choice.no_cache { None } else { cache_directory() },
        ..Job::default()
    };
    let before = last.as_ref().and_then(|(_, directory)| rounds::read(world, directory).layout);
    let forms = forms(&options.format);
    let wanted = Wanted {
        round,
        forms,
        dpi: options.dpi,
        paper: if options.paper == ProofPaper::White { Paper::White } else { Paper::Press },
        zh: voice.lang == super::Lang::Zh,
        before_pages: last.filter(|_| forms.html).map(|(_, home)| rounds::pages(&home)).unwrap_or_default(),
        before,
    };
    let bar = progress_bar(voice);
    let (report, files, layout) = proof_of(world, &job, &wanted, &|step| tell(&bar, step));
    bar.finish_and_clear();
    let is_shown = |one: &&Diagnostic| choice.verbose || (one.severity > Severity::Note && one.allowed.is_none());
    let shown: Vec<Diagnostic> = report.diagnostics.iter().filter(is_shown).cloned().collect();
    eprint!("{}", render::text(Some(world), &shown, voice.lang, voice.color, voice.width));
    let Some(layout) = layout else { return FINDINGS };
    let home = options.output.clone().unwrap_or_else(|| match options.round {
        Some(round) => rounds::round_directory(edition, round),
        None => rounds::home(edition).join("now"),
    });
    if let Err((path, error)) = write(&files, &layout, &home) {
        let message =
            say(format!("写不了 `{}`：{error}", path.display()), format!("cannot write `{}`: {error}", path.display()));
        eprintln!("{}: {}", voice.lang.pick("错误", "error"), voice.lang.of(&message));
        return UNWRITABLE;
    }
    let shown = files.iter().filter(|file| !file.name.contains('/'));
    let named: String = shown.map(|file| format!("{}\n", home.join(&file.name).display())).collect();
    out(&format!("{}\n{named}", home.display()));
    if let Some(before) = &wanted.before {
        out(&format!("{}\n", voice.lang.of(&summary(&compare(before, &layout), round))));
    }
    let stops = report.diagnostics.iter().any(|finding| denied.denies(finding));
    if stops { FINDINGS } else { DONE }
}

fn forms(wanted: &[ProofForm]) -> Forms {
    let has = |form: ProofForm| wanted.contains(&form) || wanted.contains(&ProofForm::All);
    Forms { pdf: has(ProofForm::Pdf), html: has(ProofForm::Html), png: has(ProofForm::Png) }
}

/// Takes away what an earlier proof left in its directory and this one has not, which would belong to another record.
/// That a file cannot be removed spoils nothing that was just written.
fn clear(files: &[ProofFile], home: &Path) {
    let Some(before) = rounds::beside(&home.join(RECORD)) else { return };
    let mut old = vec!["proof.pdf".to_owned(), "proof.html".to_owned()];
    for page in &before.pages {
        old.extend(["", "pages/"].map(|place| format!("{place}{}.png", page.folio)));
        old.push(format!("pages/{}.jpg", page.folio));
        let stories = page.texts.iter().filter(|text| !text.is_furniture());
        old.extend(stories.map(|text| format!("galley/{}.txt", text.story)));
    }
    for name in old.iter().filter(|name| files.iter().all(|file| file.name != **name)) {
        let _ = fs::remove_file(home.join(name));
    }
}

/// Writes files into a directory, which is made where it is not there.
pub(super) fn write_files(files: &[ProofFile], home: &Path) -> Result<(), (PathBuf, std::io::Error)> {
    fs::create_dir_all(home).map_err(|error| (home.to_path_buf(), error))?;
    for file in files {
        let path = home.join(&file.name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| (parent.to_path_buf(), error))?;
        }
        write_whole(&path, &file.bytes)?;
    }
    Ok(())
}

/// The record last: a directory with a record is whole.
fn write(files: &[ProofFile], layout: &Layout, home: &Path) -> Result<(), (PathBuf, std::io::Error)> {
    write_files(files, home)?;
    clear(files, home);
    let record = serde_json::to_string(layout).map_err(|error| (home.join(RECORD), std::io::Error::other(error)))?;
    write_whole(&home.join(RECORD), (record + "\n").as_bytes())
}
