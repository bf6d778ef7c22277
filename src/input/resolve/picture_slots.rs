//! Pictures in an area of copy: in whole columns or anywhere, each inside it and clear of the others.

use crate::base::diag::{Code, Diagnostic, say};
use crate::base::units::Length;
use crate::input::decode::Sink;
use crate::input::spec;
use crate::model::{Across, Direction, GridRect, Head, PictureId, PictureSlot, StoryId, Wrap};

use super::area::OnPage;
use super::columns::own_columns;
use super::contour::{contour, not_in_decks};
use super::grid::{not_negative, positive, too_many};
use super::page::Pages;
use super::slots::{MOST_IN_AN_AREA, outside};

/// The pictures of an area of copy, each inside it, clear of the head and of one another.
pub(super) fn pictures(
    pages: &Pages<'_, '_>,
    area: &spec::StoryArea,
    stories: &[StoryId],
    parts: &[GridRect],
    head: &Head,
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Vec<PictureSlot> {
    let specs = area.pictures.as_deref().unwrap_or_default();
    let own: Vec<Option<u16>> = (0..parts.len()).map(|index| own_columns(area, parts, index)).collect();
    if super::head::is_vertical(area.direction.as_ref()) {
        super::head::check_decks(area, parts, on, sink);
    }
    if too_many(specs.len(), MOST_IN_AN_AREA, area.span, sink) {
        return Vec::new();
    }
    let mut slots: Vec<PictureSlot> = Vec::with_capacity(specs.len());
    let mut used: Vec<PictureId> = Vec::new();
    for spec in specs {
        let before = sink.len();
        if super::head::is_vertical(area.direction.as_ref()) {
            not_in_decks(spec, sink);
        }
        let across = across(spec, area, parts, on, sink);
        if let Some(cells) = across.and_then(|across| cells(across, spec.rows.ends())) {
            check_slot(spec, cells, parts, &own, area.frame.is_some(), sink);
            check_head(spec, cells, (parts, own.first().copied().flatten(), area.frame.is_some()), head, sink);
            let covers = |slot: &&PictureSlot| {
                self::cells(slot.across, slot.rows).is_some_and(|earlier| earlier.overlaps(cells))
            };
            if let Some(earlier) = slots.iter().find(covers) {
                let message = say(
                    format!("图片 `{}` 压住另一张图", spec.id.value),
                    format!("the picture `{}` covers another", spec.id.value),
                );
                let hint = say("请改栏或行，使它们分开", "change columns or rows so that they part");
                sink.push(
                    Diagnostic::new(Code::PictureOutside, spec.span, message)
                        .hint(hint)
                        .note(earlier.span, say("另一张在这里", "the other")),
                );
            }
        }
        let clearance = spec.clearance.map(|clearance| not_negative(Some(clearance), on.units(), sink));
        super::fit::check_crop(spec, sink);
        let fits = sink.len() == before;
        let Some(picture) = find(pages, stories, &spec.id.value) else {
            let known: Vec<String> = ids(pages, stories).map(|(id, _)| id).collect();
            let message = say(
                format!("版面要图片 `{}`，稿件没有", spec.id.value),
                format!("the layout wants a picture `{}`; the story has none", spec.id.value),
            );
            let cure = crate::input::suggest::cure(&spec.id.value, known.iter().map(String::as_str));
            sink.push(Diagnostic::new(Code::PictureUnplaced, spec.id.span, message).hint(cure));
            continue;
        };
        if used.contains(&picture) {
            let message = say(
                format!("图片 `{}` 放了两次", spec.id.value),
                format!("the picture `{}` is placed twice", spec.id.value),
            );
            let hint = say("请删去一处", "delete one of the places");
            sink.push(Diagnostic::new(Code::DuplicateName, spec.id.span, message).hint(hint));
            continue;
        }
        used.push(picture);
        if let (true, Some(across)) = (fits, across) {
            let usual = if matches!(across, Across::Place { .. }) { on.grid.body } else { Length::ZERO };
            slots.push(PictureSlot {
                picture,
                across,
                rows: spec.rows.ends(),
                wrap: spec.wrap.map_or(Wrap::default(), |wrap| wrap.value.0),
                clearance: clearance.unwrap_or(usual),
                contour: contour(pages, spec, picture, sink),
                crop: spec.crop.map(spec::Range::ends),
                credit_apart: spec.credit.is_some_and(|credit| credit.value.0 == spec::Apart::OwnLine),
                span: spec.span,
            });
        }
    }
    // Pictures of a story that goes on elsewhere are counted over all its areas.
    let whole: Vec<StoryId> = stories.iter().copied().filter(|story| !pages.jumps.has(*story)).collect();
    for (id, picture) in ids(pages, &whole).filter(|(_, picture)| !used.contains(picture)) {
        let span = pages.pictures.model.get(picture.0 as usize).map_or(area.span, |picture| picture.span);
        let message = say(format!("图片 `{id}` 没有上版"), format!("the picture `{id}` is placed nowhere"));
        let hint = say("请在版面描述的 `pictures:` 里放上它", "place it under `pictures:` of the page description");
        sink.push(
            Diagnostic::new(Code::PictureUnplaced, span, message)
                .hint(hint)
                .note(area.span, say("区域在这里", "the area")),
        );
    }
    slots
}

fn ids<'a>(pages: &'a Pages<'_, '_>, stories: &'a [StoryId]) -> impl Iterator<Item = (String, PictureId)> + 'a {
    let of_story =
        |id: &StoryId| pages.stories.model.get(id.0 as usize).map_or(&[][..], |story| story.pictures.as_slice());
    let name = |id: &PictureId| Some((pages.pictures.model.get(id.0 as usize)?.id.clone(), *id));
    stories.iter().flat_map(of_story).filter_map(name)
}

fn find(pages: &Pages<'_, '_>, stories: &[StoryId], wanted: &str) -> Option<PictureId> {
    ids(pages, stories).find(|(id, _)| id == wanted).map(|(_, picture)| picture)
}

/// Whether a rectangle of the area has the columns and the rows of a picture.
fn check_slot(
    spec: &spec::PictureSlot,
    cells: GridRect,
    parts: &[GridRect],
    own: &[Option<u16>],
    framed: bool,
    sink: &mut Sink,
) {
    let columns_of = |index: usize| own[index].map_or(parts[index].columns, |count| (1, count));
    let all = 0..parts.len();
    let has_columns = |index: &usize| {
        let (first, last) = columns_of(*index);
        first <= cells.columns.0 && cells.columns.1 <= last
    };
    let has_rows = |index: &usize| {
        let rows = inner_rows(parts, *index, framed);
        rows.0 <= cells.rows.0 && cells.rows.1 <= rows.1
    };
    let id = &spec.id.value;
    if !all.clone().any(|index| has_columns(&index)) {
        let columns = || all.clone().map(columns_of);
        let bounds = (columns().map(|columns| columns.0).min(), columns().map(|columns| columns.1).max());
        let what = say(format!("图片 `{id}` 的栏"), format!("the columns of the picture `{id}`"));
        let span = spec.columns.map_or(spec.span, |columns| columns.span);
        sink.push(outside(Code::PictureOutside, span, &what, (bounds.0.unwrap_or(1), bounds.1.unwrap_or(1))));
    } else if !all.clone().filter(has_columns).any(|index| has_rows(&index)) {
        sink.push(outside_rows(spec, parts, framed));
    }
}

/// The rows of a rectangle that its area's frame leaves it: all, where the area goes on above or below.
fn inner_rows(parts: &[GridRect], index: usize, framed: bool) -> (u16, u16) {
    let part = parts[index];
    let goes_on = |row: u16| {
        let beside = GridRect { rows: (row, row), ..part };
        parts.iter().any(|other| other.overlaps(beside))
    };
    let edge = |row: u16| u16::from(framed && !goes_on(row));
    (part.rows.0 + edge(part.rows.0 - 1), part.rows.1 - edge(part.rows.1 + 1))
}

fn outside_rows(spec: &spec::PictureSlot, parts: &[GridRect], framed: bool) -> Diagnostic {
    let rows = || (0..parts.len()).map(|index| inner_rows(parts, index, framed));
    let bounds = (rows().map(|rows| rows.0).min().unwrap_or(1), rows().map(|rows| rows.1).max().unwrap_or(1));
    let id = &spec.id.value;
    let what = say(format!("图片 `{id}` 的行"), format!("the rows of the picture `{id}`"));
    outside(Code::PictureOutside, spec.rows.span, &what, bounds)
}

/// Where a picture stands across its area. `None`: that is not said, or wrong, and was reported.
fn across(
    spec: &spec::PictureSlot,
    area: &spec::StoryArea,
    parts: &[GridRect],
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Option<Across> {
    match (spec.columns, spec.x, spec.width) {
        (Some(columns), None, None) => {
            let (first, last) = columns.ends();
            Some(Across::Columns(first, last))
        }
        (None, Some(x), Some(width)) => {
            let before = sink.len();
            let place = (not_negative(Some(x), on.units(), sink), positive(width, on.units(), sink));
            if sink.len() > before {
                return None;
            }
            check_place(spec, place, area, parts, on, sink);
            Some(Across::Place { x: place.0, width: place.1 })
        }
        (Some(_), x, width) => {
            let span = x.or(width).map_or(spec.span, |measure| measure.span);
            let message = say("`columns` 和 `x`、`width` 只能写一种", "write `columns`, or `x` and `width`, not both");
            let hint =
                say("占整栏用 `columns`，否则用 `x` 和 `width`", "`columns` for whole columns, else `x` and `width`");
            sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
            None
        }
        (None, x, width) => {
            let key = match (x, width) {
                (None, None) => "columns` / `x",
                (None, Some(_)) => "x",
                (Some(_), _) => "width",
            };
            let message = say(format!("缺少 `{key}`"), format!("`{key}` is missing"));
            let hint = say(
                "写法如 `{columns: 2-3, rows: 30-46}` 或 `{x: 10字, width: 12字, rows: 30-46}`",
                "as in `{columns: 2-3, rows: 30-46}` or `{x: 10字, width: 12字, rows: 30-46}`",
            );
            sink.push(Diagnostic::new(Code::MissingKey, spec.span, message).hint(hint));
            None
        }
    }
}

/// Whether a place anywhere is inside the rectangles of its area in all of its rows.
fn check_place(
    spec: &spec::PictureSlot,
    (x, width): (Length, Length),
    area: &spec::StoryArea,
    parts: &[GridRect],
    on: &OnPage<'_>,
    sink: &mut Sink,
) {
    let padding = area.frame.as_ref().and_then(|frame| frame.padding);
    let padding = padding.map_or(Length::ZERO, |padding| padding.length(on.grid.body, on.grid.pitch));
    let rows_of = |index: usize| inner_rows(parts, index, area.frame.is_some());
    let inside = |part: &GridRect| {
        let rect = on.grid.rect(*part);
        (rect.x + padding, rect.right() - padding)
    };
    let left = parts.iter().map(|part| inside(part).0).min().unwrap_or_default();
    let (start, end) = (left + x, left + x + width);
    let (first, last) = spec.rows.ends();
    for row in first..=last {
        let has_row = |index: &usize| rows_of(*index).0 <= row && row <= rows_of(*index).1;
        let here = || (0..parts.len()).filter(has_row).map(|index| inside(&parts[index]));
        let Some((low, high)) = here().map(|part| part.0).min().zip(here().map(|part| part.1).max()) else {
            sink.push(outside_rows(spec, parts, area.frame.is_some()));
            return;
        };
        if start < low || end > high {
            let body = on.grid.body;
            let cells = |length: Length| length.div_floor(body).max(0);
            let (from, to) = (cells(low - left), cells(high - left));
            let id = &spec.id.value;
            let message = say(
                format!("图片 `{id}` 在第 {row} 行伸出区域"),
                format!("the picture `{id}` leaves its area in row {row}"),
            );
            let hint = say(
                format!("这一行里 `x` 和 `x` 加 `width` 在 {from}字 到 {to}字 之间"),
                format!("in this row `x`, and `x` with `width`, are from {from}字 to {to}字"),
            );
            let span = spec.x.map_or(spec.span, |x| x.span);
            sink.push(Diagnostic::new(Code::PictureOutside, span, message).hint(hint));
            return;
        }
    }
}

/// The cells of a picture in whole columns.
fn cells(across: Across, rows: (u16, u16)) -> Option<GridRect> {
    match across {
        Across::Columns(first, last) => Some(GridRect { columns: (first, last), rows }),
        Across::Place { .. } => None,
    }
}

/// A picture in whole columns may not cover a head whose height is held.
fn check_head(
    spec: &spec::PictureSlot,
    cells: GridRect,
    (parts, own, framed): (&[GridRect], Option<u16>, bool),
    head: &Head,
    sink: &mut Sink,
) {
    let (Some(rows), Direction::Horizontal, Some(first)) = (head.rows, head.direction, parts.first()) else { return };
    let top = first.rows.0 + u16::from(framed);
    let across = head.columns.unwrap_or(own.map_or(first.columns, |count| (1, count)));
    let head_cells = GridRect { columns: across, rows: (top, top + rows - 1) };
    if !head_cells.overlaps(cells) || cells.rows.0 > first.rows.1 {
        return;
    }
    let id = &spec.id.value;
    let message = say(format!("图片 `{id}` 压住标题"), format!("the picture `{id}` covers the head"));
    let hint = say(format!("请从第 {} 行起", top + rows), format!("begin it at row {}", top + rows));
    let note = say("标题在这里", "the head");
    sink.push(Diagnostic::new(Code::PictureOutside, spec.rows.span, message).hint(hint).note(head.span, note));
}
