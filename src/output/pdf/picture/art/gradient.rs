//! Gradients as steps: each a little smaller area of the next colour over the one before, so no seams open.

use kurbo::{Affine, BezPath, Point, Vec2};

use super::clip::{Area, Side};
use super::path;
use crate::base::color::Cmyk;

/// A colour at its place, from 0 to 1.
pub(super) struct Stop {
    pub(super) at: f64,
    pub(super) inks: Cmyk,
}

/// Most steps of a gradient: finer ones than a percent of ink cannot be printed apart.
const STEPS: usize = 100;
/// Corners of the circles of a radial gradient.
const CORNERS: usize = 72;

/// The colours of the steps, each with the place at which it begins; the first begins before everything.
pub(super) fn steps(stops: &[Stop]) -> Vec<(f64, Cmyk)> {
    let Some(first) = stops.first() else { return Vec::new() };
    let mut steps = vec![(f64::NEG_INFINITY, first.inks)];
    for pair in stops.windows(2) {
        let (from, to) = (&pair[0], &pair[1]);
        let each = |inks: Cmyk| [inks.c, inks.m, inks.y, inks.k];
        let widest = each(from.inks).iter().zip(each(to.inks)).map(|(one, other)| one.abs_diff(other)).max();
        let count = usize::from(widest.unwrap_or_default() / 10).clamp(1, STEPS);
        for step in 0..count {
            // The colour in the middle of the step.
            let part = (step as f64 + 0.5) / count as f64;
            let ink =
                |one: u16, other: u16| (f64::from(one) + (f64::from(other) - f64::from(one)) * part).round() as u16;
            let (one, other) = (from.inks, to.inks);
            let inks =
                Cmyk { c: ink(one.c, other.c), m: ink(one.m, other.m), y: ink(one.y, other.y), k: ink(one.k, other.k) };
            steps.push((from.at + (to.at - from.at) * step as f64 / count as f64, inks));
        }
        steps.push((to.at, to.inks));
    }
    steps.dedup_by(|next, before| next.1 == before.1);
    steps
}

/// Where a gradient that runs along a line is beyond each of its steps. `to_page` leads from its own space.
pub(super) fn linear(
    fill: &BezPath,
    area: &Area,
    (from, to): (Point, Point),
    to_page: Affine,
    steps: &[(f64, Cmyk)],
) -> Vec<(BezPath, Cmyk)> {
    let along = to - from;
    let across = Vec2::new(-along.y, along.x);
    let beyond = |at: f64| {
        let point = from + along * at;
        let (one, other, further) = (to_page * point, to_page * (point + across), to_page * (point + along));
        let line = other - one;
        let normal = Vec2::new(-line.y, line.x);
        let inward = if (further - one).dot(normal) < 0.0 { -normal } else { normal };
        area.and_side(Side::new(one, inward))
    };
    let part = |(at, inks): &(f64, Cmyk)| {
        let area = if at.is_finite() { beyond(*at) } else { area.clone() };
        Some((area.cut(fill)?, *inks))
    };
    steps.iter().filter_map(part).collect()
}

/// A circle that grows into another.
pub(super) struct Cone {
    pub(super) from: (Point, f64),
    pub(super) to: (Point, f64),
}

/// The circles of a radial gradient, from the outermost in.
pub(super) fn radial(
    fill: &BezPath,
    area: &Area,
    cone: &Cone,
    to_page: Affine,
    steps: &[(f64, Cmyk)],
) -> Vec<(BezPath, Cmyk)> {
    let circle = |at: f64| {
        let centre = cone.from.0.lerp(cone.to.0, at);
        let radius = cone.from.1 + (cone.to.1 - cone.from.1) * at;
        let corner = |index: usize| {
            let angle = index as f64 * std::f64::consts::TAU / CORNERS as f64;
            to_page * (centre + Vec2::new(angle.cos(), angle.sin()) * radius)
        };
        let corners: Vec<Point> = (0..CORNERS).map(corner).collect();
        Area::polygon(&corners)
    };
    let mut parts = Vec::new();
    for (index, (_, inks)) in steps.iter().enumerate().rev() {
        // A step reaches out to where the next one begins.
        let piece = match steps.get(index + 1) {
            None => area.cut(fill),
            Some((end, _)) => circle(*end).and_then(|circle| area.and(&circle).cut(fill)),
        };
        parts.extend(piece.map(|piece| (piece, *inks)));
    }
    parts
}

/// The points of a linear gradient.
pub(super) fn ends(gradient: &usvg::LinearGradient) -> (Point, Point) {
    let point = |x: f32, y: f32| Point::new(f64::from(x), f64::from(y));
    (point(gradient.x1(), gradient.y1()), point(gradient.x2(), gradient.y2()))
}

/// The circles of a radial gradient.
pub(super) fn cone(gradient: &usvg::RadialGradient) -> Cone {
    let point = |x: f32, y: f32| Point::new(f64::from(x), f64::from(y));
    Cone {
        from: (point(gradient.fx(), gradient.fy()), f64::from(gradient.fr().get())),
        to: (point(gradient.cx(), gradient.cy()), f64::from(gradient.r().get())),
    }
}

/// From the space of a gradient to the page.
pub(super) fn space(transform: usvg::Transform, to_page: Affine) -> Affine {
    to_page * path::affine(transform)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::{Rect, Shape as _};

    #[test]
    fn a_gradient_takes_a_step_for_each_percent() {
        let stops = [Stop { at: 0.0, inks: Cmyk::gray(0) }, Stop { at: 1.0, inks: Cmyk::gray(200) }];
        let steps = steps(&stops);
        assert_eq!(steps.len(), 22);
        assert!(steps.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1.k < pair[1].1.k));
        let fill = Rect::new(0.0, 0.0, 1e6, 1e5).to_path(1.0);
        let area = Area::rect(Rect::new(0.0, 0.0, 1e6, 1e6));
        let parts = linear(&fill, &area, (Point::new(0.0, 0.0), Point::new(1.0, 0.0)), Affine::scale(1e6), &steps);
        let widths: Vec<f64> = parts.iter().map(|(part, _)| part.bounding_box().width()).collect();
        assert_eq!(widths[0], 1e6);
        assert!(widths.windows(2).all(|pair| pair[0] >= pair[1]), "{widths:?}");
        let cone = Cone { from: (Point::new(0.5, 0.05), 0.0), to: (Point::new(0.5, 0.05), 0.4) };
        let parts = radial(&fill, &area, &cone, Affine::scale(1e6), &steps);
        assert_eq!(parts.first().map(|(_, inks)| inks.k), Some(200));
        assert!(parts.last().is_some_and(|(part, _)| part.bounding_box().width() < 1e5));
    }
}
