//! 通版: two facing pages as one grid, and what their numbers and folios must be.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::Size;
use crate::base::units::Length;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{self, Facing, Spread};
use crate::model::{Column, Grid};

use super::grid::{not_negative, positive};
use super::library::Library;

/// The settings of a spread; `None` for a single page.
pub(super) fn facing(spread: Option<&Spread>) -> Option<Option<&Facing>> {
    match spread? {
        Spread::Plain(is_spread) => is_spread.then_some(None),
        Spread::Set(facing) => Some(Some(facing)),
    }
}

/// How many columns a spread of pages of `count` columns has.
pub(super) fn columns(count: u16, facing: Option<&Facing>) -> u16 {
    let joined = facing.and_then(|facing| facing.join).map(|join| join.value.0 as u16);
    let middle = u16::from(facing.is_some_and(|facing| facing.column.is_some()));
    joined.unwrap_or(count * 2 + middle)
}

/// The grid of two facing pages: the columns of both, numbered through.
///
/// Errors: columns that the width cannot hold, or a middle gutter that leaves the pages.
pub(super) fn grid(page: &Grid, facing: Option<&Facing>, span: Span, sink: &mut Sink) -> Option<Grid> {
    let units = (page.body, page.pitch);
    let width = page.trim.width;
    let (first, last) = (*page.columns.first()?, *page.columns.last()?);
    let (start, foot) = (first.x, last.x + last.width);
    let own = width - foot + start;
    // Where the left page's columns are moved to, and the right page's.
    let (gutter, inwards, across) = match facing.and_then(|facing| facing.gutter) {
        Some(gutter) => {
            let gutter = not_negative(Some(gutter), units, sink);
            let half = gutter / 2;
            (gutter, width - half - foot, width + gutter - half - start)
        }
        None => (own, Length::ZERO, width),
    };
    if start + inwards < Length::ZERO || foot + inwards > width {
        let place = facing.and_then(|facing| facing.gutter).map_or(span, |gutter| gutter.span);
        let message = say("中间的空超出两版", "the middle gutter leaves no room for the pages");
        let most = own + start * 2;
        let hint = say(format!("最多 {:.1} mm", most.to_mm()), format!("at most {:.1} mm", most.to_mm()));
        sink.push(Diagnostic::new(Code::OutOfRange, place, message).hint(hint));
        return None;
    }
    let left = page.columns.iter().map(|column| Column { x: column.x + inwards, ..*column });
    let right = page.columns.iter().map(|column| Column { x: column.x + across, ..*column });
    let mut columns: Vec<Column> = left.collect();
    if let Some(measure) = facing.and_then(|facing| facing.column) {
        columns.push(middle(measure, (width, gutter, page.gutter()), units, sink)?);
    }
    columns.extend(right);
    if let Some(join) = facing.and_then(|facing| facing.join.as_ref()) {
        if let Some(column) = facing.and_then(|facing| facing.column) {
            let message = say("`join` 的栏贯通两版，中间不再有栏", "with `join` there is no middle column");
            let hint = say("`join` 和 `column` 只写一个", "write `join` or `column`");
            sink.push(Diagnostic::new(Code::BadValue, column.span, message).hint(hint));
            return None;
        }
        columns = joined(&columns, join, (page.gutter(), page.body), sink)?;
    }
    let trim = Size { width: width * 2, height: page.trim.height };
    Some(Grid { trim, columns, ..page.clone() })
}

/// The column in the middle gutter, half on either page.
fn middle(
    measure: spec::Measure,
    (fold, gutter, gap): (Length, Length, Length),
    units: (Length, Length),
    sink: &mut Sink,
) -> Option<Column> {
    let width = positive(measure, units, sink);
    if width + gap * 2 > gutter {
        let room = (gutter - gap * 2).div_floor(units.0).max(0);
        let message = say("中缝里放不下这一栏", "the middle gutter has no room for this column");
        let hint = say(format!("最多 {room} 字"), format!("at most {room}字"));
        sink.push(Diagnostic::new(Code::OutOfRange, measure.span, message).hint(hint));
        return None;
    }
    Some(Column { x: fold - width / 2, width })
}

/// Equal columns of whole 字 over the width of all columns; the gaps take what is left, to the unit.
///
/// Source: `makeup.md` 5, 绝对.
fn joined(
    columns: &[Column],
    join: &Spanned<spec::Whole<1, 60>>,
    (gap, body): (Length, Length),
    sink: &mut Sink,
) -> Option<Vec<Column>> {
    let count = i64::from(join.value.0);
    let (first, last) = (*columns.first()?, *columns.last()?);
    let width = last.x + last.width - first.x;
    let cells = ((width - gap * (count - 1)) / count).div_floor(body);
    if cells < 1 {
        let message = say(format!("{count} 栏太多"), format!("{count} columns are too many"));
        let most = (width + gap).div_floor(body + gap);
        let hint = say(format!("最多 {most} 栏"), format!("at most {most}"));
        sink.push(Diagnostic::new(Code::OutOfRange, join.span, message).hint(hint));
        return None;
    }
    let measure = body * cells;
    let free = width - measure * count;
    let before = |index: i64| if count == 1 { free / 2 } else { free.scale(index, count - 1) };
    Some((0..count).map(|index| Column { x: first.x + measure * index + before(index), width: measure }).collect())
}

