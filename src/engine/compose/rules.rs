//! Rules and frames as filled rectangles: their edges are exact, and no line width is left to a RIP.

use crate::base::color::Color;
use crate::base::diag::Span;
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{LineStyle, Stroke};
use crate::page::{Item, ItemKind};

/// A filled rectangle.
pub(crate) fn fill(rect: Rect, color: &Color, span: Span) -> Item {
    Item { span, kind: ItemKind::Fill { rects: vec![rect], color: color.clone() } }
}

/// A rule from `from`, `length` to the right, or down when `vertical`; centred on the line.
pub(crate) fn rule(from: Point, length: Length, vertical: bool, stroke: &Stroke, span: Span) -> Item {
    let weight = stroke.weight;
    let bar = |offset: Length, thickness: Length| {
        if vertical {
            Rect::new(from.x + offset, from.y, thickness, length)
        } else {
            Rect::new(from.x, from.y + offset, length, thickness)
        }
    };
    let kind = match stroke.line {
        LineStyle::Single => ItemKind::Fill { rects: vec![bar(-weight / 2, weight)], color: stroke.color.clone() },
        LineStyle::Double => {
            let rects = vec![bar(-weight * 2, weight), bar(weight, weight)];
            ItemKind::Fill { rects, color: stroke.color.clone() }
        }
        LineStyle::ThickThin => {
            let thin = (weight / 4).max(Length::pt_hundredths(25)).min(weight);
            let gap = weight / 2;
            let rects = vec![bar(-weight - gap / 2, weight), bar(gap - gap / 2, thin)];
            ItemKind::Fill { rects, color: stroke.color.clone() }
        }
        LineStyle::Dotted => return dotted(from, length, vertical, stroke, span),
    };
    Item { span, kind }
}

/// Round dots of the weight, one and a half weights apart, spread so that a dot ends the rule.
fn dotted(from: Point, length: Length, vertical: bool, stroke: &Stroke, span: Span) -> Item {
    let gaps = (length - stroke.weight).div_floor(stroke.weight * 5 / 2).clamp(1, 20_000);
    let step = |index: i64| stroke.weight / 2 + (length - stroke.weight).scale(index, gaps);
    let centres = (0..=gaps)
        .map(|index| {
            if vertical {
                Point { x: from.x, y: from.y + step(index) }
            } else {
                Point { x: from.x + step(index), y: from.y }
            }
        })
        .collect();
    Item { span, kind: ItemKind::Dots { centres, diameter: stroke.weight, color: stroke.color.clone() } }
}

/// A box of rules whose outer edges are `rect`.
pub(crate) fn frame(rect: Rect, stroke: &Stroke, span: Span) -> Vec<Item> {
    let weight = stroke.weight;
    let ring = |outer: Rect, weight: Length| {
        vec![
            Rect::new(outer.x, outer.y, outer.width, weight),
            Rect::new(outer.x, outer.bottom() - weight, outer.width, weight),
            Rect::new(outer.x, outer.y + weight, weight, outer.height - weight * 2),
            Rect::new(outer.right() - weight, outer.y + weight, weight, outer.height - weight * 2),
        ]
    };
    let filled = |rects| vec![Item { span, kind: ItemKind::Fill { rects, color: stroke.color.clone() } }];
    match stroke.line {
        LineStyle::Single => filled(ring(rect, weight)),
        LineStyle::Double => {
            let mut rects = ring(rect, weight);
            rects.extend(ring(rect.inset(weight * 3), weight));
            filled(rects)
        }
        LineStyle::ThickThin => {
            let mut rects = ring(rect, weight);
            rects.extend(ring(rect.inset(weight * 2), (weight / 4).max(Length::pt_hundredths(25))));
            filled(rects)
        }
        LineStyle::Dotted => {
            let line = rect.inset(weight / 2);
            let corner = |x, y| Point { x, y };
            vec![
                rule(corner(rect.x, line.y), rect.width, false, stroke, span),
                rule(corner(rect.x, line.bottom()), rect.width, false, stroke, span),
                rule(corner(line.x, rect.y), rect.height, true, stroke, span),
                rule(corner(line.right(), rect.y), rect.height, true, stroke, span),
            ]
        }
    }
}
