//! Writes objects of one file into another: what hangs on them comes with them, under new numbers.

use std::collections::BTreeMap;

use super::filter::Limit;
use super::object::{Dict, Object, Stream};
use super::print::print_plain;
use super::{Document, Undecoded};

/// A copied stream that must be packed anew decodes to so many bytes at most.
const STREAM: usize = 256 << 20;
/// Objects that are copied at most.
const OBJECTS: usize = 200_000;

/// Copies objects out of a document.
pub struct Copier<'d, 'a> {
    document: &'d Document<'a>,
    /// New numbers by old ones.
    numbers: BTreeMap<u32, i32>,
    /// Old numbers that are numbered and not yet written.
    due: Vec<u32>,
    next: i32,
    deflate: fn(&[u8]) -> Vec<u8>,
}

impl<'d, 'a> Copier<'d, 'a> {
    /// Copies out of `document`; new objects are numbered from `first` on. Streams that are packed anew are packed
    /// with `deflate`.
    pub fn new(document: &'d Document<'a>, first: i32, deflate: fn(&[u8]) -> Vec<u8>) -> Copier<'d, 'a> {
        Copier { document, numbers: BTreeMap::new(), due: Vec::new(), next: first, deflate }
    }

    /// The next free number.
    pub fn next(&self) -> i32 {
        self.next
    }

    fn number(&mut self, old: u32) -> i32 {
        if let Some(known) = self.numbers.get(&old) {
            return *known;
        }
        let new = self.next;
        self.next += 1;
        self.numbers.insert(old, new);
        self.due.push(old);
        new
    }

    /// An object as it is written, its references renumbered.
    pub fn object(&mut self, object: &Object, out: &mut Vec<u8>) {
        match object {
            Object::Array(array) => {
                out.push(b'[');
                for (index, object) in array.iter().enumerate() {
                    if index > 0 {
                        out.push(b' ');
                    }
                    self.object(object, out);
                }
                out.push(b']');
            }
            Object::Dict(dict) => self.dict(dict, &[], out),
            Object::Stream(_) => out.extend(b"null"),
            Object::Ref(old, _) if self.document.resolve(object).is_null() => {
                let _ = old;
                out.extend(b"null");
            }
            Object::Ref(old, _) => {
                let new = self.number(*old);
                out.extend(format!("{new} 0 R").bytes());
            }
            plain => {
                print_plain(plain, out);
            }
        }
    }

    /// A dictionary as it is written, without some keys.
    pub fn dict(&mut self, dict: &Dict, without: &[&[u8]], out: &mut Vec<u8>) {
        out.extend(b"<<");
        for (key, value) in dict.entries.iter().filter(|(key, _)| !without.contains(&&key[..])) {
            write_name(key, out);
            out.push(b' ');
            self.object(value, out);
        }
        out.extend(b">>");
    }

    /// The objects that are numbered and not yet written, with their numbers: `<<…>>`, streams with their bytes.
    /// Those that hang on them come after them.
    ///
    /// Errors: a stream that cannot be packed anew; too many objects.
    pub fn rest(&mut self) -> Result<Vec<(i32, Vec<u8>)>, Undecoded> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.due.len() {
            if at > OBJECTS {
                return Err(Undecoded::TooLarge);
            }
            let old = self.due[at];
            at += 1;
            let new = self.number(old);
            let mut out = Vec::new();
            match self.document.resolve(&Object::Ref(old, 0)) {
                Object::Stream(stream) => self.stream(stream, &mut out)?,
                object => self.object(object, &mut out),
            }
            found.push((new, out));
        }
        self.due.clear();
        Ok(found)
    }

    /// A stream: as it is, or where it is packed with LZW packed anew.
    fn stream(&mut self, stream: &Stream, out: &mut Vec<u8>) -> Result<(), Undecoded> {
        let raw = self.document.bytes.get(stream.bytes.clone()).ok_or(Undecoded::Broken)?;
        let filters = self.document.filters(&stream.dict);
        let packed;
        let (bytes, without, more): (&[u8], &[&[u8]], &[u8]) = if filters.contains(&&b"LZWDecode"[..]) {
            let decoded = self.document.decode(stream, Limit::Bytes(STREAM))?;
            if decoded.pixels.is_some() {
                return Err(Undecoded::Unknown("LZWDecode".to_owned()));
            }
            packed = (self.deflate)(&decoded.bytes);
            (&packed, &[b"Length", b"Filter", b"DecodeParms"], b"/Filter/FlateDecode")
        } else {
            (raw, &[b"Length"], b"")
        };
        self.dict(&stream.dict, without, out);
        out.truncate(out.len() - 2);
        out.extend(more);
        out.extend(format!("/Length {}>>\nstream\n", bytes.len()).bytes());
        out.extend(bytes);
        out.extend(b"\nendstream");
        Ok(())
    }
}

/// A number without an exponent.
pub(super) fn real(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-" || text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A name with its solidus.
pub(super) fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() || b"-_.+*:@!$&'~^=|;,?\"`".contains(byte) {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").bytes());
        }
    }
}
