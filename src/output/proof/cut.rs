//! Pages of other makers as they are cut: what lies outside the trim is left out of their picture.

use super::raster::Raster;
use crate::base::picture::pdf;
use crate::output::read::{Dict, Document};

/// Parts of the width and height of a page on its left, top, right and bottom.
pub(super) type Margins = [f64; 4];

/// What lies outside the trim of each page, as it is turned.
pub(super) fn margins(document: &Document<'_>) -> Vec<Margins> {
    let of = |path: Vec<&Dict>| -> Margins {
        let Ok(sheet) = pdf::sheet_of(document, path) else { return Margins::default() };
        let ([left, bottom, right, top], [l, b, r, t]) = (sheet.shown, sheet.viewed);
        let (across, up) = ((r - l).max(1.0), (t - b).max(1.0));
        let mut margins = [(left - l) / across, (t - top) / up, (r - right) / across, (bottom - b) / up];
        margins.rotate_right(usize::from(sheet.turns % 4));
        margins.map(|part| part.clamp(0.0, 0.49))
    };
    document.pages().into_iter().map(of).collect()
}

/// What of a drawn page lies within its margins.
pub(super) fn within(drawn: Raster, [left, top, right, bottom]: Margins) -> Raster {
    if [left, top, right, bottom] == Margins::default() {
        return drawn;
    }
    let pixels = |part: f64, side: u32| (part * f64::from(side)).round() as u32;
    let (left, right) = (pixels(left, drawn.width), drawn.width - pixels(right, drawn.width));
    let (top, bottom) = (pixels(top, drawn.height), drawn.height - pixels(bottom, drawn.height));
    let rows = drawn.pixels.chunks_exact(drawn.width.max(1) as usize * 3).take(bottom as usize).skip(top as usize);
    let kept = rows.flat_map(|row| row[left as usize * 3..right as usize * 3].iter().copied()).collect();
    Raster { width: right - left, height: bottom - top, pixels: kept, dpi: drawn.dpi }
}
