//! Compares an output directory with its manifest, its sums and its signatures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::output::hash::Sum;

use super::certify;
use super::shelf::{Failed, Shelf};
use super::signoff::{self, Entry};
use super::sums::{self, Sums};

/// A print file, as its manifest has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Listed {
    /// Its name.
    pub(super) name: String,
    /// Its pages.
    pub(super) pages: Vec<u16>,
    /// Its sum.
    pub(super) sha256: String,
    /// Whether it is to be printed; else an earlier one that stands there still.
    pub(super) is_current: bool,
}

/// An output directory with what its manifests and sums say.
pub(super) struct Delivered {
    pub(super) shelf: Shelf,
    pub(super) manifests: Vec<Value>,
    listed: Vec<Listed>,
    sums: Sums,
}

/// What `verify` found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// How many files are to be printed.
    pub files: usize,
    /// The signatures.
    pub signatures: Vec<Entry>,
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
}

impl Delivered {
    /// Reads the manifests of a directory, of the edition and of its zones.
    ///
    /// Errors: no directory, no manifest, or one that cannot be read.
    pub(super) fn open(directory: &Path) -> Result<Delivered, Vec<Diagnostic>> {
        let shelf = Shelf::open(directory).map_err(|failed| vec![unusable(&failed)])?;
        let is_manifest = |name: &&String| name.starts_with("manifest") && name.ends_with(".json");
        let mut manifests = Vec::new();
        for name in shelf.names().iter().filter(is_manifest) {
            let text = shelf.text(name).map_err(|failed| vec![unusable(&failed)])?;
            match serde_json::from_str::<Value>(&text) {
                Ok(manifest) if manifest["files"].is_array() => manifests.push(manifest),
                _ => return Err(vec![no_manifest(&directory.join(name))]),
            }
        }
        if manifests.is_empty() {
            return Err(vec![no_manifest(&directory.join("manifest.json"))]);
        }
        let mut listed = Vec::new();
        for manifest in &manifests {
            for (key, is_current) in [("files", true), ("earlier", false)] {
                for file in manifest[key].as_array().into_iter().flatten() {
                    let numbers = file["pages"].as_array().into_iter().flatten();
                    listed.push(Listed {
                        name: file["file"].as_str().unwrap_or_default().to_owned(),
                        pages: numbers.filter_map(|page| u16::try_from(page.as_u64()?).ok()).collect(),
                        sha256: file["sha256"].as_str().unwrap_or_default().to_owned(),
                        is_current,
                    });
                }
            }
        }
        let sums = sums::read(&shelf);
        Ok(Delivered { shelf, manifests, listed, sums })
    }

    /// The files to be printed.
    pub(super) fn files(&self) -> impl Iterator<Item = &Listed> {
        self.listed.iter().filter(|file| file.is_current)
    }

    /// The pages of a file as they are called, and its version.
    pub(super) fn folios(&self, name: &str) -> (Vec<String>, u64) {
        let all =
            |key: &'static str| self.manifests.iter().flat_map(move |one| one[key].as_array().into_iter().flatten());
        let folios = all("pages").filter(|page| page["file"] == name).filter_map(|page| page["folio"].as_str());
        let version = all("files").find(|file| file["file"] == name).and_then(|file| file["version"].as_u64());
        (folios.map(str::to_owned).collect(), version.unwrap_or(1))
    }

    /// What is missing, changed or too much.
    pub(super) fn differences(&self) -> Vec<Diagnostic> {
        let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for file in &self.listed {
            wanted.entry(&file.name).or_default().insert(&file.sha256);
        }
        for (name, sum) in &self.sums {
            wanted.entry(name).or_default().insert(sum);
        }
        let wanted: Vec<_> = wanted.into_iter().collect();
        let compare = |(name, sums): &(&str, BTreeSet<&str>)| {
            if !self.shelf.has(name) {
                return Some(missing(name));
            }
            match self.shelf.sum(name, Sum::sha256()) {
                // The manifest and the list of sums must agree, and the file with both.
                Ok((sum, _)) if sums.iter().all(|wanted| *wanted == sum) => None,
                Ok((sum, _)) => Some(changed(name, sums.first().unwrap_or(&""), &sum)),
                Err(failed) => Some(unusable(&failed)),
            }
        };
        let mut found: Vec<Diagnostic> = wanted.par_iter().filter_map(compare).collect();
        if !self.shelf.has(sums::SHA256) {
            found.push(missing(sums::SHA256));
        }
        let is_known = |name: &&String| {
            wanted.binary_search_by(|(known, _)| known.cmp(&name.as_str())).is_ok()
                || sums::is_sums(name)
                || *name == signoff::FILE
                || [certify::PAGE, certify::SHEETS, certify::DATA].contains(&name.as_str())
        };
        found.extend(self.shelf.names().iter().filter(|name| !is_known(name)).map(|name| extra(name)));
        found
    }
}

