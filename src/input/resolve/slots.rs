//! Places on the grid: of areas, of rules and of the pictures in an area.

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::input::decode::Sink;
use crate::input::spec;
use crate::model::{Area, GridRect, Head, PictureId, PictureSlot, StoryId};

use super::area::OnPage;
use super::grid::too_many;
use super::page::Pages;

/// Most rectangles, and most pictures, of one area.
const MOST_IN_AN_AREA: usize = 60;

/// The rectangles of an area, checked against the grid and against one another.
pub(super) fn parts(at: &[spec::At], on: &OnPage<'_>, sink: &mut Sink) -> Option<Vec<GridRect>> {
    if at.last().is_some_and(|last| too_many(at.len(), MOST_IN_AN_AREA, last.span, sink)) {
        return None;
    }
    let mut parts: Vec<GridRect> = Vec::with_capacity(at.len());
    for at in at {
        let part = part(at, on, sink)?;
        if parts.iter().any(|earlier| earlier.overlaps(part)) {
            let message = say("同一区域的两个矩形重叠", "two rectangles of one area overlap");
            let hint = say("请改栏或行，使它们分开", "change columns or rows so that they part");
            sink.push(Diagnostic::new(Code::AreaOverlap, at.span, message).hint(hint));
            return None;
        }
        parts.push(part);
    }
    (!parts.is_empty()).then_some(parts)
}

/// The cells of one rectangle, or its part of a gutter.
fn part(at: &spec::At, on: &OnPage<'_>, sink: &mut Sink) -> Option<GridRect> {
    let only_ads =
        [at.size.as_ref().map(|size| size.span), at.row.map(|row| row.span), at.column.map(|column| column.span)];
    if let Some(span) = only_ads.into_iter().flatten().next() {
        let message = say("只有 `kind: ad` 按规格 `size` 定位", "only `kind: ad` is placed by `size` and `row`");
        let hint = say("请写 `columns` 和 `rows`", "write `columns` and `rows`");
        sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
        return None;
    }
    let Some(rows) = at.rows else {
        missing_columns(at, "rows", sink);
        return None;
    };
    match (at.columns, at.gutter) {
        (Some(columns), None) => {
            on_grid(columns, rows, on, sink).then(|| GridRect { columns: columns.ends(), rows: rows.ends() })
        }
        (None, Some(gutter)) => {
            let column = gutter.value.0 as u16;
            let columns = on.grid.columns.len() as u16;
            if column >= columns {
                sink.push(outside(
                    Code::AreaOutside,
                    gutter.span,
                    &say("栏间", "the gutters"),
                    (1, columns.saturating_sub(1)),
                ));
                return None;
            }
            let range = spec::Range { first: column, last: column, span: gutter.span };
            on_grid(range, rows, on, sink).then(|| GridRect::in_gutter(column, rows.ends()))
        }
        (None, None) => {
            missing_columns(at, "columns` / `gutter", sink);
            None
        }
        (Some(columns), Some(_)) => {
            let message = say("`columns` 和 `gutter` 只能写一个", "write `columns` or `gutter`, not both");
            let hint = say(
                "横线用 `columns`，栏间竖线和中缝用 `gutter`",
                "`columns` for columns, `gutter` for what stands between two of them",
            );
            sink.push(Diagnostic::new(Code::BadValue, columns.span, message).hint(hint));
            None
        }
    }
}

/// Whether a part of a gutter is wide enough for copy.
pub(super) fn gutter_holds_copy(parts: &[GridRect], span: Span, on: &OnPage<'_>, sink: &mut Sink) -> bool {
    let widths = parts.iter().filter(|part| part.gutter().is_some()).map(|part| on.grid.rect(*part).width);
    let Some(width) = widths.min().filter(|width| width.div_floor(on.grid.body) < NARROWEST) else { return true };
    let mm = width.to_mm();
    let message =
        say(format!("中缝宽 {mm:.1} 毫米，排不下正文"), format!("the gutter is {mm:.1} mm wide: too narrow for copy"));
    let hint = say(
        format!("至少要 {NARROWEST} 字宽；窄的中缝可放竖排的 `kind: furniture`"),
        format!("{NARROWEST} 字 at least; a narrow one holds vertical `kind: furniture`"),
    );
    sink.push(Diagnostic::new(Code::AreaOutside, span, message).hint(hint));
    false
}

