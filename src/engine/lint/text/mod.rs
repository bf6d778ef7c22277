//! Copy as a proofreader reads it: words said twice, numbers and units out of style, names that differ by a
//! character, people of a caption whom the story does not know, and the paper's own list of words.
//!
//! Findings only: copy is never changed.

mod glossary;
mod names;
mod numbers;
mod people;
mod repeated;
mod units;

use std::ops::Range;

use crate::base::diag::{Code, Say, Span, say};
use crate::base::geom::Rect;
use crate::model::{Content, Copy, Edition, Level, PagePlan, Story};
use crate::page::Record;

use super::Found;
use super::sheet::Sheet;

pub(super) use glossary::{listed, ordered, wanted};
pub(super) use names::near;
pub(super) use people::captions;

/// A text, its characters, and where each begins.
struct Text<'a> {
    copy: &'a Copy,
    chars: Vec<char>,
}

impl<'a> Text<'a> {
    fn of(copy: &'a Copy) -> Text<'a> {
        Text { copy, chars: copy.text.chars().collect() }
    }

    /// The place of some of its characters.
    fn span(&self, range: &Range<usize>) -> Span {
        let at = |index: usize| self.copy.origins.get(index).copied();
        let start = at(range.start).unwrap_or(0);
        let last = range.end.saturating_sub(1).max(range.start);
        let length = self.chars.get(last).map_or(0, |last| last.len_utf8() as u32);
        Span { file: self.copy.file, start, end: at(last).map_or(start, |last| last.max(start) + length) }
    }

    fn shown(&self, range: &Range<usize>) -> String {
        self.chars[range.clone()].iter().collect()
    }
}

/// Something out of style.
struct Slip {
    /// Which characters.
    range: Range<usize>,
    /// What to write; none where that depends.
    right: Option<String>,
    /// Why.
    reason: Say,
}

/// All slips of one kind in a text.
type Read = fn(&Text<'_>) -> Vec<Slip>;

const READERS: [(Code, Read); 3] =
    [(Code::WordRepeated, repeated::repeated), (Code::NumberStyle, numbers::numbers), (Code::UnitStyle, units::units)];

/// Where a story stands on a page.
struct Placed<'a> {
    story: &'a Story,
    area: u16,
    at: Option<Rect>,
}

/// The stories of a page, each once.
fn placed<'a>(edition: &'a Edition, plan: &PagePlan, record: &Record) -> Vec<Placed<'a>> {
    let mut found: Vec<Placed<'a>> = Vec::new();
    for (area, content) in plan.areas.iter().enumerate() {
        let ids = match &content.content {
            Content::Story(content) => &content.stories[..],
            Content::Picture(content) => std::slice::from_ref(&content.story),
            _ => &[],
        };
        for id in ids {
            let Some(story) = edition.stories.get(id.0 as usize) else { continue };
            if found.iter().all(|known| !std::ptr::eq(known.story, story)) {
                let at = record.blocks.iter().find(|block| block.story == Some(id.0)).map(|block| block.at);
                found.push(Placed { story, area: area as u16, at });
            }
        }
    }
    found
}

/// Head and copy of a story, in reading order; captions and credits are with [`captions_of`].
pub(super) fn texts<'a>(edition: &'a Edition, story: &'a Story) -> impl Iterator<Item = &'a Copy> {
    let head = [&story.label, &story.kicker, &story.headline, &story.deck].into_iter().flatten();
    let body = story.body.iter().flat_map(|block| block.copies());
    head.chain(&story.summary).chain(&story.byline).chain(captions_of(edition, story)).chain(body)
}

fn captions_of<'a>(edition: &'a Edition, story: &'a Story) -> impl Iterator<Item = &'a Copy> {
    let pictures = story.pictures.iter().filter_map(|picture| edition.pictures.get(picture.0 as usize));
    pictures.flat_map(|picture| [&picture.caption, &picture.credit]).flatten()
}

fn is_on(sheet: &Sheet<'_>, code: Code) -> bool {
    sheet.lint.level(code) != Level::Off
}

fn tell(code: Code, place: &Placed<'_>, span: Span, message: Say, hint: Say) -> Found {
    Found { at: place.at, ..Found::new(code, &[place.area], Rect::default(), span, (message, hint)) }
}

/// Words said twice, numbers and units.
pub(super) fn style(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    for place in placed(sheet.edition, sheet.plan, sheet.record) {
        for copy in texts(sheet.edition, place.story) {
            let text = Text::of(copy);
            for (code, read) in READERS.iter().filter(|(code, _)| is_on(sheet, *code)) {
                for slip in read(&text) {
                    found.push(told(*code, &place, &text, slip));
                }
            }
        }
    }
}

fn told(code: Code, place: &Placed<'_>, text: &Text<'_>, slip: Slip) -> Found {
    let (span, shown) = (text.span(&slip.range), text.shown(&slip.range));
    let message = say(format!("“{shown}”：{}", slip.reason.zh), format!("“{shown}”: {}", slip.reason.en));
    let hint = match slip.right {
        Some(right) => say(format!("改为“{right}”；文字没有改动"), format!("write “{right}”; the copy is unchanged")),
        None => say("请核对；文字没有改动", "check it; the copy is unchanged"),
    };
    tell(code, place, span, message, hint)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// Whether a text goes on with these words from a character on.
fn stands(chars: &[char], at: usize, words: &str) -> bool {
    let mut rest = chars.get(at..).unwrap_or_default().iter();
    words.chars().all(|c| rest.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader says of a text: `what→right`.
    pub(super) fn read(text: &str, read: Read) -> Vec<String> {
        let copy = Copy::plain(text, Span::NONE);
        let text = Text::of(&copy);
        let one = |slip: Slip| format!("{}→{}", text.shown(&slip.range), slip.right.unwrap_or_default());
        read(&text).into_iter().map(one).collect()
    }
}
