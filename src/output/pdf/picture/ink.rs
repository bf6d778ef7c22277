//! Separates a picture into the inks of the press, within its ink limit.

use rayon::prelude::*;

use super::Darkroom;
use super::color::{self, RgbGrid, Way};
use super::dct;
use super::decode::{Raster, Space};
use crate::base::color::Cmyk;
use crate::base::units::Permille;

/// Rows are separated in bands of about this many pixels, each on a free core.
const BAND: usize = 1 << 16;

/// What was done to a picture that its maker may not expect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Done {
    /// Inks made for another press, of the profile named, were converted.
    Converted(String),
    /// A profile that cannot be used was left out.
    ProfileLeft(String),
    /// Inks over the limit were held: the most there was, and how many of a thousand pixels.
    InkHeld(u32, u32),
    /// Inks were reduced from so many pixels to so many.
    Reduced(u32, u32, u32, u32),
}

/// RGB becomes CMYK; gray stays gray, which prints black alone. Inks are held to the limit.
///
/// CMYK keeps its numbers where they were made for this press, or do not say for which: whoever separated it chose
/// them. What is clear shows `ground`, or paper.
pub(super) fn separate(raster: Raster, room: &Darkroom<'_>, ground: Option<Cmyk>, done: &mut Vec<Done>) -> Raster {
    let (raster, alpha) = match (raster.space, ground) {
        (Space::GrayAlpha | Space::RgbAlpha, Some(ground)) => {
            let (raster, alpha) = apart(raster);
            (raster, Some((alpha, ground)))
        }
        (Space::GrayAlpha | Space::RgbAlpha, None) => (on_paper(raster), None),
        _ => (raster, None),
    };
    let most = dct::margin(room.condition.treatment.compression, room.condition.ink_limit);
    let profile = raster.profile.clone();
    let way = profile.as_deref().and_then(|profile| room.press.way_from(profile));
    let mut raster = match (raster.space, way) {
        (Space::Rgb, Some(Way::Rgb(grid))) => from_rgb(raster, Some(&grid)),
        (Space::Rgb, _) => {
            left(profile.as_deref(), done);
            from_rgb(raster, room.press.srgb().as_deref())
        }
        (Space::Gray, Some(Way::Gray(curve))) => {
            let mut raster = raster;
            raster.pixels.iter_mut().for_each(|sample| *sample = curve[usize::from(*sample)]);
            raster
        }
        (Space::Cmyk, Some(Way::Inks(grid))) => {
            done.push(Done::Converted(color::name(profile.as_deref().unwrap_or_default())));
            let mut raster = raster;
            raster.pixels.par_chunks_mut(BAND * 4).for_each(|band| {
                for pixel in band.chunks_exact_mut(4) {
                    // Black alone stays black alone.
                    if pixel[..3] != [0; 3] {
                        pixel.copy_from_slice(&grid.inks([pixel[0], pixel[1], pixel[2], pixel[3]]));
                    }
                }
            });
            raster
        }
        (Space::Cmyk, None) => {
            left(profile.as_deref(), done);
            raster
        }
        _ => raster,
    };
    let was_inks = raster.space == Space::Cmyk && !matches!(profile_space(profile.as_deref()), Some(b"RGB "));
    if let Some((alpha, ground)) = alpha {
        raster = on_tint(raster, &alpha, ground);
    } else if was_inks && raster.space == Space::Cmyk {
        done.extend(over(&raster, room.condition.ink_limit));
    }
    if raster.space == Space::Cmyk {
        let most = u32::from(most.0) * 255 / 1000;
        raster.pixels.par_chunks_mut(BAND * 4).for_each(|band| hold_ink(band, most));
    }
    Raster { profile: None, ..raster }
}

fn profile_space(profile: Option<&[u8]>) -> Option<&[u8; 4]> {
    profile?.get(16..20)?.try_into().ok()
}

