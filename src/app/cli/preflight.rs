//! `paiban preflight` and `paiban certify`.

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::json;

use crate::app::certify::{CertifyJob, certify as run, unreadable};
use crate::app::preflight::asks;
use crate::base::diag::{Code, Diagnostic, Severity, has_errors};
use crate::input::{World, load_press};
use crate::output::certificate::{Certificate, Verdict};
use crate::output::preflight::{Finding, Flavour, PageReport, Report, examine, json as report_json};

use super::args::Form;
use super::args_preflight::{CertifyOptions, Judge, PreflightOptions};
use super::{DONE, Denied, FINDINGS, Lang, UNWRITABLE, Voice, out, render, usage};

/// Largest file that is examined.
const LARGEST: u64 = 2 << 30;

/// Examines finished files.
pub(super) fn preflight(world: &World, options: &PreflightOptions, voice: Voice) -> u8 {
    let denied = match Denied::parse(&options.deny) {
        Ok(denied) => denied,
        Err(message) => return usage(&message, voice),
    };
    let outcome = load_press(world, &options.press, options.home.as_deref());
    eprint!("{}", render::text(Some(world), &outcome.diagnostics, voice.lang, voice.color, voice.width));
    let Some(press) = outcome.value.filter(|_| !has_errors(&outcome.diagnostics)) else { return FINDINGS };
    let flavour = options.pdfx.map(|judge| match judge {
        Judge::X4 => Flavour::X4,
        Judge::X1a => Flavour::X1a,
        Judge::None => Flavour::Plain,
    });
    let asks = asks(&press, flavour);
    let (mut reports, mut stops) = (Vec::new(), false);
    // Files are mostly single pages: as many at a time as there are threads, told in order as they are done.
    for some in options.files.chunks(rayon::current_num_threads().max(1)) {
        let one = |path: &PathBuf| {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            read(path).map(|bytes| examine(&bytes, &name, &asks).report)
        };
        let read: Vec<Result<Report, Box<Diagnostic>>> = some.par_iter().map(one).collect();
        for report in read {
            let report = match report {
                Ok(report) => report,
                Err(finding) => {
                    eprint!("{}", render::text(None, &[*finding], voice.lang, voice.color, voice.width));
                    stops = true;
                    continue;
                }
            };
            stops |= report.findings.iter().any(|finding| denied.denies(&finding.diagnostic()));
            if options.format == Form::Text {
                out(&told(&report, options.verbose, voice.lang));
            }
            reports.push(report);
        }
    }
    if options.format == Form::Json {
        let value = json!({ "files": reports.iter().map(report_json).collect::<Vec<_>>() });
        out(&(serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"));
    }
    if stops { FINDINGS } else { DONE }
}

fn read(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let failed = |error| Box::new(unreadable(PathBuf::from(path), error));
    let file = fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(failed(std::io::Error::from(std::io::ErrorKind::FileTooLarge)));
    }
    Ok(bytes)
}

/// A report for people. Source: print.md 8.
fn told(report: &Report, is_long: bool, lang: Lang) -> String {
    let pick = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    let mut text = String::new();
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let verdict = if report.passes() { pick("合格", "passed") } else { pick("不合格", "refused") };
    let declared = report.declared.as_deref().unwrap_or("PDF");
    let _ = writeln!(
        text,
        "{}  {verdict}  {}  {declared}  PDF {}.{}  {}",
        report.file,
        match lang {
            Lang::Zh => format!("{errors} 个错误，{warnings} 个警告"),
            Lang::En => format!("{errors} errors, {warnings} warnings"),
        },
        report.version.0,
        report.version.1,
        report.press,
    );
    if let Some(intent) = &report.intent {
        let _ = writeln!(text, "  {}: {} {}", pick("输出意图", "output intent"), intent.identifier, intent.info);
    }
    for finding in report.findings.iter().filter(|finding| finding.page.is_none()) {
        text += &line(finding, lang);
    }
    for page in &report.pages {
        text += &page_line(page, lang);
        for finding in report.findings.iter().filter(|finding| finding.page == Some(page.number)) {
            text += &line(finding, lang);
        }
        if is_long {
            text += &details(page, lang);
        }
    }
    text
}

fn line(finding: &Finding, lang: Lang) -> String {
    let level = match finding.severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("提示", "note"),
    };
    let count = if finding.count > 1 { format!(" ×{}", finding.count) } else { String::new() };
    let place = finding.at.map(|at| {
        format!("  ({:.1} {:.1}, {:.1} × {:.1} mm)", at.x.to_mm(), at.y.to_mm(), at.width.to_mm(), at.height.to_mm())
    });
    format!(
        "    {level}[{}]{count}: {}{}\n      {}\n",
        finding.code.as_str(),
        lang.of(&finding.cause),
        place.unwrap_or_default(),
        lang.of(&finding.cure)
    )
}

