//! 花边: drawings that are repeated along a rule or round a box.

use crate::base::geom::{Outline, Size};
use crate::base::units::Length;

/// A drawing of one colour: contours filled by the non-zero rule.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Drawing {
    /// Its box; the height is always [`Drawing::HEIGHT`].
    pub size: Size,
    /// From the top left corner of its box, y downwards.
    pub contours: Vec<Outline>,
}

impl Drawing {
    /// The height that drawings are brought to: large, so that nothing of them is rounded away.
    pub const HEIGHT: Length = Length::pt(100);

    /// Its width where it is `height` high.
    pub fn width_at(&self, height: Length) -> Length {
        self.size.width.scale(height.get(), self.size.height.get())
    }
}

/// An ornament: as it is drawn it runs to the right, its outer side above.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Ornament {
    /// Its name, as in page descriptions.
    pub name: String,
    /// What is repeated.
    pub tile: Drawing,
    /// What stands in the top left corner of a box, and turned in the others. Without one a square tile
    /// stands there, and a longer one runs through.
    pub corner: Option<Drawing>,
}
