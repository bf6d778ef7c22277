//! The columns of an area: the page's, or its own when its copy has another number (破栏) or a frame.

use crate::base::units::Length;
use crate::model::{Area, Column, ColumnMode, Columns, Content, Direction, Division, Grid, GridRect};

use super::outline;

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

    /// Left and right edge of the columns numbered `first` to `last`.
    pub(crate) fn edges(&self, columns: (u16, u16)) -> (Length, Length) {
        let (x, width) = self.extent(columns);
        (x, x + width)
    }
}

/// The left edge of the copy of an area: places across it count from there.
pub(crate) fn left_edge(panels: &[Panel]) -> Length {
    panels.iter().map(|panel| panel.extent(panel.numbers()).0).min().unwrap_or(Length::ZERO)
}

/// The panels of an area, one a rectangle.
///
/// With a frame, or with columns of its own, a rectangle is divided anew and its columns count from 1; else
/// it has the page's columns.
pub(crate) fn panels(grid: &Grid, area: &Area) -> Vec<Panel> {
    let divisions: &[Option<Division>] = match &area.content {
        Content::Story(story) if story.direction == Direction::Horizontal => &story.text_columns,
        _ => &[],
    };
    let division = |index: usize| divisions.get(index).and_then(Option::as_ref);
    let panel = |(index, part): (usize, &GridRect)| match division(index) {
        None if area.frame.is_none() => page_panel(grid, *part),
        division => own_panel(grid, area, index, division),
    };
    area.parts.iter().enumerate().map(panel).collect()
}

fn page_panel(grid: &Grid, part: GridRect) -> Panel {
    if part.gutter().is_some() {
        // 中缝: one column of whole 字 in the middle of the gutter.
        let rect = grid.rect(part);
        let columns = divide(rect.x, rect.width, 1, Length::ZERO, grid.body);
        return Panel { columns, first_column: 1, rows: part.rows };
    }
    Panel { columns: page_columns(grid, part), first_column: part.columns.0, rows: part.rows }
}

fn page_columns(grid: &Grid, part: GridRect) -> Vec<Column> {
    match part.gutter() {
        Some(_) => Vec::new(),
        None => grid.columns[usize::from(part.columns.0) - 1..usize::from(part.columns.1)].to_vec(),
    }
}

/// A rectangle that is divided anew, inside the frame of its area.
fn own_panel(grid: &Grid, area: &Area, index: usize, division: Option<&Division>) -> Panel {
    let part = area.parts[index];
    let rect = grid.rect(part);
    let (mut left, mut right, mut rows) = (rect.x, rect.right(), part.rows);
    if let Some(frame) = &area.frame {
        let edges = outline::edges(grid, &area.parts, index);
        left += if edges.left.is_empty() { Length::ZERO } else { frame.padding };
        right -= if edges.right.is_empty() { Length::ZERO } else { frame.padding };
        if frame.shows() {
            // A frame that shows takes the first and the last row.
            rows.0 += u16::from(edges.is_open_above());
            rows.1 -= u16::from(edges.is_open_below());
        }
    }
    let columns = match division {
        Some(Division { mode: ColumnMode::Auto, .. }) => inside(&page_columns(grid, part), (left, right), grid.body),
        Some(division) => divide_as(left, right - left, division, grid.body),
        // The columns of its rectangles stand below one another.
        None if area.parts.len() > 1 => inside(&page_columns(grid, part), (left, right), grid.body),
        None => divide(left, right - left, part.width().max(1), grid.gutter(), grid.body),
    };
    Panel { columns, first_column: 1, rows }
}

