//! What changed between two proofs: 改 (other words), 排 (broken otherwise), 移 (elsewhere), and boxes and
//! pictures that are new, gone, moved, resized, cropped otherwise or replaced.
//!
//! ```text
//! stories by name, else by likeness -> paragraphs by their text -> characters -> lines, by what they hold
//! ```
//!
//! Source: `algorithms.md` 9, Record diff.

mod boxes;
mod expected;
mod html;
mod json;
mod lines;
mod stories;
mod words;

use crate::page::layout::Layout;

pub use expected::{Expected, Ticked, tick};
pub use html::html;
pub use json::json;
pub use words::{summary, text};

/// All that differs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Difference {
    /// Words that were changed, in the order of the new proof.
    pub changes: Vec<Change>,
    /// Lines that differ, in the order of the new proof.
    pub lines: Vec<LineChange>,
    /// Boxes and pictures.
    pub boxes: Vec<BoxChange>,
    /// Stories that are only in the new one.
    pub added: Vec<String>,
    /// Stories that are only in the old one.
    pub removed: Vec<String>,
    /// Stories that have another name: old and new.
    pub renamed: Vec<(String, String)>,
    /// Pages that only one of them has: number, and whether it is the new one.
    pub pages: Vec<(u16, bool)>,
}

/// 改一处: characters replaced, put in or taken out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The story, or the area of furniture with a colon before it.
    pub story: String,
    /// On which page of the new proof; of the old one where it is gone.
    pub page: u16,
    /// Where it is written, in the new copy; in the old one where it is gone.
    pub place: String,
    /// What stood there.
    pub old: String,
    /// What stands there.
    pub new: String,
    /// A few characters before and behind, in the new copy.
    pub around: (String, String),
    /// The whole paragraph, old and new: what an expected correction is looked for in.
    pub paragraph: (String, String),
    /// Bytes of the paragraph, old and new.
    pub range: ((usize, usize), (usize, usize)),
}

/// What became of a line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    /// 改: its words differ.
    Edited,
    /// 排: the same words, broken otherwise.
    Reset,
    /// 移: the same line elsewhere.
    Moved,
    /// Taken out: a line of the old proof with words that are gone.
    Gone,
}

/// A line that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineChange {
    /// What became of it.
    pub fate: Fate,
    /// Its story.
    pub story: String,
    /// The page, of the new proof; of the old one for [`Fate::Gone`].
    pub page: u16,
    /// Its characters.
    pub text: String,
    /// Its box on that page: left, top, width, height.
    pub at: [i64; 4],
    /// Where it stood: page, left and baseline; for [`Fate::Moved`].
    pub from: Option<(u16, [i64; 2])>,
}

/// What became of a box or a picture.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum BoxFate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Elsewhere, as large.
    Moved,
    /// Of another size.
    Resized,
    /// The same picture, another part of it.
    Cropped,
    /// Another picture.
    Replaced,
}

/// A box or a picture that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BoxChange {
    /// What became of it.
    pub fate: BoxFate,
    /// The page, of the new proof; of the old one when it is gone.
    pub page: u16,
    /// Its area.
    pub area: String,
    /// `picture`, or the kind of box.
    pub kind: String,
    /// The file of a picture.
    pub file: String,
    /// Its box then: left, top, width, height.
    pub old: Option<[i64; 4]>,
    /// Its box now.
    pub new: Option<[i64; 4]>,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Difference::default()
    }

    /// How many lines have this fate.
    pub fn lines_of(&self, fate: Fate) -> usize {
        self.lines.iter().filter(|line| line.fate == fate).count()
    }

    /// Characters that were changed: of each place what was put in, or what was taken out if that is more.
    pub fn characters(&self) -> usize {
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        self.changes.iter().map(|change| count(&change.old).max(count(&change.new)).max(1)).sum()
    }
}

/// Compares two proofs.
pub fn compare(old: &Layout, new: &Layout) -> Difference {
    let mut difference = Difference::default();
    stories::compare(old, new, &mut difference);
    boxes::compare(old, new, &mut difference);
    difference
}