fn left(profile: Option<&[u8]>, done: &mut Vec<Done>) {
    if let Some(profile) = profile {
        done.push(Done::ProfileLeft(color::name(profile)));
    }
}

fn from_rgb(raster: Raster, grid: Option<&RgbGrid>) -> Raster {
    let mut inks = vec![0; raster.pixels.len() / 3 * 4];
    inks.par_chunks_mut(BAND * 4).zip(raster.pixels.par_chunks(BAND * 3)).for_each(|(inks, colors)| {
        for (ink, color) in inks.chunks_exact_mut(4).zip(colors.chunks_exact(3)) {
            let color = [color[0], color[1], color[2]];
            ink.copy_from_slice(&grid.map_or_else(|| plainly(color), |grid| grid.inks(color)));
        }
    });
    Raster { space: Space::Cmyk, pixels: inks, ..raster }
}

/// How far a picture goes over the limit, if it does.
fn over(raster: &Raster, limit: Permille) -> Option<Done> {
    let most = u32::from(limit.0) * 255 / 1000;
    let totals = raster.pixels.chunks_exact(4).map(|inks| inks.iter().map(|ink| u32::from(*ink)).sum::<u32>());
    let (count, highest) = totals
        .filter(|total| *total > most)
        .fold((0_u64, 0), |(count, highest), total| (count + 1, total.max(highest)));
    let pixels = (raster.pixels.len() / 4).max(1) as u64;
    // Rounding of 8 bits is not over.
    (highest > most + 2).then_some(Done::InkHeld(highest * 1000 / 255, (count * 1000).div_ceil(pixels) as u32))
}

/// The colours of a picture without what they are worth, and that.
fn apart(raster: Raster) -> (Raster, Vec<u8>) {
    let samples = raster.space.samples();
    let alpha = raster.pixels.iter().skip(samples - 1).step_by(samples).copied().collect();
    let pixels = raster.pixels.chunks_exact(samples).flat_map(|pixel| &pixel[..samples - 1]).copied().collect();
    let space = if samples == 2 { Space::Gray } else { Space::Rgb };
    (Raster { space, pixels, ..raster }, alpha)
}

/// Lays what is clear on white.
pub(super) fn on_paper(raster: Raster) -> Raster {
    let samples = match raster.space {
        Space::GrayAlpha => 2,
        Space::RgbAlpha => 4,
        _ => return raster,
    };
    let mut pixels = Vec::with_capacity(raster.pixels.len() / samples * (samples - 1));
    for pixel in raster.pixels.chunks_exact(samples) {
        let opacity = u32::from(pixel[samples - 1]);
        let laid = |sample: u8| ((u32::from(sample) * opacity + 255 * (255 - opacity) + 127) / 255) as u8;
        pixels.extend(pixel[..samples - 1].iter().map(|sample| laid(*sample)));
    }
    let space = if samples == 2 { Space::Gray } else { Space::Rgb };
    Raster { space, pixels, ..raster }
}

/// Lays separated inks on a tint; gray on a tint of black stays gray.
fn on_tint(raster: Raster, alpha: &[u8], ground: Cmyk) -> Raster {
    let sample = |ink: u16| u32::from(ink) * 255 / 1000;
    let laid = |over: u8, under: u32, opacity: u8| {
        let opacity = u32::from(opacity);
        ((u32::from(over) * opacity + under * (255 - opacity) + 127) / 255) as u8
    };
    let tint = [ground.c, ground.m, ground.y, ground.k].map(sample);
    if raster.space == Space::Gray && tint[..3] == [0; 3] {
        let pixels = raster.pixels.iter().zip(alpha).map(|(gray, alpha)| laid(*gray, 255 - tint[3], *alpha)).collect();
        return Raster { pixels, ..raster };
    }
    let inks: Vec<u8> = if raster.space == Space::Gray {
        raster.pixels.iter().flat_map(|gray| [0, 0, 0, 255 - gray]).collect()
    } else {
        raster.pixels
    };
    let pixels = inks.chunks_exact(4).zip(alpha);
    let pixels = pixels.flat_map(|(inks, alpha)| [0, 1, 2, 3].map(|at| laid(inks[at], tint[at], *alpha))).collect();
    Raster { space: Space::Cmyk, pixels, ..raster }
}

