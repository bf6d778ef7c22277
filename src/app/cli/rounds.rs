//! Layout records on the disk: those of rounds, which an edition keeps beside it, and those that are named.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::press::Job;
use crate::app::proof::layout_of;
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::World;
use crate::output::proof::Picture;
use crate::page::layout::{FORM, Layout};

/// The name of the record in the directory of a round.
pub(super) const RECORD: &str = "layout.json";
/// Records are some hundred kilobytes; one of more than this is none of ours.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A layout, and what was noticed while making or reading it.
#[derive(Debug, Default)]
pub(super) struct Proofed {
    /// `None`: it could not be read or made.
    pub(super) layout: Option<Layout>,
    /// What was noticed.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A layout record, from a record's file, a directory that holds one, or an edition composed now.
pub(super) fn read(world: &World, path: &Path) -> Proofed {
    let record = if path.is_dir() { path.join(RECORD) } else { path.to_path_buf() };
    let is_record = record.extension().is_some_and(|extension| extension == "json");
    if is_record && record.is_file() {
        return match of_file(&record) {
            Ok(layout) => Proofed { layout: Some(layout), diagnostics: Vec::new() },
            Err(finding) => Proofed { layout: None, diagnostics: vec![*finding] },
        };
    }
    let job = Job { edition: path.to_path_buf(), ..Job::default() };
    let (report, layout) = layout_of(world, &job, 0);
    Proofed { layout, diagnostics: report.diagnostics }
}

fn of_file(path: &Path) -> Result<Layout, Box<Diagnostic>> {
    let shown = path.display();
    let refused = |why: (String, String)| {
        let message = say(
            format!("校样记录 `{shown}` 读不了：{}", why.0),
            format!("cannot read the record `{shown}`: {}", why.1),
        );
        let hint = say("用 `paiban proof` 重新出一份", "make it anew with `paiban proof`");
        Box::new(Diagnostic::new(Code::FileUnreadable, Span::NONE, message).hint(hint))
    };
    let same = |error: String| refused((error.clone(), error));
    let length = fs::metadata(path).map_err(|error| same(error.to_string()))?.len();
    if length > LARGEST {
        return Err(refused(("文件太大".to_owned(), "the file is too large".to_owned())));
    }
    let text = fs::read_to_string(path).map_err(|error| same(error.to_string()))?;
    let layout: Layout = serde_json::from_str(&text).map_err(|error| same(error.to_string()))?;
    if layout.form != FORM {
        return Err(refused(("是别的版本写的".to_owned(), "another version of the program wrote it".to_owned())));
    }
    Ok(layout)
}

/// The rounds that an edition keeps, in order: number and directory.
pub(super) fn rounds(edition: &Path) -> Vec<(u16, PathBuf)> {
    let entries = fs::read_dir(home(edition)).into_iter().flatten().flatten();
    let round = |entry: fs::DirEntry| {
        let number = entry.file_name().to_str()?.strip_prefix("round-")?.parse::<u16>().ok()?;
        entry.path().join(RECORD).is_file().then(|| (number, entry.path()))
    };
    let mut found: Vec<(u16, PathBuf)> = entries.filter_map(round).collect();
    found.sort();
    found
}

/// Where an edition keeps its proofs.
pub(super) fn home(edition: &Path) -> PathBuf {
    let directory = if edition.is_dir() { edition } else { edition.parent().unwrap_or(Path::new("")) };
    directory.join("proofs")
}

/// The directory of a round.
pub(super) fn round_directory(edition: &Path, round: u16) -> PathBuf {
    home(edition).join(format!("round-{round}"))
}

/// The pictures of pages that a round keeps, by folio.
pub(super) fn pages(round: &Path) -> Vec<(String, Picture)> {
    /// A page is some megabytes; a larger file is none of ours.
    const PICTURE: u64 = 64 * 1024 * 1024;
    let entries = fs::read_dir(round.join("pages")).into_iter().flatten().flatten();
    let one = |entry: fs::DirEntry| {
        let path = entry.path();
        let media = match path.extension()?.to_str()? {
            "png" => "image/png",
            "jpg" => "image/jpeg",
            _ => return None,
        };
        let is_ours = entry.metadata().ok()?.len() <= PICTURE;
        let bytes = is_ours.then(|| fs::read(&path).ok()).flatten()?;
        Some((path.file_stem()?.to_str()?.to_owned(), Picture { media, bytes }))
    };
    let mut found: Vec<(String, Picture)> = entries.filter_map(one).collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}
