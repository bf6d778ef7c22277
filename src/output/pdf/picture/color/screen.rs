//! What the press prints, as a screen shows it: the soft proof.
//!
//! Inks are followed through the colorimetric table of the press profile; on the paper of the press the white of the
//! screen stands for a perfect white, and paper is as gray and as warm beside it as the profile says.
//!
//! Source: ICC.1:2022, 6.3.3 and annex D (media-relative to absolute); IEC 61966-2-1.

use moxcms::ColorProfile;

use super::device::Source;
use super::grid::InkGrid;
use super::lab::{self, Xyz};
use super::table::Channels;
use crate::output::pdf::condition::Intent;

/// What bare paper looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Paper {
    /// As the profile measured it.
    #[default]
    Press,
    /// White, as a reader's eye takes it after a while.
    White,
}

/// The way from inks to the colours of a screen, tabulated.
pub struct Screen {
    grid: InkGrid,
    /// Black alone, which most of a page is made of.
    blacks: Vec<[u8; 3]>,
}

/// XYZ of D50 to linear sRGB, whose white is D65: Bradford.
const TO_SCREEN: [[f64; 3]; 3] = [
    [3.133_856_1, -1.616_866_7, -0.490_614_6],
    [-0.978_768_4, 1.916_141_5, 0.033_454_0],
    [0.071_945_3, -0.228_991_4, 1.405_242_7],
];

impl Screen {
    /// Nothing where the profile is none of a press that can be followed.
    pub fn new(profile: &[u8], paper: Paper) -> Option<Screen> {
        let profile = ColorProfile::new_from_slice(profile).ok()?;
        let source = Source::new(&profile, Intent::Relative)?;
        let white = profile.media_white_point.map_or(lab::WHITE, |white| [white.x, white.y, white.z]);
        let scale: Xyz = match paper {
            Paper::White => [1.0; 3],
            Paper::Press => [0, 1, 2].map(|at| white[at] / lab::WHITE[at]),
        };
        let look = |inks: Channels| -> Channels {
            let xyz = lab::to_xyz(source.lab(&inks));
            let [r, g, b] = shown([0, 1, 2].map(|at| xyz[at] * scale[at]));
            [r, g, b, 0.0]
        };
        let black = |value: usize| look([0.0, 0.0, 0.0, value as f64 / 255.0]);
        let blacks = (0..256).map(black).map(|[r, g, b, _]| [r, g, b].map(|part| (part * 255.0).round() as u8));
        Some(Screen { blacks: blacks.collect(), grid: InkGrid::new(look) })
    }

    /// Red, green and blue of inks, 255 for the solid.
    pub fn color(&self, inks: [u8; 4]) -> [u8; 3] {
        match inks {
            [0, 0, 0, black] => self.blacks[usize::from(black)],
            inks => {
                let [r, g, b, _] = self.grid.inks(inks);
                [r, g, b]
            }
        }
    }
}

impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Screen(paper {:?})", self.blacks[0])
    }
}

/// Colours beyond those of the screen are cut off.
pub(super) fn shown(xyz: Xyz) -> [f64; 3] {
    TO_SCREEN.map(|[x, y, z]| {
        let value = (x * xyz[0] + y * xyz[1] + z * xyz[2]).clamp(0.0, 1.0);
        if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 }
    })
}
