//! A story's place as segments in reading order: columns less heads and pictures.

use crate::base::units::Length;

use super::columns::Panel;

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

/// Rows that copy may not take: a head, a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Obstacle {
    /// The panel it stands in.
    pub(crate) panel: usize,
    /// First and last column, by number.
    pub(crate) columns: (u16, u16),
    /// First and last row.
    pub(crate) rows: (u16, u16),
    /// Rows kept free above and below, where copy would stand there.
    pub(crate) clearance: u16,
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
}

/// Subtracts obstacles from panels. What is left is read column by column; an obstacle across all
/// columns of a panel parts it into bands, read one after another.
pub(crate) fn chain(panels: &[Panel], obstacles: &[Obstacle]) -> Chain {
    let mut segments = Vec::new();
    let (mut band, mut column_base) = (0, 0);
    for (index, panel) in panels.iter().enumerate() {
        let own: Vec<&Obstacle> = obstacles.iter().filter(|obstacle| obstacle.panel == index).collect();
        for rows in bands(panel, &own) {
            let before = segments.len();
            for (offset, column) in panel.columns.iter().enumerate() {
                let number = panel.first_column + offset as u16;
                for (first, last) in free_rows(rows, number, &own) {
                    segments.push(Segment {
                        x: column.x,
                        measure: column.width,
                        first_row: first,
                        rows: last - first + 1,
                        column: column_base + offset as u16,
                        band,
                    });
                }
            }
            if segments.len() > before {
                band += 1;
            }
        }
        column_base += panel.columns.len() as u16;
    }
    Chain(segments)
}

/// The rows of a panel, parted where an obstacle crosses all its columns.
fn bands(panel: &Panel, obstacles: &[&Obstacle]) -> Vec<(u16, u16)> {
    let (low, high) = panel.numbers();
    let mut across: Vec<(u16, u16)> = obstacles
        .iter()
        .filter(|obstacle| obstacle.columns.0 <= low && obstacle.columns.1 >= high)
        .map(|obstacle| widened(obstacle, panel.rows))
        .collect();
    across.sort_unstable();
    subtract(panel.rows, &across)
}

fn free_rows(rows: (u16, u16), column: u16, obstacles: &[&Obstacle]) -> Vec<(u16, u16)> {
    let mut taken: Vec<(u16, u16)> = obstacles
        .iter()
        .filter(|obstacle| obstacle.columns.0 <= column && column <= obstacle.columns.1)
        .map(|obstacle| widened(obstacle, rows))
        .collect();
    taken.sort_unstable();
    subtract(rows, &taken)
}

/// An obstacle's rows with its clearance.
fn widened(obstacle: &Obstacle, rows: (u16, u16)) -> (u16, u16) {
    let first = obstacle.rows.0.saturating_sub(obstacle.clearance).max(rows.0.min(obstacle.rows.0));
    (first, obstacle.rows.1 + obstacle.clearance)
}

/// `rows` less the sorted ranges `taken`.
fn subtract(rows: (u16, u16), taken: &[(u16, u16)]) -> Vec<(u16, u16)> {
    let mut free = Vec::new();
    let mut next = rows.0;
    for &(first, last) in taken {
        if first > next && next <= rows.1 {
            free.push((next, (first - 1).min(rows.1)));
        }
        next = next.max(last.saturating_add(1));
    }
    if next <= rows.1 {
        free.push((next, rows.1));
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Column;

    fn panel(columns: u16, rows: (u16, u16)) -> Panel {
        let column = |index: u16| Column { x: Length::pt(144 * i64::from(index)), width: Length::pt(135) };
        Panel { columns: (0..columns).map(column).collect(), first_column: 1, rows }
    }

    /// Columns, rows, clearance.
    type Drawn = ((u16, u16), (u16, u16), u16);

    #[track_caller]
    fn check(columns: u16, rows: (u16, u16), obstacles: &[Drawn], expected: &str) {
        let obstacles: Vec<Obstacle> = obstacles
            .iter()
            .map(|&(columns, rows, clearance)| Obstacle { panel: 0, columns, rows, clearance })
            .collect();
        let drawn: Vec<String> = chain(&[panel(columns, rows)], &obstacles)
            .0
            .iter()
            .map(|s| format!("{}:{}-{}/{}", s.column + 1, s.first_row, s.first_row + s.rows - 1, s.band))
            .collect();
        assert_eq!(drawn.join(" "), expected);
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
}
