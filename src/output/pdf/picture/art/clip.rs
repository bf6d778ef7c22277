//! Clipping to convex areas, which keeps what is inside a path inside, by either fill rule.
//!
//! Source: Sutherland and Hodgman, "Reentrant polygon clipping" (1974): the edges it leaves along the border of the
//! area cancel out in any count of windings.

use kurbo::{BezPath, Point, Rect, Shape as _, Vec2};

use super::path;

/// One side of a line: the points `p` for which `(p − point) · inward` is not negative.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    point: Point,
    inward: Vec2,
}

impl Side {
    /// The side of the line through `point` towards which `inward` points.
    pub(super) fn new(point: Point, inward: Vec2) -> Side {
        Side { point, inward }
    }

    fn depth(&self, at: Point) -> f64 {
        (at - self.point).dot(self.inward)
    }
}

/// A convex area: the points on all its sides.
#[derive(Clone, Debug, Default)]
pub(super) struct Area {
    sides: Vec<Side>,
}

impl Area {
    pub(super) fn rect(rect: Rect) -> Area {
        let low = Point::new(rect.x0, rect.y0);
        let high = Point::new(rect.x1, rect.y1);
        let (right, down) = (Vec2::new(1.0, 0.0), Vec2::new(0.0, 1.0));
        let sides = vec![Side::new(low, right), Side::new(low, down), Side::new(high, -right), Side::new(high, -down)];
        Area { sides }
    }

    /// Nothing where the path is not one convex contour.
    pub(super) fn of(path: &BezPath) -> Option<Area> {
        let polygons: Vec<Vec<Point>> =
            path::flat(path).into_iter().map(tidy).filter(|polygon| polygon.len() > 2).collect();
        let [polygon] = &polygons[..] else { return None };
        Area::polygon(polygon)
    }

    pub(super) fn polygon(polygon: &[Point]) -> Option<Area> {
        let next = |at: usize| polygon[(at + 1) % polygon.len()];
        let edges: Vec<Vec2> = (0..polygon.len()).map(|at| next(at) - polygon[at]).collect();
        let turns: Vec<f64> = (0..edges.len()).map(|at| edges[at].cross(edges[(at + 1) % edges.len()])).collect();
        let slack = edges.iter().map(|edge| edge.hypot2()).fold(0.0, f64::max) * 1e-9;
        let is_left = turns.iter().all(|turn| *turn >= -slack);
        let is_right = turns.iter().all(|turn| *turn <= slack);
        if is_left == is_right {
            return None;
        }
        // One turn round the middle and no more: a star turns twice.
        let round: f64 = edges
            .iter()
            .zip(&turns)
            .enumerate()
            .map(|(at, (edge, turn))| turn.atan2(edge.dot(edges[(at + 1) % edges.len()])))
            .sum();
        if round.abs() > 7.0 {
            return None;
        }
        let inward = |edge: Vec2| if is_left { Vec2::new(-edge.y, edge.x) } else { Vec2::new(edge.y, -edge.x) };
        Some(Area { sides: polygon.iter().zip(&edges).map(|(point, edge)| Side::new(*point, inward(*edge))).collect() })
    }

    pub(super) fn and(&self, other: &Area) -> Area {
        Area { sides: self.sides.iter().chain(&other.sides).copied().collect() }
    }

    pub(super) fn and_side(&self, side: Side) -> Area {
        Area { sides: self.sides.iter().copied().chain([side]).collect() }
    }

    /// The sides that cut through `rect`; nothing where it lies outside one.
    fn cutting(&self, rect: Rect) -> Option<Vec<Side>> {
        let corners = [(rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x0, rect.y1), (rect.x1, rect.y1)].map(Point::from);
        let mut cutting = Vec::new();
        for side in &self.sides {
            let inside = corners.iter().filter(|corner| side.depth(**corner) >= 0.0).count();
            match inside {
                0 => return None,
                4 => {}
                _ => cutting.push(*side),
            }
        }
        Some(cutting)
    }

