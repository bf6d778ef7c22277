//! The way from a picture's colours to the inks of the press.
//!
//! Profiles are read by moxcms and followed here in floats, from the colours of the picture to CIE Lab and from
//! there to inks, with black point compensation, which moxcms does not offer. What comes out is tabulated once
//! for an edition and each profile, and pixels are looked up.
//!
//! Source: ICC.1:2022; print.md 6.

mod black;
mod curve;
mod device;
mod grid;
mod lab;
mod screen;
mod shown;
mod table;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use moxcms::{ColorProfile, DataColorSpace};

use self::black::Compensation;
use self::device::{Output, Source};
use self::lab::{Lab, Xyz};
use self::table::Channels;
use crate::output::hash::sha256_pieces;
use crate::output::pdf::condition::{Intent, Profile};

pub(super) use grid::{InkGrid, RgbGrid};
pub use screen::{Paper, Screen};
pub(in crate::output::pdf) use shown::Shown;
pub(super) use shown::{ink_grid, rgb_grid};

/// The press profile, opened when the first colour picture asks for it, and the ways to it that were tabulated.
pub(in crate::output::pdf) struct Press {
    profile: Profile,
    intent: Intent,
    output: OnceLock<Option<Output>>,
    /// The compensation of colours that are given as they look.
    looks: OnceLock<Option<Compensation>>,
    ways: Mutex<BTreeMap<[u8; 32], Option<Way>>>,
}

/// A way from the colours of a picture to inks.
#[derive(Clone)]
pub(super) enum Way {
    /// From RGB.
    Rgb(Arc<RgbGrid>),
    /// From CIE Lab in 8 bits: L of 255 for 100, a and b of 128 for none.
    Lab(Arc<RgbGrid>),
    /// From the inks of another press.
    Inks(Arc<InkGrid>),
    /// From gray to the gray of the screen.
    Gray(Arc<[u8; 256]>),
    /// The profile is that of the press: nothing to do.
    Same,
}

impl Press {
    pub(in crate::output::pdf) fn new(profile: Profile, intent: Intent) -> Press {
        Press { profile, intent, output: OnceLock::new(), looks: OnceLock::new(), ways: Mutex::default() }
    }

    /// From sRGB; nothing where the press profile cannot be used.
    pub(super) fn srgb(&self) -> Option<Arc<RgbGrid>> {
        match self.remember([0; 32], || self.way(&ColorProfile::new_srgb()))? {
            Way::Rgb(grid) => Some(grid),
            _ => None,
        }
    }

    /// From the colours of a profile in a picture; nothing where the profile is of no use.
    pub(super) fn way_from(&self, profile: &[u8]) -> Option<Way> {
        if profile == self.profile.bytes() {
            return Some(Way::Same);
        }
        if is_srgb(profile) {
            return self.srgb().map(Way::Rgb);
        }
        self.remember(sha256_pieces(&[profile]), || self.way(&ColorProfile::new_from_slice(profile).ok()?))
    }

    /// From RGB whose curves and primaries a file gives: `gammas`, and the columns of `matrix` in XYZ of `white`.
    pub(super) fn calibrated(&self, white: Xyz, gammas: [f64; 3], matrix: [Xyz; 3]) -> Option<Arc<RgbGrid>> {
        let numbers = white.iter().chain(&gammas).chain(matrix.iter().flatten());
        let key: Vec<u8> = numbers.flat_map(|number| number.to_be_bytes()).collect();
        let made = || self.way_of(&Source::calibrated(white, gammas, matrix), DataColorSpace::Rgb);
        match self.remember(sha256_pieces(&[b"calibrated", &key]), made)? {
            Way::Rgb(grid) => Some(grid),
            _ => None,
        }
    }

    /// From CIE Lab, beside paper, tabulated for pixels.
    pub(super) fn lab(&self) -> Option<Arc<RgbGrid>> {
        let way = || {
            let inks = |[l, a, b, _]: Channels| {
                self.inks_of_lab([l * 100.0, a * 255.0 - 128.0, b * 255.0 - 128.0]).unwrap_or_default()
            };
            self.inks_of_lab([0.0; 3])?;
            Some(Way::Lab(Arc::new(RgbGrid::new(inks))))
        };
        match self.remember([1; 32], way)? {
            Way::Lab(grid) => Some(grid),
            _ => None,
        }
    }

    /// Inks, 1 for the solid, for a colour in CIE Lab, beside paper.
    pub(super) fn inks_of_lab(&self, lab: Lab) -> Option<[f64; 4]> {
        let output = self.output()?;
        let black = || Some(self.compensate(black::darkest([0.0; 3]), output));
        let compensation = self.looks.get_or_init(black).as_ref()?;
        // Bare paper takes no ink.
        Some(if lab[0] >= 100.0 && lab[1] == 0.0 && lab[2] == 0.0 {
            [0.0; 4]
        } else {
            output.inks(compensation.apply(lab))
        })
    }

