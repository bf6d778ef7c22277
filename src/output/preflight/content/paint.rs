//! Paints paths and type on the plates, and judges them by what the press prints soundly.
//!
//! Source: `print.md` 3 and 5; ISO 32000-1, 8.5.3 and 9.4.

use std::rc::Rc;

use tiny_skia::{FillRule, LineCap, LineJoin, Path, PathBuilder, Stroke, StrokeDash};

use crate::base::diag::Code;
use crate::base::press::Limits;
use crate::output::preflight::plates::{Laid, Patch};
use crate::output::preflight::seen::Told;
use crate::output::read::{Dict, Limit};

use super::font::Font;
use super::run::{DEPTH, Runner};
use super::space::Inks;
use super::state::{Matrix, Paint};

/// Ground that is darker than this counts as one: a fifth of a solid.
const GROUND: u32 = 51;
/// A filled rectangle is a line when it is so many times as long as it is wide …
const LINE: f64 = 8.0;
/// … and no wider than this, in points.
const WIDEST: f64 = 2.0;

fn bounds(path: &Path) -> [f64; 4] {
    let bounds = path.bounds();
    [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()].map(f64::from)
}

impl Runner<'_, '_> {
    /// Fills a path in pixels with the fill colour.
    pub(super) fn fill_path(&mut self, path: &Path, rule: FillRule) {
        let paint = self.state.fill.clone();
        let at = bounds(path);
        let (inks, is_seen) = self.colour(&paint, at);
        self.judge_line(path, &inks, at);
        let Some(patch) = self.cover(path, rule) else { return };
        if is_seen {
            self.put_paint(&paint, &inks, &patch, true);
        }
    }

    /// Strokes a path in pixels with the stroke colour.
    pub(super) fn stroke_path(&mut self, path: &Path) {
        let paint = self.state.stroke.clone();
        let scale = self.state.ctm.scale();
        let width = self.state.line_width * scale;
        let at = bounds(path);
        let (inks, is_seen) = self.colour(&paint, at);
        let points = width / self.seen.scale;
        self.judge_width(points, &inks, at, !self.state.dash.0.is_empty());
        // A line of no width is a pixel wide on any device.
        let mut stroke =
            Stroke { width: width.max(0.3) as f32, miter_limit: self.state.miter as f32, ..Stroke::default() };
        stroke.line_cap = match self.state.cap {
            1 => LineCap::Round,
            2 => LineCap::Square,
            _ => LineCap::Butt,
        };
        stroke.line_join = match self.state.join {
            1 => LineJoin::Round,
            2 => LineJoin::Bevel,
            _ => LineJoin::Miter,
        };
        let (dashes, phase) = &self.state.dash;
        let mut dashes: Vec<f32> = dashes.iter().map(|dash| (dash * scale) as f32).collect();
        if dashes.len() % 2 == 1 {
            dashes.extend(dashes.clone());
        }
        // Dashes finer than a tenth of a pixel are a tint at best, and a bomb at worst.
        let dash =
            if dashes.iter().sum::<f32>() > 0.2 { StrokeDash::new(dashes, (*phase * scale) as f32) } else { None };
        let dashed = dash.and_then(|dash| path.dash(&dash, 1.0));
        let Some(outline) = dashed.as_ref().unwrap_or(path).stroke(&stroke, 1.0) else { return };
        if is_seen && let Some(patch) = self.cover(&outline, FillRule::Winding) {
            self.put_paint(&paint, &inks, &patch, false);
        }
    }

    /// What a colour prints, and whether it does: notes faults of the colour itself.
    fn colour(&mut self, paint: &Paint, at: [f64; 4]) -> (Inks, bool) {
        let inks = paint.inks();
        let is_seen =
            at[2] > 0.0 && at[3] > 0.0 && at[0] < self.plates.width as f64 && at[1] < self.plates.height as f64;
        if inks.all.is_some_and(|tint| tint > 0.0) && is_seen && self.seen.is_inside(at) {
            self.seen.tell(Told { at: Some(at), ..Told::plain(Code::RegistrationInside, "All") });
        }
        if inks.plates() > 0 && paint.pattern.is_none() {
            let tints = inks.process.iter().flatten().copied().chain(inks.spots.iter().map(|(_, tint)| *tint));
            let least = f64::from(self.limits.tint_least.0) / 1000.0;
            // Programs round: half a per cent of noise is none.
            if let Some(faint) = tints.filter(|tint| *tint > 0.004 && *tint < least - 0.001).reduce(f64::min)
                && is_seen
            {
                let object = format!("{:.1} %", faint * 100.0);
                self.seen.tell(Told { at: Some(at), value: faint, ..Told::plain(Code::TintFaint, &object) });
            }
        }
        (inks, is_seen)
    }

    /// Lays a colour or a pattern on the plates.
    fn put_paint(&mut self, paint: &Paint, inks: &Inks, patch: &Patch, is_fill: bool) {
        if paint.pattern.is_some() {
            self.pattern(paint, patch);
        } else {
            self.lay(patch, inks, is_fill);
        }
    }

