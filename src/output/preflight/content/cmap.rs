//! CMaps: from the bytes of a string to CIDs.
//!
//! Source: ISO 32000-1, 9.7.5; Adobe Technical Note 5014.

use crate::output::read::{Lexer, Object, Token};

/// Entries of a CMap.
const ENTRIES: usize = 200_000;

/// A CMap.
pub(super) struct CMap {
    /// Ranges of codes: bytes, first, last.
    spaces: Vec<(usize, u32, u32)>,
    /// Bytes, first, last, the first's CID; in order.
    ranges: Vec<(usize, u32, u32, u32)>,
    is_identity: bool,
}

impl CMap {
    /// A predefined one. Only Identity is known; of the others the codes are two bytes and show what is not known.
    pub(super) fn named(name: &[u8]) -> Option<CMap> {
        let is_identity = matches!(name, b"Identity-H" | b"Identity-V");
        is_identity.then(|| CMap { spaces: vec![(2, 0, 0xffff)], ranges: Vec::new(), is_identity })
    }

    /// Reads an embedded one.
    pub(super) fn read(bytes: &[u8]) -> Option<CMap> {
        let mut lexer = Lexer::content(bytes);
        let mut held: Vec<Object> = Vec::new();
        let mut map = CMap { spaces: Vec::new(), ranges: Vec::new(), is_identity: false };
        loop {
            match lexer.token().ok()? {
                Token::Object(object) => {
                    if held.len() < ENTRIES {
                        held.push(object);
                    }
                }
                Token::Word(word) => {
                    match &word[..] {
                        b"endcodespacerange" => {
                            for pair in held.chunks_exact(2) {
                                if let (Some((length, low)), Some((_, high))) = (code(&pair[0]), code(&pair[1])) {
                                    map.spaces.push((length, low, high));
                                }
                            }
                        }
                        b"endcidrange" => {
                            for three in held.chunks_exact(3) {
                                let (low, high, cid) = (code(&three[0]), code(&three[1]), three[2].int());
                                if let (Some((length, low)), Some((_, high)), Some(cid)) = (low, high, cid) {
                                    map.ranges.push((length, low, high, u32::try_from(cid).unwrap_or(0)));
                                }
                            }
                        }
                        b"endcidchar" => {
                            for pair in held.chunks_exact(2) {
                                if let (Some((length, low)), Some(cid)) = (code(&pair[0]), pair[1].int()) {
                                    map.ranges.push((length, low, low, u32::try_from(cid).unwrap_or(0)));
                                }
                            }
                        }
                        _ => {}
                    }
                    held.clear();
                }
                Token::End => break,
            }
            if map.ranges.len() > ENTRIES {
                return None;
            }
        }
        map.ranges.sort_unstable();
        (!map.spaces.is_empty()).then_some(map)
    }

    /// How many bytes the next code has, and its CID; 0 where none is given.
    pub(super) fn next(&self, text: &[u8]) -> (usize, u32) {
        let code = |length: usize| {
            text.get(..length).map(|bytes| bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
        };
        let fits = |length: &usize| {
            let Some(code) = code(*length) else { return false };
            let within = |low: u32, high: u32| {
                (0..*length).all(|byte| {
                    let of = |value: u32| value >> (8 * byte) & 0xff;
                    (of(low)..=of(high)).contains(&of(code))
                })
            };
            self.spaces.iter().any(|(known, low, high)| known == length && within(*low, *high))
        };
        let usual = self.spaces.iter().map(|(length, ..)| *length).min().unwrap_or(1).max(1);
        let length = (1..=4).find(fits).unwrap_or(usual);
        let Some(code) = code(length) else { return (text.len().max(1), 0) };
        if self.is_identity {
            return (length, code);
        }
        let end = self.ranges.partition_point(|(known, low, ..)| (*known, *low) <= (length, code));
        let found = self.ranges[..end]
            .iter()
            .rev()
            .take(8)
            .find(|(known, low, high, _)| *known == length && (*low..=*high).contains(&code));
        (length, found.map_or(0, |(_, low, _, cid)| cid + (code - low)))
    }
}

/// A code as a string of up to four bytes.
fn code(object: &Object) -> Option<(usize, u32)> {
    let text = object.text()?;
    (1..=4).contains(&text.len()).then(|| (text.len(), text.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))))
}
