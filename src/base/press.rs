//! What a press condition asks of files and pictures, as the edition says it and files are written by it.

use super::units::Permille;

/// Which standard a print file keeps. Contents are the same in all: opaque, and nothing but inks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Flavour {
    /// PDF/X-4: ISO 15930-7:2010.
    #[default]
    X4,
    /// PDF/X-1a:2003: ISO 15930-4:2003, for older RIPs.
    X1a,
}

impl Flavour {
    /// As files name it: `PDF/X-4`.
    pub fn name(self) -> &'static str {
        match self {
            Flavour::X4 => "PDF/X-4",
            Flavour::X1a => "PDF/X-1a:2003",
        }
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