    /// Lays a colour on the plates.
    pub(super) fn lay(&mut self, patch: &Patch, inks: &Inks, is_fill: bool) {
        let state = &self.state;
        let (overprints, alpha) = if is_fill {
            (state.overprint_fill, state.alpha_fill)
        } else {
            (state.overprint_stroke, state.alpha_stroke)
        };
        self.plates.lay(patch, &Laid { inks, overprints, is_mode_1: state.is_mode_1, alpha, blend: state.blend });
    }

    /// Clips by a path in pixels.
    pub(super) fn clip(&mut self, path: &Path, rule: FillRule) {
        let patch = self.plates.patch(path, rule, &self.state.clip);
        self.state.clip = Rc::new(patch.unwrap_or(Patch { x: 0, y: 0, width: 0, height: 0, coverage: None }));
    }

    /// Whether a filled path is a line: a thin rectangle.
    fn judge_line(&mut self, path: &Path, inks: &Inks, at: [f64; 4]) {
        if path.len() > 6 {
            return;
        }
        let (across, down) = ((at[2] - at[0]) / self.seen.scale, (at[3] - at[1]) / self.seen.scale);
        let (short, long) = (across.min(down), across.max(down));
        if short < WIDEST && short > 0.0 && long >= short * LINE {
            self.judge_width(short, inks, at, false);
        }
    }

    fn judge_width(&mut self, points: f64, inks: &Inks, at: [f64; 4], is_dashed: bool) {
        let limits = self.limits;
        if !self.seen.is_inside(at) {
            return;
        }
        // A hundredth of a point is rounding.
        let is_under = |limit: crate::base::units::Length| points < limit.to_pt() - 0.01;
        let object = format!("{points:.2} pt");
        let mut tell = |code: Code| self.seen.tell(Told { at: Some(at), value: points, ..Told::plain(code, &object) });
        match inks.plates() {
            0 => {
                if is_under(limits.line_white) && !is_dashed && self.is_on_ground(at) {
                    self.seen.tell(Told { at: Some(at), value: points, ..Told::plain(Code::LineWhite, &object) });
                }
            }
            count => {
                if is_under(limits.line_fail) {
                    tell(Code::LineHairline);
                } else if count > 1 && is_under(limits.line_inks) {
                    tell(Code::LineInks);
                } else if is_under(limits.line_warn) {
                    tell(Code::LineFine);
                }
            }
        }
    }

    /// Whether ink lies in the middle of a place.
    fn is_on_ground(&self, at: [f64; 4]) -> bool {
        self.beneath(at).is_some_and(|sum| sum > GROUND)
    }

    /// The ink in the middle of a place.
    fn beneath(&self, at: [f64; 4]) -> Option<u32> {
        let (x, y) = ((at[0] + at[2]) / 2.0, (at[1] + at[3]) / 2.0);
        let is_there = x >= 0.0 && y >= 0.0 && x < self.plates.width as f64 && y < self.plates.height as f64;
        is_there.then(|| self.plates.sum(x as usize, y as usize))
    }

