//! 分栏: how the rectangles of an area of copy are divided into columns of its own.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::units::Length;
use crate::input::decode::Sink;
use crate::input::spec::{self, TextColumns};
use crate::model::{ColumnMode, Columns, Division, GridRect};

use super::area::OnPage;
use super::grid::{not_negative, positive};
use super::head::is_vertical;

/// Narrowest column of copy.
///
/// Source: `algorithms.md` 6: a measure under 5字 is dropped.
const NARROWEST: i64 = 5;

/// How each rectangle is divided, where it has not the page's columns.
pub(super) fn divisions(
    area: &spec::StoryArea,
    parts: &[GridRect],
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Vec<Option<Division>> {
    let gutter = match area.gutter {
        Some(gutter) => not_negative(Some(gutter), on.units(), sink),
        None => on.grid.gutter(),
    };
    let mode = area.column_mode.map_or(ColumnMode::default(), |mode| mode.value.0);
    let division = |(index, part): (usize, &GridRect)| {
        let written = written(area, index);
        let columns = match written {
            None if area.column_mode.is_none() && area.gutter.is_none() => return None,
            _ if mode == ColumnMode::Auto => Columns::Count(part.width()),
            None => Columns::Count(part.width()),
            Some((TextColumns::Count(count), _)) => Columns::Count(count.0 as u16),
            Some((TextColumns::Widths(widths), _)) => {
                Columns::Widths(widths.iter().map(|width| positive(*width, on.units(), sink)).collect())
            }
        };
        if let (Some((columns, span)), true) = (written, mode == ColumnMode::Auto) {
            auto_has_none(columns, span, sink);
        }
        let division = Division { columns, mode, gutter };
        let span = written.map_or(area.span, |(_, span)| span);
        check(&division, *part, area, on, span, sink);
        Some(division)
    };
    parts.iter().enumerate().map(division).collect()
}

/// The columns written for a rectangle: its own, or, for the first, those of the area.
fn written(area: &spec::StoryArea, index: usize) -> Option<(&TextColumns, Span)> {
    let own = area.at.0.get(index).and_then(|at| at.text_columns.as_ref());
    let of_area = if index == 0 { area.text_columns.as_ref() } else { None };
    own.or(of_area).map(|columns| (&columns.value, columns.span))
}

/// How many columns a rectangle counts for itself; `None` when it counts in the page's.
pub(super) fn own_columns(area: &spec::StoryArea, parts: &[GridRect], index: usize) -> Option<u16> {
    let decks = is_vertical(area.direction.as_ref());
    let width = parts.get(index)?.width();
    // Beside a vertical head the columns are divided anew.
    let shared = index == 0
        && area
            .head
            .as_ref()
            .is_some_and(|head| is_vertical(head.direction.as_ref()) && head.columns.is_none() && !decks);
    let divided = area.column_mode.is_some() || area.gutter.is_some() || area.frame.is_some() || shared;
    let is_auto = area.column_mode.is_some_and(|mode| mode.value.0 == ColumnMode::Auto);
    match written(area, index) {
        Some((columns, _)) if !decks && !is_auto => Some(columns.count()),
        _ if decks => area.frame.as_ref().map(|_| width),
        _ => divided.then_some(width),
    }
}

fn auto_has_none(columns: &TextColumns, span: Span, sink: &mut Sink) {
    let count = columns.count();
    let message = say(
        format!("自动分栏按版面的栏，不再分 {count} 栏"),
        format!("`column_mode: auto` follows the page's columns: it has no {count} of its own"),
    );
    let hint = say("请删去 `text_columns` 或 `column_mode`", "delete `text_columns` or `column_mode`");
    sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
}

/// Whether the columns of a rectangle fit it, and hold lines.
fn check(division: &Division, part: GridRect, area: &spec::StoryArea, on: &OnPage<'_>, span: Span, sink: &mut Sink) {
    let body = on.grid.body;
    let decks = is_vertical(area.direction.as_ref());
    let room = if decks {
        let rows = i64::from(part.height()) - if area.frame.is_some() { 2 } else { 0 };
        (on.grid.pitch * rows - (on.grid.pitch - body)).max(Length::ZERO)
    } else {
        let padding = area.frame.as_ref().and_then(|frame| frame.padding);
        let padding = padding.map_or(Length::ZERO, |padding| padding.length(body, on.grid.pitch));
        on.grid.rect(part).width - padding * 2
    };
    let count = i64::from(division.count());
    let gutters = division.gutter * (count - 1);
    match &division.columns {
        Columns::Widths(widths) => {
            if let Some(odd) =
                widths.iter().find(|width| width.div_floor(body) < NARROWEST || body * width.div_floor(body) != **width)
            {
                let cells = tenths(*odd, body);
                let message = say(format!("一栏宽 {cells} 字"), format!("a column of {cells} 字"));
                let hint = say(
                    format!("栏宽是整字，至少 {NARROWEST} 字"),
                    format!("a column has whole 字, at least {NARROWEST}"),
                );
                sink.push(Diagnostic::new(Code::OutOfRange, span, message).hint(hint));
            }
            let all = widths.iter().fold(Length::ZERO, |sum, width| sum + *width);
            if all + gutters > room {
                let (all, gutters, room) = (tenths(all, body), tenths(gutters, body), tenths(room, body));
                let message = say(
                    format!("各栏共 {all} 字，加栏间 {gutters} 字，超过宽度 {room} 字"),
                    format!(
                        "the columns have {all} 字 and their gutters {gutters} 字: more than the {room} 字 there are"
                    ),
                );
                let hint =
                    say("请改窄各栏，或写小一点的 `gutter`", "make columns narrower, or write a smaller `gutter`");
                sink.push(Diagnostic::new(Code::OutOfRange, span, message).hint(hint));
            }
        }
        // What one deck takes is checked with its head.
        Columns::Count(_) if decks || division.mode == ColumnMode::Auto => {}
        Columns::Count(count) => {
            let cells = ((room - gutters) / i64::from(*count)).div_floor(body).max(0);
            if cells < NARROWEST {
                let message = say(
                    format!("{count} 栏放不下，每栏只有 {cells} 字"),
                    format!("{count} columns of {cells} 字 are too narrow"),
                );
                let hint = say(
                    format!("每栏至少 {NARROWEST} 字，请减少栏数"),
                    format!("a column has at least {NARROWEST} 字: use fewer"),
                );
                sink.push(Diagnostic::new(Code::OutOfRange, span, message).hint(hint));
            }
        }
    }
}

/// A length in 字, to a tenth.
fn tenths(length: Length, body: Length) -> String {
    let tenths = length.max(Length::ZERO).scale(10, 1).div_floor(body);
    if tenths % 10 == 0 { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// Only areas of copy have columns of their own.
pub(super) fn none(at: &[spec::At], sink: &mut Sink) {
    for columns in at.iter().filter_map(|at| at.text_columns.as_ref()) {
        let message = say("只有 `kind: story` 能另分栏", "only `kind: story` has columns of its own");
        let hint = say("请删去 `text_columns`", "delete `text_columns`");
        sink.push(Diagnostic::new(Code::BadValue, columns.span, message).hint(hint));
    }
}
