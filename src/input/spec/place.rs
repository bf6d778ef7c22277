//! Places on the grid: of areas, of their columns and of the pictures in them.

use crate::input::decode::{Decode, Sink, Spanned, record};
use crate::input::yaml::{Node, Value};
use crate::model::Wrap;

use super::{Choice, Measure, Number, Range, Standing, Whole};

record! {
    /// Cells of the grid, from 1, both ends included.
    struct At {
        /// Columns.
        columns: Option<Range>,
        /// Instead of columns: the gutter after this column, of a rule or of 中缝.
        gutter: Option<Spanned<Whole<1, 60>>>,
        /// Rows.
        rows: Option<Range>,
        /// Of an advertisement, instead of columns and rows: a name of the format's `ads`.
        size: Option<Spanned<String>>,
        /// With `size`: its first row.
        row: Option<Spanned<Whole<1, 2000>>>,
        /// With `size`: its first column, or the gutter's; 1 when left out.
        column: Option<Spanned<Whole<1, 60>>>,
        /// Of a rectangle of a story: other columns than the page's in it.
        text_columns: Option<Spanned<TextColumns>>,
    }
}

/// The columns of a rectangle: how many, or how wide each is.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(untagged)]
pub(crate) enum TextColumns {
    /// So many.
    Count(Whole<1, 40>),
    /// Of these widths, from the left.
    Widths(Vec<Measure>),
}

impl Decode for TextColumns {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::decode(node, sink).map(TextColumns::Widths),
            _ => Whole::decode(node, sink).map(TextColumns::Count),
        }
    }
}

impl TextColumns {
    /// How many they are.
    pub(crate) fn count(&self) -> u16 {
        match self {
            TextColumns::Count(count) => count.0 as u16,
            TextColumns::Widths(widths) => widths.len() as u16,
        }
    }
}

record! {
    /// A picture in an area of copy: in whole columns, or anywhere.
    struct PictureSlot {
        /// Its id in the story.
        id: Spanned<String>,
        /// The page's columns; the area's in an area with `text_columns` or a frame.
        columns: Option<Range>,
        /// Instead of columns: its left edge, from the left edge of the area's copy.
        x: Option<Measure>,
        /// Its width, with `x`.
        width: Option<Measure>,
        /// Rows of the page, caption included.
        rows: Range,
        /// 串文: the sides on which copy stands beside it in a column; the wider one when left out.
        wrap: Option<Spanned<Choice<Wrap>>>,
        /// Kept free at its sides; 1字 with `x`, the gutter with `columns`, when left out.
        clearance: Option<Measure>,
        /// Copy follows this polygon: `[x, y]` for each corner, in parts of the picture's box.
        outline: Option<Spanned<Vec<Corner>>>,
        /// Copy follows the thing in the picture: `alpha` for its own transparency, or a grayscale PNG of
        /// the same shape, white where the thing is.
        mask: Option<Spanned<String>>,
        /// Fewest and most rows it may have, caption included.
        crop: Option<Range>,
        /// Where the credit stands; on the caption's last line when left out and it fits there.
        credit: Option<Standing>,
    }
}

/// A corner of an outline: across and down, 0 to 1.
pub(crate) type Corner = Vec<Number<0, 1000>>;
