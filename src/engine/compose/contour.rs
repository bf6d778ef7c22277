//! Copy that follows the outline of a picture (轮廓绕排): what the outline takes of each row.

use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::Grid;

/// Rows above and below a caption that copy keeps free, as round pictures.
const CLEARANCE: u16 = 1;

/// An outline, row by row, all air included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Contour {
    /// The first row that is looked at.
    first_row: u16,
    /// Left and right edge in each row from there; `None` where it leaves the row free.
    edges: Vec<Option<(Length, Length)>>,
}

impl Contour {
    /// The contour with these corners of a picture in the box `at`, its caption in the rows `below` at the
    /// same width. Copy keeps `air` away on all sides; of a row it is the type that does.
    pub(crate) fn new(
        grid: &Grid,
        corners: &[Point],
        (at, below): (Rect, Option<(u16, u16)>),
        (rows, air): ((u16, u16), Length),
    ) -> Contour {
        let first_row = rows.0.saturating_sub(CLEARANCE);
        let edges = (first_row..=rows.1.saturating_add(CLEARANCE)).map(|row| {
            let top = grid.row_top(row) + (grid.pitch - grid.body) / 2;
            let shape = extent(corners, (top - air, top + grid.body + air));
            let caption =
                below.filter(|(first, last)| first.saturating_sub(CLEARANCE) <= row && row <= last + CLEARANCE);
            // Above a caption stands its picture.
            let caption = caption.filter(|(first, _)| *first <= row).map(|_| (at.x, at.right()));
            let both = shape.into_iter().chain(caption);
            let all = both.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
            Some((all.0 - air, all.1 + air))
        });
        Contour { first_row, edges: edges.collect() }
    }

    /// What it takes of a row.
    pub(crate) fn taken(&self, row: u16) -> Option<(Length, Length)> {
        *self.edges.get(usize::from(row.checked_sub(self.first_row)?))?
    }
}

/// How far a polygon reaches to the left and to the right between two heights.
fn extent(corners: &[Point], (top, foot): (Length, Length)) -> Option<(Length, Length)> {
    let mut reached: Option<(Length, Length)> = None;
    let mut reach = |x: Length| {
        reached = Some(reached.map_or((x, x), |(low, high)| (low.min(x), high.max(x))));
    };
    for (index, from) in corners.iter().enumerate() {
        let to = corners[(index + 1) % corners.len()];
        if top <= from.y && from.y <= foot {
            reach(from.x);
        }
        let (low, high) = (from.y.min(to.y), from.y.max(to.y));
        for height in [top, foot].into_iter().filter(|height| low < *height && *height < high) {
            reach(from.x + (to.x - from.x).scale((height - from.y).get(), (to.y - from.y).get()));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_polygon_reaches_as_far_as_its_widest_place_between_two_heights() {
        let point = |x: i64, y: i64| Point { x: Length::pt(x), y: Length::pt(y) };
        // A diamond.
        let corners = [point(50, 0), point(100, 50), point(50, 100), point(0, 50)];
        let check = |top: i64, foot: i64, expected: Option<(i64, i64)>| {
            let expected = expected.map(|(low, high)| (Length::pt(low), Length::pt(high)));
            assert_eq!(extent(&corners, (Length::pt(top), Length::pt(foot))), expected);
        };
        check(0, 10, Some((40, 60)));
        check(10, 20, Some((30, 70)));
        check(40, 60, Some((0, 100)));
        check(90, 130, Some((40, 60)));
        check(101, 130, None);
        check(-40, 140, Some((0, 100)));
    }
}