/// Columns of the page as far as they are inside these edges, in whole 字.
fn inside(columns: &[Column], (left, right): (Length, Length), body: Length) -> Vec<Column> {
    let cut = |column: &Column| {
        let x = column.x + body * (left - column.x).max(Length::ZERO).div_ceil(body);
        let end = (column.x + column.width).min(right);
        Column { x, width: body * (end - x).div_floor(body).max(1) }
    };
    columns.iter().map(cut).collect()
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

/// Divides a width as it is written. Columns and gutters fill it to the unit.
///
/// Source: `makeup.md` 5: 绝对, 相对, 自由; [`ColumnMode::Auto`] is the page's affair.
pub(crate) fn divide_as(x: Length, width: Length, division: &Division, body: Length) -> Vec<Column> {
    let count = i64::from(division.count().max(1));
    let room = width - division.gutter * (count - 1);
    let widths: Vec<Length> = match (&division.columns, division.mode) {
        (Columns::Widths(widths), _) => widths.clone(),
        (Columns::Count(count), ColumnMode::Absolute | ColumnMode::Auto) => {
            return divide(x, width, (*count).max(1), division.gutter, body);
        }
        (Columns::Count(_), ColumnMode::Relative) => {
            let cells = room.div_floor(body).max(count);
            (0..count).map(|index| body * (cells / count + i64::from(index < cells % count))).collect()
        }
        (Columns::Count(_), ColumnMode::Free) => {
            (0..count).map(|index| room.scale(index + 1, count) - room.scale(index, count)).collect()
        }
    };
    let free = width - widths.iter().fold(Length::ZERO, |sum, width| sum + *width);
    let mut at = x;
    widths
        .iter()
        .enumerate()
        .map(|(index, &width)| {
            let before = |index: i64| if count == 1 { free / 2 } else { free.scale(index, count - 1) };
            let column = Column { x: at + before(index as i64), width };
            at += width;
            column
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

    /// 字 of columns and gutters in turn, in tenths.
    #[track_caller]
    fn check(cells: i64, columns: Columns, mode: ColumnMode, expected: &str) {
        let body = Length::pt(9);
        let made = divide_as(Length::pt(3), body * cells, &Division { columns, mode, gutter: body }, body);
        let tenths = |length: Length| length.scale(10, 1).div_floor(body);
        let mut drawn = vec![tenths(made[0].width)];
        for pair in made.windows(2) {
            drawn.push(tenths(pair[1].x - pair[0].x - pair[0].width));
            drawn.push(tenths(pair[1].width));
        }
        let drawn: Vec<String> = drawn.iter().map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)).collect();
        assert_eq!(drawn.join(" ").replace(".0", ""), expected);
    }

    #[test]
    fn the_worked_example() {
        check(20, Columns::Count(2), ColumnMode::Absolute, "9 2 9");
        check(20, Columns::Count(2), ColumnMode::Relative, "10 1 9");
        check(20, Columns::Count(2), ColumnMode::Free, "9.5 1 9.5");
    }

    #[test]
    fn unequal_columns_have_their_measures_and_the_gutters_the_rest() {
        let body = Length::pt(9);
        check(37, Columns::Widths(vec![body * 10, body * 14, body * 10]), ColumnMode::Absolute, "10 1.5 14 1.5 10");
    }

    #[test]
    fn whatever_the_mode_columns_and_gutters_fill_the_width_to_the_unit() {
        let body = Length::pt(9);
        for mode in [ColumnMode::Absolute, ColumnMode::Relative, ColumnMode::Free] {
            for (cells, count) in (16..112).flat_map(|cells| (2..8).map(move |count| (cells, count))) {
                if cells < i64::from(count) * 3 {
                    continue;
                }
                let width = body * cells + Length::emu(7);
                let division = Division { columns: Columns::Count(count), mode, gutter: Length::pt(13) };
                let columns = divide_as(Length::pt(3), width, &division, body);
                assert!(columns.windows(2).all(|pair| pair[0].x + pair[0].width <= pair[1].x));
                assert_eq!(columns[0].x, Length::pt(3));
                let last = columns[columns.len() - 1];
                assert_eq!(last.x + last.width, Length::pt(3) + width, "{mode:?} {cells} {count}");
            }
        }
    }
}
