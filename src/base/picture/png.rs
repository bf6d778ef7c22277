//! The first chunk of a PNG file, and the orientation in its EXIF chunk.
//!
//! Source: PNG (ISO/IEC 15948), 11.2.2: IHDR is the first chunk; PNG third edition, 11.3.4.5: eXIf.

use super::{Format, Head, Orientation, Trouble, big, exif};

pub(super) fn head(bytes: &[u8]) -> Result<Head, Trouble> {
    let (Some(b"IHDR"), Some(width), Some(height), Some(&[bits, color])) =
        (bytes.get(12..16), big(bytes, 16), big(bytes, 20), bytes.get(24..26))
    else {
        return Err(Trouble::Broken);
    };
    // The last chunk is IEND: without it the file was cut.
    let tail = &bytes[bytes.len().saturating_sub(64)..];
    if bytes.len() <= 57 || !tail.windows(4).any(|four| four == b"IEND") {
        return Err(Trouble::Broken);
    }
    let channels = match color {
        0 => 1,
        4 => 2,
        6 => 4,
        // A palette may have clear colours.
        3 => 4,
        _ => 3,
    };
    let bits = if color == 3 { 8 } else { bits };
    Ok(Head { format: Format::Png, width, height, channels, bits, orientation: orientation(bytes) })
}

/// Walks the chunks; they are few beside those of the pixels.
fn orientation(bytes: &[u8]) -> Orientation {
    let mut at = 8;
    while let (Some(length), Some(kind)) = (big(bytes, at), bytes.get(at + 4..at + 8)) {
        let length = length as usize;
        if kind == b"eXIf" {
            return bytes.get(at + 8..at + 8 + length).map_or(Orientation::UPRIGHT, exif::orientation);
        }
        at = at.saturating_add(length).saturating_add(12);
    }
    Orientation::UPRIGHT
}
