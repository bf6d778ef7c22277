//! TIFF: gray, RGB, palette and CMYK of 1 to 16 bits, plain, PackBits, LZW, Deflate or CCITT.

use std::io::Cursor;

use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

use super::decode::{Raster, Space, Unusable, eight_bits};
use crate::base::diag::say;
use crate::base::picture::{DECODED, Head};

/// The tag of the profile.
const PROFILE: u16 = 34_675;
/// Largest value of a tag that is read: a profile.
const VALUE: usize = 16 << 20;

type Reader<'b> = Decoder<Cursor<&'b [u8]>>;

pub(super) fn decode(bytes: &[u8], head: &Head) -> Result<Raster, Unusable> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = DECODED as usize;
    limits.intermediate_buffer_size = DECODED as usize;
    limits.ifd_value_size = VALUE;
    let mut decoder: Reader<'_> = Decoder::new(Cursor::new(bytes)).map_err(reason)?.with_limits(limits);
    if decoder.dimensions().map_err(reason)? != (head.width, head.height) {
        return Err(Unusable::Damaged("two sizes".to_owned()));
    }
    let color = decoder.colortype().map_err(reason)?;
    let (samples, is_known) = match color {
        ColorType::Gray(1 | 2 | 4 | 8 | 16) | ColorType::Palette(1 | 2 | 4 | 8) => (1, true),
        ColorType::Multiband { bit_depth: 8 | 16, num_samples: 2 } => (2, true),
        ColorType::RGB(8 | 16) => (3, true),
        ColorType::RGBA(8 | 16) | ColorType::CMYK(8 | 16) => (4, true),
        ColorType::CMYKA(8 | 16) => (5, true),
        _ => (0, false),
    };
    if !is_known {
        return Err(Unusable::Unread(say(
            format!("TIFF 的颜色（{color:?}）本程序不读"),
            format!("the colours of this TIFF, {color:?}, are not read"),
        )));
    }
    let profile = decoder.get_tag_u8_vec(Tag::Unknown(PROFILE)).ok();
    let alpha = decoder.find_tag_unsigned_vec::<u16>(Tag::ExtraSamples).ok().flatten().unwrap_or_default();
    let mut result = DecodingResult::U8(Vec::new());
    let layout = decoder.read_image_to_buffer(&mut result).map_err(reason)?;
    let samples_read = match result {
        DecodingResult::U8(samples) => samples,
        DecodingResult::U16(samples) => samples.into_iter().map(eight_bits).collect(),
        _ => return Err(Unusable::Damaged("samples that are no whole numbers".to_owned())),
    };
    let pixels = if layout.planes > 1 { together(&samples_read, layout.planes) } else { samples_read };
    let (space, pixels) = match color {
        ColorType::Gray(1) => (Space::Bits, pixels),
        ColorType::Gray(bits @ (2 | 4)) => {
            (Space::Gray, wide(&pixels, head.width, bits, |v| v * (255 / ((1 << bits) - 1))))
        }
        ColorType::Gray(_) => (Space::Gray, pixels),
        ColorType::Palette(bits) => (Space::Rgb, painted(&mut decoder, &pixels, head.width, bits)?),
        ColorType::Multiband { .. } => (Space::GrayAlpha, apart::<2>(pixels, &alpha)),
        ColorType::RGB(_) => (Space::Rgb, pixels),
        ColorType::RGBA(_) => (Space::RgbAlpha, apart::<4>(pixels, &alpha)),
        ColorType::CMYK(_) => (Space::Cmyk, pixels),
        // Inks that are clear are thinner.
        _ => (Space::Cmyk, pixels.chunks_exact(samples).flat_map(|inks| thin(inks, &alpha)).collect()),
    };
    Ok(Raster { width: head.width, height: head.height, shrink: 1, space, pixels, profile })
}

fn thin(inks: &[u8], alpha: &[u16]) -> [u8; 4] {
    let opacity = if alpha.first() == Some(&1) { 255 } else { u32::from(inks[4]) };
    [0, 1, 2, 3].map(|at| ((u32::from(inks[at]) * opacity + 127) / 255) as u8)
}

/// Samples that stand plane behind plane, pixel by pixel.
fn together(planes: &[u8], count: usize) -> Vec<u8> {
    let size = planes.len() / count;
    (0..size).flat_map(|at| (0..count).map(move |plane| planes[plane * size + at])).collect()
}

/// Samples of less than 8 bits, whose rows begin at bytes.
fn wide(packed: &[u8], width: u32, bits: u8, value: impl Fn(u8) -> u8) -> Vec<u8> {
    let row = (width as usize * usize::from(bits)).div_ceil(8).max(1);
    let each = 8 / usize::from(bits);
    let mask = ((1_u16 << bits) - 1) as u8;
    let sample = |row: &[u8], x: usize| row[x / each] >> (8 - usize::from(bits) * (x % each + 1)) & mask;
    let rows = packed.chunks_exact(row);
    rows.flat_map(|row| (0..width as usize).map(|x| value(sample(row, x))).collect::<Vec<u8>>()).collect()
}

fn painted(decoder: &mut Reader<'_>, packed: &[u8], width: u32, bits: u8) -> Result<Vec<u8>, Unusable> {
    let map = decoder.get_tag_u16_vec(Tag::ColorMap).map_err(reason)?;
    let colors = 1_usize << bits;
    if map.len() < 3 * colors {
        return Err(Unusable::Damaged("a palette with too few colours".to_owned()));
    }
    let indices = if bits == 8 { packed.to_vec() } else { wide(packed, width, bits, |index| index) };
    let color = |index: u8| [0, 1, 2].map(|plane| eight_bits(map[plane * colors + usize::from(index)]));
    Ok(indices.into_iter().flat_map(color).collect())
}

/// Colours that were multiplied with their opacity, as they were before.
fn apart<const N: usize>(mut pixels: Vec<u8>, alpha: &[u16]) -> Vec<u8> {
    if alpha.first() == Some(&1) {
        for pixel in pixels.chunks_exact_mut(N) {
            let opacity = u32::from(pixel[N - 1]);
            for sample in &mut pixel[..N - 1] {
                *sample = (u32::from(*sample) * 255).checked_div(opacity).unwrap_or(255).min(255) as u8;
            }
        }
    }
    pixels
}

fn reason(error: tiff::TiffError) -> Unusable {
    match error {
        tiff::TiffError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Unusable::Truncated,
        tiff::TiffError::UnsupportedError(what) => Unusable::Unread(say(
            format!("TIFF 的编码本程序不读：{what}"),
            format!("the coding of this TIFF is not read: {what}"),
        )),
        other => Unusable::Damaged(other.to_string()),
    }
}
