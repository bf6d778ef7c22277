//! The blocks of a body as they are written: paragraphs, quotes, cross-heads, lists, tables, fences.

use std::ops::Range;

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::suggest;

use super::chars::{Char, is_chinese};
use super::fence::{self, Fence};
use super::hygiene::{Change, Cleaned};
use super::table::{self, RoughTable};

/// A block whose characters are not cleaned yet, the marks among them.
#[derive(Debug)]
pub(super) enum Rough {
    Paragraph(Vec<Char>),
    Quote(Vec<Char>),
    Crosshead(Vec<Char>),
    /// `##? `: one that is set only when asked for.
    Candidate(Vec<Char>),
    Break,
    Item {
        label: Vec<Char>,
        text: Vec<Char>,
    },
    /// An empty line parts stanzas.
    Verse(Vec<Vec<Char>>),
    Speech(Vec<Char>),
    /// All the names in one.
    Names(Vec<Char>),
    Table(RoughTable),
}

/// A line of the body.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// Without blanks at its edges.
    pub(super) bare: &'a str,
    /// Where `bare` begins in the file.
    pub(super) at: usize,
    /// Where the line begins.
    pub(super) start: usize,
    /// Whether it is indented with a full-width space.
    pub(super) indented: bool,
}

impl Line<'_> {
    /// Its place, for a message.
    pub(super) fn span(&self, cleaned: &Cleaned<'_>) -> Span {
        Span::new(cleaned.file, self.at, self.at + self.bare.len())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    None,
    Paragraph,
    Quote,
    Item,
}

/// Splits the body into blocks.
///
/// Lines of a paragraph are rejoined (rule C6); a blank line, or a line indented with full-width
/// spaces, begins a new one.
pub(super) fn split(text: &str, body: Range<usize>, cleaned: &mut Cleaned<'_>) -> Vec<Rough> {
    let mut blocks: Vec<Rough> = Vec::new();
    let mut open = Open::None;
    let mut unknown = 0;
    let mut lines = lines(text, body).peekable();
    while let Some(line) = lines.next() {
        let bare = line.bare;
        if let Some(name) = fence::opens(bare) {
            if let Some(fence) = Fence::of(name) {
                let inside = fence::inside(line, &mut lines, cleaned);
                blocks.extend(fence.blocks(&inside, cleaned));
                open = Open::None;
                continue;
            }
            if name.is_empty() && unknown > 0 {
                unknown -= 1;
                open = Open::None;
                continue;
            }
            wrong_fence(line, name, cleaned);
            if name.is_empty() {
                open = Open::None;
                continue;
            }
            unknown += 1;
            blocks.push(Rough::Paragraph(characters(bare, line.at)));
            open = Open::None;
        } else if bare.is_empty() {
            open = Open::None;
        } else if bare.len() >= 3 && bare.bytes().all(|byte| byte == b'-') {
            blocks.push(Rough::Break);
            open = Open::None;
        } else if let Some(head) = bare.strip_prefix("##? ").or_else(|| bare.strip_prefix("##？")) {
            let head = head.trim_start_matches(is_blank);
            blocks.push(Rough::Candidate(characters(head, line.at + bare.len() - head.len())));
            open = Open::None;
        } else if let Some(head) = bare.strip_prefix("## ") {
            let head = head.trim_start_matches(is_blank);
            blocks.push(Rough::Crosshead(characters(head, line.at + bare.len() - head.len())));
            open = Open::None;
        } else if let Some(quoted) = bare.strip_prefix('>').filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            let inner = quoted.trim_start_matches(is_blank);
            if inner.is_empty() {
                open = Open::None;
                continue;
            }
            let inner_at = line.at + bare.len() - inner.len();
            match blocks.last_mut() {
                Some(Rough::Quote(chars)) if open == Open::Quote => join(chars, inner, inner_at, cleaned),
                _ => blocks.push(Rough::Quote(characters(inner, inner_at))),
            }
            open = Open::Quote;
        } else if let Some((label, inner)) = item(bare, open) {
            let label = match label {
                "-" => vec![Char::plain('●', line.at)],
                number => characters(number, line.at),
            };
            blocks.push(Rough::Item { label, text: characters(inner, line.at + bare.len() - inner.len()) });
            open = Open::Item;
        } else if table::is_row(bare) {
            blocks.push(Rough::Table(table::read(line, &mut lines, cleaned)));
            open = Open::None;
        } else {
            if line.indented {
                cleaned.note(Change::Indent, line.start);
            }
            match blocks.last_mut() {
                Some(Rough::Paragraph(chars)) if open == Open::Paragraph && !line.indented => {
                    join(chars, bare, line.at, cleaned);
                }
                Some(Rough::Item { text, .. }) if open == Open::Item && !line.indented => {
                    join(text, bare, line.at, cleaned);
                }
                _ => {
                    blocks.push(Rough::Paragraph(characters(bare, line.at)));
                    open = Open::Paragraph;
                }
            }
        }
    }
    blocks
}

