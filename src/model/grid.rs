//! The sheet and its grid: columns across, rows down, one baseline grid for all.

use crate::base::geom::{Rect, Size};
use crate::base::units::{Em, Length};

/// One column of the grid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// Left edge, from the left of the trim.
    pub x: Length,
    /// Its measure.
    pub width: Length,
}

/// The sheet and its grid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grid {
    /// The sheet after trimming.
    pub trim: Size,
    /// Print beyond the trim on every side.
    pub bleed: Length,
    /// 1 字.
    pub body: Length,
    /// 1 行.
    pub pitch: Length,
    /// Top of row 1.
    pub top: Length,
    /// From left to right.
    pub columns: Vec<Column>,
    /// How many rows.
    pub rows: u16,
}

/// Cells of the grid, from 1, both ends included; or some rows of the gutter after a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GridRect {
    /// First and last column. Of the gutter after column `g` they are `(g + 1, g)`: it lies between
    /// them, and whatever covers both of them covers it.
    pub columns: (u16, u16),
    /// First and last row.
    pub rows: (u16, u16),
}

impl Grid {
    /// The top edge of row `row` (from 1; one past the last row gives the foot of the type area).
    pub fn row_top(&self, row: u16) -> Length {
        self.top + self.pitch * (i64::from(row) - 1)
    }

    /// The baseline of body type of size `size` in row `row`: the em box stands in the middle of the row.
    ///
    /// Source: Noto CJK's ideographic em box reaches from 0.12 em below to 0.88 em above the baseline.
    pub fn baseline(&self, row: u16, size: Length) -> Length {
        self.row_top(row) + (self.pitch - size) / 2 + Em(880).at(size)
    }

    /// The space between two columns: 1 字 for a page of one column.
    pub fn gutter(&self) -> Length {
        match self.columns[..] {
            [first, second, ..] => second.x - first.x - first.width,
            _ => self.body,
        }
    }

    /// The rectangle of some cells. Columns and rows must be on the grid.
    pub fn rect(&self, cells: GridRect) -> Rect {
        if let Some(gutter) = cells.gutter() {
            let (left, right) = (self.columns[usize::from(gutter) - 1], self.columns[usize::from(gutter)]);
            let (x, top) = (left.x + left.width, self.row_top(cells.rows.0));
            return Rect::new(x, top, right.x - x, self.row_top(cells.rows.1 + 1) - top);
        }
        let first = self.columns[usize::from(cells.columns.0) - 1];
        let last = self.columns[usize::from(cells.columns.1) - 1];
        let (top, foot) = (self.row_top(cells.rows.0), self.row_top(cells.rows.1 + 1));
        Rect::new(first.x, top, last.x + last.width - first.x, foot - top)
    }
}

impl GridRect {
    /// Some rows of the gutter after column `gutter`, which must not be the last.
    pub fn in_gutter(gutter: u16, rows: (u16, u16)) -> GridRect {
        GridRect { columns: (gutter + 1, gutter), rows }
    }

    /// The column before it, when it is a part of a gutter.
    pub fn gutter(self) -> Option<u16> {
        (self.columns.0 > self.columns.1).then_some(self.columns.1)
    }

    /// Whether the two share a cell, or a part of a gutter.
    pub fn overlaps(self, other: GridRect) -> bool {
        let meet = |a: (u16, u16), b: (u16, u16)| a.0 <= b.1 && b.0 <= a.1;
        let same_gutter = self.gutter().is_some() && self.columns == other.columns;
        (same_gutter || meet(self.columns, other.columns)) && meet(self.rows, other.rows)
    }

    /// How many rows.
    pub fn height(self) -> u16 {
        self.rows.1 - self.rows.0 + 1
    }

    /// How many columns; a gutter is one.
    pub fn width(self) -> u16 {
        (self.columns.1 + 1).saturating_sub(self.columns.0).max(1)
    }
}
