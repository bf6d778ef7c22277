//! Spot inks: one separation for each name in a file.

use pdf_writer::{Chunk, Name, Ref};

use crate::base::color::{Cmyk, Color};
use crate::page::Page;

/// The spot inks of a file, in the order of their first use.
pub(super) struct Spots<'p> {
    inks: Vec<(&'p str, Cmyk)>,
}

impl<'p> Spots<'p> {
    /// The inks that the pages use. A name has one alternate in a file: that of its first use.
    ///
    /// Source: print.md 2, "one spot name = one alternate and tint transform".
    pub(super) fn collect(pages: &[&'p Page]) -> Spots<'p> {
        let mut inks: Vec<(&'p str, Cmyk)> = Vec::new();
        for item in pages.iter().flat_map(|page| &page.items) {
            if let Some(Color::Spot(spot)) = item.kind.color().map(Color::bare)
                && !inks.iter().any(|(name, _)| *name == spot.name)
            {
                inks.push((&spot.name, spot.alternate));
            }
        }
        Spots { inks }
    }

    /// The number in the resource name of an ink.
    pub(super) fn index(&self, name: &str) -> usize {
        self.inks.iter().position(|(known, _)| *known == name).unwrap_or(0)
    }

    pub(super) fn len(&self) -> usize {
        self.inks.len()
    }

    /// Writes the colour space of ink `index`.
    pub(super) fn write(&self, index: usize, chunk: &mut Chunk, id: Ref) {
        let (name, alternate) = self.inks[index];
        let solid = [alternate.c, alternate.m, alternate.y, alternate.k].map(|ink| f32::from(ink) / 1000.0);
        let mut space = chunk.indirect(id).array();
        space.item(Name(b"Separation")).item(Name(name.as_bytes())).item(Name(b"DeviceCMYK"));
        let mut tint = space.push().dict();
        tint.pair(Name(b"FunctionType"), 2).pair(Name(b"N"), 1);
        tint.insert(Name(b"Domain")).array().items([0, 1]);
        tint.insert(Name(b"C0")).array().items([0; 4]);
        tint.insert(Name(b"C1")).array().items(solid);
    }
}
