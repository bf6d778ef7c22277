//! Whether a line stands on the character grid of its column.

use crate::base::units::Length;
use crate::engine::text::Paragraph;
use crate::model::{Align, Squeeze};

use super::plan::is_justified;
use super::set::{Change, SetLine, natural_width};
use super::{BrokenLine, set_line};

/// Whether a justified line had to be squeezed or stretched: its natural width is not its measure, so
/// its characters do not stand under those of the line above (C36). Halving the mark at its end moves
/// none of them (C15).
pub fn is_off_grid(paragraph: &Paragraph, line: &BrokenLine, set: &SetLine, measure: Length, align: Align) -> bool {
    if !is_justified(align, line.last) {
        return false;
    }
    let halved = set.changes.iter().filter(|done| done.change == Change::Squeeze(Squeeze::LineEnd));
    let halved: i64 = halved.map(|done| done.total).sum();
    line.indent + natural_width(paragraph, line) - Length::emu(halved) != measure
}

/// Sets a line only to know that.
pub fn would_be_off_grid(paragraph: &Paragraph, line: &BrokenLine, measure: Length, align: Align) -> bool {
    is_off_grid(paragraph, line, &set_line(paragraph, line, measure, align), measure, align)
}
