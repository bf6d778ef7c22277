//! Marks inside a block: `*…*`, `**…**`, `[字]{yǎn}` and `[…]{.class}`, and `\` before a mark that is text.
//!
//! A mark without its partner is text, and so is a bracket that no brace follows. A brace that cannot be
//! followed is told, and its stretch stays as it is written: no character is lost.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::model::{Inline, Lang, Rise, Ruby, Voice};

use super::braces::{self, What};
use super::chars::{Char, Marked, Reading, is_selector};
use super::hygiene::Cleaned;

/// Reads the marks of a block; `stars` are text in a head.
pub(super) fn mark(rough: Vec<Char>, stars: bool, cleaned: &mut Cleaned<'_>) -> Marked {
    let chars = if stars && rough.iter().any(|char| char.c == '*') { take_stars(&rough) } else { rough };
    if !chars.iter().any(|char| matches!(char.c, '[' | '\\')) {
        return Marked { chars, readings: Vec::new() };
    }
    let brackets = find(&chars, cleaned);
    take_brackets(&chars, brackets, cleaned)
}

/// Takes `**…**` and `*…*` as marks and `\*` as a star. A star without its partner is text.
fn take_stars(rough: &[Char]) -> Vec<Char> {
    let mut chars = Vec::with_capacity(rough.len());
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
        if char.c == '*' && next == Some('*') && (strong || closes(rough, index + 2, true)) {
            strong = !strong;
            index += 2;
            continue;
        }
        if char.c == '*' && next != Some('*') && (emphasis || closes(rough, index + 1, false)) {
            emphasis = !emphasis;
            index += 1;
            continue;
        }
        let voice = if strong { Voice::Strong } else { Voice::Base };
        let flags = if emphasis { Inline::EMPHASIS } else { 0 };
        chars.push(Char { mark: Inline::of(voice).with(flags), ..char });
        index += 1;
    }
    chars
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

/// A bracketed stretch and what its braces say, as indices of characters.
struct Bracket {
    open: usize,
    close: usize,
    /// The closing brace.
    end: usize,
    what: What,
}

/// Longest text between braces.
const BRACES: usize = 400;

/// Most brackets in one piece of copy: their numbers are of 16 bits.
const MOST: usize = u16::MAX as usize - 1;

/// The bracketed stretches, in the order in which they open.
fn find(chars: &[Char], cleaned: &mut Cleaned<'_>) -> Vec<Bracket> {
    let is = |index: usize, c: char| chars.get(index).is_some_and(|char| char.c == c);
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<Bracket> = Vec::new();
    let mut index = 0;
    while let Some(char) = chars.get(index) {
        match char.c {
            '\\' if escapes(chars, index) => index += 1,
            '[' => open.push(index),
            ']' => {
                if let Some(opener) = open.pop()
                    && is(index + 1, '{')
                    && let Some(end) = closing_brace(chars, index + 2, cleaned)
                {
                    let what = braces::content(chars, opener, index, end, cleaned);
                    if let Some(what) = what.filter(|_| found.len() < MOST) {
                        found.push(Bracket { open: opener, close: index, end, what });
                    }
                    index = end;
                }
            }
            _ => {}
        }
        index += 1;
    }
    found.sort_unstable_by_key(|bracket| bracket.open);
    found
}

/// Whether the backslash at `index` makes a bracket or brace text.
fn escapes(chars: &[Char], index: usize) -> bool {
    chars.get(index + 1).is_some_and(|next| matches!(next.c, '[' | ']' | '{' | '}'))
}

/// The brace that closes the one before `from`.
fn closing_brace(chars: &[Char], from: usize, cleaned: &mut Cleaned<'_>) -> Option<usize> {
    for index in from..chars.len().min(from + BRACES) {
        match chars[index].c {
            '}' if chars[index - 1].c != '\\' => return Some(index),
            '{' if chars[index - 1].c != '\\' => break,
            _ => {}
        }
    }
    let span = cleaned.span(chars.get(from - 1)?.at);
    let message = say("`{` 没有用 `}` 关上", "`{` is not closed with `}`");
    let hint = say("写法如 `[字]{zì}`；`\\{` 是文字", "as in `[字]{zì}`; `\\{` is text");
    cleaned.findings.push(Diagnostic::new(Code::CopyMarkup, span, message).hint(hint));
    None
}

/// A bracket that is open while the characters are taken.
struct Frame {
    close: usize,
    end: usize,
    kind: Inline,
    /// Where its characters begin among those taken.
    from: usize,
    /// Where the readings of its group begin.
    readings: usize,
}

