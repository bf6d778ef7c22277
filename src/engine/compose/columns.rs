//! The columns of an area: the page's, or its own when its copy has another number (破栏) or a frame.

use crate::base::units::Length;
use crate::model::{Area, Column, Content, Direction, Frame, Grid, GridRect};

/// The columns and rows that one rectangle of an area gives to its copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Panel {
    /// From left to right.
    pub(crate) columns: Vec<Column>,
    /// The number that page descriptions give the first of `columns`.
    pub(crate) first_column: u16,
    /// First and last row; empty when the last is above the first.
    pub(crate) rows: (u16, u16),
}

impl Panel {
    /// The columns numbered `first` to `last`, as far as the panel has them.
    pub(crate) fn slice(&self, columns: (u16, u16)) -> &[Column] {
        let index = |number: u16| usize::from(number.saturating_sub(self.first_column)).min(self.columns.len());
        let (from, to) = (index(columns.0), index(columns.1 + 1));
        &self.columns[from.min(to)..to]
    }

    /// The first and the last number.
    pub(crate) fn numbers(&self) -> (u16, u16) {
        (self.first_column, self.first_column + self.columns.len() as u16 - 1)
    }

    /// Left edge and width of the columns numbered `first` to `last`; the whole panel's if it has none
    /// of them.
    pub(crate) fn extent(&self, columns: (u16, u16)) -> (Length, Length) {
        let own = self.slice(columns);
        let own = if own.is_empty() { &self.columns[..] } else { own };
        let (first, last) = (own[0], own[own.len() - 1]);
        (first.x, last.x + last.width - first.x)
    }
}

/// The panels of an area, one a rectangle.
///
/// With a frame, or with another number of text columns than the page's, the first rectangle is
/// divided anew and its columns count from 1; further rectangles keep the page's columns.
pub(crate) fn panels(grid: &Grid, area: &Area) -> Vec<Panel> {
    let wanted = match &area.content {
        Content::Story(story) if story.direction == Direction::Horizontal => story.text_columns,
        _ => None,
    };
    area.parts
        .iter()
        .enumerate()
        .map(|(index, &part)| if index == 0 { first_panel(grid, area, part, wanted) } else { page_panel(grid, part) })
        .collect()
}

fn page_panel(grid: &Grid, part: GridRect) -> Panel {
    if part.gutter().is_some() {
        // 中缝: one column of whole 字 in the middle of the gutter.
        let rect = grid.rect(part);
        return Panel {
            columns: divide(rect.x, rect.width, 1, Length::ZERO, grid.body),
            first_column: 1,
            rows: part.rows,
        };
    }
    let columns = grid.columns[usize::from(part.columns.0) - 1..usize::from(part.columns.1)].to_vec();
    Panel { columns, first_column: part.columns.0, rows: part.rows }
}

fn first_panel(grid: &Grid, area: &Area, part: GridRect, wanted: Option<u16>) -> Panel {
    if area.frame.is_none() && wanted.is_none() {
        return page_panel(grid, part);
    }
    let rect = grid.rect(part);
    let padding = area.frame.as_ref().map_or(Length::ZERO, |frame| frame.padding);
    let count = wanted.unwrap_or_else(|| part.width()).max(1);
    let rows = match &area.frame {
        Some(frame) => framed_rows(frame, part),
        None => part.rows,
    };
    let columns = divide(rect.x + padding, rect.width - padding * 2, count, gutter(grid), grid.body);
    Panel { columns, first_column: 1, rows }
}

/// A frame that shows takes the first and the last row.
fn framed_rows(frame: &Frame, part: GridRect) -> (u16, u16) {
    if frame.rule.is_none() && frame.tint.is_none() {
        return part.rows;
    }
    (part.rows.0 + 1, part.rows.1 - 1)
}

/// The gutter of the grid: 1 字 for a page of one column.
pub(crate) fn gutter(grid: &Grid) -> Length {
    match grid.columns[..] {
        [first, second, ..] => second.x - first.x - first.width,
        _ => grid.body,
    }
}

/// 绝对分栏: equal columns of whole 字; the gutters take what is left, to the unit.
///
/// Source: `makeup.md` 5, the semantics of Founder; worked example there.
pub(crate) fn divide(x: Length, width: Length, count: u16, gutter: Length, body: Length) -> Vec<Column> {
    let count = i64::from(count);
    let cells = ((width - gutter * (count - 1)) / count).div_floor(body).max(1);
    let measure = body * cells;
    let free = width - measure * count;
    (0..count)
        .map(|index| {
            let before = if count == 1 { free / 2 } else { free.scale(index, count - 1) };
            Column { x: x + measure * index + before, width: measure }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_columns_of_the_worked_example() {
        let body = Length::pt(9);
        let columns = divide(Length::ZERO, body * 20, 2, body, body);
        assert_eq!(columns[0], Column { x: Length::ZERO, width: body * 9 });
        assert_eq!(columns[1], Column { x: body * 11, width: body * 9 });
    }

    #[test]
    fn columns_and_gutters_fill_the_width_to_the_unit() {
        let body = Length::pt(9);
        for cells in 10..112 {
            for count in 1..8 {
                let width = body * cells + Length::emu(7);
                let columns = divide(Length::pt(3), width, count, body, body);
                let last = columns[columns.len() - 1];
                if count > 1 && cells >= i64::from(count) * 2 {
                    assert_eq!(last.x + last.width, Length::pt(3) + width);
                }
                assert!(columns.iter().all(|column| column.width == columns[0].width));
            }
        }
    }
}