/// Compares a directory with what its manifest, sums and signatures say; every file to be printed must have a
/// signature of each of `roles` on these very bytes.
pub fn verify(directory: &Path, roles: &[&str]) -> Verdict {
    let delivered = match Delivered::open(directory) {
        Ok(delivered) => delivered,
        Err(findings) => return Verdict { files: 0, signatures: Vec::new(), findings },
    };
    let mut findings = delivered.differences();
    let signatures = signoff::entries(&delivered.shelf).unwrap_or_else(|broken| {
        findings.extend(broken);
        Vec::new()
    });
    for role in roles {
        let is_signed = |name: &str, sum: &str| {
            signatures.iter().any(|entry| {
                entry.role == *role && entry.files.iter().any(|(file, signed)| file == name && signed == sum)
            })
        };
        let open: Vec<&str> = delivered
            .files()
            .filter(|file| !is_signed(&file.name, &file.sha256))
            .map(|file| file.name.as_str())
            .collect();
        if !open.is_empty() {
            findings.push(unsigned(role, &open));
        }
    }
    Verdict { files: delivered.files().count(), signatures, findings }
}

/// A file that cannot be read.
pub(super) fn unusable((path, error): &Failed) -> Diagnostic {
    let path = path.display();
    let message = say(format!("读不了 `{path}`：{error}"), format!("cannot read `{path}`: {error}"));
    let hint = say("给出 build 写出文件的目录", "name the directory that `build` wrote into");
    Diagnostic::new(Code::FileUnreadable, Span::NONE, message).hint(hint)
}

fn no_manifest(path: &Path) -> Diagnostic {
    let path = path.display();
    let message = say(format!("`{path}` 不在，或不是清单"), format!("`{path}` is not there, or is no manifest"));
    let hint = say(
        "先用 `paiban build` 写出文件；这里要它写到的目录",
        "run `paiban build` first; this wants the directory it wrote into",
    );
    Diagnostic::new(Code::DeliveryMissing, Span::NONE, message).hint(hint)
}

fn missing(name: &str) -> Diagnostic {
    let message = say(format!("`{name}` 不见了"), format!("`{name}` is missing"));
    let hint = say("取回它，或重新 build", "bring it back, or build again");
    Diagnostic::new(Code::DeliveryMissing, Span::NONE, message).hint(hint)
}

/// A file that is not what its manifest says.
pub(super) fn changed(name: &str, wanted: &str, found: &str) -> Diagnostic {
    let short = |sum: &str| sum.chars().take(12).collect::<String>();
    let (wanted, found) = (short(wanted), short(found));
    let message = say(
        format!("`{name}` 改过：清单记 {wanted}…，现在是 {found}…"),
        format!("`{name}` was changed: {wanted}… in the manifest, {found}… now"),
    );
    let hint = say(
        "不要付印；取回原文件，或重新 build 并签字",
        "do not print it: bring the file back, or build and sign again",
    );
    Diagnostic::new(Code::DeliveryChanged, Span::NONE, message).hint(hint)
}

fn extra(name: &str) -> Diagnostic {
    let message =
        say(format!("`{name}` 是清单里没有的文件"), format!("`{name}` is a file that the manifest does not have"));
    let hint = say("把它移开", "move it away");
    Diagnostic::new(Code::DeliveryExtra, Span::NONE, message).hint(hint)
}

fn unsigned(role: &str, files: &[&str]) -> Diagnostic {
    let list = files.join(" ");
    let message =
        say(format!("{role}没有签这些文件现在的样子：{list}"), format!("not signed by {role} as they are now: {list}"));
    let hint = say(
        format!("看过之后用 `paiban sign … --role {role}` 签字"),
        format!("sign them with `paiban sign … --role {role}` when they are seen"),
    );
    Diagnostic::new(Code::DeliveryUnsigned, Span::NONE, message).hint(hint)
}
