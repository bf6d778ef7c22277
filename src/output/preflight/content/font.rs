//! Fonts of a finished PDF: which glyph a code shows, how wide it is, what its outline is.
//!
//! Source: ISO 32000-1, 9.6 to 9.9.

use std::collections::BTreeMap;

use skrifa::raw::ps::agl::name_to_char;
use tiny_skia::{Path, PathBuilder};

use crate::output::read::{Dict, Document, Limit, Object, Stream, shown};

use super::cmap::CMap;
use super::encoding::glyph_names;
use super::program::{Declared, Program};

/// Bytes of a font program.
const PROGRAM: usize = 64 << 20;

/// A font.
pub(in crate::output::preflight) struct Font {
    /// BaseFont.
    pub(in crate::output::preflight) name: String,
    /// Its Subtype, of a Type0 font that of its descendant.
    pub(in crate::output::preflight) kind: String,
    /// What is wrong with it.
    pub(in crate::output::preflight) faults: Vec<Fault>,
    /// Whether the program is in the file.
    pub(in crate::output::preflight) is_embedded: bool,
    /// Whether lines run down.
    pub(in crate::output::preflight) is_down: bool,
    program: Option<Program>,
    codes: Codes,
    widths: BTreeMap<u32, f64>,
    usual_width: f64,
    /// Of a Type3 font: its glyphs, and what brings them to text.
    pub(in crate::output::preflight) procs: Option<Procs>,
    drawn: std::cell::RefCell<BTreeMap<u32, Option<Path>>>,
}

/// The glyphs of a Type3 font.
pub(in crate::output::preflight) struct Procs {
    /// Glyph to text.
    pub(in crate::output::preflight) matrix: [f64; 6],
    /// Content streams by code.
    pub(in crate::output::preflight) glyphs: BTreeMap<u32, Stream>,
    /// Its own resources.
    pub(in crate::output::preflight) resources: Option<Dict>,
}

/// What is wrong with a font.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::output::preflight) enum Fault {
    /// Its program is not in the file.
    NotEmbedded,
    /// Its program cannot be read, or is of another kind.
    Program,
    /// CIDSystemInfo, CIDToGIDMap or the CMap is missing or broken.
    Cid,
    /// An OpenType program, which PDF/X-1a does not take.
    OpenType,
}

enum Codes {
    /// A byte each.
    Simple(Box<[Option<u32>; 256]>),
    /// By a CMap to CIDs, and from them to glyphs.
    Cid { cmap: Option<CMap>, to_glyph: ToGlyph },
}

enum ToGlyph {
    Program,
    Same,
    Table(Vec<u8>),
}

/// One code of a string.
#[derive(Clone, Copy, Debug)]
pub(in crate::output::preflight) struct Shown {
    /// The code, by which it is drawn.
    pub(in crate::output::preflight) code: u32,
    /// Its advance in thousandths of the size.
    pub(in crate::output::preflight) advance: f64,
    /// The one byte 32, to which word spacing is added.
    pub(in crate::output::preflight) is_space: bool,
    /// Whether the font has a glyph for it, other than the one for what is missing.
    pub(in crate::output::preflight) is_there: bool,
}

impl Font {
    /// Reads a font.
    pub(in crate::output::preflight) fn read(document: &Document<'_>, dict: &Dict) -> Font {
        let subtype = shown(document.name(dict, b"Subtype").unwrap_or_default());
        let name = shown(document.name(dict, b"BaseFont").unwrap_or_default());
        let mut font = Font {
            name,
            kind: subtype.clone(),
            faults: Vec::new(),
            is_embedded: false,
            is_down: false,
            program: None,
            codes: Codes::Simple(Box::new([None; 256])),
            widths: BTreeMap::new(),
            usual_width: 0.0,
            procs: None,
            drawn: Default::default(),
        };
        match subtype.as_str() {
            "Type0" => font.read_composite(document, dict),
            "Type3" => font.read_type3(document, dict),
            _ => font.read_simple(document, dict),
        }
        font
    }

