//! 造字: stretches of copy that are one glyph, drawn for the paper.

use crate::model::{Copy, Inline};

use super::class::Class;
use super::context::Char;
use super::item::ItemGlyph;
use super::missing::Form;
use super::prepare::{Builder, Stretch};

/// Gives the characters of such stretches the class of an ideograph: what names the glyph is no word,
/// whatever letters it has.
pub(super) fn set_like_han(copy: &Copy, chars: &mut [Char]) {
    for span in copy.spans.iter().filter(|span| span.kind.has(Inline::GLYPH)) {
        let first = chars.partition_point(|char| char.at < span.start);
        chars[first..].iter_mut().take_while(|char| char.at < span.end).for_each(|char| char.class = Class::Han);
    }
}

impl Builder<'_> {
    /// Sets the characters `at..limit` as the glyph that they name. False, and told, when there is no
    /// such glyph: the words then stand for themselves.
    pub(super) fn set_made(&mut self, at: usize, limit: usize, stretch: &Stretch<'_>) -> bool {
        let Some(&char) = self.chars.get(at) else { return false };
        let from = char.at as usize;
        let to = self.chars.get(limit).map_or(self.text.len(), |next| next.at as usize);
        let name = &self.text[from..to];
        let made = self.fonts.made(stretch.style.chain);
        let found = made.and_then(|made| Some((made.face, made.named(name)?, made)));
        let count = limit - at;
        let Some((face, glyph, made)) = found.filter(|_| count <= usize::from(u8::MAX)) else {
            self.troubles.undrawn(char, stretch.style.chain, name.to_owned());
            return false;
        };
        if made.is_borrowed(glyph) {
            self.troubles.lacks_form(char, face, Form::Drawing(name.to_owned(), stretch.style.chain));
        }
        self.push(at, stretch, face, 1000, count);
        self.glyphs.push(ItemGlyph { id: glyph, chars: count as u8, x: 0 });
        true
    }
}
