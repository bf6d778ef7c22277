//! Drives the line: load, compose, check, write. The only place where files are written.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::diag::{Code, Diagnostic, Severity, Span, say};
use crate::engine::compose::{Composed, compose};
use crate::engine::fit::settle;
use crate::engine::lint::lint;
use crate::font::FontBook;
use crate::input::World;
use crate::input::{LoadOptions, Loaded, load};
use crate::model::{self, Edition, PagePlan};
use crate::output::hash::sha256_hex;
use crate::output::pdf::{self, Assets, Condition, Meta, Profile, ProfileError};
use crate::page::{Page, Record, Source};

use super::manifest::manifest;
use super::names;
use super::pages::PageChoice;
pub use super::report::{PageResult, Plates, Report, Written};
use super::write::write_whole;

/// What to make of an edition.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// The edition: its directory or its `edition.yaml`.
    pub edition: PathBuf,
    /// Which pages.
    pub pages: PageChoice,
    /// Another press condition than the edition's.
    pub press: Option<String>,
    /// Another PDF/X flavour than the press condition's.
    pub pdfx: Option<model::Flavour>,
    /// A zone edition.
    pub zone: Option<String>,
    /// Write pages with overset copy all the same.
    pub allow_overset: bool,
    /// One file for all pages.
    pub combined: bool,
    /// Where to; `out` beside the edition file when absent.
    pub output: Option<PathBuf>,
}

/// How far a run is: told after each page.
pub type Progress<'a> = &'a (dyn Fn(Step) + Sync);

/// A step of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// So many pages are to come.
    Pages(usize),
    /// One more is done.
    Done,
}

/// An edition composed and checked, not yet written.
pub(super) struct Made<'f> {
    pub(super) edition: &'f Edition,
    pub(super) pages: Vec<Page>,
    pub(super) records: Vec<Record>,
    pub(super) assets: Option<Assets<'f>>,
}

/// Finds everything that is wrong and writes nothing.
pub fn check(world: &World, job: &Job, progress: Progress<'_>) -> Report {
    run(world, job, progress, |_, _| ())
}

/// Writes the print files and, last, the manifest.
///
/// A page with an error is not written; what stood under its name stays. Findings are in the report;
/// an output that cannot be written is [`Code::OutputUnwritable`] among them.
pub fn build(world: &World, job: &Job, progress: Progress<'_>) -> Report {
    run(world, job, progress, |made, report| write_files(made, job, report, progress))
}

/// Composes and checks an edition, and lets `write` do the rest.
pub(super) fn run(
    world: &World,
    job: &Job,
    progress: Progress<'_>,
    write: impl FnOnce(&Made<'_>, &mut Report),
) -> Report {
    let mut report = Report { output: output_directory(job), zone: job.zone.clone(), ..Report::default() };
    let Some(mut loaded) = load(world, &job.edition, &LoadOptions { press: job.press.clone(), zone: job.zone.clone() })
        .drain(&mut report.diagnostics)
    else {
        return report;
    };
    if let Some(flavour) = job.pdfx {
        loaded.edition.press.flavour = flavour;
    }
    if let Some(finding) = missing_page(&job.pages, &loaded) {
        report.diagnostics.push(finding);
        return report;
    }
    report.diagnostics.extend(settle(&mut loaded.edition, &loaded.fonts, |plan| job.pages.has_any(plan.numbers())));
    let plans: Vec<&PagePlan> = loaded.edition.pages.iter().filter(|plan| job.pages.has_any(plan.numbers())).collect();
    progress(Step::Pages(plans.len()));
    let made = make(world, &plans, &loaded, &mut report);
    let set = made.records.iter().zip(&plans).map(|(record, plan)| page_result(plan, record));
    let broken = loaded.broken_pages.iter().filter(|&&page| job.pages.has(page)).map(|&page| broken_result(page));
    report.pages = set.chain(broken).collect();
    report.pages.sort_by_key(|page| page.number);
    settle_errors(&mut report, job);
    write(&made, &mut report);
    report
}

/// Composes the chosen pages, and makes what their files share.
fn make<'f>(world: &World, plans: &[&PagePlan], loaded: &'f Loaded, report: &mut Report) -> Made<'f> {
    let edition = &loaded.edition;
    // The profile is deflated beside composing.
    let profile = Profile::new(edition.press.profile.clone());
    let set = compose(edition, plans, &loaded.fonts);
    let composed = set.into_iter().map(|outcome| outcome.drain(&mut report.diagnostics));
    let (pages, records): (Vec<Page>, Vec<Record>) =
        composed.map(|Composed { page, record, .. }| (page, record)).unzip();
    report.diagnostics = lint(edition, plans, &records, std::mem::take(&mut report.diagnostics));
    let assets = match profile {
        Ok(profile) if !flavour(edition).takes(&profile) => {
            report.diagnostics.push(profile_too_new(edition));
            None
        }
        Ok(profile) => Some(assets(world, edition, &loaded.fonts, profile, &pages, report)),
        Err(error) => {
            report.diagnostics.push(unusable_profile(edition, error));
            None
        }
    };
    Made { edition, pages, records, assets }
}

