//! `paiban build` and `paiban check`: findings first, then a line a page.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use crate::app::pages::PageChoice;
use crate::app::press::{self, Job, PageResult, Parcel, Plates, Report, Step, Written};
use crate::app::zones::{ZoneChoice, make_zones};
use crate::base::diag::{Code, Diagnostic, Say, Severity, Span};
use crate::input::World;
use crate::model::Flavour;
use crate::page::StoryRecord;

use super::args::{Allow, BuildOptions, CheckOptions, Choice, Format, Pdfx};
use super::{DONE, Denied, FINDINGS, Lang, UNWRITABLE, Voice, github, heads, out, render, sarif, usage};

/// Writes the print files.
pub(super) fn build(world: &World, options: BuildOptions, voice: Voice) -> u8 {
    let (mut job, denied) = match job(&options.choice) {
        Ok(read) => read,
        Err(message) => return usage(&message, voice),
    };
    job.pdfx = options.pdfx.map(|flavour| match flavour {
        Pdfx::X4 => Flavour::X4,
        Pdfx::X1a => Flavour::X1a,
    });
    job.output = options.output;
    job.combined = options.combined;
    job.digital = options.digital.ppi();
    job.parcel = Parcel { zip: options.zip, md5: options.md5, xjdf: options.xjdf };
    job.allow_overset = options.allow.contains(&Allow::Overset);
    let bar = progress_bar(voice);
    let progress = |step| tell(&bar, step);
    let reports = match &options.choice.zone {
        Some(zone) => make_zones(world, &job, &ZoneChoice::new(zone), true, &progress),
        None => vec![press::build(world, &job, &progress)],
    };
    bar.finish_and_clear();
    let findings = listed(world, &reports, &options.choice, options.format);
    match options.format {
        Format::Text => {
            eprint!("{}", render::text(Some(world), &findings, voice.lang, voice.color, voice.width));
            if !options.quiet {
                for report in &reports {
                    out(&summary(report, voice.lang));
                }
            }
        }
        Format::Json => print_json(world, &reports, voice, &options.choice),
        Format::Sarif => print_sarif(world, &findings, voice),
        Format::Github => {
            out(&github::annotations(world, &findings, voice.lang));
        }
    }
    let code = exit_code(&reports, &denied);
    if !options.certify || reports.iter().all(|report| report.files.is_empty()) {
        return code;
    }
    let from = reports.first().map(|report| report.output.clone()).unwrap_or_default();
    let press = options.choice.press.clone();
    let is_pdf = options.certificate_pdf;
    code.max(super::preflight::built(world, (&options.choice.edition, from, press), is_pdf, &denied, voice))
}

/// Lists what is wrong.
pub(super) fn check(world: &World, options: CheckOptions, voice: Voice) -> u8 {
    let (job, denied) = match job(&options.choice) {
        Ok(read) => read,
        Err(message) => return usage(&message, voice),
    };
    let bar = progress_bar(voice);
    let progress = |step| tell(&bar, step);
    let reports = match &options.choice.zone {
        Some(zone) => make_zones(world, &job, &ZoneChoice::new(zone), false, &progress),
        None => vec![press::check(world, &job, &progress)],
    };
    bar.finish_and_clear();
    let findings = listed(world, &reports, &options.choice, options.format);
    match options.format {
        Format::Text => {
            eprint!("{}", render::text(Some(world), &findings, voice.lang, voice.color, voice.width));
            for report in &reports {
                out(&fill_table(report, voice.lang));
                // How copy fits is told of the edition; a zone differs from it in little.
                if report.zone.is_none() {
                    out(&super::fit::short(world, &job, report, voice.lang));
                }
                if options.choice.verbose {
                    out(&heads::table(report, voice.lang));
                }
                out(&tally(report, voice.lang));
            }
        }
        Format::Json => print_json(world, &reports, voice, &options.choice),
        Format::Sarif => print_sarif(world, &findings, voice),
        Format::Github => {
            out(&github::annotations(world, &findings, voice.lang));
        }
    }
    exit_code(&reports, &denied)
}

fn job(choice: &Choice) -> Result<(Job, Denied), Say> {
    let pages = choice.pages.as_deref().map_or(Ok(PageChoice::all()), PageChoice::parse)?;
    let denied = Denied::parse(&choice.deny)?;
    let cache = if choice.no_cache { None } else { super::cache_directory() };
    Ok((Job { edition: choice.edition.clone(), pages, press: choice.press.clone(), cache, ..Job::default() }, denied))
}

fn exit_code(reports: &[Report], denied: &Denied) -> u8 {
    let all = || reports.iter().flat_map(|report| &report.diagnostics);
    if all().any(|finding| finding.code == Code::OutputUnwritable) {
        UNWRITABLE
    } else if all().any(|finding| denied.denies(finding)) {
        FINDINGS
    } else {
        DONE
    }
}

