//! Copy as characters with their places and marks, the form in which it is cleaned.

use crate::base::diag::{FileId, Span};
use crate::model::{Copy, Inline, InlineSpan, Ruby};

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

/// The characters of a YAML value, at their places in `text`.
///
/// A value that is folded over lines, or has escapes, does not stand there as it is: its characters are found one after
/// another, and one that is written otherwise (`\n`, `\u2014`) has the place at which that begins.
pub(super) fn of_value(value: &str, span: Span, text: &str) -> Vec<Char> {
    let source = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let start = span.start as usize;
    if let Some(at) = source.find(value) {
        return value.char_indices().map(|(own, c)| Char::plain(c, start + at + own)).collect();
    }
    let mut at = 0;
    let place = |c: char| {
        let rest = &source[at..];
        // Between two characters of a value stand at most a line end with its indent, an escape, or a doubled quote.
        let between = |other: char| other.is_whitespace() || matches!(other, '\\' | '"' | '\'' | '|' | '>' | '-' | '+');
        let skipped = rest.char_indices().take(BETWEEN).find(|(_, other)| *other == c || !between(*other));
        match skipped {
            Some((skipped, found)) if found == c => {
                let here = at + skipped;
                at = here + c.len_utf8();
                Char::plain(c, start + here)
            }
            Some((skipped, _)) if rest[..skipped].ends_with('\\') => {
                let here = at + skipped - 1;
                at = here + escape(&source[here..]);
                Char::plain(c, start + here)
            }
            _ => Char::plain(c, start + at),
        }
    };
    value.chars().map(place).collect()
}

/// So far the next character of a value is looked for: more than any indent.
const BETWEEN: usize = 400;

/// The bytes of an escape of a double-quoted value (YAML 1.2, 5.7).
fn escape(text: &str) -> usize {
    let digits = match text.as_bytes().get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        _ => 0,
    };
    let letter = text.chars().nth(1).map_or(0, char::len_utf8);
    let end = 1 + letter + text[1 + letter..].bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
    end.min(text.len())
}

/// Marked characters, and the words beside those with [`Inline::RUBY`].
#[derive(Debug, Default)]
pub(super) struct Marked {
    pub(super) chars: Vec<Char>,
    pub(super) readings: Vec<Reading>,
}

/// A ruby as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Reading {
    pub(super) ruby: Ruby,
    /// The first byte of its words in the file, and one past the last.
    pub(super) place: (u32, u32),
}

/// Copy as characters again; the words of its rubies take their place from the first character.
pub(super) fn of_copy(copy: &Copy) -> Marked {
    let mut chars: Vec<Char> = Vec::with_capacity(copy.origins.len());
    let mut spans = copy.spans.iter().peekable();
    for ((at, c), &origin) in copy.text.char_indices().zip(&copy.origins) {
        while spans.peek().is_some_and(|span| span.end as usize <= at) {
            spans.next();
        }
        let mark = spans.peek().filter(|span| span.start as usize <= at).map_or(Inline::PLAIN, |span| span.kind);
        chars.push(Char { mark, ..Char::plain(c, origin as usize) });
    }
    let at = copy.origins.first().copied().unwrap_or(0);
    let reading = |ruby: &Ruby| Reading { ruby: ruby.clone(), place: (at, at) };
    Marked { chars, readings: copy.rubies.iter().map(reading).collect() }
}

/// Cleaned characters as copy.
pub(super) fn to_copy(chars: &[Char], rubies: Vec<Ruby>, file: FileId) -> Copy {
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
    Copy { text, file, origins, spans, rubies }
}

/// Han, kana and bopomofo: what stands on the full width and makes a Chinese context. A variation
/// selector belongs to the Han before it.
pub(super) fn is_han(c: char) -> bool {
    is_selector(c)
        || matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{30ff}'
        | '\u{3105}'..='\u{312f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// An ideograph, of which a variation selector may choose a form.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3fffd}')
}

/// A variation selector: chooses a form of the character before it.
pub(super) fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
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
