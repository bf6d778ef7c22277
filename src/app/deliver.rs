//! Puts print files on the shelf: each under the next version of its name unless the newest has the same bytes, then
//! what goes with them, and last the manifest and the sums.

use rayon::prelude::*;
use serde_json::Value;

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::model::{Edition, PagePlan};
use crate::output::hash::{Sum, sha256_hex};
use crate::output::parcel::{Day, Packed, Ticket, TicketFile, ticket, zip};
use crate::output::pdf::digital::write_digital;
use crate::output::pdf::{self, Assets, Meta};
use crate::page::{Page, Record};

use super::digital::digital;
use super::earlier::Earlier;
use super::manifest::manifest;
use super::names::{self, FileName, PageName};
use super::press::{Job, Made, PageResult, Progress, Report, Step, Written};
use super::shelf::{Failed, Shelf};
use super::sums::{self, Sums};

/// What is delivered beside the pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Parcel {
    /// All of it in one ZIP.
    pub zip: bool,
    /// MD5 sums too.
    pub md5: bool,
    /// An XJDF ticket.
    pub xjdf: bool,
}

/// Writes the files of the pages that may be written.
pub(super) fn write_files(made: &Made<'_>, job: &Job, report: &mut Report, progress: Progress<'_>) {
    let Some(assets) = &made.assets else { return };
    for result in &mut report.pages {
        let page = made.pages.iter().find(|page| page.number == result.number);
        result.inks = page.map(|page| pdf::inks(page, assets)).unwrap_or_default();
    }
    if report.pages.iter().all(|page| !page.not_written.is_empty()) {
        return;
    }
    let shelf = match Shelf::make(&report.output) {
        Ok(shelf) => shelf,
        Err(failed) => {
            report.diagnostics.push(unwritable(&failed));
            return;
        }
    };
    let earlier = Earlier::read(&shelf, made.edition);
    let desk = Desk { edition: made.edition, assets, shelf: &shelf, earlier: &earlier };
    let is_due = |page: &PageResult| page.not_written.is_empty() && !page.is_shared();
    let results = if job.combined {
        vec![desk.combined(&made.pages, report)]
    } else {
        let due: Vec<&PageResult> = report.pages.iter().filter(|page| is_due(page)).collect();
        let write = |page: &&PageResult| {
            let result = desk.page(&made.pages, page);
            progress(Step::Done);
            result
        };
        match name_taken_twice(made.edition, &due) {
            Some(finding) => vec![Err(Box::new(finding))],
            None => due.par_iter().map(write).collect(),
        }
    };
    for result in results {
        match result {
            Ok(written) => {
                for page in report.pages.iter_mut().filter(|page| written.pages.contains(&page.number)) {
                    page.file = Some(written.name.clone());
                }
                report.files.push(written);
            }
            Err(finding) => report.diagnostics.push(*finding),
        }
    }
    let digital = made.digital.as_ref().and_then(|(pages, assets)| {
        let written = desk.digital(pages, assets, &made.records, report);
        written.map_err(|finding| report.diagnostics.push(*finding)).ok()
    });
    report.beside.extend(digital.clone());
    if let Err(failed) = desk.close(job, digital.as_ref(), report) {
        report.diagnostics.push(unwritable(&failed));
    }
}

/// Where the files of one edition are written.
struct Desk<'a> {
    edition: &'a Edition,
    assets: &'a Assets<'a>,
    shelf: &'a Shelf,
    earlier: &'a Earlier,
}