/// The findings to print: notes only when asked for; what is allowed too, and to programs in any case; and
/// what an edition and its zones have in common once.
fn listed(world: &World, reports: &[Report], choice: &Choice, format: Format) -> Vec<Diagnostic> {
    let allowed = matches!(format, Format::Json | Format::Sarif);
    let shown = |finding: &&Diagnostic| match finding.allowed {
        Some(_) => choice.verbose || allowed,
        None => choice.verbose || finding.severity != Severity::Note,
    };
    let mut seen = BTreeSet::new();
    let mut is_new = |finding: &&Diagnostic| {
        let Span { file, start, end } = finding.span;
        // Each edition reads its files for itself: they are the same by name.
        let file = world.source(file).map(|source| source.name.clone());
        reports.len() < 2 || seen.insert((file, start, end, finding.code, finding.message.en.clone()))
    };
    reports.iter().flat_map(|report| &report.diagnostics).filter(shown).filter(|found| is_new(found)).cloned().collect()
}

/// A bar on a terminal, nothing in a pipe; it appears only when the work takes a while.
pub(super) fn progress_bar(voice: Voice) -> ProgressBar {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr_with_hz(8)
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(None, target);
    let form = voice.lang.pick("{pos}/{len} 版 {bar:30} {elapsed}", "{pos}/{len} pages {bar:30} {elapsed}");
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style);
    }
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}

pub(super) fn tell(bar: &ProgressBar, step: Step) {
    match step {
        Step::Pages(pages) => bar.set_length(pages as u64),
        Step::Done => bar.inc(1),
    }
}

