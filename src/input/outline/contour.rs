//! From filled paths to the closed contours of a glyph: one em box, quadratic curves, whole units.

use kurbo::{Affine, BezPath, CubicBez, PathEl, Point, Rect, Shape as _};

use super::Fault;
use super::tree::Shape;
use crate::font::{MADE_DESCENT, MADE_EM, Outline, OutlinePoint};

/// How far a quadratic curve may lie from the cubic one that was drawn, in units of the em box.
const ACCURACY: f64 = 0.5;
/// Most points of a glyph.
const MOST_POINTS: usize = 8000;
/// Points may stand this far outside the em box, in em: a stroke that swings out of its box.
const OVERHANG: f64 = 0.5;

/// The outline of `shapes`, drawn in `em_box`.
pub(super) fn outline(shapes: &[Shape], em_box: &Rect) -> Result<Outline, Fault> {
    let em = f64::from(MADE_EM);
    let scale = em / em_box.width();
    // The foot of the box is the foot of the em box; y grows upwards.
    let place = Affine::translate((0.0, -f64::from(MADE_DESCENT)))
        * Affine::scale_non_uniform(scale, -scale)
        * Affine::translate((-em_box.x0, -em_box.y1));
    let drawn: usize = shapes.iter().map(|shape| shape.path.elements().len()).sum();
    if drawn > MOST_POINTS {
        return Err(too_many(drawn));
    }
    let mut contours = Vec::new();
    for shape in shapes {
        let mut paths = subpaths(&(place * shape.path.clone()));
        for path in &paths {
            within_the_box(path)?;
        }
        wind(&mut paths, shape.even_odd);
        contours.extend(paths.iter().map(points).filter(|points| points.len() > 2));
    }
    let count: usize = contours.iter().map(Vec::len).sum();
    if count > MOST_POINTS {
        return Err(too_many(count));
    }
    if contours.is_empty() {
        return Err(Fault::new(
            ("没有填充的路径：这个字是空的", "there is no filled path: the glyph would be empty"),
            ("请画出填充的轮廓；描边要先转成轮廓", "draw filled outlines; convert strokes to outlines first"),
        ));
    }
    Ok(Outline { contours })
}

fn too_many(count: usize) -> Fault {
    Fault::new(
        (
            format!("轮廓有 {count} 个点，最多 {MOST_POINTS} 个"),
            format!("the outline has {count} points; at most {MOST_POINTS} are taken"),
        ),
        ("请简化路径", "simplify the paths"),
    )
}

fn within_the_box(path: &BezPath) -> Result<(), Fault> {
    let em = f64::from(MADE_EM);
    let foot = -f64::from(MADE_DESCENT);
    let room = Rect::new(0.0, foot, em, foot + em).inflate(em * OVERHANG, em * OVERHANG);
    let bounds = path.control_box();
    if bounds.is_finite() && room.union(bounds) == room {
        return Ok(());
    }
    Err(Fault::new(
        ("轮廓远远超出 viewBox", "an outline lies far outside the viewBox"),
        ("viewBox 是字框：请把字画在框内", "the viewBox is the box of the character: draw within it"),
    ))
}

/// The contours of a path, each closed.
pub(super) fn subpaths(path: &BezPath) -> Vec<BezPath> {
    let mut found: Vec<BezPath> = Vec::new();
    for part in path.subpaths() {
        let mut one = BezPath::from_vec(part.to_vec());
        if !matches!(one.elements().last(), Some(PathEl::ClosePath)) {
            one.close_path();
        }
        found.push(one);
    }
    found
}

/// Turns contours so that the non-zero rule fills what was drawn, also where shapes overlap: the
/// outer ones of every shape run the same way.
///
/// An even-odd shape keeps its holes by turning every other level of nesting; its contours must not
/// cross one another.
pub(super) fn wind(paths: &mut [BezPath], even_odd: bool) {
    if !even_odd {
        if paths.iter().map(BezPath::area).sum::<f64>() < 0.0 {
            paths.iter_mut().for_each(|path| *path = path.reverse_subpaths());
        }
        return;
    }
    let start = |path: &BezPath| match path.elements().first() {
        Some(PathEl::MoveTo(point)) => *point,
        _ => Point::ORIGIN,
    };
    let levels: Vec<usize> = (0..paths.len())
        .map(|index| {
            let at = start(&paths[index]);
            (0..paths.len()).filter(|&other| other != index && paths[other].winding(at) != 0).count()
        })
        .collect();
    for (path, level) in paths.iter_mut().zip(levels) {
        let hole = level % 2 == 1;
        if (path.area() < 0.0) != hole {
            *path = path.reverse_subpaths();
        }
    }
}

/// A contour as the points of a TrueType glyph.
fn points(path: &BezPath) -> Vec<OutlinePoint> {
    let mut found: Vec<OutlinePoint> = Vec::new();
    let mut at = Point::ORIGIN;
    let mut push = |point: Point, on: bool| {
        let point = OutlinePoint { x: point.x.round() as i16, y: point.y.round() as i16, on };
        if found.last() != Some(&point) {
            found.push(point);
        }
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) | PathEl::LineTo(to) => push(to, true),
            PathEl::QuadTo(control, to) => {
                push(control, false);
                push(to, true);
            }
            PathEl::CurveTo(one, two, to) => {
                for (_, _, quad) in CubicBez::new(at, one, two, to).to_quads(ACCURACY) {
                    push(quad.p1, false);
                    push(quad.p2, true);
                }
            }
            PathEl::ClosePath => {}
        }
        at = element.end_point().unwrap_or(at);
    }
    // A contour closes by itself.
    if found.len() > 1 && found.first() == found.last() {
        found.pop();
    }
    found
}
