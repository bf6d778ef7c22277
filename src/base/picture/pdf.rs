//! A page of a PDF file as a picture: its trim, and which way up it is shown.
//!
//! Source: ISO 32000-1, 7.7.3.3 `Rotate`, `UserUnit`, and 14.11.2, page boundaries.

use super::{DRAWING, Format, Head, Orientation, Trouble};
use crate::base::diag::say;
use crate::base::geom::Size;
use crate::base::read::{Dict, Document, Object, Unreadable};
use crate::base::units::Length;

/// Shortest and longest side of a trim, in points: a millimetre, and two metres.
const SIDES: std::ops::RangeInclusive<f64> = 2.8..=5_700.0;

/// A page of a PDF that can be placed.
#[derive(Clone, Debug)]
pub struct Sheet<'d> {
    /// Its dictionary, and those above it.
    pub path: Vec<&'d Dict>,
    /// What is shown of it, in its own units: left, bottom, right, top. The trim; of a page without one its crop box,
    /// else its media box.
    pub shown: [f64; 4],
    /// What may be shown where it bleeds, in its own units: its BleedBox, where it has that and a trim; else what is
    /// shown.
    pub bleed: [f64; 4],
    /// What programs show that only look at it: its CropBox, within its MediaBox.
    pub viewed: [f64; 4],
    /// Clockwise quarter turns by which it is shown.
    pub turns: u8,
    /// Its size on paper, as it is shown.
    pub size: Size,
}

/// Whether a file begins as PDF files do.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// The shape of a page, counted from 1, whose longer side has [`DRAWING`] units.
///
/// Errors: what cannot be read, is encrypted, has no such page, or a page without a sound size.
pub fn head(bytes: &[u8], page: u16) -> Result<(Head, Size), Trouble> {
    measured(bytes, page).map(|measured| (measured.head, measured.size))
}

/// A page as it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Its shape.
    pub head: Head,
    /// Its size on paper.
    pub size: Size,
    /// What it has beyond its trim, on its left, top, right and bottom, in the units of its head.
    pub bleed: [u32; 4],
}

/// As [`head`], with what a page has beyond its trim.
///
/// Errors: those of [`head`].
pub fn measured(bytes: &[u8], page: u16) -> Result<Measured, Trouble> {
    let document = open(bytes)?;
    let sheet = sheet(&document, page)?;
    let size = sheet.size;
    let longer = size.width.max(size.height).get();
    let units = |side: Length| (side.get() * i64::from(DRAWING) / longer).max(1) as u32;
    let (width, height) = (units(size.width), units(size.height));
    let orientation = Orientation::UPRIGHT;
    let head = Head { format: Format::Pdf, width, height, channels: 4, bits: 8, orientation };
    let [left, bottom, right, top] = sheet.shown;
    let [bleed_left, bleed_bottom, bleed_right, bleed_top] = sheet.bleed;
    let side = (right - left).max(top - bottom);
    let part = |points: f64| (points / side * f64::from(DRAWING)).clamp(0.0, f64::from(DRAWING)) as u32;
    let (l, t) = (part(left - bleed_left), part(bleed_top - top));
    let (r, b) = (part(bleed_right - right), part(bottom - bleed_bottom));
    // What is on the left goes to the top with a clockwise turn.
    let mut bleed = [l, t, r, b];
    bleed.rotate_right(usize::from(sheet.turns % 4));
    Ok(Measured { head, size, bleed })
}

/// Opens a file.
///
/// Errors: what cannot be read, or is encrypted.
pub fn open(bytes: &[u8]) -> Result<Document<'_>, Trouble> {
    let document = Document::open(bytes).map_err(|why| {
        let why = match why {
            Unreadable::NotPdf | Unreadable::NoCatalog => say("PDF 不完整或已损坏", "its PDF is cut short or damaged"),
            Unreadable::TooLarge => say("PDF 太大", "its PDF is too large"),
        };
        Trouble::Pdf(why, say("请重新导出或传送", "export it or send it again"))
    })?;
    if document.is_encrypted() {
        let why = say("PDF 加了密", "its PDF is encrypted");
        let cure = say("去掉口令与权限限制再导出", "export it without password and restrictions");
        return Err(Trouble::Pdf(why, cure));
    }
    Ok(document)
}

