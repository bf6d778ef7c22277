//! What stands round and beside a head: box, 题图, the picture above it, the summary; and the look of cross-heads.

use std::sync::Arc;

use crate::base::color::Color;
use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::base::geom::Size;
use crate::base::units::Length;
use crate::input::decode::{Sink, Spanned};
use crate::input::spec;
use crate::model::{
    CrossheadLook, Direction, Frame, Head, HeadPicture, HeadStyle, LineStyle, Picture, PictureId, PicturePlace, Story,
    StoryId, Stroke, StyleSheet, SummaryPlace,
};

use super::area::OnPage;
use super::grid::positive;
use super::page::Pages;
use super::picture_slots::find;

/// Width of 题图 at a side, in 字.
const PICTURE_WIDTH: i64 = 8;
/// Width of a summary at a side, in 字.
const SUMMARY_WIDTH: i64 = 12;

/// Box, colour and summary of a head.
pub(super) fn dress(head: &mut Head, spec: &spec::Head, on: &OnPage<'_>, sink: &mut Sink) {
    head.frame = spec.frame.as_ref().map(|frame| boxed(frame, on, sink));
    if let (Some(color), Some(style)) = (&spec.color, &head.style) {
        head.style = Some(Arc::new(colored(style, &on.sheet.color(color, sink))));
    }
    if let Some(place) = &spec.summary {
        let width = |sink: &mut Sink| {
            place.width.map_or(on.grid.body * SUMMARY_WIDTH, |width| positive(width, on.units(), sink))
        };
        let side = place.side.map(|side| (side.0, width(sink)));
        head.summary = SummaryPlace { side, frame: place.frame.as_ref().map(|frame| boxed(frame, on, sink)) };
        if let (Some(written), None) = (place.width, place.side) {
            refuse(written.span, ("width", "提要在题下时没有宽度", "a summary below its head has no width"), sink);
        }
        if let (Some(_), Direction::Vertical) = (head.summary.side, head.direction) {
            refuse(place.span, ("side", "竖题的提要排在题后", "the summary of a vertical head stands after it"), sink);
            head.summary.side = None;
        }
    }
}

fn boxed(frame: &spec::Frame, on: &OnPage<'_>, sink: &mut Sink) -> Frame {
    // The height of a head is not known yet: its corners are no rounder than those of the lowest.
    let room = Size { width: on.grid.pitch * 2, height: on.grid.pitch * 2 };
    super::rule::frame(frame, room, on, sink)
}

/// All parts of a style in one colour.
fn colored(style: &HeadStyle, color: &Color) -> HeadStyle {
    let mut style = style.clone();
    let parts = [&mut style.label, &mut style.kicker, &mut style.deck, &mut style.summary, &mut style.byline];
    parts.into_iter().flatten().for_each(|part| part.text.color = color.clone());
    style.headline.text.color = color.clone();
    style
}

/// The pictures that a head names: 题图, and the one under which it stands. Heads in the column have neither.
pub(super) fn pictures(
    head: &mut Head,
    spec: &spec::Head,
    (stories, copy): (&[StoryId], Direction),
    pages: &Pages<'_, '_>,
    on: &OnPage<'_>,
    sink: &mut Sink,
) {
    if stories.len() > 1 {
        return refuse_pictures(
            spec,
            ("几篇稿件连排时，标题不带图", "the heads of several stories have no pictures"),
            sink,
        );
    }
    if let Some(wanted) = &spec.picture
        && let Some(picture) = named(pages, stories, &wanted.id, sink)
    {
        let width = wanted.width.map_or(on.grid.body * PICTURE_WIDTH, |width| positive(width, on.units(), sink));
        let place = wanted.place.0;
        if place != PicturePlace::Behind && head.direction == Direction::Vertical {
            refuse(wanted.span, ("place", "竖题的题图只能衬在题下", "a vertical head has its picture behind it"), sink);
        } else {
            head.picture = Some(HeadPicture { picture, place, width, span: wanted.span });
        }
        let captioned = pages.pictures.model.get(picture.0 as usize).and_then(|picture| picture.caption.as_ref());
        if let Some(caption) = captioned {
            let message = say("题图不排图说", "a picture of a head has no caption");
            let hint = say("请从稿件中删去图说，或把图放进 `pictures:`", "delete it, or place it under `pictures:`");
            sink.push(Diagnostic::new(Code::HeadPartUnset, caption.span_at(0), message).hint(hint));
        }
    }
    if let Some(wanted) = &spec.under {
        let level = head.direction == Direction::Horizontal && copy == Direction::Horizontal && !head.beside;
        if level {
            head.under = named(pages, stories, wanted, sink);
        } else {
            refuse(
                wanted.span,
                ("under", "只有横题能排在图下", "only a head over its copy stands under a picture"),
                sink,
            );
        }
    }
}

