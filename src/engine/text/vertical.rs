//! Vertical lines: what stands upright, what is turned, and figures side by side (C40).
//!
//! A turned stretch is set as in a horizontal line and turned as a whole. What stands upright has 1 em
//! along the line and its own vertical form where the face has one. The text stays as it is: “ ” are
//! drawn as 『 』 and are still “ ” to who copies them out.
//!
//! Source: clreq, vertical writing mode; UAX #50 for which character is turned; GB/T 15834, 5.2 (marks in
//! vertical text).

use crate::base::units::Permille;
use crate::font::{FaceId, FigureForm, Posture, shape_down};
use crate::model::Inline;

use super::builder::{Builder, Stretch, scale};
use super::class::Class;
use super::context::Char;
use super::item::ItemGlyph;
use super::unit;

/// Most figures that stand side by side on 1 em; longer numbers are turned (C40).
const FIGURES_ACROSS: usize = 3;
/// Most characters of a stretch marked upright that do; more of them stand one below another.
const MARKED_ACROSS: usize = 4;
/// 1 em.
const EM: i32 = 1000;
/// What joins two numbers and stands upright between them: `3～5日`.
const JOINS: &[char] = &['～', '〜', '—'];

/// Whether a mark has no blank half in a vertical line: `： ； ！ ？` keep 1 em.
///
/// Source: clreq, as C17 has it.
pub(super) fn is_whole(char: Char) -> bool {
    matches!(char.class, Class::Colon | Class::Exclaim) || char.character == '；'
}

impl Builder<'_> {
    /// Sets the characters `at..limit` of a vertical line.
    pub(super) fn set_down(&mut self, mut at: usize, limit: usize, stretch: &Stretch<'_>, kind: Inline) {
        let upright = kind.has(Inline::UPRIGHT);
        if upright && (2..=MARKED_ACROSS).contains(&(limit - at)) && self.set_across(at, limit, stretch) {
            return;
        }
        while at < limit {
            let end = unit_end(self.chars, at, limit);
            let unit = &self.chars[at..end];
            if !upright && in_phrase(self.chars, at, end) {
                self.set_along(at, end, &turned(stretch));
                at = end;
            } else if upright || end == at + 1 && stands_upright(unit[0]) {
                let alone = upright && unit[0].class == Class::Letter;
                let next = if alone { at + 1 } else { self.cluster_end(at, limit) };
                self.set_upright(at, next, stretch);
                at = next;
            } else if is_short_figures(unit) {
                at = self.set_figures(at, end, stretch);
            } else {
                self.set_along(at, end, &turned(stretch));
                at = end;
            }
        }
    }

    /// Short numbers, each on 1 em, and what joins them; gives the next index.
    fn set_figures(&mut self, mut at: usize, end: usize, stretch: &Stretch<'_>) -> usize {
        while at < end {
            let figures = figures(&self.chars[at..end]);
            if figures < 2 || !self.set_across(at, at + figures, stretch) {
                let next = at + figures.max(1);
                (at..next).for_each(|index| self.set_upright(index, index + 1, stretch));
            }
            at += figures.max(1);
        }
        end
    }

    /// The characters `at..end` side by side on 1 em, made narrower where they are wider together; false
    /// when a face lacks one of them.
    fn set_across(&mut self, at: usize, end: usize, stretch: &Stretch<'_>) -> bool {
        let mut glyphs = Vec::with_capacity(end - at);
        let faces = &self.fonts.chain(stretch.style.chain).faces;
        let all = |face: &FaceId| {
            self.chars[at..end].iter().map(|char| self.across(*face, char.character)).collect::<Option<Vec<_>>>()
        };
        let Some((face, found)) = faces.iter().find_map(|face| Some((*face, all(face)?))) else { return false };
        if self.fonts.is_borrowed(stretch.style.chain, face) {
            for char in &self.chars[at..end] {
                self.troubles.borrowed(*char, stretch.style.chain, face, char.character.to_string());
            }
        }
        let sum: i32 = found.iter().map(|(_, advance)| advance).sum();
        // Thousandths of thousandths: the scale at which the whole is 1 em wide.
        let widest = (EM * EM / sum.max(1)).clamp(1, i32::from(u16::MAX)) as u16;
        let width = Permille(stretch.width.0.min(widest));
        let em = width.of(stretch.style.size).get();
        let mut x = -sum / 2;
        for (glyph, advance) in found {
            glyphs.push(ItemGlyph { id: glyph, chars: 1, x: scale(x, em) });
            x += advance;
        }
        let level = Stretch { width, posture: Posture::Level, ..*stretch };
        self.push_as(Class::Han, at, &level, face, EM, end - at);
        self.mark_across();
        self.glyphs.append(&mut glyphs);
        true
    }

    /// The glyph of a character that stands beside others on 1 em, and its advance: figures of ½ em where
    /// the face has them.
    fn across(&self, face: FaceId, character: char) -> Option<(u16, i32)> {
        let face = self.fonts.face(face);
        face.figure(character, FigureForm::Half).or_else(|| face.glyph(character))
    }

    /// One cluster upright on the line.
    fn set_upright(&mut self, at: usize, next: usize, stretch: &Stretch<'_>) {
        let stretch = &Stretch { posture: Posture::Upright, ..*stretch };
        let char = self.chars[at];
        let whole = matches!(char.class, Class::Dash | Class::Ellipsis);
        if next == at + 1 && !whole && self.set_upright_single(at, stretch) {
            return;
        }
        let to = self.chars.get(next).map_or(self.text.len(), |char| char.at as usize);
        let shaped = shape_down(self.fonts, stretch.style.chain, &self.text[char.at as usize..to]);
        self.set_clusters(at, &shaped, whole, stretch);
    }

    /// One character by its own glyph; false when no face of the chain has it.
    fn set_upright_single(&mut self, at: usize, stretch: &Stretch<'_>) -> bool {
        let char = self.chars[at];
        let (chain, lang) = (stretch.style.chain, stretch.lang(char.class));
        let find = |drawn: char| {
            let found = self.fonts.look_up(chain, drawn, lang)?;
            // Of ideographs only the language matters, of all else the form for vertical lines.
            let upright = if char.class.is_han() { None } else { self.fonts.face(found.face).upright(drawn) };
            Some((found.face, upright.map_or(found.glyph, |(glyph, _)| glyph), found.borrowed))
        };
        let Some((face, glyph, borrowed)) = find(drawn_as(char)).or_else(|| find(char.character)) else { return false };
        if borrowed {
            self.troubles.borrowed(char, chain, face, char.character.to_string());
        }
        self.tell_form(char, stretch, face);
        let advance = match char.class {
            Class::Space => self.fonts.face(face).glyph(char.character).map_or(EM, |(_, advance)| advance),
            _ => EM,
        };
        // A letter or figure alone is set like an ideograph.
        let class = if char.class.is_west() { Class::Han } else { char.class };
        self.push_as(class, at, stretch, face, advance, 1);
        self.glyphs.push(ItemGlyph { id: glyph, chars: 1, x: 0 });
        true
    }
}

