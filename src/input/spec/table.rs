//! Tables among furniture and in fact boxes.

use crate::base::diag::say;
use crate::input::decode::{Decode, Sink, Spanned, record, wrong_type};
use crate::input::yaml::{Node, Value};
use crate::model::Align;

use super::choice::PageSide;
use super::furniture::ItemAt;
use super::{Choice, Ink, Measure};

record! {
    /// A table that fills its place.
    struct TableItem {
        /// Its rows: lists of cells, or lines whose cells are parted by `|`; fields are filled in.
        table: Rows,
        /// The cells of its head row.
        head: Option<Vec<Spanned<String>>>,
        /// Its columns: how each stands, or how wide it is too; left, and as wide as it asks, when left out.
        columns: Option<Vec<Column>>,
        /// A text style of the style sheet; `table_cell` when left out.
        style: Option<Spanned<String>>,
        /// Of its head row; `table_head` when left out.
        head_style: Option<Spanned<String>>,
        /// The ground of every other row.
        zebra: Option<Ink>,
        /// On pages of which side it stands; on all when left out.
        on: Option<Choice<PageSide>>,
        /// Its place in the area.
        at: Option<ItemAt>,
    }
}

/// The rows of a table.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Rows {
    /// Lines; their cells are parted by `|`.
    Lines(Spanned<String>),
    /// Lists of cells.
    Cells(Vec<Vec<Spanned<String>>>),
}

impl Decode for Rows {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match &node.value {
            Value::Scalar(_) => Spanned::decode(node, sink).map(Rows::Lines),
            Value::List(_) => Decode::decode(node, sink).map(Rows::Cells),
            _ => wrong_type(node, &say("行的列表，或用 `|` 分格的文字", "a list of rows, or lines with `|`"), sink),
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Column {
    /// How its cells stand.
    Align(Choice<Align>),
    /// All of it.
    Full(FullColumn),
}

record! {
    /// A column of a table in full.
    struct FullColumn {
        /// Its width; as its cells ask when left out.
        width: Option<Measure>,
        /// How its cells stand; left when left out.
        align: Option<Choice<Align>>,
    }
}

impl Decode for Column {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match &node.value {
            Value::Map(_) => FullColumn::decode(node, sink).map(Column::Full),
            _ => Choice::decode(node, sink).map(Column::Align),
        }
    }
}
