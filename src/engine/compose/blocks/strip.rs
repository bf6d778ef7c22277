//! Strips: rows of lines set side by side, of a table or of a list of names, on the rows of the page.

use std::sync::Arc;

use crate::base::color::Color;
use crate::base::diag::Span;
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::page::Item;

use super::super::desk::{Desk, place_apart};
use super::super::flow::Need;
use super::super::lines::SetLine;
use super::super::rules;

/// The rules of a table stand in the empty row above and below it by this share of a row.
const OUTER_RULE_AIR: i64 = 4;

/// One row of a table or of a list of names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Strip {
    /// Rows of the page that it takes.
    pub(crate) rows: u16,
    /// Its lines.
    pub(crate) cells: Vec<StripCell>,
    /// Its copy, in reading order, for what finds no room.
    pub(crate) text: String,
    /// The table that it belongs to.
    pub(crate) frame: Option<Arc<Frame>>,
    /// Its place in the table.
    pub(crate) place: Place,
}

/// A set line of a strip.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct StripCell {
    /// From the left edge of the column.
    pub(crate) x: Length,
    /// Which row of the strip, from 0.
    pub(crate) row: u16,
    /// The line.
    pub(crate) line: SetLine,
    /// Where it stands in the input.
    pub(crate) span: Span,
}

/// What all strips of a table share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Frame {
    /// Its width.
    pub(crate) width: Length,
    /// Weights of the rules: above and below it, under its head, between its rows.
    pub(crate) rules: (Length, Length, Length),
    /// Their colour.
    pub(crate) color: Color,
    /// Its head, which is repeated where it goes on in another column.
    pub(crate) head: Option<Strip>,
    /// Where it stands in the input.
    pub(crate) span: Span,
}

/// Where in its table a strip stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Place {
    /// It is the head; and the rows that must follow it at once.
    pub(crate) head: Option<u16>,
    /// It is the first row below the head.
    pub(crate) first: bool,
    /// It is the last row.
    pub(crate) last: bool,
}

/// Where on the page a strip came to stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    /// Left edge of the column.
    pub(crate) x: Length,
    /// First row.
    pub(crate) row: u16,
    /// Rows taken, a repeated head included.
    pub(crate) rows: u16,
    /// First and last row of the column from here to the next obstacle.
    pub(crate) segment: (u16, u16),
    /// The table goes on in the row below.
    pub(crate) goes_on: bool,
}

impl Strip {
    /// What it asks of the flow, made for columns of `width`.
    pub(crate) fn need(&self, width: Length) -> Need {
        let head = self.frame.as_ref().and_then(|frame| frame.head.as_ref());
        match self.place.head {
            Some(keep) => Need::Block { rows: self.rows, keep, width },
            None => Need::Rows { rows: self.rows, again: head.map_or(0, |head| head.rows), width },
        }
    }

    /// Its items, with the rules of its table and the head again where that is repeated.
    pub(crate) fn place(&self, desk: &Desk<'_>, at: Standing, items: &mut Vec<Item>, ruby: &mut Vec<Item>) {
        let Some(frame) = &self.frame else { return self.lines(desk, at.x, at.row, items, ruby) };
        let mut row = at.row;
        let grid = desk.grid();
        let air = |free: bool| if free { grid.pitch / OUTER_RULE_AIR } else { Length::ZERO };
        let rule = |y: Length, weight: Length, items: &mut Vec<Item>| {
            if weight > Length::ZERO {
                let bar = Rect::new(at.x, y - weight / 2, frame.width, weight);
                items.push(rules::fill(bar, &frame.color, frame.span));
            }
        };
        let again = if at.rows > self.rows { frame.head.as_ref() } else { None };
        let opens = match &frame.head {
            Some(_) => self.place.head.is_some() || again.is_some(),
            None => self.place.first || row == at.segment.0,
        };
        if opens {
            rule(grid.row_top(row) - air(row > at.segment.0), frame.rules.0, items);
        }
        if let Some(head) = again {
            head.lines(desk, at.x, row, items, ruby);
            row += head.rows;
            rule(grid.row_top(row), frame.rules.1, items);
        }
        self.lines(desk, at.x, row, items, ruby);
        row += self.rows;
        if self.place.head.is_some() {
            rule(grid.row_top(row), frame.rules.1, items);
        } else if self.place.last || !at.goes_on {
            rule(grid.row_top(row) + air(row <= at.segment.1), frame.rules.0, items);
        } else {
            rule(grid.row_top(row), frame.rules.2, items);
        }
    }

    fn lines(&self, desk: &Desk<'_>, x: Length, row: u16, items: &mut Vec<Item>, ruby: &mut Vec<Item>) {
        for cell in &self.cells {
            let baseline = desk.grid().baseline(row + cell.row, desk.sheet.body.size);
            place_apart(&cell.line, x + cell.x, baseline, cell.span, items, ruby);
        }
    }
}
