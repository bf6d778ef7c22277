//! Crops a picture and reduces it to what the press can show.

use fast_image_resize::images::{Image as Buffer, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::decode::{Raster, Space, Unusable};
use super::{Crop, Job};
use crate::base::units::Length;

/// A picture is left as it is until it has this much more than the aim, in percent: resampling a
/// little costs sharpness and saves nothing.
const TOLERATED: u64 = 110;
/// Line drawings keep their edges at this many times the aim.
const BILEVEL: u32 = 6;

/// EMU in an inch.
const INCH: u64 = 914_400;

/// Pixels that the largest place of a job needs at `ppi`.
pub(super) fn aim(job: &Job, ppi: u16) -> (u32, u32) {
    let pixels = |length: Length| {
        let needed = (length.get().max(0) as u64 * u64::from(ppi)).div_ceil(INCH);
        needed.clamp(1, 1 << 20) as u32
    };
    let sizes = job.places.iter().map(|place| (pixels(place.size.width), pixels(place.size.height)));
    sizes.fold((1, 1), |most, size| (most.0.max(size.0), most.1.max(size.1)))
}

/// The part of `raster` in `crop`, with no more than about `aim` pixels.
///
/// Errors: a crop that shares nothing with the picture.
pub(super) fn reduce(raster: Raster, crop: Crop, aim: (u32, u32)) -> Result<Raster, Unusable> {
    let (left, top) = (crop.0.min(raster.width), crop.1.min(raster.height));
    let (width, height) = (crop.2.min(raster.width - left), crop.3.min(raster.height - top));
    if width == 0 || height == 0 {
        return Err(Unusable::Crop(raster.width, raster.height));
    }
    let times = if raster.bilevel { BILEVEL } else { 1 };
    let fit = |have: u32, want: u32| {
        let want = want.saturating_mul(times);
        if u64::from(have) * 100 > u64::from(want) * TOLERATED { want } else { have }
    };
    let (across, down) = (fit(width, aim.0), fit(height, aim.1));
    if (across, down) == (raster.width, raster.height) && (left, top) == (0, 0) {
        return Ok(raster);
    }
    let pixels = if (across, down) == (width, height) {
        cut(&raster, (left, top, width, height))
    } else {
        resample(&raster, (left, top, width, height), across, down)?
    };
    Ok(Raster { width: across, height: down, pixels, ..raster })
}

fn cut(raster: &Raster, (left, top, width, height): Crop) -> Vec<u8> {
    let samples = raster.space.samples();
    let rows = raster.pixels.chunks_exact(raster.width as usize * samples);
    let (from, to) = (left as usize * samples, (left + width) as usize * samples);
    rows.skip(top as usize).take(height as usize).flat_map(|row| &row[from..to]).copied().collect()
}

fn resample(raster: &Raster, (left, top, width, height): Crop, across: u32, down: u32) -> Result<Vec<u8>, Unusable> {
    let kind = match raster.space {
        Space::Gray => PixelType::U8,
        Space::Rgb => PixelType::U8x3,
        Space::Cmyk => PixelType::U8x4,
    };
    let damaged = |error: &dyn std::fmt::Display| Unusable::Damaged(error.to_string());
    let from = ImageRef::new(raster.width, raster.height, &raster.pixels, kind).map_err(|error| damaged(&error))?;
    let mut to = Buffer::new(across, down, kind);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .crop(f64::from(left), f64::from(top), f64::from(width), f64::from(height))
        .use_alpha(false);
    Resizer::new().resize(&from, &mut to, &options).map_err(|error| damaged(&error))?;
    Ok(to.into_vec())
}
