//! JPEG: gray, YCbCr, RGB, and CMYK in the three forms in which it is found.
//!
//! Two decoders: zune-jpeg for pictures that are used at about their size, and jpeg-decoder, which can leave out the
//! high frequencies, for the many more that are reduced: 50 megapixels took 0.5 s for 0.9 s, and a sixteenth of the
//! memory.
//!
//! Adobe's programs store inks inverted, 0 for the solid, and say so only by the presence of their
//! APP14 segment; taking one for the other is the classic fault of CMYK pictures.
//!
//! Source: Adobe Technical Note 5116, "Supporting the DCT Filters", 18; libjpeg `jdcolor.c`.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::decode::{Raster, Space, Unusable};
use crate::base::picture::{DECODED, SIDE};

/// Most scans of a picture: programs write about ten. Each goes through all of it once more.
const SCANS: usize = 64;

/// A picture that is shrunk while it is decoded keeps at least this many hundredths of the pixels wanted on a side,
/// so that the last step is a good filter's.
const SPARE: u64 = 150;

pub(super) fn decode(bytes: &[u8], known: &crate::base::picture::Head, enough: (u32, u32)) -> Result<Raster, Unusable> {
    let head = Head::read(bytes)?;
    if (head.width, head.height) != (known.width, known.height) {
        return Err(Unusable::Damaged("two sizes".to_owned()));
    }
    let shrink = [8, 4, 2].into_iter().find(|shrink| {
        let leaves = |have: u32, want: u32| u64::from(have / shrink) * 100 >= u64::from(want) * SPARE;
        leaves(head.width, enough.0) && leaves(head.height, enough.1)
    });
    match shrink {
        Some(shrink) if head.components != 4 => shrunk(bytes, &head, shrink),
        _ => whole(bytes, &head),
    }
}

/// Decodes at a part of the size: of each block only the low frequencies.
fn shrunk(bytes: &[u8], head: &Head, shrink: u32) -> Result<Raster, Unusable> {
    let reason = |error: jpeg_decoder::Error| match error {
        jpeg_decoder::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Unusable::Truncated,
        other => Unusable::Damaged(other.to_string()),
    };
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(bytes));
    decoder.set_max_decoding_buffer_size(DECODED as usize);
    let (width, height) = (head.width.div_ceil(shrink), head.height.div_ceil(shrink));
    decoder.scale(width as u16, height as u16).map_err(reason)?;
    let pixels = decoder.decode().map_err(reason)?;
    let space = if head.components == 1 { Space::Gray } else { Space::Rgb };
    Ok(Raster { width, height, shrink, space, pixels, profile: decoder.icc_profile() })
}

fn whole(bytes: &[u8], head: &Head) -> Result<Raster, Unusable> {
    let (space, wanted) = match (head.components, head.adobe) {
        (1, _) => (Space::Gray, ColorSpace::Luma),
        (3, _) => (Space::Rgb, ColorSpace::RGB),
        (4, Some(2)) => (Space::Cmyk, ColorSpace::YCCK),
        (4, _) => (Space::Cmyk, ColorSpace::CMYK),
        (other, _) => return Err(Unusable::Damaged(format!("{other} components"))),
    };
    let options = DecoderOptions::default()
        .set_max_width(SIDE as usize)
        .set_max_height(SIDE as usize)
        .jpeg_set_out_colorspace(wanted);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let mut pixels = decoder.decode().map_err(|error| Unusable::Damaged(error.to_string()))?;
    match (head.components, head.adobe) {
        (4, Some(2)) => inks_of_ycck(&mut pixels),
        (4, Some(_)) => pixels.iter_mut().for_each(|sample| *sample = 255 - *sample),
        _ => {}
    }
    let profile = decoder.icc_profile();
    Ok(Raster { width: head.width, height: head.height, shrink: 1, space, pixels, profile })
}

