//! Names of print files, made of the paper's template: `CODE_YYYYMMDD_A01_v1.pdf` when it has none.
//!
//! Source: `print.md` 7: letters, figures and underscores only; pages filled up with zeros; a resend raises the
//! version and never overwrites.

use crate::base::units::Length;
use crate::model::{Date, Edition, NameField, NamePart};

/// A page, as its file's name tells of it.
#[derive(Clone, Copy, Debug)]
pub struct PageName<'a> {
    /// `A01`, of a spread `A04-05`.
    pub folio: &'a str,
    /// From 1.
    pub number: u16,
    /// Whether it is a spread.
    pub is_spread: bool,
    /// The height of the trim.
    pub height: Length,
    /// Whether it prints in black alone.
    pub is_mono: bool,
}

/// A name whose version is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileName {
    before: String,
    /// Figures of the version at least.
    width: usize,
    after: String,
}

impl FileName {
    /// A name of what stands before the version and behind it.
    pub fn new(before: String, after: &str) -> FileName {
        FileName { before, width: 0, after: after.to_owned() }
    }

    /// The name of a version.
    pub fn with(&self, version: u16) -> String {
        format!("{}{version:0width$}{}", self.before, self.after, width = self.width)
    }

    /// The same with another extension: `.zip`.
    pub fn kind(&self, extension: &str) -> FileName {
        let after = self.after.rsplit_once('.').map_or("", |(after, _)| after);
        FileName { after: format!("{after}{extension}"), ..self.clone() }
    }

    /// The same with a word before the version: `CODE_20261123_digital_v1.pdf`.
    pub fn marked(&self, word: &str) -> FileName {
        let version = ["_v", "_V", "-v", "_", "-"].into_iter().find(|end| self.before.ends_with(end)).unwrap_or("_");
        let before = self.before.strip_suffix(version).unwrap_or(&self.before);
        FileName { before: format!("{before}_{word}{version}"), ..self.clone() }
    }

    /// The newest version among some names.
    pub fn newest<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Option<u16> {
        let of = |name: &'n String| {
            let figures = name.strip_prefix(&self.before)?.strip_suffix(&self.after)?;
            let version = figures.parse().ok()?;
            (self.with(version) == *name).then_some(version)
        };
        names.into_iter().filter_map(of).max()
    }
}

/// Broadsheets are about 545 mm high, tabloids about 390.
///
/// Source: `print.md` 7, "size".
const BROADSHEET: Length = Length::mm(450);

/// The name of a page's print file; without a page, of a file that holds all of them.
pub fn file_name(edition: &Edition, page: Option<PageName<'_>>) -> FileName {
    let (mut before, mut after, mut width) = (String::new(), None::<String>, 0);
    for part in &edition.delivery.name {
        let into = after.as_mut().unwrap_or(&mut before);
        match part {
            NamePart::Text(text) => into.push_str(text),
            NamePart::Field { field: NameField::Version, joined, width: figures } => {
                if *joined {
                    into.push('_');
                }
                width = figures.map_or(0, usize::from);
                after = Some(String::new());
            }
            NamePart::Field { field, joined, width } => {
                let value = value(edition, page, *field, *width);
                if *joined && !value.is_empty() {
                    into.push('_');
                }
                into.push_str(&value);
            }
        }
    }
    if page.is_none() {
        // What tells of a page leaves a gap.
        while before.contains("__") {
            before = before.replace("__", "_");
        }
    }
    let after = after.unwrap_or_default() + ".pdf";
    FileName { before: before.trim_start_matches('_').to_owned(), width, after }
}

fn value(edition: &Edition, page: Option<PageName<'_>>, field: NameField, width: Option<u8>) -> String {
    let of_page = |of: &dyn Fn(PageName<'_>) -> String| page.map_or(String::new(), of);
    let letters = |folio: &str| folio.len() - folio.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    match field {
        NameField::Code => edition.code.clone(),
        NameField::Date => {
            let date = compact(edition.date);
            let figures = width.map_or(date.len(), usize::from).min(date.len());
            date[date.len() - figures..].to_owned()
        }
        NameField::Section => of_page(&|page| page.folio[..letters(page.folio)].to_owned()),
        NameField::Page => of_page(&|page| {
            let figures = |folio: &str| {
                let number = folio[letters(folio)..].trim_start_matches('0');
                format!("{number:0>width$}", width = width.map_or(2, usize::from))
            };
            page.folio.split('-').map(figures).collect::<Vec<_>>().join("_")
        }),
        NameField::Folio => of_page(&|page| page.folio.replace('-', "_")),
        NameField::Zone => edition.zone.clone().unwrap_or_default(),
        NameField::Edition => edition.delivery.edition.clone(),
        NameField::Format => of_page(&|page| match (page.is_spread, page.height >= BROADSHEET) {
            (true, _) => "P".to_owned(),
            (false, true) => "B".to_owned(),
            (false, false) => "T".to_owned(),
        }),
        NameField::Colour => of_page(&|page| if page.is_mono { "M" } else { "P" }.to_owned()),
        NameField::Sender => edition.delivery.sender.clone(),
        NameField::Site => edition.delivery.site.clone(),
        // Its place is kept open.
        NameField::Version => String::new(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_the_highest_number() {
        let name = FileName { before: "X_A01_v".into(), width: 0, after: ".pdf".into() };
        let names =
            ["X_A01_v2.pdf", "X_A01_v10.pdf", "X_A01_v010.pdf", "X_A01_v11.zip", "X_A01_v9x.pdf", "X_A02_v90.pdf"];
        assert_eq!(name.newest(&names.map(str::to_owned)), Some(10));
        assert_eq!(name.kind(".zip").newest(&names.map(str::to_owned)), Some(11));
        assert_eq!(name.newest(&[]), None);
        assert_eq!(name.marked("digital").with(1), "X_A01_digital_v1.pdf");
        assert_eq!(FileName { width: 3, ..name }.with(7), "X_A01_v007.pdf");
    }
}
