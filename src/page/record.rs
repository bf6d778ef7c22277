//! What was set where: for reports, proofs and the manifest.

use crate::base::diag::Span;

/// The record of one page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Record {
    /// The page's number.
    pub page: u16,
    /// Its areas of copy, in the order of the page description.
    pub areas: Vec<AreaRecord>,
}

/// The fill of one area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AreaRecord {
    /// Its name.
    pub area: String,
    /// Where it is described.
    pub span: Span,
    /// Rows for copy, over all columns.
    pub room: u32,
    /// Rows that copy takes, cross-heads and heads in the column included.
    pub used: u32,
    /// Empty rows at the foot of each column.
    pub holes: Vec<u16>,
    /// Its stories.
    pub stories: Vec<StoryRecord>,
}

/// What became of one story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoryRecord {
    /// Its working name.
    pub slug: String,
    /// Its headline, as printed.
    pub headline: String,
    /// Characters of the body as the newsroom counts: Han and marks one each, two figures or letters
    /// to a 字; spaces none.
    pub characters: u32,
    /// Lines set.
    pub lines: u32,
    /// The size of the headline that was chosen, in hundredths of a point.
    pub headline_size: u32,
    /// What found no room.
    pub overset: Option<Overset>,
}

/// Copy that found no room.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overset {
    /// Characters, as the newsroom counts.
    pub characters: u32,
    /// Lines.
    pub lines: u32,
    /// The text itself.
    pub text: String,
    /// Where it begins.
    pub span: Span,
}
