//! A report as JSON, for machines.

use serde_json::{Value, json};

use crate::base::diag::{Say, Severity};
use crate::base::geom::Rect;

use super::report::{Boxes, Finding, PageReport, Report};

/// A report, its keys in reading order; texts in both languages.
pub fn json(report: &Report) -> Value {
    json!({
        "file": report.file,
        "bytes": report.bytes,
        "sha256": report.sha256,
        "verdict": if report.passes() { "passed" } else { "refused" },
        "version": format!("{}.{}", report.version.0, report.version.1),
        "declared": report.declared,
        "judged": report.judged.name(),
        "press": report.press,
        "title": report.title,
        "creator": report.creator,
        "producer": report.producer,
        "output_intent": report.intent.as_ref().map(|intent| json!({
            "identifier": intent.identifier,
            "info": intent.info,
            "profile_bytes": intent.profile_bytes,
            "profile_sha256": intent.profile_sha256,
        })),
        "errors": report.count(Severity::Error),
        "warnings": report.count(Severity::Warning),
        "notes": report.count(Severity::Note),
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
        "pages": report.pages.iter().map(page).collect::<Vec<_>>(),
    })
}

fn say(say: &Say) -> Value {
    json!({ "zh": say.zh, "en": say.en })
}

/// Millimetres from the top left corner of the trim: x, y, width, height.
fn millimetres(at: &Rect) -> Value {
    let round = |value: f64| (value * 100.0).round() / 100.0;
    json!([at.x, at.y, at.width, at.height].map(|length| round(length.to_mm())))
}

fn finding(finding: &Finding) -> Value {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    json!({
        "code": finding.code.as_str(),
        "severity": severity,
        "clause": finding.clause,
        "page": finding.page,
        "count": finding.count,
        "object": finding.object,
        "cause": say(&finding.cause),
        "cure": say(&finding.cure),
        "at_mm": finding.at.as_ref().map(millimetres),
        "places_mm": finding.places.iter().map(millimetres).collect::<Vec<_>>(),
    })
}

fn page(page: &PageReport) -> Value {
    let hundredth = |value: f64| (value * 100.0).round() / 100.0;
    let boxes = |boxes: &Boxes| {
        let of = |given: Option<[f64; 4]>| given.map(|sides| sides.map(hundredth));
        json!({
            "media_mm": of(boxes.media),
            "crop_mm": of(boxes.crop),
            "bleed_mm": of(boxes.bleed),
            "trim_mm": of(boxes.trim),
            "art_mm": of(boxes.art),
        })
    };
    json!({
        "page": page.number,
        "boxes": boxes(&page.boxes),
        "rotate": page.rotate,
        "fonts": page.fonts.iter().map(|font| json!({
            "name": font.name,
            "kind": font.kind,
            "embedded": font.embedded,
            "subset": font.subset,
            "sizes_pt": font.sizes.map(|(least, most)| [hundredth(least), hundredth(most)]),
            "glyphs": font.glyphs,
        })).collect::<Vec<_>>(),
        "pictures": page.images.iter().map(|image| json!({
            "at_mm": millimetres(&image.at),
            "pixels": [image.pixels.0, image.pixels.1],
            "ppi": image.ppi.round(),
            "bits": image.bits,
            "space": image.space,
            "filters": image.filters,
        })).collect::<Vec<_>>(),
        "color_spaces": page.spaces,
        "inks": page.inks.iter().map(|ink| json!({
            "name": ink.name,
            "spot": ink.spot,
            "coverage_percent": hundredth(ink.coverage),
            "zones_percent": ink.zones.iter().map(|zone| hundredth(*zone)).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "total_ink_percent": page.total_ink.round(),
        "total_ink_at_mm": page.total_ink_at.as_ref().map(millimetres),
        "transparent": page.transparent,
        "qr": page.qr.iter().map(|code| json!({ "at_mm": millimetres(&code.at), "text": code.text })).collect::<Vec<_>>(),
    })
}
