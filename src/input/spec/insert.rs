//! Boxes in the columns of copy: pull quotes, fact boxes, furniture.

use crate::base::diag::{Code, Diagnostic, say};
use crate::input::decode::{Decode, Sink, Spanned, record};
use crate::input::yaml::{Node, Value};

use super::furniture::Item;
use super::table::{Column, Rows};
use super::{Frame, Ink, Range, Ruling};

record! {
    /// A box in the columns of an area of copy: one of `quote`, `fact` and `items`.
    struct Insert {
        /// The page's columns; the area's in an area with `text_columns` or a frame.
        columns: Range,
        /// Rows of the page.
        rows: Range,
        /// 引语: the id of a quote of the story, or its words.
        quote: Option<Named<Quote>>,
        /// 资料框: the id of a fact box of the story, or what it says.
        fact: Option<Named<Fact>>,
        /// Furniture.
        items: Option<Vec<Item>>,
        /// A box round it.
        frame: Option<Frame>,
        /// Rules above and below it.
        rule: Option<Ruling>,
        /// The colour of the mark of a quote; that of its words when left out.
        color: Option<Ink>,
    }
}

/// The id of a thing, or the thing.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Named<T> {
    /// Its id in the story.
    Id(Spanned<String>),
    /// It.
    Own(T),
}

impl<T: Decode> Decode for Named<T> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match &node.value {
            Value::Map(_) => T::decode(node, sink).map(Named::Own),
            _ => Spanned::decode(node, sink).map(Named::Id),
        }
    }
}

record! {
    /// 引语.
    struct Quote {
        /// Its name, by which a page description places it.
        id: Option<Spanned<String>>,
        /// The words.
        text: Spanned<String>,
        /// Who said them.
        by: Option<Spanned<String>>,
    }
}

record! {
    /// 资料框.
    struct Fact {
        /// Its name, by which a page description places it.
        id: Option<Spanned<String>>,
        /// Its title.
        title: Option<Spanned<String>>,
        /// Lines, one below another.
        lines: Option<Vec<Spanned<String>>>,
        /// Or a table: lists of cells, or lines whose cells are parted by `|`.
        table: Option<Rows>,
        /// The cells of the table's head row.
        head: Option<Vec<Spanned<String>>>,
        /// The columns of the table.
        columns: Option<Vec<Column>>,
    }
}

record! {
    /// 补白: what fills a hole.
    struct PoolFiller {
        /// Its name.
        id: Spanned<String>,
        /// How many columns it takes; 1 when left out.
        columns: Option<super::Whole<1, 60>>,
        /// How many rows it takes.
        rows: super::Whole<2, 400>,
        /// Above its lines.
        title: Option<Spanned<String>>,
        /// Its lines; a line break is a new line.
        text: Option<Spanned<String>>,
        /// 报花: a picture, from the edition's or the paper's directory.
        file: Option<Spanned<String>>,
    }
}

/// Says that an insert holds nothing, or two things at once.
pub(crate) fn check_content(insert: &Insert, sink: &mut Sink) {
    let count = [insert.quote.is_some(), insert.fact.is_some(), insert.items.is_some()];
    if count.into_iter().filter(|given| *given).count() == 1 {
        return;
    }
    let message = say(
        "插框里 `quote`、`fact`、`items` 要写一个，也只写一个",
        "an insert holds one of `quote`, `fact` and `items`",
    );
    let hint = say("写法如 `{quote: lamp, columns: 2, rows: 20-27}`", "as in `{quote: lamp, columns: 2, rows: 20-27}`");
    sink.push(Diagnostic::new(Code::BadValue, insert.span, message).hint(hint));
}
