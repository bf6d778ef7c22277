//! The raster guard: what differs between the pictures of two pages and is not explained by their records.
//!
//! Source: `algorithms.md` 9, Raster guard: 150 dpi, gray, tiles of 32 × 32, |Δ| > 24 after a dilation of one pixel.

use std::collections::BTreeSet;

use crate::page::layout::{Layout, LineAt, PageLayout};

use super::carried::corner;
use super::plates::Frame;
use super::raster::{Raster, Sheets, Unshown};
use crate::output::pdf::Paper;
use crate::output::pdf::imposition::operators;
use crate::output::pdf::raw::{Raw, packed};
use crate::output::read::{Copier, Document};

/// Dots to the inch.
const DPI: u32 = 150;
/// The side of a tile.
const TILE: usize = 32;
/// Grays apart.
const APART: u8 = 24;
/// Beyond the box of a line: marks beside it, glyphs that reach out.
const BEYOND: i64 = 54_000;
/// Pixels of a tile that must be unexplained.
const PIXELS: usize = 3;
/// EMU to the inch.
const INCH: i64 = 914_400;

/// A place where pages look different and nothing says why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alarm {
    /// The page, from 1.
    pub page: u16,
    /// `A01`.
    pub folio: String,
    /// Left, top, width, height, in EMU from the top left corner of the page.
    pub at: [i64; 4],
    /// How many pixels.
    pub pixels: usize,
}

/// A file with its layout.
pub type Side<'a> = (&'a [u8], &'a Layout);

/// Looks at two files with their layouts, page by page. `press` is the profile on which files of other makers are shown,
/// else their own.
///
/// Errors: a file that cannot be drawn.
pub fn guard(old: Side<'_>, new: Side<'_>, press: Option<&[u8]>) -> Result<Vec<Alarm>, Unshown> {
    let mut alarms = Vec::new();
    for (index, page) in new.1.pages.iter().enumerate() {
        let Some(before) = old.1.pages.iter().position(|known| known.number == page.number) else { continue };
        let (one, other) = rayon::join(|| opened(old, before, press), || opened(new, index, press));
        let (mut one, mut other) = (one?, other?);
        // Two pages are drawn in one way, or edges and tints would differ that are the same.
        if one.is_separated() != other.is_separated() {
            (one, other) = (one.without_press(old), other.without_press(new));
        }
        let (one, other) = rayon::join(|| one.raster(), || other.raster());
        alarms.extend(compared(&one?, &other?, &old.1.pages[before], page));
    }
    Ok(alarms)
}

/// A page that is to be drawn.
struct Opened {
    sheets: Sheets,
    index: usize,
}

/// A page without what a proof adds to it.
fn opened((bytes, layout): Side<'_>, index: usize, press: Option<&[u8]>) -> Result<Opened, Unshown> {
    if let Some(bare) = layout.pages.get(index).and_then(|page| bare(bytes, index, page)) {
        return Ok(Opened { sheets: Sheets::open(&bare, Frame::Media)?, index: 0 });
    }
    Ok(Opened { sheets: Sheets::of_any(bytes, Frame::Trim, press)?, index })
}

impl Opened {
    /// Whether it is a page of another maker that is shown on its press.
    fn is_separated(&self) -> bool {
        self.sheets.is_soft_proof() && !self.sheets.is_own() && self.sheets.is_exact(self.index)
    }

    /// As the renderer draws it, where it is a page of another maker.
    fn without_press(self, (bytes, _): Side<'_>) -> Opened {
        if self.sheets.is_own() { self } else { Opened { sheets: Sheets::plain(bytes), ..self } }
    }

    /// On white paper.
    fn raster(&self) -> Result<Raster, Unshown> {
        self.sheets.raster(self.index, DPI, self.sheets.screen(Paper::White)?.as_ref())
    }
}

