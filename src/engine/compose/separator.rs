//! Rules between the stories of one area, each in a free row above the story that follows.

use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Area, Content, Separator};
use crate::page::{Block, BlockKind};

use super::blocks::{Piece, PieceKind};
use super::copy_flow::Flowed;
use super::desk::Desk;
use super::flow::{Poured, Slot};
use super::rules;

/// The separator of an area of copy.
pub(super) fn of(area: &Area) -> Option<&Separator> {
    match &area.content {
        Content::Story(content) => content.separator.as_ref(),
        _ => None,
    }
}

/// The free row before a story.
pub(super) fn piece(story: usize, area: &Area) -> Piece {
    Piece { story, kind: PieceKind::Gap, span: area.span, width: Length::ZERO }
}

/// Sets the rules: in the row above each story after the first, unless that begins a column.
pub(super) fn place(
    desk: &Desk<'_>,
    area: &Area,
    pieces: &[Piece],
    slots: &[Slot],
    poured: &Poured,
    flowed: &mut Flowed,
) {
    let Some(separator) = of(area) else { return };
    let mut before = 0;
    for placed in &poured.placed {
        let (story, slot) = (pieces[placed.piece].story, placed.slot);
        if story == before {
            continue;
        }
        before = story;
        let above = |other: &Slot| other.segment == slot.segment && other.row + 1 == slot.row;
        if !slots.iter().any(above) {
            continue;
        }
        let width = separator.width.map_or(slot.measure, |width| width.min(slot.measure));
        let x = slot.x + (slot.measure - width) / 2;
        let y = desk.grid().row_top(slot.row - 1) + desk.grid().pitch / 2;
        flowed.items.push(rules::rule(Point { x, y }, width, false, &separator.stroke, area.span));
        let thick = rules::thickness(&separator.stroke);
        let at = Rect::new(x, y - thick / 2, width, thick.max(Length::ZERO));
        flowed.blocks.push(Block {
            area: 0,
            story: None,
            kind: BlockKind::Rule { vertical: false },
            at,
            span: area.span,
        });
    }
}