    fn read_composite(&mut self, document: &Document<'_>, dict: &Dict) {
        let descendants = document.list(dict, b"DescendantFonts");
        let Some(cid) = descendants.first().and_then(|font| font.dict()) else {
            self.faults.extend([Fault::Cid, Fault::NotEmbedded]);
            return;
        };
        self.kind = shown(document.name(cid, b"Subtype").unwrap_or_default());
        let info = document.dict(cid, b"CIDSystemInfo");
        let has_info = info.is_some_and(|info| {
            document.get(info, b"Registry").text().is_some() && document.get(info, b"Ordering").text().is_some()
        });
        if !has_info {
            self.faults.push(Fault::Cid);
        }
        let encoding = document.get(dict, b"Encoding");
        let cmap = match encoding {
            Object::Name(name) => {
                self.is_down = name.ends_with(b"-V") || name == b"V";
                CMap::named(name)
            }
            Object::Stream(stream) => {
                self.is_down = document.get(&stream.dict, b"WMode").int() == Some(1);
                document.decode(stream, Limit::Bytes(8 << 20)).ok().and_then(|read| CMap::read(&read.bytes))
            }
            _ => None,
        };
        if cmap.is_none() {
            self.faults.push(Fault::Cid);
        }
        self.usual_width = document.number(cid, b"DW").unwrap_or(1000.0);
        self.read_wide(document, cid);
        let descriptor = document.dict(cid, b"FontDescriptor");
        self.read_program(document, descriptor);
        let to_glyph = match document.get(cid, b"CIDToGIDMap") {
            Object::Stream(stream) => {
                let table = document.decode(stream, Limit::Bytes(131_072)).map(|read| read.bytes);
                ToGlyph::Table(table.unwrap_or_default())
            }
            Object::Name(_) => ToGlyph::Same,
            _ if self.kind == "CIDFontType2" => {
                if self.is_embedded {
                    self.faults.push(Fault::Cid);
                }
                ToGlyph::Same
            }
            _ => ToGlyph::Program,
        };
        self.codes = Codes::Cid { cmap, to_glyph };
    }

    /// `W`: `c [w1 w2 …]` and `first last w`.
    fn read_wide(&mut self, document: &Document<'_>, cid: &Dict) {
        let list = document.list(cid, b"W");
        let mut at = 0;
        while at + 1 < list.len() && self.widths.len() < 70_000 {
            let Some(first) = list[at].number().map(|first| first.max(0.0) as u32) else { return };
            if let Some(widths) = list[at + 1].array() {
                for (index, width) in widths.iter().enumerate().take(70_000) {
                    let width = document.resolve(width).number().unwrap_or(0.0);
                    self.widths.insert(first.saturating_add(index as u32), width);
                }
                at += 2;
            } else {
                let (Some(last), Some(width)) =
                    (list[at + 1].number(), list.get(at + 2).and_then(|width| width.number()))
                else {
                    return;
                };
                for cid in first..=(last.max(0.0) as u32).min(first.saturating_add(65_535)) {
                    self.widths.insert(cid, width);
                }
                at += 3;
            }
        }
    }

    fn read_simple(&mut self, document: &Document<'_>, dict: &Dict) {
        let first = document.get(dict, b"FirstChar").int().unwrap_or(0).clamp(0, 255) as u32;
        for (index, width) in document.list(dict, b"Widths").into_iter().enumerate().take(256) {
            self.widths.insert(first + index as u32, width.number().unwrap_or(0.0));
        }
        let descriptor = document.dict(dict, b"FontDescriptor");
        self.usual_width = descriptor.and_then(|known| document.number(known, b"MissingWidth")).unwrap_or(0.0);
        self.read_program(document, descriptor);
        let Some(program) = &self.program else { return };
        let names = glyph_names(document, dict);
        let flags = descriptor.and_then(|known| document.get(known, b"Flags").int()).unwrap_or(0);
        let is_symbolic = flags & 4 != 0 && !dict.has(b"Encoding");
        let mut codes = [None; 256];
        for (code, glyph) in codes.iter_mut().enumerate() {
            let name = names[code].as_deref();
            let by_unicode = || program.mapped(name_to_char(name?)?.into());
            let symbol = || [0xf000u32, 0].into_iter().find_map(|base| program.mapped(base + code as u32));
            *glyph = if program.has_names() {
                let own = || program.coded(code as u8);
                if dict.has(b"Encoding") { name.and_then(|name| program.named(name)).or_else(own) } else { own() }
            } else if is_symbolic {
                symbol().or_else(by_unicode)
            } else {
                by_unicode().or_else(symbol)
            };
        }
        self.codes = Codes::Simple(Box::new(codes));
    }

