//! A page of a PDF that is to be placed on a page of ours: run on plates of its own, and judged as content alone. Boxes,
//! metadata and what is laid over the page stay behind.

use crate::base::diag::{Code, Severity};
use crate::output::read::{Dict, Document};

use super::examine::Asks;
use super::pages::page;
use super::report::{Finding, Flavour, ImageUse, Preview};
use super::rules::settle;

/// What keeps a page from being placed: what a RIP would stop at, what is no ink, what the press cannot take.
///
/// Source: `print.md` 2, "Fonts", "Colour", "File and content"; 3, total ink.
const REFUSED: [Code; 22] = [
    Code::ColorDevicen,
    Code::ColorIcc,
    Code::ColorIccOutput,
    Code::ColorScreen,
    Code::ColorSpotDiffers,
    Code::FontCid,
    Code::FontNotEmbedded,
    Code::FontProgram,
    Code::InkOverLimit,
    Code::PdfDamaged,
    Code::PdfExternal,
    Code::PdfHalftone,
    Code::PdfImageBits,
    Code::PdfIntent,
    Code::PdfLimit,
    Code::PdfOperator,
    Code::PdfResource,
    Code::PdfTransfer,
    Code::PdfTransparency,
    Code::PdfUnbalanced,
    Code::PdfXobject,
    Code::SpotCount,
];

/// What was seen of a page to be placed.
pub struct Art {
    /// What keeps it from being placed; nothing when it can be.
    pub findings: Vec<Finding>,
    /// The inks that it prints: `C`, `M`, `Y`, `K`, then spots by their names.
    pub inks: Vec<String>,
    /// Its pictures.
    pub images: Vec<ImageUse>,
    /// Its trim as its plates print it.
    pub preview: Preview,
}

/// Judges a page as content of a file of the kind that `asks` names. `path` is its dictionary, and those above it.
pub fn art(document: &Document<'_>, path: &[&Dict], asks: &Asks) -> Art {
    let judged = asks.flavour.unwrap_or(Flavour::X4);
    let printed = page(document, path, 1, asks, judged);
    let found = printed.found.into_iter().filter(|found| REFUSED.contains(&found.code)).collect();
    let mut findings = settle(found, asks, judged);
    findings.iter_mut().for_each(|finding| finding.severity = Severity::Error);
    let prints = printed.report.inks.iter().filter(|ink| ink.coverage > 0.0);
    let inks = prints.map(|ink| {
        let process = ["Cyan", "Magenta", "Yellow", "Black"].iter().position(|name| *name == ink.name);
        process.filter(|_| !ink.spot).map_or_else(|| ink.name.clone(), |at| ["C", "M", "Y", "K"][at].to_owned())
    });
    Art { findings, inks: inks.collect(), images: printed.report.images, preview: printed.preview }
}
