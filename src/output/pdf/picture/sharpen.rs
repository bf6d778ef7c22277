//! Light sharpening after reduction, for paper that softens what is printed on it.
//!
//! Source: print.md 6: radius 1 pixel, low threshold, high strength, after scaling.

use super::decode::{Raster, Space};
use crate::base::units::Permille;

/// Differences of lightness up to this many steps of 255 are grain, and are left alone.
const THRESHOLD: i32 = 3;
/// Most that a pixel changes, so that no white or black line grows along an edge.
const MOST: i32 = 48;

/// Unsharp masking of the lightness: colours keep their hue, so no coloured fringes appear.
pub(super) fn sharpen(mut raster: Raster, strength: Permille) -> Raster {
    let samples = raster.space.samples();
    if strength.0 == 0 || !matches!(raster.space, Space::Gray | Space::Rgb | Space::RgbAlpha | Space::GrayAlpha) {
        return raster;
    }
    let (width, height) = (raster.width as usize, raster.height as usize);
    let light: Vec<i32> = match raster.space {
        Space::Gray | Space::GrayAlpha => {
            raster.pixels.chunks_exact(samples).map(|pixel| i32::from(pixel[0])).collect()
        }
        _ => {
            let luma = |pixel: &[u8]| {
                (i32::from(pixel[0]) * 299 + i32::from(pixel[1]) * 587 + i32::from(pixel[2]) * 114 + 500) / 1000
            };
            raster.pixels.chunks_exact(samples).map(luma).collect()
        }
    };
    let colors = if matches!(raster.space, Space::Gray | Space::GrayAlpha) { 1 } else { 3 };
    let at = |x: usize, y: usize| light[y * width + x];
    for y in 0..height {
        let (above, below) = (y.saturating_sub(1), (y + 1).min(height - 1));
        for x in 0..width {
            let (left, right) = (x.saturating_sub(1), (x + 1).min(width - 1));
            // Gauss with a radius of about one pixel: 1 2 1 both ways.
            let row = |y: usize| at(left, y) + 2 * at(x, y) + at(right, y);
            let blurred = (row(above) + 2 * row(y) + row(below) + 8) / 16;
            let edge = at(x, y) - blurred;
            if edge.abs() <= THRESHOLD {
                continue;
            }
            let change = (edge * i32::from(strength.0) / 1000).clamp(-MOST, MOST);
            let first = (y * width + x) * samples;
            for sample in &mut raster.pixels[first..first + colors] {
                *sample = (i32::from(*sample) + change).clamp(0, 255) as u8;
            }
        }
    }
    raster
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gray(pixels: &[u8]) -> Raster {
        let (width, pixels) = (pixels.len() as u32, pixels.to_vec());
        Raster { width, height: 1, shrink: 1, space: Space::Gray, pixels, profile: None }
    }

    #[test]
    fn edges_grow_steeper_and_grain_stays() {
        assert_eq!(sharpen(gray(&[100, 100, 160, 160]), Permille(1000)).pixels, [100, 85, 175, 160]);
        assert_eq!(sharpen(gray(&[100, 104, 100, 103]), Permille(3000)).pixels, [100, 104, 100, 103]);
        assert_eq!(sharpen(gray(&[0, 0, 255, 255]), Permille(1000)).pixels, [0, 0, 255, 255]);
        assert_eq!(sharpen(gray(&[100, 160]), Permille(0)).pixels, [100, 160]);
    }
}
