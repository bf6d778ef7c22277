//! One face: its tables, read where they lie, and a table of the glyphs that were asked for.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use harfrust::{Buffer, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont};
use skrifa::font::Font;

/// The bytes of a font file, mapped or owned.
pub type FontData = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Why a file is not a font we can use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaceError {
    /// Not an OpenType or TrueType file, or its tables are damaged.
    Unreadable,
    /// No outlines: neither `CFF ` nor `glyf`.
    NoOutlines,
    /// No characters.
    NoCharacters,
}

/// A face.
pub struct Face {
    name: String,
    data: FontData,
    font: Font,
    units_per_em: u16,
    plan: OnceLock<ShapePlan>,
    plan_down: OnceLock<ShapePlan>,
    half_figures: OnceLock<[Option<u16>; 10]>,
    glyphs: GlyphTable,
    upright: OnceLock<GlyphTable>,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Face({})", self.name)
    }
}

impl Face {
    /// Reads the directory and head of a font file. `name` is the file's name.
    ///
    /// Errors: a damaged file, one without outlines or without characters.
    pub fn new(name: impl Into<String>, data: FontData) -> Result<Face, FaceError> {
        let font = Font::new(Arc::clone(&data), 0).ok_or(FaceError::Unreadable)?;
        let units_per_em = font.units_per_em();
        if units_per_em == 0 || font.num_glyphs() == 0 {
            return Err(FaceError::Unreadable);
        }
        if !font.charmap().has_unicode() {
            return Err(FaceError::NoCharacters);
        }
        let tables = skrifa::FontRef::from_index((*data).as_ref(), 0).map_err(|_| FaceError::Unreadable)?;
        let has = |tag: &[u8; 4]| tables.table_data(skrifa::Tag::new(tag)).is_some();
        if !has(b"CFF ") && !has(b"glyf") {
            return Err(FaceError::NoOutlines);
        }
        Ok(Face {
            name: name.into(),
            data,
            font,
            units_per_em,
            plan: OnceLock::new(),
            plan_down: OnceLock::new(),
            half_figures: OnceLock::new(),
            glyphs: GlyphTable::new(),
            upright: OnceLock::new(),
        })
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole file.
    pub fn data(&self) -> &[u8] {
        (*self.data).as_ref()
    }

    /// Font units in an em.
    pub fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// The characters it maps, in no particular order.
    pub fn characters(&self) -> impl Iterator<Item = char> + '_ {
        self.font.charmap().unicodes().filter_map(|(code, _)| char::from_u32(code))
    }

    /// The glyph of a character by itself, shaped as zh-Hans, and its advance in thousandths of an em.
    pub fn glyph(&self, character: char) -> Option<(u16, i32)> {
        self.glyphs.get_or_fill(character, || {
            let nominal = self.font.charmap().map_unicode(character)?;
            if nominal.to_u32() == 0 {
                return None;
            }
            if is_plain_han(character) {
                let advance = self.font.glyph_metrics().h_advance(nominal);
                return Some((nominal.to_u32() as u16, self.thousandths(advance as i32)));
            }
            let mut text = [0; 4];
            let shaped = self.shape(character.encode_utf8(&mut text));
            match shaped.as_slice() {
                [one] => Some((one.glyph, one.advance)),
                _ => Some((nominal.to_u32() as u16, shaped.iter().map(|glyph| glyph.advance).sum())),
            }
        })
    }

    /// The half-width form (`hwid`) of a figure, `'0'` to `'9'`: ½ em wide, drawn for it. `None` when
    /// the face has none.
    pub fn half_figure(&self, figure: char) -> Option<u16> {
        let index = figure.to_digit(10)? as usize;
        self.half_figures.get_or_init(|| self.find_half_figures())[index]
    }

    fn find_half_figures(&self) -> [Option<u16>; 10] {
        let half = Feature::new(harfrust::Tag::new(b"hwid"), 1, ..);
        let shaped = self.shape_with("0123456789", &[half]);
        let mut found = [None; 10];
        if shaped.len() == 10 {
            for (glyph, slot) in shaped.iter().zip(&mut found) {
                *slot = (glyph.advance == 500).then_some(glyph.glyph);
            }
        }
        found
    }

    /// The glyph of a character that stands upright in a vertical line, and whether it was drawn for
    /// such lines (`vert`): turned, or moved to another corner.
    pub fn upright(&self, character: char) -> Option<(u16, bool)> {
        let (level, _) = self.glyph(character)?;
        if is_plain_han(character) {
            return Some((level, false));
        }
        let table = self.upright.get_or_init(GlyphTable::new);
        let found = table.get_or_fill(character, || {
            let mut text = [0; 4];
            match self.shape_down(character.encode_utf8(&mut text)).as_slice() {
                [one] => Some((one.glyph, i32::from(one.glyph != level))),
                _ => Some((level, 0)),
            }
        });
        found.map(|(glyph, drawn)| (glyph, drawn != 0))
    }

