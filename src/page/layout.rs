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
    /// Where its first character is written: line and column; zeros where that is not known, or nowhere.
    #[serde(default, skip_serializing_if = "is_nowhere")]
    pub source: [u32; 2],
    /// Characters that are not written right behind those before them: their number on the line, from 0, with line and
    /// column; zeros where the program put them in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<[u32; 3]>,
    /// How wide its characters are, in thousandths of the type size; nothing where all are as wide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub widths: Vec<i32>,
}

/// Characters of a line that are written one behind another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The first one, from 0.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// Line and column of the first; `None`: they are written nowhere, or that is not known.
    pub place: Option<[u32; 2]>,
}

impl Stretch {
    /// Where one of its characters is written.
    pub fn at(&self, index: usize) -> Option<[u32; 2]> {
        let [line, column] = self.place?;
        Some([line, column.saturating_add(index.saturating_sub(self.from) as u32)])
    }
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

    /// How many characters it has.
    pub fn count(&self) -> usize {
        self.text.chars().count()
    }

    /// Its characters by where they are written, in order.
    pub fn stretches(&self) -> Vec<Stretch> {
        let count = self.count();
        let known = |line: u32, column: u32| (line > 0).then_some([line, column]);
        let mut found = vec![Stretch { from: 0, to: count, place: known(self.source[0], self.source[1]) }];
        for [from, line, column] in &self.places {
            let from = *from as usize;
            let Some(last) = found.last_mut().filter(|last| last.from <= from && from <= count) else { continue };
            last.to = from;
            found.push(Stretch { from, to: count, place: known(*line, *column) });
        }
        found.retain(|stretch| stretch.from < stretch.to);
        found
    }

    /// Where a character is written.
    pub fn written(&self, index: usize) -> Option<[u32; 2]> {
        self.stretches().iter().find(|stretch| (stretch.from..stretch.to).contains(&index))?.at(index)
    }

    /// Where a character is written; of one that is written nowhere the place of the nearest one before it that is, else
    /// behind it.
    pub fn near(&self, index: usize) -> Option<[u32; 2]> {
        let all = self.stretches();
        let before = all.iter().rev().filter(|stretch| stretch.from <= index && stretch.place.is_some());
        let behind = all.iter().find(|stretch| stretch.from > index && stretch.place.is_some());
        let last = before.map(|stretch| stretch.at(index.min(stretch.to.saturating_sub(1)))).next().flatten();
        last.or_else(|| behind.and_then(|stretch| stretch.place))
    }

    /// Whether the program put a character in: it is written nowhere, though its record knows where others are.
    pub fn is_made(&self, index: usize) -> bool {
        !self.places.is_empty() && self.written(index).is_none()
    }

    /// The edges of its characters along the line, from its beginning: one more than there are characters.
    pub fn edges(&self) -> Vec<i64> {
        let count = self.count();
        let mut edges = vec![0];
        if self.widths.len() == count {
            let mut sum: i64 = 0;
            edges.extend(self.widths.iter().map(|width| {
                sum = sum.saturating_add(i64::from(*width));
                sum.saturating_mul(self.size) / 1000
            }));
        } else {
            edges.extend((1..=count as i64).map(|index| self.length.saturating_mul(index) / count as i64));
        }
        edges
    }

    /// The box of some of its characters.
    pub fn part(&self, from: usize, count: usize) -> [i64; 4] {
        let edges = self.edges();
        let edge = |index: usize| edges.get(index).or(edges.last()).copied().unwrap_or(0);
        let (begins, ends) = (edge(from), edge(from.saturating_add(count)));
        let [x, y, width, height] = self.boxed();
        let long = (ends - begins).max(1);
        if self.down { [x, y + begins, width, long] } else { [x + begins, y, long, height] }
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