/// Takes the brackets and braces out and leaves their marks on the characters.
fn take_brackets(chars: &[Char], brackets: Vec<Bracket>, cleaned: &mut Cleaned<'_>) -> Marked {
    let mut marked = Marked { chars: Vec::with_capacity(chars.len()), readings: Vec::new() };
    let mut brackets = brackets.into_iter().peekable();
    let mut frames: Vec<Frame> = Vec::new();
    let mut groups = 0;
    let mut index = 0;
    while let Some(&char) = chars.get(index) {
        if let Some(bracket) = brackets.next_if(|bracket| bracket.open == index) {
            let (from, before) = (marked.chars.len(), marked.readings.len());
            let outer = frames.last();
            let kind = kind(&bracket, outer, chars, &mut groups, &mut marked, cleaned);
            let readings = outer.filter(|outer| outer.kind.group == kind.group).map_or(before, |outer| outer.readings);
            frames.push(Frame { close: bracket.close, end: bracket.end, kind, from, readings });
        } else if let Some(frame) = frames.pop_if(|frame| frame.close == index) {
            index = frame.end;
        } else {
            let escaped = char.c == '\\' && escapes(chars, index);
            index += usize::from(escaped);
            let char = if escaped { chars[index] } else { char };
            marked.chars.push(frames.last().map_or(char, |frame| merged(char, frame.kind)));
        }
        index += 1;
    }
    marked
}

fn merged(char: Char, kind: Inline) -> Char {
    let fraction = kind.has(Inline::FRACTION) && char.c == '／';
    let c = if fraction { '/' } else { char.c };
    Char { c, mark: Inline { voice: char.mark.voice, flags: char.mark.flags | kind.flags, ..kind }, ..char }
}

/// How the characters of a bracket are set: as those round it, and as its braces say.
///
/// A bracket in another one shares its group, so that a line or a hold-together round both stays whole;
/// but a second reading, or a second name beside the first, has a group of its own (C37, C39).
fn kind(
    bracket: &Bracket,
    outer: Option<&Frame>,
    chars: &[Char],
    groups: &mut u16,
    marked: &mut Marked,
    cleaned: &mut Cleaned<'_>,
) -> Inline {
    let mut kind = outer.map_or(Inline::PLAIN, |frame| frame.kind);
    let in_ruby = kind.has(Inline::RUBY);
    let added = match &bracket.what {
        What::Classes { flags, .. } => *flags,
        What::Ruby(_) => Inline::RUBY,
    };
    let beside = marked.chars.last().is_some_and(|last| {
        let inside = outer.is_some_and(|frame| marked.chars.len() > frame.from);
        inside && last.mark.group == kind.group && last.mark.flags & added & !kind.flags != 0
    });
    let known = outer.and_then(|frame| marked.readings.get(frame.readings..)).unwrap_or_default();
    let read = added == Inline::RUBY && known.iter().any(|known| known.ruby.group == kind.group);
    if kind.group == 0 || !in_ruby && (beside || read) {
        *groups += 1;
        kind.group = *groups;
    }
    match &bracket.what {
        What::Classes { rise, lang, .. } => {
            kind.rise = if *rise == Rise::None { kind.rise } else { *rise };
            kind.lang = if *lang == Lang::Hans { kind.lang } else { *lang };
        }
        What::Ruby(text) => {
            let place = (chars[bracket.close + 1].at, chars[bracket.end].at + 1);
            if in_ruby {
                let span = Span::new(cleaned.file, place.0 as usize, place.1 as usize);
                let message = say("注音里面又有注音", "a reading inside another reading");
                let hint = say("外层和里层只留一个", "keep either the outer or the inner one");
                cleaned.findings.push(Diagnostic::new(Code::CopyMarkup, span, message).hint(hint));
                if let Some(known) = marked.readings.iter_mut().rev().find(|known| known.ruby.group == kind.group) {
                    known.ruby.text += text;
                }
            } else {
                let inside = chars[bracket.close + 2..bracket.end].iter();
                let first = inside.clone().find(|char| !char.c.is_whitespace()).map_or(place.0 + 1, |char| char.at);
                let ruby = Ruby { group: kind.group, at: first, text: text.clone() };
                marked.readings.push(Reading { ruby, place });
            }
        }
    }
    kind.with(added)
}

/// The rubies of cleaned characters, in order: one word a character, or one word for all (C39).
///
/// A ruby with another number of words is told, and stands as one word over its whole stretch.
pub(super) fn rubies(marked: &Marked, cleaned: &mut Cleaned<'_>) -> Vec<Ruby> {
    let most = marked.readings.iter().map(|reading| reading.ruby.group).max().map_or(0, usize::from);
    let mut counts = vec![0; most + 1];
    let read = |char: &&Char| char.mark.has(Inline::RUBY) && !is_selector(char.c);
    for char in marked.chars.iter().filter(read) {
        if let Some(count) = counts.get_mut(usize::from(char.mark.group)) {
            *count += 1;
        }
    }
    let mut rubies = Vec::with_capacity(marked.readings.len());
    for Reading { ruby, place } in &marked.readings {
        let count = counts[usize::from(ruby.group)];
        let words = ruby.text.split(' ').count();
        let mut ruby = ruby.clone();
        if count == 0 || words > 1 && words != count {
            let span = Span::new(cleaned.file, place.0 as usize, place.1 as usize);
            let text = &ruby.text;
            let message = say(
                format!("注音 `{text}` 有 {words} 个词，注的是 {count} 个字"),
                format!("the reading `{text}` has {words} words for {count} characters"),
            );
            let hint = say("每字一个词，或整段只写一个词", "write one word a character, or one word for them all");
            cleaned.findings.push(Diagnostic::new(Code::CopyMarkup, span, message).hint(hint));
            ruby.text = ruby.text.replace(' ', "");
        }
        if count > 0 {
            rubies.push(ruby);
        }
    }
    rubies
}
