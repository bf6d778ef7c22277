//! `paiban preflight` and `paiban certify`.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::json;

use crate::app::certify::{CertifyJob, certify as run};
use crate::app::preflight::{asks, finished};
use crate::base::diag::{Code, Diagnostic, Severity, has_errors};
use crate::input::{World, load_press};
use crate::output::certificate::{Certificate, Verdict};
use crate::output::preflight::{Finding, Flavour, Report, examine, json as report_json, text};

use super::args::Form;
use super::args_preflight::{CertifyOptions, Judge, PreflightOptions};
use super::{DONE, Denied, FINDINGS, Lang, UNWRITABLE, Voice, out, render, usage};

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
            finished(path).map(|bytes| examine(&bytes, &name, &asks).report)
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
                out(voice.lang.of(&text(&report, options.verbose)));
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

/// Writes the press certificate of a directory.
pub(super) fn certify(world: &World, options: &CertifyOptions, voice: Voice) -> u8 {
    let denied = match Denied::parse(&options.deny) {
        Ok(denied) => denied,
        Err(message) => return usage(&message, voice),
    };
    let is_chinese = voice.lang == Lang::Zh;
    let (from, press) = (options.from.clone(), options.press.clone());
    let job = CertifyJob { from, press, edition: None, is_chinese, is_pdf: options.pdf };
    certified(world, &job, &denied, voice)
}

/// Certifies what `build` has just written.
pub(super) fn built(
    world: &World,
    (edition, from, press): (&Path, PathBuf, Option<String>),
    is_pdf: bool,
    denied: &Denied,
    voice: Voice,
) -> u8 {
    let is_chinese = voice.lang == Lang::Zh;
    let edition = Some(edition.to_path_buf());
    certified(world, &CertifyJob { from, press, edition, is_chinese, is_pdf }, denied, voice)
}

/// Certifies and says how it went.
fn certified(world: &World, job: &CertifyJob, denied: &Denied, voice: Voice) -> u8 {
    match run(world, job) {
        Ok((certificate, directory)) => {
            let listed: String = certificate
                .files
                .iter()
                .filter(|file| file.report.count(Severity::Error) + file.report.count(Severity::Warning) > 0)
                .map(|file| voice.lang.of(&text(&file.report, false)).to_owned())
                .collect();
            eprint!("{listed}");
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