    /// What of `path` lies in the area: the path itself where all of it does, else polygons.
    pub(super) fn cut(&self, path: &BezPath) -> Option<BezPath> {
        let sides = self.cutting(path.bounding_box())?;
        if sides.is_empty() {
            return Some(path.clone());
        }
        let cut = |polygon: Vec<Point>| sides.iter().fold(polygon, |polygon, side| halve(&polygon, *side));
        let polygons: Vec<Vec<Point>> =
            path::flat(path).into_iter().map(cut).filter(|polygon| polygon.len() > 2).collect();
        (!polygons.is_empty()).then(|| path::polygons(&polygons))
    }

    /// What of a rectangle lies in the area, where that is a rectangle again.
    pub(super) fn cut_rect(&self, rect: Rect) -> Option<Rect> {
        let corners = vec![
            Point::new(rect.x0, rect.y0),
            Point::new(rect.x1, rect.y0),
            Point::new(rect.x1, rect.y1),
            Point::new(rect.x0, rect.y1),
        ];
        let polygon = tidy(self.sides.iter().fold(corners, |polygon, side| halve(&polygon, *side)));
        let bounds = polygon
            .iter()
            .fold(Rect::from_points(*polygon.first()?, *polygon.first()?), |bounds, point| bounds.union_pt(*point));
        let is_corner = |point: &Point| {
            let near = |one: f64, other: f64| (one - other).abs() < path::TOLERANCE;
            (near(point.x, bounds.x0) || near(point.x, bounds.x1))
                && (near(point.y, bounds.y0) || near(point.y, bounds.y1))
        };
        polygon.iter().all(is_corner).then_some(bounds)
    }
}

/// Without points that repeat.
fn tidy(mut polygon: Vec<Point>) -> Vec<Point> {
    polygon.dedup_by(|one, other| one.distance_squared(*other) < 1.0);
    while polygon.len() > 1
        && polygon.first().zip(polygon.last()).is_some_and(|(one, other)| one.distance_squared(*other) < 1.0)
    {
        polygon.pop();
    }
    polygon
}

fn halve(polygon: &[Point], side: Side) -> Vec<Point> {
    let mut kept = Vec::with_capacity(polygon.len() + 4);
    for (index, point) in polygon.iter().enumerate() {
        let before = polygon[(index + polygon.len() - 1) % polygon.len()];
        let (from, to) = (side.depth(before), side.depth(*point));
        if (from < 0.0) != (to < 0.0) {
            kept.push(before.lerp(*point, from / (from - to)));
        }
        if to >= 0.0 {
            kept.push(*point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(path: &BezPath) -> f64 {
        path.area().abs()
    }

    #[test]
    fn what_is_clipped_keeps_its_area() {
        let window = Area::rect(Rect::new(0.0, 0.0, 1e6, 1e6));
        let inside = Rect::new(1e5, 1e5, 2e5, 2e5).to_path(1.0);
        assert_eq!(window.cut(&inside).map(|cut| cut.elements().len()), Some(inside.elements().len()));
        let across = Rect::new(-5e5, 2e5, 5e5, 4e5).to_path(1.0);
        assert!((area(&window.cut(&across).expect("a half")) - 1e11).abs() < 1.0);
        assert!(window.cut(&Rect::new(-9.0, -9.0, -1.0, -1.0).to_path(1.0)).is_none());
    }

    #[test]
    fn only_convex_contours_are_areas() {
        assert!(Area::of(&kurbo::Circle::new((0.0, 0.0), 1e5).to_path(1.0)).is_some());
        assert!(Area::of(&BezPath::from_svg("M0 0 L90000 0 L90000 90000 L0 90000 Z").expect("a path")).is_some());
        assert!(Area::of(&BezPath::from_svg("M0 0 L90000 0 L20000 20000 L0 90000 Z").expect("a path")).is_none());
        let star = "M0 0 L90000 30000 L0 60000 L60000 -20000 L60000 80000 Z";
        assert!(Area::of(&BezPath::from_svg(star).expect("a path")).is_none());
    }
}
