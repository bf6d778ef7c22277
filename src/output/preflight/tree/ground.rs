//! What stands beneath a place of a page: the last fill or picture painted there before.

use crate::base::color::Color;
use crate::base::geom::{Point, Rect};
use crate::page::{ItemKind, Page};

/// The grounds of a page in painting order.
pub(super) struct Ground<'p> {
    laid: Vec<Laid<'p>>,
}

struct Laid<'p> {
    index: usize,
    at: Rect,
    kind: Beneath<'p>,
}

/// What lies beneath.
#[derive(Clone, Copy)]
pub(super) enum Beneath<'p> {
    /// Nothing, or white.
    Paper,
    /// A flat colour.
    Color(&'p Color),
    /// A picture: any colour.
    Picture,
}

impl<'p> Ground<'p> {
    /// Notes what is large enough to have something on it.
    pub(super) fn new(page: &'p Page) -> Ground<'p> {
        let mut laid = Vec::new();
        for (index, item) in page.items.iter().enumerate() {
            match &item.kind {
                ItemKind::Fill { rects, color } => {
                    laid.extend(rects.iter().map(|at| Laid { index, at: *at, kind: Beneath::Color(color) }));
                }
                ItemKind::Shape { contours, color, even_odd: false } if contours.len() == 1 => {
                    // A rounded box: its corners are no place for type.
                    laid.extend(contours.iter().map(|one| Laid {
                        index,
                        at: one.bounds(),
                        kind: Beneath::Color(color),
                    }));
                }
                ItemKind::Image(image) => laid.push(Laid { index, at: image.at, kind: Beneath::Picture }),
                _ => {}
            }
        }
        Ground { laid }
    }

    /// What lies beneath a point for the item painted at `index`.
    pub(super) fn beneath(&self, index: usize, point: Point) -> Beneath<'p> {
        let before = self.laid.partition_point(|laid| laid.index < index);
        let holds = |laid: &&Laid<'_>| {
            let at = &laid.at;
            at.x <= point.x && point.x < at.x + at.width && at.y <= point.y && point.y < at.y + at.height
        };
        match self.laid[..before].iter().rev().find(holds).map(|laid| laid.kind) {
            Some(Beneath::Color(color)) if super::plates(color) == 0 => Beneath::Paper,
            Some(kind) => kind,
            None => Beneath::Paper,
        }
    }
}
