//! A picture for the screen: sRGB or gray, laid on what it stands on.

use rayon::prelude::*;

use super::Darkroom;
use super::color::{self, Shown};
use super::decode::{Raster, Space};
use super::ink::on_paper;
use crate::base::color::Cmyk;

/// Rows are converted in bands of about this many pixels, each on a free core.
const BAND: usize = 1 << 16;

/// The colours of a picture in sRGB; gray stays gray. Pictures without a profile are taken for sRGB, inks for those of
/// the press.
pub(super) fn show(raster: Raster, room: &Darkroom<'_>, ground: Option<Cmyk>) -> Raster {
    let profile = raster.profile.clone();
    let raster = match profile.as_deref() {
        Some(profile) if !color::is_srgb(profile) => from_profile(raster, profile),
        _ => raster,
    };
    let raster = match raster.space {
        Space::Cmyk => from_inks(raster, &Shown::of_press(&room.condition.profile).inks()),
        _ => raster,
    };
    let raster = match (raster.space, ground) {
        (Space::GrayAlpha | Space::RgbAlpha, Some(ground)) => {
            on_color(raster, Shown::of_press(&room.condition.profile).color(ground))
        }
        _ => on_paper(raster),
    };
    Raster { profile: None, ..raster }
}

fn from_profile(mut raster: Raster, profile: &[u8]) -> Raster {
    match raster.space {
        Space::Rgb | Space::RgbAlpha => {
            let (Some(grid), samples) = (color::rgb_grid(profile), raster.space.samples()) else { return raster };
            raster.pixels.par_chunks_mut(BAND * samples).for_each(|band| {
                for pixel in band.chunks_exact_mut(samples) {
                    let [r, g, b, _] = grid.inks([pixel[0], pixel[1], pixel[2]]);
                    pixel[..3].copy_from_slice(&[r, g, b]);
                }
            });
            raster
        }
        Space::Cmyk => match color::ink_grid(profile) {
            Some(grid) => from_inks(raster, &grid),
            None => raster,
        },
        _ => raster,
    }
}

fn from_inks(raster: Raster, grid: &color::InkGrid) -> Raster {
    let mut colors = vec![0; raster.pixels.len() / 4 * 3];
    colors.par_chunks_mut(BAND * 3).zip(raster.pixels.par_chunks(BAND * 4)).for_each(|(colors, inks)| {
        for (color, inks) in colors.chunks_exact_mut(3).zip(inks.chunks_exact(4)) {
            let shown = match *inks {
                // Black alone is neutral, as it is on pages.
                [0, 0, 0, k] => [255 - k; 3],
                [c, m, y, k] => {
                    let [r, g, b, _] = grid.inks([c, m, y, k]);
                    [r, g, b]
                }
                _ => [255; 3],
            };
            color.copy_from_slice(&shown);
        }
    });
    Raster { space: Space::Rgb, pixels: colors, ..raster }
}

/// Lays what is clear on a colour, in thousandths.
fn on_color(raster: Raster, ground: [u16; 3]) -> Raster {
    let ground = ground.map(|value| u32::from(value) * 255 / 1000);
    let samples = raster.space.samples();
    let mut pixels = Vec::with_capacity(raster.pixels.len() / samples * 3);
    for pixel in raster.pixels.chunks_exact(samples) {
        let opacity = u32::from(pixel[samples - 1]);
        let over = if samples == 2 { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] };
        let laid = |(over, under): (u8, u32)| (u32::from(over) * opacity + under * (255 - opacity) + 127) / 255;
        pixels.extend(over.into_iter().zip(ground).map(|pair| laid(pair) as u8));
    }
    Raster { space: Space::Rgb, pixels, ..raster }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_clear_shows_the_colour_beneath() {
        let raster = Raster {
            width: 2,
            height: 1,
            shrink: 1,
            space: Space::RgbAlpha,
            pixels: vec![255, 0, 0, 255, 255, 0, 0, 0],
            profile: None,
        };
        assert_eq!(on_color(raster, [1000, 500, 0]).pixels, [255, 0, 0, 255, 127, 0]);
    }
}
