//! Points, sizes, rectangles and outlines. The origin is the top left corner of the trim; y grows downwards.

use super::units::Length;

/// A place on the page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Point {
    /// From the left edge of the trim.
    pub x: Length,
    /// From the top edge of the trim, downwards.
    pub y: Length,
}

/// Width and height.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Size {
    /// Along the line.
    pub width: Length,
    /// Across the lines.
    pub height: Length,
}

/// An upright rectangle.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Rect {
    /// Left edge.
    pub x: Length,
    /// Top edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
}

impl Rect {
    /// A rectangle from its top left corner and size.
    pub fn new(x: Length, y: Length, width: Length, height: Length) -> Rect {
        Rect { x, y, width, height }
    }

    /// The right edge.
    pub fn right(self) -> Length {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(self) -> Length {
        self.y + self.height
    }

    /// Whether the two share an area; touching edges do not.
    pub fn overlaps(self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `other` lies inside, edges included.
    pub fn contains(self, other: Rect) -> bool {
        self.x <= other.x && self.y <= other.y && self.right() >= other.right() && self.bottom() >= other.bottom()
    }

    /// The smallest rectangle round both.
    pub fn union(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Rect { x, y, width: right - x, height: bottom - y }
    }

    /// Smaller by `by` on every side; never negative.
    pub fn inset(self, by: Length) -> Rect {
        Rect {
            x: self.x + by,
            y: self.y + by,
            width: (self.width - by * 2).max(Length::ZERO),
            height: (self.height - by * 2).max(Length::ZERO),
        }
    }
}

/// A closed outline of Bézier curves. A line too is drawn as what it covers, so that no line width is
/// left to a RIP. A straight side is a curve whose handles stand at its ends.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Outline {
    /// Where it begins, and ends.
    pub start: Point,
    /// For each curve its two handles and its end.
    pub curves: Vec<[Point; 3]>,
}

impl Outline {
    /// An outline that begins, for now also ends, at `start`.
    pub fn at(start: Point) -> Outline {
        Outline { start, curves: Vec::new() }
    }

    /// Where the next curve begins.
    pub fn end(&self) -> Point {
        self.curves.last().map_or(self.start, |curve| curve[2])
    }

    /// Adds a straight side.
    pub fn line_to(&mut self, to: Point) {
        self.curves.push([self.end(), to, to]);
    }

    /// Adds a curve.
    pub fn curve_to(&mut self, first: Point, second: Point, to: Point) {
        self.curves.push([first, second, to]);
    }

    /// With every point moved.
    pub fn map(&self, place: impl Fn(Point) -> Point) -> Outline {
        Outline { start: place(self.start), curves: self.curves.iter().map(|curve| curve.map(&place)).collect() }
    }

    /// The rectangle round its ends and handles.
    pub fn bounds(&self) -> Rect {
        let spot = |point: Point| Rect::new(point.x, point.y, Length::ZERO, Length::ZERO);
        self.curves.iter().flatten().fold(spot(self.start), |bounds, point| bounds.union(spot(*point)))
    }
}
