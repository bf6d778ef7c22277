//! Copy-fit: the levers that may be pulled, and what they wrote into a page description.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec::{self, Apart, Whole};
use crate::model::{Fit, Fitting, Levers, StoryId};

use super::page::Pages;

/// The levers of an area: its own words stand for those of the page description.
pub(super) fn of_area(page: Option<&spec::Fit>, own: Option<&spec::Fit>) -> Fit {
    let (page, own_fit) = (page.map(levers).unwrap_or_default(), own.map(levers).unwrap_or_default());
    Fit {
        allow: if own.is_some_and(|own| own.allow.is_some()) { own_fit.allow } else { page.allow.less(own_fit.forbid) },
        forbid: if own.is_some_and(|own| own.forbid.is_some()) {
            own_fit.forbid
        } else {
            page.forbid.less(own_fit.allow)
        },
    }
}

/// The levers as written.
pub(super) fn levers(spec: &spec::Fit) -> Fit {
    let set = |list: &Option<Vec<spec::Choice<crate::model::LeverKind>>>| -> Levers {
        list.iter().flatten().map(|kind| kind.0).collect()
    };
    Fit { allow: set(&spec.allow), forbid: set(&spec.forbid) }
}

/// What an area does to the copy of its story, each number checked against the story.
pub(super) fn fitting(pages: &Pages<'_, '_>, area: &spec::StoryArea, stories: &[StoryId], sink: &mut Sink) -> Fitting {
    let asked = [
        area.crossheads.map(|crossheads| crossheads.span),
        area.byline.map(|byline| byline.span),
        area.space.as_ref().and_then(|space| space.first()).map(|first| first.span),
        area.cut.as_ref().and_then(|cut| cut.first()).map(|first| first.span),
    ];
    let story = pages.stories.model.get(stories.first().map_or(usize::MAX, |id| id.0 as usize));
    let Some(story) = story.filter(|_| stories.len() == 1) else {
        if let Some(span) = asked.into_iter().flatten().next().filter(|_| stories.len() > 1) {
            let message = say("几篇稿件连排的区域不能这样写", "an area of several stories has no such key");
            let hint = say("请删去，或让稿件各占一个区域", "delete it, or give each story an area of its own");
            sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
        }
        return Fitting { crosshead_rows: rows(area), ..Fitting::default() };
    };
    let paragraphs = story.body.iter().filter(|block| block.is_paragraph()).count() as u16;
    let mut numbers = |list: &Option<Vec<Spanned<Whole<2, 999>>>>| -> Vec<u16> {
        let mut found = Vec::new();
        for number in list.iter().flatten() {
            if number.value.0 as u16 > paragraphs {
                beyond(number.span, paragraphs, sink);
            } else {
                found.push(number.value.0 as u16);
            }
        }
        found
    };
    let space = numbers(&area.space);
    let mut cut = Vec::new();
    for number in area.cut.iter().flatten() {
        let wanted = number.value.0 as u16;
        if story.cuttable.contains(&wanted) {
            cut.push(wanted);
        } else {
            not_cuttable(number.span, &story.slug, &story.cuttable, sink);
        }
    }
    let crossheads = area.crossheads.map_or(0, |count| {
        let offered = story.candidates.len() as u16;
        if count.value.0 as u16 > offered {
            let message = say(
                format!("稿件 `{}` 只备了 {offered} 个小标题", story.slug),
                format!("the story `{}` offers {offered} cross-heads", story.slug),
            );
            let hint = say("请在稿件里用 `##? 小标题` 标出", "mark them in the copy with `##? `");
            sink.push(Diagnostic::new(Code::OutOfRange, count.span, message).hint(hint));
        }
        (count.value.0 as u16).min(offered)
    });
    let byline_apart = area.byline.is_some_and(|byline| byline.value.0 == Apart::OwnLine);
    Fitting { crossheads, crosshead_rows: rows(area), byline_apart, space, cut }
}

fn rows(area: &spec::StoryArea) -> Option<u16> {
    area.crosshead_rows.map(|rows| rows.value.0 as u16)
}

/// A number of a paragraph that is not there.
pub(super) fn beyond(span: Span, paragraphs: u16, sink: &mut Sink) {
    let message = say(format!("稿件只有 {paragraphs} 段"), format!("the story has {paragraphs} paragraphs"));
    let hint = say("段落从 1 数起，小标题不算", "they count from 1; cross-heads do not count");
    sink.push(Diagnostic::new(Code::OutOfRange, span, message).hint(hint));
}

fn not_cuttable(span: Span, slug: &str, cuttable: &[u16], sink: &mut Sink) {
    let list = cuttable.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    let message =
        say(format!("稿件 `{slug}` 的这一段不可删"), format!("the story `{slug}` does not let this paragraph go"));
    let hint = if list.is_empty() {
        say(
            "可删的段落在稿件里标 `{.cut}`，或写 `cuttable: [7]`",
            "mark it with `{.cut}` or `cuttable: [7]` in the story",
        )
    } else {
        say(format!("可删的有：{list}"), format!("these may go: {list}"))
    };
    sink.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
}

/// Whether a picture's rows are within those that it may have.
pub(super) fn check_crop(slot: &spec::PictureSlot, sink: &mut Sink) {
    let Some(crop) = slot.crop else { return };
    let rows = slot.rows.last + 1 - slot.rows.first;
    if rows < crop.first || rows > crop.last {
        let message = say(
            format!("图片有 {rows} 行，不在 `crop` 之内"),
            format!("the picture has {rows} rows: not within `crop`"),
        );
        let hint = say("请改 `rows` 或 `crop`；都连图说算", "change `rows` or `crop`; both include the caption");
        sink.push(Diagnostic::new(Code::OutOfRange, crop.span, message).hint(hint));
    }
}