/// The page of a proof alone: the print file in it; nothing for another file.
pub(super) fn bare(bytes: &[u8], index: usize, layout: &PageLayout) -> Option<Vec<u8>> {
    let document = Document::open(bytes).ok()?;
    let pages = document.pages();
    let page = pages.get(index)?;
    let resources = document.dict(page.first()?, b"Resources")?;
    let objects = document.dict(resources, b"XObject")?;
    let press = document.get(objects, b"Press").stream()?;
    let [left, top] = corner(&document, page, layout)?;
    let [width, height] = layout.size.map(|side| side as f64 / 12_700.0);
    let content = String::from_utf8(operators(&document, page.first()?).ok()?).ok()?;
    // As `super::file` writes it: the page is drawn first, moved to its place.
    let moved = content.split("/Press Do").next()?.rsplit("W n").next()?.to_owned();
    let mut raw = Raw::new();
    let [catalog, tree, own, contents] = [(); 4].map(|()| raw.take());
    let mut copier = Copier::new(&document, raw.next, packed);
    let mut list = Vec::new();
    copier.object(objects.raw(b"Press"), &mut list);
    let _ = press;
    let mut intents = Vec::new();
    if let Some(found) = document.list(document.catalog()?, b"OutputIntents").first().and_then(|one| one.dict()) {
        copier.dict(found, &[], &mut intents);
    }
    let rest = copier.rest().ok()?;
    raw.next = copier.next();
    raw.objects.extend(rest);
    raw.stream(contents, b"/Filter/FlateDecode", &packed(format!("q{moved}/Press Do Q").as_bytes()));
    let shown = format!("{left:.4} {:.4} {:.4} {top:.4}", top - height, left + width);
    let mut dict = format!(
        "<</Type/Page/Parent {tree} 0 R/MediaBox[{shown}]/Contents {contents} 0 R/Resources<</XObject<</Press "
    )
    .into_bytes();
    dict.extend(list);
    dict.extend(b">>>>>>");
    raw.add(own, dict);
    raw.add(tree, format!("<</Type/Pages/Count 1/Kids[{own} 0 R]>>").into_bytes());
    let mut dict = format!("<</Type/Catalog/Pages {tree} 0 R/OutputIntents[").into_bytes();
    dict.extend(intents);
    dict.extend(b"]>>");
    raw.add(catalog, dict);
    Some(raw.finish("1.7", &format!("/Root {catalog} 0 R")))
}

/// Boxes of what one record has and the other has not: there pages may differ.
fn explained(old: &PageLayout, new: &PageLayout) -> Vec<[i64; 4]> {
    let lines = |page: &PageLayout| -> BTreeSet<(String, [i64; 2], i64, i64)> {
        let all = page.texts.iter().flat_map(|text| &text.lines);
        all.map(|line: &LineAt| (line.text.clone(), line.at, line.size, line.length)).collect()
    };
    let (before, after) = (lines(old), lines(new));
    let mut found = Vec::new();
    for (page, other) in [(old, &after), (new, &before)] {
        for line in page.texts.iter().flat_map(|text| &text.lines) {
            if !other.contains(&(line.text.clone(), line.at, line.size, line.length)) {
                found.push(line.boxed());
            }
        }
    }
    for (page, other) in [(old, new), (new, old)] {
        found.extend(page.pictures.iter().filter(|one| !other.pictures.contains(one)).map(|one| one.at));
        let boxes = page.boxes.iter().filter(|one| one.kind != "area" && !other.boxes.contains(one));
        found.extend(boxes.map(|one| one.at));
    }
    let wider = |[x, y, width, height]: [i64; 4]| [x - BEYOND, y - BEYOND, width + 2 * BEYOND, height + 2 * BEYOND];
    found.into_iter().map(wider).collect()
}

