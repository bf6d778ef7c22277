//! Shapes what stands upright in a vertical line and is more than one character: `——`, `……`, a character
//! with its variation selector.

use super::book::{ChainId, FaceId, FontBook};
use super::shape::{Shaped, joins_the_character_before};

/// Shapes `text` for a vertical line in the first face of `chain` that has all its characters; advances
/// run down.
///
/// Glyphs come in the order of the text and cover all of it: the `chars` add up to its characters.
/// Source: `fonts/README.md`: `——` has one vertical glyph of two em.
pub fn shape_down(book: &FontBook, chain: ChainId, text: &str) -> Vec<Shaped> {
    let has_all = |face: &&FaceId| {
        text.chars()
            .all(|character| joins_the_character_before(character) || book.face(**face).glyph(character).is_some())
    };
    let Some(&face) = book.chain(chain).faces.iter().find(has_all) else {
        return text.char_indices().map(|(at, _)| missing(book, chain, at)).collect();
    };
    let borrowed = book.is_borrowed(chain, face);
    let glyphs = book.face(face).shape_down(text);
    let shaped = glyphs.iter().enumerate().map(|(index, glyph)| {
        let start = glyph.cluster as usize;
        let opens = index == 0 || glyphs[index - 1].cluster != glyph.cluster;
        let next = glyphs[index + 1..].iter().find(|other| other.cluster != glyph.cluster);
        let end = next.map_or(text.len(), |other| other.cluster as usize);
        let own = text.get(start..end).map_or(0, |own| own.chars().count());
        Shaped {
            face,
            glyph: glyph.glyph,
            start: glyph.cluster,
            chars: if opens { own.min(255) as u8 } else { 0 },
            advance: glyph.advance,
            // The vertical origin is on the line, whatever the glyph's width.
            x_offset: 0,
            missing: glyph.glyph == 0,
            borrowed,
            unvaried: false,
        }
    });
    shaped.collect()
}

/// A character that no face has.
fn missing(book: &FontBook, chain: ChainId, at: usize) -> Shaped {
    Shaped {
        face: book.chain(chain).faces[0],
        glyph: 0,
        start: at as u32,
        chars: 1,
        advance: 1000,
        x_offset: 0,
        missing: true,
        borrowed: false,
        unvaried: false,
    }
}
