//! The two sides of a conversion: the colours of a picture to Lab, and Lab to the inks of the press.

use moxcms::{ColorProfile, DataColorSpace, LutWarehouse, ProfileVersion};

use super::black;
use super::curve::Curve;
use super::lab::{self, Lab, Xyz};
use super::table::{Channels, Table, Way};
use crate::output::pdf::condition::Intent;

/// Colours of a picture to Lab.
pub(super) enum Source {
    /// Curves and a matrix to XYZ.
    Matrix(Box<[Curve; 3]>, [[f64; 3]; 3]),
    /// One curve to lightness.
    Gray(Curve),
    /// A table, and the one that leads back by the perceptual intent, of an output profile.
    Table(Table, Option<Box<Output>>),
}

impl Source {
    /// Nothing where the profile has no way to Lab that is known.
    pub(super) fn new(profile: &ColorProfile, intent: Intent) -> Option<Source> {
        let is_lab = profile.pcs == DataColorSpace::Lab;
        let (perceptual, colorimetric) = (&profile.lut_a_to_b_perceptual, &profile.lut_a_to_b_colorimetric);
        if let Some(table) = choose(perceptual, colorimetric, intent) {
            let table = Table::new(table, Way::FromDevice, is_lab)?;
            let back =
                (profile.color_space == DataColorSpace::Cmyk).then(|| Output::new(profile, intent).map(Box::new));
            return Some(Source::Table(table, back.flatten()));
        }
        match profile.color_space {
            DataColorSpace::Gray => Some(Source::Gray(Curve::new(profile.gray_trc.as_ref()?)?)),
            DataColorSpace::Rgb => {
                let curves = [&profile.red_trc, &profile.green_trc, &profile.blue_trc];
                let [red, green, blue] = curves.map(|curve| curve.as_ref().and_then(Curve::new));
                let (r, g, b) = (&profile.red_colorant, &profile.green_colorant, &profile.blue_colorant);
                let matrix = [[r.x, g.x, b.x], [r.y, g.y, b.y], [r.z, g.z, b.z]];
                Some(Source::Matrix(Box::new([red?, green?, blue?]), matrix))
            }
            _ => None,
        }
    }

    /// RGB whose powers and primaries are given; the columns of `matrix` are XYZ of `white`.
    pub(super) fn calibrated(white: Xyz, gammas: [f64; 3], matrix: [Xyz; 3]) -> Source {
        let rows = [0, 1, 2].map(|row| [0, 1, 2].map(|column| matrix[column][row]));
        let curves = gammas.map(|gamma| Curve::Parametric([gamma, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], 1));
        Source::Matrix(Box::new(curves), lab::times(lab::adapted(white), rows))
    }

    /// Channels from 0 to 1; for inks 1 is the solid.
    pub(super) fn lab(&self, channels: &Channels) -> Lab {
        match self {
            Source::Matrix(curves, rows) => {
                let [r, g, b] = [0, 1, 2].map(|at| curves[at].at(channels[at]));
                lab::to_lab(rows.map(|[x, y, z]| x * r + y * g + z * b))
            }
            Source::Gray(curve) => {
                let y = curve.at(channels[0]);
                lab::to_lab(lab::WHITE.map(|white| white * y))
            }
            Source::Table(table, _) => {
                let [x, y, z, _] = table.at(*channels);
                table.code.read([x, y, z])
            }
        }
    }

    /// The black that compensation starts from.
    ///
    /// Source: Adobe, "Black Point Compensation", 2006; ISO 18619.
    pub(super) fn black(&self) -> Xyz {
        match self {
            Source::Table(_, Some(output)) => black::of_perceptual(output, self),
            _ => black::darkest(self.lab(&[0.0; 4])),
        }
    }
}

/// Lab to the inks of the press.
pub(super) struct Output {
    to_inks: Table,
    to_inks_perceptual: Table,
    /// What inks look like, beside bare paper.
    from_inks: Table,
    intent: Intent,
    is_v4: bool,
}

impl Output {
    pub(super) fn new(profile: &ColorProfile, intent: Intent) -> Option<Output> {
        let is_lab = profile.pcs == DataColorSpace::Lab;
        let table = |table: &LutWarehouse, way| Table::new(table, way, is_lab);
        let (perceptual, colorimetric) = (&profile.lut_b_to_a_perceptual, &profile.lut_b_to_a_colorimetric);
        let back = profile.lut_a_to_b_colorimetric.as_ref().or(profile.lut_a_to_b_perceptual.as_ref())?;
        Some(Output {
            to_inks: table(choose(perceptual, colorimetric, intent)?, Way::ToDevice)?,
            to_inks_perceptual: table(choose(perceptual, colorimetric, Intent::Perceptual)?, Way::ToDevice)?,
            from_inks: table(back, Way::FromDevice)?,
            intent,
            is_v4: profile.version() >= ProfileVersion::V4_0,
        })
    }

    pub(super) fn is_v4(&self) -> bool {
        self.is_v4
    }

    /// Inks, 1 for the solid.
    pub(super) fn inks(&self, lab: Lab) -> Channels {
        through(&self.to_inks, lab)
    }

    pub(super) fn inks_perceptual(&self, lab: Lab) -> Channels {
        through(&self.to_inks_perceptual, lab)
    }

    /// What inks look like.
    pub(super) fn look(&self, inks: Channels) -> Lab {
        let [x, y, z, _] = self.from_inks.at(inks);
        self.from_inks.code.read([x, y, z])
    }

    /// The black that compensation aims at.
    pub(super) fn black(&self) -> Xyz {
        black::of_output(self, self.intent)
    }
}

fn through(table: &Table, lab: Lab) -> Channels {
    let [x, y, z] = table.code.write(lab);
    table.at([x, y, z, 0.0])
}

/// The table of an intent, or the other where a profile has but one.
fn choose<'t>(
    perceptual: &'t Option<LutWarehouse>,
    colorimetric: &'t Option<LutWarehouse>,
    intent: Intent,
) -> Option<&'t LutWarehouse> {
    match intent {
        Intent::Perceptual => perceptual.as_ref().or(colorimetric.as_ref()),
        Intent::Relative => colorimetric.as_ref().or(perceptual.as_ref()),
    }
}

/// For each gray of a profile that of sRGB which is as light.
pub(super) fn to_screen(source: &Source) -> [u8; 256] {
    std::array::from_fn(|gray| {
        let lab = source.lab(&[gray as f64 / 255.0, 0.0, 0.0, 0.0]);
        let y = lab::to_xyz([lab[0], 0.0, 0.0])[1];
        // IEC 61966-2-1.
        let value = if y <= 0.003_130_8 { y * 12.92 } else { 1.055 * y.powf(1.0 / 2.4) - 0.055 };
        (value * 255.0).round().clamp(0.0, 255.0) as u8
    })
}
