//! The head of a picture file: what it is, how many pixels it has and which way up it stands. Nothing is decoded.
//!
//! Both the layout, which needs the shape of a picture, and the converter, which must refuse what it cannot hold
//! before it decodes, read heads here, so that they never differ.

mod exif;
mod jpeg;
pub mod pdf;
mod png;
mod svg;
mod tiff;
mod trouble;
mod webp;

pub use trouble::Trouble;

/// Most pixels on a side.
pub const SIDE: u32 = 16_384;
/// Most pixels of a photograph.
pub const PIXELS: u64 = 200_000_000;
/// Most bytes of pixels that are held of one picture.
pub const DECODED: u64 = 1 << 30;
/// The longer side of a drawing, in units of its own.
pub const DRAWING: u32 = 16_000;

/// The kinds of picture file that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// JPEG: baseline or progressive.
    Jpeg,
    /// PNG.
    Png,
    /// TIFF: its first page.
    Tiff,
    /// WebP, still.
    WebP,
    /// A drawing.
    Svg,
    /// A page of a PDF.
    Pdf,
}

/// How the picture as stored is turned to stand upright, as EXIF counts it: 1 to 8.
///
/// Source: EXIF 2.32, tag 0x0112; TIFF 6.0, Orientation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Orientation(u8);

impl Orientation {
    /// As it is stored.
    pub const UPRIGHT: Orientation = Orientation(1);

    /// From the number of EXIF; one that does not exist is upright.
    pub fn of(number: u32) -> Orientation {
        if (1..=8).contains(&number) { Orientation(number as u8) } else { Orientation::UPRIGHT }
    }

    /// Whether width and height change places.
    pub fn is_turned(self) -> bool {
        self.0 >= 5
    }

    /// Where the pixel that is shown at (`x`, `y`) of a picture shown `width` × `height` is stored.
    pub fn stored(self, (x, y): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
        let (right, below) = (width.saturating_sub(1 + x), height.saturating_sub(1 + y));
        match self.0 {
            2 => (right, y),
            3 => (right, below),
            4 => (x, below),
            5 => (y, x),
            6 => (y, right),
            7 => (below, right),
            8 => (below, x),
            _ => (x, y),
        }
    }

    /// The part of the stored picture that is shown in a crop: left, top, width, height.
    pub fn stored_crop(self, crop: (u32, u32, u32, u32), shown: (u32, u32)) -> (u32, u32, u32, u32) {
        let (left, top, width, height) = crop;
        let one = self.stored((left, top), shown);
        let other = self.stored((left + width.saturating_sub(1), top + height.saturating_sub(1)), shown);
        let (width, height) = if self.is_turned() { (height, width) } else { (width, height) };
        (one.0.min(other.0), one.1.min(other.1), width, height)
    }
}

/// What the head of a picture file says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    /// The kind of file.
    pub format: Format,
    /// Pixels across, as stored.
    pub width: u32,
    /// Pixels down, as stored.
    pub height: u32,
    /// Samples of a pixel.
    pub channels: u8,
    /// Bits of a sample.
    pub bits: u8,
    /// Which way up it stands.
    pub orientation: Orientation,
}

impl Head {
    /// Pixels across and down, as it is shown.
    pub fn shown(&self) -> (u32, u32) {
        if self.orientation.is_turned() { (self.height, self.width) } else { (self.width, self.height) }
    }

    /// Black and white alone, with a bit for each pixel.
    pub fn is_bilevel(&self) -> bool {
        self.channels == 1 && self.bits == 1
    }

    /// Bytes that its pixels take when decoded, at 8 bits a sample; at 1 for line drawings.
    pub fn decoded(&self) -> u64 {
        let pixels = u64::from(self.width) * u64::from(self.height);
        if self.is_bilevel() { pixels / 8 } else { pixels * u64::from(self.channels.max(1)) }
    }

    /// Errors: no pixels, or more than are decoded.
    fn checked(self) -> Result<Head, Trouble> {
        if self.width == 0 || self.height == 0 {
            return Err(Trouble::Broken);
        }
        let pixels = u64::from(self.width) * u64::from(self.height);
        let too_many = !self.is_bilevel() && pixels > PIXELS;
        if self.width > SIDE || self.height > SIDE || too_many || self.decoded() > DECODED {
            return Err(Trouble::TooLarge(self.width, self.height));
        }
        Ok(self)
    }
}

/// Reads the head of a picture file; of a PDF that of its first page.
///
/// Errors: why the picture cannot be used.
pub fn head(bytes: &[u8]) -> Result<Head, Trouble> {
    let head = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::head(bytes)?
    } else if bytes.starts_with(&[0xff, 0xd8]) {
        jpeg::head(bytes)?
    } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        tiff::head(bytes)?
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp::head(bytes)?
    } else if svg::is_svg(bytes) {
        return svg::head(bytes);
    } else if pdf::is_pdf(bytes) {
        return pdf::head(bytes, 1).map(|(head, _)| head);
    } else {
        return Err(trouble::stranger(bytes));
    };
    head.checked()
}

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
}

fn little(bytes: &[u8], at: usize) -> Option<u32> {
    big(bytes, at).map(u32::swap_bytes)
}

#[cfg(test)]
mod tests;
