//! The first directory of a TIFF file.
//!
//! Source: TIFF 6.0, section 8.

use super::exif::Structure;
use super::{Format, Head, Orientation, Trouble};

pub(super) fn head(bytes: &[u8]) -> Result<Head, Trouble> {
    let structure = Structure::new(bytes).ok_or(Trouble::Broken)?;
    let number = |tag| structure.number(tag);
    let (Some(width), Some(height)) = (number(256), number(257)) else { return Err(Trouble::Broken) };
    let bits = number(258).unwrap_or(1);
    // A palette is read as its colours.
    let (channels, bits) = if number(262) == Some(3) { (3, 8) } else { (number(277).unwrap_or(1), bits) };
    let orientation = Orientation::of(number(274).unwrap_or(1));
    let small = |number: u32| u8::try_from(number).map_err(|_| Trouble::Broken);
    Ok(Head { format: Format::Tiff, width, height, channels: small(channels)?, bits: small(bits)?, orientation })
}
