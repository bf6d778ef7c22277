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

use table::Table;

/// The part of the CFF table `cff` with `glyphs`, which become CIDs 0, 1, 2 … in this order.
///
/// `None` for a table that is damaged or unusual.
pub(super) fn subset(cff: &[u8], glyphs: &[u16]) -> Option<Vec<u8>> {
    let table = Table::read(cff)?;
    write::write(&table, glyphs)
}
