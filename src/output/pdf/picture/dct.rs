//! Separated pictures as JPEG, where the press file asks for small files, with the ink limit verified on what comes
//! out.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::decode::{Raster, Space};
use super::ink::hold_ink;
use crate::base::units::Permille;
use crate::output::pdf::condition::Compression;

/// Quality of the encoder, of 100. At 92 nothing was seen of it in print sizes, and files were a quarter of Flate's.
const QUALITY: u8 = 92;
/// Room below the ink limit, because coding moves inks up and down.
///
/// Source: print.md 6: "convert with limit 235 (or 215), or use Flate".
const ROOM: u16 = 50;
/// How often a picture that came out over the limit is held lower and coded again.
const ROUNDS: u32 = 4;

/// The limit to which inks are held before they are stored.
pub(super) fn margin(compression: Compression, limit: Permille) -> Permille {
    match compression {
        Compression::Flate => limit,
        Compression::Jpeg => Permille(limit.0.saturating_sub(ROOM)),
    }
}

/// A JPEG of the inks, inverted as Adobe's are, that is within `limit` when decoded; nothing where that cannot be
/// had.
pub(super) fn encode(raster: &Raster, limit: Permille) -> Option<Vec<u8>> {
    let (width, height) = (u16::try_from(raster.width).ok()?, u16::try_from(raster.height).ok()?);
    let code = |pixels: &[u8], color| -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_1_1);
        encoder.set_optimized_huffman_tables(true);
        encoder.encode(pixels, width, height, color).ok()?;
        Some(bytes)
    };
    match raster.space {
        Space::Gray => return code(&raster.pixels, ColorType::Luma),
        Space::Cmyk => {}
        _ => return None,
    }
    let most = u32::from(limit.0) * 255 / 1000;
    let mut held = most;
    let mut pixels = raster.pixels.clone();
    for _ in 0..ROUNDS {
        let bytes = code(&pixels, ColorType::Cmyk)?;
        let highest = decode(&bytes)?.chunks_exact(4).map(total).max().unwrap_or_default();
        if highest <= most {
            return Some(bytes);
        }
        held = pixels.chunks_exact(4).map(total).max().unwrap_or_default().min(held).saturating_sub(highest - most + 2);
        hold_ink(&mut pixels, held);
    }
    None
}

/// Quality of the encoder for screens.
const SCREEN_QUALITY: u8 = 86;

/// A JPEG of gray or sRGB; nothing for anything else, or a picture that is too large for JPEG.
pub(super) fn encode_for_screens(raster: &Raster) -> Option<Vec<u8>> {
    let color = match raster.space {
        Space::Gray => ColorType::Luma,
        Space::Rgb => ColorType::Rgb,
        _ => return None,
    };
    let (width, height) = (u16::try_from(raster.width).ok()?, u16::try_from(raster.height).ok()?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, SCREEN_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(&raster.pixels, width, height, color).ok()?;
    Some(bytes)
}

fn total(inks: &[u8]) -> u32 {
    inks.iter().map(|ink| u32::from(*ink)).sum()
}

/// The inks, or the gray, of what [`encode`] made.
pub(in crate::output) fn decode(bytes: &[u8]) -> Option<Vec<u8>> {
    let options = DecoderOptions::default().set_max_width(1 << 16).set_max_height(1 << 16);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let inks = decoder.info()?.components == 4;
    let wanted = if inks { ColorSpace::CMYK } else { ColorSpace::Luma };
    let options = options.jpeg_set_out_colorspace(wanted);
    let mut pixels = JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode().ok()?;
    if inks {
        pixels.iter_mut().for_each(|sample| *sample = 255 - *sample);
    }
    Some(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hard pattern of inks at the limit, which coding must move.
    #[test]
    fn coded_inks_stay_within_the_limit() {
        let limit = Permille(2400);
        let mut pixels: Vec<u8> = (0..64 * 64_u32)
            .flat_map(|at| if (at * 7919) % 13 < 6 { [255, 250, 240, 255] } else { [20, 200, 180, (at % 256) as u8] })
            .collect();
        let held = margin(Compression::Jpeg, limit);
        assert_eq!((held, margin(Compression::Flate, limit)), (Permille(2350), limit));
        hold_ink(&mut pixels, u32::from(held.0) * 255 / 1000);
        let raster = Raster { width: 64, height: 64, shrink: 1, space: Space::Cmyk, pixels, profile: None };
        let bytes = encode(&raster, limit).expect("a JPEG within the limit");
        let back = decode(&bytes).expect("pixels");
        assert!(back.chunks_exact(4).map(total).max() <= Some(612));
        let near = back.iter().zip(&raster.pixels).filter(|(one, other)| one.abs_diff(**other) < 60).count();
        assert!(near > raster.pixels.len() * 9 / 10, "{near}");
    }
}
