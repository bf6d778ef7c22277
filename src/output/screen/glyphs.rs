//! Outlines of glyphs, numbered once and for all revisions of all pages: a browser asks for those from a number on.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::hundredths;
use crate::font::{Face, FontBook, Posture};
use crate::output::hash::sha256_pieces;
use crate::page::TextRun;

/// What of a font file tells it from others: its directory, which has a sum of every table.
const DIRECTORY: usize = 4096;

/// Outlines by number.
#[derive(Debug, Default)]
pub struct Glyphs {
    numbers: BTreeMap<(u32, u16), u32>,
    faces: BTreeMap<[u8; 32], u32>,
    /// As JSON: units to the em, and the path, y upwards.
    outlines: Vec<String>,
}

/// The faces of a book as [`Glyphs`] numbers them.
pub(super) struct Faces<'f> {
    all: Vec<(&'f Face, u32)>,
}

impl Glyphs {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.outlines.len()
    }

    /// Those from a number on, as the inside of a JSON array.
    pub fn from(&self, first: usize) -> String {
        self.outlines.get(first..).unwrap_or_default().join(",")
    }

    pub(super) fn faces<'f>(&mut self, fonts: &'f FontBook) -> Faces<'f> {
        let mut number = |face: &Face| {
            let data = face.data();
            let length = data.len().to_le_bytes();
            let key = sha256_pieces(&[face.name().as_bytes(), &length, &data[..data.len().min(DIRECTORY)]]);
            let next = self.faces.len() as u32;
            *self.faces.entry(key).or_insert(next)
        };
        Faces { all: fonts.faces().map(|(_, face)| (face, number(face))).collect() }
    }

    fn number(&mut self, (face, known): (&Face, u32), glyph: u16) -> u32 {
        let next = self.outlines.len() as u32;
        let number = *self.numbers.entry((known, glyph)).or_insert(next);
        if number == next {
            self.outlines.push(outline(face, glyph));
        }
        number
    }
}

impl Faces<'_> {
    /// The glyphs of a run with their places, as the inside of a JSON array.
    pub(super) fn write(&self, run: &TextRun, glyphs: &mut Glyphs) -> String {
        let mut out = String::with_capacity(run.glyphs.len() * 10);
        let Some(&face) = self.all.get(usize::from(run.face.0)) else { return out };
        let down = (run.posture == Posture::Upright).then(|| FontRef::new(face.0.data()).ok()).flatten();
        for glyph in &run.glyphs {
            if !out.is_empty() {
                out.push(',');
            }
            let (number, along) = (glyphs.number(face, glyph.id), hundredths(glyph.x));
            // Writing into a string cannot fail.
            let _ = match &down {
                None => write!(out, "{number},{along}"),
                Some(tables) => {
                    let (across, above) = stands(tables, glyph.id, face.0.units_per_em());
                    let part = |thousandths: i64| hundredths(run.size.scale(thousandths, 1000));
                    let (left, width) = (part(across), i64::from(run.width.0));
                    write!(out, "{number},{},{}", -left * width / 1000, along + part(above))
                }
            };
        }
        out
    }
}

/// Of a glyph that stands upright, half its width, and how far above its baseline it begins, in thousandths of an em.
fn stands(tables: &FontRef<'_>, glyph: u16, units_per_em: u16) -> (i64, i64) {
    let thousandths = |units: f32| (f64::from(units) * 1000.0 / f64::from(units_per_em.max(1))).round() as i64;
    let id = GlyphId::from(glyph);
    let advance = tables.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(id);
    let above = tables.vorg().ok().map(|table| thousandths(f32::from(table.vertical_origin_y(id))));
    (advance.map_or(500, |units| thousandths(units / 2.0)), above.unwrap_or(880))
}

fn outline(face: &Face, glyph: u16) -> String {
    let mut pen = Path { out: format!("[{},\"", face.units_per_em()) };
    if let Ok(tables) = FontRef::new(face.data())
        && let Some(found) = tables.outline_glyphs().get(GlyphId::from(glyph))
    {
        // A glyph that cannot be drawn is a gap on the screen as it is in print.
        let _ = found.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen);
    }
    pen.out.push_str("\"]");
    pen.out
}

/// Writes an outline as an SVG path. Writing into a string cannot fail.
struct Path {
    out: String,
}

impl Path {
    fn step(&mut self, name: char, points: &[f32]) {
        self.out.push(name);
        for (index, value) in points.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            let _ = write!(self.out, "{space}{}", value.round() as i64);
        }
    }
}

impl OutlinePen for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('M', &[x, y]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.step('L', &[x, y]);
    }
    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.step('Q', &[cx0, cy0, x, y]);
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.step('C', &[cx0, cy0, cx1, cy1, x, y]);
    }
    fn close(&mut self) {
        self.out.push('Z');
    }
}
