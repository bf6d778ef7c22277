//! The orientation in EXIF data, which has the form of a TIFF file.
//!
//! Source: TIFF 6.0, section 2; EXIF 2.32, 4.6.4.

use super::{Orientation, big, little};

/// The tag of the orientation.
const ORIENTATION: u32 = 0x0112;
/// Entries of a directory that are looked at: writers have some dozens.
const ENTRIES: u32 = 512;

/// A TIFF structure: its bytes and their order.
pub(super) struct Structure<'b> {
    bytes: &'b [u8],
    is_big: bool,
}

impl<'b> Structure<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Option<Structure<'b>> {
        match bytes.get(..4)? {
            b"II*\0" => Some(Structure { bytes, is_big: false }),
            b"MM\0*" => Some(Structure { bytes, is_big: true }),
            _ => None,
        }
    }

    pub(super) fn long(&self, at: usize) -> Option<u32> {
        if self.is_big { big(self.bytes, at) } else { little(self.bytes, at) }
    }

    pub(super) fn short(&self, at: usize) -> Option<u32> {
        let two = self.bytes.get(at..at.checked_add(2)?)?;
        let pair = [two[0], two[1]];
        Some(u32::from(if self.is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }))
    }

    /// The place of the entry of a tag in the first directory.
    fn entry(&self, tag: u32) -> Option<usize> {
        let directory = self.long(4)? as usize;
        let count = self.short(directory)?.min(ENTRIES) as usize;
        (0..count).map(|index| directory + 2 + 12 * index).find(|at| self.short(*at) == Some(tag))
    }

    /// The first number of a tag in the first directory.
    pub(super) fn number(&self, tag: u32) -> Option<u32> {
        let at = self.entry(tag)?;
        let (kind, count) = (self.short(at + 2)?, self.long(at + 4)?);
        let is_short = kind == 3;
        let room = if is_short { 2 } else { 1 };
        let place = if count <= room { at + 8 } else { self.long(at + 8)? as usize };
        if is_short { self.short(place) } else { self.long(place) }
    }
}

/// The orientation; upright where the data does not say or cannot be read.
pub(super) fn orientation(exif: &[u8]) -> Orientation {
    let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let number = Structure::new(exif).and_then(|structure| structure.number(ORIENTATION));
    Orientation::of(number.unwrap_or(1))
}
