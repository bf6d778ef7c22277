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

/// Subsets `face` to `glyphs`, in this order; `None` where its tables are damaged.
pub(super) fn subset(face: &Face, glyphs: &[u16]) -> Option<Subset> {
    let quick = skrifa::FontRef::new(face.data())
        .ok()
        .and_then(|tables| tables.table_data(skrifa::Tag::new(b"CFF ")))
        .and_then(|table| cff::subset(table.as_bytes(), glyphs));
    if let Some(program) = quick {
        return Some(Subset { outlines: Outlines::Cff, program });
    }
    let mapper = GlyphRemapper::new_from_glyphs(glyphs);
    let file = subsetter::subset(face.data(), 0, &mapper).ok()?;
    let tables = skrifa::FontRef::new(&file).ok()?;
    match tables.table_data(skrifa::Tag::new(b"CFF ")) {
        Some(cff) => Some(Subset { outlines: Outlines::Cff, program: cff.as_bytes().to_vec() }),
        None => Some(Subset { outlines: Outlines::TrueType, program: file }),
    }
}
