//! 花边: a tile repeated a whole number of times along a rule, and round a box.

use crate::base::geom::{Outline, Point, Rect};
use crate::base::units::Length;
use crate::model::{Drawing, Ornament};

/// Most tiles of a side.
const MOST_TILES: i64 = 2000;

/// Which way the outer side of a drawing looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Looks {
    Up,
    Right,
    Down,
    Left,
}

/// The tile along a bar, its outer side above; on a vertical bar to the left.
pub(super) fn along(tile: &Drawing, bar: Rect, vertical: bool) -> Vec<Outline> {
    let mut contours = Vec::new();
    side(tile, bar, if vertical { Looks::Left } else { Looks::Up }, &mut contours);
    contours
}

/// An ornament round a box whose outer edges are `rect`, `weight` thick.
pub(super) fn round(ornament: &Ornament, rect: Rect, weight: Length) -> Vec<Outline> {
    let weight = weight.min(rect.width / 2).min(rect.height / 2);
    let tile = &ornament.tile;
    let square = tile.size.width == tile.size.height;
    let corner = ornament.corner.as_ref().or(Some(tile).filter(|_| square));
    let (right, foot) = (rect.right() - weight, rect.bottom() - weight);
    let mut contours = Vec::new();
    // Without a corner the upper and the lower side run through.
    let inset = if corner.is_some() { weight } else { Length::ZERO };
    let (across, down) = (rect.width - inset * 2, rect.height - weight * 2);
    side(tile, Rect::new(rect.x + inset, rect.y, across, weight), Looks::Up, &mut contours);
    side(tile, Rect::new(right, rect.y + weight, weight, down), Looks::Right, &mut contours);
    side(tile, Rect::new(rect.x + inset, foot, across, weight), Looks::Down, &mut contours);
    side(tile, Rect::new(rect.x, rect.y + weight, weight, down), Looks::Left, &mut contours);
    if let Some(corner) = corner {
        for (x, y, looks) in [
            (rect.x, rect.y, Looks::Up),
            (right, rect.y, Looks::Right),
            (right, foot, Looks::Down),
            (rect.x, foot, Looks::Left),
        ] {
            place(corner, Rect::new(x, y, weight, weight), looks, &mut contours);
        }
    }
    contours
}

/// The tile along one side: a whole number of times, each a little longer or shorter than drawn.
fn side(tile: &Drawing, bar: Rect, looks: Looks, contours: &mut Vec<Outline>) {
    let upright = matches!(looks, Looks::Left | Looks::Right);
    let (length, weight) = if upright { (bar.height, bar.width) } else { (bar.width, bar.height) };
    if length <= Length::ZERO {
        return;
    }
    let own = tile.width_at(weight);
    let count = (length + own / 2).div_floor(own).clamp(1, MOST_TILES);
    for index in 0..count {
        let (from, to) = (length.scale(index, count), length.scale(index + 1, count));
        let at = if upright {
            Rect::new(bar.x, bar.y + from, weight, to - from)
        } else {
            Rect::new(bar.x + from, bar.y, to - from, weight)
        };
        place(tile, at, looks, contours);
    }
}

/// A drawing in a box, turned so that its outer side looks where it should.
fn place(drawing: &Drawing, at: Rect, looks: Looks, contours: &mut Vec<Outline>) {
    let (width, height) = (drawing.size.width.get(), drawing.size.height.get());
    let point = |point: Point| {
        let along = |room: Length| room.scale(point.x.get(), width);
        let down = |room: Length| room.scale(point.y.get(), height);
        let (x, y) = match looks {
            Looks::Up => (at.x + along(at.width), at.y + down(at.height)),
            Looks::Right => (at.right() - down(at.width), at.y + along(at.height)),
            Looks::Down => (at.right() - along(at.width), at.bottom() - down(at.height)),
            Looks::Left => (at.x + down(at.width), at.bottom() - along(at.height)),
        };
        Point { x, y }
    };
    contours.extend(drawing.contours.iter().map(|outline| outline.map(point)));
}
