//! Pictures in their boxes: crop round the focus, placeholder where the file is missing.

use crate::base::color::{Cmyk, Color};
use crate::base::diag::{Diagnostic, FileId, Span};
use crate::base::geom::{Point, Rect};
use crate::base::units::{Length, Permille};
use crate::model::{Align, Contour, Copy, Picture, PictureFile, Stroke, TextStyle, VAlign};
use crate::page::{Image, Item, ItemKind, Source};

use super::desk::Desk;
use super::furniture::set_box;
use super::rules;

/// The tint of a placeholder: light enough to read the note on it.
const PLACEHOLDER: Color = Color::Process(Cmyk::gray(80));

/// How a picture meets its box.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Framing {
    /// The box is filled; what does not fit its shape is cropped away round the focus.
    Filled,
    /// The whole picture, centred, nothing cut: advertisements and furniture.
    Whole,
}

/// Puts a picture into `at`; a placeholder of the same box when there is no file.
pub(crate) fn place(
    desk: &Desk<'_>,
    picture: &Picture,
    framing: Framing,
    at: Rect,
    span: Span,
    items: &mut Vec<Item>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(file) = &picture.file else {
        return placeholder(desk, picture, at, span, items, diagnostics);
    };
    let (at, crop) = match framing {
        Framing::Filled => (at, crop(file, picture.focus, at)),
        Framing::Whole => (inside(file, at), (0, 0, file.width, file.height)),
    };
    let image = Image { source: Source(file.key), page: file.page, at, crop, beyond: [0; 4], gray: false };
    items.push(Item { span, kind: ItemKind::Image(image) });
}

/// The largest box of the picture's shape in the middle of `at`.
fn inside(file: &PictureFile, at: Rect) -> Rect {
    let (width, height) = (i64::from(file.width.max(1)), i64::from(file.height.max(1)));
    let by_width = at.width.scale(height, width);
    let (w, h) = if by_width <= at.height { (at.width, by_width) } else { (at.height.scale(width, height), at.height) };
    Rect::new(at.x + (at.width - w) / 2, at.y + (at.height - h) / 2, w, h)
}

/// The largest part of the picture that has the shape of `at`, as near round the focus as it can be.
fn crop(file: &PictureFile, focus: (u16, u16), at: Rect) -> (u32, u32, u32, u32) {
    let (width, height) = (i128::from(file.width), i128::from(file.height));
    let (across, down) = (i128::from(at.width.get().max(1)), i128::from(at.height.get().max(1)));
    let (w, h) = if width * down > height * across {
        ((height * across / down).clamp(1, width), height)
    } else {
        (width, (width * down / across).clamp(1, height))
    };
    let place = |size: i128, part: i128, focus: u16| {
        let centre = size * i128::from(focus.min(1000)) / 1000;
        (centre - part / 2).clamp(0, size - part)
    };
    (place(width, w, focus.0) as u32, place(height, h, focus.1) as u32, w as u32, h as u32)
}

/// The corners of a contour on the page, inside the box of its picture.
pub(crate) fn corners(picture: &Picture, contour: &Contour, at: Rect) -> Vec<Point> {
    let (corners, (cx, cy, cw, ch), (width, height)) = match (contour, &picture.file) {
        (Contour::Picture(corners), Some(file)) => (corners, crop(file, picture.focus, at), (file.width, file.height)),
        (Contour::Box(corners) | Contour::Picture(corners), _) => (corners, (0, 0, 1, 1), (1, 1)),
    };
    let place = |part, shown, all, room: Length| shown_at(part, shown, all, room).max(Length::ZERO).min(room);
    let corner = |&(x, y): &(u16, u16)| Point {
        x: at.x + place(x, (cx, cw), width, at.width),
        y: at.y + place(y, (cy, ch), height, at.height),
    };
    corners.iter().map(corner).collect()
}

/// Where the focus of a picture stands, in the box that it fills.
pub(crate) fn focus_in(file: &PictureFile, focus: (u16, u16), at: Rect) -> Point {
    let (left, top, width, height) = crop(file, focus, at);
    Point {
        x: at.x + shown_at(focus.0.min(1000), (left, width), file.width, at.width),
        y: at.y + shown_at(focus.1.min(1000), (top, height), file.height, at.height),
    }
}

