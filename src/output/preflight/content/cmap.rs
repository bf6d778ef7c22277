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
    kind: Kind,
}

/// What a code is that no range of its own names.
enum Kind {
    Plain,
    Identity,
    /// A predefined one, and whether its codes are Unicode.
    Known(Box<hayro_cmap::CMap>, bool),
    /// Another one that it goes on from: `usecmap`.
    Based(Box<CMap>),
}

impl CMap {
    /// A predefined one. Source: ISO 32000-1, table 118.
    pub(super) fn named(name: &[u8]) -> Option<CMap> {
        let of = |kind: Kind| CMap { spaces: vec![(2, 0, 0xffff)], ranges: Vec::new(), kind };
        if matches!(name, b"Identity-H" | b"Identity-V") {
            return Some(of(Kind::Identity));
        }
        let known = hayro_cmap::CMapName::from_bytes(name);
        let is_backward = name.starts_with(b"Adobe-");
        if is_backward || matches!(known, hayro_cmap::CMapName::Custom(_)) {
            return None;
        }
        let bytes = hayro_cmap::load_embedded(known)?;
        let map = hayro_cmap::CMap::parse(bytes, hayro_cmap::load_embedded)?;
        Some(of(Kind::Known(Box::new(map), name.starts_with(b"Uni"))))
    }

    /// Reads an embedded one.
    pub(super) fn read(bytes: &[u8]) -> Option<CMap> {
        let mut lexer = Lexer::content(bytes);
        let mut held: Vec<Object> = Vec::new();
        let mut map = CMap { spaces: Vec::new(), ranges: Vec::new(), kind: Kind::Plain };
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
                        b"usecmap" => {
                            if let Some(base) = held.last().and_then(Object::name).and_then(CMap::named) {
                                map.spaces.clone_from(&base.spaces);
                                map.kind = Kind::Based(Box::new(base));
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
        match &self.kind {
            Kind::Known(map, is_unicode) => return of_known(map, *is_unicode, text),
            Kind::Based(base) => {
                let (length, cid) = base.next(text);
                let (own, known) = self.own(text.get(..length).unwrap_or(text));
                return if known > 0 { (own, known) } else { (length, cid) };
            }
            Kind::Plain | Kind::Identity => {}
        }
        self.own(text)
    }

    fn own(&self, text: &[u8]) -> (usize, u32) {
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
        if matches!(self.kind, Kind::Identity) {
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

fn of_known(map: &hayro_cmap::CMap, is_unicode: bool, text: &[u8]) -> (usize, u32) {
    for length in 1..=text.len().min(4) {
        let code = text[..length].iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
        if let Some(cid) = map.lookup_cid_code(code, length as u8) {
            return (length, cid);
        }
    }
    // Not of its collection: as long as a code that begins so.
    let usual = if is_unicode || text[0] >= 0x80 { 2 } else { 1 };
    (usual.min(text.len()), 0)
}

/// A code as a string of up to four bytes.
fn code(object: &Object) -> Option<(usize, u32)> {
    let text = object.text()?;
    (1..=4).contains(&text.len()).then(|| (text.len(), text.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))))
}
