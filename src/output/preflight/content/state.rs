//! The graphics state of a content stream.
//!
//! Source: ISO 32000-1, 8.4.

use std::rc::Rc;

use crate::output::preflight::blend::Blend;
use crate::output::preflight::plates::Patch;
use crate::output::read::Object;

use super::font::Font;
use super::space::{Inks, Space};

/// A matrix `[a b c d e f]`: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This one first, then `after`.
    pub(super) fn then(self, after: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, after.0);
        Matrix([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    pub(super) fn at(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How it enlarges, on the whole.
    pub(super) fn scale(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }

    pub(super) fn inverse(self) -> Option<Matrix> {
        let [a, b, c, d, e, f] = self.0;
        let det = a * d - b * c;
        if !det.is_finite() || det.abs() < 1e-12 {
            return None;
        }
        let (a, b, c, d) = (d / det, -b / det, -c / det, a / det);
        Some(Matrix([a, b, c, d, -(a * e + c * f), -(b * e + d * f)]))
    }

    pub(super) fn transform(self) -> tiny_skia::Transform {
        let [a, b, c, d, e, f] = self.0.map(|value| value as f32);
        tiny_skia::Transform::from_row(a, b, c, d, e, f)
    }
}

/// A colour that is chosen.
#[derive(Clone)]
pub(super) struct Paint {
    pub(super) space: Rc<Space>,
    pub(super) color: Vec<f64>,
    /// A pattern.
    pub(super) pattern: Option<Rc<Pattern>>,
}

/// A pattern that is chosen.
pub(super) struct Pattern {
    /// Its name.
    pub(super) name: Vec<u8>,
    /// What the name stood for where it was chosen; null where it is missing.
    pub(super) object: Object,
    /// From the space of the content that chose it to pixels: what it hangs on.
    pub(super) base: Matrix,
}

impl Paint {
    pub(super) fn of(space: Space) -> Paint {
        Paint { color: space.initial(), space: Rc::new(space), pattern: None }
    }

    pub(super) fn inks(&self) -> Inks {
        self.space.inks(&self.color)
    }
}

/// Text state.
#[derive(Clone)]
pub(super) struct Text {
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    pub(super) char_space: f64,
    pub(super) word_space: f64,
    /// Horizontal scale, 1 for all.
    pub(super) scale: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: i64,
}

/// The graphics state.
#[derive(Clone)]
pub(super) struct State {
    pub(super) ctm: Matrix,
    pub(super) clip: Rc<Patch>,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    pub(super) line_width: f64,
    pub(super) cap: i64,
    pub(super) join: i64,
    pub(super) miter: f64,
    pub(super) dash: (Vec<f64>, f64),
    pub(super) overprint_fill: bool,
    pub(super) overprint_stroke: bool,
    pub(super) is_mode_1: bool,
    pub(super) alpha_fill: f64,
    pub(super) alpha_stroke: f64,
    /// How what is painted comes together with what is beneath.
    pub(super) blend: Blend,
    /// How much of it a soft mask lets through.
    pub(super) soft: Option<Rc<Patch>>,
    pub(super) text: Text,
}

impl State {
    pub(super) fn new(ctm: Matrix, clip: Patch) -> State {
        State {
            ctm,
            clip: Rc::new(clip),
            fill: Paint::of(Space::Gray),
            stroke: Paint::of(Space::Gray),
            line_width: 1.0,
            cap: 0,
            join: 0,
            miter: 10.0,
            dash: (Vec::new(), 0.0),
            overprint_fill: false,
            overprint_stroke: false,
            is_mode_1: false,
            alpha_fill: 1.0,
            alpha_stroke: 1.0,
            blend: Blend::Normal,
            soft: None,
            text: Text {
                font: None,
                size: 0.0,
                char_space: 0.0,
                word_space: 0.0,
                scale: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }
}