/// Where a place of a file, in thousandths of `all` its pixels, stands in a `room` that shows some of them from the
/// first on.
fn shown_at(thousandths: u16, (first, shown): (u32, u32), all: u32, room: Length) -> Length {
    let from_first = i64::from(thousandths) * i64::from(all) - i64::from(first) * 1000;
    room.scale(from_first, i64::from(shown.max(1)) * 1000)
}

/// A light tint that says what is to come: id, size in millimetres, pixels needed.
fn placeholder(
    desk: &Desk<'_>,
    picture: &Picture,
    at: Rect,
    span: Span,
    items: &mut Vec<Item>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    items.push(rules::fill(at, &PLACEHOLDER, span));
    let edge = Stroke {
        weight: Length::pt_hundredths(25),
        line: crate::model::LineStyle::Single,
        color: Color::Process(Cmyk::gray(500)),
    };
    items.extend(rules::frame(at, Length::ZERO, &edge, span));
    let style = TextStyle {
        color: Color::Process(Cmyk::gray(700)),
        size: Length::pt(8),
        width: Permille::FULL,
        align: Align::Center,
        leading: Some(Length::pt(12)),
        ..desk.sheet.strong.clone()
    };
    let limits = desk.edition.press.pictures;
    let pixels = |length: Length| length.scale(i64::from(limits.aim), 1).div_ceil(Length::pt(72));
    let note = [
        picture.id.clone(),
        format!("{} × {} mm", tenths(at.width), tenths(at.height)),
        format!("≥ {} × {} px", pixels(at.width), pixels(at.height)),
    ];
    let nowhere = Span { file: FileId::NONE, start: 0, end: 0 };
    let lines: Vec<Copy> = note.into_iter().map(|line| Copy::plain(line, nowhere)).collect();
    if at.height < Length::pt(40) || at.width < Length::pt(60) {
        return;
    }
    let mut found = Vec::new();
    set_box(desk, &lines, &style, (Align::Center, VAlign::Middle), at, span, items, &mut found);
    found.retain(|finding| finding.severity == crate::base::diag::Severity::Error && finding.span.is_some());
    diagnostics.append(&mut found);
}

/// Millimetres with one decimal, rounded.
fn tenths(length: Length) -> String {
    let tenths = length.scale(10, 1).div_floor(Length::mm(1));
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The point of a rectangle's top left corner.
pub(crate) fn corner(rect: Rect) -> Point {
    Point { x: rect.x, y: rect.y }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(width: u32, height: u32) -> PictureFile {
        PictureFile { name: String::new(), key: 0, twin: 0, page: 1, width, height, sheet: None, bleed: [0; 4] }
    }

    fn slot(width: i64, height: i64) -> Rect {
        Rect::new(Length::ZERO, Length::ZERO, Length::mm(width), Length::mm(height))
    }

    #[test]
    fn a_crop_has_the_shape_of_its_box_and_keeps_the_focus() {
        assert_eq!(crop(&file(400, 300), (500, 500), slot(100, 100)), (50, 0, 300, 300));
        assert_eq!(crop(&file(400, 300), (900, 500), slot(100, 100)), (100, 0, 300, 300));
        assert_eq!(crop(&file(400, 300), (0, 0), slot(200, 100)), (0, 0, 400, 200));
    }

    #[test]
    fn a_focus_stands_where_it_is_shown() {
        let shown = |focus, at| focus_in(&file(400, 300), focus, at);
        let mm = |x, y| Point { x: Length::mm(x), y: Length::mm(y) };
        assert_eq!(shown((500, 500), slot(100, 100)), mm(50, 50));
        assert_eq!(shown((1000, 0), slot(100, 100)), mm(100, 0));
        assert_eq!(shown((500, 100), slot(100, 75)), Point { x: Length::mm(50), y: Length::microns(7500) });
    }

    #[test]
    fn a_crop_never_leaves_the_picture() {
        for focus in [0, 333, 1000, 60_000] {
            for (w, h) in [(1, 1), (1, 5000), (7, 3), (5000, 1)] {
                let (x, y, cw, ch) = crop(&file(w, h), (focus, focus), slot(83, 47));
                assert!(cw >= 1 && ch >= 1 && x + cw <= w && y + ch <= h);
            }
        }
    }
}
