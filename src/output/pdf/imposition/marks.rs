//! What stands on a sheet outside its pages: corner marks, crosses, colour bars, the plate line.
//!
//! Marks that every plate shows are in Separation /All; the letters of the inks and the patches each in their own.
//!
//! Source: `print.md` 7, "marks"; lines of 0.25 pt.

use crate::base::color::{Cmyk, Color, Spot};
use crate::base::diag::Span;
use crate::base::geom::{Outline, Point, Rect, Size};
use crate::base::units::{Length, Permille};
use crate::font::{ChainId, FontBook, Posture, shape};
use crate::page::{Glyph, Item, ItemKind, Page, Sources, TextRun};

/// The weight of marks.
const LINE: Length = Length::pt_hundredths(25);
/// From the trim, or the bleed, to the marks.
const AWAY: Length = Length::mm(3);
/// The length of a corner mark.
const CORNER: Length = Length::mm(5);
/// Half of a cross.
const ARM: Length = Length::mm(3);
/// The side of a patch.
const PATCH: Length = Length::mm(5);
/// The size of the plate line.
const SIZE: Length = Length::pt(8);

/// An ink and its solid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlateInk {
    /// `C` `M` `Y` `K`, or the name of a spot.
    pub name: String,
    /// As process inks; nothing for a process ink.
    pub spot: Option<Cmyk>,
}

/// What the marks of a side are made of. Lengths from the top left corner of the sheet.
#[derive(Clone, Debug)]
pub struct Marked<'a> {
    /// The whole sheet.
    pub media: Size,
    /// All pages together.
    pub trim: Rect,
    /// Beyond the trim.
    pub bleed: Length,
    /// Where it is folded, from the left.
    pub folds_down: Vec<Length>,
    /// Where it is folded, from the top.
    pub folds_across: Vec<Length>,
    /// The inks that print.
    pub inks: &'a [PlateInk],
    /// Paper, day, sheet, pages.
    pub line: &'a str,
    /// Whether colour bars are printed.
    pub bars: bool,
}

fn tinted(ink: &PlateInk, tint: u16) -> Color {
    if let Some(alternate) = ink.spot {
        return Color::Spot(Spot { name: ink.name.clone(), tint: Permille(tint), alternate });
    }
    let of = |name: &str| if ink.name == name { tint } else { 0 };
    Color::Process(Cmyk { c: of("C"), m: of("M"), y: of("Y"), k: of("K") })
}

/// The marks as a page of the size of the sheet.
pub fn marks(sheet: &Marked<'_>, book: &FontBook, chain: ChainId) -> Page {
    let mut items = Vec::new();
    let mut add = |kind: ItemKind| items.push(Item { span: Span::NONE, kind });
    add(ItemKind::Fill { rects: lines(sheet), color: Color::registration() });
    add(ItemKind::Shape { contours: rings(sheet), even_odd: true, color: Color::registration() });
    if sheet.bars {
        for (rect, color) in patches(sheet) {
            add(ItemKind::Fill { rects: vec![rect], color });
        }
    }
    let y = sheet.trim.bottom() + sheet.bleed + Length::mm(7);
    let mut x = sheet.trim.x + Length::mm(8);
    let words = [(sheet.line.to_owned(), Color::registration())].into_iter();
    let letters = sheet.inks.iter().map(|ink| (ink.name.clone(), tinted(ink, 1000)));
    for (text, color) in words.chain(letters) {
        let (runs, width) = text_runs(book, chain, &text, &color, Point { x, y });
        runs.into_iter().for_each(|run| add(ItemKind::Text(run)));
        x = x + width + Length::mm(2);
    }
    Page { number: 1, folio: String::new(), trim: sheet.media, bleed: Length::ZERO, slug: Length::ZERO, items }
}

/// Corner marks, the arms of crosses, fold marks.
fn lines(sheet: &Marked<'_>) -> Vec<Rect> {
    let (trim, away) = (sheet.trim, AWAY.max(sheet.bleed));
    let half = LINE / 2;
    let level = |x: Length, y: Length, length: Length| Rect::new(x, y - half, length, LINE);
    let upright = |x: Length, y: Length, length: Length| Rect::new(x - half, y, LINE, length);
    let mut found = Vec::new();
    for x in [trim.x, trim.right()] {
        found.push(upright(x, trim.y - away - CORNER, CORNER));
        found.push(upright(x, trim.bottom() + away, CORNER));
    }
    for y in [trim.y, trim.bottom()] {
        found.push(level(trim.x - away - CORNER, y, CORNER));
        found.push(level(trim.right() + away, y, CORNER));
    }
    for Point { x, y } in crosses(sheet) {
        found.push(level(x - ARM, y, ARM * 2));
        found.push(upright(x, y - ARM, ARM * 2));
    }
    for &x in &sheet.folds_down {
        found.push(upright(x, trim.y - away - Length::mm(1), Length::mm(1)));
        found.push(upright(x, trim.bottom() + away, Length::mm(1)));
    }
    for &y in &sheet.folds_across {
        found.push(level(trim.x - away - Length::mm(1), y, Length::mm(1)));
        found.push(level(trim.right() + away, y, Length::mm(1)));
    }
    found
}

