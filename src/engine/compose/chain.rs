//! A story's place as segments in reading order: columns less heads, pictures and nested areas.
//!
//! What stands in the way is subtracted in whole rows and whole 字. The same functions serve both planes:
//! the page, where columns hold rows, and the turned plane, where decks hold vertical lines.

use crate::base::units::Length;
use crate::model::{Column, Wrap};

use super::columns::Panel;
use super::contour::Contour;

/// Fewest 字 of a line beside something in its column: a narrower one is left empty.
///
/// Source: `algorithms.md` 6: a measure under 5字 is dropped.
pub(crate) const NARROWEST: i64 = 5;

/// One uninterrupted run of rows of one measure, in one column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Segment {
    /// Left edge.
    pub(crate) x: Length,
    /// The measure.
    pub(crate) measure: Length,
    /// Its first row on the page.
    pub(crate) first_row: u16,
    /// How many rows.
    pub(crate) rows: u16,
    /// Which column of the area it is in, from 0, counted over all panels.
    pub(crate) column: u16,
    /// Segments of one band end together; bands are read one after another.
    pub(crate) band: u16,
}

/// What copy may not cover: a head, a picture, an area inside this one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Obstacle {
    /// Left and right edge.
    pub(crate) edges: (Length, Length),
    /// First and last row.
    pub(crate) rows: (u16, u16),
    /// Rows kept free above and below, where copy would stand there.
    pub(crate) clearance: u16,
    /// Kept free at its sides, in the columns that it stands in.
    pub(crate) air: Length,
    /// On which sides of it copy stands in a column.
    pub(crate) wrap: Wrap,
    /// Its outline, where copy follows that.
    pub(crate) contour: Option<Contour>,
}

impl Obstacle {
    /// A head or a picture that takes all of its columns.
    pub(crate) fn across(edges: (Length, Length), rows: (u16, u16), clearance: u16) -> Obstacle {
        Obstacle { edges, rows, clearance, air: Length::ZERO, wrap: Wrap::Wider, contour: None }
    }

    /// What it takes of a row, air included.
    pub(crate) fn taken(&self, row: u16) -> Option<(Length, Length)> {
        let (first, last) = (self.rows.0.saturating_sub(self.clearance), self.rows.1.saturating_add(self.clearance));
        if let Some(contour) = &self.contour {
            return contour.taken(row);
        }
        (first <= row && row <= last).then_some((self.edges.0 - self.air, self.edges.1 + self.air))
    }

    /// Whether two cover one another.
    pub(crate) fn overlaps(&self, other: &Obstacle) -> bool {
        self.edges.0 < other.edges.1
            && other.edges.0 < self.edges.1
            && self.rows.0 <= other.rows.1
            && other.rows.0 <= self.rows.1
    }

    /// The side of it on which the lines of a column stand: the wider one, where no side is chosen.
    fn side(&self, column: Column) -> Wrap {
        if self.wrap != Wrap::Wider {
            return self.wrap;
        }
        let (left, right) = (self.edges.0 - column.x, column.x + column.width - self.edges.1);
        if right > left { Wrap::Right } else { Wrap::Left }
    }

    /// What it takes of a row of a column, the sides on which no copy is wanted included.
    fn taken_of(&self, column: Column, row: u16) -> Option<(Length, Length)> {
        let (start, end) = self.taken(row)?;
        let (left, right) = (column.x, column.x + column.width);
        if start >= right || end <= left {
            return None;
        }
        Some(match self.side(column) {
            Wrap::Left => (start, right),
            Wrap::Right => (left, end),
            Wrap::None => (left, right),
            Wrap::Both | Wrap::Wider => (start, end),
        })
    }
}

/// A story's text area: nothing but segments in reading order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Chain(pub(crate) Vec<Segment>);

impl Chain {
    /// The measure, when it is one for all segments.
    pub(crate) fn uniform_measure(&self) -> Option<Length> {
        let first = self.0.first()?.measure;
        self.0.iter().all(|segment| segment.measure == first).then_some(first)
    }

    /// The narrowest column, what stands beside pictures not counted: what cannot be narrowed is made for
    /// it.
    pub(crate) fn column_measure(&self) -> Length {
        let widest = |column: u16| self.0.iter().filter(move |s| s.column == column).map(|s| s.measure).max();
        self.0.iter().filter_map(|segment| widest(segment.column)).min().unwrap_or(Length::ZERO)
    }

