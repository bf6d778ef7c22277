//! What earlier runs left in an output directory, as its manifest and sums say.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::model::Edition;

use super::names;
use super::press::{PageResult, Written};
use super::shelf::Shelf;
use super::sums::{self, Sums};

/// What the manifest of an earlier run says, where it is of the same edition.
#[derive(Debug, Default)]
pub struct Earlier {
    files: Vec<Value>,
    replaced: Vec<Value>,
    digital: Value,
    pages: Vec<Value>,
    on_shelf: BTreeSet<String>,
    /// All files that are listed.
    pub(super) sums: Sums,
}

impl Earlier {
    /// Reads what is there; a manifest of another edition, or that cannot be read, counts as none.
    pub(super) fn read(shelf: &Shelf, edition: &Edition) -> Earlier {
        let name = names::manifest_file(edition);
        let found = if shelf.has(&name) { shelf.text(&name).ok() } else { None };
        let manifest: Value = found.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let is_same =
            manifest["code"] == edition.code.as_str() && manifest["date"] == names::iso(edition.date).as_str();
        let list =
            |key: &str| -> Vec<Value> { manifest[key].as_array().filter(|_| is_same).cloned().unwrap_or_default() };
        let (files, replaced, pages) = (list("files"), list("earlier"), list("pages"));
        let mut sums = sums::read(shelf);
        let digital = if is_same { manifest["digital"].clone() } else { Value::Null };
        for file in files.iter().chain(&replaced).chain([&digital]) {
            if let (Some(name), Some(sum)) = (file["file"].as_str(), file["sha256"].as_str()) {
                sums.insert(name.to_owned(), sum.to_owned());
            }
        }
        Earlier { files, replaced, digital, pages, on_shelf: shelf.names().clone(), sums }
    }

    /// The files and pages that this run leaves as they are: those of pages that it was not asked for.
    pub(super) fn kept(&self, pages: &[PageResult]) -> (Vec<Value>, Vec<Value>) {
        let is_made = |number: &Value| pages.iter().any(|page| (page.number..=page.last).any(|made| *number == made));
        let numbers = |value: &Value| value["pages"].as_array().cloned().unwrap_or_default();
        let is_left = |value: &&Value| !numbers(value).is_empty() && !numbers(value).iter().any(is_made);
        (self.files.iter().filter(is_left).cloned().collect(), self.pages.iter().filter(is_left).cloned().collect())
    }

    /// The digital edition of an earlier run, where it still stands there.
    pub(super) fn digital(&self) -> Value {
        let is_there = self.digital["file"].as_str().is_some_and(|name| self.on_shelf.contains(name));
        if is_there { self.digital.clone() } else { Value::Null }
    }

    /// Files that stand in the directory and are delivered no more: older versions, and those of pages that could not
    /// be made this time.
    pub(super) fn replaced(&self, current: &[Value], written: &[Written]) -> Vec<Value> {
        let is_current = |name: &Value| current.iter().any(|file| file["file"] == *name);
        let mut found: Vec<Value> = Vec::new();
        for file in self.replaced.iter().chain(&self.files).chain([&self.digital]) {
            let Some(name) = file["file"].as_str() else { continue };
            let is_listed = found.iter().any(|known| known["file"] == file["file"]);
            if is_listed || is_current(&file["file"]) || !self.on_shelf.contains(name) {
                continue;
            }
            let pages = file["pages"].as_array().cloned().unwrap_or_default();
            let is_newer = |made: &Written| made.pages.iter().any(|page| pages.iter().any(|known| *known == *page));
            found.push(json!({
                "file": name,
                "pages": pages,
                "version": file["version"],
                "bytes": file["bytes"],
                "sha256": file["sha256"],
                "why": if written.iter().any(is_newer) { "superseded" } else { "not-made" },
            }));
        }
        found.sort_by_key(|file| file["file"].as_str().unwrap_or_default().to_owned());
        found
    }
}