fn assets<'f>(
    world: &World,
    edition: &Edition,
    fonts: &'f FontBook,
    profile: Profile,
    pages: &[Page],
    report: &mut Report,
) -> Assets<'f> {
    let press = &edition.press;
    let condition = Condition {
        flavour: flavour(edition),
        identifier: press.condition.clone(),
        info: press.info.clone(),
        profile,
        ink_limit: press.ink_limit,
        pictures: pdf::PictureLimits { aim: press.pictures.aim, warn: press.pictures.warn, fail: press.pictures.fail },
    };
    let pictures = |source: Source| world.picture(source.0);
    pdf::prepare(pages, fonts, &condition, &pictures).drain(&mut report.diagnostics)
}

/// The flavour of the edition's print files.
pub(super) fn flavour(edition: &Edition) -> pdf::Flavour {
    match edition.press.flavour {
        model::Flavour::X4 => pdf::Flavour::X4,
        model::Flavour::X1a => pdf::Flavour::X1a,
    }
}

/// Settles which pages may be written: those without an error of their own or of what they share.
fn settle_errors(report: &mut Report, job: &Job) {
    for finding in &mut report.diagnostics {
        if job.allow_overset && finding.code == Code::StoryOverset {
            finding.severity = Severity::Warning;
        }
    }
    let errors: Vec<(Option<u16>, Code)> = report
        .diagnostics
        .iter()
        .filter(|finding| finding.counts_as(Severity::Error))
        .map(|finding| (finding.page, finding.code))
        .collect();
    for page in &mut report.pages {
        let stops = |&&(on, code): &&(Option<u16>, Code)| match on {
            Some(number) => number == page.number,
            // A story left out spoils no page that stands.
            None => code != Code::StoryUnplaced,
        };
        let mut codes: Vec<&'static str> = errors.iter().filter(stops).map(|(_, code)| code.as_str()).collect();
        if codes.is_empty() && page.record.is_none() {
            codes.push("page-broken");
        }
        codes.sort_unstable();
        codes.dedup();
        page.not_written = codes;
    }
}

