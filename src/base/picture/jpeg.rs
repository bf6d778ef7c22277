//! The frame header of a JPEG file, and the orientation in its EXIF segment.
//!
//! Source: ISO/IEC 10918-1, B.1.1.3 and B.2.2.

use super::{Format, Head, Orientation, Trouble, exif};
use crate::base::diag::say;

pub(super) fn head(bytes: &[u8]) -> Result<Head, Trouble> {
    let mut orientation = Orientation::UPRIGHT;
    let mut at = 2;
    while at + 4 <= bytes.len() {
        if bytes[at] != 0xff {
            return Err(Trouble::Broken);
        }
        let marker = bytes[at + 1];
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                if !matches!(marker, 0xc0..=0xc2) {
                    return Err(Trouble::Coding(say(
                        "是无损或算术编码的 JPEG",
                        "it is a lossless or arithmetic-coded JPEG",
                    )));
                }
                let frame = bytes.get(at + 4..at + 10).ok_or(Trouble::Broken)?;
                if frame[0] != 8 {
                    return Err(Trouble::Coding(say("是 12 位的 JPEG", "it is a JPEG of 12 bits a sample")));
                }
                let side = |at: usize| u32::from(u16::from_be_bytes([frame[at], frame[at + 1]]));
                // A whole file ends with EOI; some writers pad behind it.
                let tail = &bytes[bytes.len().saturating_sub(4096)..];
                if !tail.windows(2).any(|two| two == [0xff, 0xd9]) {
                    return Err(Trouble::Broken);
                }
                let (width, height, channels) = (side(3), side(1), frame[5]);
                return Ok(Head { format: Format::Jpeg, width, height, channels, bits: 8, orientation });
            }
            0xd9 | 0xda => return Err(Trouble::Broken),
            _ => {
                let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
                if length < 2 {
                    return Err(Trouble::Broken);
                }
                let segment = bytes.get(at + 4..at + 2 + length).unwrap_or_default();
                if marker == 0xe1 && segment.starts_with(b"Exif\0\0") {
                    orientation = exif::orientation(segment);
                }
                at += 2 + length;
            }
        }
    }
    Err(Trouble::Broken)
}
