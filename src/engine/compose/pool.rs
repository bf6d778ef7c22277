//! 补白: a title and lines, or a small picture, in a hole.

use crate::base::diag::Span;
use crate::base::geom::Rect;
use crate::base::units::Length;
use crate::model::{Align, PoolFiller, TextStyle, VAlign};
use crate::page::BlockKind;

use super::desk::Desk;
use super::furniture::set_box;
use super::picture;
use super::story::SetArea;

/// Sets a filler in a box: its picture above or alone, its title, its lines in what is left.
pub(crate) fn set_pool_filler(desk: &Desk<'_>, filler: &PoolFiller, at: Rect, span: Span, set: &mut SetArea) {
    let sheet = desk.sheet;
    let mut room = at;
    let words = filler.title.is_some() || !filler.lines.is_empty();
    if let Some(id) = filler.picture {
        let picture = &desk.edition.pictures[id.0 as usize];
        let height = if words { at.height / 2 } else { at.height };
        let own = Rect { height, ..at };
        picture::place(desk, picture, picture::Framing::Whole, own, span, &mut set.items, &mut set.diagnostics);
        room = below(at, height);
    }
    if let Some(title) = &filler.title {
        let style = TextStyle { align: Align::Center, ..sheet.fact_title.clone() };
        let height = (style.size * 3 / 2).min(room.height);
        let own = Rect { height, ..room };
        let middle = (Align::Center, VAlign::Middle);
        let lines = std::slice::from_ref(title);
        set_box(desk, lines, &style, middle, own, filler.span, &mut set.items, &mut set.diagnostics);
        room = below(room, height);
    }
    if !filler.lines.is_empty() {
        let style = &sheet.fact;
        let place = (style.align, VAlign::Middle);
        set_box(desk, &filler.lines, style, place, room, filler.span, &mut set.items, &mut set.diagnostics);
    }
    set.note(None, BlockKind::Filler, Some(at), filler.span);
}

/// What is left of a box below some height.
fn below(room: Rect, height: Length) -> Rect {
    Rect { y: room.y + height, height: (room.height - height).max(Length::ZERO), ..room }
}
