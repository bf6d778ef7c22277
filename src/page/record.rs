//! What was set where: for reports, proofs and the manifest.

use crate::base::diag::Span;
use crate::base::geom::Rect;
use crate::base::units::{Em, Length, Permille};

/// The record of one page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Record {
    /// The page's number.
    pub page: u16,
    /// Its areas of copy, in the order of the page description.
    pub areas: Vec<AreaRecord>,
    /// What stands where, in the order of the areas.
    pub blocks: Vec<Block>,
}

/// A thing that an editor would point at, and its box: what the make-up lint and proofs look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Index of its area in the page description.
    pub area: u16,
    /// Index of its story in the edition.
    pub story: Option<u32>,
    /// What it is.
    pub kind: BlockKind,
    /// Its box on the page: of type and pictures what is inked, of areas their cells.
    pub at: Rect,
    /// Where it is described: of copy the place in its file.
    pub span: Span,
}

/// The kinds of block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// One rectangle of an area.
    Area,
    /// The box round an area.
    Frame,
    /// A head with all its parts.
    Head {
        /// The size chosen for the headline.
        size: Length,
        /// How many lines the headline has.
        lines: u16,
        /// 竖题.
        vertical: bool,
        /// The headline, as printed.
        text: String,
        /// How it was made to fit.
        fit: Box<HeadFit>,
    },
    /// 小标题.
    Crosshead,
    /// Lines of copy, uninterrupted, in one column.
    Text {
        /// Column of the area, from 0, over all its rectangles.
        column: u16,
        /// How many lines.
        lines: u16,
    },
    /// A line of copy that stands alone, or hardly has a character; it is part of a run of lines too.
    Loose(Loose),
    /// A picture.
    Picture {
        /// Index in the edition.
        picture: u32,
    },
    /// The caption and credit of a picture.
    Caption {
        /// Index of the picture in the edition.
        picture: u32,
    },
    /// A rule on its own.
    Rule {
        /// Downwards.
        vertical: bool,
    },
    /// An advertisement.
    Ad,
    /// A box in the columns of copy: a pull quote, a fact box, furniture.
    Insert,
    /// 补白.
    Filler,
    /// 下转 or 上接: a jump line.
    Jump {
        /// 下转.
        to: bool,
    },
    /// One item of furniture.
    Furniture {
        /// The type size, where it is text.
        size: Option<Length>,
    },
}

/// Why a line of copy is noted by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Loose {
    /// The first line of a paragraph that goes on in another column.
    First,
    /// The last line of a paragraph that began in another column.
    Last {
        /// How much of the measure it fills, in thousandths.
        share: u16,
    },
    /// The last line of a paragraph, of so few characters; marks do not count.
    Short {
        /// How many.
        characters: u8,
    },
}

/// How a headline was made to fit its measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeadFit {
    /// The working name of its story.
    pub story: String,
    /// The size chosen.
    pub size: Length,
    /// The largest of its style.
    pub largest: Length,
    /// Added between two characters, beside the style's own tracking: positive for a short head that was opened,
    /// negative for a long one that was tightened.
    pub tracking: Em,
    /// 长/扁: horizontal scale.
    pub width: Permille,
    /// 竖题.
    pub vertical: bool,
    /// Whether it fits.
    pub fits: bool,
    /// Its lines, as broken.
    pub lines: Vec<String>,
}

impl Default for HeadFit {
    fn default() -> Self {
        let (size, tracking, width) = (Length::ZERO, Em(0), Permille::FULL);
        HeadFit {
            story: String::new(),
            size,
            largest: size,
            tracking,
            width,
            vertical: false,
            fits: true,
            lines: Vec::new(),
        }
    }
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
    /// 字 to a line of its narrowest column.
    pub cells: u16,
    /// What the settings chosen for its paragraphs cost beyond the best of each, to fill the columns.
    pub strain: u32,
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
    /// Rows taken: lines, cross-heads, its head in the column.
    pub rows: u32,
    /// The size of the headline that was chosen, in hundredths of a point.
    pub headline_size: u32,
    /// What found no room.
    pub overset: Option<Overset>,
    /// When only a part of it stands here; `characters` are those of the whole story.
    pub part: Option<StoryPart>,
    /// The cheapest cuts that save a line, the shortest first; empty unless asked for and overset.
    pub cuts: Vec<Cut>,
}

/// A part of a story that is set in several areas.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoryPart {
    /// Which, from 1.
    pub number: u16,
    /// Of how many.
    pub count: u16,
    /// Its own characters.
    pub characters: u32,
}

impl StoryRecord {
    /// The characters that are to stand in this area.
    pub fn own_characters(&self) -> u32 {
        self.part.map_or(self.characters, |part| part.characters)
    }
}

/// So many characters less, wherever in the paragraph, and the story is so many lines shorter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cut {
    /// The paragraph, from 1; cross-heads do not count.
    pub paragraph: u32,
    /// Characters, as the newsroom counts.
    pub characters: u32,
    /// Lines saved.
    pub lines: u32,
    /// Where the paragraph begins.
    pub span: Span,
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
