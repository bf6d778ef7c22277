//! 补白: a title and lines, or a small picture, in a hole: in an area of its own, or under a thin rule at
//! the foot of an area's last column.

use crate::base::color::Color;
use crate::base::diag::Span;
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Align, Area, Filler, FillerId, LineStyle, Stroke, TextStyle, VAlign};
use crate::page::BlockKind;

use super::chain::Obstacle;
use super::columns::Panel;
use super::desk::Desk;
use super::furniture::set_box;
use super::story::{SetArea, picture_box};
use super::{picture, rules};

/// The rule above a filler, in the middle of its first row.
const RULE: Length = Length::pt_hundredths(50);

/// Sets a filler in a box: its picture above or alone, its title, its lines in what is left.
pub(crate) fn set_filler(desk: &Desk<'_>, filler: FillerId, at: Rect, span: Span, set: &mut SetArea) {
    let sheet = desk.sheet;
    let filler = &desk.edition.fillers[filler.0 as usize];
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
        let alone = filler.lines.is_empty();
        let height = if alone { room.height } else { (style.size * 3 / 2).min(room.height) };
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

/// Sets the filler of an area of copy and takes its rows; one of no rows is not set.
pub(super) fn set_at_foot(
    desk: &Desk<'_>,
    area: &Area,
    filler: Filler,
    panels: &[Panel],
    obstacles: &mut Vec<Obstacle>,
    set: &mut SetArea,
) {
    let Some((panel, column)) = panels.last().and_then(|panel| Some((panel, panel.columns.last()?))) else { return };
    let rows = filler.rows.min((panel.rows.1 + 1).saturating_sub(panel.rows.0));
    if rows < 2 {
        return;
    }
    let first = panel.rows.1 + 1 - rows;
    let grid = desk.grid();
    let stroke = Stroke { weight: RULE, line: LineStyle::Single, color: Color::BLACK };
    let middle = grid.row_top(first) + grid.pitch / 2;
    set.items.push(rules::rule(Point { x: column.x, y: middle }, column.width, false, &stroke, filler.span));
    let at = picture_box(desk, column.x, column.width, (first + 1, panel.rows.1));
    set_filler(desk, filler.filler, at, area.span, set);
    obstacles.push(Obstacle::across((column.x, column.x + column.width), (first, panel.rows.1), 0));
}

/// What is left of a box below some height.
fn below(room: Rect, height: Length) -> Rect {
    Rect { y: room.y + height, height: (room.height - height).max(Length::ZERO), ..room }
}
