//! Furniture: items in their places, fields filled in.

use crate::base::color::Color;
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::{Rect, Size};
use crate::base::units::Length;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{Item, ItemAlign, ItemAt, Measure, PageSide};
use crate::model::{Align, Copy, Direction, Fill, Frame, FurnitureItem, Place, VAlign};

use super::area::OnPage;
use super::grid::not_negative;
use super::page::Pages;
use super::picture::Wanted;
use super::rule::{radius, stroke};

/// Resolves items of furniture. `room` is their area's rectangle, where that is known yet: what lies outside is
/// reported.
pub(super) fn items(
    pages: &mut Pages<'_, '_>,
    specs: &[Item],
    room: Option<Rect>,
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Vec<FurnitureItem> {
    specs.iter().filter_map(|spec| item(pages, spec, room, on, sink)).collect()
}

fn item(
    pages: &mut Pages<'_, '_>,
    spec: &Item,
    room: Option<Rect>,
    on: &OnPage<'_>,
    sink: &mut Sink,
) -> Option<FurnitureItem> {
    let (span, side, at) = match spec {
        Item::Text(text) => (text.span, text.on, &text.at),
        Item::Box(ground) => (ground.span, ground.on, &ground.at),
        Item::Rule(line) => (line.span, line.on, &line.at),
        Item::Picture(art) => (art.span, art.on, &art.at),
        Item::Table(table) => (table.span, table.on, &table.at),
        Item::Qr(code) => (code.span, code.on, &code.at),
    };
    let at = place(at.as_ref(), room, span, on, sink);
    let on_page = at.within(room.unwrap_or(UNKNOWN));
    // An item that stands on other pages is checked all the same.
    let stands = side.is_none_or(|side| on.is_on(side.0, on_page));
    let fill = fill(pages, spec, on_page, on, sink)?;
    stands.then_some(FurnitureItem { span, at, fill })
}

/// A room of some size, where its place does not matter.
const UNKNOWN: Rect = Rect { x: Length::ZERO, y: Length::ZERO, width: Length::mm(10_000), height: Length::mm(10_000) };

fn fill(pages: &mut Pages<'_, '_>, spec: &Item, at: Rect, on: &OnPage<'_>, sink: &mut Sink) -> Option<Fill> {
    Some(match spec {
        Item::Text(text) => {
            let style = on.sheet.text(&text.style, sink);
            let align = text.align.map(|align| on.align(align.0, at)).or(style.as_ref().map(|style| style.align));
            let filled = on.fields_at(at, align).fill(&text.text, sink);
            let lines = filled.trim_end_matches('\n').split('\n').map(|line| copy(line, text.text.span)).collect();
            let style = style?;
            let align = align.unwrap_or(style.align);
            let valign = text.valign.map_or(VAlign::default(), |valign| valign.0);
            let direction = text.direction.map_or(Direction::Horizontal, |direction| direction.0);
            Fill::Text { lines, style, align, valign, direction }
        }
        Item::Box(ground) => {
            let tint = ground.r#box.as_ref().map(|ink| on.sheet.color(ink, sink)).filter(|tint| *tint != Color::WHITE);
            let rule = ground.rule.map(|weight| stroke(weight, ground.line.as_ref(), ground.color.as_ref(), on, sink));
            let size = Size { width: at.width, height: at.height };
            let radius = radius(ground.radius, size, rule.as_ref(), on, sink);
            Fill::Box(Frame { tint, rule, radius, ..Frame::default() })
        }
        Item::Rule(line) => {
            let stroke = stroke(line.rule, line.line.as_ref(), line.color.as_ref(), on, sink);
            let width = line.at.as_ref().and_then(|at| at.width);
            Fill::Rule { stroke, vertical: width.is_some_and(|width| width.amount.0 == 0) }
        }
        Item::Picture(art) => {
            let homes = on.homes(pages.directory);
            let plain = Wanted::plain(&art.picture.value, art.span, Some(&art.picture), &homes);
            Fill::Picture(pages.pictures.add(Wanted { focus: art.focus.as_ref(), ..plain }, sink))
        }
        Item::Table(table) => Fill::Table(std::boxed::Box::new(super::table::item(table, on, sink)?)),
        Item::Qr(code) => {
            let content = on.fields_at(at, None).fill(&code.qr, sink);
            check_qr(&content, &code.qr, sink);
            let by_width = code.at.as_ref().is_some_and(|at| at.width.is_some());
            Fill::Qr { content, by_width }
        }
    })
}

impl OnPage<'_> {
    /// Whether what stands at `at`, on pages of this side, stands on this page.
    fn is_on(&self, side: PageSide, at: Rect) -> bool {
        let odd = self.fields_at(at, None).page % 2 == 1;
        match side {
            PageSide::Odd => odd,
            PageSide::Even => !odd,
            PageSide::All => true,
        }
    }

    /// Across, on this page: odd pages are right-hand ones, their outer edge the right one.
    fn align(&self, align: ItemAlign, at: Rect) -> Align {
        match align {
            ItemAlign::Left => Align::Left,
            ItemAlign::Center => Align::Center,
            ItemAlign::Right => Align::Right,
            ItemAlign::Justify => Align::Justify,
            ItemAlign::Distribute => Align::Distribute,
            ItemAlign::Outer if self.is_on(PageSide::Odd, at) => Align::Right,
            ItemAlign::Inner if self.is_on(PageSide::Even, at) => Align::Right,
            ItemAlign::Outer | ItemAlign::Inner => Align::Left,
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
pub(super) fn copy(line: &str, span: Span) -> Copy {
    Copy::plain(line.trim_end_matches('\r').replace(['\t', '\r'], " "), span)
}

/// The place of an item. What lies outside the area is reported and kept.
fn place(at: Option<&ItemAt>, room: Option<Rect>, item: Span, on: &OnPage<'_>, sink: &mut Sink) -> Place {
    let mut length = |measure: Option<Measure>| measure.map(|_| not_negative(measure, on.units(), sink));
    let place = Place {
        x: length(at.and_then(|at| at.x)).unwrap_or_default(),
        y: length(at.and_then(|at| at.y)).unwrap_or_default(),
        width: length(at.and_then(|at| at.width)),
        height: length(at.and_then(|at| at.height)),
    };
    let Some(room) = room else { return place };
    let found = place.within(Rect { x: Length::ZERO, y: Length::ZERO, ..room });
    let (right, foot) = (found.right(), found.bottom());
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
    place
}
