//! What a press condition asks of files and pictures, as the edition says it and files are written by it.

use super::units::{Length, Permille};

/// Which standard a file keeps. Contents of print files are the same in all: opaque, and nothing but inks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Flavour {
    /// PDF/X-4: ISO 15930-7:2010.
    #[default]
    X4,
    /// PDF/X-1a:2003: ISO 15930-4:2003, for older RIPs.
    X1a,
    /// PDF/A-2b: ISO 19005-2:2011, the digital edition, in the colours of screens.
    A2b,
}

impl Flavour {
    /// As files name it: `PDF/X-4`.
    pub fn name(self) -> &'static str {
        match self {
            Flavour::X4 => "PDF/X-4",
            Flavour::X1a => "PDF/X-1a:2003",
            Flavour::A2b => "PDF/A-2b",
        }
    }

    /// Whether its colours are those of screens, not of a press.
    pub fn is_for_screens(self) -> bool {
        self == Flavour::A2b
    }
}

/// How pictures are converted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Treatment {
    /// How colours are brought into those of the press.
    pub intent: Intent,
    /// Strength of sharpening after reduction; none at 0.
    pub sharpen: Permille,
    /// How pictures are stored.
    pub compression: Compression,
}

impl Default for Treatment {
    fn default() -> Treatment {
        Treatment { intent: Intent::Perceptual, sharpen: Permille(0), compression: Compression::Flate }
    }
}

/// How colours that the press cannot print are brought into those that it can.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Intent {
    /// All colours move, and keep their relations.
    Perceptual,
    /// Colours that can be printed stay as they are beside the paper; blacks are matched (black point
    /// compensation).
    Relative,
}

/// How pictures are stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compression {
    /// Without loss.
    Flate,
    /// JPEG: a fraction of the size.
    Jpeg,
}

/// Effective resolutions of pictures, in pixels an inch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PictureLimits {
    /// Pictures with clearly more are reduced to this.
    pub aim: u16,
    /// Below it, a warning.
    pub warn: u16,
    /// Below it, an error.
    pub fail: u16,
}

/// The least and the most that a press prints soundly.
///
/// Source: `print.md` 3, where the figures of [`Limits::NEWSPRINT`] have their sources.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// The smallest type of one ink.
    pub type_one_ink: Length,
    /// The smallest type of several inks.
    pub type_inks: Length,
    /// The smallest type reversed out of a ground.
    pub type_reversed: Length,
    /// A thinner line is an error.
    pub line_fail: Length,
    /// A thinner line is a warning.
    pub line_warn: Length,
    /// The thinnest white line.
    pub line_white: Length,
    /// The thinnest line of several inks.
    pub line_inks: Length,
    /// Black type smaller than this must overprint.
    pub overprint_below: Length,
    /// More ink in one place is a warning; more than the press's limit an error.
    pub ink_warn: Permille,
    /// The lightest tint that the plate holds.
    pub tint_least: Permille,
    /// Pictures of one bit have at least so many pixels an inch.
    pub bilevel_ppi: u16,
    /// The most spot inks.
    pub spots: u8,
}

impl Limits {
    /// Coldset newsprint.
    pub const NEWSPRINT: Limits = Limits {
        type_one_ink: Length::pt(5),
        type_inks: Length::pt(9),
        type_reversed: Length::pt(7),
        line_fail: Length::pt_hundredths(25),
        line_warn: Length::pt_hundredths(50),
        line_white: Length::pt_hundredths(70),
        line_inks: Length::pt_hundredths(50),
        overprint_below: Length::pt(12),
        ink_warn: Permille(2200),
        tint_least: Permille(30),
        bilevel_ppi: 550,
        spots: 0,
    };
}
