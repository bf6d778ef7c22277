//! Flattens charstrings: what a subroutine says is copied to where it is called.
//!
//! Of the subroutines of a Chinese face, few are called more than once by the glyphs of a page, so
//! flat charstrings are smaller than called ones, and deflate better (measured: 1,639 glyphs of a
//! 宋, 626 kB and 516 kB deflated, against 648 and 564). Nothing is drawn: only operands are
//! counted, because the length of a hint mask depends on how many stems were declared before it.

use super::index::Index;

/// Deepest nesting of subroutines.
///
/// Source: Technical Note 5177, appendix B.
const MAX_DEPTH: usize = 10;
/// Longest flat charstring, against fonts made to exhaust us.
///
/// Source: Technical Note 5177, appendix B, "Type 2 Charstring length".
const MAX_LENGTH: usize = 65_535;

/// What a subroutine number has added to it.
///
/// Source: Technical Note 5176, section 16.
fn bias(count: usize) -> i32 {
    match count {
        0..1240 => 107,
        1240..33_900 => 1131,
        _ => 32_768,
    }
}

/// Appends `charstring` to `out` without calls.
///
/// `None` where it is damaged or unusual: arithmetic, a computed subroutine, a composed accent.
pub(super) fn flatten(charstring: &[u8], global: Index<'_>, local: Index<'_>, out: &mut Vec<u8>) -> Option<()> {
    let limit = out.len() + MAX_LENGTH;
    let mut walker = Walker { global, local, out, limit, operands: 0, stems: 0, ended: false };
    walker.walk(charstring, 0)
}

struct Walker<'t, 'o> {
    global: Index<'t>,
    local: Index<'t>,
    out: &'o mut Vec<u8>,
    /// Length that `out` may not exceed.
    limit: usize,
    operands: usize,
    stems: usize,
    ended: bool,
}

impl Walker<'_, '_> {
    fn walk(&mut self, bytes: &[u8], depth: usize) -> Option<()> {
        // What is before `from` has been copied.
        let (mut from, mut at) = (0, 0);
        // The number that was pushed last: where, and which.
        let mut number: Option<(usize, i32)> = None;
        while let Some(&first) = bytes.get(at) {
            if first >= 32 || first == 28 {
                let (length, value) = read_number(&bytes[at..])?;
                number = Some((at, value));
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
                    let (start, value) = number?;
                    self.copy(bytes.get(from..start)?)?;
                    self.call(value, first == 29, depth)?;
                    if self.ended {
                        return Some(());
                    }
                    from = at;
                }
                // return
                11 => return self.copy(&bytes[from..at - 1]),
                // endchar; with operands it composes two glyphs.
                14 if self.operands >= 4 => return None,
                14 => {
                    self.ended = true;
                    return self.copy(&bytes[from..at]);
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
        if at != bytes.len() {
            return None;
        }
        self.copy(&bytes[from..])
    }

    fn copy(&mut self, bytes: &[u8]) -> Option<()> {
        self.out.extend_from_slice(bytes);
        (self.out.len() <= self.limit).then_some(())
    }

    fn declare_stems(&mut self) {
        self.stems += self.operands / 2;
        self.operands = 0;
    }

    fn call(&mut self, value: i32, global: bool, depth: usize) -> Option<()> {
        if depth == MAX_DEPTH {
            return None;
        }
        self.operands -= 1;
        let subrs = if global { self.global } else { self.local };
        let subr = usize::try_from(value + bias(subrs.len())).ok()?;
        self.walk(subrs.get(subr)?, depth + 1)
    }
}

/// The number at the start of `bytes`, after its length.
fn read_number(bytes: &[u8]) -> Option<(usize, i32)> {
    let byte = |at: usize| bytes.get(at).map(|byte| i32::from(*byte));
    let first = byte(0)?;
    match first {
        28 => Some((3, i32::from((byte(1)? << 8 | byte(2)?) as i16))),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Subroutine 0 has the number −107, byte 32.
    #[track_caller]
    fn check(charstring: &[u8], global: &[u8], local: &[u8], expected: Option<&[u8]>) {
        let index = |subr: &[u8]| [&[0, 1, 1, 1, subr.len() as u8 + 1], subr].concat();
        let (global, local) = (index(global), index(local));
        let read = |bytes| Index::read(bytes, 0).expect("an index").0;
        let mut out = Vec::new();
        let flat = flatten(charstring, read(&global), read(&local), &mut out);
        assert_eq!(flat.map(|()| out.as_slice()), expected);
    }

    #[test]
    fn calls_give_way_to_what_they_call() {
        check(&[139, 22, 32, 10, 14], &[], &[140, 4, 11], Some(&[139, 22, 140, 4, 14]));
        // The local one calls the global one, which ends the glyph.
        check(&[32, 10, 99], &[141, 22, 14, 77], &[139, 4, 32, 29, 11], Some(&[139, 4, 141, 22, 14]));
    }

    #[test]
    fn masks_are_as_long_as_the_stems_before_them_ask() {
        // Four stems by hstemhm, five by the mask itself: two bytes, which look like calls.
        let stems = [139; 8];
        let more = [139; 10];
        let charstring = [&stems[..], &[18], &more[..], &[19, 10, 29], &[139, 22, 14]].concat();
        check(&charstring, &[], &[], Some(&charstring));
    }

    #[test]
    fn the_unusual_and_the_damaged_are_refused() {
        check(&[139, 12, 9, 14], &[], &[], None); // abs
        check(&[10], &[], &[11], None); // no number
        check(&[33, 10, 14], &[], &[11], None); // no such subroutine
        check(&[32, 10, 14], &[], &[32, 10], None); // without end
        check(&[28, 1], &[], &[], None); // cut short
        check(&[139, 139, 18, 19], &[], &[], None); // a mask cut short
    }
}
