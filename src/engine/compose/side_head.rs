//! 竖题: a vertical head at a side of an area whose copy is horizontal.
//!
//! Source: `makeup.md` 1: one or two columns wide, left or right of the text.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::Point;
use crate::base::units::Length;
use crate::model::{Area, Column, Direction, Head, HeadStyle, Side, Story};

use super::chain::Obstacle;
use super::columns::{Panel, divide, gutter};
use super::desk::Desk;
use super::head::{self, HeadBlock, HeadRoom, set_head};
use super::story::{SetArea, head_story};
use super::turn::{Turn, turned_grid};

/// Fewest 字 of a column beside a vertical head.
///
/// Source: `composition.md`: below this no line can be justified.
const NARROWEST: i64 = 4;

/// Sets the vertical head of an area's one story. In columns of its own it is an obstacle; else the
/// columns of copy share what it leaves of the width, and have all of it again below the head.
pub(super) fn set_side_head(
    desk: &Desk<'_>,
    area: &Area,
    head: &Head,
    story: &Story,
    panels: &mut Vec<Panel>,
    obstacles: &mut Vec<Obstacle>,
    set: &mut SetArea,
) -> HeadBlock {
    let Some(style) = &head.style else { return HeadBlock::default() };
    let (grid, panel) = (desk.grid(), panels[0].clone());
    let (first, last) = panel.rows;
    let rows = (first, head.rows.map_or(last, |rows| first + rows - 1).min(last));
    let (top, height) = extent_of_rows(desk, rows);
    let (x, width) = head.columns.map_or_else(|| whole(desk, area, &panel), |columns| panel.extent(columns));
    let cells = match (head.columns, head.width) {
        (Some(_), _) => Some(width.div_floor(grid.body)),
        (None, Some(wanted)) => Some(wanted.div_ceil(grid.body)),
        (None, None) => None,
    };
    let cells = cells.map(|cells| cells.clamp(1, i64::from(u16::MAX)) as u16);
    let block = set_turned(desk, style, story, (height, cells), head, set);
    if block.block.rows == 0 {
        return block.block;
    }
    let own = grid.body * i64::from(block.block.rows);
    let left = match (head.columns, head.side) {
        (Some(_), _) => x + (width - own) / 2,
        (None, Side::Right) => x + width - own,
        (None, Side::Left) => x,
    };
    let turn = Turn(Point { x: left + own, y: top });
    let blocks = block.block.blocks(Length::ZERO, Length::ZERO, true, head_story(desk, story), head.span);
    set.blocks.extend(head::turned(blocks, |rect| turn.rect(rect)));
    turn.place(block.items, &mut set.items);
    if let Some(columns) = head.columns {
        obstacles.push(Obstacle::across(panel.edges(columns), rows, 0));
        return block.block;
    }
    share_rest(desk, area, head, story, (own, rows), panels, set);
    block.block
}

/// The left edge and the width of an area's first rectangle: of its cells, or inside its frame.
fn whole(desk: &Desk<'_>, area: &Area, panel: &Panel) -> (Length, Length) {
    if area.frame.is_some() {
        return panel.extent(panel.numbers());
    }
    let rect = desk.grid().rect(area.parts[0]);
    (rect.x, rect.width)
}

/// The columns share what a head of width `own` leaves of the area's width, and have all of it again below
/// the `rows` of the head.
fn share_rest(
    desk: &Desk<'_>,
    area: &Area,
    head: &Head,
    story: &Story,
    (own, rows): (Length, (u16, u16)),
    panels: &mut Vec<Panel>,
    set: &mut SetArea,
) {
    let (grid, panel) = (desk.grid(), panels[0].clone());
    let (x, width) = whole(desk, area, &panel);
    let rest = width - own - gutter(grid);
    let start = if head.side == Side::Right { x } else { x + own + gutter(grid) };
    let count = panel.columns.len() as u16;
    let mut columns = divide(start, rest, count, gutter(grid), grid.body);
    if let [only] = &mut columns[..] {
        // What is no whole 字 joins the gutter: the outer edge stays that of the page's column.
        only.x = if head.side == Side::Right { start } else { start + rest - only.width };
    }
    if rest.div_floor(grid.body * i64::from(count)) < NARROWEST || columns[0].width < grid.body * NARROWEST {
        set.diagnostics.push(too_wide(area, story, own, width, head.span));
        return;
    }
    let last = panel.rows.1;
    if rows.1 < last {
        panels.insert(1, Panel { first_column: 1, rows: (rows.1 + 1, last), ..panel });
    }
    panels[0] = Panel { columns, first_column: 1, rows };
}

