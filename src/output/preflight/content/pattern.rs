//! Patterns.
//!
//! Source: ISO 32000-1, 8.7.1 to 8.7.3.

use std::rc::Rc;

use crate::base::diag::Code;
use crate::output::preflight::plates::Patch;
use crate::output::preflight::seen::Told;
use crate::output::read::{Limit, Object, Stream, shown};

use super::run::{DEPTH, Runner, matrix};
use super::space::Space;
use super::state::{Matrix, Paint};

/// Bytes of a tile.
const TILE: usize = 64 << 20;
/// Tiles of one pattern that are painted.
const TILES: usize = 4_000;

impl Runner<'_, '_> {
    /// A pattern within a patch.
    pub(super) fn pattern(&mut self, paint: &Paint, patch: &Patch) {
        let Some(pattern) = paint.pattern.clone() else { return };
        let object = &pattern.object;
        if object.is_null() {
            self.seen.tell(Told::plain(Code::PdfResource, &shown(&pattern.name)));
            return;
        }
        let document = self.document;
        let Some(dict) = object.dict().cloned() else { return };
        let own = document.numbers::<6>(&dict, b"Matrix").map_or(Matrix::IDENTITY, |own| matrix(&own));
        let before = (self.state.clone(), self.text_matrix);
        self.state.ctm = own.then(pattern.base);
        // The patch is within the clip and the soft mask already.
        self.state.clip = Rc::new(patch.clone());
        self.state.soft = None;
        if document.get(&dict, b"PatternType").int() == Some(2) {
            let shading = document.get(&dict, b"Shading").clone();
            self.shade(&shading, true);
        } else if let Object::Stream(stream) = object
            && self.depth < DEPTH
        {
            self.tile(stream, paint, patch);
        }
        (self.state, self.text_matrix) = before;
    }

    fn tile(&mut self, stream: &Stream, paint: &Paint, patch: &Patch) {
        let document = self.document;
        let dict = &stream.dict;
        let step = |key: &[u8]| document.number(dict, key).unwrap_or(0.0).abs();
        let (across, down) = (step(b"XStep"), step(b"YStep"));
        let (Ok(read), Some(inverse)) = (document.decode(stream, Limit::Bytes(TILE)), self.state.ctm.inverse()) else {
            return;
        };
        if across < 1e-3 || down < 1e-3 {
            return;
        }
        if document.get(dict, b"PaintType").int() == Some(2)
            && let Space::Pattern(Some(base)) = &*paint.space
        {
            let plain = Paint { space: base.clone(), color: paint.color.clone(), pattern: None };
            (self.state.fill, self.state.stroke) = (plain.clone(), plain);
        }
        let (left, top) = (patch.x as f64, patch.y as f64);
        let (right, foot) = (left + patch.width as f64, top + patch.height as f64);
        let corners = [(left, top), (right, top), (right, foot), (left, foot)].map(|(x, y)| inverse.at(x, y));
        let low = |of: fn(&(f64, f64)) -> f64, step: f64| {
            (corners.iter().map(of).fold(f64::INFINITY, f64::min) / step).floor() as i64 - 1
        };
        let high = |of: fn(&(f64, f64)) -> f64, step: f64| {
            (corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max) / step).ceil() as i64 + 1
        };
        let (columns, rows) = (low(|p| p.0, across)..high(|p| p.0, across), low(|p| p.1, down)..high(|p| p.1, down));
        let ctm = self.state.ctm;
        let own = document.dict(dict, b"Resources").cloned();
        let (mut count, outer) = (0, self.base);
        let bounds = document.numbers::<4>(dict, b"BBox");
        for row in rows {
            for column in columns.clone() {
                count += 1;
                if count > TILES {
                    self.base = outer;
                    return;
                }
                let state = self.state.clone();
                self.state.ctm = Matrix([1.0, 0.0, 0.0, 1.0, column as f64 * across, row as f64 * down]).then(ctm);
                self.base = self.state.ctm;
                if let Some(bounds) = bounds {
                    self.clip_box(bounds);
                }
                self.depth += 1;
                if self.state.clip.width > 0 {
                    self.content(&read.bytes, own.as_ref());
                }
                self.depth -= 1;
                self.state = state;
            }
        }
        self.base = outer;
    }
}
