//! Wavy lines, as what they cover.

use crate::base::geom::{Outline, Point};
use crate::base::units::Length;

/// How a wave looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Wave {
    /// Its thickness.
    pub(crate) weight: Length,
    /// The length of half a period, before it is fitted.
    pub(crate) half: Length,
    /// How far it swings to either side.
    pub(crate) swing: Length,
}

/// A wave round the level line at `axis`, as whole swings: its upper edge, then its lower edge back.
pub(crate) fn wave((from, to): (Length, Length), axis: Length, look: Wave) -> Outline {
    let swings = ((to - from) + look.half / 2).div_floor(look.half).clamp(2, 20_000);
    // A cubic whose handles stand 4/3 of the swing away reaches just the swing; 0.36 of its length is
    // nearest to a sine.
    let handle = look.swing * 4 / 3;
    let node = |index: i64| from + (to - from).scale(index, swings);
    let side = |index: i64| if index % 2 == 0 { -handle } else { handle };
    let (upper, lower) = (axis - look.weight / 2, axis + look.weight / 2);
    let point = |x: Length, y: Length| Point { x, y };
    let mut outline = Outline::at(point(from, upper));
    outline.curves.reserve(swings as usize * 2 + 1);
    for index in 0..swings {
        let (a, b) = (node(index), node(index + 1));
        let reach = (b - a).scale(36, 100);
        let y = upper + side(index);
        outline.curve_to(point(a + reach, y), point(b - reach, y), point(b, upper));
    }
    outline.line_to(point(to, lower));
    for index in (0..swings).rev() {
        let (a, b) = (node(index), node(index + 1));
        let reach = (b - a).scale(36, 100);
        let y = lower + side(index);
        outline.curve_to(point(b - reach, y), point(a + reach, y), point(a, lower));
    }
    outline
}
