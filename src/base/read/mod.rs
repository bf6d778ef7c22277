//! Reads PDF files that others made: strictly, and within bounds of memory and time.
//!
//! A general reader mends what it can and says nothing; a press must know what was wrong. So every fault that is
//! passed over is kept as a [`Fault`]. Written for this program: the readers on offer drop duplicate keys, inflate
//! without bounds, or mend silently.
//!
//! Invariant: no input makes it panic, recurse deeper than the lexer's limit, or hold more than its budget.

mod copy;
mod filter;
mod function;
mod indirect;
mod lex;
mod object;
mod postscript;
mod print;
mod xref;

use std::cell::Cell;
use std::collections::BTreeMap;

pub use copy::Copier;
pub use filter::{Decoded, Limit, Pixels, Undecoded};
pub use function::Function;
pub use lex::{Garbled, Lexer, Token};
pub use object::{Dict, Object, Stream, shown, text_string};
pub use print::print;

/// References are followed so many times from one to the next.
const LINKS: usize = 32;
/// Bytes that all streams of a file together may decode to.
const BUDGET: u64 = 2 << 30;
/// The levels of the page tree.
const LEVELS: usize = 64;
/// Pages that are read.
const PAGES: usize = 5000;

const NULL: Object = Object::Null;

/// A file, read.
pub struct Document<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The version in its header.
    pub header: (u8, u8),
    /// The trailer, or the dictionary of the last cross-reference stream.
    pub trailer: Dict,
    /// Whether there are cross-reference or object streams.
    pub is_compressed: bool,
    /// What was wrong and passed over.
    pub faults: Vec<Fault>,
    objects: BTreeMap<u32, Object>,
    spent: Cell<u64>,
}

/// What was wrong with the structure and passed over.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fault {
    /// The cross-reference table is missing, damaged or runs in circles.
    Xref,
    /// Something stands before the header or behind the end.
    Ends,
    /// An object is not where the table says, or cannot be read.
    Object(u32),
    /// A stream's length is not what its dictionary says.
    Length(u32),
    /// A key stands twice in a dictionary.
    Repeated(u32, String),
    /// An object stream cannot be read.
    ObjectStream(u32),
}

/// Why a file cannot be read at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It is no PDF.
    NotPdf,
    /// It has no catalog: cut short, or damaged beyond use.
    NoCatalog,
    /// It is larger than is read, or says that it has more objects than it has room for.
    TooLarge,
}

impl<'a> Document<'a> {
    /// Reads all objects of a file. Streams stay encoded.
    ///
    /// Errors: what is no PDF, or has no pages to be found.
    pub fn open(bytes: &'a [u8]) -> Result<Document<'a>, Unreadable> {
        xref::open(bytes)
    }

    /// Whether it is encrypted: then strings and streams cannot be read.
    pub fn is_encrypted(&self) -> bool {
        self.trailer.has(b"Encrypt")
    }

    /// All objects in the order of their numbers.
    pub fn objects(&self) -> impl Iterator<Item = (u32, &Object)> {
        self.objects.iter().map(|(number, object)| (*number, object))
    }

    /// What an object stands for: the end of a chain of references.
    pub fn resolve<'d>(&'d self, object: &'d Object) -> &'d Object {
        let mut object = object;
        for _ in 0..LINKS {
            match object {
                Object::Ref(number, _) => object = self.objects.get(number).unwrap_or(&NULL),
                found => return found,
            }
        }
        &NULL
    }

    /// The value of a key, resolved.
    pub fn get<'d>(&'d self, dict: &'d Dict, key: &[u8]) -> &'d Object {
        self.resolve(dict.raw(key))
    }

    /// The dictionary, or stream's dictionary, under a key.
    pub fn dict<'d>(&'d self, dict: &'d Dict, key: &[u8]) -> Option<&'d Dict> {
        self.get(dict, key).dict()
    }

    /// The name under a key.
    pub fn name<'d>(&'d self, dict: &'d Dict, key: &[u8]) -> Option<&'d [u8]> {
        self.get(dict, key).name()
    }

    /// The number under a key.
    pub fn number(&self, dict: &Dict, key: &[u8]) -> Option<f64> {
        self.get(dict, key).number()
    }

    /// The elements under a key, resolved; one that is no array alone. Nothing where there is none.
    pub fn list<'d>(&'d self, dict: &'d Dict, key: &[u8]) -> Vec<&'d Object> {
        match self.get(dict, key) {
            Object::Null => Vec::new(),
            Object::Array(array) => array.iter().map(|object| self.resolve(object)).collect(),
            other => vec![other],
        }
    }

    /// So many numbers under a key.
    pub fn numbers<const N: usize>(&self, dict: &Dict, key: &[u8]) -> Option<[f64; N]> {
        let array = self.get(dict, key).array()?;
        let numbers: Option<Vec<f64>> = array.iter().map(|object| self.resolve(object).number()).collect();
        numbers?.try_into().ok()
    }

    /// The catalog.
    pub fn catalog(&self) -> Option<&Dict> {
        self.dict(&self.trailer, b"Root")
    }

    /// The page dictionaries, in order, each with the dictionaries above it. A branch that leads back to where it
    /// came from is cut.
    pub fn pages(&self) -> Vec<Vec<&Dict>> {
        let mut found = Vec::new();
        let Some(root) = self.catalog().map(|catalog| catalog.raw(b"Pages")) else { return found };
        let mut seen = std::collections::BTreeSet::new();
        self.walk(root, &mut Vec::new(), &mut seen, &mut found);
        found
    }

    fn walk<'d>(
        &'d self,
        node: &'d Object,
        above: &mut Vec<&'d Dict>,
        seen: &mut std::collections::BTreeSet<u32>,
        found: &mut Vec<Vec<&'d Dict>>,
    ) {
        if above.len() > LEVELS || found.len() >= PAGES {
            return;
        }
        if let Object::Ref(number, _) = node
            && !seen.insert(*number)
        {
            return;
        }
        let Some(dict) = self.resolve(node).dict() else { return };
        match self.get(dict, b"Kids") {
            Object::Array(kids) => {
                above.push(dict);
                for kid in kids {
                    self.walk(kid, above, seen, found);
                }
                above.pop();
            }
            _ => found.push(std::iter::once(dict).chain(above.iter().rev().copied()).collect()),
        }
    }

    /// The value of a key of a page, or that which it inherits.
    pub fn inherited<'d>(&'d self, page: &[&'d Dict], key: &[u8]) -> &'d Object {
        page.iter().map(|dict| self.get(dict, key)).find(|value| !value.is_null()).unwrap_or(&NULL)
    }

    /// The operators of a page, at most so many bytes: its streams, one after another.
    pub fn operators(&self, page: &Dict, most: usize) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        for part in self.list(page, b"Contents") {
            out.extend(self.decode(part.stream()?, Limit::Bytes(most)).ok()?.bytes);
            out.push(b'\n');
            if out.len() > most {
                return None;
            }
        }
        Some(out)
    }

    /// Takes from the budget of decoded bytes.
    fn spend(&self, bytes: usize) -> bool {
        self.spent.set(self.spent.get() + bytes as u64);
        self.spent.get() <= BUDGET
    }
}
