//! A page as positioned items. Built once, never edited; holds no style, column or story.

use crate::base::color::Color;
use crate::base::diag::{FileId, Span};
use crate::base::geom::{Outline, Point, Rect, Size};
use crate::base::units::{Length, Permille};
use crate::font::{FaceId, Posture};

/// A page. The origin is the top left corner of the trim; y grows downwards.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// From 1.
    pub number: u16,
    /// As in file names: `A01`.
    pub folio: String,
    /// The sheet after trimming.
    pub trim: Size,
    /// Print beyond the trim on every side.
    pub bleed: Length,
    /// Paper beyond the bleed on every side, for the marks of the press.
    pub slug: Length,
    /// In painting order, which is reading order for text.
    pub items: Vec<Item>,
}

/// One thing on a page, and where in the input it comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// In the input.
    pub span: Span,
    /// What it is.
    pub kind: ItemKind,
}

/// The kinds of item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ItemKind {
    /// Positioned glyphs of one face, size and colour on one baseline.
    Text(TextRun),
    /// Filled rectangles, painted as one path: tints, rules, QR modules. Rules are rectangles, so
    /// their edges are exact.
    Fill {
        /// The rectangles.
        rects: Vec<Rect>,
        /// Their colour.
        color: Color,
    },
    /// A filled circle: an emphasis dot, a dot of a dotted rule.
    Dots {
        /// Their centres.
        centres: Vec<Point>,
        /// Their diameter.
        diameter: Length,
        /// Their colour.
        color: Color,
    },
    /// Filled contours, painted as one path: a wavy line, a rounded box, an ornament.
    Shape {
        /// The contours.
        contours: Vec<Outline>,
        /// Filled by the even-odd rule, not the non-zero one: a contour in another is a hole.
        even_odd: bool,
        /// Their colour.
        color: Color,
    },
    /// A picture in its box.
    Image(Image),
}

impl ItemKind {
    /// Its colour; none of a picture.
    pub fn color(&self) -> Option<&Color> {
        match self {
            ItemKind::Image(_) => None,
            ItemKind::Text(run) => Some(&run.color),
            ItemKind::Fill { color, .. } | ItemKind::Dots { color, .. } | ItemKind::Shape { color, .. } => Some(color),
        }
    }
}

/// Glyphs on one baseline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextRun {
    /// The face of all its glyphs.
    pub face: FaceId,
    /// The type size.
    pub size: Length,
    /// Horizontal scale.
    pub width: Permille,
    /// Colour.
    pub color: Color,
    /// How it stands.
    pub posture: Posture,
    /// Drawn round every glyph in the colour of the text, where a lighter face stands in for a bolder one:
    /// the width of the stroke, zero for none.
    pub stroke: Length,
    /// The start of the baseline; of an upright run, the middle of the top edge of its first em box.
    pub origin: Point,
    /// The glyphs, along the line.
    pub glyphs: Vec<Glyph>,
    /// The characters, in order; each glyph owns `chars` of them.
    pub text: String,
    /// Where they are written.
    pub sources: Sources,
}

/// Where the characters of a run stand in a file of the input: what is printed is not what is written, as mark-up is
/// gone, and a line may hold copy of several places.
///
/// Invariant: the places say nothing of what was put in by the program; whether a character is written at its place
/// only the file itself tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sources {
    /// The file; [`FileId::NONE`] of what no file holds.
    pub file: FileId,
    /// The byte in the file of the first character.
    first: u32,
    /// Characters that are not written right behind those before them: their byte in the run, and in the file.
    steps: Vec<(u32, u32)>,
}

impl Default for Sources {
    fn default() -> Sources {
        Sources { file: FileId::NONE, first: 0, steps: Vec::new() }
    }
}

impl Sources {
    /// Of a run whose first character is written at byte `first` of a file.
    pub fn new(file: FileId, first: u32) -> Sources {
        Sources { file, first, steps: Vec::new() }
    }

    /// Says that the character at byte `at` of the run is written at byte `source`. Called in the order of the text.
    pub fn add(&mut self, at: usize, source: u32) {
        let at = at as u32;
        let (from, before) = self.steps.last().copied().unwrap_or((0, self.first));
        if before.saturating_add(at.saturating_sub(from)) != source {
            self.steps.push((at, source));
        }
    }

    /// Where the character at byte `at` of the run is written, as a byte of the file.
    pub fn of(&self, at: usize) -> Option<u32> {
        let at = u32::try_from(at).ok().filter(|_| self.file != FileId::NONE)?;
        let known = self.steps.partition_point(|(from, _)| *from <= at);
        let (from, source) = known.checked_sub(1).map_or((0, self.first), |last| self.steps[last]);
        source.checked_add(at - from)
    }
}

/// One glyph of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glyph {
    /// Its id in the face.
    pub id: u16,
    /// How many characters of the run's text it shows; 2 for `——` as one ligature, 0 for the further
    /// glyphs of a cluster.
    pub chars: u8,
    /// Its origin, from the origin of the run, along its line: down the page in an upright or turned
    /// run.
    pub x: Length,
}

/// A picture, cropped and placed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Image {
    /// Which bytes: the key under which the world holds the file.
    pub source: Source,
    /// Which page of the file, from 1; 1 of what has no pages.
    pub page: u16,
    /// The box on the page that it fills.
    pub at: Rect,
    /// The part of the source that is shown, in pixels: left, top, width, height.
    pub crop: (u32, u32, u32, u32),
    /// How far beyond that, in the same units, it is shown on its left, top, right and bottom: what a page of a PDF has
    /// beyond its trim, in the bleed.
    pub beyond: [u32; 4],
    /// Printed in black alone, whatever its colours.
    pub gray: bool,
}

impl Image {
    /// The part of its box that its crop fills: all of it, but what lies beyond.
    pub fn within(&self) -> Rect {
        let [left, top, right, bottom] = self.beyond;
        let (_, _, width, height) = self.crop;
        let part = |length: Length, beyond: u32, crop: u32, other: u32| {
            let all = i64::from(beyond) + i64::from(crop) + i64::from(other);
            length.scale(i64::from(beyond), all.max(1))
        };
        let (x, right) = (part(self.at.width, left, width, right), part(self.at.width, right, width, left));
        let (y, bottom) = (part(self.at.height, top, height, bottom), part(self.at.height, bottom, height, top));
        Rect::new(self.at.x + x, self.at.y + y, self.at.width - x - right, self.at.height - y - bottom)
    }
}

/// The key of a picture file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Source(pub u32);
