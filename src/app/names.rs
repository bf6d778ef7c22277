//! Names of print files: `CODE_YYYYMMDD_A01_v1.pdf`.

use crate::model::{Date, Edition};

/// The name of a page's print file.
///
/// Source: `print.md` 7: letters, figures and underscores only.
pub fn page_file(edition: &Edition, folio: &str) -> String {
    format!("{}_{}_{folio}_v{}.pdf", edition.code, compact(edition.date), edition.version)
}

/// The name of the one file that holds all pages.
pub fn combined_file(edition: &Edition) -> String {
    format!("{}_{}_v{}.pdf", edition.code, compact(edition.date), edition.version)
}

/// `2026-11-23`.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year, date.month, date.day)
}