fn page_line(page: &PageReport, lang: Lang) -> String {
    let trim = page.boxes.trim.or(page.boxes.media).unwrap_or_default();
    let inks: Vec<String> = page
        .inks
        .iter()
        .filter(|ink| ink.coverage > 0.0)
        .map(|ink| format!("{} {:.1}%", ink.name, ink.coverage))
        .collect();
    format!(
        "  {} {}  {:.1} × {:.1} mm  {}  {} {:.0}%\n",
        lang.pick("页", "page"),
        page.number,
        trim[2] - trim[0],
        trim[3] - trim[1],
        inks.join("  "),
        lang.pick("最大总墨量", "most ink"),
        page.total_ink
    )
}

fn details(page: &PageReport, lang: Lang) -> String {
    let mut text = String::new();
    let boxes = [
        ("MediaBox", page.boxes.media),
        ("CropBox", page.boxes.crop),
        ("BleedBox", page.boxes.bleed),
        ("TrimBox", page.boxes.trim),
        ("ArtBox", page.boxes.art),
    ];
    for (name, sides) in boxes {
        if let Some([left, bottom, right, top]) = sides {
            let _ = writeln!(text, "    {name:<10} {left:.2} {bottom:.2} {right:.2} {top:.2} mm");
        }
    }
    for font in &page.fonts {
        let state = match (font.embedded, font.subset) {
            (true, true) => lang.pick("子集", "subset"),
            (true, false) => lang.pick("嵌入", "embedded"),
            (false, _) => lang.pick("未嵌入", "not embedded"),
        };
        let sizes = font.sizes.map(|(least, most)| format!("{least:.1}–{most:.1} pt")).unwrap_or_default();
        let _ = writeln!(text, "    {}  {}  {state}  {sizes}  ×{}", font.name, font.kind, font.glyphs);
    }
    for image in &page.images {
        let _ = writeln!(
            text,
            "    {} × {} px  {:.0} ppi  {}  {}",
            image.pixels.0,
            image.pixels.1,
            image.ppi,
            image.space,
            image.filters.join(" ")
        );
    }
    for ink in &page.inks {
        let zones: Vec<String> = ink.zones.iter().map(|zone| format!("{zone:.1}")).collect();
        let _ = writeln!(text, "    {:<8} {}", ink.name, zones.join(" "));
    }
    for code in &page.qr {
        let _ = writeln!(text, "    QR  {}", code.text);
    }
    text
}

/// Writes the press certificate of a directory.
pub(super) fn certify(world: &World, options: &CertifyOptions, voice: Voice) -> u8 {
    let denied = match Denied::parse(&options.deny) {
        Ok(denied) => denied,
        Err(message) => return usage(&message, voice),
    };
    let is_chinese = voice.lang == Lang::Zh;
    let job = CertifyJob { from: options.from.clone(), press: options.press.clone(), edition: None, is_chinese };
    certified(world, &job, &denied, voice)
}

/// Certifies what `build` has just written.
pub(super) fn built(
    world: &World,
    (edition, from, press): (&Path, PathBuf, Option<String>),
    denied: &Denied,
    voice: Voice,
) -> u8 {
    let is_chinese = voice.lang == Lang::Zh;
    certified(world, &CertifyJob { from, press, edition: Some(edition.to_path_buf()), is_chinese }, denied, voice)
}

/// Certifies and says how it went.
fn certified(world: &World, job: &CertifyJob, denied: &Denied, voice: Voice) -> u8 {
    match run(world, job) {
        Ok((certificate, directory)) => {
            let told: String = certificate
                .files
                .iter()
                .filter(|file| file.report.count(Severity::Error) + file.report.count(Severity::Warning) > 0)
                .map(|file| told(&file.report, false, voice.lang))
                .collect();
            eprint!("{told}");
            eprint!("{}", render::text(None, &certificate.delivery, voice.lang, voice.color, voice.width));
            out(&verdict(&certificate, &directory, voice.lang));
            let of_files = certificate.files.iter().flat_map(|file| &file.report.findings).map(Finding::diagnostic);
            let stops = of_files.chain(certificate.delivery.iter().cloned()).any(|finding| denied.denies(&finding));
            if stops || certificate.verdict() == Verdict::Refused { FINDINGS } else { DONE }
        }
        Err(findings) => {
            eprint!("{}", render::text(Some(world), &findings, voice.lang, voice.color, voice.width));
            let is_unwritable = findings.iter().any(|finding| finding.code == Code::OutputUnwritable);
            if is_unwritable { UNWRITABLE } else { FINDINGS }
        }
    }
}

fn verdict(certificate: &Certificate, directory: &Path, lang: Lang) -> String {
    let (files, errors, warnings) =
        (certificate.files.len(), certificate.count(Severity::Error), certificate.count(Severity::Warning));
    let place = directory.join("certificate.html");
    let words = match certificate.verdict() {
        Verdict::Good => lang.pick("合格", "good to print"),
        Verdict::Look => lang.pick("可以付印，警告须过目", "printable; look at the warnings"),
        Verdict::Refused => lang.pick("不合格", "refused"),
    };
    match lang {
        Lang::Zh => {
            format!("{words}：{files} 个文件，{errors} 个错误，{warnings} 个警告；证书 {}\n", place.display())
        }
        Lang::En => {
            format!("{words}: {files} files, {errors} errors, {warnings} warnings; {}\n", place.display())
        }
    }
}