fn missing_columns(at: &spec::At, key: &str, sink: &mut Sink) {
    let inside = |span: Span| span.file == at.span.file && at.span.start <= span.start && span.end <= at.span.end;
    if sink.iter().any(|found| inside(found.span)) {
        // It is there, and what is wrong with it was reported.
        return;
    }
    let message = say(format!("缺少 `{key}`"), format!("`{key}` is missing"));
    let hint = say("写法如 `{columns: 1-4, rows: 15-62}`", "as in `{columns: 1-4, rows: 15-62}`");
    sink.push(Diagnostic::new(Code::MissingKey, at.span, message).hint(hint));
}

fn on_grid(columns: spec::Range, rows: spec::Range, on: &OnPage<'_>, sink: &mut Sink) -> bool {
    let before = sink.len();
    let count = on.grid.columns.len() as u16;
    if columns.last > count {
        sink.push(outside(Code::AreaOutside, columns.span, &say("栏", "the columns"), (1, count)));
    }
    if rows.last > on.grid.rows {
        sink.push(outside(Code::AreaOutside, rows.span, &say("行", "the rows"), (1, on.grid.rows)));
    }
    sink.len() == before
}

pub(super) fn outside(code: Code, span: Span, what: &Say, (first, last): (u16, u16)) -> Diagnostic {
    let message = say(format!("{}超出范围", what.zh), format!("{} go beyond the bounds", what.en));
    let hint = say(format!("可用 {first} 到 {last}"), format!("from {first} to {last}"));
    Diagnostic::new(code, span, message).hint(hint)
}

/// Reports areas that share cells, and rules in gutters that an area covers.
pub(super) fn check_overlaps(areas: &[Area], sink: &mut Sink) {
    for (index, area) in areas.iter().enumerate() {
        let Some(earlier) = areas[..index].iter().find(|earlier| meet(earlier, area)) else { continue };
        let message = say(
            format!("区域 `{}` 和 `{}` 重叠", area.name, earlier.name),
            format!("the areas `{}` and `{}` overlap", area.name, earlier.name),
        );
        let hint = say("请改 `at:` 的栏或行，使它们分开", "change columns or rows of `at:` so that they part");
        let note = say(format!("`{}` 在这里", earlier.name), format!("`{}` is here", earlier.name));
        sink.push(Diagnostic::new(Code::AreaOverlap, area.span, message).hint(hint).note(earlier.span, note));
    }
}

fn meet(a: &Area, b: &Area) -> bool {
    a.parts.iter().any(|one| b.parts.iter().any(|other| one.overlaps(*other)))
}