/// Of heads that stand where no picture of their story is asked for.
pub(super) fn refuse_pictures(spec: &spec::Head, (zh, en): (&str, &str), sink: &mut Sink) {
    if let Some(picture) = &spec.picture {
        refuse(picture.span, ("picture", zh, en), sink);
    }
    if let Some(under) = &spec.under {
        refuse(under.span, ("under", zh, en), sink);
    }
}

fn named(pages: &Pages<'_, '_>, stories: &[StoryId], id: &Spanned<String>, sink: &mut Sink) -> Option<PictureId> {
    let found = find(pages, stories, &id.value);
    if found.is_none() {
        let message = say(
            format!("标题要图片 `{}`，稿件没有", id.value),
            format!("the head wants a picture `{}`; the story has none", id.value),
        );
        let hint = say("请在稿件的 `pictures:` 里加上它", "add it under `pictures:` of the story");
        sink.push(Diagnostic::new(Code::PictureUnplaced, id.span, message).hint(hint));
    }
    found
}

fn refuse(span: Span, (key, zh, en): (&str, &str, &str), sink: &mut Sink) {
    let hint = say(format!("请删去 `{key}`"), format!("delete `{key}`"));
    sink.push(Diagnostic::new(Code::BadValue, span, say(zh, en)).hint(hint));
}

/// A portrait needs its room beside a byline.
pub(super) fn check_portrait(story: &Story, head: &Head, (pictures, area): (&[Picture], Span), sink: &mut Sink) {
    let has_room = head.style.as_deref().is_some_and(|style| style.portrait.is_some() && style.byline.is_some());
    let unset = story.portrait.filter(|_| !has_room || head.direction == Direction::Vertical);
    let Some(picture) = unset.and_then(|portrait| pictures.get(portrait.0 as usize)) else { return };
    let message = say("作者像在这里不排", "the writer's portrait is not set here");
    let hint = say(
        "横题的样式要有 `byline` 和 `portrait`；否则请从稿件中删去",
        "the style of a horizontal head needs `byline` and `portrait`; else delete it from the story",
    );
    let finding = Diagnostic::new(Code::HeadPartUnset, picture.span, message).hint(hint);
    sink.push(finding.note(area, say("区域在这里", "the area")));
}

/// The styles of an area whose cross-heads have a look of their own.
pub(super) fn crossheads(area: &spec::StoryArea, on: &OnPage<'_>, sink: &mut Sink) -> Option<Arc<StyleSheet>> {
    let spec = area.crosshead.as_ref()?;
    let mut sheet = StyleSheet::clone(&on.sheet.model);
    if let Some(style) = spec.style.as_ref().and_then(|name| on.sheet.text(name, sink)) {
        sheet.crosshead = style;
    }
    let color = sheet.crosshead.color.clone();
    let rule = spec.rule.map(|weight| {
        let weight: Length = positive(weight, on.units(), sink);
        Stroke { weight, line: LineStyle::Single, color }
    });
    sheet.crosshead_look = CrossheadLook { frame: spec.frame.as_ref().map(|frame| boxed(frame, on, sink)), rule };
    Some(Arc::new(sheet))
}
