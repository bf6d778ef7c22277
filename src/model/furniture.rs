//! Furniture: text, rules, boxes, pictures and codes in place; and the boxes of all areas.

use crate::base::color::Color;
use crate::base::diag::Span;
use crate::base::geom::Rect;
use crate::base::units::Length;

use super::copy::Copy;
use super::edition::PictureId;
use super::style::{Align, Direction, Stroke, TextStyle, VAlign};

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
    /// Its box in its area.
    pub at: Place,
    /// What it is.
    pub fill: Fill,
}

/// A box in an area, from the area's top left corner; what is left out is the rest.
///
/// Invariant: it says nothing of where its area stands, so an area of furniture can stand anywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Place {
    /// From the left edge.
    pub x: Length,
    /// From the top edge.
    pub y: Length,
    /// Its width; the rest when absent.
    pub width: Option<Length>,
    /// Its height; the rest when absent.
    pub height: Option<Length>,
}

impl Place {
    /// The box in an area that stands at `room`.
    pub fn within(self, room: Rect) -> Rect {
        let rest = |whole: Length, start: Length| (whole - start).max(Length::ZERO);
        let width = self.width.unwrap_or_else(|| rest(room.width, self.x));
        let height = self.height.unwrap_or_else(|| rest(room.height, self.y));
        Rect::new(room.x + self.x, room.y + self.y, width, height)
    }
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
        /// Down; of vertical lines, from the right edge to the left.
        valign: VAlign,
        /// Which way its lines run.
        direction: Direction,
    },
    /// A rule along the top edge of its box; along the left edge when `vertical`.
    Rule {
        /// How it looks.
        stroke: Stroke,
        /// Downwards.
        vertical: bool,
    },
    /// A ground with or without a rule.
    Box(Frame),
    /// A picture.
    Picture(PictureId),
    /// A table.
    Table(Box<ItemTable>),
    /// A QR code with a quiet zone of four modules, K 100.
    Qr {
        /// What it says.
        content: String,
        /// Its side is its width; else the smaller of both.
        by_width: bool,
    },
}

/// A table that fills its box.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemTable {
    /// From left to right; as many as the longest row has cells.
    pub columns: Vec<TableColumn>,
    /// The cells of the head row; empty when there is none.
    pub head: Vec<Copy>,
    /// The cells of the other rows.
    pub rows: Vec<Vec<Copy>>,
    /// Of its head row.
    pub head_style: TextStyle,
    /// Of the other rows.
    pub style: TextStyle,
    /// The ground of every other row.
    pub zebra: Option<Color>,
    /// Rules above and below it, when it has a head too.
    pub outer_rules: bool,
}

/// A column of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TableColumn {
    /// Its width; what its cells ask, and a share of the rest, when absent.
    pub width: Option<Length>,
    /// How its cells stand.
    pub align: Align,
}

/// A box that stands in the columns of an area of copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Insert {
    /// First and last column: the page's, or those of the area when it has `text_columns` or a frame.
    pub columns: (u16, u16),
    /// First and last row of the page.
    pub rows: (u16, u16),
    /// Where it is described.
    pub span: Span,
    /// A box round it.
    pub frame: Option<Frame>,
    /// Rules above and below it.
    pub rule: Option<Stroke>,
    /// What it holds.
    pub content: InsertContent,
}

/// What an insert holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InsertContent {
    /// Furniture.
    Items(Vec<FurnitureItem>),
    /// 引语: words of the story, large.
    Quote {
        /// The words.
        text: Copy,
        /// Who said them.
        by: Option<Copy>,
        /// Their colour mark: of the opening quotation mark.
        color: Color,
    },
    /// 资料框: what the story does not say.
    Fact {
        /// Its title.
        title: Option<Copy>,
        /// Lines or rows.
        table: Option<Box<ItemTable>>,
    },
}

/// 补白: what fills a hole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PoolFiller {
    /// Its name; empty when an area has it for itself.
    pub id: String,
    /// Where it is described.
    pub span: Span,
    /// How many columns it takes.
    pub columns: u16,
    /// How many rows it takes at least.
    pub rows: u16,
    /// Above its lines.
    pub title: Option<Copy>,
    /// Its lines.
    pub lines: Vec<Copy>,
    /// 报花.
    pub picture: Option<PictureId>,
    /// An area of the edition has it; else copy-fit may use it.
    pub placed: bool,
}

/// Index into [`super::Edition::fillers`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FillerId(pub u32);

impl Frame {
    /// Whether it is seen.
    pub fn shows(&self) -> bool {
        self.rule.is_some() || self.tint.is_some()
    }
}

impl Default for Frame {
    fn default() -> Frame {
        Frame { rule: None, padding: Length::ZERO, tint: None, radius: Length::ZERO }
    }
}