/// The middles of the four sides, as far from the trim as corner marks are.
fn crosses(sheet: &Marked<'_>) -> [Point; 4] {
    let trim = sheet.trim;
    let away = AWAY.max(sheet.bleed) + ARM + Length::mm(1);
    let (x, y) = (trim.x + trim.width / 2, trim.y + trim.height / 2);
    [
        Point { x, y: trim.y - away },
        Point { x, y: trim.bottom() + away },
        Point { x: trim.x - away, y },
        Point { x: trim.right() + away, y },
    ]
}

/// The rings of crosses, each a circle with a hole.
fn rings(sheet: &Marked<'_>) -> Vec<Outline> {
    let radius = Length::mm(2);
    crosses(sheet).iter().flat_map(|centre| [circle(*centre, radius), circle(*centre, radius - LINE)]).collect()
}

/// Four curves; the handles of a quarter circle are 0.5523 of the radius long.
fn circle(centre: Point, radius: Length) -> Outline {
    let handle = radius.scale(5523, 10_000);
    let at = |x: Length, y: Length| Point { x: centre.x + x, y: centre.y + y };
    let zero = Length::ZERO;
    let (right, left, low, high) = (radius, zero - radius, radius, zero - radius);
    let back = zero - handle;
    let mut outline = Outline::at(at(right, zero));
    outline.curve_to(at(right, handle), at(handle, low), at(zero, low));
    outline.curve_to(at(back, low), at(left, handle), at(left, zero));
    outline.curve_to(at(left, back), at(back, high), at(zero, high));
    outline.curve_to(at(handle, high), at(right, back), at(right, zero));
    outline
}

/// 色标: of each ink the solid and half of it; where cyan, magenta and yellow print, the grey patch beside its black.
fn patches(sheet: &Marked<'_>) -> Vec<(Rect, Color)> {
    let y = sheet.trim.y - AWAY.max(sheet.bleed) - PATCH - Length::mm(1);
    let mut colors: Vec<Color> = sheet.inks.iter().flat_map(|ink| [tinted(ink, 1000), tinted(ink, 500)]).collect();
    if ["C", "M", "Y"].iter().all(|name| sheet.inks.iter().any(|ink| ink.name == *name)) {
        colors.push(Color::Process(Cmyk { c: 300, m: 240, y: 240, k: 0 }));
        colors.push(Color::Process(Cmyk::gray(350)));
    }
    let start = sheet.trim.x + Length::mm(8);
    // Between the corner mark and the cross in the middle.
    let room = sheet.trim.width / 2 - Length::mm(16);
    let fit = room.div_floor(PATCH).max(0) as usize;
    let rect = |index: usize| Rect::new(start + PATCH * index as i64, y, PATCH, PATCH);
    colors.into_iter().take(fit).enumerate().map(|(index, color)| (rect(index), color)).collect()
}

fn text_runs(book: &FontBook, chain: ChainId, text: &str, color: &Color, at: Point) -> (Vec<TextRun>, Length) {
    let mut runs: Vec<TextRun> = Vec::new();
    let mut pen = Length::ZERO;
    let mut rest = text.chars();
    for glyph in shape(book, chain, text) {
        let own: String = rest.by_ref().take(usize::from(glyph.chars)).collect();
        if glyph.missing {
            continue;
        }
        if runs.last().is_none_or(|run| run.face != glyph.face) {
            runs.push(TextRun {
                face: glyph.face,
                size: SIZE,
                width: Permille::FULL,
                color: color.clone(),
                posture: Posture::Level,
                stroke: Length::ZERO,
                origin: Point { x: at.x + pen, y: at.y },
                glyphs: Vec::new(),
                text: String::new(),
                sources: Sources::default(),
            });
        }
        if let Some(run) = runs.last_mut() {
            run.text += &own;
            run.glyphs.push(Glyph { id: glyph.glyph, chars: glyph.chars, x: at.x + pen - run.origin.x });
        }
        pen += SIZE.scale(i64::from(glyph.advance), 1000);
    }
    (runs, pen)
}
