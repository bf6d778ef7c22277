//! Which way copy and heads run, and where a head stands in its area.

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::base::units::Length;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{self, Choice};
use crate::model::{Direction, GridRect, Head, Side};

use super::area::OnPage;
use super::grid::positive;
use super::slots::{self, NARROWEST};

/// Whether a direction is written and vertical.
pub(super) fn is_vertical(direction: Option<&Spanned<Choice<Direction>>>) -> bool {
    direction.is_some_and(|direction| direction.value.0 == Direction::Vertical)
}

/// Which way the copy of an area runs.
pub(super) fn direction(area: &spec::StoryArea, sink: &mut Sink) -> Direction {
    let Some(direction) = area.direction.as_ref() else { return Direction::Horizontal };
    if direction.value.0 == Direction::Vertical
        && let Some(second) = area.at.0.get(1)
    {
        bad(
            second.span,
            say("竖排的区域只能是一个矩形", "an area of vertical copy is one rectangle"),
            say("请只留一个，或用 `text_columns` 分段", "leave one of them, or part it into decks with `text_columns`"),
            sink,
        );
    }
    direction.value.0
}

/// The head of an area of copy that runs in `direction`; `own` is the number of its own columns, when it
/// does not count in the page's. With `in_column` each of several stories has its head in the column.
pub(super) fn story_head(
    area: &spec::StoryArea,
    parts: &[GridRect],
    (own, direction, in_column): (Option<u16>, Direction, bool),
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Head {
    let Some(spec) = &area.head else { return none(area.span) };
    let mut head = head(spec, parts, own, on, sink);
    head.direction = spec.direction.as_ref().map_or(direction, |direction| direction.value.0);
    if in_column
        && head.direction != direction
        && let Some(written) = &spec.direction
    {
        bad(
            written.span,
            say("几篇稿件连排时，标题和正文同向", "the heads of several stories run as their copy does"),
            say("请删去这一行，或给区域写 `direction`", "delete this, or write `direction` for the area"),
            sink,
        );
        head.direction = direction;
    }
    match head.direction {
        Direction::Horizontal => horizontal_only(spec, sink),
        Direction::Vertical => check_vertical(spec, &head, parts, own, on, sink),
    }
    if direction == Direction::Vertical
        && let Some(columns) = spec.columns
    {
        let hint = match head.direction {
            Direction::Horizontal => {
                say("请删去 `columns`：横题占区域全宽", "delete `columns`: the head stands over all of the area")
            }
            Direction::Vertical => say("请写 `width: 6字` 这样的宽度", "write a width such as `width: 6字`"),
        };
        bad(
            columns.span,
            say("竖排的区域，标题不按栏", "the head of vertical copy does not count in columns"),
            hint,
            sink,
        );
        head.columns = None;
    }
    head
}

/// The head under a picture.
pub(super) fn picture_head(
    (spec, area): (Option<&spec::Head>, Span),
    parts: &[GridRect],
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Head {
    let Some(spec) = spec else { return none(area) };
    if let Some(direction) = spec.direction.as_ref().filter(|direction| direction.value.0 == Direction::Vertical) {
        bad(
            direction.span,
            say("图片区域的标题只能横排", "the head under a picture is horizontal"),
            say("请删去这一行", "delete this"),
            sink,
        );
    }
    horizontal_only(spec, sink);
    head(spec, parts, None, on, sink)
}

fn none(span: Span) -> Head {
    Head {
        style: None,
        columns: None,
        rows: None,
        direction: Direction::Horizontal,
        side: Side::Right,
        width: None,
        size: 1,
        omit: Vec::new(),
        span,
    }
}

/// What holds for every head.
fn head(spec: &spec::Head, parts: &[GridRect], own: Option<u16>, on: &OnPage<'_>, sink: &mut Sink) -> Head {
    let allowed = own.map_or(parts[0].columns, |count| (1, count));
    let columns = spec.columns.map(|columns| columns.ends());
    if let (Some(columns), Some(written)) = (columns, spec.columns)
        && (columns.0 < allowed.0 || columns.1 > allowed.1)
    {
        sink.push(slots::outside(Code::AreaOutside, written.span, &say("标题的栏", "the head's columns"), allowed));
    }
    let rows = spec.rows.map(|rows| rows.value.0 as u16);
    if let (Some(rows), Some(written)) = (rows, spec.rows)
        && rows > parts[0].height()
    {
        let (message, room) = (say("标题比区域还高", "the head is taller than its area"), parts[0].height());
        let hint = say(format!("区域只有 {room} 行"), format!("the area has {room} rows"));
        sink.push(Diagnostic::new(Code::AreaOutside, written.span, message).hint(hint));
    }
    let mut head = Head {
        columns,
        rows,
        side: spec.side.as_ref().map_or(Side::Right, |side| side.value.0),
        width: spec.width.map(|width| positive(width, on.units(), sink)),
        style: on.sheet.head(&spec.style, sink),
        ..none(spec.span)
    };
    if let (Some(size), Some(style)) = (spec.size, head.style.as_deref()) {
        let steps = style.headline.sizes.len() as u16;
        if size.value.0 as u16 > steps {
            let what = say("标题字号的档", "the steps of the headline");
            sink.push(slots::outside(Code::OutOfRange, size.span, &what, (1, steps)));
        }
        head.start_at(size.value.0 as u16);
    }
    spec.omit.iter().flatten().for_each(|part| head.leave_out(part.value.0));
    head
}

/// `side` and `width` belong to vertical heads.
fn horizontal_only(spec: &spec::Head, sink: &mut Sink) {
    let places = [("side", spec.side.as_ref().map(|side| side.span)), ("width", spec.width.map(|width| width.span))];
    for (key, span) in places {
        let Some(span) = span else { continue };
        bad(
            span,
            say(format!("横题没有 `{key}`"), format!("a horizontal head has no `{key}`")),
            say(
                "竖题请写 `direction: vertical`；横题请删去",
                "write `direction: vertical` for a vertical head; else delete it",
            ),
            sink,
        );
    }
}

/// A vertical head says its place once and leaves room for copy.
fn check_vertical(
    spec: &spec::Head,
    head: &Head,
    parts: &[GridRect],
    own: Option<u16>,
    on: &OnPage<'_>,
    sink: &mut Sink,
) {
    let (room, area_width) = (parts[0].height(), on.grid.rect(parts[0]).width);
    let full_height = head.rows.is_none_or(|rows| rows >= room);
    if let Some(columns) = spec.columns {
        let both = [("side", spec.side.as_ref().map(|side| side.span)), ("width", spec.width.map(|width| width.span))];
        for (key, span) in both {
            let Some(span) = span else { continue };
            bad(
                span,
                say(format!("`columns` 和 `{key}` 只能写一个"), format!("write `columns` or `{key}`, not both")),
                say("竖题的栏已经定了它的位置和宽度", "its columns give the head's place and its width"),
                sink,
            );
        }
        let all = own.map_or(parts[0].columns, |count| (1, count));
        if full_height && columns.ends().0 <= all.0 && columns.ends().1 >= all.1 {
            nothing_left(columns.span, sink);
        }
    } else if let (Some(width), Some(written)) = (head.width, spec.width)
        && full_height
        && width + on.grid.body * NARROWEST >= area_width
    {
        nothing_left(written.span, sink);
    }
}

fn nothing_left(span: Span, sink: &mut Sink) {
    let message = say("竖题占满区域，正文没有地方", "the vertical head leaves no room for the copy");
    let hint = say("请少占一些栏或宽度，或写 `rows`", "give it fewer columns or less width, or `rows`");
    sink.push(Diagnostic::new(Code::OutOfRange, span, message).hint(hint));
}

fn bad(span: Span, message: Say, hint: Say, sink: &mut Sink) {
    sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
}

/// Whether each deck of a vertical area holds a line.
pub(super) fn check_decks(area: &spec::StoryArea, parts: &[GridRect], on: &OnPage<'_>, sink: &mut Sink) {
    let Some(part) = parts.first() else { return };
    let (count, span) =
        area.text_columns.as_ref().map_or((1, area.span), |count| (i64::from(count.value.count()), count.span));
    let rows = i64::from(part.height()) - if area.frame.is_some() { 2 } else { 0 };
    let along = on.grid.pitch * rows - (on.grid.pitch - on.grid.body);
    let cells = along.max(Length::ZERO).div_floor(on.grid.body) / count;
    if cells < NARROWEST {
        let message =
            say(format!("{count} 段放不下，每段只有 {cells} 字"), format!("{count} decks of {cells} 字 are too low"));
        let hint = say(
            format!("每段至少 {NARROWEST} 字，请减少段数"),
            format!("a deck has at least {NARROWEST} 字: use fewer"),
        );
        sink.push(Diagnostic::new(Code::OutOfRange, span, message).hint(hint));
    }
}
