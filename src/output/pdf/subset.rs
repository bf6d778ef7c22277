//! The part of a face that a file shows.

use subsetter::GlyphRemapper;

use super::cff;
use crate::font::Face;

/// How a font program is embedded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outlines {
    /// A bare CFF table: FontFile3 of subtype CIDFontType0C.
    Cff,
    /// A TrueType file: FontFile2.
    TrueType,
}

/// A font program with the glyphs of a file, numbered by CID.
pub(super) struct Subset {
    pub(super) outlines: Outlines,
    pub(super) program: Vec<u8>,
}

/// A face, opened once for all files of an edition.
pub(super) struct Source<'f> {
    face: &'f Face,
    /// Its outlines, where they can be copied without interpreting them.
    flat: Option<cff::Outlines<'f>>,
}

impl<'f> Source<'f> {
    /// Opens `face`, of which the edition shows `glyphs`.
    pub(super) fn new(face: &'f Face, glyphs: &[u16]) -> Source<'f> {
        let table = skrifa::FontRef::new(face.data()).ok().and_then(|tables| tables.table_data(CFF));
        Source { face, flat: table.and_then(|table| cff::Outlines::new(table.as_bytes(), glyphs)) }
    }

    /// The subset with `glyphs`, in this order; `None` where the tables of the face are damaged.
    pub(super) fn subset(&self, glyphs: &[u16]) -> Option<Subset> {
        if let Some(program) = self.flat.as_ref().and_then(|flat| flat.subset(glyphs)) {
            return Some(Subset { outlines: Outlines::Cff, program });
        }
        let mapper = GlyphRemapper::new_from_glyphs(glyphs);
        let file = subsetter::subset(self.face.data(), 0, &mapper).ok()?;
        let tables = skrifa::FontRef::new(&file).ok()?;
        match tables.table_data(CFF) {
            Some(cff) => Some(Subset { outlines: Outlines::Cff, program: cff.as_bytes().to_vec() }),
            None => Some(Subset { outlines: Outlines::TrueType, program: file }),
        }
    }
}

const CFF: skrifa::Tag = skrifa::Tag::new(b"CFF ");
