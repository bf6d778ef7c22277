//! Separates a picture into the inks of the press, within its ink limit.

use rayon::prelude::*;

use super::decode::{Raster, Space};
use super::press::Press;
use crate::base::units::Permille;

/// Rows are separated in bands of about this many pixels, each on a free core.
const BAND: usize = 1 << 16;

/// RGB becomes CMYK; gray stays gray, which prints black alone. Inks are held to `limit`.
///
/// CMYK keeps its numbers: whoever separated it chose them.
pub(super) fn separate(raster: Raster, press: &Press, limit: Permille) -> Raster {
    let Raster { width, height, space, pixels, profile, bilevel } = raster;
    let most = u32::from(limit.0) * 255 / 1000;
    let pixels = match space {
        Space::Gray => pixels,
        Space::Cmyk => {
            let mut pixels = pixels;
            pixels.par_chunks_mut(BAND * 4).for_each(|band| hold_ink(band, most));
            pixels
        }
        Space::Rgb => {
            let separation = press.separation(profile.as_deref());
            let mut inks = vec![0; pixels.len() / 3 * 4];
            inks.par_chunks_mut(BAND * 4).zip(pixels.par_chunks(BAND * 3)).for_each(|(inks, colors)| {
                let done = separation.as_ref().is_some_and(|separation| separation.transform(colors, inks).is_ok());
                if !done {
                    plainly(colors, inks);
                }
                hold_ink(inks, most);
            });
            inks
        }
    };
    let space = if space == Space::Rgb { Space::Cmyk } else { space };
    Raster { width, height, space, pixels, profile: None, bilevel }
}

/// A picture in black alone, each pixel as dark as it was.
///
/// Source: luma of ITU-R BT.601; inks take away the share of their colour.
pub(super) fn blacken(raster: Raster) -> Raster {
    let luma = |[a, b, c]: [u8; 3]| ((u32::from(a) * 299 + u32::from(b) * 587 + u32::from(c) * 114) / 1000) as u8;
    let pixels = match raster.space {
        Space::Gray => return raster,
        Space::Rgb => raster.pixels.chunks_exact(3).map(|pixel| luma([pixel[0], pixel[1], pixel[2]])).collect(),
        Space::Cmyk => {
            let light = |pixel: &[u8]| {
                let paper = luma([255 - pixel[0], 255 - pixel[1], 255 - pixel[2]]);
                (u32::from(paper) * u32::from(255 - pixel[3]) / 255) as u8
            };
            raster.pixels.chunks_exact(4).map(light).collect()
        }
    };
    Raster { space: Space::Gray, pixels, profile: None, ..raster }
}

/// Scales C, M and Y down where all inks together exceed `most`; black, which carries the drawing,
/// stays.
///
/// Source: print.md 6, "TAC guard".
fn hold_ink(pixels: &mut [u8], most: u32) {
    for pixel in pixels.chunks_exact_mut(4) {
        let [c, m, y, k] = [pixel[0], pixel[1], pixel[2], pixel[3]].map(u32::from);
        let colors = c + m + y;
        if colors + k > most && colors > 0 {
            let room = most.saturating_sub(k);
            for (ink, sample) in pixel.iter_mut().zip([c, m, y]) {
                *ink = (sample * room / colors) as u8;
            }
        }
    }
}

/// Without a profile that works: full replacement of the gray component. A checked profile never
/// comes here.
fn plainly(colors: &[u8], inks: &mut [u8]) {
    for (color, ink) in colors.chunks_exact(3).zip(inks.chunks_exact_mut(4)) {
        let light = color[0].max(color[1]).max(color[2]);
        for (ink, sample) in ink.iter_mut().zip(color) {
            *ink = light - sample;
        }
        ink[3] = 255 - light;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_in_black_is_as_dark_as_it_was() {
        let raster = |space, pixels: &[u8]| Raster {
            width: 1,
            height: 1,
            space,
            pixels: pixels.to_vec(),
            profile: None,
            bilevel: false,
        };
        assert_eq!(blacken(raster(Space::Rgb, &[255, 0, 0])).pixels, [76]);
        assert_eq!(blacken(raster(Space::Cmyk, &[0, 255, 255, 0])).pixels, [76]);
        assert_eq!(blacken(raster(Space::Cmyk, &[0, 0, 0, 255])).pixels, [0]);
        assert_eq!(blacken(raster(Space::Gray, &[9])).pixels, [9]);
    }

    #[track_caller]
    fn check(inks: [u8; 4], most: u32, expected: [u8; 4]) {
        let mut pixel = inks;
        hold_ink(&mut pixel, most);
        assert_eq!(pixel, expected);
    }

    #[test]
    fn ink_over_the_limit_is_taken_from_the_colours() {
        check([255, 255, 255, 255], 612, [119, 119, 119, 255]);
        check([200, 100, 0, 255], 612, [200, 100, 0, 255]);
        check([255, 255, 200, 0], 612, [219, 219, 172, 0]);
        check([0, 0, 0, 255], 200, [0, 0, 0, 255]);
    }
}
