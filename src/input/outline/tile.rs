//! From filled paths to the contours of a tile.

use kurbo::{Affine, BezPath, PathEl, Rect};

use super::Fault;
use super::contour::{subpaths, wind};
use super::tree::Shape;
use crate::base::geom::{Outline, Point};
use crate::base::units::Length;

/// Most curves of a tile: it stands hundreds of times on a page.
const MOST_CURVES: usize = 600;
/// A contour may reach this far out of its tile, as a share of its sides.
const OVERHANG: f64 = 0.25;

/// The width of a tile brought to `height`, and its contours.
pub(super) fn contours(shapes: &[Shape], tile: &Rect, height: Length) -> Result<(Length, Vec<Outline>), Fault> {
    let scale = height.get() as f64 / tile.height();
    let place = Affine::scale(scale) * Affine::translate((-tile.x0, -tile.y0));
    let width = Length::emu((tile.width() * scale).round() as i64);
    let drawn: usize = shapes.iter().map(|shape| shape.path.elements().len()).sum();
    if drawn > MOST_CURVES {
        return Err(Fault::new(
            (
                format!("花边有 {drawn} 段曲线，最多 {MOST_CURVES} 段"),
                format!("the tile has {drawn} curves; at most {MOST_CURVES} are taken"),
            ),
            ("请简化路径", "simplify the paths"),
        ));
    }
    let room = tile.inflate(tile.width() * OVERHANG, tile.height() * OVERHANG);
    let mut contours = Vec::new();
    for shape in shapes {
        let mut paths = subpaths(&shape.path);
        for path in &paths {
            let bounds = path.control_box();
            if !bounds.is_finite() || room.union(bounds) != room {
                return Err(Fault::new(
                    ("轮廓远远超出 viewBox", "an outline lies far outside the viewBox"),
                    ("viewBox 是花边的一节：请画在框内", "the viewBox is one tile of the ornament: draw within it"),
                ));
            }
        }
        wind(&mut paths, shape.even_odd);
        contours.extend(paths.iter().map(|path| outline(&(place * path.clone()))).filter(|one| one.curves.len() > 1));
    }
    if contours.is_empty() {
        return Err(Fault::new(
            ("没有填充的路径：花边是空的", "there is no filled path: the ornament would be empty"),
            ("请画出填充的轮廓；描边要先转成轮廓", "draw filled outlines; convert strokes to outlines first"),
        ));
    }
    Ok((width, contours))
}

fn outline(path: &BezPath) -> Outline {
    let point =
        |point: kurbo::Point| Point { x: Length::emu(point.x.round() as i64), y: Length::emu(point.y.round() as i64) };
    let mut found = Outline::at(Point::default());
    let mut at = kurbo::Point::ORIGIN;
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => found.start = point(to),
            PathEl::LineTo(to) => found.line_to(point(to)),
            // The same curve as a cubic: its handles stand two thirds of the way to the control point.
            PathEl::QuadTo(control, to) => {
                found.curve_to(point(at.lerp(control, 2.0 / 3.0)), point(to.lerp(control, 2.0 / 3.0)), point(to));
            }
            PathEl::CurveTo(first, second, to) => found.curve_to(point(first), point(second), point(to)),
            PathEl::ClosePath => {}
        }
        at = element.end_point().unwrap_or(at);
    }
    found
}
