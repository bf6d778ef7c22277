//! A page as a list of things to draw, for a browser: glyphs by number, drawn from outlines that it keeps, so that a
//! page that changes costs a few thousand numbers and no pixels.
//!
//! Lengths are hundredths of a point from the top left of the trim. Every thing begins with its kind, a sum over
//! itself, and a box that holds it: what has the same sum is the same, so that only boxes of what changed are drawn
//! again.
//!
//! ```text
//! [0, sum, [l,t,r,b], color, size, width‰, posture, stroke, x, y, [glyph, along, …]]   upright: [glyph, x, y, …]
//! [1, sum, box, color, [x, y, w, h, …]]                                  rectangles
//! [2, sum, box, color, diameter, [x, y, …]]                              dots
//! [3, sum, box, color, even-odd, "path"]                                 contours
//! [4, sum, box, picture, black alone, [crop in pixels], [whole in pixels]]
//! ```

mod glyphs;

use std::fmt::Write as _;

use crate::base::color::Color;
use crate::base::geom::{Outline, Rect};
use crate::base::units::Length;
use crate::font::{FontBook, Posture};
use crate::page::{Image, Item, ItemKind, Page, TextRun};

pub use glyphs::Glyphs;

/// What the list names beside glyphs.
pub struct Names<'a> {
    /// A colour as CSS has it.
    pub color: &'a dyn Fn(&Color) -> String,
    /// The name under which a picture can be had, and its size in pixels; nothing where it cannot be shown.
    pub picture: &'a dyn Fn(&Image) -> Option<Shown>,
}

/// The name of a picture, and its size in pixels.
pub type Shown = (String, (u32, u32));

/// The things of a page, as a JSON array.
pub fn list(page: &Page, fonts: &FontBook, glyphs: &mut Glyphs, names: &Names<'_>) -> String {
    let faces = glyphs.faces(fonts);
    let mut out = String::with_capacity(1 << 16);
    out.push('[');
    for item in &page.items {
        let mut rest = String::new();
        let Some((kind, bounds)) = thing(item, &mut rest, &mut |run| faces.write(run, glyphs), names) else { continue };
        let sum = sum(&rest, bounds);
        if out.len() > 1 {
            out.push(',');
        }
        let [left, top, right, bottom] = bounds;
        let _ = write!(out, "[{kind},{sum},[{left},{top},{right},{bottom}]{rest}]");
    }
    out.push(']');
    out
}

/// Hundredths of a point.
pub fn hundredths(length: Length) -> i64 {
    (length.get() + 63).div_euclid(127)
}

/// Left, top, right and bottom, in hundredths of a point.
pub fn edges(rect: Rect) -> [i64; 4] {
    [hundredths(rect.x), hundredths(rect.y), hundredths(rect.right()), hundredths(rect.bottom())]
}

/// FNV-1a.
fn sum(rest: &str, bounds: [i64; 4]) -> u32 {
    let edges = bounds.iter().flat_map(|edge| edge.to_le_bytes());
    rest.bytes().chain(edges).fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Writes what a thing has behind its box. Writing into a string cannot fail.
fn thing(
    item: &Item,
    out: &mut String,
    write_glyphs: &mut dyn FnMut(&TextRun) -> String,
    names: &Names<'_>,
) -> Option<(u8, [i64; 4])> {
    match &item.kind {
        ItemKind::Text(run) => {
            let posture = match run.posture {
                Posture::Level => 0,
                Posture::Upright => 1,
                Posture::Turned => 2,
            };
            let (color, size, stroke) = ((names.color)(&run.color), hundredths(run.size), hundredths(run.stroke));
            let (x, y, width) = (hundredths(run.origin.x), hundredths(run.origin.y), run.width.0);
            let glyphs = write_glyphs(run);
            let _ = write!(out, ",\"{color}\",{size},{width},{posture},{stroke},{x},{y},[{glyphs}]");
            Some((0, edges(bounds_of(run))))
        }
        ItemKind::Fill { rects, color } => {
            let _ = write!(out, ",\"{}\",[", (names.color)(color));
            let numbers = rects.iter().flat_map(|rect| [rect.x, rect.y, rect.width, rect.height]);
            numbers_of(numbers.map(hundredths), out);
            out.push(']');
            Some((1, edges(rects.iter().copied().reduce(Rect::union)?)))
        }
        ItemKind::Dots { centres, diameter, color } => {
            let _ = write!(out, ",\"{}\",{},[", (names.color)(color), hundredths(*diameter));
            numbers_of(centres.iter().flat_map(|centre| [centre.x, centre.y]).map(hundredths), out);
            out.push(']');
            let round = centres
                .iter()
                .map(|centre| Rect::new(centre.x - *diameter, centre.y - *diameter, *diameter * 2, *diameter * 2));
            Some((2, edges(round.reduce(Rect::union)?)))
        }
        ItemKind::Shape { contours, even_odd, color } => {
            let path = contours.iter().map(path).collect::<String>();
            let _ = write!(out, ",\"{}\",{},\"{path}\"", (names.color)(color), u8::from(*even_odd));
            Some((3, edges(contours.iter().map(Outline::bounds).reduce(Rect::union)?)))
        }
        ItemKind::Image(image) => {
            let (name, (width, height)) = (names.picture)(image)?;
            let (left, top, across, down) = image.crop;
            let gray = u8::from(image.gray);
            let _ = write!(out, ",\"{name}\",{gray},[{left},{top},{across},{down}],[{width},{height}]");
            let [left, top, right, bottom] = edges(image.within());
            Some((4, [left, top, right, bottom]))
        }
    }
}

fn numbers_of(numbers: impl Iterator<Item = i64>, out: &mut String) {
    for (index, number) in numbers.enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(out, "{comma}{number}");
    }
}

/// A box that holds all ink of a run: glyphs reach beyond their em boxes.
fn bounds_of(run: &TextRun) -> Rect {
    let last = run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x);
    let first = run.glyphs.iter().map(|glyph| glyph.x).reduce(Length::min).unwrap_or(Length::ZERO).min(Length::ZERO);
    let (size, long) = (run.size, last - first + run.size * 2);
    match run.posture {
        Posture::Level => Rect::new(run.origin.x + first - size / 2, run.origin.y - size * 3 / 2, long, size * 2),
        Posture::Upright => Rect::new(run.origin.x - size, run.origin.y + first - size / 2, size * 2, long),
        Posture::Turned => Rect::new(run.origin.x - size, run.origin.y + first - size / 2, size * 5 / 2, long),
    }
}

fn path(outline: &Outline) -> String {
    let (x, y) = (hundredths(outline.start.x), hundredths(outline.start.y));
    let mut out = format!("M{x} {y}");
    for curve in &outline.curves {
        let [a, b, c] = curve.map(|point| (hundredths(point.x), hundredths(point.y)));
        if b == c {
            let _ = write!(out, "L{} {}", c.0, c.1);
        } else {
            let _ = write!(out, "C{} {} {} {} {} {}", a.0, a.1, b.0, b.1, c.0, c.1);
        }
    }
    out.push('Z');
    out
}