/// Reports a page that is described as a spread and is none, and the other way round.
///
/// A left page has an even number: what a reader has open before him are pages 2 and 3, never 1 and 2.
pub(super) fn check_numbers(page: &spec::Page, is_spread: bool, named: Span, sink: &mut Sink) -> bool {
    let numbers = page.page.value;
    let two = numbers.0 != numbers.1;
    if two != is_spread {
        let next = numbers.0 + 1;
        let (message, hint) = if is_spread {
            (
                say("这个版面描述是通版，要占两个版", "this layout is a spread: it takes two pages"),
                say(format!("请写 `page: {}-{next}`", numbers.0), format!("write `page: {}-{next}`", numbers.0)),
            )
        } else {
            (
                say("这个版面描述只有一个版", "this layout is of one page"),
                say(
                    "请写一个版次，或在版面描述里写 `spread: true`",
                    "write one number, or `spread: true` in the layout",
                ),
            )
        };
        let finding = Diagnostic::new(Code::BadValue, page.page.span, message).hint(hint);
        sink.push(finding.note(named, say("版面描述", "the layout")));
        return false;
    }
    if two && numbers.0 % 2 == 1 {
        let message = say(
            format!("第 {} 版和第 {} 版是一张纸的两面，不相对", numbers.0, numbers.1),
            format!("pages {} and {} are the two sides of a leaf; they do not face each other", numbers.0, numbers.1),
        );
        let hint = say("通版的左版是双数版", "the left page of a spread has an even number");
        sink.push(Diagnostic::new(Code::PagesNotFacing, page.page.span, message).hint(hint));
    }
    true
}

/// Whether an area of copy of a spread begins on the right page; `None` for a page that is no spread.
pub(super) fn begins_right(library: &mut Library<'_>, page: &spec::Page, area: &str, sink: &mut Sink) -> Option<bool> {
    if page.page.value.0 == page.page.value.1 {
        return None;
    }
    let layout = library.layout(&page.layout.value, page.layout.span, sink)?;
    let facing = facing(layout.spec.spread.as_ref())?;
    let format = layout.spec.format.0.as_ref()?;
    let format = library.format(&format.value, format.span, sink)?;
    let spec::Area::Story(area) = layout.spec.areas.get(area)? else { return None };
    let first = area.at.0.first()?.columns?.ends().0;
    Some(first > columns(format.columns.count.0 as u16, facing).div_ceil(2))
}

/// The folios of a page, the left and the right one: as written, or `A` and the number.
pub(super) fn folios(page: &spec::Page, sink: &mut Sink) -> [String; 2] {
    let numbers = page.page.value;
    let plain = |number: u32| format!("A{number:02}");
    let Some(written) = &page.folio else { return [plain(numbers.0), plain(numbers.1)] };
    for folio in &written.0 {
        check_folio(folio, sink);
    }
    match (&written.0[..], numbers.0 == numbers.1) {
        ([one], true) => [one.value.clone(), one.value.clone()],
        ([left, right], false) => [left.value.clone(), right.value.clone()],
        _ => {
            let wanted = if numbers.0 == numbers.1 { ("一个", "one") } else { ("两个", "two") };
            let message = say(format!("这里要写{}版号", wanted.0), format!("{} wanted here", wanted.1));
            let hint = say("写法如 `A04`，通版如 `[A04, A05]`", "as in `A04`, or `[A04, A05]` for a spread");
            let span = written.0.last().map_or(page.page.span, |folio| folio.span);
            sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
            [plain(numbers.0), plain(numbers.1)]
        }
    }
}

/// `A04-05` of `A04` and `A05`, as in file names.
pub(super) fn joined_folio([left, right]: &[String; 2]) -> String {
    if left == right {
        return left.clone();
    }
    let letters = |folio: &str| folio.len() - folio.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (own, other) = (letters(left), letters(right));
    let rest = if left[..own] == right[..other] { &right[other..] } else { right };
    format!("{left}-{rest}")
}

fn check_folio(folio: &Spanned<String>, sink: &mut Sink) {
    let name = &folio.value;
    if !name.is_empty() && name.len() <= 8 && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return;
    }
    let message = say(format!("版号 `{name}` 要用在文件名里"), format!("the folio `{name}` is to stand in file names"));
    let hint = say("请用 1 到 8 个英文字母或数字，如 `A01`", "use 1 to 8 letters A to Z or figures, as in `A01`");
    sink.push(Diagnostic::new(Code::BadValue, folio.span, message).hint(hint));
}
