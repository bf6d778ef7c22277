//! Furniture: nameplate, ears, folios, standing heads. Text in boxes, rules, grounds, QR codes.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::base::color::Color;
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Align, Copy, Direction, Fill, FurnitureItem, TextStyle, VAlign};
use crate::page::{BlockKind, Item, ItemKind};

use super::desk::{Desk, baseline_in, break_plain, place_line, set_all};
use super::story::SetArea;
use super::table_item::set_table;
use super::turn::Turn;
use super::{picture, rules};

/// Modules of a QR code that stay white on every side.
///
/// Source: ISO/IEC 18004, quiet zone; `makeup.md` 7.
const QUIET_ZONE: i64 = 4;

/// The smallest module that newsprint holds: 0.35 mm at 100 lpi and 26 % dot gain (*practice*).
const SMALLEST_MODULE: Length = Length::microns(350);

/// Sets furniture in an area that stands at `room`, and notes each item.
pub(crate) fn set_items(desk: &Desk<'_>, items: &[FurnitureItem], room: Rect, set: &mut SetArea) {
    for item in items {
        let at = item.at.within(room);
        set_item(desk, item, at, &mut set.items, &mut set.diagnostics);
        let size = match &item.fill {
            Fill::Text { style, .. } => Some(style.size),
            Fill::Table(table) => Some(table.style.size),
            _ => None,
        };
        set.note(None, BlockKind::Furniture { size }, Some(at), item.span);
    }
}

/// Sets one item of furniture in its box.
fn set_item(desk: &Desk<'_>, item: &FurnitureItem, at: Rect, items: &mut Vec<Item>, diagnostics: &mut Vec<Diagnostic>) {
    match &item.fill {
        Fill::Text { lines, style, align, valign, direction: Direction::Horizontal } => {
            set_box(desk, lines, style, (*align, *valign), at, item.span, items, diagnostics);
        }
        Fill::Text { lines, style, align, valign, direction: Direction::Vertical } => {
            // Composed on a turned plane: its lines run to the right there, down the page here.
            let turned = Desk { direction: Direction::Vertical, ..*desk };
            let plane = Rect::new(Length::ZERO, Length::ZERO, at.height, at.width);
            let mut flat = Vec::new();
            set_box(&turned, lines, style, (*align, *valign), plane, item.span, &mut flat, diagnostics);
            Turn(Point { x: at.right(), y: at.y }).place(flat, items);
        }
        Fill::Rule { stroke, vertical } => {
            let length = if *vertical { at.height } else { at.width };
            items.push(rules::rule(picture::corner(at), length, *vertical, stroke, item.span));
        }
        Fill::Box(look) => items.extend(rules::boxed(at, look, item.span)),
        Fill::Picture(id) => {
            let picture = &desk.edition.pictures[id.0 as usize];
            picture::place(desk, picture, picture::Framing::Whole, at, item.span, items, diagnostics);
        }
        Fill::Table(table) => set_table(desk, table, at, item.span, items, diagnostics),
        Fill::Qr { content, by_width } => {
            // A code is square.
            let side = if *by_width { at.width } else { at.width.min(at.height) };
            match qr(content, Rect { width: side, height: side, ..at }, item.span) {
                Ok(code) => items.push(code),
                Err(finding) => diagnostics.push(*finding),
            }
        }
    }
}

/// Sets lines of text in a box. A line wider than the box is broken; what does not fit its height is
/// an error, and is set all the same.
#[expect(clippy::too_many_arguments, reason = "a box has this many sides; all are plain values")]
pub(crate) fn set_box(
    desk: &Desk<'_>,
    lines: &[Copy],
    style: &TextStyle,
    (align, valign): (Align, VAlign),
    at: Rect,
    span: Span,
    items: &mut Vec<Item>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let leading = style.leading.unwrap_or_else(|| style.size.scale(130, 100));
    let mut set = Vec::new();
    let mut too_wide = false;
    for copy in lines {
        let paragraph = desk.prepare(copy, style, diagnostics);
        let broken = break_plain(&paragraph, align, at.width);
        if broken.is_empty() {
            set.push(None);
        }
        for line in set_all(&paragraph, &broken, at.width, align) {
            too_wide |= line.advance > at.width;
            set.push(Some(line));
        }
    }
    let count = set.len() as i64;
    // The leading of the last line is not needed below it.
    let height = leading * (count - 1).max(0) + style.size;
    if height > at.height || too_wide {
        diagnostics.push(overset(lines, at, height, span));
    }
    let free = at.height - height;
    let top = match valign {
        VAlign::Top => Length::ZERO,
        VAlign::Middle => free / 2,
        VAlign::Bottom => free,
    };
    let first = at.y + top + baseline_in(style.size, style.size);
    for (index, line) in set.iter().enumerate() {
        if let Some(line) = line {
            place_line(line, at.x, first + leading * index as i64, span, items);
        }
    }
}

pub(super) fn overset(lines: &[Copy], at: Rect, height: Length, span: Span) -> Diagnostic {
    let text = lines.first().map_or("", |line| line.text.as_str());
    let (width, room, need) = (at.width.to_mm(), at.height.to_mm(), height.to_mm());
    Diagnostic::new(
        Code::FurnitureOverset,
        span,
        say(
            format!("“{text}”排不进 {width:.1} × {room:.1} 毫米的框（需高 {need:.1} 毫米）"),
            format!("“{text}” does not fit its box of {width:.1} × {room:.1} mm (it needs {need:.1} mm of height)"),
        ),
    )
    .hint(say("加大 `at`，或用小一号的样式", "make `at` larger, or use a smaller style"))
}

/// A QR code as black rectangles, a run of modules one rectangle; its box includes the quiet zone.
fn qr(content: &str, at: Rect, span: Span) -> Result<Item, Box<Diagnostic>> {
    let unusable = |message| {
        Box::new(
            Diagnostic::new(Code::QrUnusable, span, message)
                .hint(say("缩短内容或网址，或加大二维码", "shorten the content, or make the code larger")),
        )
    };
    let code = QrCode::encode_text(content, QrCodeEcc::Medium).map_err(|_| {
        unusable(say("二维码内容太长".to_string(), "the content is too long for a QR code".to_string()))
    })?;
    let modules = i64::from(code.size());
    let side = at.width.min(at.height);
    let module = side / (modules + QUIET_ZONE * 2);
    if module < SMALLEST_MODULE {
        let mm = module.to_mm();
        return Err(unusable(say(
            format!("二维码的点只有 {mm:.2} 毫米，新闻纸上认不出（至少 0.35 毫米）"),
            format!("a module of the QR code is {mm:.2} mm; newsprint holds 0.35 mm at least"),
        )));
    }
    let inset = (side - module * modules) / 2;
    let mut rects = Vec::new();
    for row in 0..code.size() {
        let mut column = 0;
        while column < code.size() {
            let start = column;
            while column < code.size() && code.get_module(column, row) {
                column += 1;
            }
            if column > start {
                rects.push(Rect::new(
                    at.x + inset + module * i64::from(start),
                    at.y + inset + module * i64::from(row),
                    module * i64::from(column - start),
                    module,
                ));
            }
            column += 1;
        }
    }
    Ok(Item { span, kind: ItemKind::Fill { rects, color: Color::BLACK } })
}
