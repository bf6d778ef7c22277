//! One face: its tables, read where they lie, and a table of the glyphs that were asked for.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use harfrust::{Buffer, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont};
use skrifa::font::Font;

use super::lang::{Features, Lang, features};
use super::weight::{Ink, ink};

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
    /// By language.
    plans: [OnceLock<ShapePlan>; 4],
    /// By form.
    figures: [OnceLock<FigureForms>; 3],
    features: OnceLock<Features>,
    ink: OnceLock<Ink>,
    glyphs: GlyphTable,
    /// As `glyphs`, for the languages after the first that have forms of their own.
    foreign: [OnceLock<GlyphTable>; 3],
}

/// A form of figures that a face may have beside its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FigureForm {
    /// ½ em wide, drawn for it: `hwid`.
    Half,
    /// All of one width: `tnum`, or figures that are so by themselves.
    Tabular,
    /// With ascenders and descenders: `onum`.
    OldStyle,
}

/// Glyph and advance of `0` to `9`; `None` where the face lacks the form.
type FigureForms = Option<[(u16, i32); 10]>;

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
            plans: [const { OnceLock::new() }; 4],
            figures: [const { OnceLock::new() }; 3],
            features: OnceLock::new(),
            ink: OnceLock::new(),
            glyphs: GlyphTable::new(),
            foreign: [const { OnceLock::new() }; 3],
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

    /// What it offers beside characters.
    pub fn features(&self) -> &Features {
        self.features.get_or_init(|| features(self.data()))
    }

    /// How dark it is.
    pub(super) fn ink(&self) -> Ink {
        *self.ink.get_or_init(|| ink(self.data(), self.units_per_em))
    }

    /// The glyph of a character by itself, shaped as zh-Hans, and its advance in thousandths of an em.
    ///
    /// A character for private use has none: what a font file keeps there is nobody's to know.
    pub fn glyph(&self, character: char) -> Option<(u16, i32)> {
        self.glyphs.get_or_fill(character, || {
            let nominal = self.font.charmap().map_unicode(character)?;
            if nominal.to_u32() == 0 || is_private(character) {
                return None;
            }
            if is_plain_han(character) {
                let advance = self.font.glyph_metrics().h_advance(nominal);
                return Some((nominal.to_u32() as u16, self.thousandths(advance as i32)));
            }
            let mut text = [0; 4];
            let shaped = self.shape(character.encode_utf8(&mut text), Lang::Hans);
            match shaped.as_slice() {
                [one] => Some((one.glyph, one.advance)),
                _ => Some((nominal.to_u32() as u16, shaped.iter().map(|glyph| glyph.advance).sum())),
            }
        })
    }

    /// As [`Face::glyph`], in the form of a language where the face has forms for it (C43).
    pub fn glyph_in(&self, character: char, lang: Lang) -> Option<(u16, i32)> {
        if lang == Lang::Hans || !self.has_forms(lang) {
            return self.glyph(character);
        }
        let table = self.foreign[lang as usize - 1].get_or_init(GlyphTable::new);
        table.get_or_fill(character, || {
            let plain = self.glyph(character)?;
            let mut text = [0; 4];
            match self.shape(character.encode_utf8(&mut text), lang).as_slice() {
                [one] if one.glyph != 0 => Some((one.glyph, one.advance)),
                _ => Some(plain),
            }
        })
    }

    /// Whether it has forms of its own for a language; its characters are drawn for zh-Hans.
    pub fn has_forms(&self, lang: Lang) -> bool {
        lang == Lang::Hans || self.features().languages.contains(&lang)
    }

    /// The glyph of a character with a variation selector: `None` where the face does not know the
    /// sequence.
    pub fn variant(&self, base: char, selector: char) -> Option<(u16, i32)> {
        let glyph = self.font.charmap().map_unicode_variant(base, selector)?;
        let advance = self.font.glyph_metrics().h_advance(glyph);
        Some((glyph.to_u32() as u16, self.thousandths(advance as i32)))
    }

    /// A figure, `'0'` to `'9'`, in a form that the face may have; glyph, and advance in thousandths
    /// of an em.
    pub fn figure(&self, figure: char, form: FigureForm) -> Option<(u16, i32)> {
        let index = figure.to_digit(10)? as usize;
        Some(self.figures(form)?[index])
    }

    /// Whether it has a form of figures.
    pub fn has_figures(&self, form: FigureForm) -> bool {
        self.figures(form).is_some()
    }

    fn figures(&self, form: FigureForm) -> FigureForms {
        *self.figures[form as usize].get_or_init(|| self.find_figures(form))
    }

    fn find_figures(&self, form: FigureForm) -> FigureForms {
        const FIGURES: &str = "0123456789";
        let tag = match form {
            FigureForm::Half => b"hwid",
            FigureForm::Tabular => b"tnum",
            FigureForm::OldStyle => b"onum",
        };
        let own = self.shape(FIGURES, Lang::Hans);
        let on = Feature::new(harfrust::Tag::new(tag), 1, ..);
        let found = self.shape_with(FIGURES, Lang::Hans, &[on]);
        if own.len() != 10 || found.len() != 10 || found.iter().any(|glyph| glyph.glyph == 0) {
            return None;
        }
        let suits = match form {
            FigureForm::Half => found.iter().all(|glyph| glyph.advance == HALF_FIGURE),
            FigureForm::Tabular => found.iter().all(|glyph| glyph.advance == found[0].advance),
            FigureForm::OldStyle => found.iter().zip(&own).any(|(glyph, own)| glyph.glyph != own.glyph),
        };
        let mut figures = [(0, 0); 10];
        for (slot, glyph) in figures.iter_mut().zip(&found) {
            *slot = (glyph.glyph, glyph.advance);
        }
        suits.then_some(figures)
    }

    /// Shapes `text`, all of it in this face, as script `Hani` and in a language.
    ///
    /// Glyphs come in the order of the text; clusters are byte offsets into it.
    pub(super) fn shape(&self, text: &str, lang: Lang) -> Vec<FaceGlyph> {
        self.shape_with(text, lang, &[])
    }

    fn shape_with(&self, text: &str, lang: Lang, features: &[Feature]) -> Vec<FaceGlyph> {
        let language = Language::new(lang.tag());
        let shaper = ShaperFont::new(&self.font);
        let new_plan =
            || ShapePlan::new(&self.font, Direction::LeftToRight, Some(Script::HAN), language.as_ref(), features);
        let own;
        let plan = if features.is_empty() {
            self.plans[lang as usize].get_or_init(new_plan)
        } else {
            own = new_plan();
            &own
        };
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
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
                advance: self.thousandths(position.x_advance),
                x_offset: self.thousandths(position.x_offset),
                y_offset: self.thousandths(position.y_offset),
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
    pub(super) y_offset: i32,
}

/// The width of a figure of the form [`FigureForm::Half`], in thousandths of an em.
const HALF_FIGURE: i32 = 500;

/// Code points that Unicode leaves to private use.
pub(super) fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
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
