//! Writes a subset: flat charstrings, the dictionaries that they need, and new offsets.

use super::dict::{operator, push};
use super::index::Items;
use super::table::{FontDict, Table};

/// The subset table; `outline` gives flat charstrings. `None` where it has none for a glyph.
pub(super) fn write<'c>(
    table: &Table<'_>,
    glyphs: &[u16],
    outline: impl Fn(u16) -> Option<&'c [u8]>,
) -> Option<Vec<u8>> {
    let fonts_of: Vec<usize> = glyphs.iter().map(|glyph| table.font_of(*glyph)).collect::<Option<_>>()?;
    let mut kept: Vec<usize> = fonts_of.clone();
    kept.sort_unstable();
    kept.dedup();
    let outlines: Vec<&[u8]> = glyphs.iter().map(|glyph| outline(*glyph)).collect::<Option<_>>()?;
    let mut charstrings = Items::with_capacity(glyphs.len(), outlines.iter().map(|outline| outline.len()).sum());
    for outline in outlines {
        charstrings.push_bytes(outline);
    }
    let fonts: Vec<&FontDict<'_>> = kept.iter().map(|font| &table.fonts[*font]).collect();
    Some(lay_out(table, glyphs.len(), &charstrings, &fonts, &select(&fonts_of, &kept)))
}

/// FDSelect of format 3: ranges of glyphs of one font, by new number of the font.
fn select(fonts_of: &[usize], kept: &[usize]) -> Vec<u8> {
    let mut ranges = Vec::new();
    let mut count = 0u16;
    let mut first = 0u16;
    for run in fonts_of.chunk_by(|a, b| a == b) {
        ranges.extend_from_slice(&first.to_be_bytes());
        ranges.push(kept.partition_point(|font| *font < run[0]) as u8);
        first += run.len() as u16;
        count += 1;
    }
    let mut out = vec![3];
    out.extend_from_slice(&count.to_be_bytes());
    out.extend_from_slice(&ranges);
    out.extend_from_slice(&first.to_be_bytes());
    out
}

/// Charset of format 2: CID and glyph are one.
fn charset(glyphs: usize) -> Vec<u8> {
    let mut out = vec![2];
    if glyphs > 1 {
        out.extend_from_slice(&[0, 1]);
        out.extend_from_slice(&(glyphs as u16 - 2).to_be_bytes());
    }
    out
}

/// First string of a font's own; those before are standard.
const FIRST_STRING: usize = 391;
/// Where the header ends and the names begin.
const HEADER: [u8; 4] = [1, 0, 4, 4];

fn lay_out(table: &Table<'_>, glyphs: usize, charstrings: &Items, fonts: &[&FontDict<'_>], select: &[u8]) -> Vec<u8> {
    let mut strings = Items::default();
    for string in [b"Adobe".as_slice(), b"Identity"] {
        strings.push_bytes(string);
    }
    let global_subrs = Items::default();
    let charset = charset(glyphs);
    // Offsets have a fixed length, so sizes are known before them.
    let charset_at =
        HEADER.len() + table.names.len() + top(table, glyphs, [0; 4]).size() + strings.size() + global_subrs.size();
    let select_at = charset_at + charset.len();
    let charstrings_at = select_at + select.len();
    let fonts_at = charstrings_at + charstrings.size();
    let private_at = fonts_at + font_dicts(fonts, 0).size();

    let mut out = Vec::with_capacity(private_at + 100 * fonts.len());
    out.extend_from_slice(&HEADER);
    out.extend_from_slice(table.names);
    top(table, glyphs, [charset_at, select_at, charstrings_at, fonts_at]).write(&mut out);
    strings.write(&mut out);
    global_subrs.write(&mut out);
    out.extend_from_slice(&charset);
    out.extend_from_slice(select);
    charstrings.write(&mut out);
    font_dicts(fonts, private_at).write(&mut out);
    fonts.iter().flat_map(|font| &font.private).for_each(|entry| out.extend_from_slice(entry));
    out
}

/// The top DICT; offsets of charset, font selection, charstrings and fonts.
fn top(table: &Table<'_>, glyphs: usize, [charset, select, charstrings, fonts]: [usize; 4]) -> Items {
    let mut dict = Vec::new();
    push(&mut dict, &[FIRST_STRING, FIRST_STRING + 1, 0], operator::ROS);
    table.top.iter().for_each(|entry| dict.extend_from_slice(entry));
    push(&mut dict, &[glyphs], operator::CID_COUNT);
    push(&mut dict, &[charset], operator::CHARSET);
    push(&mut dict, &[select], operator::FD_SELECT);
    push(&mut dict, &[charstrings], operator::CHAR_STRINGS);
    push(&mut dict, &[fonts], operator::FD_ARRAY);
    let mut items = Items::default();
    items.push_bytes(&dict);
    items
}

/// The font DICTs, whose private ones stand one behind the other from `at` on.
fn font_dicts(fonts: &[&FontDict<'_>], mut at: usize) -> Items {
    let mut items = Items::default();
    for font in fonts {
        let size = font.private.iter().map(|entry| entry.len()).sum();
        let mut dict = font.matrix.unwrap_or_default().to_vec();
        push(&mut dict, &[size, at], operator::PRIVATE);
        items.push_bytes(&dict);
        at += size;
    }
    items
}
