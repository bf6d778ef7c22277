//! Furniture: text, rules, boxes, pictures and codes in place; and the boxes of all areas.

use crate::base::color::Color;
use crate::base::diag::Span;
use crate::base::geom::Rect;
use crate::base::units::Length;

use super::copy::Copy;
use super::edition::PictureId;
use super::style::{Align, Stroke, TextStyle, VAlign};

/// A box: rule, tint and padding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Its rule.
    pub rule: Option<Stroke>,
    /// Taken from the left and the right of the area's measure.
    pub padding: Length,
    /// Its ground.
    pub tint: Option<Color>,
    /// Of its corners.
    pub radius: Length,
}

/// One thing in an area of furniture, in place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FurnitureItem {
    /// Where it is described.
    pub span: Span,
    /// Its box, from the top left corner of its area.
    pub at: Rect,
    /// What it is.
    pub fill: Fill,
}

/// The kinds of furniture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fill {
    /// Lines of text, fields filled in.
    Text {
        /// The lines.
        lines: Vec<Copy>,
        /// Their style.
        style: TextStyle,
        /// Across.
        align: Align,
        /// Down.
        valign: VAlign,
    },
    /// A rule along the top edge of its box; along the left edge when `vertical`.
    Rule {
        /// How it looks.
        stroke: Stroke,
        /// Downwards.
        vertical: bool,
    },
    /// A ground with or without a rule.
    Box {
        /// Its ground.
        tint: Option<Color>,
        /// Its rule.
        rule: Option<Stroke>,
        /// Of its corners.
        radius: Length,
    },
    /// A picture.
    Picture(PictureId),
    /// A QR code with a quiet zone of four modules, K 100.
    Qr {
        /// What it says.
        content: String,
    },
}

impl Default for Frame {
    fn default() -> Frame {
        Frame { rule: None, padding: Length::ZERO, tint: None, radius: Length::ZERO }
    }
}