    /// As [`Face::shape`], for a vertical line; advances run down.
    pub(super) fn shape_down(&self, text: &str) -> Vec<FaceGlyph> {
        self.shape_along(text, Direction::TopToBottom, &[])
    }

    /// Shapes `text`, all of it in this face, as script `Hani`, language `zh-Hans`.
    ///
    /// Glyphs come in the order of the text; clusters are byte offsets into it.
    pub(super) fn shape(&self, text: &str) -> Vec<FaceGlyph> {
        self.shape_with(text, &[])
    }

    fn shape_with(&self, text: &str, features: &[Feature]) -> Vec<FaceGlyph> {
        self.shape_along(text, Direction::LeftToRight, features)
    }

    fn shape_along(&self, text: &str, direction: Direction, features: &[Feature]) -> Vec<FaceGlyph> {
        let language = Language::new("zh-Hans");
        let shaper = ShaperFont::new(&self.font);
        let down = direction == Direction::TopToBottom;
        let new_plan = || ShapePlan::new(&self.font, direction, Some(Script::HAN), language.as_ref(), features);
        let own;
        let plan = if features.is_empty() {
            if down { &self.plan_down } else { &self.plan }.get_or_init(new_plan)
        } else {
            own = new_plan();
            &own
        };
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(direction);
        buffer.set_script(Some(Script::HAN));
        buffer.set_language(language);
        if harfrust::shape(&shaper, &mut buffer, ShapeOptions::new().plan(Some(plan)).features(features)).is_err() {
            return Vec::new();
        }
        buffer
            .glyph_infos()
            .iter()
            .zip(buffer.glyph_positions())
            .map(|(info, position)| FaceGlyph {
                glyph: info.glyph_id as u16,
                cluster: info.cluster,
                advance: self.thousandths(if down { -position.y_advance } else { position.x_advance }),
                x_offset: self.thousandths(position.x_offset),
            })
            .collect()
    }

    fn thousandths(&self, units: i32) -> i32 {
        let em = i32::from(self.units_per_em);
        (units * 1000 + em / 2 * units.signum()) / em
    }
}

/// A glyph as one face shapes it.
pub(super) struct FaceGlyph {
    pub(super) glyph: u16,
    pub(super) cluster: u32,
    pub(super) advance: i32,
    pub(super) x_offset: i32,
}

/// Whether a character's glyph never depends on its neighbours: ideographs, whose GSUB and GPOS
/// entries in CJK fonts are for variants on demand only. A test holds this against the shaper.
pub(super) fn is_plain_han(character: char) -> bool {
    matches!(character, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Glyphs and advances of the characters asked for so far, in pages of 256. Shared by all threads
/// without a lock: an entry is one atomic word, and two threads that fill it write the same.
struct GlyphTable {
    pages: Box<[OnceLock<Box<[AtomicU32; 256]>>]>,
}

/// Planes 0 to 3, where the ideographs are, are kept; what lies beyond is looked up each time.
const CACHED: usize = 0x40000;
const UNKNOWN: u32 = 0;
const ABSENT: u32 = 1;
/// Advances are kept with this added, so that an entry is never [`UNKNOWN`] or [`ABSENT`].
const ADVANCE_BIAS: i32 = 1;

impl GlyphTable {
    fn new() -> GlyphTable {
        GlyphTable { pages: (0..CACHED / 256).map(|_| OnceLock::new()).collect() }
    }

    fn get_or_fill(&self, character: char, find: impl FnOnce() -> Option<(u16, i32)>) -> Option<(u16, i32)> {
        let code = character as usize;
        if code >= CACHED {
            return find();
        }
        let page = self.pages[code / 256].get_or_init(|| Box::new([const { AtomicU32::new(UNKNOWN) }; 256]));
        let entry = &page[code % 256];
        match entry.load(Ordering::Relaxed) {
            UNKNOWN => {
                let found = find();
                let word = match found {
                    Some((glyph, advance)) => {
                        (u32::from(glyph) << 16) | ((advance + ADVANCE_BIAS).clamp(0, 0xffff) as u32)
                    }
                    None => ABSENT,
                };
                entry.store(if word == UNKNOWN { ABSENT } else { word }, Ordering::Relaxed);
                found
            }
            ABSENT => None,
            word => Some(((word >> 16) as u16, (word & 0xffff) as i32 - ADVANCE_BIAS)),
        }
    }
}
