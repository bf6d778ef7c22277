//! Colours as a screen shows them: sRGB, for the digital edition.

use moxcms::{ColorProfile, DataColorSpace};

use super::black::Compensation;
use super::device::Source;
use super::grid::{InkGrid, RgbGrid};
use super::lab::{self, Lab, Xyz};
use super::table::Channels;
use crate::base::color::Cmyk;
use crate::output::pdf::condition::{Intent, Profile};

/// XYZ of D50 to linear sRGB: the inverse of its colorants, adapted by Bradford.
///
/// Source: IEC 61966-2-1; ICC.1:2022, Annex E.
const FROM_XYZ: [[f64; 3]; 3] = [
    [3.133_856_1, -1.616_866_7, -0.490_614_6],
    [-0.978_768_4, 1.916_141_5, 0.033_454_0],
    [0.071_945_3, -0.228_991_4, 1.405_242_7],
];
/// Black of a screen.
const BLACK: Xyz = [0.0; 3];

/// A way from the colours of one profile to sRGB, with black point compensation.
pub(in crate::output::pdf) struct Shown {
    source: Option<Source>,
    compensation: Compensation,
}

impl Shown {
    /// From the inks of a press.
    pub(in crate::output::pdf) fn of_press(profile: &Profile) -> Shown {
        Shown::of(ColorProfile::new_from_slice(profile.bytes()).ok().as_ref(), DataColorSpace::Cmyk)
    }

    fn of(profile: Option<&ColorProfile>, space: DataColorSpace) -> Shown {
        let profile = profile.filter(|profile| profile.color_space == space);
        let source = profile.and_then(|profile| Source::new(profile, Intent::Relative));
        let compensation =
            source.as_ref().map_or(Compensation::NONE, |source| Compensation::new(source.black(), BLACK));
        Shown { source, compensation }
    }

    /// A colour of a page. Black alone is neutral, and as light as its number: a screen has no paper that shows
    /// through, and text is black there.
    pub(in crate::output::pdf) fn color(&self, inks: Cmyk) -> [u16; 3] {
        if inks.c == 0 && inks.m == 0 && inks.y == 0 {
            return [1000_u16.saturating_sub(inks.k); 3];
        }
        let part = |ink: u16| f64::from(ink) / 1000.0;
        let rgb = self.rgb([part(inks.c), part(inks.m), part(inks.y), part(inks.k)]);
        rgb.map(|value| (value * 1000.0).round() as u16)
    }

    /// Channels from 0 to 1; without a profile that works the plain complements.
    fn rgb(&self, channels: Channels) -> [f64; 3] {
        match &self.source {
            Some(source) => from_lab(self.compensation.apply(source.lab(&channels))),
            None => [0, 1, 2].map(|at| (1.0 - channels[at]) * (1.0 - channels[3])),
        }
    }

    fn channels(&self, channels: Channels) -> Channels {
        let [r, g, b] = self.rgb(channels);
        [r, g, b, 0.0]
    }

    /// For the pixels of a picture in inks.
    pub(in crate::output::pdf::picture) fn inks(&self) -> InkGrid {
        InkGrid::new(|inks| self.channels(inks))
    }
}

/// For the pixels of a picture in RGB of a profile; nothing where the profile is of no use.
pub(in crate::output::pdf::picture) fn rgb_grid(profile: &[u8]) -> Option<RgbGrid> {
    let screen = Shown::of(ColorProfile::new_from_slice(profile).ok().as_ref(), DataColorSpace::Rgb);
    screen.source.is_some().then(|| RgbGrid::new(|color| screen.channels(color)))
}

/// For the pixels of a picture in inks of another press; nothing where the profile is of no use.
pub(in crate::output::pdf::picture) fn ink_grid(profile: &[u8]) -> Option<InkGrid> {
    let screen = Shown::of(ColorProfile::new_from_slice(profile).ok().as_ref(), DataColorSpace::Cmyk);
    screen.source.is_some().then(|| screen.inks())
}

fn from_lab(color: Lab) -> [f64; 3] {
    let xyz = lab::to_xyz(color);
    FROM_XYZ.map(|[x, y, z]| {
        let linear = (x * xyz[0] + y * xyz[1] + z * xyz[2]).clamp(0.0, 1.0);
        // IEC 61966-2-1.
        if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coated() -> Shown {
        let bytes = include_bytes!("../../../../../layouts/press/FOGRA39L_coated.icc").to_vec();
        Shown::of_press(&Profile::new(bytes.into()).expect("a profile"))
    }

    #[test]
    fn paper_is_white_and_black_alone_is_neutral() {
        let screen = coated();
        assert_eq!(screen.color(Cmyk::WHITE), [1000; 3]);
        assert_eq!(screen.color(Cmyk::BLACK), [0; 3]);
        assert_eq!(screen.color(Cmyk::gray(250)), [750; 3]);
        assert!(from_lab([100.0, 0.0, 0.0]).iter().all(|value| *value > 0.999));
    }

    #[test]
    fn inks_look_like_themselves() {
        let screen = coated();
        let [r, g, b] = screen.color(Cmyk { c: 0, m: 1000, y: 1000, k: 0 });
        assert!(r > 800 && g < 250 && b < 250, "red is {r} {g} {b}");
        let [r, g, b] = screen.color(Cmyk { c: 1000, m: 0, y: 0, k: 0 });
        assert!(r < 200 && g > 500 && b > 800, "cyan is {r} {g} {b}");
        let paper = screen.rgb([0.0; 4]);
        assert!(paper.iter().all(|value| *value > 0.98), "{paper:?}");
    }
}
