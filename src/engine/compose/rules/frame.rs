//! Boxes: their grounds and the rules round them.

use crate::base::color::Color;
use crate::base::diag::Span;
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{LineStyle, Stroke};
use crate::page::{Item, ItemKind};

use super::bars::bars;
use super::{fill, ornament, round, rule, shape, thickness};

/// The ground of a box.
pub(crate) fn ground(rect: Rect, radius: Length, color: &Color, span: Span) -> Item {
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
            let corners =
                [(line.x, line.y), (line.right(), line.y), (line.x, line.bottom()), (line.right(), line.bottom())];
            let centres = corners.into_iter().map(|(x, y)| Point { x, y }).collect();
            let kind = ItemKind::Dots { centres, diameter: weight * 2, color: stroke.color.clone() };
            items.push(Item { span, kind });
            items
        }
        LineStyle::Ornament(own) => vec![shape(ornament::round(own, rect, weight), false, &stroke.color, span)],
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
