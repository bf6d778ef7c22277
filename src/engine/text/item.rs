//! A paragraph ready to be broken: flat items, the legal breaks with sums up to them.

use crate::base::color::Color;
use crate::base::diag::{FileId, Span};
use crate::base::units::{Length, Permille};
use crate::font::{FaceId, Posture};

use super::class::Class;
use super::rich::Beside;
use super::rules::LineRules;

/// A prepared paragraph. All widths are EMU along the line, horizontal scale included.
///
/// Invariant: the items cover `text` in order, and the `chars` of their glyphs add up to its
/// characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// The text.
    pub text: String,
    /// The file it comes from.
    pub file: FileId,
    /// Face, size and colour of the glyphs.
    pub looks: Vec<Look>,
    /// Clusters, in the order of the text.
    pub items: Vec<Item>,
    /// The glyphs of the items.
    pub glyphs: Vec<ItemGlyph>,
    /// The first is the start of the paragraph, the last its end.
    pub breaks: Vec<Break>,
    /// 1 em of the base style along the line.
    pub em: i64,
    /// Width of the widest stretch without a legal break, squeezed.
    pub widest: i64,
    /// Breaks after which a last line has fewer characters than the composition wants (C32), and
    /// breaks after which it has just as many: first index into `breaks` of either.
    pub short: (u32, u32),
    /// What its lines are set by.
    pub rules: LineRules,
    /// What stands beside its items: lines, ruby.
    pub beside: Vec<Beside>,
}

/// How a stretch is set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// The face.
    pub face: FaceId,
    /// The type size.
    pub size: Length,
    /// Horizontal scale.
    pub width: Permille,
    /// Colour.
    pub color: Color,
    /// How far it stands above the baseline; negative below it.
    pub raise: Length,
    /// How it stands on a vertical line; [`Posture::Level`] on a horizontal one, and for 纵中横排.
    pub posture: Posture,
    /// The hyphen that a broken word leaves behind: glyph and width.
    pub hyphen: (u16, i32),
    /// Stroke drawn round the glyphs, for a borrowed face that is too light.
    pub stroke: Length,
}

/// A cluster.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its first byte in the text.
    pub start: u32,
    /// Where it stands in the file.
    pub source: u32,
    /// Its first glyph.
    pub glyph: u32,
    /// Its width.
    pub advance: i32,
    /// The part of the width, at the left, that is blank: ½ em of an opener.
    pub left: i32,
    /// The part of the width, at the right, that is blank: ½ em of a stop or closer.
    pub right: i32,
    /// Natural space before it when it does not begin a line: tracking, the Han–Latin gap, less the
    /// two `tight`.
    pub before: i32,
    /// What the item before loses of its `right` to this one (C13, C14).
    pub tight_before: i32,
    /// What this one loses of its `left` to the item before (C13).
    pub tight: i32,
    /// Index into the looks.
    pub look: u16,
    /// Its class.
    pub class: Class,
    /// `Item::…` flags.
    pub flags: u16,
}

impl Item {
    /// The space before it takes part in letterspacing (C29 step 3).
    pub const STRETCH: u16 = 1;
    /// A Han–Latin gap stands before it (C19).
    pub const GAP: u16 = 2;
    /// An emphasis dot stands below it.
    pub const DOT: u16 = 4;
    /// Never a break before it.
    pub const GLUED: u16 = 8;
    /// It stands inside a word, number or address, not at its start.
    pub const INSIDE: u16 = 16;
    /// A break before it is legal though it is glued: in an address, after a hyphen.
    pub const SOFT: u16 = 32;
    /// A break before it is legal, and leaves a hyphen behind (C22).
    pub const HYPHEN: u16 = 64;
    /// A stop that may stand outside the measure (C18).
    pub const HANGS: u16 = 128;

    /// Whether it has a flag.
    pub fn has(self, flag: u16) -> bool {
        self.flags & flag != 0
    }
}

/// A glyph of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ItemGlyph {
    /// Its id in the face.
    pub id: u16,
    /// Characters it owns.
    pub chars: u8,
    /// Its origin, from the left edge of the item.
    pub x: i32,
}

/// Sums over the items up to some place of the paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    /// Natural width.
    pub width: i64,
    /// How much can be squeezed away.
    pub shrink: i64,
    /// How much word spaces and Han–Latin gaps stretch before letters are spaced.
    pub stretch: i64,
    /// Gaps that letterspacing may open.
    pub gaps: i32,
}

/// A place where a line may end and the next begin.
///
/// A line from break `a` to break `b` has the sums `b.stop - a.start`: what is dropped and halved at
/// line ends is in them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Break {
    /// The item with which the next line begins.
    pub at: u32,
    /// One past the last item of the line before: trailing spaces are dropped.
    pub end: u32,
    /// Sums before a line that begins here.
    pub start: Sums,
    /// Sums of a line that ends here.
    pub stop: Sums,
    /// Cost of breaking here.
    pub penalty: u32,
    /// What halving the mark at the line's end gives, where that is the first step of squeezing (C28).
    pub line_end: i32,
    /// The width of the stop at the line's end that would hang where the line does not fit with it (C18).
    pub may_hang: i32,
    /// The width of the stop that hangs in any case; not in `stop`.
    pub hangs: i32,
    /// The width of the hyphen that a break here leaves behind; in `stop` (C22).
    pub hyphen: i32,
}

impl Paragraph {
    /// Its width on one line, nothing squeezed.
    pub fn natural(&self) -> i64 {
        match self.breaks.as_slice() {
            [first, .., last] => last.stop.width - first.start.width,
            _ => 0,
        }
    }

    /// The place in the file of the items `start..end`.
    pub fn span(&self, start: u32, end: u32) -> Span {
        let Some(first) = self.items.get(start as usize) else {
            return Span { file: self.file, start: 0, end: 0 };
        };
        let last = self.items.get((end.max(start + 1) as usize).min(self.items.len()) - 1).unwrap_or(first);
        let bytes = self.text[last.start as usize..].chars().next().map_or(0, char::len_utf8) as u32;
        Span { file: self.file, start: first.source, end: last.source + bytes }
    }

    /// The text of the items `start..end`.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        let at = |item: u32| self.items.get(item as usize).map_or(self.text.len(), |item| item.start as usize);
        &self.text[at(start)..at(end).max(at(start))]
    }

    /// The text from item `start` on: the overset rest.
    pub fn rest(&self, start: u32) -> &str {
        self.slice(start, self.items.len() as u32)
    }
}
