//! Places on the grid: of areas and of rules.

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::input::decode::Sink;
use crate::input::spec;
use crate::model::{Area, GridRect};

use super::area::OnPage;
use super::grid::too_many;

/// Most rectangles, and most pictures, of one area.
pub(super) const MOST_IN_AN_AREA: usize = 60;

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

/// Reports areas that share cells, and rules in gutters that an area covers, where that is not declared.
pub(super) fn check_overlaps(areas: &[Area], declared: &[(usize, usize)], sink: &mut Sink) {
    for (index, area) in areas.iter().enumerate() {
        let undeclared = |other: usize| !declared.contains(&(other, index)) && !declared.contains(&(index, other));
        let earlier = areas[..index].iter().enumerate();
        let mut meeting = earlier.filter(|(other, earlier)| meet(earlier, area) && undeclared(*other));
        let Some((_, earlier)) = meeting.next() else { continue };
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

/// Fewest 字 of a line of a deck, or beside a vertical head.
///
/// Source: `composition.md`: below this no line can be justified.
pub(super) const NARROWEST: i64 = 4;
