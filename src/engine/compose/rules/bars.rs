//! Rules that are one or more bars side by side.

use crate::base::units::Length;
use crate::model::LineStyle;

/// A bar of a rule, from its outer or upper edge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Bar {
    pub(super) offset: Length,
    pub(super) weight: Length,
}

/// The thinnest bar that newsprint holds.
///
/// Source: `makeup.md` 7, hairline.
const HAIRLINE: Length = Length::pt_hundredths(25);

/// The bars of a rule of `weight`; `gap` stands between thick and thin. None for a rule of another make.
pub(super) fn bars(line: &LineStyle, weight: Length, gap: Length) -> Vec<Bar> {
    let thin = (weight / 4).max(HAIRLINE).min(weight);
    let bar = |offset: Length, weight: Length| Bar { offset, weight };
    let o = Length::ZERO;
    match line {
        LineStyle::Single => vec![bar(o, weight)],
        LineStyle::Double => vec![bar(o, weight), bar(weight * 3, weight)],
        LineStyle::Triple => vec![bar(o, weight), bar(weight * 3, weight), bar(weight * 6, weight)],
        LineStyle::ThickThin => vec![bar(o, weight), bar(weight + gap, thin)],
        LineStyle::ThinThick => vec![bar(o, thin), bar(thin + gap, weight)],
        LineStyle::Dotted | LineStyle::Dashed | LineStyle::Wavy | LineStyle::Ornament(_) => Vec::new(),
    }
}
