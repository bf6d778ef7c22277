//! Rules and frames as filled shapes: their edges are exact, and no line width is left to a RIP.

mod bars;
mod frame;
mod ornament;
mod round;

pub(crate) use frame::{boxed, frame, frame_between};

use crate::base::color::Color;
use crate::base::diag::Span;
use crate::base::geom::{Outline, Point, Rect};
use crate::base::units::Length;
use crate::model::{LineStyle, Stroke};
use crate::page::{Item, ItemKind};

use super::lines::{Wave, wave};
use bars::bars;

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
    let color = stroke.color.clone();
    let kind = match &stroke.line {
        LineStyle::Dotted => return dotted(from, length, vertical, stroke, span),
        LineStyle::Dashed => {
            let dash = |(start, dash): (Length, Length)| match vertical {
                true => Rect::new(from.x - weight / 2, from.y + start, weight, dash),
                false => Rect::new(from.x + start, from.y - weight / 2, dash, weight),
            };
            ItemKind::Fill { rects: dashes(length, weight).map(dash).collect(), color }
        }
        LineStyle::Wavy => {
            let outline = wave((Length::ZERO, length), Length::ZERO, wave_of(weight));
            let place = |point: Point| match vertical {
                true => Point { x: from.x + point.y, y: from.y + point.x },
                false => Point { x: from.x + point.x, y: from.y + point.y },
            };
            ItemKind::Shape { contours: vec![outline.map(place)], even_odd: false, color }
        }
        LineStyle::Ornament(ornament) => {
            let at = bar(-weight / 2, weight);
            ItemKind::Shape { contours: ornament::along(&ornament.tile, at, vertical), even_odd: false, color }
        }
        lines => {
            let bars = bars(lines, weight, weight / 2);
            let middle = middle_of(&bars);
            ItemKind::Fill { rects: bars.iter().map(|one| bar(one.offset - middle, one.weight)).collect(), color }
        }
    };
    Item { span, kind }
}

/// How thick a rule is, all its parts together.
pub(crate) fn thickness(stroke: &Stroke) -> Length {
    let weight = stroke.weight;
    match &stroke.line {
        LineStyle::Dotted | LineStyle::Dashed | LineStyle::Ornament(_) => weight,
        LineStyle::Wavy => weight + wave_of(weight).swing * 2,
        lines => thickness_of(&bars(lines, weight, weight / 2)),
    }
}

/// What stands on the line of a rule: of two bars the middle of the gap between them, else its middle.
fn middle_of(bars: &[bars::Bar]) -> Length {
    match bars {
        [first, second] => (first.weight + second.offset) / 2,
        _ => thickness_of(bars) / 2,
    }
}

/// The bars of a frame's rule, where it is made of bars: how far inside its outer edge, and how thick.
pub(crate) fn bars_of(stroke: &Stroke) -> Vec<(Length, Length)> {
    bars(&stroke.line, stroke.weight, stroke.weight).into_iter().map(|bar| (bar.offset, bar.weight)).collect()
}

fn thickness_of(bars: &[bars::Bar]) -> Length {
    bars.last().map_or(Length::ZERO, |last| last.offset + last.weight)
}

/// A wave in the proportions of type-founders' rules: half a period is four weights long.
fn wave_of(weight: Length) -> Wave {
    Wave { weight, half: weight * 4, swing: weight * 3 / 2 }
}

/// Dashes of five weights with gaps of three, spread so that a dash ends the rule: start and length.
fn dashes(length: Length, weight: Length) -> impl Iterator<Item = (Length, Length)> {
    let (dash, period) = (weight * 5, weight * 8);
    let gaps = (length - dash).div_floor(period).clamp(0, 20_000);
    let dash = if gaps == 0 { length } else { dash };
    (0..=gaps).map(move |index| ((length - dash).scale(index, gaps), dash))
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

/// Contours as one item.
fn shape(contours: Vec<Outline>, even_odd: bool, color: &Color, span: Span) -> Item {
    Item { span, kind: ItemKind::Shape { contours, even_odd, color: color.clone() } }
}

#[cfg(test)]
mod tests;
