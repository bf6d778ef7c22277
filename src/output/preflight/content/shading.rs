//! Shadings: along an axis, between circles, by a function of the place, over meshes.
//!
//! Source: ISO 32000-1, 8.7.4.

use crate::base::diag::Code;
use crate::output::preflight::plates::{Laid, Patch, times};
use crate::output::preflight::seen::Told;
use crate::output::read::{Dict, Function, Object, shown};

use super::mesh;
use super::run::{Runner, matrix};
use super::space::{Inks, Space};
use super::state::Matrix;

/// Steps of a shading from end to end.
const STEPS: usize = 512;

/// What gives the colour of a pixel.
enum Tone<'s> {
    /// A table along a way.
    Along(Way, [bool; 2], Vec<Inks>),
    /// A function of the place: of type 1.
    Place { inverse: Matrix, domain: [f64; 4], function: &'s Function, space: &'s Space },
    /// A mesh: components by pixel.
    Mesh { painted: mesh::Painted, function: Option<&'s Function>, low: f64, high: f64, space: &'s Space },
    /// One that cannot be computed.
    Middle(Inks),
}

impl Runner<'_, '_> {
    /// `sh`.
    pub(super) fn shading(&mut self, name: &[u8], resources: Option<&Dict>) {
        let object = self.document.resolve(self.named(resources, b"Shading", name)).clone();
        if object.is_null() {
            self.seen.tell(Told::plain(Code::PdfResource, &shown(name)));
            return;
        }
        self.shade(&object, false);
    }

    /// Fills the clip with a shading; one that cannot be computed in a middle tint. Patterns have a background.
    pub(super) fn shade(&mut self, shading: &Object, is_pattern: bool) {
        let document = self.document;
        let shading = document.resolve(shading).clone();
        let Some(dict) = shading.dict() else { return };
        let space = Space::read(document, dict.raw(b"ColorSpace"), self.page_resources.as_ref());
        self.seen.space(&space);
        let ctm = self.state.ctm;
        let Some(inverse) = ctm.inverse() else { return };
        if self.layers.is_off() {
            return;
        }
        let clip = self.state.clip.clone();
        if !self.plates.spend((clip.width * clip.height) as u64) {
            return;
        }
        let has_function = !document.get(dict, b"Function").is_null();
        let function = Function::read(document, dict.raw(b"Function"));
        let tone = self.tone(&shading, dict, &clip, (&space, &function, has_function));
        self.seen.is_guessed |= matches!(tone, Tone::Middle(_));
        let bounds = document.numbers::<4>(dict, b"BBox");
        let behind = if is_pattern { background(document.list(dict, b"Background"), &space) } else { None };
        let soft = self.state.soft.clone();
        let (overprints, alpha, blend) = (self.state.overprint_fill, self.state.alpha_fill, self.state.blend);
        for row in clip.y..clip.y + clip.height {
            for column in clip.x..clip.x + clip.width {
                let covered = soft.as_ref().map_or(255, |soft| soft.at(column, row));
                let covered = times(clip.at(column, row), covered);
                if covered == 0 {
                    continue;
                }
                let at = inverse.at(column as f64 + 0.5, row as f64 + 0.5);
                let is_within = bounds.is_none_or(|[left, low, right, high]| {
                    let (x, y) = at;
                    x >= left.min(right) && x <= left.max(right) && y >= low.min(high) && y <= low.max(high)
                });
                let own = if is_within { tone.inks(at, (column, row)) } else { None };
                let Some(inks) = own.as_deref().or(behind.as_ref()) else { continue };
                self.plates.dot(column, row, covered, &Laid { inks, overprints, is_mode_1: false, alpha, blend });
            }
        }
    }

    fn tone<'s>(
        &self,
        shading: &Object,
        dict: &Dict,
        clip: &Patch,
        (space, function, has_function): (&'s Space, &'s Function, bool),
    ) -> Tone<'s> {
        let document = self.document;
        let middle = || Tone::Middle(space.inks(&vec![0.5; space.components()]));
        let kind = document.get(dict, b"ShadingType").int();
        match kind {
            Some(1) => {
                let own = document.numbers::<6>(dict, b"Matrix").map_or(Matrix::IDENTITY, |own| matrix(&own));
                let domain = document.numbers::<4>(dict, b"Domain").unwrap_or([0.0, 1.0, 0.0, 1.0]);
                match own.inverse() {
                    Some(inverse) if function.of(&[domain[0], domain[2]]).is_some() => {
                        Tone::Place { inverse, domain, function, space }
                    }
                    _ => middle(),
                }
            }
            Some(kind @ 4..=7) => {
                let Some(stream) = shading.stream() else { return middle() };
                let count = if has_function { 1 } else { space.components() };
                let Some(mesh) = mesh::read(document, stream, kind, count) else { return middle() };
                let [low, high] = mesh.first;
                let Some(painted) = mesh::paint(&mesh, self.state.ctm, clip, &self.plates) else { return middle() };
                Tone::Mesh { painted, function: has_function.then_some(function), low, high, space }
            }
            _ => {
                let way = match kind {
                    Some(2) => document.numbers::<4>(dict, b"Coords").map(Way::Axis),
                    Some(3) => document.numbers::<6>(dict, b"Coords").map(Way::Circles),
                    _ => None,
                };
                let Some(way) = way else { return middle() };
                let domain = document.numbers::<2>(dict, b"Domain").unwrap_or([0.0, 1.0]);
                let extend = document.list(dict, b"Extend");
                let extends = [0, 1].map(|index| extend.get(index).is_some_and(|flag| **flag == Object::Bool(true)));
                // A table: functions may be long, and are asked for every pixel.
                let color = |step: usize| {
                    let t = domain[0] + step as f64 / STEPS as f64 * (domain[1] - domain[0]);
                    space.inks(&function.of(&[t]).unwrap_or_else(|| vec![0.5; space.components()]))
                };
                Tone::Along(way, extends, (0..=STEPS).map(color).collect())
            }
        }
    }
}

/// The colour behind a shading.
fn background(list: Vec<&Object>, space: &Space) -> Option<Inks> {
    let color: Vec<f64> = list.into_iter().filter_map(Object::number).collect();
    (!color.is_empty()).then(|| space.inks(&color))
}

impl Tone<'_> {
    /// The inks at a place of the shading, which is a pixel of the page; none where it paints nothing.
    fn inks(&self, (x, y): (f64, f64), (column, row): (usize, usize)) -> Option<std::borrow::Cow<'_, Inks>> {
        use std::borrow::Cow;
        match self {
            Tone::Along(way, extends, table) => {
                let along = way.along(x, y, *extends)?;
                table.get((along.clamp(0.0, 1.0) * STEPS as f64).round() as usize).map(Cow::Borrowed)
            }
            Tone::Place { inverse, domain: [left, right, low, high], function, space } => {
                let (x, y) = inverse.at(x, y);
                let is_within = x >= *left && x <= *right && y >= *low && y <= *high;
                let color = if is_within { function.of(&[x, y])? } else { return None };
                Some(Cow::Owned(space.inks(&color)))
            }
            Tone::Mesh { painted, function, low, high, space } => {
                let color = painted.at(column, row)?;
                let Some(function) = function else { return Some(Cow::Owned(space.inks(&color))) };
                let t = color.first().copied().unwrap_or(*low).clamp(low.min(*high), high.max(*low));
                Some(Cow::Owned(space.inks(&function.of(&[t])?)))
            }
            Tone::Middle(inks) => Some(Cow::Borrowed(inks)),
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