/// How many columns an area counts for itself; `None` when it counts in the page's.
pub(super) fn own_columns(area: &spec::StoryArea, parts: &[GridRect]) -> Option<u16> {
    let decks = super::head::is_vertical(area.direction.as_ref());
    // Beside a vertical head the columns are divided anew.
    let shared = area
        .head
        .as_ref()
        .is_some_and(|head| super::head::is_vertical(head.direction.as_ref()) && head.columns.is_none() && !decks);
    match (&area.text_columns, &area.frame) {
        (None, None) if shared => Some(parts[0].width()),
        (Some(_), None) if decks => None,
        (_, Some(_)) if decks => Some(parts[0].width()),
        (Some(count), _) => Some(count.value.0 as u16),
        (None, Some(_)) => Some(parts[0].width()),
        (None, None) => None,
    }
}

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
    let own = own_columns(area, parts);
    check_room(area, parts, on, sink);
    if too_many(specs.len(), MOST_IN_AN_AREA, area.span, sink) {
        return Vec::new();
    }
    let mut slots: Vec<PictureSlot> = Vec::with_capacity(specs.len());
    let mut used: Vec<PictureId> = Vec::new();
    for spec in specs {
        let cells = GridRect { columns: spec.columns.ends(), rows: spec.rows.ends() };
        let before = sink.len();
        check_slot(spec, cells, parts, own, area.frame.is_some(), sink);
        if let Some(rows) = head.rows
            && head.direction == crate::model::Direction::Horizontal
            && let Some(first) = parts.first()
        {
            let top = first.rows.0 + u16::from(area.frame.is_some());
            let across = head.columns.unwrap_or(own.map_or(first.columns, |count| (1, count)));
            let head_cells = GridRect { columns: across, rows: (top, top + rows - 1) };
            if head_cells.overlaps(cells) && cells.rows.0 <= first.rows.1 {
                let message = say(
                    format!("图片 `{}` 压住标题", spec.id.value),
                    format!("the picture `{}` covers the head", spec.id.value),
                );
                let hint = say(format!("请从第 {} 行起", top + rows), format!("begin it at row {}", top + rows));
                sink.push(
                    Diagnostic::new(Code::PictureOutside, spec.rows.span, message)
                        .hint(hint)
                        .note(head.span, say("标题在这里", "the head")),
                );
            }
        }
        if let Some(earlier) =
            slots.iter().find(|slot| GridRect { columns: slot.columns, rows: slot.rows }.overlaps(cells))
        {
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
        if fits {
            slots.push(PictureSlot { picture, columns: cells.columns, rows: cells.rows, span: spec.span });
        }
    }
    for (id, picture) in ids(pages, stories).filter(|(_, picture)| !used.contains(picture)) {
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

fn check_slot(
    spec: &spec::PictureSlot,
    cells: GridRect,
    parts: &[GridRect],
    own: Option<u16>,
    framed: bool,
    sink: &mut Sink,
) {
    let what = say(format!("图片 `{}` 的栏", spec.id.value), format!("the columns of the picture `{}`", spec.id.value));
    let edge = u16::from(framed);
    let holds_rows = |part: &&GridRect| part.rows.0 + edge <= cells.rows.0 && cells.rows.1 + edge <= part.rows.1;
    if let Some(count) = own {
        if cells.columns.1 > count {
            sink.push(outside(Code::PictureOutside, spec.columns.span, &what, (1, count)));
        }
    } else if !parts.iter().any(|part| part.columns.0 <= cells.columns.0 && cells.columns.1 <= part.columns.1) {
        let bounds = (parts.iter().map(|part| part.columns.0).min(), parts.iter().map(|part| part.columns.1).max());
        sink.push(outside(
            Code::PictureOutside,
            spec.columns.span,
            &what,
            (bounds.0.unwrap_or(1), bounds.1.unwrap_or(1)),
        ));
    }
    let beside =
        |part: &&GridRect| own.is_some() || (part.columns.0 <= cells.columns.0 && cells.columns.1 <= part.columns.1);
    if parts.iter().any(|part| beside(&part)) && !parts.iter().filter(beside).any(|part| holds_rows(&part)) {
        let bounds = (parts.iter().map(|part| part.rows.0).min(), parts.iter().map(|part| part.rows.1).max());
        let what =
            say(format!("图片 `{}` 的行", spec.id.value), format!("the rows of the picture `{}`", spec.id.value));
        let bounds = (bounds.0.unwrap_or(1) + edge, bounds.1.unwrap_or(1).saturating_sub(edge));
        sink.push(outside(Code::PictureOutside, spec.rows.span, &what, bounds));
    }
}

/// Narrowest column of copy.
///
/// Source: `composition.md`: below this no line can be justified.
pub(super) const NARROWEST: i64 = 4;

fn check_room(area: &spec::StoryArea, parts: &[GridRect], on: &OnPage<'_>, sink: &mut Sink) {
    if super::head::is_vertical(area.direction.as_ref()) {
        return super::head::check_decks(area, parts, on, sink);
    }
    let Some(count) = area.text_columns else { return };
    let narrowest = parts.iter().map(|part| on.grid.rect(*part).width).min().unwrap_or_default();
    let padding = area.frame.as_ref().and_then(|frame| frame.padding);
    let padding =
        padding.map_or(crate::base::units::Length::ZERO, |padding| padding.length(on.grid.body, on.grid.pitch));
    let cells = (narrowest - padding * 2).div_floor(on.grid.body) / i64::from(count.value.0);
    if cells < NARROWEST {
        let message = say(
            format!("{} 栏放不下，每栏只有 {cells} 字", count.value.0),
            format!("{} columns of {cells} 字 are too narrow", count.value.0),
        );
        let hint = say(
            format!("每栏至少 {NARROWEST} 字，请减少栏数"),
            format!("a column has at least {NARROWEST} 字: use fewer"),
        );
        sink.push(Diagnostic::new(Code::OutOfRange, count.span, message).hint(hint));
    }
}
