//! Names of glyphs by code, of simple fonts.
//!
//! Source: ISO 32000-1, 9.6.6 and annex D.

use skrifa::raw::ps::PredefinedEncoding;
use skrifa::raw::ps::agl::char_to_name;

use crate::output::read::{Dict, Document, Object, shown};

/// WinAnsiEncoding from 0x80 to 0x9F; behind it as ISO 8859-1.
const WINDOWS: [char; 32] = [
    '€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•', '•', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
];
/// MacRomanEncoding from 0x80 on.
const MACINTOSH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// The name of the glyph of each code.
pub(super) fn glyph_names(document: &Document<'_>, font: &Dict) -> Vec<Option<String>> {
    let encoding = document.get(font, b"Encoding");
    let base = match encoding {
        Object::Name(name) => Some(&name[..]),
        Object::Dict(dict) => document.name(dict, b"BaseEncoding"),
        _ => None,
    };
    let mut names: Vec<Option<String>> = (0..=255).map(|code| base_name(base, code)).collect();
    let Some(dict) = encoding.dict() else { return names };
    let mut code = 0usize;
    for item in document.list(dict, b"Differences").into_iter().take(1024) {
        match item {
            Object::Int(number) => code = usize::try_from(*number).unwrap_or(256),
            Object::Name(name) => {
                if let Some(slot) = names.get_mut(code) {
                    *slot = Some(shown(name));
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    names
}

fn base_name(base: Option<&[u8]>, code: u8) -> Option<String> {
    let of = |character: char| {
        let mut room = [0; 64];
        match character {
            ' ' => Some("space".to_owned()),
            character => char_to_name(character, &mut room).map(str::to_owned),
        }
    };
    match (base, code) {
        (_, 0..32) => None,
        (Some(b"WinAnsiEncoding"), 0x80..=0x9f) => of(WINDOWS[usize::from(code - 0x80)]),
        (Some(b"WinAnsiEncoding"), _) => of(char::from(code)),
        (Some(b"MacRomanEncoding"), 0x80..) => of(MACINTOSH.chars().nth(usize::from(code - 0x80))?),
        (Some(b"MacRomanEncoding"), _) => of(char::from(code)),
        _ => {
            let name = PredefinedEncoding::Standard.name(code);
            (!name.is_empty() && name != ".notdef").then(|| name.to_owned())
        }
    }
}
