//! The objects of a PDF file. Source: ISO 32000-1, 7.3.

use std::ops::Range;

/// An object.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Object {
    /// `null`, and what is missing.
    #[default]
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Real(f64),
    /// A name, without its solidus and with `#xx` read.
    Name(Vec<u8>),
    /// A string, its escapes read.
    Text(Vec<u8>),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// A stream: never in another object.
    Stream(Stream),
    /// A reference: number and generation.
    Ref(u32, u16),
}

/// A dictionary, its entries as they stand.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Dict {
    /// Keys and values.
    pub entries: Vec<(Vec<u8>, Object)>,
}

/// A stream: its dictionary, and where its bytes are in the file.
#[derive(Clone, PartialEq, Debug)]
pub struct Stream {
    /// Its dictionary.
    pub dict: Dict,
    /// Its bytes, still encoded.
    pub bytes: Range<usize>,
}

const NULL: Object = Object::Null;

impl Object {
    /// As a number.
    pub fn number(&self) -> Option<f64> {
        match self {
            Object::Int(value) => Some(*value as f64),
            Object::Real(value) => Some(*value),
            _ => None,
        }
    }

    /// As a whole number.
    pub fn int(&self) -> Option<i64> {
        match self {
            Object::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// As a name.
    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    /// As the bytes of a string.
    pub fn text(&self) -> Option<&[u8]> {
        match self {
            Object::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As an array.
    pub fn array(&self) -> Option<&[Object]> {
        match self {
            Object::Array(array) => Some(array),
            _ => None,
        }
    }

    /// A dictionary, or that of a stream.
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Object::Dict(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// As a stream.
    pub fn stream(&self) -> Option<&Stream> {
        match self {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// Whether it is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Object::Null)
    }
}

impl Dict {
    /// The value of a key as it stands; `Null` where there is none.
    pub fn raw(&self, key: &[u8]) -> &Object {
        self.entries.iter().find(|(known, _)| known == key).map_or(&NULL, |(_, value)| value)
    }

    /// Whether a key stands there with a value.
    pub fn has(&self, key: &[u8]) -> bool {
        !self.raw(key).is_null()
    }

    /// The first key that stands there twice.
    pub fn repeated(&self) -> Option<&[u8]> {
        let mut keys: Vec<&[u8]> = self.entries.iter().map(|(key, _)| &key[..]).collect();
        keys.sort_unstable();
        keys.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
    }
}

/// A name for people: as UTF-8 where it is that, else byte by byte.
pub fn shown(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(text) => text.to_owned(),
        Err(_) => name.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// What `PDFDocEncoding` has at 0x18 and behind, and at 0x80 and behind.
///
/// Source: ISO 32000-1, D.2.
const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ',
    'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// A text string: UTF-16 or UTF-8 with its mark, else in `PDFDocEncoding`. Codes of languages are left out.
///
/// Source: ISO 32000-1, 7.9.2.2; ISO 32000-2 for UTF-8. Some programs write UTF-16 the other way round.
pub fn text_string(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|two| unit([two[0], two[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let narrow = |byte: &u8| match byte {
        0x18..=0x1f => LOW[usize::from(byte - 0x18)],
        0x80..=0xa0 => HIGH[usize::from(byte - 0x80)],
        byte => char::from(*byte),
    };
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => return bytes.iter().map(narrow).collect(),
    };
    // Every second part stands between two escapes.
    text.split('\u{1b}').step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_read_in_all_their_encodings() {
        assert_eq!(text_string(b"\xfe\xff\x4e\x00\x00\x1b\x00z\x00h\x00\x1b\x4e\x8c"), "一二");
        assert_eq!(text_string(b"\xff\xfe\x00\x4e"), "一");
        assert_eq!(text_string("\u{feff}一".as_bytes()), "一");
        assert_eq!(text_string(b"\x8dM\xfcll\x8e \x84 \xa0\x18"), "“Müll” — €˘");
    }
}
