//! Patterns and shadings.
//!
//! Source: ISO 32000-1, 8.7.

use std::rc::Rc;

use crate::base::diag::Code;
use crate::output::preflight::plates::{Laid, Patch, times};
use crate::output::preflight::seen::Told;
use crate::output::read::{Dict, Function, Limit, Object, Stream, shown};

use super::run::{DEPTH, Runner, matrix};
use super::space::{Inks, Space};
use super::state::{Matrix, Paint};

/// Bytes of a tile.
const TILE: usize = 64 << 20;
/// Steps of a shading from end to end.
const STEPS: usize = 512;
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
            self.shade(&shading);
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
        let Some(dict) = shading.dict().or_else(|| document.resolve(shading).dict()) else { return };
        let space = Space::read(document, dict.raw(b"ColorSpace"), self.page_resources.as_ref());
        self.seen.space(&space);
        let Some(inverse) = self.state.ctm.inverse() else { return };
        let kind = document.get(dict, b"ShadingType").int();
        let domain = document.numbers::<2>(dict, b"Domain").unwrap_or([0.0, 1.0]);
        let extend = document.list(dict, b"Extend");
        let extends = |index: usize| extend.get(index).is_some_and(|flag| **flag == Object::Bool(true));
        let way = match kind {
            Some(2) => document.numbers::<4>(dict, b"Coords").map(Way::Axis),
            Some(3) => document.numbers::<6>(dict, b"Coords").map(Way::Circles),
            _ => None,
        };
        // A table: functions may be long, and are asked for every pixel.
        let function = Function::read(document, dict.raw(b"Function"));
        let color = |step: usize| {
            let t = domain[0] + step as f64 / STEPS as f64 * (domain[1] - domain[0]);
            let middle = || vec![0.5; space.components()];
            space.inks(&if way.is_some() { function.at(t).unwrap_or_else(middle) } else { middle() })
        };
        let table: Vec<Inks> = (0..=STEPS).map(color).collect();
        if self.layers.is_off() {
            return;
        }
        let clip = self.state.clip.clone();
        let soft = self.state.soft.clone();
        let (overprints, alpha, blend) = (self.state.overprint_fill, self.state.alpha_fill, self.state.blend);
        if !self.plates.spend((clip.width * clip.height) as u64) {
            return;
        }
        for row in clip.y..clip.y + clip.height {
            for column in clip.x..clip.x + clip.width {
                let covered = soft.as_ref().map_or(255, |soft| soft.at(column, row));
                let covered = times(clip.at(column, row), covered);
                if covered == 0 {
                    continue;
                }
                let (x, y) = inverse.at(column as f64 + 0.5, row as f64 + 0.5);
                let along = match &way {
                    Some(way) => way.along(x, y, [extends(0), extends(1)]),
                    None => Some(0.5),
                };
                let Some(along) = along else { continue };
                let inks = &table[(along.clamp(0.0, 1.0) * STEPS as f64).round() as usize];
                self.plates.dot(column, row, covered, &Laid { inks, overprints, is_mode_1: false, alpha, blend });
            }
        }
    }
}

/// Where a shading runs.
enum Way {
    /// From a point to a point.
    Axis([f64; 4]),
    /// From a circle to a circle.
    Circles([f64; 6]),
}

impl Way {
    /// How far along a point is, from 0 to 1; none where nothing is painted.
    fn along(&self, x: f64, y: f64, extends: [bool; 2]) -> Option<f64> {
        let is_within = |s: f64| (s >= 0.0 || extends[0]) && (s <= 1.0 || extends[1]);
        match *self {
            Way::Axis([x0, y0, x1, y1]) => {
                let (dx, dy) = (x1 - x0, y1 - y0);
                Some(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy).max(1e-9)).filter(|s| is_within(*s))
            }
            Way::Circles([x0, y0, r0, x1, y1, r1]) => {
                // Of the circles through the point the last counts: |p - c(s)| = r(s), r(s) not below 0.
                let (dx, dy, dr, px, py) = (x1 - x0, y1 - y0, r1 - r0, x - x0, y - y0);
                let (a, b) = (dx * dx + dy * dy - dr * dr, px * dx + py * dy + r0 * dr);
                let c = px * px + py * py - r0 * r0;
                let roots = if a.abs() < 1e-9 {
                    if b.abs() < 1e-12 { return None } else { [c / (2.0 * b); 2] }
                } else {
                    let root = (b * b - a * c).sqrt();
                    if root.is_nan() { return None } else { [(b + root) / a, (b - root) / a] }
                };
                let high = roots[0].max(roots[1]);
                let low = roots[0].min(roots[1]);
                [high, low].into_iter().find(|s| is_within(*s) && r0 + s * dr >= 0.0)
            }
        }
    }
}
