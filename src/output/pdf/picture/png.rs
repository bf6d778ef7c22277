//! PNG of any depth; palettes are expanded, transparent parts show white paper.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{ColorType, ExtendedColorType, ImageDecoder, Limits};

use super::decode::{MAX_SIDE, Raster, Space, Unusable, check_size};

pub(super) fn decode(bytes: &[u8]) -> Result<Raster, Unusable> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(u64::from(MAX_SIDE) * u64::from(MAX_SIDE) * 8);
    // Width and height are the first fields of the first chunk.
    let side = |at: usize| bytes.get(at..at + 4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
    let (width, height) = side(16).zip(side(20)).ok_or(Unusable::Truncated)?;
    check_size(width, height)?;
    let mut decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(reason)?;
    let bilevel = decoder.original_color_type() == ExtendedColorType::L1;
    let profile = decoder.icc_profile().ok().flatten();
    let color = decoder.color_type();
    let mut samples = vec![0; decoder.total_bytes() as usize];
    decoder.read_image(&mut samples).map_err(reason)?;
    let (space, pixels) = match color {
        ColorType::L8 => (Space::Gray, samples),
        ColorType::Rgb8 => (Space::Rgb, samples),
        ColorType::L16 => (Space::Gray, eight_bits(&samples)),
        ColorType::Rgb16 => (Space::Rgb, eight_bits(&samples)),
        ColorType::La8 => (Space::Gray, on_paper::<2>(&samples)),
        ColorType::Rgba8 => (Space::Rgb, on_paper::<4>(&samples)),
        ColorType::La16 => (Space::Gray, on_paper::<2>(&eight_bits(&samples))),
        ColorType::Rgba16 => (Space::Rgb, on_paper::<4>(&eight_bits(&samples))),
        other => return Err(Unusable::Damaged(format!("{other:?}"))),
    };
    // A gray profile in an RGB picture, or the other way round, is of no use.
    Ok(Raster { width, height, space, pixels, profile, bilevel })
}

fn reason(error: image::ImageError) -> Unusable {
    match error {
        image::ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Unusable::Truncated,
        other => Unusable::Damaged(other.to_string()),
    }
}

/// Native 16-bit samples, as the decoder gives them, to 8 bits.
fn eight_bits(samples: &[u8]) -> Vec<u8> {
    samples
        .chunks_exact(2)
        .map(|pair| ((u32::from(u16::from_ne_bytes([pair[0], pair[1]])) + 128) / 257) as u8)
        .collect()
}

/// Lays pixels whose last of `N` samples is opacity on white.
fn on_paper<const N: usize>(samples: &[u8]) -> Vec<u8> {
    let mut pixels = Vec::with_capacity(samples.len() / N * (N - 1));
    for pixel in samples.chunks_exact(N) {
        let opacity = u32::from(pixel[N - 1]);
        let laid = |sample: u8| ((u32::from(sample) * opacity + 255 * (255 - opacity) + 127) / 255) as u8;
        pixels.extend(pixel[..N - 1].iter().map(|sample| laid(*sample)));
    }
    pixels
}
