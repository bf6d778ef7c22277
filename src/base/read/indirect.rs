//! Reads one object where it stands in the file.
//!
//! Source: ISO 32000-1, 7.3.8 and 7.3.10.

use std::cell::Cell;

use super::lex::{Lexer, Token};
use super::object::{Object, Stream};

/// Counts bytes that are read: objects that lie in one another would be read again and again.
pub(super) struct Work {
    read: Cell<usize>,
    most: usize,
}

impl Work {
    /// Every byte may be read so many times.
    const TIMES: usize = 8;

    pub(super) fn on(bytes: &[u8]) -> Work {
        Work { read: Cell::new(0), most: (bytes.len() + (1 << 16)) * Work::TIMES }
    }

    fn add(&self, bytes: usize) {
        self.read.set(self.read.get().saturating_add(bytes));
    }
}

/// The object `n g obj …` at `at`: its number, itself, and whether its length was as it says.
pub(super) fn indirect(
    bytes: &[u8],
    at: usize,
    length: &dyn Fn(u32) -> Option<usize>,
    work: &Work,
) -> Option<(u32, Object, bool)> {
    if at >= bytes.len() || work.read.get() > work.most {
        return None;
    }
    let mut lexer = Lexer::file(bytes, at);
    let found = indirect_in(bytes, &mut lexer, length, work);
    work.add(lexer.at - at);
    found
}

fn indirect_in(
    bytes: &[u8],
    lexer: &mut Lexer<'_>,
    length: &dyn Fn(u32) -> Option<usize>,
    work: &Work,
) -> Option<(u32, Object, bool)> {
    let number = u32::try_from(lexer.object().ok()?.int()?).ok()?;
    lexer.object().ok()?.int()?;
    match lexer.token().ok()? {
        Token::Word(word) if word == b"obj" => {}
        _ => return None,
    }
    let object = match lexer.token().ok()? {
        Token::Object(object) => object,
        Token::Word(word) if word == b"endobj" => Object::Null,
        _ => return None,
    };
    let Object::Dict(dict) = object else { return Some((number, object, true)) };
    match lexer.token() {
        Ok(Token::Word(word)) if word == b"stream" => {}
        _ => return Some((number, Object::Dict(dict), true)),
    }
    let mut start = lexer.at;
    match bytes.get(start..) {
        Some([b'\r', b'\n', ..]) => start += 2,
        Some([b'\n' | b'\r', ..]) => start += 1,
        _ => {}
    }
    let said = match dict.raw(b"Length") {
        Object::Int(length) => usize::try_from(*length).ok(),
        Object::Ref(number, _) => length(*number),
        _ => None,
    };
    let ends_there = |end: &usize| {
        let mut rest = Lexer::file(bytes, *end);
        rest.skip_white();
        bytes[rest.at.min(bytes.len())..].starts_with(b"endstream") && rest.at - end <= 4
    };
    let end = said.and_then(|length| start.checked_add(length)).filter(|end| *end <= bytes.len()).filter(ends_there);
    let is_right = end.is_some();
    let end = end.or_else(|| {
        let found = bytes[start..].windows(9).position(|nine| nine == b"endstream");
        work.add(found.unwrap_or(bytes.len() - start));
        let found = found?;
        let end = start + found;
        let line_end = match &bytes[start..end] {
            [.., b'\r', b'\n'] => 2,
            [.., b'\n' | b'\r'] => 1,
            _ => 0,
        };
        Some(end - line_end)
    })?;
    Some((number, Object::Stream(Stream { dict, bytes: start..end }), is_right))
}