fn compared(one: &Raster, other: &Raster, old: &PageLayout, new: &PageLayout) -> Vec<Alarm> {
    let alarm = |at: [i64; 4], pixels: usize| Alarm { page: new.number, folio: new.folio.clone(), at, pixels };
    let (width, height) = (one.width as usize, one.height as usize);
    if one.width.abs_diff(other.width) > 1 || one.height.abs_diff(other.height) > 1 {
        return vec![alarm([0, 0, new.size[0], new.size[1]], 0)];
    }
    let (width_both, height_both) = (width.min(other.width as usize), height.min(other.height as usize));
    let (before, after) = (one.gray(), other.gray());
    let at = |pixels: &[u8], wide: usize, x: usize, y: usize| pixels[y * wide + x];
    let emu = |pixel: usize| pixel as i64 * INCH / i64::from(DPI);
    let excused = explained(old, new);
    let mut hits: Vec<([usize; 4], usize)> = Vec::new();
    for top in (0..height_both).step_by(TILE) {
        for left in (0..width_both).step_by(TILE) {
            let (right, foot) = ((left + TILE).min(width_both), (top + TILE).min(height_both));
            let row = |pixels: &[u8], wide: usize, y: usize| pixels[y * wide + left..y * wide + right].to_vec();
            let same = (top..foot).all(|y| row(&before, width, y) == row(&after, other.width as usize, y));
            if same {
                continue;
            }
            let mut held: Option<([usize; 4], usize)> = None;
            for y in top..foot {
                for x in left..right {
                    let (a, b) = (at(&before, width, x, y), at(&after, other.width as usize, x, y));
                    if a.abs_diff(b) <= APART {
                        continue;
                    }
                    let [x_emu, y_emu] = [emu(x), emu(y)];
                    let inside =
                        |[l, t, w, h]: &[i64; 4]| *l <= x_emu && x_emu <= l + w && *t <= y_emu && y_emu <= t + h;
                    if excused.iter().any(inside)
                        || near(&before, (width, height), (x, y), b)
                        || near(&after, (other.width as usize, other.height as usize), (x, y), a)
                    {
                        continue;
                    }
                    let (bounds, count) = held.get_or_insert(([x, y, x, y], 0));
                    *bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
                    *count += 1;
                }
            }
            hits.extend(held.filter(|(_, count)| *count >= PIXELS));
        }
    }
    joined(hits)
        .into_iter()
        .map(|([x0, y0, x1, y1], pixels)| {
            let (x, y) = (emu(x0), emu(y0));
            alarm([x, y, emu(x1 + 1) - x, emu(y1 + 1) - y], pixels)
        })
        .collect()
}

/// Whether a gray lies between the darkest and the lightest around a pixel, about: an edge that moved by one pixel.
fn near(pixels: &[u8], (width, height): (usize, usize), (x, y): (usize, usize), gray: u8) -> bool {
    let (mut least, mut most) = (u8::MAX, u8::MIN);
    for y in y.saturating_sub(1)..=(y + 1).min(height - 1) {
        for x in x.saturating_sub(1)..=(x + 1).min(width - 1) {
            let own = pixels[y * width + x];
            (least, most) = (least.min(own), most.max(own));
        }
    }
    gray >= least.saturating_sub(APART) && gray <= most.saturating_add(APART)
}

/// Boxes that touch, or nearly, as one.
fn joined(hits: Vec<([usize; 4], usize)>) -> Vec<([usize; 4], usize)> {
    let mut found: Vec<([usize; 4], usize)> = Vec::new();
    for hit in hits {
        let (mut bounds, mut count) = hit;
        loop {
            let touches = |other: &([usize; 4], usize)| {
                let [x0, y0, x1, y1] = other.0;
                x0 <= bounds[2] + TILE && bounds[0] <= x1 + TILE && y0 <= bounds[3] + TILE && bounds[1] <= y1 + TILE
            };
            let Some(index) = found.iter().position(touches) else { break };
            let (other, more) = found.swap_remove(index);
            bounds =
                [bounds[0].min(other[0]), bounds[1].min(other[1]), bounds[2].max(other[2]), bounds[3].max(other[3])];
            count += more;
        }
        found.push((bounds, count));
    }
    found.sort_by_key(|([x, y, ..], _)| (*y, *x));
    found
}
