//! `manifest.json`: what was written, with sizes and hashes, and what was not, with the reason.

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::model::Edition;
use crate::page::{AreaRecord, BlockKind, Record, StoryRecord};

use super::earlier::Earlier;
use super::names::iso;
use super::report::{PageResult, Plates, Written};

/// The manifest of a build, its keys in reading order. `files` are those to print, with those of pages that this run
/// was not asked for; `earlier` is what else stands in the directory and is not to be printed.
pub fn manifest(
    edition: &Edition,
    files: &[Written],
    digital: Option<&Written>,
    pages: &[PageResult],
    before: &Earlier,
) -> Value {
    let (kept_files, kept_pages) = before.kept(pages);
    let first = |value: &Value| value["pages"][0].as_u64().unwrap_or_default();
    let mut all: Vec<Value> = files.iter().map(file).chain(kept_files).collect();
    all.sort_by_key(first);
    let mut every: Vec<Value> = pages.par_iter().map(page).collect();
    every.extend(kept_pages);
    every.sort_by_key(first);
    let digital_file = digital.map_or_else(|| before.digital(), file);
    let current: Vec<Value> = all.iter().chain([&digital_file]).cloned().collect();
    let written: Vec<Written> = files.iter().chain(digital).cloned().collect();
    let earlier = before.replaced(&current, &written);
    let imposition = &edition.press.imposition;
    json!({
        "paper": edition.paper,
        "code": edition.code,
        "date": iso(edition.date),
        "zone": edition.zone,
        "issue": edition.issue,
        "version": edition.version,
        "press": {
            "name": edition.press.name,
            "condition": edition.press.condition,
            "profile": edition.press.profile_name,
            "pdfx": edition.press.flavour.name(),
        },
        "program": concat!("paiban ", env!("CARGO_PKG_VERSION")),
        "imposition": {
            "sheet": imposition.pages,
            "gripper_mm": imposition.gripper.to_mm(),
            "gutter_mm": imposition.gutter.to_mm(),
            "margin_mm": imposition.margin.to_mm(),
            "bars": imposition.bars,
        },
        "files": all,
        "digital": digital_file,
        "earlier": earlier,
        "pages": every,
    })
}

fn file(file: &Written) -> Value {
    json!({
        "file": file.name,
        "pages": file.pages,
        "version": file.version,
        "bytes": file.bytes,
        "sha256": file.sha256,
    })
}

fn page(page: &PageResult) -> Value {
    json!({
        "page": page.number,
        "pages": (page.number..=page.last).collect::<Vec<u16>>(),
        "folio": page.folio,
        "section": page.section,
        "width_mm": page.trim.0,
        "height_mm": page.trim.1,
        "file": page.file,
        "inks": page.inks,
        "plates": plates(page),
        "not_written": page.not_written,
        "areas": page.record.as_ref().map(record),
        "headline_fit": page.record.as_ref().map(headline_fit),
    })
}

/// Of a page of a zone edition: which plates are made anew, or whose they are.
pub fn plates(page: &PageResult) -> Value {
    match &page.plates {
        None => Value::Null,
        Some(Plates::SameAs(file)) => json!({ "same_as": file }),
        Some(Plates::Differ(inks)) => json!({ "differ": inks }),
    }
}

/// How the headlines of a page were made to fit, in the order of its areas.
pub fn headline_fit(record: &Record) -> Value {
    let of = |block: &crate::page::Block| match &block.kind {
        BlockKind::Head { fit, .. } => Some(json!({
            "story": fit.story,
            "size_pt": fit.size.to_pt(),
            "largest_pt": fit.largest.to_pt(),
            "tracking_em": f64::from(fit.tracking.0) / 1000.0,
            "width_percent": f64::from(fit.width.0) / 10.0,
            "vertical": fit.vertical,
            "fits": fit.fits,
            "lines": fit.lines,
        })),
        _ => None,
    };
    record.blocks.iter().filter_map(of).collect()
}

/// The record of a page: its areas of copy and their stories.
pub fn record(record: &Record) -> Value {
    record.areas.iter().map(area).collect()
}

fn area(area: &AreaRecord) -> Value {
    json!({
        "area": area.area,
        "rows": area.room,
        "rows_used": area.used,
        "empty_rows_at_foot": area.holes,
        "stories": area.stories.iter().map(story).collect::<Vec<_>>(),
    })
}

fn story(story: &StoryRecord) -> Value {
    let overset = story
        .overset
        .as_ref()
        .map(|overset| json!({ "characters": overset.characters, "lines": overset.lines, "text": overset.text }));
    json!({
        "story": story.slug,
        "headline": story.headline,
        "headline_size_pt": f64::from(story.headline_size) / 100.0,
        "part": story.part.map(|part| json!({ "number": part.number, "of": part.count, "characters": part.characters })),
        "characters": story.characters,
        "lines": story.lines,
        "overset": overset,
    })
}
