//! Finds the objects of a file: by its cross-reference tables, or where these are no good by looking through it.
//!
//! Source: ISO 32000-1, 7.5.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::filter::Limit;
use super::indirect::{Work, indirect};
use super::lex::{Lexer, Token};
use super::object::{Dict, Object};
use super::{Document, Fault, Unreadable};

/// Largest file.
const FILE: usize = 1 << 30;
/// Most objects.
const OBJECTS: u64 = 8_388_607;
/// Most tables, one for each time that the file was saved.
const TABLES: usize = 1024;
/// An object stream decodes to so many bytes at most.
const OBJECT_STREAM: usize = 256 << 20;

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    At(usize),
    In(u32),
    Free,
}

pub(super) fn open(bytes: &[u8]) -> Result<Document<'_>, Unreadable> {
    if bytes.len() > FILE {
        return Err(Unreadable::TooLarge);
    }
    let start = bytes.windows(5).take(1024).position(|five| five == b"%PDF-").ok_or(Unreadable::NotPdf)?;
    let digit = |at: usize| bytes.get(start + at).filter(|byte| byte.is_ascii_digit()).map_or(0, |byte| byte - b'0');
    let mut tables = Tables { bytes, places: BTreeMap::new(), trailer: Dict::default(), is_compressed: false };
    let mut faults = Vec::new();
    if start > 0 {
        faults.push(Fault::Ends);
    }
    let followed = tables.follow();
    let has_catalog = |tables: &Tables<'_>| tables.trailer.has(b"Root");
    if followed.is_none() || !has_catalog(&tables) {
        faults.push(Fault::Xref);
        tables.search();
    }
    let mut document = read(&tables, faults, (digit(5), digit(7)));
    if document.catalog().is_none() && followed.is_some() {
        // The table was read and is wrong.
        tables.search();
        document = read(&tables, vec![Fault::Xref], document.header);
    }
    if document.catalog().is_none() {
        return Err(Unreadable::NoCatalog);
    }
    let trailer = Object::Dict(document.trailer.clone());
    let repeated: Vec<Fault> = document.objects.iter().chain([(&0, &trailer)]).filter_map(twice).take(100).collect();
    document.faults.extend(repeated);
    document.faults.sort();
    document.faults.dedup();
    Ok(document)
}

/// A dictionary with a key that stands twice, anywhere in an object.
fn twice((number, object): (&u32, &Object)) -> Option<Fault> {
    let in_dict = |dict: &Dict| match dict.repeated() {
        Some(key) => Some(Fault::Repeated(*number, super::shown(key))),
        None => dict.entries.iter().find_map(|(_, value)| twice((number, value))),
    };
    match object {
        Object::Array(array) => array.iter().find_map(|object| twice((number, object))),
        Object::Dict(dict) => in_dict(dict),
        Object::Stream(stream) => in_dict(&stream.dict),
        _ => None,
    }
}

struct Tables<'a> {
    bytes: &'a [u8],
    places: BTreeMap<u32, Place>,
    trailer: Dict,
    is_compressed: bool,
}

