//! Advertisements: sizes of the catalogue, bookings, and the shape of their art.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::{Rect, Size};
use crate::base::units::Length;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{self, AdSize};
use crate::model::{AdShape, Frame, GridRect, Picture};

use super::area::OnPage;
use super::grid::positive;
use super::page::Pages;
use super::slots;

/// Art may leave this much of its place bare, on both sides together, before that is told: 2 mm beside or
/// above it are taken for its margin.
const BARE: Length = Length::mm(4);
/// The shape of a page of a PDF may differ from that of its place by so much, in thousandths.
const SHAPE: i64 = 10;
/// It may be set so much larger or smaller than it was made, in thousandths, before that is told.
const SIZE: i64 = 100;

/// The place of an advertisement: where it is described, or by its size and first row.
pub(super) fn part(area: &spec::AdArea, on: &OnPage<'_>, sink: &mut Sink) -> Option<GridRect> {
    let at = area.at.0.first()?;
    let Some(name) = &at.size else {
        let part = slots::parts(std::slice::from_ref(at), on, sink)?[0];
        if let Some(name) = &area.size {
            check_size(name, size(name, on, sink)?, part, on, sink);
        }
        return Some(part);
    };
    let size = size(name, on, sink)?;
    let Some(row) = at.row.as_ref().filter(|_| at.columns.is_none() && at.rows.is_none() && at.gutter.is_none()) else {
        let message = say("写了 `size`，就只写 `row` 和 `column`", "with `size` goes `row`, and `column`");
        let hint = say("写法如 `{size: 通栏, row: 90}`", "as in `{size: 通栏, row: 90}`");
        sink.push(Diagnostic::new(Code::BadValue, at.span, message).hint(hint));
        return None;
    };
    let first = at.column.as_ref().map_or(1, |column| column.value.0 as u16);
    let (columns, rows) = cells(size, first, on, sink)?;
    let last = (first + columns - 1, row.value.0 as u16 + rows - 1);
    let gutter = size.gutter == Some(true);
    let most = (on.grid.columns.len() as u16 - u16::from(gutter), on.grid.rows);
    if last.0 > most.0 || last.1 > most.1 {
        let span = if last.1 > most.1 { row.span } else { at.column.as_ref().map_or(name.span, |column| column.span) };
        let what = say(format!("广告 `{}`", name.value), format!("the columns or rows of `{}`", name.value));
        let bounds = if last.1 > most.1 {
            (1, (most.1 + 1).saturating_sub(rows))
        } else {
            (1, (most.0 + 1).saturating_sub(columns))
        };
        sink.push(slots::outside(Code::AreaOutside, span, &what, bounds));
        return None;
    }
    let rows = (row.value.0 as u16, last.1);
    Some(if gutter { GridRect::in_gutter(first, rows) } else { GridRect { columns: (first, last.0), rows } })
}

/// The sizes of a page's format, as large as they are from its first column on.
pub(super) fn shapes(on: &OnPage<'_>) -> Vec<AdShape> {
    let named = on.format.ads.iter().flat_map(|ads| ads.names().filter_map(|name| Some((name, ads.get(name)?))));
    // What is wrong with a size is told where it is used.
    let shape = |(name, size): (&str, &AdSize)| {
        let (columns, rows) = cells(size, 1, on, &mut Sink::new())?;
        Some(AdShape { name: name.to_owned(), columns, rows, in_gutter: size.gutter == Some(true) })
    };
    named.filter_map(shape).collect()
}

fn size<'a>(name: &Spanned<String>, on: &OnPage<'a>, sink: &mut Sink) -> Option<&'a AdSize> {
    let ads = on.format.ads.as_ref();
    let found = ads.and_then(|ads| ads.get(&name.value));
    if found.is_none() {
        sink.push(super::unknown(name, ("广告规格", "size of advertisements"), ads.iter().flat_map(|ads| ads.names())));
    }
    found
}

