//! What Word, a chat tool or a hurried hand leaves behind is put right, and each change is listed.
//!
//! Source: `composition.md`, section 2, rules C4 to C8. Invariant: cleaning twice changes nothing more.

use crate::base::diag::{Code, Diagnostic, FileId, Say, Span, say};

use super::chars::{Char, is_han, is_ideograph, is_selector};
use super::{marks, narrow, pairs, refuse, spaces, suspects};
use crate::input::decode::Sink;

/// What kind of copy is cleaned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Manner {
    /// Paragraphs: Han stands beside Han without a space.
    Body,
    /// Captions, cells, names and lines of verse: a space between Han parts them.
    Caption,
    /// Heads: a space marks a clause.
    Head,
    /// Bylines and credits: spaces stand between names.
    Byline,
}

/// The kinds of change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Change {
    LineBreak,
    Indent,
    Invisible,
    Spaces,
    HanSpaces,
    FullWidth,
    Marks,
    Doubled,
    Quotes,
    Ellipsis,
    Omission,
    EllipsisStop,
    Dash,
}

impl Change {
    const ALL: [Change; 13] = [
        Change::LineBreak,
        Change::Indent,
        Change::Invisible,
        Change::Spaces,
        Change::HanSpaces,
        Change::FullWidth,
        Change::Marks,
        Change::Doubled,
        Change::Quotes,
        Change::Ellipsis,
        Change::Omission,
        Change::EllipsisStop,
        Change::Dash,
    ];

    fn what(self) -> (&'static str, &'static str) {
        match self {
            Change::LineBreak => ("接回段内硬回车", "line breaks inside a paragraph rejoined"),
            Change::Indent => ("去掉段首空格", "indents of full-width spaces removed"),
            Change::Invisible => ("去掉看不见的字符", "invisible characters removed"),
            Change::Spaces => ("去掉多余空格", "stray spaces removed"),
            Change::HanSpaces => ("去掉汉字之间的空格", "spaces between Han removed"),
            Change::FullWidth => ("全角字母、数字改为半角", "full-width letters and figures made half-width"),
            Change::Doubled => ("重复的标点只留一个", "doubled marks made one"),
            Change::EllipsisStop => ("去掉省略号后的句号", "full stops after …… removed"),
            Change::Marks => ("半角标点改为全角", "half-width marks made full-width"),
            Change::Quotes => ("直引号改为弯引号", "straight quotes paired"),
            Change::Ellipsis => ("省略号改为 ……", "ellipses made ……"),
            Change::Omission => ("十二连点另起一行", "two ellipses in a row put on a line of their own"),
            Change::Dash => ("破折号改为 ——", "dashes made ——"),
        }
    }
}

/// Most places of one kind that are listed; the count is always right.
const LISTED: usize = 500;

/// What cleaning did to a story, and what it could not mend.
pub(super) struct Cleaned<'a> {
    pub(super) file: FileId,
    text: &'a str,
    changes: Vec<(Change, u32)>,
    pub(super) findings: Sink,
}

impl<'a> Cleaned<'a> {
    /// For copy of `file`, whose text is `text`.
    pub(super) fn new(file: FileId, text: &'a str) -> Cleaned<'a> {
        Cleaned { file, text, changes: Vec::new(), findings: Sink::new() }
    }

    /// Remembers a change at a byte of the file.
    pub(super) fn note(&mut self, change: Change, at: usize) {
        self.changes.push((change, at as u32));
    }

    /// The character of the file that begins at byte `at`.
    pub(super) fn span(&self, at: u32) -> Span {
        let at = at as usize;
        let width = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(self.file, at, at + width)
    }

    /// The body opens with a byline of its own.
    pub(super) fn suspect_byline(&mut self, at: usize, byline: Option<u32>) {
        let message = say(
            "正文开头像是电头，但与 `byline` 不同：两个都会排出",
            "the body opens like a byline, but not with the words of `byline`: both are set",
        );
        let mut found = Diagnostic::new(Code::CopySuspect, self.span(at as u32), message)
            .hint(say("请把两处改成一样，或删去一处", "make them the same, or delete one"));
        if let Some(byline) = byline {
            found = found.note(self.span(byline), say("`byline` 在这里", "`byline` is here"));
        }
        self.findings.push(found);
    }

    /// Tells what was done: one note for each kind of change, with all its places.
    pub(super) fn report(self, sink: &mut Sink) {
        for change in Change::ALL {
            let places: Vec<u32> = self.changes.iter().filter(|(kind, _)| *kind == change).map(|(_, at)| *at).collect();
            let Some(&first) = places.first() else { continue };
            let (zh, en) = change.what();
            let count = places.len();
            let message = say(format!("{zh}：{count} 处"), format!("{en}: {count}"));
            let hint: Say = say("排版已按此处理，原稿未改", "the page is set so; the file is unchanged");
            let mut found = Diagnostic::new(Code::CopyCleaned, self.span(first), message).hint(hint);
            for &place in places[1..].iter().take(LISTED) {
                found = found.note(self.span(place), say("这里也是", "and here"));
            }
            sink.push(found);
        }
        sink.extend(self.findings.into_iter().take(LISTED));
    }
}

/// Characters that print nothing: dropped, but for a variation selector behind an ideograph.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || is_selector(c)
}

/// Cleans one block and tells what only a person can mend. Idempotent.
pub(super) fn clean(chars: &mut Vec<Char>, manner: Manner, cleaned: &mut Cleaned<'_>) {
    mend(chars, manner, cleaned);
    pairs::check(chars, cleaned);
}

/// As [`clean`], for copy whose quotes and brackets may close in another line.
pub(super) fn mend(chars: &mut Vec<Char>, manner: Manner, cleaned: &mut Cleaned<'_>) {
    let settled = |index: usize, char: &Char| {
        is_settled(char.c) && !(marks::never_doubled(char.c) && index > 0 && chars[index - 1].c == char.c)
    };
    if !chars.iter().enumerate().all(|(index, char)| settled(index, char)) {
        refuse::refuse(chars, cleaned);
        // One mended place can make another visible: until nothing changes. Each round removes or
        // widens something, so it ends; the bound is for safety.
        for _ in 0..8 {
            let before = cleaned.changes.len();
            drop_invisible(chars, cleaned);
            narrow::narrow(chars, cleaned);
            marks::widen(chars, cleaned);
            spaces::tidy(chars, manner, cleaned);
            if cleaned.changes.len() == before {
                break;
            }
        }
    }
    suspects::check(chars, cleaned);
}

/// Whether a character needs no look at all: most of every story.
fn is_settled(c: char) -> bool {
    (is_han(c) && c < '\u{1fffe}' && !is_selector(c))
        || c.is_ascii_alphanumeric()
        || matches!(c, '，' | '、' | '。' | '；' | '：' | '“' | '”' | '《' | '》' | '（' | '）' | '%' | '—')
}

fn drop_invisible(chars: &mut Vec<Char>, cleaned: &mut Cleaned<'_>) {
    let mut before = None;
    chars.retain_mut(|char| {
        let chooses = is_selector(char.c) && before.is_some_and(is_ideograph);
        if is_invisible(char.c) && !chooses {
            cleaned.note(Change::Invisible, char.at as usize);
            return false;
        }
        // Tabs and the many widths of space are spaces.
        if matches!(
            char.c,
            '\t' | '\u{a0}' | '\u{2000}'
                ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}'
        ) {
            cleaned.note(Change::Invisible, char.at as usize);
            char.c = ' ';
        }
        before = Some(char.c);
        true
    });
}
