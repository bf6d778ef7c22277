//! Copy as characters with their places and marks, the form in which it is cleaned.

use crate::base::diag::{FileId, Span};
use crate::model::{Copy, Inline, InlineSpan};

/// One character of rough copy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Char {
    pub(super) c: char,
    /// Byte offset in the file.
    pub(super) at: u32,
    /// How it is marked.
    pub(super) mark: Inline,
}

impl Char {
    pub(super) fn plain(c: char, at: usize) -> Char {
        Char { c, at: at as u32, mark: Inline::PLAIN }
    }

    /// The same place and mark with another character.
    pub(super) fn with(self, c: char) -> Char {
        Char { c, ..self }
    }
}

/// The characters of a YAML value, at their places in `text` where it stands there as written.
pub(super) fn of_value(value: &str, span: Span, text: &str) -> Vec<Char> {
    let source = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let start = span.start as usize + source.find(value).unwrap_or(0);
    let exact = source.contains(value);
    value.char_indices().map(|(at, c)| Char::plain(c, if exact { start + at } else { start })).collect()
}

/// Cleaned characters as copy.
pub(super) fn to_copy(chars: &[Char], file: FileId) -> Copy {
    let mut text = String::with_capacity(chars.len() * 3);
    let mut origins = Vec::with_capacity(chars.len());
    let mut spans: Vec<InlineSpan> = Vec::new();
    for char in chars {
        let start = text.len() as u32;
        text.push(char.c);
        origins.push(char.at);
        let kind = char.mark;
        if kind == Inline::PLAIN {
            continue;
        }
        let end = text.len() as u32;
        match spans.last_mut() {
            Some(last) if last.kind == kind && last.end == start => last.end = end,
            _ => spans.push(InlineSpan { start, end, kind }),
        }
    }
    Copy { text, file, origins, spans, rubies: Vec::new() }
}

/// Han, kana and bopomofo: what stands on the full width and makes a Chinese context.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{30ff}'
        | '\u{3105}'..='\u{312f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Full-width marks.
pub(super) fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301b}' | '“' | '”' | '‘' | '’' | '…'
        | '\u{ff01}' | '\u{ff08}' | '\u{ff09}' | '\u{ff0c}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' | '—')
}

/// What makes a mark beside it a Chinese one.
pub(super) fn is_chinese(c: char) -> bool {
    is_han(c) || is_wide_mark(c)
}

/// A space of any width that may stand between words.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}