    /// Adds rows of columns: column by column, and again below rows that no column has open. `free` gives
    /// the lines of a row of a column, from the left.
    pub(crate) fn add(
        &mut self,
        columns: &[Column],
        rows: (u16, u16),
        free: impl Fn(Column, u16) -> Vec<(Length, Length)>,
    ) {
        let base = self.0.iter().map(|segment| segment.column + 1).max().unwrap_or(0);
        let band = self.0.last().map_or(0, |segment| segment.band + 1);
        let open: Vec<u16> =
            (rows.0..=rows.1).filter(|&row| columns.iter().any(|column| !free(*column, row).is_empty())).collect();
        for (number, rows) in open.chunk_by(|a, b| a + 1 == *b).enumerate() {
            for (offset, column) in columns.iter().enumerate() {
                let start = self.0.len();
                for &row in rows {
                    for (x, measure) in free(*column, row) {
                        match self.0[start..].last_mut() {
                            Some(last) if (last.x, last.measure, last.first_row + last.rows) == (x, measure, row) => {
                                last.rows += 1;
                            }
                            _ => self.0.push(Segment {
                                x,
                                measure,
                                first_row: row,
                                rows: 1,
                                column: base + offset as u16,
                                band: band + number as u16,
                            }),
                        }
                    }
                }
            }
        }
    }
}

/// Subtracts obstacles from panels. What is left is read column by column; rows that are closed in all
/// columns of a panel part it into bands, read one after another.
pub(crate) fn chain(panels: &[Panel], obstacles: &[Obstacle], body: Length) -> Chain {
    let mut chain = Chain::default();
    for panel in panels {
        chain.add(&panel.columns, panel.rows, |column, row| {
            let taken: Vec<(Length, Length)> =
                obstacles.iter().filter_map(|obstacle| obstacle.taken_of(column, row)).collect();
            free(column, body, &taken)
        });
    }
    chain
}

