//! 转版: a story that is cut and goes on in another area, on another page.

use super::copy::Copy;

/// Where a story may be cut.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Cut {
    /// Behind any full line: its paragraph goes on without an indent.
    Line,
    /// Behind a sentence.
    #[default]
    Sentence,
    /// Behind a paragraph.
    Paragraph,
}

/// The place of an area in a story that is set in several. [`crate::engine::compose::divide`] makes
/// part-stories of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Jump {
    /// Which part of the story stands here, from 1.
    pub part: u16,
    /// How many parts there are.
    pub parts: u16,
    /// Where the part may end.
    pub cut: Cut,
    /// 下转: says at its end where the story goes on. `None` in the last part.
    pub to: Option<JumpLine>,
    /// 上接: says at its start where the story comes from. `None` in the first part.
    pub from: Option<JumpLine>,
}

/// The words of a jump line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JumpLine {
    /// With the words of the headline, where it has them.
    pub full: Copy,
    /// Without, for a column too narrow for them.
    pub short: Copy,
}

/// What of a story stands in one area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Which part it is, from 1.
    pub number: u16,
    /// How many there are.
    pub count: u16,
    /// Characters of the whole story, as the newsroom counts.
    pub characters: u32,
    /// 上接, and the rows that it takes at the start: more than one is free below it.
    pub from: Option<(JumpLine, u16)>,
    /// 下转, and the rows that it takes at the end: more than one is free above it.
    pub to: Option<(JumpLine, u16)>,
    /// Its first paragraph began in the part before: it has no indent.
    pub goes_on: bool,
    /// Its last paragraph goes on in the next part: its last line is full.
    pub breaks_off: bool,
}