/// How many columns, from column `first` on, and rows a size has; of one in millimetres those that cover it.
fn cells(size: &AdSize, first: u16, on: &OnPage<'_>, sink: &mut Sink) -> Option<(u16, u16)> {
    let grid = on.grid;
    let columns = match (size.columns, size.width) {
        _ if size.gutter == Some(true) => 1,
        (Some(columns), None) => columns.0 as u16,
        (None, Some(width)) => {
            let width = positive(width, on.units(), sink);
            let left = grid.columns.get(usize::from(first) - 1)?.x;
            let right = |count: &usize| {
                let column = grid.columns[(usize::from(first) + count - 2).min(grid.columns.len() - 1)];
                column.x + column.width
            };
            (1..=grid.columns.len()).find(|count| right(count) - left >= width).unwrap_or(grid.columns.len()) as u16
        }
        _ => return unclear(size, "columns", "width", sink),
    };
    let rows = match (size.rows, size.height) {
        (Some(rows), None) => rows.0 as u16,
        (None, Some(height)) => {
            let height = positive(height, on.units(), sink) + grid.pitch - grid.body;
            height.div_ceil(grid.pitch).clamp(1, i64::from(u16::MAX)) as u16
        }
        _ => return unclear(size, "rows", "height", sink),
    };
    Some((columns, rows))
}

fn unclear<T>(size: &AdSize, cells: &str, length: &str, sink: &mut Sink) -> Option<T> {
    let message = say(
        format!("广告规格要写 `{cells}` 或 `{length}` 之一"),
        format!("a size has `{cells}` or `{length}`, one of them"),
    );
    let hint = say("写法如 `{columns: 7, rows: 18}`", "as in `{columns: 7, rows: 18}`");
    sink.push(Diagnostic::new(Code::BadValue, size.span, message).hint(hint));
    None
}

fn check_size(name: &Spanned<String>, size: &AdSize, part: GridRect, on: &OnPage<'_>, sink: &mut Sink) {
    let Some((columns, rows)) = cells(size, part.columns.0.min(part.columns.1), on, sink) else { return };
    let gutter = size.gutter == Some(true);
    if (part.width(), part.height(), part.gutter().is_some()) == (columns, rows, gutter) {
        return;
    }
    let message = say(
        format!("`{}` 是 {columns} 栏 {rows} 行，这里是 {} 栏 {} 行", name.value, part.width(), part.height()),
        format!("`{}` is {columns} columns by {rows} rows; this is {} by {}", name.value, part.width(), part.height()),
    );
    let hint = say(
        format!("请改 `at`，或写 `at: {{size: {}, row: {}}}`", name.value, part.rows.0),
        format!("change `at`, or write `at: {{size: {}, row: {}}}`", name.value, part.rows.0),
    );
    sink.push(
        Diagnostic::new(Code::AdSize, name.span, message).hint(hint).note(size.span, say("规格在这里", "the size")),
    );
}

/// A booking is for one place; a place without one is noted.
pub(super) fn check_booking(
    pages: &mut Pages<'_, '_>,
    booking: Option<&Spanned<String>>,
    place: Span,
    sink: &mut Sink,
) {
    let Some(booking) = booking else {
        let message = say("广告没有预订号", "an advertisement without a booking");
        let hint = say("请写 `booking: AD-1`", "write `booking: AD-1`");
        sink.push(Diagnostic::new(Code::AdUnbooked, place, message).hint(hint));
        return;
    };
    match pages.bookings.iter().find(|known| known.value == booking.value) {
        Some(first) => {
            let message = say(
                format!("预订号 `{}` 用了两次", booking.value),
                format!("the booking `{}` is used twice", booking.value),
            );
            let hint = say("请查广告单：一个预订号一个位置", "look at the order: a booking is for one place");
            let note = say("第一次在这里", "first here");
            sink.push(Diagnostic::new(Code::AdBookedTwice, booking.span, message).hint(hint).note(first.span, note));
        }
        None => pages.bookings.push(booking.clone()),
    }
}