/// YCCK in Adobe's inverted form. YCbCr there stands for 255 − (255 − ink), the ink itself; black
/// is inverted alone.
fn inks_of_ycck(pixels: &mut [u8]) {
    for pixel in pixels.chunks_exact_mut(4) {
        let [luma, blue, red] = [pixel[0], pixel[1], pixel[2]].map(i32::from);
        let (blue, red) = (blue - 128, red - 128);
        // ITU-R BT.601 as in JFIF, in 16 bits of fraction.
        let channel = |offset: i32| (luma + ((offset + 32_768) >> 16)).clamp(0, 255) as u8;
        pixel[0] = channel(91_881 * red);
        pixel[1] = channel(-22_554 * blue - 46_802 * red);
        pixel[2] = channel(116_130 * blue);
        pixel[3] = 255 - pixel[3];
    }
}

/// What the segments before the first scan say.
struct Head {
    width: u32,
    height: u32,
    components: u8,
    /// The colour transform of Adobe's segment.
    adobe: Option<u8>,
}

impl Head {
    /// Errors: a file without frame or scan, or one that ends before the mark of its end. Decoders
    /// fill what is missing with gray, which nobody would notice before print.
    fn read(bytes: &[u8]) -> Result<Head, Unusable> {
        let mut frame = None;
        let mut adobe = None;
        let mut is_progressive = false;
        let mut at = 2;
        loop {
            let marker = loop {
                match bytes.get(at..at + 2) {
                    None => return Err(Unusable::Truncated),
                    Some(&[0xff, marker]) if marker != 0xff && marker != 0 => break marker,
                    Some(_) => at += 1,
                }
            };
            at += 2;
            if matches!(marker, 0x01 | 0xd0..=0xd8) {
                continue;
            }
            if marker == 0xd9 {
                return Err(Unusable::Truncated);
            }
            let length = match bytes.get(at..at + 2) {
                Some(&[high, low]) => usize::from(u16::from_be_bytes([high, low])).max(2),
                _ => return Err(Unusable::Truncated),
            };
            let segment = bytes.get(at + 2..at + length).ok_or(Unusable::Truncated)?;
            match marker {
                // Start of frame, but not the tables that share the numbers.
                0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) && segment.len() >= 6 => {
                    let side = |at: usize| u32::from(u16::from_be_bytes([segment[at], segment[at + 1]]));
                    frame = Some((side(3), side(1), segment[5]));
                    is_progressive = marker == 0xc2;
                }
                0xee if segment.starts_with(b"Adobe") && segment.len() >= 12 => adobe = Some(segment[11]),
                0xda => {
                    let (width, height, components) =
                        frame.ok_or_else(|| Unusable::Damaged("a scan before its frame".to_owned()))?;
                    let head = Head { width, height, components, adobe };
                    return head.with_scans(&bytes[at + length..], is_progressive);
                }
                _ => {}
            }
            at += length;
        }
    }

    /// What follows the head of the first scan can be the picture: it ends with the mark of the end, has no more
    /// scans than make sense, and bytes enough for the blocks that the frame promises.
    ///
    /// Each block takes two bits at least: one for its first coefficient and one for the end of the others, which
    /// in a progressive picture many blocks may share. So a small file cannot claim to be a large picture.
    fn with_scans(self, rest: &[u8], is_progressive: bool) -> Result<Head, Unusable> {
        let marks = || rest.windows(2).filter(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff));
        if !rest.windows(2).rev().any(|pair| pair == [0xff, 0xd9]) {
            return Err(Unusable::Truncated);
        }
        let scans = 1 + marks().filter(|pair| pair[1] == 0xda).count();
        if scans > SCANS {
            return Err(Unusable::Damaged(format!("{scans} scans")));
        }
        let blocks = u64::from(self.width.div_ceil(8)) * u64::from(self.height.div_ceil(8));
        let bits = if is_progressive { 1 } else { 2 };
        if blocks * bits > rest.len() as u64 * 8 {
            return Err(Unusable::Truncated);
        }
        Ok(self)
    }
}
