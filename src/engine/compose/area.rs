//! The other kinds of area: pictures, advertisements, furniture, rules.

use crate::base::geom::{Point, Rect};
use crate::base::units::Length;
use crate::model::{Ad, Align, Area, Content, PictureArea, RuleArea, TextStyle, VAlign};
use crate::page::BlockKind;

use super::caption::{self, set_caption};
use super::columns::panels;
use super::desk::Desk;
use super::filler::set_filler;
use super::furniture::{set_box, set_items};
use super::head::{HeadBlock, HeadRoom, set_head};
use super::story::{SetArea, frame_box, frame_items, inside_frame, picture_box, set_frame, set_story_area};
use super::{picture, rules};

/// Sets one area of a page.
pub(crate) fn set_area(desk: &Desk<'_>, area: &Area) -> SetArea {
    let mut set = SetArea::default();
    match &area.content {
        Content::Story(content) => return set_story_area(desk, area, content),
        Content::Picture(content) => set_picture_area(desk, area, content, &mut set),
        Content::Furniture(fill) => {
            set_frame(desk, area, &mut set);
            set_items(desk, fill, desk.grid().rect(area.parts[0]), &mut set);
        }
        Content::Rule(content) => set_rule(desk, area, content, &mut set),
        Content::Ad(content) => set_ad(desk, area, content, &mut set),
        Content::Filler(filler) => {
            set_frame(desk, area, &mut set);
            if let Some(filler) = *filler {
                set_filler(desk, filler, inside_frame(desk, area), area.span, &mut set);
            }
        }
    }
    set
}

/// A picture that is a story of its own: picture, head under it, caption.
fn set_picture_area(desk: &Desk<'_>, area: &Area, content: &PictureArea, set: &mut SetArea) {
    set_frame(desk, area, set);
    let panel = panels(desk.grid(), area).swap_remove(0);
    let (x, measure) = panel.extent(panel.numbers());
    let story = &desk.edition.stories[content.story.0 as usize];
    let picture = &desk.edition.pictures[content.picture.0 as usize];
    let head = match &content.head.style {
        Some(style) => {
            let room = HeadRoom { measure, rows: content.head.rows, head: &content.head };
            set_head(desk, style, story, room).drain(&mut set.diagnostics)
        }
        None => HeadBlock::default(),
    };
    let caption = set_caption(desk, picture, (measure, false), &mut set.diagnostics);
    let (first, last) = panel.rows;
    let below = head.rows + caption.rows();
    if first + below > last {
        set.diagnostics.push(caption::overset(picture, below, (last + 1).saturating_sub(first), area.span));
        return;
    }
    let foot = last - below;
    let at = picture_box(desk, x, measure, (first, foot));
    picture::place(desk, picture, picture::Framing::Filled, at, area.span, &mut set.items, &mut set.diagnostics);
    let top = desk.grid().row_top(foot + 1);
    head.place(desk, x, top, &mut set.items);
    caption.place(desk, x, foot + 1 + head.rows, &mut set.items);
    let owner = Some(content.story.0);
    set.note(owner, BlockKind::Picture { picture: content.picture.0 }, Some(at), area.span);
    set.blocks.extend(head.blocks(x, top, false, content.story.0, content.head.span));
    let below = (caption.rows() > 0).then(|| picture_box(desk, x, measure, (foot + 1 + head.rows, last)));
    set.note(owner, BlockKind::Caption { picture: content.picture.0 }, below, picture.span);
}

/// A rule across the middle of its rows, or down a gutter.
fn set_rule(desk: &Desk<'_>, area: &Area, content: &RuleArea, set: &mut SetArea) {
    let grid = desk.grid();
    let (rect, thick) = (grid.rect(area.parts[0]), rules::thickness(&content.stroke));
    let (item, at) = if content.in_gutter {
        let air = (grid.pitch - grid.body) / 2;
        let (x, y, height) = (rect.x + rect.width / 2, rect.y + air, rect.height - air * 2);
        let item = rules::rule(Point { x, y }, height, true, &content.stroke, area.span);
        (item, Rect::new(x - thick / 2, y, thick, height))
    } else {
        let y = rect.y + rect.height / 2;
        let item = rules::rule(Point { x: rect.x, y }, rect.width, false, &content.stroke, area.span);
        (item, Rect::new(rect.x, y - thick / 2, rect.width, thick))
    };
    set.note(None, BlockKind::Rule { vertical: content.in_gutter }, Some(at), area.span);
    set.items.push(item);
}

/// An advertisement fills its box as far as its shape allows; its edges meet the type beside it.
fn set_ad(desk: &Desk<'_>, area: &Area, content: &Ad, set: &mut SetArea) {
    frame_items(desk, area, &mut set.items);
    set.note(None, BlockKind::Ad, Some(frame_box(desk, area)), area.span);
    let at = inside_frame(desk, area);
    let picture = &desk.edition.pictures[content.picture.0 as usize];
    picture::place(desk, picture, picture::Framing::Whole, at, area.span, &mut set.items, &mut set.diagnostics);
    if let Some(label) = &content.label {
        ad_label(desk, label, at, area, set);
    }
}

/// `广告` on a white ground in the upper right corner, as the law on advertising asks.
///
/// Source: 《中华人民共和国广告法》 art. 14: advertisements are marked as such.
fn ad_label(desk: &Desk<'_>, label: &crate::model::Copy, at: Rect, area: &Area, set: &mut SetArea) {
    let style = TextStyle { size: Length::pt(7), align: Align::Center, ..desk.sheet.caption.clone() };
    let width = style.size * (label.text.chars().count() as i64 + 1);
    let height = Length::pt(10);
    let ground = Rect::new(at.right() - width, at.y, width, height);
    set.items.push(rules::fill(ground, &crate::base::color::Color::WHITE, area.span));
    let lines = std::slice::from_ref(label);
    let middle = (Align::Center, VAlign::Middle);
    set_box(desk, lines, &style, middle, ground, area.span, &mut set.items, &mut set.diagnostics);
}
