//! The box round an area of several rectangles (框随区形): its outline follows their union.

use crate::base::color::Color;
use crate::base::diag::Span;
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Area, Frame, Grid, GridRect, Stroke};
use crate::page::{Item, ItemKind};

use super::chain::Obstacle;
use super::rules;

/// A stretch of an edge: from where to where along it.
type Stretch = (Length, Length);

/// The stretches of a rectangle's edges where no other rectangle of its area goes on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Edges {
    pub(crate) left: Vec<Stretch>,
    pub(crate) right: Vec<Stretch>,
    pub(crate) top: Vec<Stretch>,
    pub(crate) foot: Vec<Stretch>,
    /// Its left and right edge.
    across: Stretch,
}

impl Edges {
    /// Whether all of the top is an edge of the area.
    pub(crate) fn is_open_above(&self) -> bool {
        self.top[..] == [self.across]
    }

    /// Whether all of the foot is an edge of the area.
    pub(crate) fn is_open_below(&self) -> bool {
        self.foot[..] == [self.across]
    }
}

/// The edges of one rectangle of an area.
pub(crate) fn edges(grid: &Grid, parts: &[GridRect], index: usize) -> Edges {
    let (part, rect) = (parts[index], grid.rect(parts[index]));
    let mut edges = Edges { across: (rect.x, rect.right()), ..Edges::default() };
    let down = (rect.y, rect.bottom());
    (edges.left, edges.right) = (vec![down], vec![down]);
    (edges.top, edges.foot) = (vec![edges.across], vec![edges.across]);
    for other in parts.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, other)| *other) {
        let beside = grid.rect(other);
        let (x, y) = ((beside.x, beside.right()), (beside.y, beside.bottom()));
        if other.columns.1 + 1 == part.columns.0 {
            edges.left = less(&edges.left, y);
        }
        if part.columns.1 + 1 == other.columns.0 {
            edges.right = less(&edges.right, y);
        }
        if other.rows.1 + 1 == part.rows.0 {
            edges.top = less(&edges.top, x);
        }
        if part.rows.1 + 1 == other.rows.0 {
            edges.foot = less(&edges.foot, x);
        }
    }
    edges
}

fn less(stretches: &[Stretch], (from, to): Stretch) -> Vec<Stretch> {
    let parts = |&(start, end): &Stretch| [(start, end.min(from)), (start.max(to), end)];
    stretches.iter().flat_map(parts).filter(|(start, end)| start < end).collect()
}

/// Rows that a frame takes of only some columns of a rectangle: where the rectangle goes on below or above
/// in the others.
pub(crate) fn in_rows(grid: &Grid, area: &Area) -> Vec<Obstacle> {
    let Some(Frame { padding, .. }) = area.frame.as_ref().filter(|frame| area.parts.len() > 1 && frame.shows()) else {
        return Vec::new();
    };
    let padding = *padding;
    let mut found = Vec::new();
    for (index, part) in area.parts.iter().enumerate() {
        let edges = edges(grid, &area.parts, index);
        let mut take = |stretches: &[Stretch], row: u16| {
            found.extend(stretches.iter().map(|&at| Obstacle { air: padding, ..Obstacle::across(at, (row, row), 0) }));
        };
        if !edges.is_open_above() {
            take(&edges.top, part.rows.0);
        }
        if !edges.is_open_below() {
            take(&edges.foot, part.rows.1);
        }
    }
    found
}

/// The ground and the rule of a frame round several rectangles.
pub(crate) fn frame_items(grid: &Grid, area: &Area, frame: &Frame, items: &mut Vec<Item>) {
    let air = (grid.pitch - grid.body) / 2;
    for corners in corners(grid, &area.parts) {
        let outer = inset(&corners, Length::ZERO, air);
        if let Some(tint) = &frame.tint {
            items.push(filled(bands(&outer), tint, area.span));
        }
        if let Some(stroke) = &frame.rule {
            items.extend(rules_along(&outer, stroke, area.span));
        }
    }
}

