//! 补白: a line of words or a small drawing at the foot of an area's last column, under a thin rule.

use crate::base::color::Color;
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Align, Area, Filler, FillerContent, LineStyle, Stroke, VAlign};
use crate::page::BlockKind;

use super::chain::Obstacle;
use super::columns::Panel;
use super::desk::Desk;
use super::furniture::set_box;
use super::story::{SetArea, picture_box};
use super::{picture, rules};

/// The rule above a filler, in the middle of its first row.
const RULE: Length = Length::pt_hundredths(50);

/// Sets an area's filler and takes its rows; one of no rows is not set.
pub(super) fn set_filler(
    desk: &Desk<'_>,
    area: &Area,
    filler: &Filler,
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
    let at: Rect = picture_box(desk, column.x, column.width, (first + 1, panel.rows.1));
    match &filler.content {
        FillerContent::Text(copy) => {
            let style = &desk.sheet.quote;
            let lines = std::slice::from_ref(copy);
            let middle = (Align::Center, VAlign::Middle);
            set_box(desk, lines, style, middle, at, filler.span, &mut set.items, &mut set.diagnostics);
            set.note(None, BlockKind::Furniture { size: Some(style.size) }, Some(at), filler.span);
        }
        FillerContent::Picture(id) => {
            let known = &desk.edition.pictures[id.0 as usize];
            let framing = picture::Framing::Whole;
            picture::place(desk, known, framing, at, area.span, &mut set.items, &mut set.diagnostics);
            set.note(None, BlockKind::Furniture { size: None }, Some(at), filler.span);
        }
    }
    obstacles.push(Obstacle::across((column.x, column.x + column.width), (first, panel.rows.1), 0));
}
