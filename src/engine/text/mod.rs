//! From copy to paragraphs that can be broken: classes, widths, gaps, legal breaks.
//!
//! Rules are tables that cite their source by the numbers of the project's composition rules (C9 to
//! C29). Nothing here knows a measure, a column or a page.

mod breaks;
mod class;
mod context;
mod count;
mod head;
mod hyphen;
mod item;
mod missing;
mod prepare;
mod rules;
mod unit;
mod width;

pub use breaks::{FORCED_PENALTY, RESCUE_PENALTY, emergency_breaks};
pub use class::{Class, class_of, may_not_begin, may_not_end, squeeze_of};
pub use count::count_characters;
pub use head::prepare_head;
pub use item::{Break, Item, ItemGlyph, Look, Paragraph, Sums};
pub use prepare::prepare;
pub use rules::LineRules;

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
}

impl<'a> ParagraphStyles<'a> {
    /// One style for everything: heads, captions, furniture.
    pub fn plain(style: &'a TextStyle) -> ParagraphStyles<'a> {
        ParagraphStyles { base: style, strong: style, byline: style }
    }
}