pub(super) fn write_files(made: &Made<'_>, job: &Job, report: &mut Report, progress: Progress<'_>) {
    let Some(assets) = &made.assets else { return };
    let is_due = |page: &PageResult| page.not_written.is_empty() && !page.is_shared();
    if report.pages.iter().all(|page| !page.not_written.is_empty()) {
        return;
    }
    if let Err(error) = fs::create_dir_all(&report.output) {
        report.diagnostics.push(unwritable(&report.output, &error));
        return;
    }
    let results = if job.combined {
        vec![write_combined(made, assets, report)]
    } else {
        let pages: Vec<&PageResult> = report.pages.iter().filter(|page| is_due(page)).collect();
        pages
            .par_iter()
            .map(|page| {
                let result = write_page(made, assets, page, &report.output);
                progress(Step::Done);
                result
            })
            .collect()
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
    let text = serde_json::to_string_pretty(&manifest(made.edition, &report.files, &report.pages)).unwrap_or_default();
    let name = names::manifest_file(made.edition);
    if let Err((path, error)) = write_whole(&report.output.join(name), (text + "\n").as_bytes()) {
        report.diagnostics.push(unwritable(&path, &error));
    }
}

fn write_page(
    made: &Made<'_>,
    assets: &Assets<'_>,
    page: &PageResult,
    output: &Path,
) -> Result<Written, Box<Diagnostic>> {
    let pages: Vec<&Page> = made.pages.iter().filter(|made| made.number == page.number).collect();
    let name = names::page_file(made.edition, &page.folio);
    let title = format!("{} {} {}", made.edition.paper, names::iso(made.edition.date), page.folio);
    write_one(made.edition, assets, &pages, name, title, output)
}

fn write_combined(made: &Made<'_>, assets: &Assets<'_>, report: &Report) -> Result<Written, Box<Diagnostic>> {
    let missing: Vec<&str> =
        report.pages.iter().filter(|page| !page.not_written.is_empty()).map(|page| page.folio.as_str()).collect();
    if !missing.is_empty() {
        let list = missing.join(" ");
        return Err(Box::new(
            Diagnostic::new(
                Code::OutputUnwritable,
                Span::NONE,
                say(
                    format!("合订文件未写出：{list} 有错误"),
                    format!("the combined file was not written: {list} has errors"),
                ),
            )
            .hint(say("先改正，或用 --pages 只选无误的版", "mend them first, or choose pages with --pages")),
        ));
    }
    let pages: Vec<&Page> = made.pages.iter().collect();
    let title = format!("{} {}", made.edition.paper, names::iso(made.edition.date));
    write_one(made.edition, assets, &pages, names::combined_file(made.edition), title, &report.output)
}

fn write_one(
    edition: &Edition,
    assets: &Assets<'_>,
    pages: &[&Page],
    name: String,
    title: String,
    output: &Path,
) -> Result<Written, Box<Diagnostic>> {
    let meta = Meta {
        title,
        creator: concat!("paiban ", env!("CARGO_PKG_VERSION")).to_string(),
        date: pdf::Date { year: edition.date.year, month: edition.date.month, day: edition.date.day },
        version: u32::from(edition.version),
        seed: name.clone(),
    };
    let bytes = pdf::write(pages, assets, &meta)?;
    let path = output.join(&name);
    write_whole(&path, &bytes).map_err(|(path, error)| Box::new(unwritable(&path, &error)))?;
    let plan = |page: &&Page| edition.pages.iter().find(|plan| plan.number == page.number);
    let pages = pages.iter().filter_map(plan).flat_map(PagePlan::numbers).collect();
    Ok(Written { name, pages, bytes: bytes.len(), sha256: sha256_hex(&bytes) })
}

fn page_result(plan: &PagePlan, record: &Record) -> PageResult {
    PageResult {
        number: plan.number,
        last: plan.last,
        folio: plan.folio.clone(),
        section: plan.section.clone(),
        trim: (plan.grid.trim.width.to_mm(), plan.grid.trim.height.to_mm()),
        file: None,
        plates: None,
        not_written: Vec::new(),
        record: Some(record.clone()),
    }
}

/// A page whose description or copy could not be read.
fn broken_result(number: u16) -> PageResult {
    PageResult {
        number,
        last: number,
        folio: format!("A{number:02}"),
        section: String::new(),
        trim: Default::default(),
        file: None,
        plates: None,
        not_written: Vec::new(),
        record: None,
    }
}

fn output_directory(job: &Job) -> PathBuf {
    let beside = if job.edition.is_dir() { Some(job.edition.as_path()) } else { job.edition.parent() };
    job.output.clone().unwrap_or_else(|| beside.unwrap_or(Path::new("")).join("out"))
}

pub(super) fn missing_page(pages: &PageChoice, loaded: &Loaded) -> Option<Diagnostic> {
    let mut numbers: Vec<u16> = loaded.edition.pages.iter().flat_map(PagePlan::numbers).collect();
    numbers.extend(&loaded.broken_pages);
    numbers.sort_unstable();
    let missing = pages.missing(&numbers)?;
    let list = numbers.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    Some(
        Diagnostic::new(
            Code::UnknownName,
            Span::NONE,
            say(format!("这期没有第 {missing} 版"), format!("the edition has no page {missing}")),
        )
        .hint(say(format!("有：{list}"), format!("it has: {list}"))),
    )
}

fn unusable_profile(edition: &Edition, error: ProfileError) -> Diagnostic {
    let name = &edition.press.profile_name;
    Diagnostic::new(
        Code::ProfileUnusable,
        Span::NONE,
        say(
            format!("色彩特性文件 `{name}` 不能用于输出：{error:?}"),
            format!("profile `{name}` cannot be used: {error:?}"),
        ),
    )
    .hint(say(
        "换成印刷条件的 CMYK 输出特性文件（prtr）",
        "use a CMYK output profile (class prtr) of the press condition",
    ))
}

/// Source: print.md 2, "Output intent": PDF/X-1a takes profiles of version 2 only.
fn profile_too_new(edition: &Edition) -> Diagnostic {
    let name = &edition.press.profile_name;
    Diagnostic::new(
        Code::ProfileUnusable,
        Span::NONE,
        say(
            format!("色彩特性文件 `{name}` 不是第 2 版，PDF/X-1a 不收"),
            format!("profile `{name}` is not of version 2, which PDF/X-1a asks for"),
        ),
    )
    .hint(say(
        "用 --pdfx x4，或换成第 2 版（v2）的特性文件",
        "use --pdfx x4, or a profile of version 2 of the same condition",
    ))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
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