impl Desk<'_> {
    fn page(&self, pages: &[Page], result: &PageResult) -> Result<Written, Box<Diagnostic>> {
        let pages: Vec<&Page> = pages.iter().filter(|page| page.number == result.number).collect();
        let name = page_file(self.edition, result);
        let title = format!("{} {} {}", self.edition.paper, names::iso(self.edition.date), result.folio);
        self.file(&pages, &name, title)
    }

    fn combined(&self, pages: &[Page], report: &Report) -> Result<Written, Box<Diagnostic>> {
        whole(report, say("合订文件", "the combined file"))?;
        let pages: Vec<&Page> = pages.iter().collect();
        let title = format!("{} {}", self.edition.paper, names::iso(self.edition.date));
        self.file(&pages, &names::file_name(self.edition, None), title)
    }

    /// All chosen pages as one file for screens.
    fn digital(
        &self,
        pages: &[Page],
        assets: &Assets<'_>,
        records: &[Record],
        report: &Report,
    ) -> Result<Written, Box<Diagnostic>> {
        whole(report, say("数字版", "the digital edition"))?;
        let (shown, told) = digital(self.edition, pages, records);
        let shown: Vec<&Page> = shown.iter().collect();
        let title = format!("{} {}", self.edition.paper, names::iso(self.edition.date));
        let name = names::file_name(self.edition, None).marked("digital");
        let make = |version| write_digital(&shown, assets, &self.meta(&name, &title, version), &told);
        self.put(&name, self.numbers(&shown), make)
    }

    fn file(&self, pages: &[&Page], name: &FileName, title: String) -> Result<Written, Box<Diagnostic>> {
        let make = |version| pdf::write(pages, self.assets, &self.meta(name, &title, version));
        self.put(name, self.numbers(pages), make)
    }

    fn meta(&self, name: &FileName, title: &str, version: u16) -> Meta {
        let date = self.edition.date;
        Meta {
            title: title.to_owned(),
            creator: concat!("paiban ", env!("CARGO_PKG_VERSION")).to_string(),
            date: pdf::Date { year: date.year, month: date.month, day: date.day },
            version: u32::from(version),
            seed: name.with(version),
        }
    }

    fn numbers(&self, pages: &[&Page]) -> Vec<u16> {
        let plan = |page: &&Page| self.edition.pages.iter().find(|plan| plan.number == page.number);
        pages.iter().filter_map(plan).flat_map(PagePlan::numbers).collect()
    }

    fn put(
        &self,
        name: &FileName,
        pages: Vec<u16>,
        make: impl Fn(u16) -> Result<Vec<u8>, Box<Diagnostic>>,
    ) -> Result<Written, Box<Diagnostic>> {
        put(self.shelf, &self.earlier.sums, self.edition.version, name, pages, make)
    }

    /// Writes what goes with the files, and last the manifest and the sums.
    fn close(&self, job: &Job, digital: Option<&Written>, report: &mut Report) -> Result<(), Failed> {
        let manifest = manifest(self.edition, &report.files, digital, &report.pages, self.earlier);
        let text = serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n";
        let name = names::manifest_file(self.edition);
        let all = names::file_name(self.edition, None);
        let mut listed = self.earlier.sums.clone();
        listed.retain(|known, _| self.shelf.has(known) && !sums::is_sums(known));
        let files = manifest["files"].as_array().into_iter().chain(manifest["earlier"].as_array()).flatten();
        for file in files.chain([&manifest["digital"]]) {
            if let (Some(name), Some(sum)) = (file["file"].as_str(), file["sha256"].as_str()) {
                listed.insert(name.to_owned(), sum.to_owned());
            }
        }
        listed.insert(name.clone(), sha256_hex(text.as_bytes()));
        let mut parcel: Vec<Packed> = Vec::new();
        if job.parcel.xjdf {
            let bytes = ticket(&self.ticket(&manifest)?).into_bytes();
            let written = self.put(&all.kind(".xjdf"), Vec::new(), |_| Ok(bytes.clone()));
            if let Some(name) = self.keep(written, &mut listed, report) {
                parcel.push(Packed { name, bytes });
            }
        }
        if job.parcel.zip {
            let digital = Some(&manifest["digital"]).filter(|digital| !digital.is_null());
            for file in manifest["files"].as_array().into_iter().flatten().chain(digital) {
                let file = file["file"].as_str().unwrap_or_default();
                parcel.push(Packed { name: file.to_owned(), bytes: self.shelf.read(file)? });
            }
            parcel.sort_by(|a, b| a.name.cmp(&b.name));
            parcel.push(Packed { name: name.clone(), bytes: text.clone().into_bytes() });
            let lines = parcel.iter().map(|packed| (packed.name.clone(), sha256_hex(&packed.bytes))).collect();
            parcel.push(Packed { name: sums::SHA256.to_owned(), bytes: sums::text(&lines).into_bytes() });
            let date = self.edition.date;
            let written = match zip(&parcel, Day { year: date.year, month: date.month, day: date.day }) {
                Some(bytes) => self.put(&all.kind(".zip"), Vec::new(), |_| Ok(bytes.clone())),
                None => Err(Box::new(too_large_for_zip())),
            };
            self.keep(written, &mut listed, report);
        }
        self.shelf.replace(&name, text.as_bytes())?;
        sums::write(self.shelf, &listed, job.parcel.md5)
    }

    /// Lists a file that goes with the pages, or reports why there is none.
    fn keep(
        &self,
        written: Result<Written, Box<Diagnostic>>,
        listed: &mut Sums,
        report: &mut Report,
    ) -> Option<String> {
        match written {
            Ok(written) => {
                listed.insert(written.name.clone(), written.sha256.clone());
                report.beside.push(written.clone());
                Some(written.name)
            }
            Err(finding) => {
                report.diagnostics.push(*finding);
                None
            }
        }
    }

    fn ticket(&self, manifest: &Value) -> Result<Ticket, Failed> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = |value: &Value| -> Vec<Value> { value.as_array().cloned().unwrap_or_default() };
        let pages = list(&manifest["pages"]);
        let file = |file: &Value| {
            let name = text(&file["file"]);
            let shown: Vec<&Value> = pages.iter().filter(|page| page["file"] == file["file"]).collect();
            // Each page has a plate of each of its inks.
            let mut inks: Vec<(String, usize)> = Vec::new();
            for ink in shown.iter().flat_map(|page| list(&page["inks"])).map(|ink| text(&ink)) {
                match inks.iter_mut().find(|(known, _)| *known == ink) {
                    Some((_, plates)) => *plates += 1,
                    None => inks.push((ink, 1)),
                }
            }
            let folios: Vec<String> = shown.iter().map(|page| text(&page["folio"])).collect();
            let md5 = self.shelf.sum(&name, Sum::md5())?.0;
            Ok(TicketFile { pages: shown.len(), folio: folios.join(" "), inks, md5, name })
        };
        let files = list(&manifest["files"]).iter().map(file).collect::<Result<_, Failed>>()?;
        Ok(Ticket {
            job: names::file_name(self.edition, None).with(self.edition.version).trim_end_matches(".pdf").to_owned(),
            title: format!("{} {}", self.edition.paper, names::iso(self.edition.date)),
            program: concat!("paiban ", env!("CARGO_PKG_VERSION")).to_owned(),
            condition: self.edition.press.condition.clone(),
            files,
        })
    }
}

