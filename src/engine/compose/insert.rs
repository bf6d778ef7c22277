//! Boxes in the columns of copy: pull quotes, fact boxes, furniture.

use crate::base::color::Color;
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::{Point, Rect};
use crate::base::units::{Em, Length};
use crate::model::{Align, Area, Copy, Insert, InsertContent, ItemTable, TextStyle, VAlign};
use crate::page::BlockKind;

use super::chain::Obstacle;
use super::columns::Panel;
use super::desk::Desk;
use super::furniture::{set_box, set_items};
use super::rules;
use super::story::{SetArea, picture_box};
use super::table_item::set_table;

/// Rows between an insert and the copy above or below it.
///
/// Source: `makeup.md` 4, run-round gap.
const CLEARANCE: u16 = 1;

/// The mark of a pull quote beside its type; it stands in its upper left corner, over the words.
const MARK: Em = Em(3000);
/// What the mark takes of the height: the ink of “ fills the upper third of its em.
const MARK_HEIGHT: Em = Em(380);

/// Sets an insert in its columns and rows, and takes them from the copy.
pub(super) fn set_insert(
    desk: &Desk<'_>,
    area: &Area,
    insert: &Insert,
    panels: &[Panel],
    obstacles: &mut Vec<Obstacle>,
    set: &mut SetArea,
) {
    let holds = |panel: &Panel| {
        let (low, high) = panel.numbers();
        panel.rows.0 <= insert.rows.0
            && insert.rows.1 <= panel.rows.1
            && low <= insert.columns.0
            && insert.columns.1 <= high
    };
    let Some(panel) = panels.iter().find(|panel| holds(panel)) else {
        set.diagnostics.push(outside(area, insert, panels));
        return;
    };
    let (x, measure) = panel.extent(insert.columns);
    let outer = picture_box(desk, x, measure, insert.rows);
    let inner = dress(insert, outer, set);
    match &insert.content {
        InsertContent::Items(items) => set_items(desk, items, inner, set),
        InsertContent::Quote { text, by, color } => {
            set_quote(desk, (text, by.as_ref()), color, inner, insert.span, set)
        }
        InsertContent::Fact { title, table } => {
            set_fact(desk, title.as_ref(), table.as_deref(), inner, insert.span, set);
        }
    }
    set.note(None, BlockKind::Insert, Some(outer), insert.span);
    let taken = Obstacle::across((x, x + measure), insert.rows, CLEARANCE);
    if obstacles.iter().any(|other| other.overlaps(&taken)) {
        set.diagnostics.push(covers(area, insert));
    }
    obstacles.push(taken);
}

/// The box and the rules of an insert; gives what is left inside.
fn dress(insert: &Insert, outer: Rect, set: &mut SetArea) -> Rect {
    let mut inner = outer;
    if let Some(frame) = &insert.frame {
        set.items.extend(rules::boxed(outer, frame, insert.span));
        inner = inner.inset(frame.rule.as_ref().map_or(Length::ZERO, rules::thickness)).inset(frame.padding);
    }
    if let Some(stroke) = &insert.rule {
        let thick = rules::thickness(stroke);
        for y in [inner.y + thick / 2, inner.bottom() - thick / 2] {
            set.items.push(rules::rule(Point { x: inner.x, y }, inner.width, false, stroke, insert.span));
        }
        // As much air as a rule of a newspaper has: half its distance to the type outside.
        let air = thick + Length::pt(4);
        inner = Rect { y: inner.y + air, height: (inner.height - air * 2).max(Length::ZERO), ..inner };
    }
    inner
}

/// 引语: a large mark, the words, and who said them.
fn set_quote(
    desk: &Desk<'_>,
    (text, by): (&Copy, Option<&Copy>),
    color: &Color,
    at: Rect,
    span: Span,
    set: &mut SetArea,
) {
    let (style, by_style) = (&desk.sheet.pull_quote, &desk.sheet.pull_quote_by);
    let mark_style = TextStyle {
        size: MARK.at(style.size),
        color: color.clone(),
        align: Align::Left,
        leading: None,
        ..style.clone()
    };
    let mark_height = MARK_HEIGHT.at(mark_style.size).min(at.height);
    let mark = Copy::plain("“", span);
    let own = Rect { height: mark_style.size, ..at };
    let top = (Align::Left, VAlign::Top);
    set_box(desk, &[mark], &mark_style, top, own, span, &mut set.items, &mut set.diagnostics);
    let foot = if by.is_some() { by_style.size * 3 / 2 } else { Length::ZERO };
    let room = Rect { y: at.y + mark_height, height: (at.height - mark_height - foot).max(Length::ZERO), ..at };
    let place = (style.align, VAlign::Middle);
    let words = std::slice::from_ref(text);
    set_box(desk, words, style, place, room, span, &mut set.items, &mut set.diagnostics);
    if let Some(by) = by {
        let room = Rect { y: at.bottom() - foot, height: foot, ..at };
        let place = (by_style.align, VAlign::Bottom);
        let by = std::slice::from_ref(by);
        set_box(desk, by, by_style, place, room, span, &mut set.items, &mut set.diagnostics);
    }
}

/// 资料框: its title over a rule, its lines or its table below.
fn set_fact(desk: &Desk<'_>, title: Option<&Copy>, table: Option<&ItemTable>, at: Rect, span: Span, set: &mut SetArea) {
    let mut room = at;
    if let Some(title) = title {
        let style = &desk.sheet.fact_title;
        let height = (style.size * 3 / 2).min(at.height);
        let own = Rect { height, ..at };
        let place = (style.align, VAlign::Top);
        let lines = std::slice::from_ref(title);
        set_box(desk, lines, style, place, own, span, &mut set.items, &mut set.diagnostics);
        let rule = Rect { y: at.y + height, height: Length::pt_hundredths(50), ..at };
        set.items.push(rules::fill(rule, &style.color, span));
        let used = height + style.size / 3;
        room = Rect { y: at.y + used, height: (at.height - used).max(Length::ZERO), ..at };
    }
    if let Some(table) = table {
        set_table(desk, table, room, span, &mut set.items, &mut set.diagnostics);
    }
}

fn outside(area: &Area, insert: &Insert, panels: &[Panel]) -> Diagnostic {
    let name = &area.name;
    let bounds = panels.first().map(|panel| (panel.numbers(), panel.rows)).unwrap_or_default();
    Diagnostic::new(
        Code::InsertOutside,
        insert.span,
        say(
            format!("插框不在区块 `{name}` 的栏行之内"),
            format!("an insert is not inside the columns and rows of area `{name}`"),
        ),
    )
    .hint(say(
        format!("可用第 {}-{} 栏、第 {}-{} 行", bounds.0.0, bounds.0.1, bounds.1.0, bounds.1.1),
        format!("columns {}-{}, rows {}-{}", bounds.0.0, bounds.0.1, bounds.1.0, bounds.1.1),
    ))
}

fn covers(area: &Area, insert: &Insert) -> Diagnostic {
    let name = &area.name;
    Diagnostic::new(
        Code::InsertOutside,
        insert.span,
        say(
            format!("区块 `{name}` 的插框压住标题、图片或另一个插框"),
            format!("an insert of area `{name}` covers a head, a picture or another insert"),
        ),
    )
    .hint(say("改 `columns`、`rows`，使它们分开", "change `columns` or `rows` so that they part"))
}
