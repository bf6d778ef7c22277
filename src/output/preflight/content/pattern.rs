//! Patterns and shadings.
//!
//! Source: ISO 32000-1, 8.7.

use std::rc::Rc;

use crate::base::diag::Code;
use crate::output::preflight::plates::{Laid, Patch};
use crate::output::preflight::seen::Told;
use crate::output::read::{Dict, Limit, Object, Stream, shown};

use super::function::Function;
use super::run::{DEPTH, Runner, matrix};
use super::space::Space;
use super::state::{Matrix, Paint};

/// Bytes of a tile.
const TILE: usize = 64 << 20;
/// Tiles of one pattern that are painted.
const TILES: usize = 4_000;

impl Runner<'_, '_> {
    /// A pattern within a patch.
    pub(super) fn pattern(&mut self, paint: &Paint, patch: &Patch, at: [f64; 4]) {
        let name = paint.pattern.clone().unwrap_or_default();
        // The resources of the page serve: patterns of forms are rarely their own.
        let found = self.pattern_of(&name);
        let Some(object) = found else {
            self.seen.tell(Told { at: Some(at), ..Told::plain(Code::PdfResource, &shown(&name)) });
            return;
        };
        let document = self.document;
        let Some(dict) = object.dict().cloned() else { return };
        let own = document.numbers::<6>(&dict, b"Matrix").map_or(Matrix::IDENTITY, |own| matrix(&own));
        let before = (self.state.clone(), self.text_matrix);
        self.state.ctm = own.then(self.base);
        self.state.clip = Rc::new(patch.clone());
        if document.get(&dict, b"PatternType").int() == Some(2) {
            let shading = document.get(&dict, b"Shading").clone();
            self.shade(&shading);
        } else if let Object::Stream(stream) = &object
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
        let mut count = 0;
        for row in rows {
            for column in columns.clone() {
                count += 1;
                if count > TILES {
                    return;
                }
                let state = self.state.clone();
                self.state.ctm = Matrix([1.0, 0.0, 0.0, 1.0, column as f64 * across, row as f64 * down]).then(ctm);
                self.depth += 1;
                self.content(&read.bytes, own.as_ref());
                self.depth -= 1;
                self.state = state;
            }
        }
    }

    fn pattern_of(&self, name: &[u8]) -> Option<Object> {
        let raw = self.named(self.page_resources.as_ref(), b"Pattern", name);
        let object = self.document.resolve(raw);
        (!object.is_null()).then(|| object.clone())
    }

    /// `sh`.
    pub(super) fn shading(&mut self, name: &[u8], resources: Option<&Dict>) {
        let object = self.document.resolve(self.named(resources, b"Shading", name)).clone();
        if object.is_null() {
            self.seen.tell(Told::plain(Code::PdfResource, &shown(name)));
            return;
        }
        self.shade(&object);
    }

    /// Fills the clip with a shading: along its axis or between its circles; of other kinds in a middle tint.
    fn shade(&mut self, shading: &Object) {
        let document = self.document;
        let Some(dict) = shading.dict() else { return };
        let space = Space::read(document, dict.raw(b"ColorSpace"), self.page_resources.as_ref());
        self.seen.space(&space);
        let function = Function::read(document, dict.raw(b"Function"));
        let Some(inverse) = self.state.ctm.inverse() else { return };
        let kind = document.get(dict, b"ShadingType").int();
        let axis = document.numbers::<4>(dict, b"Coords");
        let circles = document.numbers::<6>(dict, b"Coords");
        let domain = document.numbers::<2>(dict, b"Domain").unwrap_or([0.0, 1.0]);
        let extend = document.list(dict, b"Extend");
        let extends = |index: usize| extend.get(index).is_some_and(|flag| **flag == Object::Bool(true));
        let clip = self.state.clip.clone();
        let (overprints, alpha) = (self.state.overprint_fill, self.state.alpha_fill);
        for row in clip.y..clip.y + clip.height {
            for column in clip.x..clip.x + clip.width {
                let covered = clip.at(column, row);
                if covered == 0 {
                    continue;
                }
                let (x, y) = inverse.at(column as f64 + 0.5, row as f64 + 0.5);
                let along = match (kind, axis, circles) {
                    (Some(2), Some([x0, y0, x1, y1]), _) => {
                        let (dx, dy) = (x1 - x0, y1 - y0);
                        ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy).max(1e-9)
                    }
                    (Some(3), _, Some([x0, y0, r0, _, _, r1])) => {
                        let far = ((x - x0).powi(2) + (y - y0).powi(2)).sqrt();
                        (far - r0) / if (r1 - r0).abs() < 1e-9 { 1e-9 } else { r1 - r0 }
                    }
                    _ => 0.5,
                };
                if (along < 0.0 && !extends(0)) || (along > 1.0 && !extends(1)) {
                    continue;
                }
                let t = domain[0] + along.clamp(0.0, 1.0) * (domain[1] - domain[0]);
                let color = function.at(t).unwrap_or_else(|| vec![0.5; space.components()]);
                let inks = space.inks(&color);
                self.plates.dot(column, row, covered, &Laid { inks: &inks, overprints, is_mode_1: false, alpha });
            }
        }
    }
}
