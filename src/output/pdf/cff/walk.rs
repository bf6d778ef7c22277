//! Walks charstrings to find the subroutines that they call, and where they say so.
//!
//! Nothing is drawn: only operands are counted, because the length of a hint mask depends on how
//! many stems were declared before it.

use super::table::Table;

/// A set of subroutines: the global one, or that of a font.
#[derive(Clone, Default)]
pub(super) struct Used {
    /// What the subroutine of each number calls, for those that are called.
    pub(super) subrs: Vec<Option<Vec<Call>>>,
}

/// A number in a charstring that says which subroutine is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Call {
    /// First byte of the number.
    pub(super) at: u32,
    /// Its bytes.
    pub(super) length: u8,
    /// Whether the subroutine is a global one.
    pub(super) global: bool,
    /// The subroutine, without bias.
    pub(super) subr: u16,
}

/// All that the glyphs of a subset call.
pub(super) struct Calls {
    /// By glyph of the subset.
    pub(super) glyphs: Vec<Vec<Call>>,
    pub(super) global: Used,
    /// By font of the table.
    pub(super) local: Vec<Used>,
}

/// Deepest nesting of subroutines.
///
/// Source: Technical Note 5177, appendix B.
const MAX_DEPTH: usize = 10;
/// Bytes that the charstrings of a subset may take, subroutines counted at each call: a bound for
/// fonts made to exhaust us.
const MAX_WORK: usize = 1 << 28;

/// What a subroutine number has added to it.
///
/// Source: Technical Note 5176, section 16.
pub(super) fn bias(count: usize) -> i32 {
    match count {
        ..1240 => 107,
        ..33_900 => 1131,
        _ => 32_768,
    }
}

/// Walks the charstrings of `glyphs`; `None` for one that is damaged or unusual.
pub(super) fn walk(table: &Table<'_>, glyphs: &[u16]) -> Option<Calls> {
    let used = |count: usize| Used { subrs: vec![None; count] };
    let mut calls = Calls {
        glyphs: Vec::with_capacity(glyphs.len()),
        global: used(table.global_subrs.len()),
        local: table.fonts.iter().map(|font| used(font.subrs.len())).collect(),
    };
    let mut work = MAX_WORK;
    for &glyph in glyphs {
        let charstring = table.charstrings.get(usize::from(glyph))?;
        let font = table.font_of(glyph)?;
        let mut walker = Walker { table, font, calls: &mut calls, work, operands: 0, stems: 0, ended: false };
        let found = walker.charstring(charstring, Level { depth: 0, global: false })?;
        work = walker.work;
        calls.glyphs.push(found);
    }
    Some(calls)
}

/// Where in the nesting of subroutines a charstring stands.
#[derive(Clone, Copy)]
struct Level {
    depth: usize,
    /// In a global subroutine, which all fonts share, so it may not call a local one.
    global: bool,
}

struct Walker<'t, 'c> {
    table: &'t Table<'t>,
    font: usize,
    calls: &'c mut Calls,
    work: usize,
    operands: usize,
    stems: usize,
    ended: bool,
}

impl Walker<'_, '_> {
    fn charstring(&mut self, bytes: &[u8], level: Level) -> Option<Vec<Call>> {
        self.work = self.work.checked_sub(bytes.len() + 1)?;
        let mut calls = Vec::new();
        let mut at = 0;
        // The number that was pushed last: where, how long, which.
        let mut number: Option<(usize, usize, i32)> = None;
        while let Some(&first) = bytes.get(at) {
            if first >= 32 || first == 28 {
                let (length, value) = read_number(&bytes[at..])?;
                number = Some((at, length, value));
                self.operands += 1;
                at += length;
                continue;
            }
            at += 1;
            match first {
                // hstem, vstem, hstemhm, vstemhm
                1 | 3 | 18 | 23 => self.declare_stems(),
                // hintmask, cntrmask: operands before them are stems of vstem.
                19 | 20 => {
                    self.declare_stems();
                    at += self.stems.div_ceil(8);
                }
                // callsubr, callgsubr
                10 | 29 => {
                    let global = first == 29;
                    let call = self.call(number?, global, level)?;
                    calls.push(call);
                    if self.ended {
                        return Some(calls);
                    }
                }
                11 => return Some(calls),
                // An accent that is composed of two glyphs has four or five operands.
                14 if self.operands >= 4 => return None,
                14 => {
                    self.ended = true;
                    return Some(calls);
                }
                // The four flexes; other two-byte operators compute.
                12 if matches!(bytes.get(at), Some(34..=37)) => {
                    at += 1;
                    self.operands = 0;
                }
                // moves, lines and curves
                4 | 5 | 6 | 7 | 8 | 21 | 22 | 24 | 25 | 26 | 27 | 30 | 31 => self.operands = 0,
                _ => return None,
            }
            number = None;
        }
        (at == bytes.len()).then_some(calls)
    }

    fn declare_stems(&mut self) {
        self.stems += self.operands / 2;
        self.operands = 0;
    }

    fn call(&mut self, (at, length, value): (usize, usize, i32), global: bool, level: Level) -> Option<Call> {
        if level.depth == MAX_DEPTH || (level.global && !global) {
            return None;
        }
        self.operands = self.operands.checked_sub(1)?;
        let subrs = if global { self.table.global_subrs } else { self.table.fonts[self.font].subrs };
        let subr = usize::try_from(value + bias(subrs.len())).ok()?;
        let inner = self.charstring(subrs.get(subr)?, Level { depth: level.depth + 1, global })?;
        let used = if global { &mut self.calls.global } else { &mut self.calls.local[self.font] };
        used.subrs[subr].get_or_insert(inner);
        Some(Call { at: at as u32, length: length as u8, global, subr: subr as u16 })
    }
}

/// The number at the start of `bytes`, and its length.
fn read_number(bytes: &[u8]) -> Option<(usize, i32)> {
    let byte = |at: usize| bytes.get(at).map(|byte| i32::from(*byte));
    let first = byte(0)?;
    match first {
        28 => Some((3, (byte(1)? << 8 | byte(2)?) as i16 as i32)),
        32..=246 => Some((1, first - 139)),
        247..=250 => Some((2, (first - 247) * 256 + byte(1)? + 108)),
        251..=254 => Some((2, -(first - 251) * 256 - byte(1)? - 108)),
        // 16.16; never the number of a subroutine.
        255 => {
            byte(4)?;
            Some((5, i32::MIN / 2))
        }
        _ => None,
    }
}
