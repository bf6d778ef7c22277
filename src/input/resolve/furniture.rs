//! Furniture: items in their places, fields filled in.

use crate::base::color::Color;
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::{Rect, Size};
use crate::base::units::Length;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{self, Item, ItemAt};
use crate::model::{Copy, Fill, FurnitureItem, GridRect, VAlign};

use super::area::OnPage;
use super::grid::not_negative;
use super::page::Pages;
use super::picture::Wanted;
use super::rule::{radius, stroke};

/// Resolves the items of an area that lies in `part`.
pub(super) fn items(
    pages: &mut Pages<'_, '_>,
    area: &spec::FurnitureArea,
    part: GridRect,
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Vec<FurnitureItem> {
    let room = on.grid.rect(part);
    let room = Size { width: room.width, height: room.height };
    area.items.iter().filter_map(|spec| item(pages, spec, room, on, sink)).collect()
}

fn item(pages: &mut Pages<'_, '_>, spec: &Item, room: Size, on: &OnPage<'_>, sink: &mut Sink) -> Option<FurnitureItem> {
    match spec {
        Item::Text(text) => {
            let style = on.sheet.text(&text.style, sink);
            let filled = on.fields.fill(&text.text, sink);
            let lines = filled.trim_end_matches('\n').split('\n').map(|line| copy(line, text.text.span)).collect();
            let at = place(text.at.as_ref(), room, text.span, on, sink);
            let style = style?;
            let align = text.align.map_or(style.align, |align| align.0);
            let valign = text.valign.map_or(VAlign::default(), |valign| valign.0);
            Some(FurnitureItem { span: text.span, at, fill: Fill::Text { lines, style, align, valign } })
        }
        Item::Box(ground) => {
            let tint = ground.r#box.as_ref().map(|ink| on.sheet.color(ink, sink)).filter(|tint| *tint != Color::WHITE);
            let rule = ground.rule.map(|weight| stroke(weight, ground.line.as_ref(), ground.color.as_ref(), on, sink));
            let at = place(ground.at.as_ref(), room, ground.span, on, sink);
            let size = Size { width: at.width, height: at.height };
            let radius = radius(ground.radius, size, rule.as_ref(), on, sink);
            Some(FurnitureItem { span: ground.span, at, fill: Fill::Box { tint, rule, radius } })
        }
        Item::Rule(line) => {
            let stroke = stroke(line.rule, line.line.as_ref(), line.color.as_ref(), on, sink);
            let at = place(line.at.as_ref(), room, line.span, on, sink);
            let width = line.at.as_ref().and_then(|at| at.width);
            let vertical = width.is_some_and(|width| width.amount.0 == 0);
            Some(FurnitureItem { span: line.span, at, fill: Fill::Rule { stroke, vertical } })
        }
        Item::Picture(art) => {
            let wanted = Wanted {
                id: &art.picture.value,
                span: art.span,
                file: Some(&art.picture),
                homes: &[&on.layout.directory, pages.directory],
                focus: art.focus.as_ref(),
                caption: None,
                credit: None,
            };
            let picture = pages.pictures.add(wanted, sink);
            let at = place(art.at.as_ref(), room, art.span, on, sink);
            Some(FurnitureItem { span: art.span, at, fill: Fill::Picture(picture) })
        }
        Item::Qr(code) => {
            let content = on.fields.fill(&code.qr, sink);
            let at = place(code.at.as_ref(), room, code.span, on, sink);
            check_qr(&content, &code.qr, sink);
            // A code is square: its width is its side.
            let side =
                if code.at.as_ref().is_some_and(|at| at.width.is_some()) { at.width } else { at.width.min(at.height) };
            let at = Rect { width: side, height: side, ..at };
            Some(FurnitureItem { span: code.span, at, fill: Fill::Qr { content } })
        }
    }
}

/// Most bytes of a QR code of version 40 at level L.
const QR_BYTES: usize = 2953;

fn check_qr(content: &str, written: &Spanned<String>, sink: &mut Sink) {
    let (message, hint) = if content.is_empty() {
        (say("二维码没有内容", "the code says nothing"), say("请写上网址", "write an address"))
    } else if content.len() > QR_BYTES {
        (say("二维码内容太长", "the code says too much"), say("请用短网址", "use a short address"))
    } else {
        return;
    };
    sink.push(Diagnostic::new(Code::QrUnusable, written.span, message).hint(hint));
}

/// A line of furniture; tabs, of which copy has none, are spaces.
fn copy(line: &str, span: Span) -> Copy {
    Copy::plain(line.trim_end_matches('\r').replace(['\t', '\r'], " "), span)
}

/// The box of an item. What lies outside the area is reported and kept.
fn place(at: Option<&ItemAt>, room: Size, item: Span, on: &OnPage<'_>, sink: &mut Sink) -> Rect {
    let mut length = |measure| not_negative(measure, on.units(), sink);
    let x = length(at.and_then(|at| at.x));
    let y = length(at.and_then(|at| at.y));
    let rest = |whole: Length, start: Length| (whole - start).max(Length::ZERO);
    let width = match at.and_then(|at| at.width) {
        Some(_) => length(at.and_then(|at| at.width)),
        None => rest(room.width, x),
    };
    let height = match at.and_then(|at| at.height) {
        Some(_) => length(at.and_then(|at| at.height)),
        None => rest(room.height, y),
    };
    let (right, foot) = (x + width, y + height);
    // Lengths in mm and pt seldom meet to the unit: a tenth of a point is forgiven.
    let slack = Length::pt_hundredths(10);
    if right > room.width + slack || foot > room.height + slack {
        let excess = (right - room.width).max(foot - room.height);
        let message = say(
            format!("超出区域 {:.1} pt", excess.to_pt()),
            format!("it reaches {:.1} pt beyond its area", excess.to_pt()),
        );
        let hint = say(
            format!("区域宽 {:.1} pt、高 {:.1} pt", room.width.to_pt(), room.height.to_pt()),
            format!("the area is {:.1} pt wide and {:.1} pt high", room.width.to_pt(), room.height.to_pt()),
        );
        sink.push(Diagnostic::new(Code::AreaOutside, at.map_or(item, |at| at.span), message).hint(hint));
    }
    Rect { x, y, width, height }
}