    /// Inks for a colour given as sRGB.
    pub(in crate::output::pdf) fn inks_of(&self, color: [u8; 3]) -> Option<[u8; 4]> {
        Some(self.srgb()?.inks(color))
    }

    /// The lock is held while a way is tabulated, which asks no other thread for anything.
    fn remember(&self, key: [u8; 32], make: impl FnOnce() -> Option<Way>) -> Option<Way> {
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        ways.entry(key).or_insert_with(make).clone()
    }

    fn way(&self, profile: &ColorProfile) -> Option<Way> {
        self.way_of(&Source::new(profile, self.intent)?, profile.color_space)
    }

    fn way_of(&self, source: &Source, space: DataColorSpace) -> Option<Way> {
        if space == DataColorSpace::Gray {
            return Some(Way::Gray(Arc::new(device::to_screen(source))));
        }
        let output = self.output()?;
        let compensation = self.compensate(source.black(), output);
        let inks = |lab: Lab| output.inks(compensation.apply(lab));
        match space {
            DataColorSpace::Rgb => Some(Way::Rgb(Arc::new(RgbGrid::new(|color| inks(source.lab(&color)))))),
            DataColorSpace::Lab => Some(Way::Lab(Arc::new(RgbGrid::new(|color| inks(source.lab(&color)))))),
            DataColorSpace::Cmyk => Some(Way::Inks(Arc::new(InkGrid::new(|color| inks(source.lab(&color)))))),
            _ => None,
        }
    }

    fn output(&self) -> Option<&Output> {
        let opened = || Output::new(&ColorProfile::new_from_slice(self.profile.bytes()).ok()?, self.intent);
        self.output.get_or_init(opened).as_ref()
    }

    /// Relative colorimetric has black point compensation, without which shadows clip. Perceptual tables map
    /// black themselves; those of version 4 to a black that all share.
    fn compensate(&self, black: Xyz, output: &Output) -> Compensation {
        match self.intent {
            Intent::Relative => Compensation::new(black, output.black()),
            Intent::Perceptual if output.is_v4() => Compensation::new(black, black::PERCEPTUAL),
            Intent::Perceptual => Compensation::NONE,
        }
    }
}

/// From colours of a screen to the inks of a press, tabulated.
pub struct FromScreen(Arc<RgbGrid>);

impl FromScreen {
    /// Relative to the paper, blacks matched, as RIPs do it. Nothing where the profile is none of a press.
    pub fn new(profile: &[u8]) -> Option<FromScreen> {
        let profile = Profile::new(profile.into()).ok()?;
        Press::new(profile, Intent::Relative).srgb().map(FromScreen)
    }

    /// Inks of red, green and blue; 255 for the solid.
    pub fn inks(&self, color: [u8; 3]) -> [u8; 4] {
        self.0.inks(color)
    }
}

/// What the inks of a press look like on a screen: beside bare paper, the black of its ink as dark as the screen's.
pub(super) struct Look {
    output: Output,
    compensation: Compensation,
}

impl Look {
    /// Nothing where the profile cannot be used.
    pub(super) fn new(profile: &Profile) -> Option<Look> {
        let output = Output::new(&ColorProfile::new_from_slice(profile.bytes()).ok()?, Intent::Relative)?;
        // As it is, warm or cool: so that type is black and not brown.
        let black = lab::to_xyz(output.look([0.0, 0.0, 0.0, 1.0]));
        Some(Look { output, compensation: Compensation::new(black, [0.0; 3]) })
    }

    /// Inks, 1 for the solid, as sRGB.
    pub(super) fn of(&self, inks: [f64; 4]) -> [u8; 3] {
        let xyz = lab::to_xyz(self.compensation.apply(self.output.look(inks)));
        screen::shown(xyz).map(|value| (value * 255.0).round() as u8)
    }
}

/// Whether a profile says that it is sRGB, as that of most cameras does: so that they share one conversion.
pub(super) fn is_srgb(profile: &[u8]) -> bool {
    let is_rgb = profile.get(16..20) == Some(b"RGB ");
    let head = &profile[..profile.len().min(4096)];
    let wide: Vec<u8> = b"sRGB".iter().flat_map(|byte| [0, *byte]).collect();
    is_rgb && (head.windows(4).any(|four| four == b"sRGB") || head.windows(8).any(|eight| eight == wide))
}

/// The name that a profile gives itself.
pub(super) fn name(profile: &[u8]) -> String {
    let description = ColorProfile::new_from_slice(profile).ok().and_then(|profile| profile.description);
    let name = match description {
        Some(moxcms::ProfileText::PlainString(text)) => text,
        Some(moxcms::ProfileText::Localizable(all)) => all.into_iter().next().map(|one| one.value).unwrap_or_default(),
        Some(moxcms::ProfileText::Description(text)) => text.ascii_string,
        None => String::new(),
    };
    let name: String = name.chars().filter(|char| !char.is_control()).take(60).collect();
    if name.is_empty() { "?".to_owned() } else { name }
}
