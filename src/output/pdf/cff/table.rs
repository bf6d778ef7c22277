//! A CID-keyed CFF table, where it lies.

use super::dict::{entries, find, operator};
use super::index::Index;

/// What a subset needs of a table.
pub(super) struct Table<'a> {
    /// Name INDEX, as it stands.
    pub(super) names: &'a [u8],
    /// FontMatrix and FontBBox of the top DICT, as they stand.
    pub(super) top: Vec<&'a [u8]>,
    pub(super) charstrings: Index<'a>,
    pub(super) global_subrs: Index<'a>,
    pub(super) fonts: Vec<FontDict<'a>>,
    select: Select<'a>,
}

/// One of the fonts of which a CID-keyed font is made.
pub(super) struct FontDict<'a> {
    /// Its FontMatrix, as it stands.
    pub(super) matrix: Option<&'a [u8]>,
    /// Its private DICT without Subrs, in pieces as they stand.
    pub(super) private: Vec<&'a [u8]>,
    pub(super) subrs: Index<'a>,
}

/// Which font each glyph is of.
enum Select<'a> {
    /// A byte for each glyph.
    Bytes(&'a [u8]),
    /// First glyph and font, ascending.
    Ranges(Vec<(u16, u8)>),
}

impl<'a> Table<'a> {
    pub(super) fn read(cff: &'a [u8]) -> Option<Table<'a>> {
        if *cff.first()? != 1 {
            return None;
        }
        let start = usize::from(*cff.get(2)?);
        let (_, names_end) = Index::read(cff, start)?;
        let (tops, end) = Index::read(cff, names_end)?;
        let (_strings, end) = Index::read(cff, end)?;
        let (global_subrs, _) = Index::read(cff, end)?;
        let top = entries(tops.get(0)?)?;
        find(&top, operator::ROS)?;
        if find(&top, operator::CHAR_STRING_TYPE).is_some_and(|entry| entry.last[1] != Some(2)) {
            return None;
        }
        let offset = |operator| find(&top, operator).and_then(|entry| entry.offset());
        let (charstrings, _) = Index::read(cff, offset(operator::CHAR_STRINGS)?)?;
        let (dicts, _) = Index::read(cff, offset(operator::FD_ARRAY)?)?;
        let fonts = (0..dicts.len()).map(|number| FontDict::read(cff, dicts.get(number)?)).collect::<Option<_>>()?;
        let select = Select::read(cff, offset(operator::FD_SELECT)?, charstrings.len())?;
        let kept = [operator::FONT_MATRIX, operator::FONT_BBOX];
        let top = kept.iter().filter_map(|operator| find(&top, *operator)).map(|entry| entry.bytes).collect();
        Some(Table { names: &cff[start..names_end], top, charstrings, global_subrs, fonts, select })
    }

    /// The number of the font that a glyph is of.
    pub(super) fn font_of(&self, glyph: u16) -> Option<usize> {
        let font = match &self.select {
            Select::Bytes(bytes) => *bytes.get(usize::from(glyph))?,
            Select::Ranges(ranges) => ranges[ranges.partition_point(|(first, _)| *first <= glyph).checked_sub(1)?].1,
        };
        (usize::from(font) < self.fonts.len()).then_some(usize::from(font))
    }
}

impl<'a> FontDict<'a> {
    fn read(cff: &'a [u8], dict: &'a [u8]) -> Option<FontDict<'a>> {
        let dict = entries(dict)?;
        let [size, at] =
            find(&dict, operator::PRIVATE)?.last.map(|number| number.and_then(|n| usize::try_from(n).ok()));
        let (size, at) = size.zip(at)?;
        let private = entries(cff.get(at..at.checked_add(size)?)?)?;
        let subrs = match find(&private, operator::SUBRS) {
            Some(entry) => Index::read(cff, at.checked_add(entry.offset()?)?)?.0,
            None => Index::default(),
        };
        let kept = private.iter().filter(|entry| entry.operator != operator::SUBRS);
        Some(FontDict {
            matrix: find(&dict, operator::FONT_MATRIX).map(|entry| entry.bytes),
            private: kept.map(|entry| entry.bytes).collect(),
            subrs,
        })
    }
}

impl<'a> Select<'a> {
    fn read(cff: &'a [u8], at: usize, glyphs: usize) -> Option<Select<'a>> {
        let rest = cff.get(at..)?;
        match *rest.first()? {
            0 => Some(Select::Bytes(rest.get(1..1 + glyphs)?)),
            3 => {
                let count = usize::from(u16::from_be_bytes([*rest.get(1)?, *rest.get(2)?]));
                let ranges = rest.get(3..3 + count * 3)?.chunks_exact(3);
                Some(Select::Ranges(ranges.map(|r| (u16::from_be_bytes([r[0], r[1]]), r[2])).collect()))
            }
            _ => None,
        }
    }
}