/// 左题右文: a horizontal head at a side of its copy, in the middle of its rows. In columns of its own it is an
/// obstacle, one column when nothing is said; with a width of its own the columns of copy share the rest.
pub(super) fn set_beside(
    desk: &Desk<'_>,
    area: &Area,
    head: &Head,
    story: &Story,
    panels: &mut Vec<Panel>,
    obstacles: &mut Vec<Obstacle>,
    set: &mut SetArea,
) -> HeadBlock {
    let Some(style) = &head.style else { return HeadBlock::default() };
    let (grid, panel) = (desk.grid(), panels[0].clone());
    let (first, last) = panel.rows;
    let rows = (first, head.rows.map_or(last, |rows| first + rows - 1).min(last));
    let (low, high) = panel.numbers();
    let one = if head.side == Side::Right { (high, high) } else { (low, low) };
    let columns = head.columns.unwrap_or(one);
    let (x, measure) = match head.width {
        Some(width) => {
            let (x, all) = whole(desk, area, &panel);
            let width = (grid.body * width.div_floor(grid.body)).min(all);
            (if head.side == Side::Right { x + all - width } else { x }, width)
        }
        None => panel.extent(columns),
    };
    let count = rows.1 - rows.0 + 1;
    // The space above and below a head is for heads over their copy.
    let style = HeadStyle { above: Length::ZERO, below: Length::ZERO, ..(**style).clone() };
    let block =
        set_head(desk, &style, story, HeadRoom { measure, rows: Some(count), head }).drain(&mut set.diagnostics);
    let top = grid.row_top(first);
    block.place(desk, x, top, &mut set.items);
    set.blocks.extend(block.blocks(x, top, false, head_story(desk, story), head.span));
    if head.width.is_some() {
        share_rest(desk, area, head, story, (measure, rows), panels, set);
    } else {
        obstacles.push(Obstacle::across((x, x + measure), rows, 0));
    }
    block
}

/// A vertical head and its items on the turned plane.
struct TurnedHead {
    block: HeadBlock,
    items: Vec<crate::page::Item>,
}

/// Sets a head in vertical lines of `height`; its width is counted in 字.
fn set_turned(
    desk: &Desk<'_>,
    style: &HeadStyle,
    story: &Story,
    (height, cells): (Length, Option<u16>),
    head: &Head,
    set: &mut SetArea,
) -> TurnedHead {
    let deck = Column { x: Length::ZERO, width: height };
    let grid = turned_grid(desk.grid(), vec![deck], cells.unwrap_or(u16::MAX), desk.grid().body);
    let turned = Desk { grid: &grid, direction: Direction::Vertical, ..*desk };
    // The space above and below a head is for heads over their copy; beside it the gutter is enough.
    let style = HeadStyle { above: Length::ZERO, below: Length::ZERO, ..style.clone() };
    let room = HeadRoom { measure: height, rows: cells, head };
    let block = set_head(&turned, &style, story, room).drain(&mut set.diagnostics);
    let mut items = Vec::new();
    block.place(&turned, Length::ZERO, Length::ZERO, &mut items);
    TurnedHead { block, items }
}

/// The top and the height of some rows, from the em top of the first to the em foot of the last.
pub(super) fn extent_of_rows(desk: &Desk<'_>, rows: (u16, u16)) -> (Length, Length) {
    let grid = desk.grid();
    let air = (grid.pitch - grid.body) / 2;
    let (top, foot) = (grid.row_top(rows.0) + air, grid.row_top(rows.1 + 1) - air);
    (top, (foot - top).max(Length::ZERO))
}

fn too_wide(area: &Area, story: &Story, own: Length, width: Length, span: Span) -> Diagnostic {
    let (slug, name, own, width) = (&story.slug, &area.name, own.to_mm(), width.to_mm());
    Diagnostic::new(
        Code::HeadOverset,
        span,
        say(
            format!("稿件 `{slug}` 的竖题宽 {own:.1} 毫米，区块 `{name}` 宽 {width:.1} 毫米，余下的栏不足 {NARROWEST} 字"),
            format!("the vertical head of story `{slug}` is {own:.1} mm wide in area `{name}` of {width:.1} mm: its columns are left with less than {NARROWEST} 字"),
        ),
    )
    .hint(say(
        "减少 `text_columns`、加宽区块、改小 `head.width`，或换小一级的标题样式",
        "use fewer `text_columns`, make the area wider or `head.width` smaller, or use a smaller head style",
    ))
}
