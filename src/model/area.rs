//! What stands where on a page.

use std::sync::Arc;

use crate::base::color::Color;
use crate::base::diag::Span;
use crate::base::geom::Rect;
use crate::base::units::Length;

use super::composition::Composition;
use super::copy::Copy;
use super::edition::{PictureId, StoryId};
use super::grid::GridRect;
use super::style::{Align, HeadStyle, Stroke, TextStyle, VAlign};

/// A named part of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Area {
    /// Its name in the page description.
    pub name: String,
    /// Where it is described.
    pub span: Span,
    /// Its rectangles in reading order: never empty, on the grid, not overlapping. For a
    /// [`RuleArea`] in a gutter, `columns` is `(g, g)`: the column before it.
    pub parts: Vec<GridRect>,
    /// A box round it (the first rectangle).
    pub frame: Option<Frame>,
    /// What it holds.
    pub content: Content,
}

/// What an area holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// Copy.
    Story(StoryArea),
    /// A picture with its head and caption.
    Picture(PictureArea),
    /// Text with fields filled in, rules, boxes, pictures, QR codes.
    Furniture(Vec<FurnitureItem>),
    /// A rule.
    Rule(RuleArea),
    /// An advertisement.
    Ad(Ad),
}

/// A box: rule, tint and padding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Its rule.
    pub rule: Option<Stroke>,
    /// Taken from the left and the right of the area's measure.
    pub padding: Length,
    /// Its ground.
    pub tint: Option<Color>,
}

/// An area of copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoryArea {
    /// The stories, set one after another; never empty. With more than one, each has its head in the
    /// column.
    pub stories: Vec<StoryId>,
    /// The head of the stories.
    pub head: Head,
    /// 破栏: how many columns the copy has, when not the page's.
    pub text_columns: Option<u16>,
    /// Its pictures.
    pub pictures: Vec<PictureSlot>,
    /// Its settings of composition, where they are not those of the style sheet.
    pub composition: Option<Arc<Composition>>,
    /// A rule in the gutters of its columns.
    pub column_rule: Option<Stroke>,
}

/// Where a head stands and how it looks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Its style; `None`: no head is set, though the story may have one.
    pub style: Option<Arc<HeadStyle>>,
    /// The first and the last column over which it stands: the page's, or those of the area when it
    /// has `text_columns` or a frame. `None`: all.
    pub columns: Option<(u16, u16)>,
    /// Its height, where the page description holds it.
    pub rows: Option<u16>,
    /// Where it is described.
    pub span: Span,
}

/// A picture inside an area of copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureSlot {
    /// The picture.
    pub picture: PictureId,
    /// First and last column: the page's, or those of the area when it has `text_columns` or a frame.
    pub columns: (u16, u16),
    /// First and last row of the page, caption included.
    pub rows: (u16, u16),
    /// Where it is described.
    pub span: Span,
}

/// An area that is a picture with head and caption.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureArea {
    /// The story whose head and caption it has.
    pub story: StoryId,
    /// The picture.
    pub picture: PictureId,
    /// The head under it.
    pub head: Head,
}

/// A rule on its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleArea {
    /// How it looks.
    pub stroke: Stroke,
    /// Whether it stands in the gutter after its column; else it lies across the middle of its rows.
    pub in_gutter: bool,
}

/// An advertisement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ad {
    /// The art; its file may be missing.
    pub picture: PictureId,
    /// The booking number.
    pub booking: Option<String>,
    /// `广告`, set small at a corner.
    pub label: Option<Copy>,
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
        Frame { rule: None, padding: Length::ZERO, tint: None }
    }
}
