//! DICT: operators behind their operands.

/// An operator; those of two bytes are 12 × 256 + the second.
pub(super) mod operator {
    pub(in super::super) const FONT_BBOX: u16 = 5;
    pub(in super::super) const CHARSET: u16 = 15;
    pub(in super::super) const CHAR_STRINGS: u16 = 17;
    pub(in super::super) const PRIVATE: u16 = 18;
    pub(in super::super) const SUBRS: u16 = 19;
    pub(in super::super) const CHAR_STRING_TYPE: u16 = 12 << 8 | 6;
    pub(in super::super) const FONT_MATRIX: u16 = 12 << 8 | 7;
    pub(in super::super) const ROS: u16 = 12 << 8 | 30;
    pub(in super::super) const CID_COUNT: u16 = 12 << 8 | 34;
    pub(in super::super) const FD_ARRAY: u16 = 12 << 8 | 36;
    pub(in super::super) const FD_SELECT: u16 = 12 << 8 | 37;
}

/// One operator with its operands.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) operator: u16,
    /// The operands and the operator, as they stand.
    pub(super) bytes: &'a [u8],
    /// The last two operands, where they are whole numbers.
    pub(super) last: [Option<i32>; 2],
}

impl Entry<'_> {
    /// The only or last operand as an offset.
    pub(super) fn offset(&self) -> Option<usize> {
        usize::try_from(self.last[1]?).ok()
    }
}

/// The entries of a DICT; `None` where it is damaged.
pub(super) fn entries(dict: &[u8]) -> Option<Vec<Entry<'_>>> {
    let mut entries = Vec::new();
    let (mut at, mut start, mut last) = (0, 0, [None, None]);
    while at < dict.len() {
        let first = dict[at];
        let byte = |offset: usize| dict.get(at + offset).map(|byte| i32::from(*byte));
        let (length, number) = match first {
            12 => {
                let operator = 12 << 8 | byte(1)? as u16;
                entries.push(Entry { operator, bytes: &dict[start..at + 2], last });
                (start, last) = (at + 2, [None, None]);
                at += 2;
                continue;
            }
            0..=21 => {
                entries.push(Entry { operator: u16::from(first), bytes: &dict[start..=at], last });
                (start, last) = (at + 1, [None, None]);
                at += 1;
                continue;
            }
            28 => (3, Some((byte(1)? << 8 | byte(2)?) as i16 as i32)),
            29 => (5, Some(byte(1)? << 24 | byte(2)? << 16 | byte(3)? << 8 | byte(4)?)),
            // A real number: nibbles until one of 15.
            30 => (1 + dict[at + 1..].iter().position(|two| two & 15 == 15 || two >> 4 == 15)? + 1, None),
            32..=246 => (1, Some(i32::from(first) - 139)),
            247..=250 => (2, Some((i32::from(first) - 247) * 256 + byte(1)? + 108)),
            251..=254 => (2, Some(-(i32::from(first) - 251) * 256 - byte(1)? - 108)),
            _ => return None,
        };
        last = [last[1], number];
        at += length;
    }
    Some(entries)
}

/// The entry of an operator.
pub(super) fn find<'e, 'a>(entries: &'e [Entry<'a>], operator: u16) -> Option<&'e Entry<'a>> {
    entries.iter().find(|entry| entry.operator == operator)
}

/// Appends whole numbers of five bytes, whose length is known before their value, and an operator.
pub(super) fn push(out: &mut Vec<u8>, numbers: &[usize], operator: u16) {
    for number in numbers {
        out.push(29);
        out.extend_from_slice(&(*number as u32).to_be_bytes());
    }
    if operator >> 8 == 12 {
        out.push(12);
    }
    out.push(operator as u8);
}
