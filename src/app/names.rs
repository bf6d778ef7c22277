//! Names of print files: `CODE_YYYYMMDD_A01_v1.pdf`; of a zone `CODE_YYYYMMDD_A01_ZONE_v1.pdf`.

use crate::model::{Date, Edition};

/// The name of a page's print file.
///
/// Source: `print.md` 7: letters, figures and underscores only.
pub fn page_file(edition: &Edition, folio: &str) -> String {
    let zone = edition.zone.as_ref().map_or(String::new(), |zone| format!("_{zone}"));
    format!("{}_{}_{folio}{zone}_v{}.pdf", edition.code, compact(edition.date), edition.version)
}

/// The name of the one file that holds all pages.
pub fn combined_file(edition: &Edition) -> String {
    let zone = edition.zone.as_ref().map_or(String::new(), |zone| format!("_{zone}"));
    format!("{}_{}{zone}_v{}.pdf", edition.code, compact(edition.date), edition.version)
}

/// The name of the manifest, which each zone has of its own.
pub fn manifest_file(edition: &Edition) -> String {
    edition.zone.as_ref().map_or("manifest.json".to_owned(), |zone| format!("manifest_{zone}.json"))
}

/// `2026-11-23`.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year, date.month, date.day)
}
