//! The layout of pages as a record that is kept: every line with its place, boxes, pictures. What proofs are
//! compared by.
//!
//! Source: `algorithms.md` 9, Record diff. Lengths are EMU, from the top left of the trim.

use serde::{Deserialize, Serialize};

/// The form of the record; another one is refused.
pub const FORM: u32 = 1;

/// The layout of an edition, or of some of its pages.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Layout {
    /// [`FORM`].
    pub form: u32,
    /// The newspaper.
    pub paper: String,
    /// `2026-11-23`.
    pub date: String,
    /// 总第…号.
    pub issue: u32,
    /// The zone edition, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// 一校 is 1; 0 where it is no round.
    #[serde(default)]
    pub round: u16,
    /// Its pages, in order.
    pub pages: Vec<PageLayout>,
}

/// One page.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PageLayout {
    /// From 1.
    pub number: u16,
    /// `A01`.
    pub folio: String,
    /// 版名.
    #[serde(default)]
    pub section: String,
    /// Width and height of the trim.
    pub size: [i64; 2],
    /// Everything that is type, in painting order.
    pub texts: Vec<TextAt>,
    /// Areas, frames, rules, advertisements.
    pub boxes: Vec<BoxAt>,
    /// Pictures.
    pub pictures: Vec<PictureAt>,
}

/// A paragraph, a part of a head, or an item of furniture, as far as it stands on a page.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct TextAt {
    /// The working name of its story; of furniture its area, with a colon before it.
    pub story: String,
    /// Where it is written: `stories/lead.md:12:1`.
    pub place: String,
    /// Its lines.
    pub lines: Vec<LineAt>,
}

/// A line as printed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct LineAt {
    /// Its characters.
    pub text: String,
    /// Where it begins: left edge and baseline; of a vertical line its middle and its top.
    pub at: [i64; 2],
    /// The type size.
    pub size: i64,
    /// How far it reaches, about: along the line.
    pub length: i64,
    /// Whether it runs downwards.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub down: bool,
    /// Where its first character is written: line and column; zeros where that is not known.
    #[serde(default, skip_serializing_if = "is_nowhere")]
    pub source: [u32; 2],
}

fn is_nowhere(source: &[u32; 2]) -> bool {
    *source == [0, 0]
}

/// A box.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct BoxAt {
    /// The area that it belongs to.
    pub area: String,
    /// `area frame rule ad insert filler`.
    pub kind: String,
    /// Left, top, width, height.
    pub at: [i64; 4],
}

/// A picture in its box.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PictureAt {
    /// The area that it belongs to.
    pub area: String,
    /// Its file.
    pub file: String,
    /// SHA-256 of its file, the first 16 figures.
    pub sum: String,
    /// Left, top, width, height of the box.
    pub at: [i64; 4],
    /// Left, top, width, height of what is shown, in pixels.
    pub crop: [u32; 4],
}

impl LineAt {
    /// Its box: left, top, width, height.
    pub fn boxed(&self) -> [i64; 4] {
        let [x, y] = self.at;
        // An em box hangs some fifth below its baseline; a vertical line is as wide as its type.
        if self.down {
            [x - self.size / 2, y, self.size, self.length]
        } else {
            [x, y - self.size * 22 / 25, self.length, self.size]
        }
    }

    /// The box of some of its characters, about: as if all were as wide.
    pub fn part(&self, from: usize, count: usize) -> [i64; 4] {
        let all = self.text.chars().count().max(1) as i64;
        let [x, y, width, height] = self.boxed();
        let (from, count) = (from as i64, count as i64);
        if self.down {
            [x, y + height * from / all, width, (height * count / all).max(1)]
        } else {
            [x + width * from / all, y, (width * count / all).max(1), height]
        }
    }
}

impl TextAt {
    /// Its characters, line after line.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect()
    }

    /// Whether it is furniture, not a story.
    pub fn is_furniture(&self) -> bool {
        self.story.starts_with(':')
    }
}