    /// Shows a string.
    pub(super) fn show(&mut self, text: &[u8], resources: Option<&Dict>) {
        let Some(font) = self.state.text.font.clone() else {
            if !text.is_empty() {
                self.seen.tell(Told::plain(Code::PdfResource, "Tf"));
            }
            return;
        };
        let all = font.shown(text);
        let state = self.state.text.clone();
        let mut is_judged = false;
        let mut count = 0;
        for one in all {
            let size = Matrix([state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise]);
            let place = size.then(self.text_matrix).then(self.state.ctm);
            // Vertical glyphs hang from the middle of their top edge: by the usual 500 and 880.
            let place = if font.is_down { Matrix([1.0, 0.0, 0.0, 1.0, -0.5, -0.88]).then(place) } else { place };
            if let Some(procs) = &font.procs {
                if state.mode != 3
                    && self.depth < DEPTH
                    && let Some(stream) = procs.glyphs.get(&one.code)
                {
                    self.glyph_proc(&font, stream, place, procs.resources.as_ref().or(resources));
                }
            } else if state.mode != 3 {
                if !one.is_there && !one.is_space {
                    self.seen.tell(Told::plain(Code::FontCode, &font.name));
                }
                if let Some(outline) = font.outline(one.code, one.advance)
                    && let Some(path) = outline.transform(place.transform())
                {
                    if !is_judged {
                        is_judged = true;
                        self.judge_type(&font, place, bounds(&path));
                    }
                    count += 1;
                    self.glyph(&path, state.mode);
                }
            }
            let spacing = state.char_space + if one.is_space { state.word_space } else { 0.0 };
            let along = one.advance / 1000.0 * state.size + spacing;
            if font.is_down {
                self.text_matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, -state.size + spacing]).then(self.text_matrix);
            } else {
                self.text_matrix = Matrix([1.0, 0.0, 0.0, 1.0, along * state.scale, 0.0]).then(self.text_matrix);
            }
        }
        if count > 0 {
            let size = self.type_size();
            self.seen.glyphs(&font.name, size, count);
        }
    }

    /// Moves along the line, by text units at no scale.
    pub(super) fn shift(&mut self, by: f64) {
        let is_down = self.state.text.font.as_ref().is_some_and(|font| font.is_down);
        let step = if is_down { [0.0, by] } else { [by * self.state.text.scale, 0.0] };
        self.text_matrix = Matrix([1.0, 0.0, 0.0, 1.0, step[0], step[1]]).then(self.text_matrix);
    }

    /// The size of type in points, as it stands on the page.
    fn type_size(&self) -> f64 {
        let whole = self.text_matrix.then(self.state.ctm);
        let [_, _, c, d, ..] = whole.0;
        (c * c + d * d).sqrt() * self.state.text.size.abs() / self.seen.scale
    }

    fn glyph(&mut self, path: &Path, mode: i64) {
        let (is_filled, is_stroked) = (matches!(mode, 0 | 2 | 4 | 6), matches!(mode, 1 | 2 | 5 | 6));
        if mode >= 4 {
            self.text_clip.get_or_insert_with(PathBuilder::new).push_path(path);
        }
        if is_filled && let Some(patch) = self.cover(path, FillRule::Winding) {
            let paint = self.state.fill.clone();
            self.put_paint(&paint, &paint.inks(), &patch, true);
        }
        if is_stroked {
            let width = (self.state.line_width * self.state.ctm.scale()).max(0.05) as f32;
            let outline = path.stroke(&Stroke { width, ..Stroke::default() }, 1.0);
            if let Some(patch) = outline.and_then(|outline| self.cover(&outline, FillRule::Winding)) {
                let paint = self.state.stroke.clone();
                self.put_paint(&paint, &paint.inks(), &patch, false);
            }
        }
    }

    /// Type by its size, the number of its inks, and what lies beneath.
    fn judge_type(&mut self, font: &Font, place: Matrix, at: [f64; 4]) {
        let limits: Limits = self.limits;
        if !self.seen.is_inside(at) || !matches!(self.state.text.mode, 0 | 2 | 4 | 6) {
            return;
        }
        let paint = self.state.fill.clone();
        let (inks, _) = self.colour(&paint, at);
        let size = self.type_size();
        let (size, em) = (if size > 0.0 { size } else { place.scale() / self.seen.scale }, 0.02);
        let object = format!("{size:.1} pt {}", font.name);
        let beneath = self.beneath(at).unwrap_or(0);
        let tell = |seen: &mut super::super::seen::Seen, code: Code| {
            seen.tell(Told { at: Some(at), value: size, ..Told::plain(code, &object) });
        };
        let plates = inks.plates();
        if paint.pattern.is_some() {
            return;
        }
        if plates == 0 {
            let vanishes =
                self.state.overprint_fill && (inks.is_device_cmyk && self.state.is_mode_1 || inks.process.is_none());
            if vanishes && beneath > GROUND {
                tell(&mut self.seen, Code::WhiteOverprints);
            } else if beneath > GROUND && size < limits.type_reversed.to_pt() - em {
                tell(&mut self.seen, Code::TypeSmallReversed);
            }
            return;
        }
        let [c, m, y, k] = inks.process.unwrap_or_default();
        if k > 0.8 && c + m + y > 0.1 && inks.spots.is_empty() {
            tell(&mut self.seen, Code::TypeRichBlack);
        }
        if plates > 1 && size < limits.type_inks.to_pt() - em {
            tell(&mut self.seen, Code::TypeSmallInks);
        } else if plates == 1 && size < limits.type_one_ink.to_pt() - em {
            tell(&mut self.seen, Code::TypeSmall);
        }
        let is_black = k > 0.99 && plates == 1;
        let leaves = self.state.overprint_fill && (inks.is_device_cmyk && self.state.is_mode_1 || !inks.named[0]);
        if is_black && !leaves && size < limits.overprint_below.to_pt() - em && beneath > GROUND {
            tell(&mut self.seen, Code::BlackKnocksOut);
        }
    }

    /// A glyph of a Type3 font.
    fn glyph_proc(
        &mut self,
        font: &Font,
        stream: &crate::output::read::Stream,
        place: Matrix,
        resources: Option<&Dict>,
    ) {
        let Some(procs) = &font.procs else { return };
        let Ok(read) = self.document.decode(stream, Limit::Bytes(1 << 20)) else { return };
        let before = (self.state.clone(), self.text_matrix);
        self.state.ctm = Matrix(procs.matrix).then(place);
        self.depth += 1;
        self.content(&read.bytes, resources);
        self.depth -= 1;
        (self.state, self.text_matrix) = before;
    }
}
