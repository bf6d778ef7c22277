//! Writes a subset: charstrings copied, subroutines renumbered, offsets new.

use super::dict::{operator, push};
use super::index::{Index, Items};
use super::table::{FontDict, Table};
use super::walk::{Call, Calls, Used, bias};

/// New numbers of the subroutines that are called, by old number.
struct Renumbered {
    numbers: Vec<u16>,
    count: usize,
}

impl Renumbered {
    fn new(used: &Used) -> Renumbered {
        let mut count = 0;
        let mut numbers = vec![0; used.subrs.len()];
        for (number, _) in numbers.iter_mut().zip(&used.subrs).filter(|(_, calls)| calls.is_some()) {
            *number = count;
            count += 1;
        }
        Renumbered { numbers, count: usize::from(count) }
    }
}

/// The subset table; `None` where it would be too large for its offsets.
pub(super) fn write(table: &Table<'_>, glyphs: &[u16], calls: &Calls) -> Option<Vec<u8>> {
    let fonts_of: Vec<usize> = glyphs.iter().map(|glyph| table.font_of(*glyph)).collect::<Option<_>>()?;
    let mut kept: Vec<usize> = fonts_of.clone();
    kept.sort_unstable();
    kept.dedup();
    let global = Renumbered::new(&calls.global);
    let local: Vec<Renumbered> = calls.local.iter().map(Renumbered::new).collect();

    let total: usize = glyphs.iter().filter_map(|glyph| table.charstrings.get(usize::from(*glyph))).map(<[u8]>::len).sum();
    let mut charstrings = Items::with_capacity(glyphs.len(), total + glyphs.len());
    for ((glyph, font), calls) in glyphs.iter().zip(&fonts_of).zip(&calls.glyphs) {
        let bytes = table.charstrings.get(usize::from(*glyph))?;
        charstrings.push(|out| renumber(out, bytes, calls, &global, &local[*font]));
    }
    // A global subroutine calls global ones alone.
    let global_subrs = subrs(table.global_subrs, &calls.global, &global, &global)?;
    let fonts: Vec<(&FontDict<'_>, Items)> = kept
        .iter()
        .map(|font| Some((&table.fonts[*font], subrs(table.fonts[*font].subrs, &calls.local[*font], &global, &local[*font])?)))
        .collect::<Option<_>>()?;
    let select = select(&fonts_of, &kept);
    Some(lay_out(table, glyphs.len(), &charstrings, &global_subrs, &fonts, &select))
}

/// The subroutines that are called, in their old order.
fn subrs(index: Index<'_>, used: &Used, global: &Renumbered, local: &Renumbered) -> Option<Items> {
    let mut items = Items::default();
    for (number, calls) in used.subrs.iter().enumerate() {
        if let Some(calls) = calls {
            let bytes = index.get(number)?;
            items.push(|out| renumber(out, bytes, calls, global, local));
        }
    }
    Some(items)
}

/// Appends a charstring with the new numbers of what it calls.
fn renumber(out: &mut Vec<u8>, bytes: &[u8], calls: &[Call], global: &Renumbered, local: &Renumbered) {
    let mut from = 0;
    for call in calls {
        let at = call.at as usize;
        out.extend_from_slice(&bytes[from..at]);
        let subrs = if call.global { global } else { local };
        push_number(out, i32::from(subrs.numbers[usize::from(call.subr)]) - bias(subrs.count));
        from = at + usize::from(call.length);
    }
    out.extend_from_slice(&bytes[from..]);
}

/// Appends a number as charstrings have them, as short as can be.
fn push_number(out: &mut Vec<u8>, number: i32) {
    match number {
        -107..=107 => out.push((number + 139) as u8),
        108..=1131 => out.extend_from_slice(&[((number - 108) >> 8) as u8 + 247, (number - 108) as u8]),
        -1131..=-108 => out.extend_from_slice(&[((-number - 108) >> 8) as u8 + 251, (-number - 108) as u8]),
        _ => {
            out.push(28);
            out.extend_from_slice(&(number as i16).to_be_bytes());
        }
    }
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

fn lay_out(
    table: &Table<'_>,
    glyphs: usize,
    charstrings: &Items,
    global_subrs: &Items,
    fonts: &[(&FontDict<'_>, Items)],
    select: &[u8],
) -> Vec<u8> {
    let mut strings = Items::default();
    strings.push(|out| out.extend_from_slice(b"Adobe"));
    strings.push(|out| out.extend_from_slice(b"Identity"));
    let charset = charset(glyphs);
    let dicts = |private_at: &mut dyn FnMut(&FontDict<'_>, &Items) -> (usize, usize)| {
        let mut items = Items::default();
        for (font, subrs) in fonts {
            let (size, at) = private_at(font, subrs);
            items.push(|out| {
                out.extend_from_slice(font.matrix.unwrap_or_default());
                push(out, &[size, at], operator::PRIVATE);
            });
        }
        items
    };
    let top = |charset: usize, select: usize, charstrings: usize, fonts: usize| {
        let mut items = Items::default();
        items.push(|out| {
            push(out, &[FIRST_STRING, FIRST_STRING + 1, 0], operator::ROS);
            table.top.iter().for_each(|entry| out.extend_from_slice(entry));
            push(out, &[glyphs], operator::CID_COUNT);
            push(out, &[charset], operator::CHARSET);
            push(out, &[select], operator::FD_SELECT);
            push(out, &[charstrings], operator::CHAR_STRINGS);
            push(out, &[fonts], operator::FD_ARRAY);
        });
        items
    };
    // Offsets have a fixed length, so sizes are known before them.
    let charset_at = 4 + table.names.len() + top(0, 0, 0, 0).size() + strings.size() + global_subrs.size();
    let select_at = charset_at + charset.len();
    let charstrings_at = select_at + select.len();
    let fonts_at = charstrings_at + charstrings.size();
    let mut at = fonts_at + dicts(&mut |_, _| (0, 0)).size();
    let font_dicts = dicts(&mut |font, subrs| {
        let (size, start) = (private_size(font, subrs), at);
        at += size + if subrs.is_empty() { 0 } else { subrs.size() };
        (size, start)
    });
    let mut out = Vec::with_capacity(at);
    out.extend_from_slice(&[1, 0, 4, 4]);
    out.extend_from_slice(table.names);
    top(charset_at, select_at, charstrings_at, fonts_at).write(&mut out);
    strings.write(&mut out);
    global_subrs.write(&mut out);
    out.extend_from_slice(&charset);
    out.extend_from_slice(select);
    charstrings.write(&mut out);
    font_dicts.write(&mut out);
    for (font, subrs) in fonts {
        font.private.iter().for_each(|entry| out.extend_from_slice(entry));
        if !subrs.is_empty() {
            // They stand right behind the DICT, from whose start they are counted.
            push(&mut out, &[private_size(font, subrs)], operator::SUBRS);
            subrs.write(&mut out);
        }
    }
    out
}

fn private_size(font: &FontDict<'_>, subrs: &Items) -> usize {
    /// A number of five bytes and an operator of one.
    const SUBRS_ENTRY: usize = 6;
    let kept: usize = font.private.iter().map(|entry| entry.len()).sum();
    kept + if subrs.is_empty() { 0 } else { SUBRS_ENTRY }
}
