//! Bytes to objects: of files and of content streams. Nesting is bounded, nothing is trusted.
//!
//! Source: ISO 32000-1, 7.2 and 7.3.

use super::object::{Dict, Object};

/// Arrays and dictionaries may be nested this deep.
const DEPTH: usize = 100;
/// Entries of one array or dictionary.
const ENTRIES: usize = 4_000_000;

/// What stands at a place.
#[derive(Clone, PartialEq, Debug)]
pub enum Token {
    /// An object.
    Object(Object),
    /// A word that is no object: `obj`, `stream`, an operator.
    Word(Vec<u8>),
    /// The end.
    End,
}

/// Why objects could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Garbled {
    /// Where, in the bytes that were read.
    pub at: usize,
    /// Nested too deep, or too many.
    pub is_huge: bool,
}

/// Reads tokens.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where it stands.
    pub at: usize,
    /// Whether `1 0 R` is a reference: not so in content.
    references: bool,
}

fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

impl<'a> Lexer<'a> {
    /// Reads a file from `at` on.
    pub fn file(bytes: &'a [u8], at: usize) -> Lexer<'a> {
        Lexer { bytes, at, references: true }
    }

    /// Reads a content stream.
    pub fn content(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0, references: false }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Leaves white space and comments behind.
    pub fn skip_white(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_white(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next token.
    ///
    /// Errors: what is no token, or is nested too deep.
    pub fn token(&mut self) -> Result<Token, Garbled> {
        self.nested(0)
    }

    /// The next token, which must be an object.
    pub fn object(&mut self) -> Result<Object, Garbled> {
        let at = self.at;
        match self.token()? {
            Token::Object(object) => Ok(object),
            _ => Err(Garbled { at, is_huge: false }),
        }
    }

    fn garbled<T>(&self) -> Result<T, Garbled> {
        Err(Garbled { at: self.at, is_huge: false })
    }

    fn nested(&mut self, depth: usize) -> Result<Token, Garbled> {
        self.skip_white();
        if depth > DEPTH {
            return Err(Garbled { at: self.at, is_huge: true });
        }
        let Some(byte) = self.peek() else { return Ok(Token::End) };
        match byte {
            b'/' => Ok(Token::Object(Object::Name(self.name()))),
            b'(' => self.literal().map(|text| Token::Object(Object::Text(text))),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.dict(depth).map(|dict| Token::Object(Object::Dict(dict)))
            }
            b'<' => self.hexadecimal().map(|text| Token::Object(Object::Text(text))),
            b'[' => {
                self.at += 1;
                self.array(depth).map(|array| Token::Object(Object::Array(array)))
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            b'{' | b'}' => {
                self.at += 1;
                Ok(Token::Word(vec![byte]))
            }
            b')' | b'>' | b']' => self.garbled(),
            _ => Ok(self.word()),
        }
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_white(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        match &self.bytes[start..self.at] {
            b"true" => Token::Object(Object::Bool(true)),
            b"false" => Token::Object(Object::Bool(false)),
            b"null" => Token::Object(Object::Null),
            word => Token::Word(word.to_vec()),
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| !is_white(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
            let pair =
                (self.bytes.get(self.at).and_then(|b| hex(*b)), self.bytes.get(self.at + 1).and_then(|b| hex(*b)));
            if let (b'#', (Some(high), Some(low))) = (byte, pair) {
                self.at += 2;
                name.push(high << 4 | low);
            } else {
                name.push(byte);
            }
        }
        name
    }

    fn number(&mut self) -> Result<Token, Garbled> {
        let start = self.at;
        while self.peek().is_some_and(|byte| matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9')) {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        if let Ok(whole) = text.parse::<i64>() {
            return Ok(Token::Object(self.reference(whole).unwrap_or(Object::Int(whole))));
        }
        match text.parse::<f64>() {
            Ok(value) => Ok(Token::Object(Object::Real(value))),
            // `.`, `-` and the like are read as zero by every other program.
            Err(_) if text.len() < 24 => Ok(Token::Object(Object::Int(0))),
            Err(_) => self.garbled(),
        }
    }

    /// `gen R` behind a number makes it a reference.
    fn reference(&mut self, number: i64) -> Option<Object> {
        let number = u32::try_from(number).ok().filter(|_| self.references)?;
        let bytes = self.bytes;
        let white = |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| is_white(**byte)).count();
        let first = self.at + white(self.at);
        let digits = bytes[first.min(bytes.len())..].iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
        let generation: u16 = std::str::from_utf8(bytes.get(first..first + digits)?).ok()?.parse().ok()?;
        let after = first + digits + white(first + digits);
        let ends = bytes.get(after + 1).is_none_or(|byte| is_white(*byte) || is_delimiter(*byte));
        if first == self.at || after == first + digits || bytes.get(after) != Some(&b'R') || !ends {
            return None;
        }
        self.at = after + 1;
        Some(Object::Ref(number, generation))
    }

    fn literal(&mut self) -> Result<Vec<u8>, Garbled> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(text);
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        self.garbled()
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    if let Some(digit @ b'0'..=b'7') = self.peek() {
                        self.at += 1;
                        value = value * 8 + u32::from(digit - b'0');
                    }
                }
                text.push(value as u8);
            }
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Result<Vec<u8>, Garbled> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                if digits.len() % 2 == 1 {
                    digits.push(0);
                }
                return Ok(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect());
            }
            match hex(byte) {
                Some(digit) => digits.push(digit),
                None if is_white(byte) => {}
                None => return self.garbled(),
            }
        }
        self.garbled()
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Object>, Garbled> {
        let mut array = Vec::new();
        loop {
            self.skip_white();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(array);
            }
            match self.nested(depth + 1)? {
                Token::Object(object) if array.len() < ENTRIES => array.push(object),
                Token::Object(_) => return Err(Garbled { at: self.at, is_huge: true }),
                _ => return self.garbled(),
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Dict, Garbled> {
        let mut dict = Dict::default();
        loop {
            self.skip_white();
            match self.peek() {
                Some(b'>') if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Ok(dict);
                }
                Some(b'/') if dict.entries.len() < ENTRIES => {
                    let key = self.name();
                    match self.nested(depth + 1)? {
                        Token::Object(value) => dict.entries.push((key, value)),
                        _ => return self.garbled(),
                    }
                }
                _ => return self.garbled(),
            }
        }
    }

    /// The entries of an inline image, up to `ID`.
    pub fn inline_dict(&mut self) -> Result<Dict, Garbled> {
        let mut dict = Dict::default();
        loop {
            match self.token()? {
                Token::Object(Object::Name(key)) if dict.entries.len() < ENTRIES => {
                    let value = self.object()?;
                    dict.entries.push((key, value));
                }
                Token::Word(word) if word == b"ID" => return Ok(dict),
                _ => return self.garbled(),
            }
        }
    }

    /// The bytes of an inline image behind `ID`, up to an `EI` that stands alone.
    pub fn inline_bytes(&mut self) -> Result<&'a [u8], Garbled> {
        let start = (self.at + 1).min(self.bytes.len());
        let rest = &self.bytes[start..];
        let ends = |at: &usize| {
            let before = *at == 0 || is_white(rest[at - 1]);
            let after = rest.get(at + 2).is_none_or(|byte| is_white(*byte));
            // Behind a true end stands text.
            let text = rest[(at + 2).min(rest.len())..].iter().take(12).all(|byte| byte.is_ascii());
            &rest[*at..at + 2] == b"EI" && before && after && text
        };
        match (0..rest.len().saturating_sub(1)).find(ends) {
            Some(at) => {
                self.at = start + at + 2;
                Ok(&rest[..at.saturating_sub(1)])
            }
            None => self.garbled(),
        }
    }
}