/// A page of a file, counted from 1.
///
/// Errors: no such page, or one without a sound size.
pub fn sheet<'d>(document: &'d Document<'_>, page: u16) -> Result<Sheet<'d>, Trouble> {
    let mut pages = document.pages();
    let count = pages.len();
    let index = usize::from(page).wrapping_sub(1);
    if index >= count {
        let why = match count {
            0 => say("PDF 里没有页", "its PDF has no pages"),
            1 => say(format!("PDF 只有 1 页，没有第 {page} 页"), format!("its PDF has one page and no page {page}")),
            _ => say(
                format!("PDF 只有 {count} 页，没有第 {page} 页"),
                format!("its PDF has {count} pages and no page {page}"),
            ),
        };
        let cure = if count == 0 {
            say("请重新导出或传送", "export it or send it again")
        } else {
            say("改 `page`；不写就是第 1 页", "change `page`; without it the first page is taken")
        };
        return Err(Trouble::Pdf(why, cure));
    }
    sheet_of(document, pages.swap_remove(index))
}

/// A page by its dictionary, and those above it.
///
/// Errors: one without a sound size.
pub fn sheet_of<'d>(document: &'d Document<'_>, path: Vec<&'d Dict>) -> Result<Sheet<'d>, Trouble> {
    let media = boxed(document, document.inherited(&path, b"MediaBox"));
    let crop = boxed(document, document.inherited(&path, b"CropBox"));
    let own = |key: &[u8]| path.first().and_then(|page| boxed(document, document.get(page, key)));
    let shown = own(b"TrimBox").or_else(|| own(b"ArtBox")).or(crop).or(media).ok_or_else(no_size)?;
    // What lies outside the paper is not there.
    let media = media.unwrap_or(shown);
    let viewed = crop.unwrap_or(media);
    let viewed = [viewed[0].max(media[0]), viewed[1].max(media[1]), viewed[2].min(media[2]), viewed[3].min(media[3])];
    let shown = [shown[0].max(media[0]), shown[1].max(media[1]), shown[2].min(media[2]), shown[3].min(media[3])];
    let trim = own(b"TrimBox").or_else(|| own(b"ArtBox"));
    let bleed = own(b"BleedBox").filter(|_| trim.is_some()).unwrap_or(shown);
    let bleed = [
        bleed[0].max(media[0]).min(shown[0]),
        bleed[1].max(media[1]).min(shown[1]),
        bleed[2].min(media[2]).max(shown[2]),
        bleed[3].min(media[3]).max(shown[3]),
    ];
    let unit = path.first().and_then(|page| document.number(page, b"UserUnit")).unwrap_or(1.0);
    let [across, up] = [shown[2] - shown[0], shown[3] - shown[1]].map(|side| side * unit);
    if !SIDES.contains(&across) || !SIDES.contains(&up) {
        return Err(no_size());
    }
    let rotate = document.inherited(&path, b"Rotate").int().unwrap_or(0);
    let turns = (rotate.rem_euclid(360) / 90) as u8;
    let length = |points: f64| Length::emu((points * 12_700.0).round() as i64);
    let (width, height) = if turns.is_multiple_of(2) { (across, up) } else { (up, across) };
    Ok(Sheet { path, shown, bleed, viewed, turns, size: Size { width: length(width), height: length(height) } })
}

fn no_size() -> Trouble {
    let why =
        say("PDF 的页面尺寸缺失，或不在 1 毫米到 2 米之间", "its PDF page has no size, or none between 1 mm and 2 m");
    Trouble::Pdf(why, say("按成品尺寸（TrimBox）重新导出", "export it again at its trimmed size, with a TrimBox"))
}

/// Left, bottom, right, top, whichever corners were written.
fn boxed(document: &Document<'_>, object: &Object) -> Option<[f64; 4]> {
    let numbers: Option<Vec<f64>> = object
        .array()?
        .iter()
        .map(|number| document.resolve(number).number().filter(|number| number.is_finite()))
        .collect();
    let [a, b, c, d]: [f64; 4] = numbers?.try_into().ok()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}