fn filled(rects: Vec<Rect>, color: &Color, span: Span) -> Item {
    Item { span, kind: ItemKind::Fill { rects, color: color.clone() } }
}

/// A rule whose outer edge is an outline.
fn rules_along(outer: &[Point], stroke: &Stroke, span: Span) -> Vec<Item> {
    let further = |by: Length| inset(outer, by, by);
    let bars = rules::bars_of(stroke);
    if !bars.is_empty() {
        let rings = bars.iter().flat_map(|(offset, weight)| ring(&further(*offset), *weight)).collect();
        return vec![filled(rings, &stroke.color, span)];
    }
    rules::frame_between(outer, &further(rules::thickness(stroke)), stroke, span)
}

/// Corners of the union of an area's rectangles, clockwise from the left end of the topmost edge: one list
/// for each piece of it. The columns' gutters between its rectangles belong to it.
pub(crate) fn corners(grid: &Grid, parts: &[GridRect]) -> Vec<Vec<Point>> {
    let mut rects: Vec<Rect> = parts.iter().map(|part| grid.rect(*part)).collect();
    for part in parts {
        for other in parts {
            let rows = (part.rows.0.max(other.rows.0), part.rows.1.min(other.rows.1));
            if part.columns.1 + 1 == other.columns.0 && rows.0 <= rows.1 {
                let left = grid.rect(*part);
                let top = grid.row_top(rows.0);
                let right = grid.rect(*other).x;
                rects.push(Rect::new(left.right(), top, right - left.right(), grid.row_top(rows.1 + 1) - top));
            }
        }
    }
    trace(&rects)
}

/// The outlines of the union of some rectangles.
fn trace(rects: &[Rect]) -> Vec<Vec<Point>> {
    let mut xs: Vec<Length> = rects.iter().flat_map(|rect| [rect.x, rect.right()]).collect();
    let mut ys: Vec<Length> = rects.iter().flat_map(|rect| [rect.y, rect.bottom()]).collect();
    for list in [&mut xs, &mut ys] {
        list.sort_unstable();
        list.dedup();
    }
    let filled = |i: Option<usize>, j: Option<usize>| {
        let (Some(i), Some(j)) = (i, j) else { return false };
        let (Some(&x), Some(&y)) = (xs.get(i), ys.get(j)) else { return false };
        rects.iter().any(|rect| rect.x <= x && x < rect.right() && rect.y <= y && y < rect.bottom())
    };
    // Unit edges with the union at their right hand, so that the outline runs clockwise.
    let mut steps: Vec<(Point, Point)> = Vec::new();
    for j in 0..ys.len() {
        for i in 0..xs.len() {
            let (above, left) = (j.checked_sub(1), i.checked_sub(1));
            let at = |i: usize, j: usize| Point { x: xs[i], y: ys[j] };
            if i + 1 < xs.len() {
                match (filled(Some(i), above), filled(Some(i), Some(j))) {
                    (false, true) => steps.push((at(i, j), at(i + 1, j))),
                    (true, false) => steps.push((at(i + 1, j), at(i, j))),
                    _ => {}
                }
            }
            if j + 1 < ys.len() {
                match (filled(left, Some(j)), filled(Some(i), Some(j))) {
                    (false, true) => steps.push((at(i, j + 1), at(i, j))),
                    (true, false) => steps.push((at(i, j), at(i, j + 1))),
                    _ => {}
                }
            }
        }
    }
    let mut loops = Vec::new();
    while !steps.is_empty() {
        let (start, mut to) = steps.remove(0);
        let mut points = vec![start];
        while to != start {
            points.push(to);
            let Some(next) = steps.iter().position(|step| step.0 == to) else { break };
            to = steps.remove(next).1;
        }
        let count = points.len();
        let turns = |index: &usize| {
            let (before, at, after) = round(&points, *index);
            !(before.x == at.x && at.x == after.x || before.y == at.y && at.y == after.y)
        };
        loops.push((0..count).filter(turns).map(|index| points[index]).collect());
    }
    loops
}