/// A file of all pages is written when all of them may be.
fn whole(report: &Report, what: Say) -> Result<(), Box<Diagnostic>> {
    let missing: Vec<&str> =
        report.pages.iter().filter(|page| !page.not_written.is_empty()).map(|page| page.folio.as_str()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let message =
        say(format!("{}未写出：{list} 有错误", what.zh), format!("{} was not written: {list} has errors", what.en));
    let hint = say("先改正，或用 --pages 只选无误的版", "mend them first, or choose pages with --pages");
    Err(Box::new(Diagnostic::new(Code::OutputUnwritable, Span::NONE, message).hint(hint)))
}

/// Puts a file on a shelf: nothing is written when the newest version has these bytes, and nothing is overwritten.
/// `known` are the sums of files that stand there or stood there; `least` is the lowest version.
pub(super) fn put(
    shelf: &Shelf,
    known: &Sums,
    least: u16,
    name: &FileName,
    pages: Vec<u16>,
    make: impl Fn(u16) -> Result<Vec<u8>, Box<Diagnostic>>,
) -> Result<Written, Box<Diagnostic>> {
    let newest = name.newest(shelf.names()).max(name.newest(known.keys()));
    let mut version = newest.unwrap_or(1).max(least);
    let mut bytes = make(version)?;
    let mut is_new = true;
    if newest == Some(version) {
        let before = name.with(version);
        let is_there = shelf.has(&before);
        let same = if is_there {
            shelf.read(&before).is_ok_and(|before| before == bytes)
        } else {
            // A hot folder took it: what was sent is known by its sum.
            known.get(&before) == Some(&sha256_hex(&bytes))
        };
        if !same {
            version += 1;
            bytes = make(version)?;
        }
        is_new = !(same && is_there);
    }
    let text = name.with(version);
    if is_new {
        shelf.add(&text, &bytes).map_err(|failed| Box::new(unwritable(&failed)))?;
    }
    Ok(Written { name: text, pages, version, is_new, bytes: bytes.len(), sha256: sha256_hex(&bytes) })
}

/// The name of a page's file.
pub(super) fn page_file(edition: &Edition, page: &PageResult) -> FileName {
    let height = edition.pages.iter().find(|plan| plan.number == page.number).map(|plan| plan.grid.trim.height);
    let page = PageName {
        folio: &page.folio,
        number: page.number,
        is_spread: page.last > page.number,
        height: height.unwrap_or_default(),
        is_mono: page.inks.iter().all(|ink| ink == "K"),
    };
    names::file_name(edition, Some(page))
}

fn name_taken_twice(edition: &Edition, pages: &[&PageResult]) -> Option<Diagnostic> {
    let mut named: Vec<(String, &str)> =
        pages.iter().map(|page| (page_file(edition, page).with(1), page.folio.as_str())).collect();
    named.sort();
    let twice = named.windows(2).find(|pair| pair[0].0 == pair[1].0)?;
    let (name, first, second) = (&twice[0].0, twice[0].1, twice[1].1);
    let message = say(
        format!("{first} 与 {second} 的文件同名：`{name}`"),
        format!("the files of {first} and {second} have one name: `{name}`"),
    );
    let hint = say("文件名模板里请用 `{folio}`", "put `{folio}` into the template of file names");
    Some(Diagnostic::new(Code::FileName, Span::NONE, message).hint(hint))
}

fn too_large_for_zip() -> Diagnostic {
    let message = say("ZIP 超过 4 GB，未写出", "the ZIP would be larger than 4 GB; it was not written");
    let hint = say("用 --pages 分几次送", "deliver it in parts, with --pages");
    Diagnostic::new(Code::OutputUnwritable, Span::NONE, message).hint(hint)
}

/// A failure of the disk in words.
pub(super) fn unwritable((path, error): &Failed) -> Diagnostic {
    let path = path.display();
    Diagnostic::new(
        Code::OutputUnwritable,
        Span::NONE,
        say(format!("写不了 `{path}`：{error}"), format!("cannot write `{path}`: {error}")),
    )
    .hint(say(
        "看看目录是否存在、可写、有空间，或用 -o 另指目录",
        "see that the directory exists, is writable and has room, or name another with -o",
    ))
}
