//! The objects of the file that is made: numbered when they are first named, made when their turn comes.

use std::collections::{BTreeMap, VecDeque};

use pdf_writer::{Pdf, Ref};

use super::super::put;
use super::scope::Scope;
use crate::base::diag::{Say, say};
use crate::output::read::{Dict, Object, print};

/// Objects that are made at most.
const OBJECTS: usize = 60_000;
/// Bytes of all streams.
const BYTES: usize = 320 << 20;
/// Objects in objects, all together.
const NODES: usize = 8_000_000;
/// Ways in which contents are called: what stands around them.
const SCOPES: usize = 200;

/// The numbers of the catalog, the pages, the page and its content.
pub(super) const CATALOG: u32 = 1;
pub(super) const PAGES: u32 = 2;
pub(super) const PAGE: u32 = 3;
pub(super) const CONTENT: u32 = 4;

/// As what an object of the other file is used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Role {
    /// As it stands.
    Plain,
    /// A graphics state.
    State,
    /// A form or a picture.
    External,
    /// A picture that says how opaque another is; the second with the colours of the other not laid on any ground.
    Soft(bool),
    Pattern,
    Shading,
    Font,
    Resources,
}

/// An object that is to be made.
pub(super) type Due = (u32, Role, usize);

pub(super) struct Store {
    made: BTreeMap<u32, (Object, Option<Vec<u8>>)>,
    numbers: BTreeMap<Due, u32>,
    due: VecDeque<(u32, Due)>,
    next: u32,
    bytes: usize,
    nodes: usize,
    scopes: Vec<Scope>,
    /// Made streams by what is in them: equal ones are one.
    same: BTreeMap<Vec<u8>, u32>,
}

impl Store {
    pub(super) fn new() -> Store {
        Store {
            made: BTreeMap::new(),
            numbers: BTreeMap::new(),
            due: VecDeque::new(),
            next: CONTENT + 1,
            bytes: 0,
            nodes: 0,
            // What stands alone.
            scopes: vec![Scope::default()],
            same: BTreeMap::new(),
        }
    }

    /// The number of an object of the other file in a role.
    pub(super) fn number(&mut self, old: u32, role: Role, scope: usize) -> u32 {
        let next = self.next;
        let due = (old, role, scope);
        let number = *self.numbers.entry(due).or_insert(next);
        if number == next {
            self.next += 1;
            self.due.push_back((number, due));
        }
        number
    }

    /// The next object that is to be made, and its number.
    pub(super) fn turn(&mut self) -> Option<(u32, Due)> {
        self.due.pop_front()
    }

    /// Keeps an object under its number.
    ///
    /// Errors: more than is kept.
    pub(super) fn keep(&mut self, number: u32, object: Object, data: Option<Vec<u8>>) -> Result<(), Say> {
        self.bytes += data.as_ref().map_or(0, Vec::len);
        self.made.insert(number, (object, data));
        if self.made.len() > OBJECTS || self.bytes > BYTES { Err(too_large()) } else { Ok(()) }
    }

    /// A new stream; one that is equal to another is that.
    pub(super) fn stream(&mut self, dict: Dict, data: Vec<u8>) -> Result<Object, Say> {
        let object = Object::Dict(dict);
        let mut key = Vec::new();
        print(&object, &mut key);
        key.extend(crate::output::hash::sha256_pieces(&[&data]));
        if let Some(known) = self.same.get(&key) {
            return Ok(Object::Ref(*known, 0));
        }
        let number = self.next;
        self.next += 1;
        self.same.insert(key, number);
        self.keep(number, object, Some(data))?;
        Ok(Object::Ref(number, 0))
    }

    /// Counts an object that is copied.
    pub(super) fn count(&mut self) -> Result<(), Say> {
        self.nodes += 1;
        if self.nodes > NODES { Err(too_large()) } else { Ok(()) }
    }

    /// The number of what stands around a content.
    pub(super) fn enter(&mut self, scope: Scope) -> Result<usize, Say> {
        if let Some(known) = self.scopes.iter().position(|known| *known == scope) {
            return Ok(known);
        }
        if self.scopes.len() >= SCOPES {
            return Err(too_large());
        }
        self.scopes.push(scope);
        Ok(self.scopes.len() - 1)
    }

    pub(super) fn scope(&self, number: usize) -> Scope {
        self.scopes.get(number).cloned().unwrap_or_default()
    }

    /// All of it as a file.
    pub(super) fn file(self) -> Vec<u8> {
        let at = |number: u32| Ref::new(number as i32);
        let mut pdf = Pdf::new();
        for (number, (object, data)) in &self.made {
            match data {
                None if *number == CATALOG => {
                    let mut catalog = pdf.catalog(at(CATALOG));
                    for (key, value) in object.dict().iter().flat_map(|dict| &dict.entries) {
                        put(catalog.insert(pdf_writer::Name(key)), value, &at);
                    }
                }
                None => put(pdf.indirect(at(*number)), object, &at),
                Some(data) => {
                    let mut stream = pdf.stream(at(*number), data);
                    for (key, value) in object.dict().iter().flat_map(|dict| &dict.entries) {
                        put(stream.insert(pdf_writer::Name(key)), value, &at);
                    }
                }
            }
        }
        pdf.finish()
    }
}

pub(super) fn too_large() -> Say {
    say("PDF 太大，颜色转不过来", "its PDF is too large for its colours to be converted")
}
