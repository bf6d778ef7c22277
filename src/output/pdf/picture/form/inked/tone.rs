//! Colours that are no inks of the press, and the inks that they become.

use std::sync::Arc;

use super::super::super::art::inks::{toned, whole};
use super::super::super::color::{Press, RgbGrid};
use super::super::super::ink::hold_ink;
use crate::base::color::Cmyk;
use crate::base::units::Permille;
use crate::output::pdf::condition::Compression;

/// Colours of Lab with less chroma are gray.
const NEUTRAL: f64 = 1.0;
/// Channels of 8 bits that differ by no more are gray …
const LEVEL: f64 = 2.0;
/// … and over so many more a blend goes from black alone to all inks.
const RAMP: f64 = 10.0;

/// A kind of colours that are no inks.
#[derive(Clone)]
pub(super) enum Tone {
    /// RGB, by the way that its profile goes.
    Rgb(Arc<RgbGrid>),
    /// CIE Lab, tabulated for pixels, with the least and most of a and b.
    Lab(Arc<RgbGrid>, [f64; 4]),
    /// Lab of a profile, with the least and most of its components.
    Profiled(Arc<RgbGrid>, [f64; 6]),
    /// Gray, as light as that of the screen: 8 bits.
    Gray(Arc<[u8; 256]>),
    /// Inks of a profile, whose numbers are kept.
    Inks,
}

/// A colour in inks.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Ink {
    /// Black alone: 0 for the solid.
    Gray(f64),
    /// Four inks: 1 for the solid.
    Four([f64; 4]),
}

/// What colours are made into inks by.
pub(in super::super) struct Inker<'p> {
    pub(in super::super) press: &'p Press,
    pub(in super::super) limit: Permille,
    /// Whether the page prints in black alone.
    pub(in super::super) in_black: bool,
    pub(in super::super) compression: Compression,
}

/// How light linear light is on a screen. Source: IEC 61966-2-1.
pub(super) fn lightness(y: f64) -> f64 {
    let value = if y <= 0.003_130_8 { y * 12.92 } else { 1.055 * y.powf(1.0 / 2.4) - 0.055 };
    value.clamp(0.0, 1.0)
}

/// How light a colour of Lab is on a screen. Source: CIE 15.
fn of_lab(l: f64) -> f64 {
    lightness(if l > 8.0 { ((l + 16.0) / 116.0).powi(3) } else { l * 27.0 / 24_389.0 })
}

impl Tone {
    /// How many numbers a colour has.
    pub(super) fn components(&self) -> usize {
        match self {
            Tone::Gray(_) => 1,
            Tone::Rgb(_) | Tone::Lab(..) | Tone::Profiled(..) => 3,
            Tone::Inks => 4,
        }
    }

    /// The least and most of a component: what 0 and the largest sample of a picture stand for.
    pub(super) fn range(&self, component: usize) -> [f64; 2] {
        let of = |all: &[f64], at: usize| all.get(at..at + 2).map_or([0.0, 1.0], |pair| [pair[0], pair[1]]);
        match self {
            Tone::Lab(..) if component == 0 => [0.0, 100.0],
            Tone::Lab(_, limits) => of(limits, component * 2 - 2),
            Tone::Profiled(_, limits) => of(limits, component * 2),
            Tone::Gray(_) | Tone::Rgb(_) | Tone::Inks => [0.0, 1.0],
        }
    }

    /// The numbers of a colour within their ranges.
    pub(super) fn held(&self, color: &[f64]) -> Vec<f64> {
        let one = |component: usize| {
            let [low, high] = self.range(component);
            let value = color.get(component).copied().filter(|value| value.is_finite()).unwrap_or(0.0);
            if high > low { value.clamp(low, high) } else { low }
        };
        (0..self.components()).map(one).collect()
    }

    /// A colour in 8 bits a component: RGB, Lab with 128 for no colour, or gray.
    pub(super) fn code(&self, color: &[f64]) -> [u8; 3] {
        self.parts(color).map(|part| (part * 255.0).round().clamp(0.0, 255.0) as u8)
    }

    /// A colour as tables take it: each component from 0 to 1.
    fn parts(&self, color: &[f64]) -> [f64; 3] {
        let held = self.held(color);
        match (self, &held[..]) {
            (Tone::Rgb(_), [r, g, b]) => [*r, *g, *b],
            (Tone::Lab(..), [l, a, b]) => [l / 100.0, (a + 128.0) / 255.0, (b + 128.0) / 255.0],
            (Tone::Profiled(_, _), [_, _, _]) => [0, 1, 2].map(|component| {
                let [low, high] = self.range(component);
                if high > low { (held[component] - low) / (high - low) } else { 0.0 }
            }),
            (_, [gray, ..]) => [*gray; 3],
            _ => [0.0; 3],
        }
    }