/// A corner between the one before and the one behind it.
fn round(corners: &[Point], index: usize) -> (Point, Point, Point) {
    let count = corners.len();
    (corners[(index + count - 1) % count], corners[index], corners[(index + 1) % count])
}

/// An outline moved inwards: upright edges by `aside`, level ones by `down`.
pub(crate) fn inset(corners: &[Point], aside: Length, down: Length) -> Vec<Point> {
    (0..corners.len())
        .map(|index| {
            let (before, at, after) = round(corners, index);
            // Clockwise with y downwards: what runs right is a top edge, what runs down a right one.
            let (level, upright) =
                if before.y == at.y { ((before, at), (at, after)) } else { ((at, after), (before, at)) };
            let y = if level.1.x > level.0.x { down } else { -down };
            let x = if upright.1.y > upright.0.y { -aside } else { aside };
            Point { x: at.x + x, y: at.y + y }
        })
        .collect()
}

/// Bars between an outline and the same one `weight` further in.
pub(crate) fn ring(corners: &[Point], weight: Length) -> Vec<Rect> {
    let inner = inset(corners, weight, weight);
    (0..corners.len())
        .map(|index| {
            let next = (index + 1) % corners.len();
            let points = [corners[index], corners[next], inner[index], inner[next]];
            let low = points.iter().fold(points[0], |low, p| Point { x: low.x.min(p.x), y: low.y.min(p.y) });
            let high = points.iter().fold(points[0], |high, p| Point { x: high.x.max(p.x), y: high.y.max(p.y) });
            Rect::new(low.x, low.y, high.x - low.x, high.y - low.y)
        })
        .collect()
}

