//! Shapes text with a chain: each character in the first face that has it.

use super::book::{ChainId, FaceId, FontBook};
use super::face::is_plain_han;

/// One glyph of shaped text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shaped {
    /// The face it is in.
    pub face: FaceId,
    /// Its id there; 0 when `missing`.
    pub glyph: u16,
    /// First byte of its cluster in the text.
    pub start: u32,
    /// Characters of its cluster; 2 for `——`, 0 for the further glyphs of a cluster.
    pub chars: u8,
    /// Advance, in thousandths of an em.
    pub advance: i32,
    /// Shift of the glyph to the right, in thousandths of an em.
    pub x_offset: i32,
    /// No face of the chain has the character.
    pub missing: bool,
    /// It stands in another face than the chain's first, though the first has Chinese marks and
    /// letters of its own: a borrowed character, at another weight.
    pub borrowed: bool,
}

/// Shapes `text` as script `Hani`, language `zh-Hans`, in the faces of `chain`.
///
/// Glyphs come in the order of the text and cover all of it: the `chars` add up to its characters.
/// Source: `fonts/README.md`, rules for the program that uses them.
pub fn shape(book: &FontBook, chain: ChainId, text: &str) -> Vec<Shaped> {
    let mut shaped = Vec::with_capacity(text.len() / 3 + 1);
    let mut run: Option<(FaceId, usize)> = None;
    for (at, character) in text.char_indices() {
        if joins_the_character_before(character) && (run.is_some() || !shaped.is_empty()) {
            // A variation selector, joiner or combining mark belongs to the run before it.
            if run.is_none()
                && let Some(Shaped { face, start, missing: false, .. }) = shaped.last().copied()
            {
                shaped.pop();
                run = Some((face, start as usize));
            }
            if run.is_some() {
                continue;
            }
        }
        let found = find(book, chain, character);
        if let Some((face, start)) = run
            && (found.map(|(face, ..)| face) != Some(face) || is_plain_han(character))
        {
            shape_run(book, chain, face, text, start..at, &mut shaped);
            run = None;
        }
        match found {
            None => shaped.push(missing(book, chain, at)),
            Some((face, glyph, advance)) if is_plain_han(character) => shaped.push(Shaped {
                face,
                glyph,
                start: at as u32,
                chars: 1,
                advance,
                x_offset: 0,
                missing: false,
                borrowed: is_borrowed(book, chain, face),
            }),
            Some((face, ..)) => run = run.or(Some((face, at))),
        }
    }
    if let Some((face, start)) = run {
        shape_run(book, chain, face, text, start..text.len(), &mut shaped);
    }
    shaped
}

fn find(book: &FontBook, chain: ChainId, character: char) -> Option<(FaceId, u16, i32)> {
    book.chain(chain)
        .faces
        .iter()
        .find_map(|&face| book.face(face).glyph(character).map(|(glyph, advance)| (face, glyph, advance)))
}

pub(super) fn missing(book: &FontBook, chain: ChainId, at: usize) -> Shaped {
    let face = book.chain(chain).faces[0];
    Shaped { face, glyph: 0, start: at as u32, chars: 1, advance: 1000, x_offset: 0, missing: true, borrowed: false }
}

/// 楷 and 仿宋 borrow by design: their first file holds no marks, and the supplement completes it.
pub(super) fn is_borrowed(book: &FontBook, chain: ChainId, face: FaceId) -> bool {
    use super::Role::{Hei, Song};
    let chain = book.chain(chain);
    face != chain.faces[0] && matches!(chain.role, Song | Hei)
}

fn shape_run(
    book: &FontBook,
    chain: ChainId,
    face: FaceId,
    text: &str,
    range: std::ops::Range<usize>,
    shaped: &mut Vec<Shaped>,
) {
    let run = &text[range.clone()];
    let borrowed = is_borrowed(book, chain, face);
    let start = range.start as u32;
    let mut characters = run.chars();
    if let (Some(only), None) = (characters.next(), characters.next())
        && let Some((glyph, advance)) = book.face(face).glyph(only)
    {
        shaped.push(Shaped { face, glyph, start, chars: 1, advance, x_offset: 0, missing: false, borrowed });
        return;
    }
    let glyphs = book.face(face).shape(run);
    let first = shaped.len();
    for glyph in &glyphs {
        shaped.push(Shaped {
            face,
            glyph: glyph.glyph,
            start: start + glyph.cluster,
            chars: 0,
            advance: glyph.advance,
            x_offset: glyph.x_offset,
            missing: glyph.glyph == 0,
            borrowed,
        });
    }
    // The first glyph of each cluster owns its characters.
    let mut next = range.end;
    for index in (first..shaped.len()).rev() {
        let at = shaped[index].start as usize;
        let opens = index == first || shaped[index - 1].start != shaped[index].start;
        if opens {
            shaped[index].chars = text[at..next].chars().count().min(255) as u8;
            next = at;
        }
    }
}

/// How a run stands on the page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Posture {
    /// From left to right on a baseline.
    #[default]
    Level,
    /// From top to bottom, each glyph upright, its vertical origin on the line (C40).
    Upright,
    /// From top to bottom, turned to the right by a quarter, baseline and all (C40).
    Turned,
}

/// Whether a character belongs to the cluster of the one before: variation selectors, joiners and
/// combining marks.
pub fn joins_the_character_before(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}'
            | '\u{200c}'..='\u{200d}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{302a}'..='\u{302f}'
            | '\u{3099}'..='\u{309a}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}