fn turned<'a>(stretch: &Stretch<'a>) -> Stretch<'a> {
    Stretch { posture: Posture::Turned, width: Permille::FULL, ..*stretch }
}

/// The end of the word, number or address that begins at `at`.
fn unit_end(chars: &[Char], at: usize, limit: usize) -> usize {
    let inside = |char: &&Char| char.flags & unit::INSIDE != 0;
    at + 1 + chars[at + 1..limit].iter().take_while(inside).count()
}

/// Whether the western text `at..end`, or a space, has more of it beside it: `Vitamin C` is turned whole.
fn in_phrase(chars: &[Char], at: usize, end: usize) -> bool {
    let west = |index: Option<usize>| index.and_then(|index| chars.get(index)).is_some_and(|char| char.class.is_west());
    let space =
        |index: Option<usize>| index.and_then(|index| chars.get(index)).is_some_and(|char| char.class == Class::Space);
    match chars[at].class {
        Class::Space => west(at.checked_sub(1)) && west(Some(end)),
        class if class.is_west() => {
            (space(at.checked_sub(1)) && west(at.checked_sub(2))) || (space(Some(end)) && west(Some(end + 1)))
        }
        _ => false,
    }
}

/// How many figures a stretch begins with.
fn figures(chars: &[Char]) -> usize {
    chars.iter().take_while(|char| char.class == Class::Digit).count()
}

/// Whether a unit is a number of at most three figures, with a sign that stands upright after it, or
/// several such numbers joined: `12`, `35℃`, `3～5`.
fn is_short_figures(unit: &[Char]) -> bool {
    let mut rest = unit;
    loop {
        let count = figures(rest);
        if !(1..=FIGURES_ACROSS).contains(&count) {
            return false;
        }
        rest = match &rest[count..] {
            [] => return true,
            [sign] => return sign.class == Class::Postfix && stands_upright(*sign),
            [join, after @ ..] if JOINS.contains(&join.character) => after,
            _ => return false,
        };
    }
}

/// Whether a character that stands alone is upright in a vertical line.
///
/// Source: UAX #50, property Vertical_Orientation: U, Tu and Tr, the last two by a form of the face.
fn stands_upright(char: Char) -> bool {
    match char.class {
        Class::WestOpen | Class::WestClose => false,
        Class::Sign | Class::Prefix | Class::Postfix | Class::Connector | Class::Hyphen | Class::Solidus => {
            let code = char.character as u32;
            matches!(char.character, '§' | '©' | '®' | '±' | '×' | '÷' | '‰' | '—' | '№' | '℃' | '℉')
                || code >= 0x2e80 && char.character != '－'
        }
        // Arrows follow the line.
        Class::Han => !('\u{2190}'..='\u{21ff}').contains(&char.character),
        _ => true,
    }
}

/// The character whose vertical form is drawn.
///
/// Source: clreq, quotation marks: simplified Chinese has “ ” ‘ ’ in horizontal lines and 『 』 「 」 in
/// vertical ones, double first, then single; GB/T 15834 the same, as ﹃ ﹄ ﹁ ﹂.
fn drawn_as(char: Char) -> char {
    match (char.character, char.class) {
        ('“', Class::Opener) => '『',
        ('”', Class::Closer) => '』',
        ('‘', Class::Opener) => '「',
        ('’', Class::Closer) => '」',
        (other, _) => other,
    }
}
