//! What a run made and noticed.

use std::path::PathBuf;

use crate::base::diag::Diagnostic;
use crate::page::Record;

/// The plates of a page of a zone edition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Plates {
    /// All are those of the base edition, whose file this is: the page is not written again.
    SameAs(String),
    /// The inks whose plates are made anew.
    Differ(Vec<String>),
}

/// What became of a page.
#[derive(Clone, Debug)]
pub struct PageResult {
    /// From 1; of a spread that of its left page.
    pub number: u16,
    /// The number of its last page: `number`, or of a spread the next.
    pub last: u16,
    /// `A01`.
    pub folio: String,
    /// 版名.
    pub section: String,
    /// Width and height of the trim in millimetres.
    pub trim: (f64, f64),
    /// The file it is in, when it was written.
    pub file: Option<String>,
    /// Of a zone edition, what it shares with its base.
    pub plates: Option<Plates>,
    /// The codes that kept it from being written.
    pub not_written: Vec<&'static str>,
    /// The inks that it prints, process inks first.
    pub inks: Vec<String>,
    /// Its stories, when it was composed.
    pub record: Option<Record>,
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its name in the output directory.
    pub name: String,
    /// The pages it holds.
    pub pages: Vec<u16>,
    /// Its version, as in its name.
    pub version: u16,
    /// Whether it was written: else the newest version has these bytes already.
    pub is_new: bool,
    /// Its size.
    pub bytes: usize,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// What a run made and noticed.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The zone; none of the base edition.
    pub zone: Option<String>,
    /// Where files were written.
    pub output: PathBuf,
    /// The files, in page order.
    pub files: Vec<Written>,
    /// What goes with them: a ZIP, a ticket.
    pub beside: Vec<Written>,
    /// The pages chosen.
    pub pages: Vec<PageResult>,
    /// All findings, in order of the input.
    pub diagnostics: Vec<Diagnostic>,
}

impl PageResult {
    /// Whether all its plates are those of the base edition.
    pub fn is_shared(&self) -> bool {
        matches!(self.plates, Some(Plates::SameAs(_)))
    }
}
