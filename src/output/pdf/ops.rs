//! Content stream operators, written as bytes.
//!
//! Lengths are written in thousandths of a point from exact integers, so a number never carries a
//! binary rounding and the same page always gives the same bytes.

use crate::base::units::Length;

/// A thousandth of a point is 12.7 EMU, so thousandths are EMU × 10 / 127.
const THOUSANDTH_NUMERATOR: i64 = 10;
const THOUSANDTH_DENOMINATOR: i64 = 127;

/// A content stream in the making.
#[derive(Default)]
pub(super) struct Ops {
    bytes: Vec<u8>,
}

/// A length in whole thousandths of a point, rounded to the nearest.
pub(super) fn thousandths(length: Length) -> i64 {
    length.scale(THOUSANDTH_NUMERATOR, THOUSANDTH_DENOMINATOR).get()
}

impl Ops {
    pub(super) fn with_capacity(capacity: usize) -> Ops {
        Ops { bytes: Vec::with_capacity(capacity) }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// An operator, which ends its line.
    pub(super) fn op(&mut self, operator: &str) {
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    /// A length in points and a space.
    pub(super) fn length(&mut self, length: Length) {
        self.fixed(thousandths(length), 3);
        self.bytes.push(b' ');
    }

    /// `value / 10^decimals` and a space.
    pub(super) fn number(&mut self, value: i64, decimals: u32) {
        self.fixed(value, decimals);
        self.bytes.push(b' ');
    }

    /// `value / 10^decimals`, without trailing zeros.
    pub(super) fn fixed(&mut self, value: i64, decimals: u32) {
        let unit = 10u64.pow(decimals);
        let size = value.unsigned_abs();
        if value < 0 {
            self.bytes.push(b'-');
        }
        let whole = size / unit;
        let mut rest = size % unit;
        if whole > 0 || rest == 0 {
            self.integer(whole);
        }
        if rest == 0 {
            return;
        }
        self.bytes.push(b'.');
        let mut place = unit / 10;
        while rest > 0 {
            self.bytes.push(b'0' + (rest / place) as u8);
            rest %= place;
            place /= 10;
        }
    }

    fn integer(&mut self, value: u64) {
        if value < 10 {
            self.bytes.push(b'0' + value as u8);
            return;
        }
        let mut digits = [0u8; 20];
        let mut at = digits.len();
        let mut value = value;
        while value > 0 {
            at -= 1;
            digits[at] = b'0' + (value % 10) as u8;
            value /= 10;
        }
        self.bytes.extend_from_slice(&digits[at..]);
    }

    /// A name with a number, `/F3`, and a space.
    pub(super) fn name(&mut self, prefix: &str, index: usize) {
        self.bytes.push(b'/');
        self.bytes.extend_from_slice(prefix.as_bytes());
        self.integer(index as u64);
        self.bytes.push(b' ');
    }

    /// One byte of a literal string, escaped where it must be.
    ///
    /// Source: ISO 32000-1, 7.3.4.2: an unescaped CR would be read as LF.
    pub(super) fn string_byte(&mut self, byte: u8) {
        match byte {
            b'(' | b')' | b'\\' => self.bytes.extend_from_slice(&[b'\\', byte]),
            b'\r' => self.bytes.extend_from_slice(b"\\r"),
            _ => self.bytes.push(byte),
        }
    }

    /// `text` as a hexadecimal string of UTF-16 with its mark.
    pub(super) fn text_string(&mut self, text: &str) {
        self.bytes.extend_from_slice(b"<FEFF");
        text.encode_utf16().for_each(|unit| self.hex16(unit));
        self.bytes.push(b'>');
    }

    /// Four hexadecimal digits.
    pub(super) fn hex16(&mut self, value: u16) {
        for shift in [12, 8, 4, 0] {
            self.bytes.push(b"0123456789ABCDEF"[usize::from(value >> shift & 15)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(write: impl FnOnce(&mut Ops), expected: &str) {
        let mut ops = Ops::default();
        write(&mut ops);
        assert_eq!(String::from_utf8_lossy(&ops.into_bytes()), expected);
    }

    #[test]
    fn numbers_are_short_and_exact() {
        check(|ops| ops.fixed(0, 3), "0");
        check(|ops| ops.fixed(1500, 3), "1.5");
        check(|ops| ops.fixed(-50, 3), "-.05");
        check(|ops| ops.fixed(120, 0), "120");
        check(|ops| ops.length(Length::mm(390)), "1105.512 ");
        check(|ops| ops.length(Length::pt_hundredths(-1050)), "-10.5 ");
    }

    #[test]
    fn strings_escape_what_a_reader_would_misread() {
        check(|ops| b"a(\\\r".iter().for_each(|byte| ops.string_byte(*byte)), "a\\(\\\\\\r");
        check(|ops| ops.text_string("—𠀀"), "<FEFF2014D840DC00>");
    }
}
