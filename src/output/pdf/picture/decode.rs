//! A picture file to pixels.

use super::{jpeg, png, tiff, webp};
use crate::base::diag::{Say, say};
use crate::base::picture::{Format, Head, Trouble};
use crate::output::preflight::Finding;

/// What the samples of a pixel mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Space {
    /// A bit: 0 is black. Rows begin at bytes.
    Bits,
    /// One sample: 0 is black.
    Gray,
    /// Gray, and how opaque it is.
    GrayAlpha,
    /// Three samples.
    Rgb,
    /// Three samples, and how opaque they are.
    RgbAlpha,
    /// Four samples: 255 is the solid ink.
    Cmyk,
}

impl Space {
    /// Bytes of a pixel; none for bits.
    pub(super) fn samples(self) -> usize {
        match self {
            Space::Bits => 0,
            Space::Gray => 1,
            Space::GrayAlpha => 2,
            Space::Rgb => 3,
            Space::RgbAlpha | Space::Cmyk => 4,
        }
    }

    /// Bytes of a row.
    pub(super) fn row(self, width: u32) -> usize {
        if self == Space::Bits { width.div_ceil(8) as usize } else { width as usize * self.samples() }
    }
}

/// Pixels, row by row from the top, without padding.
pub(super) struct Raster {
    pub(super) width: u32,
    pub(super) height: u32,
    /// How many times smaller than the picture on each side: 1, 2, 4 or 8.
    pub(super) shrink: u32,
    pub(super) space: Space,
    pub(super) pixels: Vec<u8>,
    /// The colour profile in the file.
    pub(super) profile: Option<Vec<u8>>,
}

/// Why a picture cannot be printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Unusable {
    /// What its head says.
    Head(Trouble),
    /// The file ends before the picture.
    Truncated,
    /// What the decoder says.
    Damaged(String),
    /// A way of coding that is not read.
    Unread(Say),
    /// A page of a PDF with content that cannot be printed.
    Art(Vec<Finding>),
    /// A page of a PDF that may not be placed.
    Page(Say),
    /// The crop lies outside the picture of this size.
    Crop(u32, u32),
}

/// Decodes a picture file, whose head was read.
///
/// `enough` are pixels across and down of the stored picture that will do: a JPEG with many more is decoded at a
/// half, a quarter or an eighth, which takes less time and memory.
pub(super) fn decode(bytes: &[u8], head: &Head, enough: (u32, u32)) -> Result<Raster, Unusable> {
    let raster = match head.format {
        Format::Jpeg => jpeg::decode(bytes, head, enough)?,
        Format::Png => png::decode(bytes, head)?,
        Format::Tiff => tiff::decode(bytes, head)?,
        Format::WebP => webp::decode(bytes, head)?,
        Format::Pdf => return Err(Unusable::Unread(say("是 PDF", "it is a PDF"))),
        Format::Svg => return Err(Unusable::Unread(say("是矢量图", "it is a drawing"))),
    };
    let Raster { width, height, space, pixels, .. } = &raster;
    if pixels.len() != space.row(*width) * *height as usize {
        return Err(Unusable::Damaged("the size in the header is not that of the picture".to_owned()));
    }
    Ok(raster)
}

/// 16 bits to 8, rounded.
pub(super) fn eight_bits(sample: u16) -> u8 {
    ((u32::from(sample) + 128) / 257) as u8
}
