//! The press certificate of a directory of print files: verified, examined, written beside them.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::Value;

use crate::base::diag::{Code, Diagnostic, Span, has_errors, say};
use crate::base::units::Permille;
use crate::input::{LoadOptions, World, load, load_press, load_styles, press_names};
use crate::model::{Compression, Flavour, PictureLimits, Press, Treatment};
use crate::output::certificate::{Certificate, Certified, Making, Signature, html, json, pdf, thumbnail};
use crate::output::pdf::{Condition, Date, Meta, Profile};
use crate::output::preflight::examine;

use super::deliver::unwritable;
use super::develop::of_press;
use super::impose::directory_of;
use super::preflight::asks;
use super::signoff;
use super::verify::Delivered;

/// The certificate for people.
pub(super) const PAGE: &str = "certificate.html";
/// The certificate to file, to sign or to send.
pub(super) const SHEETS: &str = "certificate.pdf";
/// The certificate for machines.
pub(super) const DATA: &str = "certificate.json";

/// What to certify.
#[derive(Clone, Debug, Default)]
pub struct CertifyJob {
    /// A directory with print files and their manifest, or an edition that was built.
    pub from: PathBuf,
    /// A press condition by name; that of the edition, or of the manifest, when absent.
    pub press: Option<String>,
    /// The edition whose files they are, where they stand elsewhere.
    pub edition: Option<PathBuf>,
    /// In Chinese, else in English.
    pub is_chinese: bool,
    /// As a PDF too.
    pub is_pdf: bool,
}

/// Certifies: gives the certificate, the directory, and what else was wrong.
///
/// Errors: no manifest, no press condition, a certificate that cannot be written.
pub fn certify(world: &World, job: &CertifyJob) -> Result<(Certificate, PathBuf), Vec<Diagnostic>> {
    let directory = directory_of(&job.from);
    let own = (directory != job.from).then_some(&job.from);
    let edition = job.edition.as_ref().or(own).map(PathBuf::as_path);
    let delivered = Delivered::open(&directory)?;
    let press = match (&job.press, edition) {
        (_, Some(edition)) => of_edition(world, edition, job.press.clone())?,
        (Some(name), None) => named(world, name)?,
        (None, None) => of_manifest(world, &delivered)?,
    };
    let asks = asks(&press, None);
    let mut delivery = delivered.differences();
    let signatures = signoff::entries(&delivered.shelf).unwrap_or_else(|broken| {
        delivery.extend(broken);
        Vec::new()
    });
    let listed: Vec<_> = delivered.files().collect();
    let examined = listed.par_iter().map(|file| {
        let bytes = delivered.shelf.read(&file.name).ok()?;
        let examined = examine(&bytes, &file.name, &asks);
        let thumbnails = examined
            .previews
            .iter()
            .zip(&examined.report.pages)
            .map(|(preview, page)| thumbnail(preview, page))
            .collect();
        let (folios, version) = delivered.folios(&file.name);
        Some(Certified { pages: file.pages.clone(), folios, version, report: examined.report, thumbnails })
    });
    // A file that is not there is among the differences.
    let mut files: Vec<Certified> = examined.collect::<Vec<_>>().into_iter().flatten().collect();
    files.sort_by(|a, b| (a.pages.first(), &a.report.file).cmp(&(b.pages.first(), &b.report.file)));
    let manifest = delivered.manifests.first().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let certificate = Certificate {
        paper: text(&manifest["paper"]),
        date: text(&manifest["date"]),
        zone: manifest["zone"].as_str().map(str::to_owned),
        press: press.name.clone(),
        condition: format!("{} · {}", press.condition, press.profile_name),
        files,
        delivery,
        signatures: signatures
            .into_iter()
            .map(|entry| Signature {
                name: entry.name,
                role: entry.role,
                round: entry.round,
                time: entry.time,
                files: entry.files.len(),
            })
            .collect(),
    };
    let data = serde_json::to_string_pretty(&json(&certificate)).unwrap_or_default() + "\n";
    let shelf = &delivered.shelf;
    // One that is there already never tells of other files than the rest.
    let is_pdf = job.is_pdf || delivered.shelf.has(SHEETS);
    let sheets = is_pdf.then(|| sheets(world, &certificate, &press, job.is_chinese)).transpose()?;
    shelf
        .replace(DATA, data.as_bytes())
        .and_then(|()| shelf.replace(PAGE, html(&certificate, job.is_chinese).as_bytes()))
        .and_then(|()| sheets.map_or(Ok(()), |sheets| shelf.replace(SHEETS, &sheets)))
        .map_err(|failed| vec![unwritable(&failed)])?;
    Ok((certificate, directory))
}

/// The certificate as a PDF, lettered in the program's own faces.
fn sheets(world: &World, certificate: &Certificate, press: &Press, zh: bool) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut findings = Vec::new();
    let fonts = load_styles(world, "daily", None).drain(&mut findings);
    let profile = Profile::new(press.profile.clone());
    let (Some(fonts), Ok(profile)) = (fonts, profile) else {
        let message = say("证书没有写成：没有字体或特性文件", "the certificate was not made: no face, or no profile");
        findings.push(Diagnostic::new(Code::OutputUnwritable, Span::NONE, message));
        return Err(findings);
    };
    // It is read on screens and on office printers, not on plates: pages are small and as sharp as they are.
    let condition = Condition {
        flavour: Flavour::X4,
        pictures: PictureLimits { aim: 200, warn: 1, fail: 1 },
        treatment: Treatment { compression: Compression::Jpeg, sharpen: Permille(0), ..press.treatment },
        ..of_press(press, profile)
    };
    let number = |at: usize| certificate.date.split('-').nth(at).and_then(|text| text.parse::<u16>().ok());
    let meta = Meta {
        title: format!(
            "{} {} {}",
            certificate.paper,
            certificate.date,
            if zh { "付印证书" } else { "press certificate" }
        ),
        creator: concat!("paiban ", env!("CARGO_PKG_VERSION")).to_owned(),
        date: Date {
            year: number(0).unwrap_or(2000),
            month: number(1).unwrap_or(1).clamp(1, 12) as u8,
            day: number(2).unwrap_or(1).clamp(1, 31) as u8,
        },
        version: 1,
        seed: SHEETS.to_owned(),
    };
    let making = Making { fonts: &fonts, condition: &condition, meta: &meta, zh };
    pdf(certificate, &making).map_err(|finding| vec![*finding])
}

fn named(world: &World, name: &str) -> Result<Press, Vec<Diagnostic>> {
    let outcome = load_press(world, name, None);
    outcome.value.filter(|_| !has_errors(&outcome.diagnostics)).ok_or(outcome.diagnostics)
}

fn of_edition(world: &World, edition: &Path, press: Option<String>) -> Result<Press, Vec<Diagnostic>> {
    let outcome = load(world, edition, &LoadOptions { press, zone: None });
    outcome.value.map(|loaded| loaded.edition.press).ok_or(outcome.diagnostics)
}

/// The program's own press condition of the name in the manifest; newsprint where there is none.
fn of_manifest(world: &World, delivered: &Delivered) -> Result<Press, Vec<Diagnostic>> {
    let wanted = delivered.manifests.first().map(|manifest| manifest["press"]["name"].clone()).unwrap_or_default();
    let known = press_names(world);
    let all = known.iter().filter_map(|name| load_press(world, name, None).value);
    match all.into_iter().find(|press| wanted.as_str() == Some(press.name.as_str())) {
        Some(press) => Ok(press),
        None => named(world, "newsprint"),
    }
}
