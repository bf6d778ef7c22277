//! Styles of rich copy: where a style sheet does not name one, it follows from the body.

use crate::base::units::{Cells, Em};
use crate::model::{Align, TextStyle};

/// 注音 beside body type: 4.05 pt by 9 pt, which the leading of 13 pt holds (C39).
const RUBY: Em = Em(450);
/// The sign of a note beside body type.
const NOTE: Em = Em(600);

/// A pull quote beside quoted copy.
const QUOTE: Em = Em(1600);
/// The title of a fact box beside bold body type.
const TITLE: Em = Em(1200);

/// The styles that a sheet may leave out.
pub(super) struct RichStyles {
    pub(super) ruby: TextStyle,
    pub(super) note: TextStyle,
    pub(super) verse: TextStyle,
    pub(super) speech: TextStyle,
    pub(super) list: TextStyle,
    pub(super) table_head: TextStyle,
    pub(super) table_cell: TextStyle,
    pub(super) pull_quote: TextStyle,
    pub(super) pull_quote_by: TextStyle,
    pub(super) fact_title: TextStyle,
    pub(super) fact: TextStyle,
    pub(super) jump_to: TextStyle,
    pub(super) jump_from: TextStyle,
}

impl RichStyles {
    /// The styles that `named` has, and for the others:
    ///
    /// | style | follows from |
    /// |---|---|
    /// | `ruby` | `body` at 0.45 of its size |
    /// | `note` | `body` at 0.6 of its size |
    /// | `verse` | `quote`, left, indented by 2字, a runover by 2字 more |
    /// | `speech` | `body` |
    /// | `list` | `body`, not indented |
    /// | `table_head` | `strong` at the size of `table_cell` |
    /// | `table_cell` | `body`, left |
    /// | `pull_quote` | `quote` at 1.6 of its size, left |
    /// | `pull_quote_by` | `table_cell`, right |
    /// | `fact_title` | `strong` at 1.2 of its size, left |
    /// | `fact` | `table_cell` |
    /// | `jump_to` | `byline`, right |
    /// | `jump_from` | `byline`, left |
    pub(super) fn new(
        body: &TextStyle,
        quote: &TextStyle,
        (strong, byline): (&TextStyle, &TextStyle),
        named: impl Fn(&str) -> Option<TextStyle>,
    ) -> RichStyles {
        let or = |name: &str, otherwise: TextStyle| named(name).unwrap_or(otherwise);
        let none = Some(Cells(0));
        let cell = TextStyle { align: Align::Left, indent: none, ..body.clone() };
        let table_cell = or("table_cell", cell);
        RichStyles {
            ruby: or("ruby", TextStyle { size: RUBY.at(body.size), ..body.clone() }),
            note: or("note", TextStyle { size: NOTE.at(body.size), ..body.clone() }),
            verse: or(
                "verse",
                TextStyle { align: Align::Left, indent: Some(Cells(2)), hang: Cells(2), ..quote.clone() },
            ),
            speech: or("speech", body.clone()),
            list: or("list", TextStyle { indent: none, ..body.clone() }),
            table_head: or(
                "table_head",
                TextStyle { align: Align::Left, indent: none, size: table_cell.size, ..strong.clone() },
            ),
            pull_quote: or(
                "pull_quote",
                TextStyle { align: Align::Left, indent: none, size: QUOTE.at(quote.size), ..quote.clone() },
            ),
            pull_quote_by: or("pull_quote_by", TextStyle { align: Align::Right, ..table_cell.clone() }),
            fact_title: or(
                "fact_title",
                TextStyle { align: Align::Left, indent: none, size: TITLE.at(strong.size), ..strong.clone() },
            ),
            fact: or("fact", table_cell.clone()),
            table_cell,
            jump_to: or("jump_to", TextStyle { align: Align::Right, ..byline.clone() }),
            jump_from: or("jump_from", TextStyle { align: Align::Left, ..byline.clone() }),
        }
    }
}
