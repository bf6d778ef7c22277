//! Colour as it is printed: four process inks or a named spot. RGB does not exist here.

use super::units::Permille;

/// Process inks, in thousandths of a solid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Cmyk {
    /// Cyan.
    pub c: u16,
    /// Magenta.
    pub m: u16,
    /// Yellow.
    pub y: u16,
    /// Black.
    pub k: u16,
}

impl Cmyk {
    /// Solid black, one ink.
    pub const BLACK: Cmyk = Cmyk { c: 0, m: 0, y: 0, k: 1000 };
    /// Bare paper.
    pub const WHITE: Cmyk = Cmyk { c: 0, m: 0, y: 0, k: 0 };

    /// A tint of black alone.
    pub const fn gray(k: u16) -> Cmyk {
        Cmyk { c: 0, m: 0, y: 0, k }
    }

    /// Whether only the black plate prints, and prints something.
    pub fn is_black_only(self) -> bool {
        self.c == 0 && self.m == 0 && self.y == 0 && self.k > 0
    }

    /// The sum of the inks, in thousandths.
    pub fn total(self) -> u16 {
        self.c + self.m + self.y + self.k
    }
}

/// A colour on a page.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Color {
    /// Process inks.
    Process(Cmyk),
    /// A spot ink.
    Spot(Spot),
}

/// A named spot ink at a tint, with what replaces it where the press lacks it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Spot {
    /// The name on the plate.
    pub name: String,
    /// How much of the solid.
    pub tint: Permille,
    /// The solid in process inks.
    pub alternate: Cmyk,
}

impl Color {
    /// Solid black.
    pub const BLACK: Color = Color::Process(Cmyk::BLACK);
    /// Bare paper.
    pub const WHITE: Color = Color::Process(Cmyk::WHITE);

    /// Whether it may overprint: black ink alone, never white and never other inks.
    ///
    /// Source: GWG practice for newspapers; white with overprint vanishes from the plate.
    pub fn overprints(&self) -> bool {
        matches!(self, Color::Process(inks) if inks.is_black_only())
    }
}
