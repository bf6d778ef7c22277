//! Drives the line: load, compose, check; `deliver` writes.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::diag::{Code, Diagnostic, Severity, Span, say};
use crate::engine::compose::{Composed, compose};
use crate::engine::fit::settle;
use crate::engine::lint::lint;
use crate::input::World;
use crate::input::{LoadOptions, Loaded, load};
use crate::model::{self, Edition, PagePlan};
use crate::output::pdf::{Assets, Profile, ProfileError};
use crate::output::preflight::tree;
use crate::page::{Page, Record};

pub use super::deliver::Parcel;
use super::deliver::write_files;
use super::develop::{develop, develop_for_screens};
use super::pages::PageChoice;
pub use super::report::{PageResult, Plates, Report, Written};

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
    /// Where converted pictures are kept; nowhere when absent.
    pub cache: Option<PathBuf>,
    /// Where to; `out` beside the edition file when absent.
    pub output: Option<PathBuf>,
    /// What else is delivered beside the pages.
    pub parcel: Parcel,
    /// Pixels an inch of the pictures of a digital edition, where one is asked for.
    pub digital: Option<u16>,
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
    /// The pages as screens show them, and what they share; where a digital edition is asked for.
    pub(super) digital: Option<(Vec<Page>, Assets<'f>)>,
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
    let made = make(world, &plans, &loaded, job, &mut report);
    let set: Vec<PageResult> =
        made.records.par_iter().zip(&plans).map(|(record, plan)| page_result(plan, record)).collect();
    let broken = loaded.broken_pages.iter().filter(|&&page| job.pages.has(page)).map(|&page| broken_result(page));
    report.pages = set.into_iter().chain(broken).collect();
    report.pages.sort_by_key(|page| page.number);
    settle_errors(&mut report, job);
    write(&made, &mut report);
    // A large edition takes a while to let go of: that is done beside what comes next.
    let Made { pages, records, digital, .. } = made;
    let digital = digital.map(|(pages, _)| pages);
    rayon::spawn(move || drop((pages, records, digital, loaded)));
    report
}

/// Composes the chosen pages, and makes what their files share.
fn make<'f>(world: &World, plans: &[&PagePlan], loaded: &'f Loaded, job: &Job, report: &mut Report) -> Made<'f> {
    let (edition, cache) = (&loaded.edition, job.cache.as_deref());
    let mut digital = None;
    // The profile is deflated beside composing.
    let profile = Profile::new(edition.press.profile.clone());
    let set = compose(edition, plans, &loaded.fonts);
    let composed = set.into_iter().map(|outcome| outcome.drain(&mut report.diagnostics));
    let (pages, records): (Vec<Page>, Vec<Record>) =
        composed.map(|Composed { page, record, .. }| (page, record)).unzip();
    report.diagnostics = lint(edition, plans, &records, std::mem::take(&mut report.diagnostics));
    let (pages, assets) = match profile {
        Ok(profile) if !edition.press.flavour.takes(&profile) => {
            report.diagnostics.push(profile_too_new(edition));
            (pages, None)
        }
        Ok(profile) => {
            digital = job.digital.map(|ppi| {
                let shown = develop_for_screens(world, loaded, profile.clone(), (pages.clone(), ppi), cache);
                shown.drain(&mut report.diagnostics)
            });
            let made = develop(world, loaded, profile, pages, cache).drain(&mut report.diagnostics);
            let press = &edition.press;
            let judged = made.0.par_iter().map(|page| tree(page, &press.limits, press.ink_limit));
            report.diagnostics.extend(judged.collect::<Vec<_>>().into_iter().flatten());
            (made.0, Some(made.1))
        }
        Err(error) => {
            report.diagnostics.push(unusable_profile(edition, error));
            (pages, None)
        }
    };
    Made { edition, pages, records, assets, digital }
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
        inks: Vec::new(),
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
        inks: Vec::new(),
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
