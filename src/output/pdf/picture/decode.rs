//! A picture file to pixels.

use super::{jpeg, png};

/// What the samples of a pixel mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Space {
    /// One sample: 0 is black.
    Gray,
    /// Three samples.
    Rgb,
    /// Four samples: 255 is the solid ink.
    Cmyk,
}

impl Space {
    pub(super) fn samples(self) -> usize {
        match self {
            Space::Gray => 1,
            Space::Rgb => 3,
            Space::Cmyk => 4,
        }
    }
}

/// Pixels of 8 bits a sample, row by row from the top, without padding.
pub(super) struct Raster {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) space: Space,
    pub(super) pixels: Vec<u8>,
    /// The colour profile in the file.
    pub(super) profile: Option<Vec<u8>>,
    /// Drawn in black and white alone, with a bit for each pixel.
    pub(super) bilevel: bool,
}

/// Why a picture cannot be printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Unusable {
    /// Neither JPEG nor PNG.
    Unknown,
    /// More pixels than are decoded.
    TooLarge(u32, u32),
    /// The file ends before the picture.
    Truncated,
    /// What the decoder says.
    Damaged(String),
    /// The crop lies outside the picture of this size.
    Crop(u32, u32),
}

/// Most pixels on a side.
pub(super) const MAX_SIDE: u32 = 16_384;

/// Decodes a JPEG or PNG file.
pub(super) fn decode(bytes: &[u8]) -> Result<Raster, Unusable> {
    if bytes.starts_with(&[0xff, 0xd8]) {
        jpeg::decode(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::decode(bytes)
    } else {
        Err(Unusable::Unknown)
    }
}

/// Refuses what would take more memory than a picture for a page ever needs.
pub(super) fn check_size(width: u32, height: u32) -> Result<(), Unusable> {
    if width == 0 || height == 0 {
        return Err(Unusable::Damaged("no pixels".to_owned()));
    }
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(Unusable::TooLarge(width, height));
    }
    Ok(())
}