/// One report as it is, several as a list of `editions`.
fn print_json(world: &World, reports: &[Report], voice: Voice, choice: &Choice) {
    let mut all: Vec<Value> = reports.iter().map(|report| report_json(world, report, voice, choice)).collect();
    let value = if all.len() == 1 { all.remove(0) } else { json!({ "editions": all }) };
    out(&(serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"));
}

fn report_json(world: &World, report: &Report, voice: Voice, choice: &Choice) -> Value {
    let findings = listed(world, std::slice::from_ref(report), choice, Format::Json);
    let pages = |page: &PageResult| {
        json!({
            "page": page.number,
            "pages": (page.number..=page.last).collect::<Vec<u16>>(),
            "folio": page.folio,
            "file": page.file,
            "inks": page.inks,
            "plates": crate::app::manifest::plates(page),
            "not_written": page.not_written,
            "areas": page.record.as_ref().map(crate::app::manifest::record),
            "headline_fit": page.record.as_ref().map(crate::app::manifest::headline_fit),
        })
    };
    let file = |file: &Written| json!({ "file": file.name, "version": file.version, "new": file.is_new });
    json!({
        "zone": report.zone,
        "files": report.files.iter().chain(&report.beside).map(file).collect::<Vec<_>>(),
        "findings": render::json(Some(world), &findings, voice.lang),
        "pages": report.pages.iter().map(pages).collect::<Vec<_>>(),
    })
}

fn print_sarif(world: &World, findings: &[Diagnostic], voice: Voice) {
    let log = sarif::log(world, findings, voice.lang);
    out(&(serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"));
}

/// A line a page: what it is, its file, how full it is.
fn summary(report: &Report, lang: Lang) -> String {
    let mut text = zone_line(report, lang);
    for page in &report.pages {
        let (stories, characters) = totals(page);
        let state = match (&page.file, page.not_written.as_slice()) {
            (Some(file), _) => [file.clone(), plates(page, lang)].join("  ").trim_end().to_owned(),
            (None, []) if page.is_shared() => plates(page, lang),
            (None, []) => lang.pick("未写出", "not written").to_string(),
            (None, codes) => format!("{}: {}", lang.pick("未写出", "not written"), codes.join(" ")),
        };
        text += &match lang {
            Lang::Zh => format!("{}  {}  {stories} 稿 {characters} 字  {state}\n", page.folio, page.section),
            Lang::En => {
                format!("{}  {}  {stories} stories, {characters} characters  {state}\n", page.folio, page.section)
            }
        };
    }
    for beside in &report.beside {
        text += &format!("{}\n", beside.name);
    }
    if !report.files.is_empty() {
        let same: Vec<&str> = report.files.iter().filter(|file| !file.is_new).map(|file| file.name.as_str()).collect();
        if !same.is_empty() {
            let same = same.join(" ");
            text += &match lang {
                Lang::Zh => format!("未变，版次不升：{same}\n"),
                Lang::En => format!("unchanged, version kept: {same}\n"),
            };
        }
        let bytes: usize = report.files.iter().map(|file| file.bytes).sum();
        let (count, kilobytes, output) = (report.files.len(), bytes.div_ceil(1000), report.output.display());
        text += &match lang {
            Lang::Zh => format!("{count} 个文件，共 {kilobytes} kB，在 {output}\n"),
            Lang::En => format!("{count} files, {kilobytes} kB, in {output}\n"),
        };
    }
    text + &tally(report, lang)
}

/// Over the lines of a zone edition: its name, and how many plates it needs.
fn zone_line(report: &Report, lang: Lang) -> String {
    let Some(zone) = &report.zone else { return String::new() };
    let anew = |page: &PageResult| match &page.plates {
        Some(Plates::Differ(inks)) => inks.len(),
        _ => 0,
    };
    let count: usize = report.pages.iter().map(anew).sum();
    match (lang, count) {
        (Lang::Zh, _) => format!("分区 {zone}：另制 {count} 块印版\n"),
        (Lang::En, 1) => format!("zone {zone}: 1 plate of its own\n"),
        (Lang::En, _) => format!("zone {zone}: {count} plates of its own\n"),
    }
}

/// Which plates of a page are made anew for a zone.
fn plates(page: &PageResult, lang: Lang) -> String {
    match &page.plates {
        None => String::new(),
        Some(Plates::SameAs(file)) => format!("{} {file}", lang.pick("全同", "same as")),
        Some(Plates::Differ(inks)) => format!("{} {}", lang.pick("另制", "plates"), inks.join(" ")),
    }
}

fn totals(page: &PageResult) -> (usize, u32) {
    let stories = || page.record.iter().flat_map(|record| &record.areas).flat_map(|area| &area.stories);
    (stories().count(), stories().map(StoryRecord::own_characters).sum())
}

/// How each area is filled: rows, lines over or lacking.
fn fill_table(report: &Report, lang: Lang) -> String {
    let mut text = zone_line(report, lang);
    for page in &report.pages {
        let Some(record) = &page.record else { continue };
        text += format!("{}  {}  {}", page.folio, page.section, plates(page, lang)).trim_end();
        text.push('\n');
        // What is the same as in the base was told with the base.
        if page.is_shared() {
            continue;
        }
        for area in &record.areas {
            let slugs: Vec<String> = area.stories.iter().map(name_of).collect();
            let characters: u32 = area.stories.iter().map(StoryRecord::own_characters).sum();
            let over: (u32, u32) = area
                .stories
                .iter()
                .filter_map(|story| story.overset.as_ref())
                .fold((0, 0), |sum, rest| (sum.0 + rest.characters, sum.1 + rest.lines));
            let lacking: u32 = area.holes.iter().map(|&rows| u32::from(rows)).sum();
            let state = match (over, lacking, lang) {
                ((0, 0), 0, Lang::Zh) => "齐".to_string(),
                ((0, 0), 0, Lang::En) => "full".to_string(),
                ((0, 0), rows, Lang::Zh) => format!("缺 {rows} 行"),
                ((0, 0), 1, Lang::En) => "1 line short".to_string(),
                ((0, 0), rows, Lang::En) => format!("{rows} lines short"),
                ((characters, lines), _, Lang::Zh) => format!("超 {characters} 字（{lines} 行）"),
                ((characters, lines), _, Lang::En) => format!("{characters} characters ({lines} lines) over"),
            };
            let name = &area.area;
            text += &match lang {
                Lang::Zh => format!(
                    "  {name:<12} {:>4} 行位  来稿 {characters:>4} 字  {state}  {}\n",
                    area.room,
                    slugs.join(" ")
                ),
                Lang::En => {
                    format!(
                        "  {name:<12} {:>4} rows  {characters:>4} characters  {state}  {}\n",
                        area.room,
                        slugs.join(" ")
                    )
                }
            };
        }
    }
    text
}

/// The name of a story, and which part of it this is.
fn name_of(story: &StoryRecord) -> String {
    match story.part {
        Some(part) => format!("{} ({}/{})", story.slug, part.number, part.count),
        None => story.slug.clone(),
    }
}

/// `2 errors, 1 warning`.
fn tally(report: &Report, lang: Lang) -> String {
    let count = |severity| report.diagnostics.iter().filter(|finding| finding.counts_as(severity)).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    match (errors, warnings, lang) {
        (0, 0, Lang::Zh) => "没有发现问题\n".to_string(),
        (0, 0, Lang::En) => "no findings\n".to_string(),
        (_, _, Lang::Zh) => format!("{errors} 个错误，{warnings} 个警告\n"),
        (_, _, Lang::En) => format!("{errors} error{}, {warnings} warning{}\n", plural(errors), plural(warnings)),
    }
}
