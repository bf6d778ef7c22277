//! Preflight of a finished file: its structure, its metadata, then each page as it is printed.

use rayon::prelude::*;

use crate::base::diag::Code;
use crate::base::press::{Flavour as Kind, Limits, PictureLimits};
use crate::base::units::Permille;
use crate::output::hash::sha256_hex;
use crate::output::read::{Document, Unreadable};

use super::pages::{Printed, page};
use super::report::{Finding, Flavour, Preview, Report};
use super::rules::{Facts, Found, files, metadata, settle};

/// What a file is judged by.
#[derive(Clone, Debug)]
pub struct Asks {
    /// The press condition, for people.
    pub press: String,
    /// Its OutputConditionIdentifier.
    pub condition: String,
    /// What it prints soundly.
    pub limits: Limits,
    /// Total ink.
    pub ink_limit: Permille,
    /// Resolutions of pictures.
    pub pictures: PictureLimits,
    /// As which kind of file; as what it says it is when absent.
    pub flavour: Option<Flavour>,
    /// Whether spots print as plates.
    pub spot_plates: bool,
}

/// A file, examined.
pub struct Examined {
    /// What was found.
    pub report: Report,
    /// Each page as its plates print it.
    pub previews: Vec<Preview>,
}

/// Examines a file. Whatever it is, there is a report; what cannot be read is an error in it.
pub fn examine(bytes: &[u8], name: &str, asks: &Asks) -> Examined {
    let mut report = Report {
        file: name.to_owned(),
        bytes: bytes.len(),
        sha256: sha256_hex(bytes),
        version: (0, 0),
        declared: None,
        judged: asks.flavour.unwrap_or(Flavour::Plain),
        press: asks.press.clone(),
        title: None,
        creator: None,
        producer: None,
        intent: None,
        pages: Vec::new(),
        findings: Vec::new(),
    };
    let document = match Document::open(bytes) {
        Ok(document) => document,
        Err(why) => {
            let object = match why {
                Unreadable::NotPdf => "no PDF",
                Unreadable::NoCatalog => "no catalog",
                Unreadable::TooLarge => "too large",
            };
            report.findings = settle(vec![Found::plain(Code::PdfUnreadable, object)], asks, report.judged);
            return Examined { report, previews: Vec::new() };
        }
    };
    if document.is_encrypted() {
        report.version = document.header;
        report.findings = settle(vec![Found::plain(Code::PdfEncrypted, "Encrypt")], asks, report.judged);
        return Examined { report, previews: Vec::new() };
    }
    let facts = Facts::read(&document);
    report.version = facts.version;
    report.declared.clone_from(&facts.declared);
    report.judged = asks.flavour.unwrap_or(match facts.declared.as_deref() {
        Some(declared) if declared.starts_with(Kind::X4.name()) => Flavour::X4,
        Some(declared) if declared.starts_with("PDF/X-1a") || declared.starts_with("PDF/X-1:") => Flavour::X1a,
        _ => Flavour::Plain,
    });
    report.title.clone_from(&facts.title);
    report.creator.clone_from(&facts.creator);
    report.producer.clone_from(&facts.producer);
    report.intent.clone_from(&facts.intent);
    let mut found = Vec::new();
    files::file(&document, &facts, report.judged, &mut found);
    metadata::metadata(&facts, asks, report.judged, &mut found);
    let pages = document.pages();
    if pages.is_empty() {
        found.push(Found::plain(Code::PdfUnreadable, "no pages"));
    }
    drop(pages);
    let count = document.pages().len();
    let one = |index: usize| {
        // Each thread reads for itself: a document counts what it decodes.
        let document = Document::open(bytes).ok()?;
        let pages = document.pages();
        Some(page(&document, pages.get(index)?, index + 1, asks, report.judged))
    };
    let printed: Vec<Printed> = if count == 1 {
        document.pages().first().map(|path| page(&document, path, 1, asks, report.judged)).into_iter().collect()
    } else {
        (0..count).into_par_iter().filter_map(one).collect()
    };
    let mut previews = Vec::new();
    let mut spots = std::collections::BTreeMap::<String, Vec<String>>::new();
    for printed in printed {
        for (name, hows) in printed.spots {
            let known = spots.entry(name).or_default();
            hows.into_iter().for_each(|how| {
                if !known.contains(&how) {
                    known.push(how);
                }
            });
        }
        found.extend(printed.found);
        report.pages.push(printed.report);
        previews.push(printed.preview);
    }
    // Source: print.md 2, "one spot name = one alternate and tint transform": over all pages.
    for (name, hows) in &spots {
        if hows.len() > 1 && name != "All" && name != "None" {
            found.push(Found::plain(Code::ColorSpotDiffers, name));
        }
    }
    report.findings = settle(found, asks, report.judged);
    Examined { report, previews }
}

impl Finding {
    /// How findings are told: of the file first, then by pages; worst first.
    pub(super) fn order(&self) -> (usize, std::cmp::Reverse<crate::base::diag::Severity>, &'static str, String) {
        (self.page.unwrap_or(0), std::cmp::Reverse(self.severity), self.code.as_str(), self.object.clone())
    }
}
