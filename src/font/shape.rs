//! Shapes text with a chain: each character in the first face that has it.

use super::book::{ChainId, FaceId, FontBook};
use super::face::is_plain_han;
use super::lang::Lang;

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
    /// Its variation selector asks for a form that the face lacks: this is the character's own.
    pub unvaried: bool,
}

/// Shapes `text` as script `Hani`, language `zh-Hans`, in the faces of `chain`.
///
/// Glyphs come in the order of the text and cover all of it: the `chars` add up to its characters.
/// Source: `fonts/README.md`, rules for the program that uses them.
pub fn shape(book: &FontBook, chain: ChainId, text: &str) -> Vec<Shaped> {
    shape_in(book, chain, text, Lang::Hans)
}

/// As [`shape`], in the forms of a language (C43).
///
/// A character and the marks that combine with it are drawn from one face: the first that has them
/// all, and can place them. A variation selector belongs to the ideograph before it.
pub fn shape_in(book: &FontBook, chain: ChainId, text: &str, lang: Lang) -> Vec<Shaped> {
    let mut shaper = Shaper { book, chain, text, lang, shaped: Vec::with_capacity(text.len() / 3 + 1), run: None };
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let end = cluster_end(text, at + character.len_utf8());
        shaper.cluster(character, at, end);
        at = end;
    }
    shaper.end_run(text.len());
    shaper.shaped
}

/// The end of the characters from byte `at` on that belong to the one before.
fn cluster_end(text: &str, at: usize) -> usize {
    let joins = text[at..].char_indices().find(|(_, character)| !joins_the_character_before(*character));
    joins.map_or(text.len(), |(offset, _)| at + offset)
}

struct Shaper<'a> {
    book: &'a FontBook,
    chain: ChainId,
    text: &'a str,
    lang: Lang,
    shaped: Vec<Shaped>,
    /// Characters of one face that are not shaped yet: from which byte on.
    run: Option<(FaceId, usize)>,
}

impl Shaper<'_> {
    /// A character, and what joins it, at the bytes `at..end`.
    fn cluster(&mut self, character: char, at: usize, end: usize) {
        let marks = &self.text[at + character.len_utf8()..end];
        let combines = marks.chars().any(|mark| !is_variation_selector(mark) && !is_joiner(mark));
        let face = if combines { self.face_of_all(character, at..end) } else { None };
        let found = match face {
            Some(face) => Some((face, 0, 0)),
            None if combines => None,
            None => self.book.look_up(self.chain, character, self.lang).map(|one| (one.face, one.glyph, one.advance)),
        };
        let alone = is_plain_han(character) || self.is_made(found);
        if let Some((face, _)) = self.run
            && (found.map(|(face, ..)| face) != Some(face) || alone)
        {
            self.end_run(at);
        }
        match found {
            None => self.missing(at, self.text[at..end].chars().count()),
            Some((face, glyph, advance)) if alone && !combines => {
                self.push(Shaped { glyph, advance, start: at as u32, chars: 1, ..self.blank(face) });
                self.vary(character, marks);
            }
            Some((face, ..)) => {
                self.run = self.run.or(Some((face, at)));
                if alone {
                    self.end_run(end);
                }
            }
        }
    }

    /// The first face that has a character and all that combines with it, and can place the marks on
    /// the line of the text.
    fn face_of_all(&self, character: char, range: std::ops::Range<usize>) -> Option<FaceId> {
        let faces = &self.book.chain(self.chain).faces;
        faces.iter().copied().find(|&face| {
            let face = self.book.face(face);
            face.glyph(character).is_some() && {
                let glyphs = face.shape(&self.text[range.clone()], self.lang);
                !glyphs.is_empty() && glyphs.iter().all(|glyph| glyph.glyph != 0 && glyph.y_offset == 0)
            }
        })
    }

    /// Gives the ideograph that was pushed last its selectors, and the form they ask for.
    fn vary(&mut self, character: char, marks: &str) {
        let Some(last) = self.shaped.last_mut() else { return };
        for mark in marks.chars() {
            last.chars = last.chars.saturating_add(1);
            if is_joiner(mark) {
                continue;
            }
            match self.book.face(last.face).variant(character, mark) {
                Some((glyph, advance)) => (last.glyph, last.advance) = (glyph, advance),
                None => last.unvaried = true,
            }
        }
    }

    fn is_made(&self, found: Option<(FaceId, u16, i32)>) -> bool {
        found.is_some_and(|(face, ..)| self.book.made(self.chain).is_some_and(|made| made.face == face))
    }

    fn push(&mut self, glyph: Shaped) {
        self.shaped.push(glyph);
    }

    /// A glyph of `face` with nothing in it.
    fn blank(&self, face: FaceId) -> Shaped {
        let borrowed = self.book.is_borrowed(self.chain, face);
        Shaped {
            face,
            glyph: 0,
            start: 0,
            chars: 0,
            advance: 0,
            x_offset: 0,
            missing: false,
            borrowed,
            unvaried: false,
        }
    }

    fn missing(&mut self, at: usize, chars: usize) {
        let face = self.book.chain(self.chain).faces[0];
        let chars = chars.min(255) as u8;
        self.push(Shaped { start: at as u32, chars, advance: 1000, missing: true, ..self.blank(face) });
    }

    /// Shapes the run in hand, which ends before byte `end`.
    fn end_run(&mut self, end: usize) {
        let Some((face, start)) = self.run.take() else { return };
        let run = &self.text[start..end];
        let blank = self.blank(face);
        let mut characters = run.chars();
        if let (Some(only), None) = (characters.next(), characters.next())
            && let Some((glyph, advance)) = self.book.face(face).glyph_in(only, self.lang)
        {
            self.push(Shaped { glyph, start: start as u32, chars: 1, advance, ..blank });
            return;
        }
        let glyphs = self.book.face(face).shape(run, self.lang);
        let first = self.shaped.len();
        for glyph in &glyphs {
            self.push(Shaped {
                glyph: glyph.glyph,
                start: start as u32 + glyph.cluster,
                advance: glyph.advance,
                x_offset: glyph.x_offset,
                missing: glyph.glyph == 0,
                ..blank
            });
        }
        // The first glyph of each cluster owns its characters.
        let mut next = end;
        for index in (first..self.shaped.len()).rev() {
            let at = self.shaped[index].start as usize;
            let opens = index == first || self.shaped[index - 1].start != self.shaped[index].start;
            if opens {
                self.shaped[index].chars = self.text[at..next].chars().count().min(255) as u8;
                next = at;
            }
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

/// Whether a character selects a form of the one before it.
pub fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}'..='\u{200d}')
}
