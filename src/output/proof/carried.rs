//! The layout record that a proof carries, and where the page lies on its sheet: what is needed of a proof that comes
//! back from a reader.

use crate::base::units::Length;
use crate::output::read::{Dict, Document, Limit, Object, text_string};
use crate::page::layout::{FORM, Layout, PageLayout};

use super::file::RECORD_NAME;
use super::remark::{OWN_NAME, PAGE_KEY};
use super::sheet::{HEAD, MARGIN};

/// Largest record.
const RECORD: usize = 64 << 20;
/// Levels of a tree of names.
const LEVELS: usize = 16;
/// Nodes of such a tree that are looked at.
const NODES: usize = 4_000;

/// The record of a proof; nothing where the file carries none that can be used.
pub fn record(document: &Document<'_>) -> Option<Layout> {
    let catalog = document.catalog()?;
    let names = document.dict(catalog, b"Names").and_then(|names| document.dict(names, b"EmbeddedFiles"));
    let mut left = NODES;
    let file = names.and_then(|tree| found(document, tree, 0, &mut left)).or_else(|| {
        document.list(catalog, b"AF").into_iter().filter_map(Object::dict).find(|file| is_record(document, file))
    })?;
    let stream = document.get(document.dict(file, b"EF")?, b"F").stream()?;
    let decoded = document.decode(stream, Limit::Bytes(RECORD)).ok()?;
    let layout: Layout = serde_json::from_slice(&decoded.bytes).ok()?;
    (layout.form == FORM).then_some(layout)
}

fn is_record(document: &Document<'_>, file: &Dict) -> bool {
    [&b"UF"[..], b"F"]
        .iter()
        .any(|key| document.get(file, key).text().is_some_and(|name| text_string(name) == RECORD_NAME))
}

/// Looks through a tree of names; other programs split it.
fn found<'d>(document: &'d Document<'_>, node: &'d Dict, level: usize, left: &mut usize) -> Option<&'d Dict> {
    if level > LEVELS || *left == 0 {
        return None;
    }
    *left -= 1;
    let own = document.list(node, b"Names").into_iter().filter_map(Object::dict).find(|file| is_record(document, file));
    let kids = || document.list(node, b"Kids").into_iter().filter_map(Object::dict);
    own.or_else(|| kids().find_map(|kid| found(document, kid, level + 1, left)))
}

/// Which page of the record a page of the file is, `leaf` from 1 of `count`: pages may have been taken out or put in
/// another order. By the folio that it carries, itself or in the notes of the program; where that is lost by its place
/// among the pages, when none is missing.
pub(super) fn page_of<'l>(
    document: &Document<'_>,
    page: &[&Dict],
    (leaf, count): (usize, usize),
    layout: &'l Layout,
) -> Option<&'l PageLayout> {
    let own = page.first()?;
    let of_folio = |folio: &str| layout.pages.iter().find(|known| known.folio == folio);
    let carried = document.get(own, PAGE_KEY.as_bytes()).text().map(text_string);
    let named = document.list(own, b"Annots").into_iter().take(NODES).filter_map(Object::dict).find_map(|note| {
        let name = text_string(document.get(note, b"NM").text()?);
        let folio = name.strip_prefix(OWN_NAME)?.split_once('-')?.0.to_owned();
        Some(folio)
    });
    let known = carried.or(named).and_then(|folio| of_folio(&folio));
    known.or_else(|| layout.pages.get(leaf.checked_sub(1)?).filter(|_| count == layout.pages.len()))
}

/// Where the top left corner of the page is on a sheet, in points: from its TrimBox, or where that was lost from its
/// size.
pub(super) fn corner(document: &Document<'_>, page: &[&Dict], layout: &PageLayout) -> Option<[f64; 2]> {
    let [width, height] = layout.size.map(|side| Length::emu(side).to_pt());
    let own = page.first().and_then(|page| document.numbers::<4>(page, b"TrimBox"));
    let fits = |[left, bottom, right, top]: &[f64; 4]| {
        (right - left - width).abs() < 1.0 && (top - bottom - height).abs() < 1.0
    };
    if let Some([left, _, _, top]) = own.filter(fits) {
        return Some([left, top]);
    }
    let Object::Array(media) = document.inherited(page, b"MediaBox") else { return None };
    let media: Vec<f64> = media.iter().filter_map(|side| document.resolve(side).number()).collect();
    let [left, _, right, top] = media[..] else { return None };
    let margin = MARGIN.to_pt();
    ((right - left - width - 2.0 * margin).abs() < 2.0).then(|| [left + margin, top - HEAD.to_pt()])
}
