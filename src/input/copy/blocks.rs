//! The blocks of a body: paragraphs, quotes, cross-heads and breaks, and the marks inside them.

use std::ops::Range;

use crate::model::{Inline, Voice};

use super::chars::{Char, is_chinese};
use super::hygiene::{Change, Cleaned};

/// A block whose characters are not cleaned yet.
#[derive(Debug)]
pub(super) enum Rough {
    Paragraph(Vec<Char>),
    Quote(Vec<Char>),
    Crosshead(Vec<Char>),
    Break,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    None,
    Paragraph,
    Quote,
}

/// Splits the body into blocks.
///
/// Lines of a paragraph are rejoined (rule C6); a blank line, or a line indented with full-width
/// spaces, begins a new one.
pub(super) fn split(text: &str, body: Range<usize>, cleaned: &mut Cleaned<'_>) -> Vec<Rough> {
    let mut blocks: Vec<Rough> = Vec::new();
    let mut open = Open::None;
    let mut at = body.start;
    for line in text[body].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let bare = line.trim_matches(is_blank);
        let indent = line.len() - line.trim_start_matches(is_blank).len();
        let from = start + indent;
        if bare.is_empty() {
            open = Open::None;
        } else if bare.len() >= 3 && bare.bytes().all(|byte| byte == b'-') {
            blocks.push(Rough::Break);
            open = Open::None;
        } else if let Some(head) = bare.strip_prefix("## ") {
            let (head, skipped) =
                (head.trim_start_matches(is_blank), bare.len() - head.trim_start_matches(is_blank).len());
            blocks.push(Rough::Crosshead(characters(head, from + skipped)));
            open = Open::None;
        } else if let Some(quoted) = bare.strip_prefix('>').filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            let inner = quoted.trim_start_matches(is_blank);
            if inner.is_empty() {
                open = Open::None;
                continue;
            }
            let inner_at = from + bare.len() - inner.len();
            if open == Open::Quote
                && let Some(Rough::Quote(chars)) = blocks.last_mut()
            {
                join(chars, inner, inner_at, cleaned);
            } else {
                blocks.push(Rough::Quote(characters(inner, inner_at)));
            }
            open = Open::Quote;
        } else {
            let indented = line.starts_with('\u{3000}');
            if indented {
                cleaned.note(Change::Indent, start);
            }
            if open == Open::Paragraph
                && !indented
                && let Some(Rough::Paragraph(chars)) = blocks.last_mut()
            {
                join(chars, bare, from, cleaned);
            } else {
                blocks.push(Rough::Paragraph(characters(bare, from)));
            }
            open = Open::Paragraph;
        }
    }
    for block in &mut blocks {
        if let Rough::Paragraph(chars) | Rough::Quote(chars) | Rough::Crosshead(chars) = block {
            mark(chars);
        }
    }
    blocks
}

/// Blanks that may stand at the edges of a line and mean nothing there.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}' | '\u{200b}' | '\u{feff}' | '\u{2002}'..='\u{200a}')
}

fn characters(text: &str, at: usize) -> Vec<Char> {
    text.char_indices().map(|(offset, c)| Char::plain(c, at + offset)).collect()
}

/// Joins a further line to a paragraph: with a space between Latin words, else with none.
fn join(chars: &mut Vec<Char>, line: &str, at: usize, cleaned: &mut Cleaned<'_>) {
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

/// Takes `**…**` and `*…*` as marks and `\*` as a star. A star without its partner is text.
fn mark(chars: &mut Vec<Char>) {
    if !chars.iter().any(|char| char.c == '*') {
        return;
    }
    let rough = std::mem::take(chars);
    let mut strong = false;
    let mut emphasis = false;
    let mut index = 0;
    while let Some(&char) = rough.get(index) {
        let next = rough.get(index + 1).map(|next| next.c);
        if char.c == '\\' && next == Some('*') {
            chars.push(rough[index + 1]);
            index += 2;
            continue;
        }
        if char.c == '*' && next == Some('*') && (strong || closes(&rough, index + 2, true)) {
            strong = !strong;
            index += 2;
            continue;
        }
        if char.c == '*' && next != Some('*') && (emphasis || closes(&rough, index + 1, false)) {
            emphasis = !emphasis;
            index += 1;
            continue;
        }
        let mark = if emphasis {
            Inline::PLAIN.with(Inline::EMPHASIS)
        } else if strong {
            Inline::of(Voice::Strong)
        } else {
            Inline::PLAIN
        };
        chars.push(Char { mark, ..char });
        index += 1;
    }
}

/// Longest marked stretch, in characters: a star without a partner is not looked for through a whole book.
const REACH: usize = 4000;

/// Whether a mark that opens before `from` is closed: neither end beside a space, something between.
fn closes(chars: &[Char], from: usize, double: bool) -> bool {
    let star = |index: usize| chars.get(index).is_some_and(|char| char.c == '*');
    if chars.get(from).is_none_or(|first| first.c == ' ' || first.c == '*') {
        return false;
    }
    (from + 1..chars.len().min(from + REACH)).any(|index| {
        let plain = star(index) && chars[index - 1].c != ' ' && chars[index - 1].c != '\\';
        let run_before = star(index - 1);
        plain && if double { star(index + 1) } else { !star(index + 1) && !run_before }
    })
}