/// A picture in black alone, each pixel as dark as it was.
///
/// Source: luma of ITU-R BT.601; inks take away the share of their colour.
pub(super) fn blacken(raster: Raster) -> Raster {
    let luma = |[a, b, c]: [u8; 3]| ((u32::from(a) * 299 + u32::from(b) * 587 + u32::from(c) * 114) / 1000) as u8;
    let dark = |pixel: &[u8]| luma([pixel[0], pixel[1], pixel[2]]);
    let (space, pixels) = match raster.space {
        Space::Bits | Space::Gray | Space::GrayAlpha => return raster,
        Space::Rgb => (Space::Gray, raster.pixels.chunks_exact(3).map(dark).collect()),
        Space::RgbAlpha => {
            let pixels = raster.pixels.chunks_exact(4).flat_map(|pixel| [dark(pixel), pixel[3]]).collect();
            (Space::GrayAlpha, pixels)
        }
        Space::Cmyk => {
            let light = |pixel: &[u8]| {
                let paper = luma([255 - pixel[0], 255 - pixel[1], 255 - pixel[2]]);
                (u32::from(paper) * u32::from(255 - pixel[3]) / 255) as u8
            };
            (Space::Gray, raster.pixels.chunks_exact(4).map(light).collect())
        }
    };
    Raster { space, pixels, profile: None, ..raster }
}

/// Scales C, M and Y down where all inks together exceed `most`; black, which carries the drawing,
/// stays.
///
/// Source: print.md 6, "TAC guard".
pub(super) fn hold_ink(pixels: &mut [u8], most: u32) {
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
fn plainly(color: [u8; 3]) -> [u8; 4] {
    let light = color[0].max(color[1]).max(color[2]);
    let [c, m, y] = color.map(|sample| light - sample);
    [c, m, y, 255 - light]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raster(space: Space, pixels: &[u8]) -> Raster {
        Raster { width: 1, height: 1, shrink: 1, space, pixels: pixels.to_vec(), profile: None }
    }

    #[test]
    fn a_picture_in_black_is_as_dark_as_it_was() {
        assert_eq!(blacken(raster(Space::Rgb, &[255, 0, 0])).pixels, [76]);
        assert_eq!(blacken(raster(Space::Cmyk, &[0, 255, 255, 0])).pixels, [76]);
        assert_eq!(blacken(raster(Space::Cmyk, &[0, 0, 0, 255])).pixels, [0]);
        assert_eq!(blacken(raster(Space::Gray, &[9])).pixels, [9]);
        assert_eq!(blacken(raster(Space::RgbAlpha, &[255, 0, 0, 7])).pixels, [76, 7]);
    }

    #[test]
    fn what_is_clear_shows_its_ground() {
        assert_eq!(on_paper(raster(Space::GrayAlpha, &[0, 51])).pixels, [204]);
        let tint = Cmyk { c: 200, m: 0, y: 0, k: 0 };
        assert_eq!(on_tint(raster(Space::Cmyk, &[0, 255, 0, 0]), &[0], tint).pixels, [51, 0, 0, 0]);
        assert_eq!(on_tint(raster(Space::Cmyk, &[0, 255, 0, 0]), &[255], tint).pixels, [0, 255, 0, 0]);
        let black = on_tint(raster(Space::Gray, &[0]), &[0], Cmyk::gray(200));
        assert_eq!((black.space, black.pixels), (Space::Gray, vec![204]));
        let colored = on_tint(raster(Space::Gray, &[0]), &[51], tint);
        assert_eq!((colored.space, colored.pixels), (Space::Cmyk, vec![41, 0, 0, 51]));
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