impl Tables<'_> {
    /// Follows the tables from the last to the first.
    fn follow(&mut self) -> Option<()> {
        let tail = self.bytes.len().saturating_sub(2048);
        let found = self.bytes[tail..].windows(9).rposition(|nine| nine == b"startxref")?;
        let mut lexer = Lexer::file(self.bytes, tail + found + 9);
        let mut next = Some(lexer.object().ok()?.int()?);
        let mut seen = BTreeSet::new();
        while let Some(at) = next {
            let at = usize::try_from(at).ok().filter(|at| *at < self.bytes.len())?;
            if !seen.insert(at) || seen.len() > TABLES {
                return None;
            }
            let dict = self.table(at)?;
            if let Some(hidden) = dict.raw(b"XRefStm").int() {
                let hidden = usize::try_from(hidden).ok().filter(|at| *at < self.bytes.len())?;
                self.stream(hidden)?;
            }
            next = dict.raw(b"Prev").int();
            if self.trailer.entries.is_empty() {
                self.trailer = dict;
            }
        }
        Some(())
    }

    fn table(&mut self, at: usize) -> Option<Dict> {
        let mut lexer = Lexer::file(self.bytes, at);
        let start = lexer.at;
        match lexer.token().ok()? {
            Token::Word(word) if word == b"xref" => {}
            _ => return self.stream(start),
        }
        loop {
            let first = match lexer.token().ok()? {
                Token::Object(Object::Int(first)) => u32::try_from(first).ok()?,
                Token::Word(word) if word == b"trailer" => break,
                _ => return None,
            };
            let count = u32::try_from(lexer.object().ok()?.int()?).ok()?;
            for number in first..first.checked_add(count)? {
                let offset = lexer.object().ok()?.int()?;
                lexer.object().ok()?.int()?;
                let place = match lexer.token().ok()? {
                    Token::Word(kind) if kind == b"n" => Place::At(usize::try_from(offset).ok()?),
                    Token::Word(kind) if kind == b"f" => Place::Free,
                    _ => return None,
                };
                self.places.entry(number).or_insert(place);
            }
        }
        match lexer.object().ok()? {
            Object::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    fn stream(&mut self, at: usize) -> Option<Dict> {
        let (_, object, _) = indirect(self.bytes, at, &|_| None, &Work::on(self.bytes))?;
        let Object::Stream(stream) = object else { return None };
        self.is_compressed = true;
        let shell = Document {
            bytes: self.bytes,
            header: (1, 5),
            trailer: Dict::default(),
            is_compressed: true,
            faults: Vec::new(),
            objects: BTreeMap::new(),
            spent: Cell::new(0),
        };
        // A row for each object, and an object takes some bytes of the file.
        let data = shell.decode(&stream, Limit::Bytes(64 << 20)).ok()?.bytes;
        let widths: Vec<usize> =
            stream.dict.raw(b"W").array()?.iter().filter_map(|width| usize::try_from(width.int()?).ok()).collect();
        let [kind, second, third] = widths[..] else { return None };
        let row = kind.checked_add(second)?.checked_add(third)?;
        if row == 0 || widths.iter().any(|width| *width > 8) {
            return None;
        }
        let size = stream.dict.raw(b"Size").int()?;
        let whole = [Object::Int(0), Object::Int(size)];
        let index = stream.dict.raw(b"Index").array().unwrap_or(&whole);
        let mut rows = data.chunks_exact(row);
        for pair in index.chunks_exact(2) {
            let first = u32::try_from(pair[0].int()?).ok()?;
            let count = u32::try_from(pair[1].int()?).ok()?;
            for number in first..first.checked_add(count)? {
                let Some(row) = rows.next() else { return Some(stream.dict) };
                let field = |from: usize, width: usize| {
                    row[from..from + width].iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte))
                };
                let is = if kind == 0 { 1 } else { field(0, kind) };
                let place = match is {
                    0 => Place::Free,
                    1 => Place::At(usize::try_from(field(kind, second)).ok()?),
                    2 => Place::In(u32::try_from(field(kind, second)).ok()?),
                    _ => continue,
                };
                self.places.entry(number).or_insert(place);
                if self.places.len() as u64 > OBJECTS {
                    return None;
                }
            }
        }
        Some(stream.dict)
    }

    /// Looks through the file for `n g obj` and `trailer`.
    fn search(&mut self) {
        self.places.clear();
        let bytes = self.bytes;
        let mut trailer = Dict::default();
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(|byte| matches!(byte, b'o' | b't')) {
            let here = at + found;
            at = here + 1;
            if bytes[here..].starts_with(b"obj") {
                if let Some((number, start)) = number_before(bytes, here) {
                    self.places.insert(number, Place::At(start));
                }
            } else if bytes[here..].starts_with(b"trailer")
                && let Ok(Object::Dict(dict)) = Lexer::file(bytes, here + 7).object()
                && dict.has(b"Root")
            {
                trailer = dict;
            }
        }
        if trailer.has(b"Root") {
            self.trailer = trailer;
            return;
        }
        let work = Work::on(bytes);
        // Without a trailer the catalog is looked for, and the dictionary of a cross-reference stream.
        for place in self.places.values() {
            let Place::At(at) = place else { continue };
            let Some((number, object, _)) = indirect(bytes, *at, &|_| None, &work) else { continue };
            let Some(dict) = object.dict() else { continue };
            match dict.raw(b"Type").name() {
                Some(b"XRef") if dict.has(b"Root") => trailer = dict.clone(),
                Some(b"Catalog") if !trailer.has(b"Root") => {
                    trailer.entries.push((b"Root".to_vec(), Object::Ref(number, 0)));
                }
                Some(b"ObjStm") => self.is_compressed = true,
                _ => {}
            }
        }
        self.trailer = trailer;
    }
}

