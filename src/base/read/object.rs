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

/// A text string: UTF-16 or UTF-8 with its mark, else by bytes.
///
/// Source: ISO 32000-1, 7.9.2.2; ISO 32000-2 for UTF-8.
pub fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