/// Art of another shape than its place leaves a part of it bare: told in millimetres.
pub(super) fn check_art(picture: &Picture, part: GridRect, frame: Option<&Frame>, on: &OnPage<'_>, sink: &mut Sink) {
    let Some(file) = &picture.file else { return };
    let grid = on.grid;
    let cells = grid.rect(part);
    let outer = Rect { height: cells.height - (grid.pitch - grid.body), ..cells };
    let place = outer.inset(frame.map_or(Length::ZERO, |frame| frame.padding));
    let (width, height) = (i64::from(file.width.max(1)), i64::from(file.height.max(1)));
    let by_width = place.width.scale(height, width);
    let (own, bare) = if by_width <= place.height {
        ((place.width, by_width), place.height - by_width)
    } else {
        let own = place.height.scale(width, height);
        ((own, place.height), place.width - own)
    };
    if let Some(size) = file.sheet {
        return check_sheet(size, Size { width: place.width, height: place.height }, bare, picture, sink);
    }
    if bare <= BARE {
        return;
    }
    let (w, h, own_w, own_h) = (place.width.to_mm(), place.height.to_mm(), own.0.to_mm(), own.1.to_mm());
    let bare = bare.to_mm();
    let message = say(
        format!(
            "广告的形状和位置不合：位置 {w:.1} × {h:.1} 毫米，画面排成 {own_w:.1} × {own_h:.1} 毫米，空出 {bare:.1} 毫米"
        ),
        format!(
            "the art is of another shape than its place: the place is {w:.1} × {h:.1} mm, the art becomes {own_w:.1} × {own_h:.1} mm and leaves {bare:.1} mm bare"
        ),
    );
    let hint = say("请按位置的尺寸重做画面，或换一个规格", "have the art made for its place, or choose another size");
    sink.push(Diagnostic::new(Code::AdArtShape, picture.span, message).hint(hint));
}

/// A page of a PDF was made to a size: its shape is that of the place to a hundredth, and it is set at nearly that size.
fn check_sheet(made: Size, place: Size, bare: Length, picture: &Picture, sink: &mut Sink) {
    let mm = |size: Size| format!("{:.1} × {:.1}", size.width.to_mm(), size.height.to_mm());
    // Width to height against width to height, in thousandths.
    let ratio = |along: Length, other: Length, across: Length, against: Length| {
        let (one, two) =
            (i128::from(along.get()) * i128::from(other.get()), i128::from(across.get()) * i128::from(against.get()));
        (one * 1000 / two.max(1)) as i64
    };
    let shape = ratio(made.width, place.height, made.height, place.width);
    let (made_mm, place_mm) = (mm(made), mm(place));
    if (shape - 1000).abs() > SHAPE {
        let message = say(
            format!(
                "PDF 画面的形状和位置不合：位置 {place_mm} 毫米，画面成品 {made_mm} 毫米，空出 {:.1} 毫米",
                bare.to_mm()
            ),
            format!(
                "the PDF is of another shape than its place: the place is {place_mm} mm, its trim {made_mm} mm; {:.1} mm stay bare",
                bare.to_mm()
            ),
        );
        let hint = say(
            format!("请广告方按 {place_mm} 毫米重做，或换一个规格；画面不会被拉伸"),
            format!("have it made {place_mm} mm, or choose another size; it is never stretched"),
        );
        sink.push(Diagnostic::new(Code::AdArtShape, picture.span, message).hint(hint));
        return;
    }
    let scale = place.width.min(place.height.scale(made.width.get(), made.height.get()));
    let percent = scale.scale(1000, made.width.get()).get();
    if (percent - 1000).abs() > SIZE {
        let percent = (percent + 5) / 10;
        let message = say(
            format!("PDF 画面成品 {made_mm} 毫米，位置 {place_mm} 毫米：排成 {percent}%"),
            format!("the PDF's trim is {made_mm} mm, its place {place_mm} mm: it is set at {percent} %"),
        );
        let hint = say(
            "字号和线条随之缩放：请核对，或请广告方按位置的尺寸重做",
            "type and lines change with it: look at them, or have it made for its place",
        );
        sink.push(Diagnostic::new(Code::AdArtScale, picture.span, message).hint(hint));
    }
}