/// The number of the object whose `obj` stands at `at`, and where it begins.
fn number_before(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let white = |mut at: usize| {
        while at > 0 && bytes[at - 1].is_ascii_whitespace() {
            at -= 1;
        }
        at
    };
    let digits = |mut at: usize| {
        let end = at;
        while at > 0 && end - at < 10 && bytes[at - 1].is_ascii_digit() {
            at -= 1;
        }
        at
    };
    let generation = digits(white(at));
    let end = white(generation);
    let start = digits(end);
    if generation == end || start == end || generation == at {
        return None;
    }
    Some((std::str::from_utf8(&bytes[start..end]).ok()?.parse().ok()?, start))
}

/// Reads all objects that the tables know.
fn read<'a>(tables: &Tables<'a>, mut faults: Vec<Fault>, header: (u8, u8)) -> Document<'a> {
    let bytes = tables.bytes;
    let work = Work::on(bytes);
    let length = |number: u32| match tables.places.get(&number) {
        Some(Place::At(at)) => {
            let (found, object, _) = indirect(bytes, *at, &|_| None, &work)?;
            usize::try_from(object.int().filter(|_| found == number)?).ok()
        }
        _ => None,
    };
    let mut objects = BTreeMap::new();
    // Objects in one another's bytes would be read again and again: an object may begin where another is, once.
    let mut starts = BTreeSet::new();
    for (&number, place) in &tables.places {
        let Place::At(at) = *place else { continue };
        match indirect(bytes, at, &length, &work).filter(|(found, _, _)| *found == number && starts.insert(at)) {
            Some((_, object, is_right)) => {
                let elsewhere = object.dict().is_some_and(|dict| match dict.raw(b"Length") {
                    Object::Ref(length, _) => matches!(tables.places.get(length), Some(Place::In(_))),
                    _ => false,
                });
                if !is_right && !elsewhere {
                    faults.push(Fault::Length(number));
                }
                objects.insert(number, object);
            }
            None if at == 0 => {}
            None => faults.push(Fault::Object(number)),
        }
    }
    let mut document = Document {
        bytes,
        header,
        trailer: tables.trailer.clone(),
        is_compressed: tables.is_compressed,
        faults,
        objects,
        spent: Cell::new(0),
    };
    if document.is_encrypted() {
        return document;
    }
    let mut streams: BTreeSet<u32> = tables
        .places
        .values()
        .filter_map(|place| if let Place::In(stream) = place { Some(*stream) } else { None })
        .collect();
    if document.faults.contains(&Fault::Xref) {
        let is =
            |object: &Object| object.stream().is_some_and(|stream| stream.dict.raw(b"Type").name() == Some(b"ObjStm"));
        streams.extend(document.objects().filter(|(_, object)| is(object)).map(|(number, _)| number));
    }
    document.is_compressed |= !streams.is_empty();
    for stream in streams {
        match packed(&document, stream) {
            Some(found) => {
                for (number, object) in found {
                    let is_there = match tables.places.get(&number) {
                        Some(Place::In(own)) => *own == stream,
                        Some(_) => false,
                        None => document.faults.contains(&Fault::Xref),
                    };
                    if is_there {
                        document.objects.entry(number).or_insert(object);
                    }
                }
            }
            None => document.faults.push(Fault::ObjectStream(stream)),
        }
    }
    document
}

/// The objects in an object stream.
fn packed(document: &Document<'_>, number: u32) -> Option<Vec<(u32, Object)>> {
    let stream = document.objects.get(&number)?.stream()?;
    let data = document.decode(stream, Limit::Bytes(OBJECT_STREAM)).ok()?.bytes;
    let count = usize::try_from(document.get(&stream.dict, b"N").int()?).ok()?;
    let first = usize::try_from(document.get(&stream.dict, b"First").int()?).ok()?;
    let mut header = Lexer::file(data.get(..first)?, 0);
    let mut found = Vec::new();
    for _ in 0..count.min(data.len()) {
        let number = u32::try_from(header.object().ok()?.int()?).ok()?;
        let at = usize::try_from(header.object().ok()?.int()?).ok()?;
        let object = Lexer::file(&data, first.checked_add(at)?).object().ok()?;
        found.push((number, object));
    }
    Some(found)
}
