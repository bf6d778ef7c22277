//! Breaks paragraphs into lines and sets each line to its measure.
//!
//! Breaking and setting share one cost model ([`cost`]); otherwise the optimum would not be what is
//! printed. Source: `algorithms.md` 1 and 2.

mod cost;
mod curve;
mod fit;
mod greedy;
mod head;
mod layers;
mod marks;
mod off_grid;
mod oracle;
mod plan;
mod reason;
mod rest;
mod set;
mod spread;
mod story;
mod wave;

pub use curve::Curve;
pub use head::break_head;
pub use marks::LineMark;
pub use off_grid::{is_off_grid, would_be_off_grid};
pub use oracle::reference_cost;
pub use plan::{break_into, break_into_each, break_lines, curve, total_cost};
pub use reason::{Account, Alternative, Bond, Reason, Tie, account};
pub use set::{Adjusted, Change, SetLine, natural_width, set_line};
pub use story::StoryCurve;
pub(crate) use wave::{Wave, wave};

use crate::base::units::Length;
use crate::model::Align;

/// How a paragraph is broken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct LineOptions {
    /// First-line indent.
    pub indent: Length,
    /// How its lines will stand: ragged ones need not be stretched.
    pub align: Align,
}

/// The measure of each line, counted from 0 at the paragraph's first.
#[derive(Clone, Copy)]
pub enum Measure<'a> {
    /// The same for all.
    Uniform(Length),
    /// Line by line: beside a picture, across columns of different width.
    PerLine(&'a dyn Fn(usize) -> Length),
}

impl Measure<'_> {
    /// The measure of a line.
    pub fn of(&self, line: usize) -> Length {
        match self {
            Measure::Uniform(measure) => *measure,
            Measure::PerLine(measure) => measure(line),
        }
    }
}

impl From<Length> for Measure<'_> {
    fn from(measure: Length) -> Self {
        Measure::Uniform(measure)
    }
}

impl std::fmt::Debug for Measure<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Measure::Uniform(measure) => write!(f, "Uniform({measure:?})"),
            Measure::PerLine(_) => write!(f, "PerLine"),
        }
    }
}

/// One line, as items of its paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct BrokenLine {
    /// Its first item.
    pub start: u32,
    /// One past its last item.
    pub end: u32,
    /// The item with which the next line begins: spaces between are dropped.
    pub next: u32,
    /// Its first-line indent; zero on all lines but the first.
    pub indent: Length,
    /// The measure it was broken for.
    pub measure: Length,
    /// Whether the paragraph ends with it.
    pub last: bool,
    /// Its cost; 100 is one clearly visible fault.
    pub cost: u32,
    /// What of it is for standing below a line of another density.
    pub beside: u32,
    /// What of it is for breaking where it ends.
    pub penalty: u32,
    /// The part of its last stop that stands outside the measure (C18).
    pub hung: Length,
    /// Whether it ends with a hyphen that is not in the copy (C22).
    pub hyphen: bool,
    /// By how much it is wider than its measure when all is squeezed; zero when it fits.
    pub overfull: Length,
}
