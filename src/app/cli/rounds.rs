//! Layout records on the disk: those of rounds, which an edition keeps beside it, and those that are named.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::press::Job;
use crate::app::proof::layout_of;
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::World;
use crate::output::proof::{Picture, extract, record};
use crate::output::read::Document;
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
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
        let read = pdf(path).and_then(|bytes| of_pdf(path, &bytes));
        return match read {
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

/// The name of the file that readers write into.
const PROOF: &str = "proof.pdf";
/// A PDF of more than this is not read.
const LARGEST_PDF: u64 = 2 << 30;

/// The bytes of a PDF file.
///
/// Errors: one that is missing or too large.
pub(super) fn pdf(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let refused = |why: String| {
        let shown = path.display();
        let message = say(format!("`{shown}` 读不了：{why}"), format!("cannot read `{shown}`: {why}"));
        let hint = say(
            "看路径对不对；校样用 `paiban proof` 出",
            "see that the path is right; proofs are made with `paiban proof`",
        );
        Box::new(Diagnostic::new(Code::FileUnreadable, Span::NONE, message).hint(hint))
    };
    let length = fs::metadata(path).map_err(|error| refused(error.to_string()))?.len();
    if length > LARGEST_PDF {
        return Err(refused("> 2 GiB".to_owned()));
    }
    fs::read(path).map_err(|error| refused(error.to_string()))
}

/// The PDF that goes with a proof: itself, or the one that its round keeps.
pub(super) fn pdf_of(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let is_record = path.extension().is_some_and(|extension| extension == "json");
    match path {
        directory if directory.is_dir() => pdf(&directory.join(PROOF)),
        record if is_record => pdf(&record.with_file_name(PROOF)),
        file => pdf(file),
    }
}

/// The layout in a PDF: its record, else what its type says.
fn of_pdf(path: &Path, bytes: &[u8]) -> Result<Layout, Box<Diagnostic>> {
    let record = Document::open(bytes).ok().and_then(|document| record(&document));
    record.map_or_else(
        || {
            extract(bytes).map_err(|_| {
                let shown = path.display();
                let message =
                    say(format!("`{shown}` 不是读得出的 PDF"), format!("`{shown}` is no PDF that can be read"));
                let hint = say("重新另存为不加密的 PDF", "save it anew as a PDF without a password");
                Box::new(Diagnostic::new(Code::FileUnreadable, Span::NONE, message).hint(hint))
            })
        },
        Ok,
    )
}

/// The record beside a file that lost its own.
pub(super) fn beside(proof: &Path) -> Option<Layout> {
    of_file(&proof.with_file_name(RECORD)).ok()
}

/// The edition that keeps a proof in `proofs/`.
pub(super) fn edition_of(proof: &Path) -> Option<PathBuf> {
    let round = proof.parent()?;
    let home = round.parent()?;
    let edition = home.parent()?;
    (home.file_name()? == "proofs" && edition.join("edition.yaml").is_file()).then(|| edition.to_path_buf())
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
