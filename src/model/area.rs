//! What stands where on a page.

use std::sync::Arc;

use crate::base::diag::Span;
use crate::base::units::Length;

use super::composition::Composition;
use super::copy::Copy;
use super::edition::{PictureId, StoryId};
use super::fit::{Filler, Fit, Fitting};
use super::furniture::{FillerId, Frame, FurnitureItem, Insert};
use super::grid::GridRect;
use super::head::Head;
use super::jump::Jump;
use super::lint::Allow;
use super::style::{Direction, Stroke, StyleSheet};

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
    /// Faults of make-up that it may have, with the reason.
    pub allow: Vec<Allow>,
}

/// What an area holds.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(clippy::large_enum_variant, reason = "a page has few areas, and most are of the largest kind")]
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
    /// How much it weighs on its page: 1 for the lead.
    pub priority: Option<u8>,
    /// The head of the stories.
    pub head: Head,
    /// Which way its lines run.
    pub direction: Direction,
    /// 破栏: how each of its rectangles is divided into columns, when not as the page; into decks (段), one
    /// below another, when its lines are vertical. As many as it has rectangles.
    pub text_columns: Vec<Option<Division>>,
    /// Its pictures.
    pub pictures: Vec<PictureSlot>,
    /// Its styles, where its cross-heads are not those of the style sheet.
    pub sheet: Option<Arc<StyleSheet>>,
    /// Boxes that stand in its columns.
    pub inserts: Vec<Insert>,
    /// The rectangles of areas that lie inside it (镶嵌): copy runs round them.
    pub around: Vec<GridRect>,
    /// Its settings of composition, where they are not those of the style sheet.
    pub composition: Option<Arc<Composition>>,
    /// A rule in the gutters of its columns.
    pub column_rule: Option<Stroke>,
    /// A rule between its stories, in a row of its own.
    pub separator: Option<Separator>,
    /// Its place in a story that is set in several areas.
    pub jump: Option<Box<Jump>>,
    /// Which levers may be pulled to make it fit.
    pub fit: Fit,
    /// What it does to the copy of its story.
    pub fitting: Fitting,
    /// 补白 at its foot.
    pub filler: Option<Filler>,
}

/// A rule between two stories of one area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Separator {
    /// How it looks.
    pub stroke: Stroke,
    /// Its length, centred; the column's when absent.
    pub width: Option<Length>,
}

/// How a width is divided into columns.
///
/// Source: `makeup.md` 5, the semantics of Founder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Division {
    /// Its columns.
    pub columns: Columns,
    /// What gives way where they do not fill it.
    pub mode: ColumnMode,
    /// The gutter that is wanted.
    pub gutter: Length,
}

/// The columns of a [`Division`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Columns {
    /// So many.
    Count(u16),
    /// Of these measures, from the left.
    Widths(Vec<Length>),
}

impl Division {
    /// How many columns it has; in [`ColumnMode::Auto`] the page says how many.
    pub fn count(&self) -> u16 {
        match &self.columns {
            Columns::Count(count) => *count,
            Columns::Widths(widths) => widths.len() as u16,
        }
    }
}

/// 分栏方式: what gives way where columns do not fill a width.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ColumnMode {
    /// 绝对: equal columns of whole 字; the gutters take what is left.
    #[default]
    Absolute,
    /// 相对: columns of whole 字, the first ones 1字 wider; the gutters stand.
    Relative,
    /// 自由: equal columns, not of whole 字; the gutters stand.
    Free,
    /// 自动: the columns of the page.
    Auto,
}

/// A picture inside an area of copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureSlot {
    /// The picture.
    pub picture: PictureId,
    /// Where it stands across the area.
    pub across: Across,
    /// First and last row of the page, caption included.
    pub rows: (u16, u16),
    /// On which sides of it copy stands in a column.
    pub wrap: Wrap,
    /// Kept free at its sides, in the columns that it stands in.
    pub clearance: Length,
    /// The outline that copy follows, when not the box.
    pub contour: Option<Contour>,
    /// Fewest and most rows that it may have.
    pub crop: Option<(u16, u16)>,
    /// The credit stands on a line of its own.
    pub credit_apart: bool,
    /// Where it is described.
    pub span: Span,
}

/// The corners of a polygon that copy follows, from the left and from the top.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Contour {
    /// In thousandths of the picture's box.
    Box(Vec<(u16, u16)>),
    /// In thousandths of the picture's file, before it is cropped.
    Picture(Vec<(u16, u16)>),
}

/// Where something stands across an area.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Across {
    /// From the first to the last of these columns: the page's, or those of the area when it has
    /// `text_columns` or a frame.
    Columns(u16, u16),
    /// Anywhere: from the left edge of the area's copy.
    Place {
        /// Its left edge.
        x: Length,
        /// Its width.
        width: Length,
    },
}

/// On which sides of what stands in a column copy runs (串文).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Wrap {
    /// On the wider side.
    #[default]
    Wider,
    /// On both, each row from left to right.
    Both,
    /// Only at its left.
    Left,
    /// Only at its right.
    Right,
    /// On neither.
    None,
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
    /// The size by which its place is written, with its first row and column: not by cells.
    pub size: Option<String>,
    /// `广告`, set small at a corner.
    pub label: Option<Copy>,
}