    /// How light a colour is, from 0 to 1: what it lets through as a mask.
    ///
    /// Source: ISO 32000-1, 11.5.3 and 10.3.
    pub(super) fn light(&self, color: &[f64]) -> f64 {
        let held = self.held(color);
        let weighed = |a: f64, b: f64, c: f64| 0.3 * a + 0.59 * b + 0.11 * c;
        match (self, &held[..]) {
            (Tone::Rgb(_), [r, g, b]) => weighed(*r, *g, *b),
            (Tone::Lab(..), [l, ..]) => of_lab(*l),
            (Tone::Profiled(..), [..]) => of_lab(f64::from(self.code(color)[0]) / 2.55),
            (Tone::Inks, [c, m, y, k]) => (1.0 - weighed(*c, *m, *y) - k).max(0.0),
            (Tone::Gray(curve), [gray]) => f64::from(curve[(gray * 255.0).round() as usize]) / 255.0,
            _ => 0.0,
        }
    }
}

impl Inker<'_> {
    /// A flat colour of type and shapes, as drawings have it: gray is black alone, inks are whole percents.
    pub(super) fn flat(&self, tone: &Tone, color: &[f64]) -> Ink {
        let inks = match tone {
            Tone::Inks => return Ink::Four(four(&tone.held(color))),
            Tone::Gray(_) => return Ink::Gray(tone.light(color)),
            Tone::Rgb(grid) => toned(tone.code(color), self.limit, self.in_black, |color| Some(grid.inks(color))),
            Tone::Lab(..) | Tone::Profiled(..) => {
                let lab = tone.held(color);
                let code = tone.code(color);
                let chroma = match tone {
                    Tone::Lab(..) => lab[1].hypot(lab[2]),
                    _ => (f64::from(code[1]) - 128.0).hypot(f64::from(code[2]) - 128.0),
                };
                if self.in_black || chroma < NEUTRAL {
                    return Ink::Gray((tone.light(color) * 1000.0).round() / 1000.0);
                }
                whole(self.exact(tone, color).map(|ink| (ink * 100.0).round() as u16 * 10), self.limit)
            }
        };
        let Cmyk { c, m, y, k } = inks;
        let part = |ink: u16| f64::from(ink) / 1000.0;
        if (c, m, y) == (0, 0, 0) { Ink::Gray(1.0 - part(k)) } else { Ink::Four([c, m, y, k].map(part)) }
    }

    /// A colour that blends into others: no step where gray begins.
    pub(super) fn blended(&self, tone: &Tone, color: &[f64]) -> [f64; 4] {
        let gray = |light: f64| [0.0, 0.0, 0.0, 1.0 - light];
        match tone {
            Tone::Inks => return four(&tone.held(color)),
            Tone::Gray(_) => return gray(tone.light(color)),
            _ if self.in_black => return gray(tone.light(color)),
            _ => {}
        }
        let held = tone.held(color);
        let spread = match tone {
            Tone::Rgb(_) => {
                let most = held.iter().copied().fold(0.0, f64::max);
                (most - held.iter().copied().fold(1.0, f64::min)) * 255.0
            }
            _ => {
                let [_, a, b] = tone.parts(color);
                (a * 255.0 - 128.0).hypot(b * 255.0 - 128.0) * LEVEL
            }
        };
        let all = ((spread - LEVEL) / RAMP).clamp(0.0, 1.0);
        let (black, inks) = (gray(tone.light(color)), self.exact(tone, color));
        [0, 1, 2, 3].map(|ink| black[ink] + (inks[ink] - black[ink]) * all)
    }

    /// A colour by its profile, within the ink limit.
    fn exact(&self, tone: &Tone, color: &[f64]) -> [f64; 4] {
        let inks = match tone {
            Tone::Lab(..) => {
                let held = tone.held(color);
                let lab = [0, 1, 2].map(|at| held.get(at).copied().unwrap_or(0.0));
                self.press.inks_of_lab(lab).unwrap_or([0.0, 0.0, 0.0, 1.0 - tone.light(color)])
            }
            Tone::Rgb(grid) | Tone::Profiled(grid, _) => grid.smooth(tone.parts(color)),
            Tone::Gray(_) | Tone::Inks => [0.0, 0.0, 0.0, 1.0 - tone.light(color)],
        };
        let (colors, room) = (inks[0] + inks[1] + inks[2], (f64::from(self.limit.0) / 1000.0 - inks[3]).max(0.0));
        let part = if colors > room { room / colors } else { 1.0 };
        [inks[0] * part, inks[1] * part, inks[2] * part, inks[3]].map(|ink| ink.clamp(0.0, 1.0))
    }

    /// A pixel of a picture, in 8 bits, within the ink limit.
    pub(super) fn pixel(&self, tone: &Tone, code: [u8; 3]) -> [u8; 4] {
        let mut inks = match tone {
            // Bare paper lies between the nodes of a table.
            Tone::Lab(..) if code == [255, 128, 128] => [0; 4],
            Tone::Rgb(grid) | Tone::Lab(grid, _) | Tone::Profiled(grid, _) => grid.inks(code),
            Tone::Gray(curve) => [0, 0, 0, 255 - curve[usize::from(code[0])]],
            Tone::Inks => [0, 0, 0, 255 - code[0]],
        };
        hold_ink(&mut inks, u32::from(self.limit.0) * 255 / 1000);
        inks
    }
}

fn four(color: &[f64]) -> [f64; 4] {
    [0, 1, 2, 3].map(|ink| color.get(ink).copied().unwrap_or(0.0))
}
