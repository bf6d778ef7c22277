//! Builds the path of a content stream, and paints it.
//!
//! Source: ISO 32000-1, 8.5.

use std::rc::Rc;

use tiny_skia::{FillRule, PathBuilder};

use crate::output::preflight::plates::Patch;

use super::run::Runner;

/// Points of one path.
const POINTS: usize = 2_000_000;

impl Runner<'_, '_> {
    pub(super) fn point(&mut self, draw: impl Fn(&mut PathBuilder, (f32, f32)), [x, y]: [f64; 2]) {
        self.points += 1;
        if self.points > POINTS {
            return;
        }
        let (x, y) = self.state.ctm.at(x, y);
        let bounded = |value: f64| value.clamp(-1e6, 1e6) as f32;
        draw(&mut self.path, (bounded(x), bounded(y)));
    }

    pub(super) fn last_point(&self) -> [f64; 2] {
        let at = self.path.last_point().map_or((0.0, 0.0), |point| (f64::from(point.x), f64::from(point.y)));
        let (x, y) = self.state.ctm.inverse().map_or(at, |inverse| inverse.at(at.0, at.1));
        [x, y]
    }

    pub(super) fn curve(&mut self, first: [f64; 2], second: [f64; 2], to: [f64; 2]) {
        let ctm = self.state.ctm;
        let of = |[x, y]: [f64; 2]| {
            let (x, y) = ctm.at(x, y);
            (x.clamp(-1e6, 1e6) as f32, y.clamp(-1e6, 1e6) as f32)
        };
        let ((a, b), (c, d)) = (of(first), of(second));
        self.point(move |path, (x, y)| path.cubic_to(a, b, c, d, x, y), to);
    }

    /// Fills and strokes the path, then clips by it where `W` was said.
    pub(super) fn paint(&mut self, fill: Option<FillRule>, is_stroked: bool) {
        let path = std::mem::replace(&mut self.path, PathBuilder::new()).finish();
        self.points = 0;
        let clip = self.clip_next.take();
        let Some(path) = path else {
            if clip.is_some() {
                self.state.clip = Rc::new(Patch { x: 0, y: 0, width: 0, height: 0, coverage: None });
            }
            return;
        };
        if let Some(rule) = fill {
            self.fill_path(&path, rule);
        }
        if is_stroked {
            self.stroke_path(&path);
        }
        if let Some(rule) = clip {
            self.clip(&path, rule);
        }
    }
}
