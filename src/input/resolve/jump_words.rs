//! The words of jump lines (下转, 上接).
//!
//! Page numbers are never typed: they are those of the pages on which the parts are placed.
//! Source: `makeup.md` 6.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::decode::{Sink, Spanned};
use crate::input::spec;
use crate::model::{Copy, Jump, JumpLine, Story};

use super::area::OnPage;
use super::fields::{fill_braces, padded};
use super::jumps::Place;
use super::page::Pages;

/// 下转, when neither the style sheet nor the area has words for it.
const TO: &str = "下转第{page}版{head}▶";
/// 上接.
const FROM: &str = "上接第{page}版{head}";
/// What may stand in braces.
const FIELDS: [&str; 6] = ["page", "page:02", "folio", "section", "words", "head"];

/// A picture area holds no part of a story.
pub(super) fn no_copy_here(area: &Spanned<String>) -> Diagnostic {
    let message = say(
        format!("区域 `{}` 是图片，稿件不能从这里转版，也不能接到这里", area.value),
        format!("the area `{}` is a picture: no story goes on from it or in it", area.value),
    );
    let hint = say("换成 `kind: story` 的区域", "use an area of `kind: story`");
    Diagnostic::new(Code::JumpBroken, area.span, message).hint(hint)
}

/// The jump of an area: `None` when its story stands in it whole.
pub(super) fn jump(
    pages: &Pages<'_, '_>,
    (on, area, own): (&OnPage<'_>, &str, Option<&spec::Jump>),
    has_head: bool,
    sink: &mut Sink,
) -> Option<Jump> {
    let stop = pages.jumps.stop(on.page.page.value.0, area)?;
    let story = pages.stories.model.get(stop.story.0 as usize)?;
    let sheet = on.sheet.jump.as_ref();
    let cut = own.and_then(|own| own.cut).or(sheet.and_then(|sheet| sheet.cut));
    let words = headline_words(story);
    let line = |place: &Place, written: Option<&Spanned<String>>, default: &str, named: bool, sink: &mut Sink| {
        let template = written.map_or(default, |written| written.value.as_str());
        let span = written.map_or(Span::NONE, |written| written.span);
        let mut fill = |head: &str| Copy::plain(filled(template, span, place, (&words, head), sink), place.span);
        let head = if named && !words.is_empty() { titled(&words) } else { String::new() };
        JumpLine { full: fill(&head), short: fill("") }
    };
    let to = own.and_then(|own| own.to.as_ref()).or(sheet.and_then(|sheet| sheet.to.as_ref()));
    let from = own.and_then(|own| own.from.as_ref()).or(sheet.and_then(|sheet| sheet.from.as_ref()));
    Some(Jump {
        part: stop.part,
        parts: stop.parts,
        cut: cut.map(|cut| cut.0).unwrap_or_default(),
        to: stop.after.as_ref().map(|place| line(place, to, TO, stop.lines.0 > 1, sink)),
        from: stop.before.as_ref().map(|place| line(place, from, FROM, stop.lines.1 > 1 || !has_head, sink)),
    })
}

/// The words by which a reader finds the story again.
fn headline_words(story: &Story) -> String {
    let words = story.jump_head.as_ref().map(|head| head.text.as_str());
    let clause = || story.headline.as_ref().and_then(|headline| headline.text.split(' ').next());
    words.or_else(clause).unwrap_or_default().replace(' ', "")
}

/// In 《》; a title in a title has 〈〉.
///
/// Source: GB/T 15834, 5.1.8.
fn titled(words: &str) -> String {
    format!("《{}》", words.replace('《', "〈").replace('》', "〉"))
}

fn filled(template: &str, span: Span, place: &Place, (words, head): (&str, &str), sink: &mut Sink) -> String {
    fill_braces(template, |field| {
        let value = match field.split_once(':').map_or((field, None), |(name, form)| (name, Some(form))) {
            ("page", form) => padded(place.page, form),
            ("folio", None) => Some(place.folio.clone()),
            ("section", None) => Some(place.section.clone()),
            ("words", None) => Some(words.to_owned()),
            ("head", None) => Some(head.to_owned()),
            _ => None,
        };
        if value.is_none() {
            let message =
                say(format!("转版行没有字段 `{{{field}}}`"), format!("a jump line has no field `{{{field}}}`"));
            let hint = crate::input::suggest::cure(field, FIELDS);
            sink.push(Diagnostic::new(Code::FieldUnknown, span, message).hint(hint));
        }
        value
    })
}