    fn read_type3(&mut self, document: &Document<'_>, dict: &Dict) {
        self.is_embedded = true;
        let names = glyph_names(document, dict);
        let mut glyphs = BTreeMap::new();
        if let Some(procs) = document.dict(dict, b"CharProcs") {
            for (code, name) in names.iter().enumerate() {
                if let Some(Object::Stream(stream)) = name.as_ref().map(|name| document.get(procs, name.as_bytes())) {
                    glyphs.insert(code as u32, stream.clone());
                }
            }
        }
        let first = document.get(dict, b"FirstChar").int().unwrap_or(0).clamp(0, 255) as u32;
        let matrix = document.numbers::<6>(dict, b"FontMatrix").unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
        for (index, width) in document.list(dict, b"Widths").into_iter().enumerate().take(256) {
            self.widths.insert(first + index as u32, width.number().unwrap_or(0.0) * matrix[0] * 1000.0);
        }
        self.procs = Some(Procs { matrix, glyphs, resources: document.dict(dict, b"Resources").cloned() });
    }

    fn read_program(&mut self, document: &Document<'_>, descriptor: Option<&Dict>) {
        let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
        let found = descriptor.and_then(|dict| {
            keys.iter().enumerate().find_map(|(kind, key)| document.get(dict, key).stream().map(|it| (kind, it)))
        });
        let Some((kind, stream)) = found else {
            self.faults.push(Fault::NotEmbedded);
            return;
        };
        self.is_embedded = true;
        let declared = match (kind, document.name(&stream.dict, b"Subtype").unwrap_or_default()) {
            (0, _) => Some(Declared::Type1),
            (1, _) => Some(Declared::TrueType),
            (_, b"Type1C" | b"CIDFontType0C") => Some(Declared::Cff),
            (_, b"OpenType") => Some(Declared::OpenType),
            _ => None,
        };
        if declared == Some(Declared::OpenType) {
            self.faults.push(Fault::OpenType);
        }
        let read = document.decode(stream, Limit::Bytes(PROGRAM)).ok();
        self.program = read.zip(declared).and_then(|(read, declared)| Program::open(read.bytes, declared));
        if self.program.is_none() {
            self.faults.push(Fault::Program);
        }
    }

    /// The codes of a string, in order.
    pub(in crate::output::preflight) fn shown(&self, text: &[u8]) -> Vec<Shown> {
        let mut all = Vec::with_capacity(text.len());
        match &self.codes {
            Codes::Simple(_) => {
                for byte in text {
                    let code = u32::from(*byte);
                    all.push(self.one(code, code, *byte == 32));
                }
            }
            Codes::Cid { cmap: Some(cmap), .. } => {
                let mut rest = text;
                while !rest.is_empty() {
                    let (length, cid) = cmap.next(rest);
                    all.push(self.one(cid, cid, length == 1 && rest[0] == 32));
                    rest = &rest[length.min(rest.len())..];
                }
            }
            Codes::Cid { cmap: None, .. } => {
                for two in text.chunks(2) {
                    let code = two.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
                    all.push(Shown { code: u32::MAX, advance: self.usual_width, is_space: false, is_there: code > 0 });
                }
            }
        }
        all
    }

    fn one(&self, code: u32, cid: u32, is_space: bool) -> Shown {
        let advance = self.widths.get(&cid).copied().unwrap_or(self.usual_width);
        let is_there = match (&self.program, &self.procs) {
            (_, Some(procs)) => procs.glyphs.contains_key(&code),
            (Some(program), None) => self.glyph(code).is_some_and(|glyph| glyph > 0 && glyph < program.glyphs),
            (None, None) => true,
        };
        Shown { code, advance, is_space, is_there }
    }

    fn glyph(&self, code: u32) -> Option<u32> {
        match &self.codes {
            Codes::Simple(codes) => *codes.get(code as usize)?,
            Codes::Cid { to_glyph, .. } => match to_glyph {
                ToGlyph::Same => Some(code),
                ToGlyph::Table(table) => {
                    let two = table.get(code as usize * 2..code as usize * 2 + 2)?;
                    Some(u32::from(u16::from_be_bytes([two[0], two[1]])))
                }
                ToGlyph::Program => self.program.as_ref()?.of_cid(code),
            },
        }
    }

    /// The outline of a code, an em as 1, y upwards; where the program is missing or not read, a box of about its ink.
    pub(in crate::output::preflight) fn outline(&self, code: u32, advance: f64) -> Option<Path> {
        if let Some(known) = self.drawn.borrow().get(&code) {
            return known.clone();
        }
        let path = self.draw(code, advance);
        self.drawn.borrow_mut().insert(code, path.clone());
        path
    }

    fn draw(&self, code: u32, advance: f64) -> Option<Path> {
        let Some(program) = &self.program else {
            let width = (advance / 1000.0).max(0.1) as f32;
            let rect = tiny_skia::Rect::from_ltrb(width * 0.2, 0.05, width * 0.8, 0.65)?;
            return Some(PathBuilder::from_rect(rect));
        };
        program.outline(self.glyph(code)?)
    }
}
