//! Subsets the CFF table of a CID-keyed face by copying charstrings as they are.
//!
//! Calls give way to the subroutines that they call; no outline is interpreted. That is several times faster than a subsetter that understands
//! everything, and fonts are most of the time of a cold page. What is unusual (a table that is not
//! CID-keyed, arithmetic, a subroutine number that is computed) is left to the `subsetter` crate.
//!
//! Source: Adobe Technical Notes 5176, "The Compact Font Format Specification", and 5177, "The
//! Type 2 Charstring Format".

mod dict;
mod index;
mod table;
mod walk;
mod write;

use rayon::prelude::*;

use index::Items;
use table::Table;

/// Glyphs that are flattened by one thread at a time.
const CHUNK: usize = 128;

/// The table of a face and the flat outlines of the glyphs that an edition shows: made once, for
/// the subsets of all its files.
pub(super) struct Outlines<'f> {
    table: Table<'f>,
    /// Place of each glyph in `chunks`, counted from 1; 0 for glyphs that are not there.
    places: Vec<u32>,
    chunks: Vec<Items>,
}

impl<'f> Outlines<'f> {
    /// Opens a CFF table and flattens `glyphs`, in parallel.
    ///
    /// `None` for a table that is damaged or unusual.
    pub(super) fn new(cff: &'f [u8], glyphs: &[u16]) -> Option<Outlines<'f>> {
        let table = Table::read(cff)?;
        let chunks = glyphs.par_chunks(CHUNK).map(|glyphs| flatten(&table, glyphs)).collect::<Option<Vec<_>>>()?;
        let mut places = vec![0; table.charstrings.len()];
        for (place, glyph) in (1..).zip(glyphs) {
            places[usize::from(*glyph)] = place;
        }
        Some(Outlines { table, places, chunks })
    }

    /// The part of the table with `glyphs`, which become CIDs 0, 1, 2 … in this order.
    ///
    /// `None` where one of them is not among those that were flattened.
    pub(super) fn subset(&self, glyphs: &[u16]) -> Option<Vec<u8>> {
        write::write(&self.table, glyphs, |glyph| {
            let place = self.places.get(usize::from(glyph))?.checked_sub(1)? as usize;
            self.chunks[place / CHUNK].get(place % CHUNK)
        })
    }
}

fn flatten(table: &Table<'_>, glyphs: &[u16]) -> Option<Items> {
    // Chinese glyphs take about 400 bytes.
    let mut items = Items::with_capacity(glyphs.len(), glyphs.len() * 450);
    for glyph in glyphs {
        let charstring = table.charstrings.get(usize::from(*glyph))?;
        let subrs = table.fonts[table.font_of(*glyph)?].subrs;
        items.push(|out| walk::flatten(charstring, table.global_subrs, subrs, out))?;
    }
    Some(items)
}