/// The parts of a row of a column beside what is taken of it: each starts on a 字 of the column and has
/// whole 字, at least [`NARROWEST`].
pub(crate) fn free(column: Column, body: Length, taken: &[(Length, Length)]) -> Vec<(Length, Length)> {
    let all = (column.x, column.x + column.width);
    if taken.iter().all(|&(start, end)| start >= all.1 || end <= all.0) {
        return vec![(column.x, column.width)];
    }
    let mut parts = vec![all];
    for &(from, to) in taken {
        parts = parts
            .into_iter()
            .flat_map(|(start, end)| [(start, end.min(from)), (start.max(to), end)])
            .filter(|(start, end)| start < end)
            .collect();
    }
    parts
        .into_iter()
        .map(|(start, end)| {
            let x = column.x + body * (start - column.x).div_ceil(body);
            (x, body * (end - x).max(Length::ZERO).div_floor(body))
        })
        .filter(|(_, measure)| *measure >= body * NARROWEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(columns: u16, rows: (u16, u16)) -> Panel {
        let column = |index: u16| Column { x: Length::pt(144 * i64::from(index)), width: Length::pt(135) };
        Panel { columns: (0..columns).map(column).collect(), first_column: 1, rows }
    }

    /// First 字, last 字, rows, wrap: in columns of 15 字, 16 字 apart.
    type Free = ((i64, i64), (u16, u16), Wrap);

    #[track_caller]
    fn compare(columns: u16, rows: (u16, u16), obstacles: &[Obstacle], expected: &str) {
        let body = Length::pt(9);
        let drawn: Vec<String> = chain(&[panel(columns, rows)], obstacles, body)
            .0
            .iter()
            .map(|s| {
                let (from, cells) =
                    ((s.x - body * 16 * i64::from(s.column)).div_floor(body), s.measure.div_floor(body));
                let part = if cells == 15 { String::new() } else { format!("({}+{cells})", from) };
                format!("{}{part}:{}-{}/{}", s.column + 1, s.first_row, s.first_row + s.rows - 1, s.band)
            })
            .collect();
        assert_eq!(drawn.join(" "), expected);
    }

    /// Columns, rows, clearance.
    type Drawn = ((u16, u16), (u16, u16), u16);

    #[track_caller]
    fn check(columns: u16, rows: (u16, u16), obstacles: &[Drawn], expected: &str) {
        let edges = |(first, last): (u16, u16)| {
            (Length::pt(144 * i64::from(first - 1)), Length::pt(144 * i64::from(last - 1) + 135))
        };
        let obstacles: Vec<Obstacle> = obstacles
            .iter()
            .map(|&(columns, rows, clearance)| Obstacle::across(edges(columns), rows, clearance))
            .collect();
        compare(columns, rows, &obstacles, expected);
    }

    #[track_caller]
    fn check_free(columns: u16, rows: (u16, u16), obstacles: &[Free], expected: &str) {
        let body = Length::pt(9);
        let obstacles: Vec<Obstacle> = obstacles
            .iter()
            .map(|&((from, to), rows, wrap)| Obstacle {
                air: body,
                wrap,
                ..Obstacle::across((body * from, body * to), rows, 1)
            })
            .collect();
        compare(columns, rows, &obstacles, expected);
    }

    #[test]
    fn a_head_over_all_columns_pushes_the_copy_down() {
        check(3, (1, 20), &[((1, 3), (1, 5), 0)], "1:6-20/0 2:6-20/0 3:6-20/0");
    }

    #[test]
    fn a_picture_in_mid_column_splits_it_and_keeps_its_distance() {
        check(2, (1, 20), &[((2, 2), (8, 12), 1)], "1:1-20/0 2:1-6/0 2:14-20/0");
    }

    #[test]
    fn a_picture_at_the_top_needs_no_row_above() {
        check(2, (1, 20), &[((2, 2), (1, 5), 1)], "1:1-20/0 2:7-20/0");
    }

    #[test]
    fn a_picture_under_the_head_leaves_no_sliver_between() {
        check(2, (1, 20), &[((1, 2), (1, 4), 0), ((2, 2), (5, 9), 1)], "1:5-20/0 2:11-20/0");
    }

    #[test]
    fn a_picture_across_the_area_makes_two_bands() {
        check(2, (1, 20), &[((1, 2), (8, 12), 1)], "1:1-6/0 2:1-6/0 1:14-20/1 2:14-20/1");
    }

    #[test]
    fn a_picture_between_two_columns_narrows_both() {
        check_free(
            2,
            (1, 20),
            &[((10, 21), (8, 12), Wrap::Wider)],
            "1:1-6/0 1(0+9):7-13/0 1:14-20/0 2:1-6/0 2(6+9):7-13/0 2:14-20/0",
        );
    }

    #[test]
    fn a_picture_that_hangs_over_an_edge_leaves_the_next_column_whole_where_it_keeps_its_distance() {
        check_free(2, (1, 9), &[((8, 15), (1, 4), Wrap::Wider)], "1(0+7):1-5/0 1:6-9/0 2:1-9/0");
    }

    #[test]
    fn copy_stands_on_the_wider_side_of_a_picture_in_its_column_or_where_it_is_wanted() {
        let rows = (3, 4);
        check_free(1, (1, 6), &[((6, 9), rows, Wrap::Wider)], "1:1-1/0 1(0+5):2-5/0 1:6-6/0");
        check_free(1, (1, 6), &[((0, 6), rows, Wrap::Wider)], "1:1-1/0 1(7+8):2-5/0 1:6-6/0");
        check_free(1, (1, 6), &[((6, 9), rows, Wrap::Right)], "1:1-1/0 1(10+5):2-5/0 1:6-6/0");
        check_free(1, (1, 6), &[((6, 9), rows, Wrap::None)], "1:1-1/0 1:6-6/1");
    }

    #[test]
    fn copy_on_both_sides_is_read_row_by_row() {
        let both = "1:1-1/0 1(0+5):2-2/0 1(10+5):2-2/0 1(0+5):3-3/0 1(10+5):3-3/0 1(0+5):4-4/0 1(10+5):4-4/0 1:5-5/0";
        check_free(1, (1, 5), &[((6, 9), (3, 3), Wrap::Both)], both);
    }

    #[test]
    fn less_than_five_cells_stay_empty() {
        check_free(2, (1, 8), &[((5, 15), (1, 4), Wrap::Wider)], "1:6-8/0 2:1-8/0");
    }
}
