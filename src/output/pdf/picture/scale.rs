//! Crops a picture, reduces it to what the press can show, and turns it upright.

use fast_image_resize::images::{Image as Buffer, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::decode::{Raster, Space, Unusable};
use super::{Crop, Job};
use crate::base::picture::Orientation;
use crate::base::units::Length;

/// A picture is left as it is until it has this much more than the aim, in percent: resampling a
/// little costs sharpness and saves nothing.
const TOLERATED: u64 = 110;

/// EMU in an inch.
const INCH: u64 = 914_400;

/// Pixels that the largest place of a job needs at `ppi`.
pub(super) fn aim(job: &Job, ppi: u16) -> (u32, u32) {
    let pixels = |length: Length| {
        let needed = (length.get().max(0) as u64 * u64::from(ppi)).div_ceil(INCH);
        needed.clamp(1, 1 << 20) as u32
    };
    let sizes = job.places.iter().map(|place| (pixels(place.at.width), pixels(place.at.height)));
    sizes.fold((1, 1), |most, size| (most.0.max(size.0), most.1.max(size.1)))
}

/// The part `crop` of a picture of `full` pixels as it is shown, in the pixels in which it is stored.
///
/// Errors: a crop that shares nothing with the picture.
pub(super) fn stored(crop: Crop, full: (u32, u32), orientation: Orientation) -> Result<Crop, Unusable> {
    let (left, top) = (crop.0.min(full.0), crop.1.min(full.1));
    let (width, height) = (crop.2.min(full.0 - left), crop.3.min(full.1 - top));
    if width == 0 || height == 0 {
        return Err(Unusable::Crop(full.0, full.1));
    }
    Ok(orientation.stored_crop((left, top, width, height), full))
}

/// Pixels on a side that will do for `have`: `want`, unless that is hardly less.
fn fit(have: u32, want: u32) -> u32 {
    if u64::from(have) * 100 > u64::from(want) * TOLERATED { want } else { have }
}

/// The part of `raster` in `crop`, counted in pixels of the file, with no more than about `aim` pixels. Line
/// drawings keep every pixel.
pub(super) fn reduce(raster: Raster, crop: Crop, aim: (u32, u32)) -> Result<Raster, Unusable> {
    let (left, top, width, height) = crop;
    if raster.space == Space::Bits {
        let pixels = cut_bits(&raster, crop);
        return Ok(Raster { width, height, pixels, ..raster });
    }
    let (across, down) = (fit(width, aim.0), fit(height, aim.1));
    if raster.shrink == 1 && (across, down) == (raster.width, raster.height) && (left, top) == (0, 0) {
        return Ok(raster);
    }
    let pixels = if raster.shrink == 1 && (across, down) == (width, height) {
        cut(&raster, crop)
    } else {
        resample(&raster, crop, across, down)?
    };
    Ok(Raster { width: across, height: down, shrink: 1, pixels, ..raster })
}

fn cut(raster: &Raster, (left, top, width, height): Crop) -> Vec<u8> {
    let samples = raster.space.samples();
    let rows = raster.pixels.chunks_exact(raster.width as usize * samples);
    let (from, to) = (left as usize * samples, (left + width) as usize * samples);
    rows.skip(top as usize).take(height as usize).flat_map(|row| &row[from..to]).copied().collect()
}

/// Bits that are left over at the end of a row are white.
fn cut_bits(raster: &Raster, (left, top, width, height): Crop) -> Vec<u8> {
    let row = Space::Bits.row(raster.width).max(1);
    let bit = |row: &[u8], x: u32| row[x as usize / 8] >> (7 - x % 8) & 1;
    let rows = raster.pixels.chunks_exact(row).skip(top as usize).take(height as usize);
    rows.flat_map(|row| pack_row(width, |x| bit(row, left + x))).collect()
}

fn pack_row(width: u32, bit: impl Fn(u32) -> u8) -> Vec<u8> {
    let byte = |first: u32| (0..8).fold(0, |byte, at| byte << 1 | if first + at < width { bit(first + at) } else { 1 });
    (0..width.div_ceil(8)).map(|at| byte(at * 8)).collect()
}

fn resample(raster: &Raster, (left, top, width, height): Crop, across: u32, down: u32) -> Result<Vec<u8>, Unusable> {
    let kind = match raster.space {
        Space::Bits | Space::Gray => PixelType::U8,
        Space::GrayAlpha => PixelType::U8x2,
        Space::Rgb => PixelType::U8x3,
        Space::RgbAlpha | Space::Cmyk => PixelType::U8x4,
    };
    let damaged = |error: &dyn std::fmt::Display| Unusable::Damaged(error.to_string());
    let from = ImageRef::new(raster.width, raster.height, &raster.pixels, kind).map_err(|error| damaged(&error))?;
    let mut to = Buffer::new(across, down, kind);
    let part = |pixels: u32| f64::from(pixels) / f64::from(raster.shrink);
    // A file whose sides are no multiple of the shrinking has part of a pixel more.
    let within = |start: u32, size: u32, all: u32| part(size).min(f64::from(all) - part(start));
    let (wide, high) = (within(left, width, raster.width), within(top, height, raster.height));
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .crop(part(left), part(top), wide, high)
        .use_alpha(matches!(raster.space, Space::GrayAlpha | Space::RgbAlpha));
    Resizer::new().resize(&from, &mut to, &options).map_err(|error| damaged(&error))?;
    Ok(to.into_vec())
}

/// The picture as it is shown.
pub(super) fn turn(raster: Raster, orientation: Orientation) -> Raster {
    if orientation == Orientation::UPRIGHT {
        return raster;
    }
    let Raster { width, height, .. } = raster;
    let (wide, high) = if orientation.is_turned() { (height, width) } else { (width, height) };
    let row = raster.space.row(width);
    let stored = |x, y| orientation.stored((x, y), (wide, high));
    let pixels = if raster.space == Space::Bits {
        let bit = |x, y| {
            let (x, y) = stored(x, y);
            raster.pixels[y as usize * row + x as usize / 8] >> (7 - x % 8) & 1
        };
        (0..high).flat_map(|y| pack_row(wide, |x| bit(x, y))).collect()
    } else {
        let samples = raster.space.samples();
        let mut pixels = Vec::with_capacity(raster.pixels.len());
        for y in 0..high {
            for x in 0..wide {
                let (x, y) = stored(x, y);
                let at = y as usize * row + x as usize * samples;
                pixels.extend_from_slice(&raster.pixels[at..at + samples]);
            }
        }
        pixels
    };
    Raster { width: wide, height: high, pixels, ..raster }
}