/// The ground inside an outline, as bands that do not overlap.
pub(crate) fn bands(corners: &[Point]) -> Vec<Rect> {
    let mut ys: Vec<Length> = corners.iter().map(|corner| corner.y).collect();
    ys.sort_unstable();
    ys.dedup();
    let mut rects = Vec::new();
    for pair in ys.windows(2) {
        let crosses = |edge: &(Point, Point)| {
            let (low, high) = (edge.0.y.min(edge.1.y), edge.0.y.max(edge.1.y));
            edge.0.x == edge.1.x && low <= pair[0] && pair[1] <= high
        };
        let edges = (0..corners.len()).map(|index| (corners[index], corners[(index + 1) % corners.len()]));
        let mut xs: Vec<Length> = edges.filter(crosses).map(|edge| edge.0.x).collect();
        xs.sort_unstable();
        rects.extend(xs.chunks_exact(2).map(|x| Rect::new(x[0], pair[0], x[1] - x[0], pair[1] - pair[0])));
    }
    rects
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::geom::{Outline, Size};
    use crate::model::{Drawing, LineStyle, Ornament};

    fn grid() -> Grid {
        let column = |index: i64| crate::model::Column { x: Length::pt(100 * index), width: Length::pt(90) };
        Grid {
            trim: crate::base::geom::Size { width: Length::pt(400), height: Length::pt(400) },
            bleed: Length::ZERO,
            body: Length::pt(9),
            pitch: Length::pt(10),
            top: Length::ZERO,
            columns: (0..4).map(column).collect(),
            rows: 40,
        }
    }

    fn draw(corners: &[Point]) -> String {
        let point =
            |corner: &Point| format!("{},{}", corner.x.div_floor(Length::pt(1)), corner.y.div_floor(Length::pt(1)));
        corners.iter().map(point).collect::<Vec<_>>().join(" ")
    }

    const L: [GridRect; 2] =
        [GridRect { columns: (1, 3), rows: (1, 10) }, GridRect { columns: (1, 2), rows: (11, 20) }];

    #[test]
    fn the_outline_of_an_l_has_six_corners_and_goes_inwards_whole() {
        let corners = corners(&grid(), &L);
        assert_eq!(corners.len(), 1);
        assert_eq!(draw(&corners[0]), "0,0 290,0 290,100 190,100 190,200 0,200");
        assert_eq!(draw(&inset(&corners[0], Length::pt(1), Length::pt(2))), "1,2 289,2 289,98 189,98 189,198 1,198");
    }

    #[test]
    fn the_ring_and_the_ground_of_an_l() {
        let corners = corners(&grid(), &L).remove(0);
        let area = |rects: Vec<Rect>| -> i64 {
            let side = |length: Length| length.div_floor(Length::pt(1));
            rects.iter().map(|rect| side(rect.width) * side(rect.height)).sum()
        };
        assert_eq!(area(bands(&corners)), 290 * 100 + 190 * 100);
        // Every corner is in the bars of two edges.
        assert_eq!(area(ring(&corners, Length::pt(1))), 2 * (290 + 200) + 2);
    }

    #[test]
    fn rectangles_side_by_side_are_one_box_over_the_gutter() {
        let parts = [GridRect { columns: (1, 1), rows: (1, 10) }, GridRect { columns: (2, 3), rows: (1, 20) }];
        let corners = corners(&grid(), &parts);
        assert_eq!(draw(&corners[0]), "0,0 290,0 290,200 100,200 100,100 0,100");
        let edges = edges(&grid(), &parts, 1);
        assert_eq!(edges.left, [(Length::pt(100), Length::pt(200))]);
        assert!(edges.is_open_above() && edges.is_open_below());
    }

    fn stroke(weight: i64, line: LineStyle) -> Stroke {
        Stroke { weight: Length::pt(weight), line, color: Color::BLACK }
    }

    /// A tile that fills its box, so many times as long as high.
    fn solid(times: i64) -> LineStyle {
        let size = Size { width: Drawing::HEIGHT * times, height: Drawing::HEIGHT };
        let point = |x: Length, y: Length| Point { x, y };
        let mut outline = Outline::at(Point::default());
        let (width, height) = (size.width, size.height);
        [point(width, Length::ZERO), point(width, height), point(Length::ZERO, height)]
            .into_iter()
            .for_each(|corner| outline.line_to(corner));
        let tile = Drawing { size, contours: vec![outline] };
        LineStyle::Ornament(std::sync::Arc::new(Ornament { name: "solid".to_owned(), tile, corner: None }))
    }

    /// Square points that boxes cover, each as often as it is covered.
    fn covered(rects: impl IntoIterator<Item = Rect>) -> Vec<(i64, i64)> {
        let units = |length: Length| length.div_floor(Length::pt(1));
        let mut found = Vec::new();
        for at in rects {
            let across = units(at.x)..units(at.right());
            found.extend(across.flat_map(|x| (units(at.y)..units(at.bottom())).map(move |y| (x, y))));
        }
        found.sort_unstable();
        found
    }

    #[test]
    fn an_ornament_fills_the_ring_round_an_l_once() {
        let corners = corners(&grid(), &L).remove(0);
        // The bars of two sides share their corner.
        let mut expected = covered(ring(&corners, Length::pt(10)));
        expected.dedup();
        for times in [1, 2] {
            let items = rules_along(&corners, &stroke(10, solid(times)), Span::NONE);
            let ItemKind::Shape { contours, .. } = &items[0].kind else { panic!("an ornament is a shape") };
            assert_eq!(covered(contours.iter().map(Outline::bounds)), expected, "{times}");
        }
    }

    #[test]
    fn dots_and_waves_meet_in_the_corners_of_an_l() {
        let corners = corners(&grid(), &L).remove(0);
        for line in [LineStyle::Dotted, LineStyle::Wavy] {
            let own = stroke(2, line.clone());
            let middle = inset(&corners, rules::thickness(&own) / 2, rules::thickness(&own) / 2);
            let items = rules_along(&corners, &own, Span::NONE);
            let dots = items.iter().filter_map(|item| match &item.kind {
                ItemKind::Dots { centres, .. } => Some(centres),
                _ => None,
            });
            let dots: Vec<&Point> = dots.flatten().collect();
            assert!(middle.iter().all(|corner| dots.contains(&corner)), "{line:?}: {dots:?}");
        }
    }
}
