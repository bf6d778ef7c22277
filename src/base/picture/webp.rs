//! The chunks of a WebP file.
//!
//! Source: RFC 9649, 2.5 to 2.7; RFC 6386, 9.1.

use super::{Format, Head, Orientation, Trouble, exif, little};
use crate::base::diag::say;

pub(super) fn head(bytes: &[u8]) -> Result<Head, Trouble> {
    let whole = little(bytes, 4).ok_or(Trouble::Broken)? as usize;
    if whole + 8 > bytes.len() {
        return Err(Trouble::Broken);
    }
    let (mut size, mut has_alpha, mut orientation) = (None, false, Orientation::UPRIGHT);
    let mut at = 12;
    while let (Some(kind), Some(length)) = (bytes.get(at..at + 4), little(bytes, at + 4)) {
        let length = length as usize;
        let data = bytes.get(at + 8..(at + 8).saturating_add(length)).ok_or(Trouble::Broken)?;
        let three = |at: usize| data.get(at..at + 3).map(|b| u32::from_le_bytes([b[0], b[1], b[2], 0]));
        match kind {
            b"VP8X" => {
                let flags = data.first().copied().ok_or(Trouble::Broken)?;
                if flags & 2 != 0 {
                    return Err(Trouble::Coding(say("是动画", "it is an animation")));
                }
                has_alpha = flags & 16 != 0;
                size = three(4).zip(three(7)).map(|(width, height)| (width + 1, height + 1));
            }
            b"VP8L" if size.is_none() => {
                let bits = little(data, 1).ok_or(Trouble::Broken)?;
                has_alpha = bits >> 28 & 1 == 1;
                size = Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1));
            }
            b"VP8 " if size.is_none() => {
                let bits = little(data, 6).ok_or(Trouble::Broken)?;
                size = Some((bits & 0x3fff, bits >> 16 & 0x3fff));
            }
            b"EXIF" => orientation = exif::orientation(data),
            _ => {}
        }
        at += 8 + length + length % 2;
    }
    let (width, height) = size.ok_or(Trouble::Broken)?;
    let channels = if has_alpha { 4 } else { 3 };
    Ok(Head { format: Format::WebP, width, height, channels, bits: 8, orientation })
}
