//! Font programs of a finished PDF: TrueType, OpenType, bare CFF, Type 1.
//!
//! Source: ISO 32000-1, 9.9; Adobe Technical Notes 5176 (CFF) and "Adobe Type 1 Font Format".

use std::collections::BTreeMap;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlineGlyphFormat};
use skrifa::raw::ps::Sid;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::type1::Type1Font;
use skrifa::{FontRef, GlyphId, MetadataProvider, PathSink};
use tiny_skia::{Path, PathBuilder};

/// A font program that was read.
pub(super) struct Program {
    kind: Kind,
    units: f64,
    /// How many glyphs it has.
    pub(super) glyphs: u32,
    /// Glyphs by name: of Type 1 and of CFF that is not keyed by CID.
    names: BTreeMap<String, u32>,
    /// Glyphs by CID: of CFF that is.
    cids: Option<BTreeMap<u32, u32>>,
    /// Glyphs by the program's own encoding.
    coded: [Option<u32>; 256],
}

enum Kind {
    Sfnt(Vec<u8>),
    Cff(Vec<u8>),
    Type1(Box<Type1Font>),
}

/// Which key a program stands under.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Declared {
    /// FontFile.
    Type1,
    /// FontFile2.
    TrueType,
    /// FontFile3 with Type1C or CIDFontType0C.
    Cff,
    /// FontFile3 with OpenType.
    OpenType,
}

impl Program {
    /// Opens a program; none where it cannot be read or is not of its kind.
    pub(super) fn open(bytes: Vec<u8>, declared: Declared) -> Option<Program> {
        match declared {
            Declared::Type1 => Program::type1(&bytes),
            Declared::Cff => Program::cff(bytes),
            Declared::TrueType | Declared::OpenType => Program::sfnt(bytes, declared),
        }
    }

    fn sfnt(bytes: Vec<u8>, declared: Declared) -> Option<Program> {
        let tables = FontRef::new(&bytes).ok()?;
        let format = tables.outline_glyphs().format()?;
        if declared == Declared::TrueType && format != OutlineGlyphFormat::Glyf {
            return None;
        }
        let metrics = tables.metrics(Size::unscaled(), LocationRef::default());
        let (units, glyphs) = (f64::from(metrics.units_per_em.max(1)), metrics.glyph_count);
        let cids = (format == OutlineGlyphFormat::Cff).then(|| {
            let table = tables.table_data(skrifa::Tag::new(b"CFF "))?;
            let font = CffFontRef::new(table.as_bytes(), 0, None).ok()?;
            font.is_cid().then(|| cids(&font))
        });
        let cids = cids.flatten();
        Some(Program { kind: Kind::Sfnt(bytes), units, glyphs, names: BTreeMap::new(), cids, coded: [None; 256] })
    }

    fn cff(bytes: Vec<u8>) -> Option<Program> {
        let font = CffFontRef::new(&bytes, 0, None).ok()?;
        let (units, glyphs) = (f64::from(font.upem().max(1)), font.num_glyphs());
        let mut names = BTreeMap::new();
        let mut coded = [None; 256];
        let by_cid = font.is_cid().then(|| cids(&font));
        if by_cid.is_none() {
            for (glyph, name) in font.charset().iter().flat_map(|charset| charset.iter()) {
                if let Some(name) = name_of(&font, name) {
                    names.entry(name).or_insert(glyph.to_u32());
                }
            }
            if let Some(encoding) = font.encoding() {
                for (code, glyph) in coded.iter_mut().enumerate() {
                    *glyph = encoding.map(code as u8).map(GlyphId::to_u32);
                }
            }
        }
        Some(Program { kind: Kind::Cff(bytes), units, glyphs, names, cids: by_cid, coded })
    }

    fn type1(bytes: &[u8]) -> Option<Program> {
        let font = Type1Font::new(bytes).ok()?;
        let names: BTreeMap<String, u32> =
            font.glyph_names().map(|(glyph, name)| (name.to_owned(), glyph.to_u32())).collect();
        let mut coded = [None; 256];
        if let Some(encoding) = font.encoding() {
            for (code, glyph) in coded.iter_mut().enumerate() {
                *glyph = encoding.map(code as u8).map(GlyphId::to_u32);
            }
        }
        let (units, glyphs) = (f64::from(font.upem().max(1)), font.num_glyphs());
        Some(Program { kind: Kind::Type1(Box::new(font)), units, glyphs, names, cids: None, coded })
    }

    /// Whether glyphs go by names.
    pub(super) fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// The glyph of a name.
    pub(super) fn named(&self, name: &str) -> Option<u32> {
        self.names.get(name).copied()
    }

    /// The glyph of a code by the program's own encoding.
    pub(super) fn coded(&self, code: u8) -> Option<u32> {
        self.coded[usize::from(code)]
    }

    /// The glyph of a character, by the program's own table.
    pub(super) fn mapped(&self, character: u32) -> Option<u32> {
        let Kind::Sfnt(bytes) = &self.kind else { return None };
        FontRef::new(bytes).ok()?.charmap().map(character).map(GlyphId::to_u32)
    }

    /// The glyph of a CID.
    pub(super) fn of_cid(&self, cid: u32) -> Option<u32> {
        match &self.cids {
            Some(cids) => cids.get(&cid).copied(),
            None => Some(cid),
        }
    }

    /// An outline, the em as 1.
    pub(super) fn outline(&self, glyph: u32) -> Option<Path> {
        let mut pen = Pen { path: PathBuilder::new(), scale: (1.0 / self.units) as f32 };
        let id = GlyphId::new(glyph);
        match &self.kind {
            Kind::Sfnt(bytes) => {
                let tables = FontRef::new(bytes).ok()?;
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                tables.outline_glyphs().get(id)?.draw(settings, &mut pen).ok()?;
            }
            Kind::Cff(bytes) => {
                let font = CffFontRef::new(bytes, 0, None).ok()?;
                let part = font.subfont(font.subfont_index(id)?, &[]).ok()?;
                font.draw(&part, id, &[], None, &mut pen).ok()?;
            }
            Kind::Type1(font) => {
                font.draw(id, None, &mut pen).ok()?;
            }
        }
        pen.path.finish()
    }
}

fn cids(font: &CffFontRef<'_>) -> BTreeMap<u32, u32> {
    let charset = font.charset();
    charset
        .iter()
        .flat_map(|charset| charset.iter())
        .map(|(glyph, cid)| (u32::from(cid.to_u16()), glyph.to_u32()))
        .collect()
}

fn name_of(font: &CffFontRef<'_>, name: Sid) -> Option<String> {
    let bytes = match name.resolve_standard() {
        Ok(bytes) => bytes,
        Err(_) => font.string(name)?,
    };
    Some(String::from_utf8_lossy(bytes).into_owned())
}

struct Pen {
    path: PathBuilder,
    scale: f32,
}

impl PathSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(x * self.scale, y * self.scale);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(x * self.scale, y * self.scale);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let s = self.scale;
        self.path.quad_to(cx * s, cy * s, x * s, y * s);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let s = self.scale;
        self.path.cubic_to(ax * s, ay * s, bx * s, by * s, x * s, y * s);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
