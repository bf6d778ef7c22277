//! 花边: a tile repeated a whole number of times along a rule, and round a box.

use std::cmp::Ordering;

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

/// An ornament between two outlines of level and upright sides, clockwise from a corner at the top left.
pub(super) fn around(ornament: &Ornament, outer: &[Point], inner: &[Point]) -> Vec<Outline> {
    let tile = &ornament.tile;
    let square = tile.size.width == tile.size.height;
    let corner = ornament.corner.as_ref().or(Some(tile).filter(|_| square));
    let count = outer.len();
    let looks = |index: usize| Looks::of_side(outer[index % count], outer[(index + 1) % count]);
    let turns_in = |index: usize| looks(index) != looks(index + count - 1).next();
    let mut contours = Vec::new();
    for index in 0..count {
        let (looks, after) = (looks(index), (index + 1) % count);
        let level = matches!(looks, Looks::Up | Looks::Down);
        // A side ends where its corner begins. Without a corner what is level runs through.
        let end = |corner_at: usize| {
            let runs_through = level && corner.is_none();
            if turns_in(corner_at) == runs_through { inner[corner_at] } else { outer[corner_at] }
        };
        let (from, to) = (end(index), end(after));
        let (out, inside) = (outer[index], inner[index]);
        let (start, end, across) = match level {
            true => (Point { y: out.y, ..from }, Point { y: out.y, ..to }, Point { y: inside.y, ..to }),
            false => (Point { x: out.x, ..from }, Point { x: out.x, ..to }, Point { x: inside.x, ..to }),
        };
        // Of a side shorter than its corners nothing is left.
        if Looks::of_side(start, end) == looks {
            side(tile, spanned(start, across), looks, &mut contours);
        }
    }
    for index in (0..count).filter(|_| corner.is_some()) {
        let own = if turns_in(index) { looks(index).before() } else { looks(index) };
        let at = spanned(outer[index], inner[index]);
        corner.into_iter().for_each(|corner| place(corner, at, own, &mut contours));
    }
    contours
}

/// The box between two opposite corners.
fn spanned(one: Point, other: Point) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    Rect::new(x, y, (one.x - other.x).abs(), (one.y - other.y).abs())
}

impl Looks {
    /// Of a side of an outline that runs clockwise.
    fn of_side(from: Point, to: Point) -> Looks {
        match (to.x.cmp(&from.x), to.y.cmp(&from.y)) {
            (Ordering::Greater, _) => Looks::Up,
            (Ordering::Less, _) => Looks::Down,
            (Ordering::Equal, Ordering::Greater) => Looks::Right,
            (Ordering::Equal, _) => Looks::Left,
        }
    }

    /// Turned to the right by a quarter.
    fn next(self) -> Looks {
        match self {
            Looks::Up => Looks::Right,
            Looks::Right => Looks::Down,
            Looks::Down => Looks::Left,
            Looks::Left => Looks::Up,
        }
    }

    /// Turned to the left by a quarter.
    fn before(self) -> Looks {
        self.next().next().next()
    }
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
