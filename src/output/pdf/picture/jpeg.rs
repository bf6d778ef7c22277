//! JPEG: gray, YCbCr, RGB, and CMYK in the three forms in which it is found.
//!
//! Adobe's programs store inks inverted, 0 for the solid, and say so only by the presence of their
//! APP14 segment; taking one for the other is the classic fault of CMYK pictures.
//!
//! Source: Adobe Technical Note 5116, "Supporting the DCT Filters", 18; libjpeg `jdcolor.c`.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::decode::{MAX_SIDE, Raster, Space, Unusable, check_size};

pub(super) fn decode(bytes: &[u8]) -> Result<Raster, Unusable> {
    let head = Head::read(bytes)?;
    check_size(head.width, head.height)?;
    let (space, wanted) = match (head.components, head.adobe) {
        (1, _) => (Space::Gray, ColorSpace::Luma),
        (3, _) => (Space::Rgb, ColorSpace::RGB),
        (4, Some(2)) => (Space::Cmyk, ColorSpace::YCCK),
        (4, _) => (Space::Cmyk, ColorSpace::CMYK),
        (other, _) => return Err(Unusable::Damaged(format!("{other} components"))),
    };
    let options = DecoderOptions::default()
        .set_max_width(MAX_SIDE as usize)
        .set_max_height(MAX_SIDE as usize)
        .jpeg_set_out_colorspace(wanted);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let mut pixels = decoder.decode().map_err(|error| Unusable::Damaged(error.to_string()))?;
    if pixels.len() != head.width as usize * head.height as usize * space.samples() {
        return Err(Unusable::Damaged("the size in the header is not that of the picture".to_owned()));
    }
    match (head.components, head.adobe) {
        (4, Some(2)) => inks_of_ycck(&mut pixels),
        (4, Some(_)) => pixels.iter_mut().for_each(|sample| *sample = 255 - *sample),
        _ => {}
    }
    let profile = decoder.icc_profile();
    Ok(Raster { width: head.width, height: head.height, space, pixels, profile, bilevel: false })
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
                }
                0xee if segment.starts_with(b"Adobe") && segment.len() >= 12 => adobe = Some(segment[11]),
                0xda => {
                    let (width, height, components) =
                        frame.ok_or_else(|| Unusable::Damaged("a scan before its frame".to_owned()))?;
                    let ends = bytes[at + length..].windows(2).rev().any(|pair| pair == [0xff, 0xd9]);
                    let head = Head { width, height, components, adobe };
                    return if ends { Ok(head) } else { Err(Unusable::Truncated) };
                }
                _ => {}
            }
            at += length;
        }
    }
}
