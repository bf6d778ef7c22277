//! Paths of a drawing as contours of the page.

use kurbo::{Affine, BezPath, PathEl, Point, Shape as _};
use usvg::tiny_skia_path::PathSegment;

use crate::base::geom::{Outline, Point as Place};
use crate::base::units::Length;

/// How far a straight line may stand from its curve, in EMU: a hundredth of a millimetre.
pub(super) const TOLERANCE: f64 = 360.0;

pub(super) fn affine(transform: usvg::Transform) -> Affine {
    let usvg::Transform { sx, kx, ky, sy, tx, ty } = transform;
    Affine::new([sx, ky, kx, sy, tx, ty].map(f64::from))
}

pub(super) fn bez(path: &usvg::tiny_skia_path::Path) -> BezPath {
    let point = |point: usvg::tiny_skia_path::Point| Point::new(f64::from(point.x), f64::from(point.y));
    path.segments()
        .map(|segment| match segment {
            PathSegment::MoveTo(to) => PathEl::MoveTo(point(to)),
            PathSegment::LineTo(to) => PathEl::LineTo(point(to)),
            PathSegment::QuadTo(one, to) => PathEl::QuadTo(point(one), point(to)),
            PathSegment::CubicTo(one, two, to) => PathEl::CurveTo(point(one), point(two), point(to)),
            PathSegment::Close => PathEl::ClosePath,
        })
        .collect()
}

/// The area that a stroke covers, in the units of the path.
pub(super) fn covered(path: &BezPath, stroke: &usvg::Stroke, scale: f64) -> (BezPath, bool) {
    let cap = match stroke.linecap() {
        usvg::LineCap::Butt => kurbo::Cap::Butt,
        usvg::LineCap::Round => kurbo::Cap::Round,
        usvg::LineCap::Square => kurbo::Cap::Square,
    };
    let join = match stroke.linejoin() {
        usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => kurbo::Join::Miter,
        usvg::LineJoin::Round => kurbo::Join::Round,
        usvg::LineJoin::Bevel => kurbo::Join::Bevel,
    };
    let mut style = kurbo::Stroke::new(f64::from(stroke.width().get()))
        .with_caps(cap)
        .with_join(join)
        .with_miter_limit(f64::from(stroke.miterlimit().get()));
    let mut is_solid = false;
    if let Some(dashes) = stroke.dasharray() {
        let dashes: Vec<f64> = dashes.iter().map(|dash| f64::from(*dash)).collect();
        let turn: f64 = dashes.iter().sum();
        // No more dashes than can be seen, and none that never end.
        is_solid = turn <= 0.0 || path.perimeter(1.0 / scale) / turn * dashes.len() as f64 > DASHES;
        if !is_solid {
            style = style.with_dashes(f64::from(stroke.dashoffset()), dashes);
        }
    }
    (kurbo::stroke(path.iter(), &style, &kurbo::StrokeOpts::default(), TOLERANCE / scale / 4.0), is_solid)
}

/// Most dashes of one stroke.
const DASHES: f64 = 50_000.0;

/// Contours of EMU; those that enclose nothing are left out.
pub(super) fn outlines(path: &BezPath) -> Vec<Outline> {
    let place = |point: Point| Place { x: Length::emu(point.x.round() as i64), y: Length::emu(point.y.round() as i64) };
    let mut all: Vec<Outline> = Vec::new();
    let mut at = Point::ZERO;
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => all.push(Outline::at(place(to))),
            PathEl::ClosePath => {}
            _ if all.is_empty() => {}
            PathEl::LineTo(to) => all.last_mut().into_iter().for_each(|outline| outline.line_to(place(to))),
            PathEl::QuadTo(one, to) => {
                let (first, second) = (at.lerp(one, 2.0 / 3.0), to.lerp(one, 2.0 / 3.0));
                all.last_mut().into_iter().for_each(|outline| outline.curve_to(place(first), place(second), place(to)));
            }
            PathEl::CurveTo(one, two, to) => {
                all.last_mut().into_iter().for_each(|outline| outline.curve_to(place(one), place(two), place(to)));
            }
        }
        at = element.end_point().unwrap_or(at);
    }
    all.retain(|outline| {
        let bounds = outline.bounds();
        bounds.width > Length::ZERO && bounds.height > Length::ZERO
    });
    all
}

/// A path of straight lines through polygons.
pub(super) fn polygons(polygons: &[Vec<Point>]) -> BezPath {
    let mut path = BezPath::new();
    for polygon in polygons.iter().filter(|polygon| polygon.len() > 2) {
        for (index, point) in polygon.iter().enumerate() {
            if index == 0 { path.move_to(*point) } else { path.line_to(*point) }
        }
        path.close_path();
    }
    path
}

/// The polygons that a path comes near to.
pub(super) fn flat(path: &BezPath) -> Vec<Vec<Point>> {
    let mut all: Vec<Vec<Point>> = Vec::new();
    kurbo::flatten(path.iter(), TOLERANCE, |element| match element {
        PathEl::MoveTo(to) => all.push(vec![to]),
        PathEl::LineTo(to) => all.last_mut().into_iter().for_each(|polygon| polygon.push(to)),
        _ => {}
    });
    all
}
