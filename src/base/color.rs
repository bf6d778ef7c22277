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

    /// So much of it.
    pub fn tinted(self, tint: Permille) -> Cmyk {
        let part = |ink: u16| (u32::from(ink) * u32::from(tint.0) / 1000) as u16;
        Cmyk { c: part(self.c), m: part(self.m), y: part(self.y), k: part(self.k) }
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
    /// A colour of the two kinds above that is told to overprint or to knock out.
    Told {
        /// The colour.
        color: Box<Color>,
        /// Whether it leaves what stands beneath on the plates that it does not print on.
        overprints: bool,
    },
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

impl Spot {
    /// The name that stands for all plates.
    ///
    /// Source: ISO 32000-1, 8.6.6.4.
    pub const ALL: &'static str = "All";

    /// Whether it prints on every plate.
    pub fn is_registration(&self) -> bool {
        self.name == Spot::ALL
    }
}

impl Color {
    /// Solid black.
    pub const BLACK: Color = Color::Process(Cmyk::BLACK);
    /// Bare paper.
    pub const WHITE: Color = Color::Process(Cmyk::WHITE);

    /// The registration colour: solid on every plate, for marks outside the trim alone.
    pub fn registration() -> Color {
        let alternate = Cmyk { c: 1000, m: 1000, y: 1000, k: 1000 };
        Color::Spot(Spot { name: Spot::ALL.to_owned(), tint: Permille::FULL, alternate })
    }

    /// Whether it overprints: as it is told, but never white; where nothing is told black ink alone.
    ///
    /// Source: GWG practice for newspapers; white with overprint vanishes from the plate.
    pub fn overprints(&self) -> bool {
        match self {
            Color::Process(inks) => inks.is_black_only(),
            Color::Spot(_) => false,
            Color::Told { color, overprints } => *overprints && !color.is_paper(),
        }
    }

    /// The same colour told to overprint or to knock out.
    pub fn told(self, overprints: bool) -> Color {
        match self {
            Color::Told { color, .. } => Color::Told { color, overprints },
            color => Color::Told { color: Box::new(color), overprints },
        }
    }

    /// The colour without what it is told to do.
    pub fn bare(&self) -> &Color {
        match self {
            Color::Told { color, .. } => color.bare(),
            color => color,
        }
    }

    /// Its spot ink; none where it is of process inks, or the registration colour.
    pub fn spot(&self) -> Option<&Spot> {
        match self.bare() {
            Color::Spot(spot) if !spot.is_registration() => Some(spot),
            _ => None,
        }
    }

    /// How much it prints of a process ink or a spot, in thousandths of a solid.
    pub fn amount(&self, ink: &str) -> u16 {
        match self.bare() {
            Color::Process(inks) => {
                let each = [("C", inks.c), ("M", inks.m), ("Y", inks.y), ("K", inks.k)];
                each.iter().find(|(name, _)| *name == ink).map_or(0, |(_, amount)| *amount)
            }
            Color::Spot(spot) if spot.name == ink || spot.is_registration() => spot.tint.0,
            Color::Spot(_) | Color::Told { .. } => 0,
        }
    }

    /// Its process inks; of a spot those that replace it.
    pub fn process(&self) -> Cmyk {
        match self.bare() {
            Color::Process(inks) => *inks,
            Color::Spot(spot) => spot.alternate.tinted(spot.tint),
            Color::Told { .. } => Cmyk::WHITE,
        }
    }

    /// Whether it prints nothing.
    pub fn is_paper(&self) -> bool {
        match self.bare() {
            Color::Process(inks) => inks.total() == 0,
            Color::Spot(spot) => spot.tint.0 == 0,
            Color::Told { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_alone_overprints_until_it_is_told_otherwise() {
        let cyan = Color::Process(Cmyk { c: 1000, m: 0, y: 0, k: 0 });
        assert!(Color::BLACK.overprints() && !cyan.overprints() && !Color::WHITE.overprints());
        assert!(cyan.told(true).overprints());
        assert!(!Color::BLACK.told(false).overprints());
        assert!(!Color::WHITE.told(true).overprints(), "white that overprints vanishes");
    }
}
