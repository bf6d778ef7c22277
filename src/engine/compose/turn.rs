//! Vertical lines on a page: composed as lines that run to the right, one below another, and then turned
//! to the right by a quarter (C40).
//!
//! On the turned plane x runs along the lines, down the page, and y from line to line, to the left. So
//! what stands above a line there stands at its right on the page, and all that composes horizontal
//! lines composes vertical ones.

use crate::base::geom::{Point, Rect};
use crate::base::units::{Em, Length};
use crate::font::Posture;
use crate::model::{Column, Grid};
use crate::page::{Block, Item, ItemKind, TextRun};

/// The em box reaches from 0.12 em below the baseline to 0.88 em above it.
///
/// Source: `fonts/README.md`: vertical origins.
const ASCENT: Em = Em(880);
/// Its middle, above the baseline.
const MIDDLE: Em = Em(380);

/// Where the turned plane lies on the page: the place of its origin, at the top right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Turn(pub(crate) Point);

impl Turn {
    /// A point of the turned plane, on the page.
    pub(crate) fn point(self, point: Point) -> Point {
        Point { x: self.0.x - point.y, y: self.0.y + point.x }
    }

    /// A rectangle of the turned plane, on the page.
    pub(crate) fn rect(self, rect: Rect) -> Rect {
        Rect::new(self.0.x - rect.bottom(), self.0.y + rect.x, rect.height, rect.width)
    }

    /// A rectangle of the page, on the turned plane.
    pub(crate) fn back(self, rect: Rect) -> Rect {
        Rect::new(rect.y - self.0.y, self.0.x - rect.right(), rect.height, rect.width)
    }

    /// Puts items of the turned plane on the page.
    pub(crate) fn place(self, turned: Vec<Item>, items: &mut Vec<Item>) {
        items.extend(turned.into_iter().map(|item| Item { kind: self.kind(item.kind), ..item }));
    }

    /// Notes blocks of the turned plane on the page.
    pub(crate) fn note(self, turned: Vec<Block>, blocks: &mut Vec<Block>) {
        blocks.extend(turned.into_iter().map(|block| Block { at: self.rect(block.at), ..block }));
    }

    fn kind(self, kind: ItemKind) -> ItemKind {
        match kind {
            ItemKind::Text(run) => ItemKind::Text(self.run(run)),
            ItemKind::Fill { rects, color } => {
                ItemKind::Fill { rects: rects.into_iter().map(|rect| self.rect(rect)).collect(), color }
            }
            ItemKind::Dots { centres, diameter, color } => {
                let centres = centres.into_iter().map(|centre| self.point(centre)).collect();
                ItemKind::Dots { centres, diameter, color }
            }
            ItemKind::Shape { contours, even_odd, color } => {
                let contours = contours.iter().map(|outline| outline.map(|point| self.point(point))).collect();
                ItemKind::Shape { contours, even_odd, color }
            }
            ItemKind::Image(mut image) => {
                // A picture is never turned: it keeps its shape, and its middle.
                let at = self.rect(image.at);
                let (width, height) = (image.at.width, image.at.height);
                image.at = Rect::new(at.x + (at.width - width) / 2, at.y + (at.height - height) / 2, width, height);
                ItemKind::Image(image)
            }
        }
    }

    /// Upright glyphs hang from the middle of their top edge; what stands across the line keeps its own
    /// baseline, in the em box that it shares.
    fn run(self, run: TextRun) -> TextRun {
        let Point { x, y } = run.origin;
        let origin = match run.posture {
            Posture::Turned => Point { x, y },
            Posture::Upright => Point { x, y: y - MIDDLE.at(run.size) },
            Posture::Level => Point { x: x + ASCENT.at(run.size), y: y - MIDDLE.at(run.size) },
        };
        TextRun { origin: self.point(origin), ..run }
    }
}

/// The grid of a turned plane: `columns` are the decks, rows the lines.
pub(crate) fn turned_grid(page: &Grid, columns: Vec<Column>, lines: u16, pitch: Length) -> Grid {
    Grid { pitch, top: Length::ZERO, columns, rows: lines, ..page.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c40_the_plane_is_turned_to_the_right_and_back() {
        let turn = Turn(Point { x: Length::mm(200), y: Length::mm(50) });
        let line = Rect::new(Length::mm(10), Length::mm(5), Length::mm(80), Length::mm(4));
        let on_page = turn.rect(line);
        assert_eq!(on_page, Rect::new(Length::mm(191), Length::mm(60), Length::mm(4), Length::mm(80)));
        assert_eq!(turn.back(on_page), line);
    }
}
