//! Boxes: their grounds and the rules round them.

use crate::base::color::Color;
use crate::base::diag::Span;
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Frame, LineStyle, Stroke};
use crate::page::{Item, ItemKind};

use super::bars::bars;
use super::{fill, ornament, round, rule, shape, thickness};

/// A box whose outer edges are `rect`: its ground, then its rule.
pub(crate) fn boxed(rect: Rect, look: &Frame, span: Span) -> Vec<Item> {
    let mut items = Vec::new();
    items.extend(look.tint.as_ref().map(|tint| ground(rect, look.radius, tint, span)));
    items.extend(look.rule.iter().flat_map(|stroke| frame(rect, look.radius, stroke, span)));
    items
}

/// The ground of a box.
fn ground(rect: Rect, radius: Length, color: &Color, span: Span) -> Item {
    if radius == Length::ZERO {
        return fill(rect, color, span);
    }
    shape(vec![round::rounded(rect, radius)], false, color, span)
}

/// A box of rules whose outer edges are `rect`, its corners rounded by `radius`.
pub(crate) fn frame(rect: Rect, radius: Length, stroke: &Stroke, span: Span) -> Vec<Item> {
    let weight = stroke.weight;
    match &stroke.line {
        LineStyle::Dotted if radius > Length::ZERO => {
            let centres = round::dots(rect.inset(weight / 2), (radius - weight / 2).max(Length::ZERO), weight);
            vec![Item { span, kind: ItemKind::Dots { centres, diameter: weight, color: stroke.color.clone() } }]
        }
        LineStyle::Dashed if radius > Length::ZERO => {
            vec![shape(round::dashes(rect, radius, weight), false, &stroke.color, span)]
        }
        LineStyle::Dotted | LineStyle::Dashed => sides(rect, weight / 2, rect, stroke, span),
        LineStyle::Wavy => {
            // The waves of two sides end in a dot where they meet.
            let line = rect.inset(thickness(stroke) / 2);
            let mut items = sides(rect, thickness(stroke) / 2, line, stroke, span);
            let [top_left, top_right, foot_right, foot_left] = corners(line);
            items.push(joints(vec![top_left, top_right, foot_left, foot_right], stroke, span));
            items
        }
        LineStyle::Ornament(own) => {
            let weight = weight.min(rect.width / 2).min(rect.height / 2);
            let (outer, inner) = (corners(rect), corners(rect.inset(weight)));
            vec![shape(ornament::around(own, &outer, &inner), false, &stroke.color, span)]
        }
        lines => {
            let rings = bars(lines, weight, weight);
            if radius > Length::ZERO {
                let ring = |bar: &super::bars::Bar| {
                    [bar.offset, bar.offset + bar.weight]
                        .map(|inset| round::rounded(rect.inset(inset), (radius - inset).max(Length::ZERO)))
                };
                return vec![shape(rings.iter().flat_map(ring).collect(), true, &stroke.color, span)];
            }
            let rects = rings.iter().flat_map(|bar| ring(rect.inset(bar.offset), bar.weight)).collect();
            vec![Item { span, kind: ItemKind::Fill { rects, color: stroke.color.clone() } }]
        }
    }
}

/// A box of rules between two outlines of level and upright sides, clockwise: what `outer` is, `thickness` further
/// in.
pub(crate) fn frame_between(outer: &[Point], inner: &[Point], stroke: &Stroke, span: Span) -> Vec<Item> {
    if let LineStyle::Ornament(own) = &stroke.line {
        return vec![shape(ornament::around(own, outer, inner), false, &stroke.color, span)];
    }
    let line: Vec<Point> = outer.iter().zip(inner).map(|(out, inside)| middle(*out, *inside)).collect();
    let wavy = stroke.line == LineStyle::Wavy;
    // Dots and dashes fill the corners; waves end in a dot there.
    let more = if wavy { Length::ZERO } else { stroke.weight / 2 };
    let side = |(index, from): (usize, &Point)| {
        let to = line[(index + 1) % line.len()];
        let upright = from.x == to.x;
        let (x, y) = (from.x.min(to.x), from.y.min(to.y));
        let start = if upright { Point { x, y: y - more } } else { Point { x: x - more, y } };
        let length = (to.x - from.x).abs() + (to.y - from.y).abs();
        rule(start, length + more * 2, upright, stroke, span)
    };
    let mut items: Vec<Item> = line.iter().enumerate().map(side).collect();
    if wavy {
        items.push(joints(line, stroke, span));
    }
    items
}

/// The dots in which the waves of two sides end.
fn joints(centres: Vec<Point>, stroke: &Stroke, span: Span) -> Item {
    Item { span, kind: ItemKind::Dots { centres, diameter: stroke.weight * 2, color: stroke.color.clone() } }
}

fn middle(one: Point, other: Point) -> Point {
    Point { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }
}

/// The corners of a box, clockwise from the top left.
fn corners(rect: Rect) -> [Point; 4] {
    let (right, foot) = (rect.right(), rect.bottom());
    [(rect.x, rect.y), (right, rect.y), (right, foot), (rect.x, foot)].map(|(x, y)| Point { x, y })
}

/// Four rectangles that make a ring.
fn ring(outer: Rect, weight: Length) -> [Rect; 4] {
    [
        Rect::new(outer.x, outer.y, outer.width, weight),
        Rect::new(outer.x, outer.bottom() - weight, outer.width, weight),
        Rect::new(outer.x, outer.y + weight, weight, outer.height - weight * 2),
        Rect::new(outer.right() - weight, outer.y + weight, weight, outer.height - weight * 2),
    ]
}

/// Four rules as long as `along`, their middles `inset` from the edges of `rect`.
fn sides(rect: Rect, inset: Length, along: Rect, stroke: &Stroke, span: Span) -> Vec<Item> {
    let line = rect.inset(inset);
    let corner = |x, y| Point { x, y };
    vec![
        rule(corner(along.x, line.y), along.width, false, stroke, span),
        rule(corner(along.x, line.bottom()), along.width, false, stroke, span),
        rule(corner(line.x, along.y), along.height, true, stroke, span),
        rule(corner(line.right(), along.y), along.height, true, stroke, span),
    ]
}