/// The lines of the body, from its first byte.
fn lines(text: &str, body: Range<usize>) -> impl Iterator<Item = Line<'_>> {
    let mut at = body.start;
    text[body].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let indent = line.len() - line.trim_start_matches(is_blank).len();
        Line { bare: line.trim_matches(is_blank), at: start + indent, start, indented: line.starts_with('\u{3000}') }
    })
}

/// The number or bullet of a list item, and its words.
///
/// In the middle of a paragraph only `1.` begins a list: a hard line break may stand before any number.
fn item(bare: &str, open: Open) -> Option<(&str, &str)> {
    /// Numbers have three figures at most: a year is not the number of an item.
    const FIGURES: usize = 3;
    let split = if bare.starts_with('-') {
        1
    } else {
        let figures = bare.bytes().take_while(u8::is_ascii_digit).count();
        let number = &bare[..figures];
        let wanted = matches!(figures, 1..=FIGURES) && bare[figures..].starts_with('.');
        if !wanted || open == Open::Paragraph && number != "1" {
            return None;
        }
        figures + 1
    };
    let (label, rest) = bare.split_at(split);
    let inner = rest.trim_start_matches(is_blank);
    (inner.len() < rest.len() && !inner.is_empty()).then_some((label, inner))
}

fn wrong_fence(line: Line<'_>, name: &str, cleaned: &mut Cleaned<'_>) {
    let span = line.span(cleaned);
    let found = if name.is_empty() {
        let message = say("`:::` 前面没有打开的块", "`:::` closes nothing");
        let hint = say("请删去，或在块前写 `::: verse` 之类", "delete it, or open a block, as with `::: verse`");
        Diagnostic::new(Code::CopyMarkup, span, message).hint(hint)
    } else {
        let what = say("块", "block");
        suggest::unknown(Code::UnknownName, span, &what, name, Fence::NAMES.map(|(name, _)| name))
    };
    cleaned.findings.push(found);
}

/// Blanks that may stand at the edges of a line and mean nothing there.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}' | '\u{200b}' | '\u{feff}' | '\u{2002}'..='\u{200a}')
}

/// Text with its places; `at` is that of its first byte.
pub(super) fn characters(text: &str, at: usize) -> Vec<Char> {
    text.char_indices().map(|(offset, c)| Char::plain(c, at + offset)).collect()
}

/// Joins a further line to a paragraph: with a space between Latin words, else with none.
pub(super) fn join(chars: &mut Vec<Char>, line: &str, at: usize, cleaned: &mut Cleaned<'_>) {
    let before = chars.last().map(|last| last.c);
    let after = line.chars().next();
    if let (Some(before), Some(after)) = (before, after)
        && !is_chinese(before)
        && !is_chinese(after)
        && before != '-'
    {
        chars.push(Char::plain(' ', at.saturating_sub(1)));
    }
    cleaned.note(Change::LineBreak, at);
    chars.extend(characters(line, at));
}
