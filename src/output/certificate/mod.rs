//! The press certificate: what was found in the finished files of an edition, for the shop and for the record.
//!
//! Source: `print.md` 8. One HTML file that needs nothing else, the same as a PDF to file or to sign, and as JSON.

mod html;
mod json;
mod page;
mod pdf;
mod thumbnail;

use crate::base::diag::{Diagnostic, Severity};
use crate::output::preflight::Report;

pub use html::html;
pub use json::json;
pub use pdf::{Making, pdf};
pub use thumbnail::thumbnail;

/// A delivery, examined.
pub struct Certificate {
    /// The newspaper.
    pub paper: String,
    /// The day, `2026-11-23`.
    pub date: String,
    /// The zone edition, if it is one.
    pub zone: Option<String>,
    /// The press condition whose limits were used: its name.
    pub press: String,
    /// The condition and its profile, as files name them.
    pub condition: String,
    /// The files to be printed, in the order of their pages.
    pub files: Vec<Certified>,
    /// What is wrong with the delivery itself: files that are missing, changed or too much.
    pub delivery: Vec<Diagnostic>,
    /// Who signed.
    pub signatures: Vec<Signature>,
}

/// A print file, examined.
pub struct Certified {
    /// The edition's pages that are in it.
    pub pages: Vec<u16>,
    /// The pages as they are called: `A01`.
    pub folios: Vec<String>,
    /// Its version.
    pub version: u64,
    /// What preflight found.
    pub report: Report,
    /// Each page as it prints, a small picture; none where it could not be drawn.
    pub thumbnails: Vec<Option<Thumbnail>>,
}

/// A page, small.
pub struct Thumbnail {
    /// A JPEG or PNG file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media: &'static str,
    /// Pixels across and down.
    pub pixels: (u32, u32),
    /// The part of the page that it shows, in millimetres from the top left corner of the trim: x, y, width, height.
    pub shows: [f64; 4],
}

/// A signature.
pub struct Signature {
    /// Who.
    pub name: String,
    /// As what.
    pub role: String,
    /// In which round.
    pub round: u64,
    /// When.
    pub time: String,
    /// On how many files.
    pub files: usize,
}

/// Whether the edition may go to press.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Nothing was found, or only notes.
    Good,
    /// Printable; warnings should be looked at.
    Look,
    /// Not printable as it is.
    Refused,
}

impl Certificate {
    /// Whether the edition may go to press.
    pub fn verdict(&self) -> Verdict {
        let has = |severity| {
            self.files.iter().any(|file| file.report.count(severity) > 0)
                || self.delivery.iter().any(|finding| finding.severity == severity)
        };
        if self.files.is_empty() || has(Severity::Error) {
            Verdict::Refused
        } else if has(Severity::Warning) {
            Verdict::Look
        } else {
            Verdict::Good
        }
    }

    /// How many findings of all files are so bad, those of the delivery with them.
    pub fn count(&self, severity: Severity) -> usize {
        let delivery = self.delivery.iter().filter(|finding| finding.severity == severity).count();
        delivery + self.files.iter().map(|file| file.report.count(severity)).sum::<usize>()
    }
}

impl Verdict {
    /// As JSON has it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Good => "good",
            Verdict::Look => "look",
            Verdict::Refused => "refused",
        }
    }
}
