//! From copy to paragraphs that can be broken: classes, widths, gaps, legal breaks.
//!
//! Rules are tables that cite their source by the numbers of the project's composition rules (C9 to
//! C29). Nothing here knows a measure, a column or a page.

mod breaks;
mod builder;
mod class;
mod context;
mod count;
mod figures;
mod head;
mod hyphen;
mod initial;
mod item;
mod made;
mod missing;
mod numeral;
mod prepare;
mod rich;
mod rules;
mod sentence;
mod unit;
mod vertical;
mod width;
mod words;

pub use breaks::{FORCED_PENALTY, RESCUE_PENALTY, emergency_breaks};
pub use class::{Class, class_of, may_not_begin, may_not_end, squeeze_of};
pub use count::count_characters;
pub use figures::{is_bullet, tail_of_number};
pub use head::{HeadWords, head_words, prepare_head, prepare_head_along, price_words};
pub use initial::initial_length;
pub use item::{Break, Item, ItemGlyph, Look, Paragraph, Sums};
pub use prepare::{prepare, prepare_along};
pub use rich::{Beside, BesideKind};
pub use rules::LineRules;
pub use sentence::sentence_ends;

use crate::base::units::{Em, Length};
use crate::model::TextStyle;

/// The styles of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ParagraphStyles<'a> {
    /// What no span covers.
    pub base: &'a TextStyle,
    /// `**…**`.
    pub strong: &'a TextStyle,
    /// 电头.
    pub byline: &'a TextStyle,
    /// 注音.
    pub ruby: Small<'a>,
    /// Signs of notes.
    pub note: Small<'a>,
}

/// A style of type that is set beside other type, and grows with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Small<'a> {
    /// Its face and colour.
    pub style: &'a TextStyle,
    /// Its size beside type of the second size.
    pub sizes: (Length, Length),
}

impl Small<'_> {
    /// Its size beside type of size `size`.
    pub fn size(&self, size: Length) -> Length {
        size.scale(self.sizes.0.get(), self.sizes.1.get())
    }
}

/// 注音 and signs of notes beside type that has no styles for them, in thousandths of its size.
const RUBY_AND_NOTE: (Em, Em) = (Em(450), Em(600));

impl<'a> ParagraphStyles<'a> {
    /// One style for everything: heads, captions, furniture.
    pub fn plain(style: &'a TextStyle) -> ParagraphStyles<'a> {
        let small = |share: Em| Small { style, sizes: (share.at(style.size), style.size) };
        let (ruby, note) = (small(RUBY_AND_NOTE.0), small(RUBY_AND_NOTE.1));
        ParagraphStyles { base: style, strong: style, byline: style, ruby, note }
    }
}
