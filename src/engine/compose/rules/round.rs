//! Rounded corners.

use crate::base::geom::{Outline, Point, Rect};
use crate::base::units::Length;

/// Handles of a quarter circle, in millionths of the radius: 4/3 × (√2 − 1).
const HANDLE: i64 = 552_285;
const MILLION: i64 = 1_000_000;
/// A quarter circle in millionths of the radius: π/2.
const QUARTER: i64 = 1_570_796;

/// The corners of a box with what is left of the straight sides: for each its arc, clockwise from the top left.
fn arcs(rect: Rect, radius: Length) -> [[Point; 4]; 4] {
    let (left, top, right, foot) = (rect.x, rect.y, rect.right(), rect.bottom());
    let radius = radius.min(rect.width / 2).min(rect.height / 2);
    let rest = radius - radius.scale(HANDLE, MILLION);
    let p = |x, y| Point { x, y };
    [
        [p(left, top + radius), p(left, top + rest), p(left + rest, top), p(left + radius, top)],
        [p(right - radius, top), p(right - rest, top), p(right, top + rest), p(right, top + radius)],
        [p(right, foot - radius), p(right, foot - rest), p(right - rest, foot), p(right - radius, foot)],
        [p(left + radius, foot), p(left + rest, foot), p(left, foot - rest), p(left, foot - radius)],
    ]
}

/// A box with rounded corners; the radius is at most half its smaller side.
pub(super) fn rounded(rect: Rect, radius: Length) -> Outline {
    let arcs = arcs(rect, radius);
    let mut outline = Outline::at(arcs[0][0]);
    for [start, first, second, end] in arcs {
        if outline.end() != start {
            outline.line_to(start);
        }
        if start != end {
            outline.curve_to(first, second, end);
        }
    }
    outline
}

/// Dots of `weight` round the box: one at each end of a straight side, the others spread between.
pub(super) fn dots(rect: Rect, radius: Length, weight: Length) -> Vec<Point> {
    let arcs = arcs(rect, radius);
    let count = |length: Length| (length + weight * 5 / 4).div_floor(weight * 5 / 2).clamp(1, 20_000);
    let mut centres = Vec::new();
    for (index, arc) in arcs.iter().enumerate() {
        let steps = count((arc[3].x - arc[0].x).abs().scale(QUARTER, MILLION));
        centres.extend((0..steps).map(|step| on_curve(arc, step, steps)));
        let (from, to) = (arc[3], arcs[(index + 1) % 4][0]);
        let steps = count((to.x - from.x).abs() + (to.y - from.y).abs());
        let between = |a: Length, b: Length, step| a + (b - a).scale(step, steps);
        let straight = (0..steps).map(|step| Point { x: between(from.x, to.x, step), y: between(from.y, to.y, step) });
        centres.extend(straight.filter(|_| from != to));
    }
    centres
}

/// Dashes round the box: each corner is one, the others are spread on the straight sides.
pub(super) fn dashes(rect: Rect, radius: Length, weight: Length) -> Vec<Outline> {
    let outer = arcs(rect, radius);
    let inner = arcs(rect.inset(weight), (radius - weight).max(Length::ZERO));
    let mut found = Vec::new();
    for (out, inside) in outer.iter().zip(&inner) {
        let mut corner = Outline::at(out[0]);
        corner.curve_to(out[1], out[2], out[3]);
        corner.line_to(inside[3]);
        corner.curve_to(inside[2], inside[1], inside[0]);
        found.push(corner);
    }
    let radius = (outer[0][3].x - rect.x).max(Length::ZERO);
    let gap = weight * 3;
    let mut side = |start: Length, length: Length, bar: &dyn Fn(Length, Length) -> Rect| {
        let free = length - gap * 2;
        if free >= weight * 2 {
            found.extend(super::dashes(free, weight).map(|(at, dash)| polygon(bar(start + gap + at, dash))));
        }
    };
    let (across, down) = (rect.width - radius * 2, rect.height - radius * 2);
    side(rect.x + radius, across, &|at, dash| Rect::new(at, rect.y, dash, weight));
    side(rect.x + radius, across, &|at, dash| Rect::new(at, rect.bottom() - weight, dash, weight));
    side(rect.y + radius, down, &|at, dash| Rect::new(rect.x, at, weight, dash));
    side(rect.y + radius, down, &|at, dash| Rect::new(rect.right() - weight, at, weight, dash));
    found
}

fn polygon(rect: Rect) -> Outline {
    let mut outline = Outline::at(Point { x: rect.x, y: rect.y });
    outline.line_to(Point { x: rect.right(), y: rect.y });
    outline.line_to(Point { x: rect.right(), y: rect.bottom() });
    outline.line_to(Point { x: rect.x, y: rect.bottom() });
    outline
}

/// The point of a Bézier curve at `step` of `steps`.
fn on_curve(curve: &[Point; 4], step: i64, steps: i64) -> Point {
    let (t, u) = (step, steps - step);
    let weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    let whole = steps * steps * steps;
    let sum =
        |part: fn(&Point) -> Length| curve.iter().zip(weights).map(|(point, w)| part(point).scale(w, whole)).sum();
    Point { x: sum(|point| point.x), y: sum(|point| point.y) }
}
