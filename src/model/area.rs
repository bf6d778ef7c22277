//! What stands where on a page.

use std::sync::Arc;

use crate::base::diag::Span;
use crate::base::units::Length;

use super::composition::Composition;
use super::copy::Copy;
use super::edition::{PictureId, StoryId};
use super::furniture::{FillerId, Frame, FurnitureItem, Insert};
use super::grid::GridRect;
use super::head::Head;
use super::style::{Direction, Stroke};

/// A named part of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Area {
    /// Its name in the page description.
    pub name: String,
    /// Where it is described.
    pub span: Span,
    /// Its rectangles in reading order: never empty, on the grid, not overlapping.
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
    /// 补白; `None` where none of the pool fits.
    Filler(Option<FillerId>),
}

/// An area of copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoryArea {
    /// The stories, set one after another; never empty. With more than one, each has its head in the
    /// column.
    pub stories: Vec<StoryId>,
    /// The head of the stories.
    pub head: Head,
    /// Which way its lines run.
    pub direction: Direction,
    /// 破栏: how many columns the copy has, when not the page's; how many decks (段), one below another,
    /// when its lines are vertical.
    pub text_columns: Option<u16>,
    /// Its pictures.
    pub pictures: Vec<PictureSlot>,
    /// Boxes that stand in its columns.
    pub inserts: Vec<Insert>,
    /// Its settings of composition, where they are not those of the style sheet.
    pub composition: Option<Arc<Composition>>,
    /// A rule in the gutters of its columns.
    pub column_rule: Option<Stroke>,
    /// A rule between its stories, in a row of its own.
    pub separator: Option<Separator>,
}

/// A rule between two stories of one area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Separator {
    /// How it looks.
    pub stroke: Stroke,
    /// Its length, centred; the column's when absent.
    pub width: Option<Length>,
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
