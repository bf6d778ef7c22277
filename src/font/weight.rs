//! How dark a face is, and the stroke that makes a lighter one as dark as another.
//!
//! Two faces look equally bold when a character covers as much paper in both. A stroke of width *w*
//! round an outline of length *e* adds *w e* / 2 outside it, so *w* is twice the missing ink over
//! the edge. Stems alone would not do: the thin horizontals of 宋 hardly grow with its weight.

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};

/// Characters that are measured: common ones, of few strokes and of many, which every Chinese face has.
const MEASURED: [char; 8] = ['国', '中', '的', '书', '城', '青', '溪', '报'];
/// Straight pieces in which a curve is measured.
const PIECES: i64 = 8;
/// Units to the em in which all faces are measured.
const EM: i64 = 4096;

/// Thousandths of the missing ink that a stroke adds: an even stroke swells the thin strokes most, so
/// that all of it looks heavier than it is, and closes up characters of many strokes.
const SHARE: i64 = 850;

/// Ink of a face, measured in [`EM`] units and averaged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Ink {
    /// What a character covers.
    area: i64,
    /// The length of its outline.
    edge: i64,
    /// 100 to 900, as the file says.
    pub(super) weight: u16,
}

/// The width of the stroke that makes `light` as dark as `dark`, in thousandths of an em; 0 where it
/// is not lighter, or cannot be measured.
pub(super) fn stroke(light: Ink, dark: Ink) -> i32 {
    if light.edge == 0 || light.area >= dark.area || light.area == 0 {
        return 0;
    }
    (2 * (dark.area - light.area) * SHARE / light.edge / EM) as i32
}

/// Measures a font file.
pub(super) fn ink(data: &[u8], units_per_em: u16) -> Ink {
    let Ok(font) = skrifa::FontRef::from_index(data, 0) else { return Ink::default() };
    let weight = font.attributes().weight.value() as u16;
    let (charmap, outlines) = (font.charmap(), font.outline_glyphs());
    let (mut area, mut edge, mut count) = (0, 0, 0);
    for character in MEASURED {
        let Some(outline) = charmap.map(character).and_then(|glyph| outlines.get(glyph)) else { continue };
        let mut pen = Ruler { em: i64::from(units_per_em.max(1)), ..Ruler::default() };
        if outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).is_ok() {
            area += pen.twice_area.abs() / 2;
            edge += pen.edge;
            count += 1;
        }
    }
    if count == 0 { Ink { weight, ..Ink::default() } } else { Ink { area: area / count, edge: edge / count, weight } }
}

/// Adds up area and length of an outline. Overlapping contours would count twice; these faces have
/// few, and the same ones at each weight.
#[derive(Default)]
struct Ruler {
    em: i64,
    start: (i64, i64),
    at: (i64, i64),
    twice_area: i64,
    edge: i64,
}

impl Ruler {
    fn point(&self, x: f32, y: f32) -> (i64, i64) {
        let scaled = |value: f32| value as i64 * EM / self.em.max(1);
        (scaled(x), scaled(y))
    }

    fn line(&mut self, to: (i64, i64)) {
        let from = self.at;
        self.twice_area += from.0 * to.1 - to.0 * from.1;
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        self.edge += ((dx * dx + dy * dy).unsigned_abs().isqrt()) as i64;
        self.at = to;
    }

    /// A Bézier curve of any degree, by de Casteljau.
    fn curve(&mut self, points: &[(i64, i64)]) {
        let from = self.at;
        for step in 1..=PIECES {
            let mut row: Vec<(i64, i64)> = std::iter::once(from).chain(points.iter().copied()).collect();
            while row.len() > 1 {
                let between = |a: i64, b: i64| a + (b - a) * step / PIECES;
                row = row.windows(2).map(|p| (between(p[0].0, p[1].0), between(p[0].1, p[1].1))).collect();
            }
            if let Some(&to) = row.first() {
                self.line(to);
            }
        }
    }
}

impl OutlinePen for Ruler {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.start = self.point(x, y);
        self.at = self.start;
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.line(self.point(x, y));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let points = [self.point(cx, cy), self.point(x, y)];
        self.curve(&points);
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let points = [self.point(cx0, cy0), self.point(cx1, cy1), self.point(x, y)];
        self.curve(&points);
    }
    fn close(&mut self) {
        self.line(self.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_is_measured_and_made_darker() {
        let mut pen = Ruler { em: 1000, ..Ruler::default() };
        pen.move_to(0.0, 0.0);
        pen.line_to(500.0, 0.0);
        pen.line_to(500.0, 500.0);
        pen.line_to(0.0, 500.0);
        pen.close();
        assert_eq!((pen.twice_area / 2, pen.edge), (2048 * 2048, 4 * 2048));
        let light = Ink { area: pen.twice_area / 2, edge: pen.edge, weight: 400 };
        let dark = Ink { area: light.area + light.area / 10, ..light };
        // A tenth more ink on an edge of 2 em: 0.025 em² × 2 ÷ 2 em, and of that the share.
        assert_eq!((stroke(light, dark), stroke(dark, light), stroke(light, light)), (21, 0, 0));
    }
}
