//! Blend modes and groups: what is transparent, brought together on the plates.
//!
//! Source: ISO 32000-1, 11.3.5 (blend modes) and 11.4 (groups). Inks are subtractive: a mode is computed on what an
//! ink lets through.

use super::plates::{Patch, Plates, mixed, times};

/// What a group costs beside a shape of its size: every plate is kept, and brought together again.
const COST: u64 = 12;

/// A blend mode.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Blend {
    #[default]
    Normal,
    Multiply,
    Screen,
    Overlay,
    Darken,
    Lighten,
    Dodge,
    Burn,
    HardLight,
    SoftLight,
    Difference,
    Exclusion,
    Hue,
    Saturation,
    Color,
    Luminosity,
}

impl Blend {
    /// By its name; none of those that are not known.
    pub(super) fn named(name: &[u8]) -> Option<Blend> {
        Some(match name {
            b"Normal" | b"Compatible" => Blend::Normal,
            b"Multiply" => Blend::Multiply,
            b"Screen" => Blend::Screen,
            b"Overlay" => Blend::Overlay,
            b"Darken" => Blend::Darken,
            b"Lighten" => Blend::Lighten,
            b"ColorDodge" => Blend::Dodge,
            b"ColorBurn" => Blend::Burn,
            b"HardLight" => Blend::HardLight,
            b"SoftLight" => Blend::SoftLight,
            b"Difference" => Blend::Difference,
            b"Exclusion" => Blend::Exclusion,
            b"Hue" => Blend::Hue,
            b"Saturation" => Blend::Saturation,
            b"Color" => Blend::Color,
            b"Luminosity" => Blend::Luminosity,
            _ => return None,
        })
    }

    /// Whether it takes the process inks together; spots are laid as Normal then.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Blend::Hue | Blend::Saturation | Blend::Color | Blend::Luminosity)
    }

    /// The process inks that come of some over others, where it takes them together.
    ///
    /// Source: ISO 32000-1, 11.3.5.3: what cyan, magenta and yellow let through is taken as red, green and blue; black is
    /// that beneath, of Luminosity that above.
    pub(super) fn of_all(self, beneath: [u8; 4], tint: [u8; 4]) -> [u8; 4] {
        let light = |inks: [u8; 4]| [0, 1, 2].map(|ink| 1.0 - f64::from(inks[ink]) / 255.0);
        let (b, s) = (light(beneath), light(tint));
        let through = match self {
            Blend::Hue => with_lightness(with_spread(s, spread(b)), lightness(b)),
            Blend::Saturation => with_lightness(with_spread(b, spread(s)), lightness(b)),
            Blend::Color => with_lightness(s, lightness(b)),
            Blend::Luminosity => with_lightness(b, lightness(s)),
            _ => return [0, 1, 2, 3].map(|ink| self.of(beneath[ink], tint[ink])),
        };
        let [c, m, y] = through.map(|light| ((1.0 - light).clamp(0.0, 1.0) * 255.0).round() as u8);
        [c, m, y, if self == Blend::Luminosity { tint[3] } else { beneath[3] }]
    }

    /// The ink that comes of one over another.
    pub(super) fn of(self, beneath: u8, tint: u8) -> u8 {
        if self == Blend::Normal || self.is_whole() {
            return tint;
        }
        let light = |ink: u8| 1.0 - f64::from(ink) / 255.0;
        let (b, s) = (light(beneath), light(tint));
        let hard = |b: f64, s: f64| if s <= 0.5 { b * 2.0 * s } else { screen(b, 2.0 * s - 1.0) };
        let through = match self {
            Blend::Normal | Blend::Hue | Blend::Saturation | Blend::Color | Blend::Luminosity => s,
            Blend::Multiply => b * s,
            Blend::Screen => screen(b, s),
            Blend::Overlay => hard(s, b),
            Blend::Darken => b.min(s),
            Blend::Lighten => b.max(s),
            Blend::Dodge if s >= 1.0 => 1.0,
            Blend::Dodge => (b / (1.0 - s)).min(1.0),
            Blend::Burn if s <= 0.0 => 0.0,
            Blend::Burn => 1.0 - ((1.0 - b) / s).min(1.0),
            Blend::HardLight => hard(b, s),
            Blend::SoftLight if s <= 0.5 => b - (1.0 - 2.0 * s) * b * (1.0 - b),
            Blend::SoftLight => {
                let d = if b <= 0.25 { ((16.0 * b - 12.0) * b + 4.0) * b } else { b.sqrt() };
                b + (2.0 * s - 1.0) * (d - b)
            }
            Blend::Difference => (b - s).abs(),
            Blend::Exclusion => b + s - 2.0 * b * s,
        };
        ((1.0 - through).clamp(0.0, 1.0) * 255.0).round() as u8
    }
}

fn screen(b: f64, s: f64) -> f64 {
    b + s - b * s
}

fn lightness([r, g, b]: [f64; 3]) -> f64 {
    0.3 * r + 0.59 * g + 0.11 * b
}

fn ends(color: [f64; 3]) -> (f64, f64) {
    (color.into_iter().fold(f64::INFINITY, f64::min), color.into_iter().fold(f64::NEG_INFINITY, f64::max))
}

/// Saturation: from the darkest to the lightest.
fn spread(color: [f64; 3]) -> f64 {
    let (low, high) = ends(color);
    high - low
}

fn with_spread(color: [f64; 3], spread: f64) -> [f64; 3] {
    let (low, high) = ends(color);
    if high <= low { [0.0; 3] } else { color.map(|light| (light - low) / (high - low) * spread) }
}

/// A colour of another lightness, brought back between dark and light.
fn with_lightness(color: [f64; 3], wanted: f64) -> [f64; 3] {
    let by = wanted - lightness(color);
    let moved = color.map(|light| light + by);
    let (low, high) = ends(moved);
    let own = lightness(moved);
    if low < 0.0 && own > low {
        moved.map(|light| own + (light - own) * own / (own - low))
    } else if high > 1.0 && high > own {
        moved.map(|light| own + (light - own) * (1.0 - own) / (high - own))
    } else {
        moved
    }
}

/// How opaque a group is so far, within its part of the page.
pub(super) struct Shape {
    patch: Patch,
    pub(super) opacity: Vec<u8>,
}

impl Shape {
    fn index(&self, x: usize, y: usize) -> Option<usize> {
        let (x, y) = (x.checked_sub(self.patch.x)?, y.checked_sub(self.patch.y)?);
        (x < self.patch.width && y < self.patch.height).then(|| y * self.patch.width + x)
    }

    /// Something is laid on a pixel.
    pub(super) fn add(&mut self, x: usize, y: usize, alpha: u8) {
        if let Some(index) = self.index(x, y) {
            self.opacity[index] = mixed(self.opacity[index], 255, alpha);
        }
    }
}

/// A group that was begun: what stood beneath it.
pub(super) struct Begun {
    patch: Patch,
    /// Process plates, then the spots that there were.
    before: Vec<Vec<u8>>,
    /// Of the group around it.
    outer: Option<Shape>,
    /// How opaque the group around it was, where this one is painted right into it.
    held: Option<Vec<u8>>,
    is_apart: bool,
}

/// What a group came to when it ends.
pub(super) struct Ended<'a> {
    pub(super) alpha: u8,
    pub(super) blend: Blend,
    pub(super) soft: Option<&'a Patch>,
}

impl Plates {
    /// Begins a group in a part of the page. `is_apart`: it begins on bare plates and is laid on the page as one.
    pub(super) fn begin(&mut self, patch: &Patch, is_apart: bool) -> Option<Begun> {
        let patch = Patch { coverage: None, ..*patch };
        let size = patch.width * patch.height;
        if size == 0 || !self.spend(COST * size as u64) {
            return None;
        }
        let width = self.width;
        let mut before = Vec::new();
        for plate in self.process.iter_mut().chain(self.spots.iter_mut().map(|(_, plate)| plate)) {
            let mut kept = Vec::with_capacity(size);
            for row in patch.y..patch.y + patch.height {
                let line = &mut plate[row * width + patch.x..row * width + patch.x + patch.width];
                kept.extend_from_slice(line);
                if is_apart {
                    line.fill(0);
                }
            }
            before.push(kept);
        }
        let outer = if is_apart {
            let own = Shape { patch: patch.clone(), opacity: vec![0; size] };
            self.shape.replace(own)
        } else {
            None
        };
        let held = if is_apart { None } else { self.shape.as_ref().map(|shape| shape.opacity.clone()) };
        Some(Begun { patch, before, outer, held, is_apart })
    }

    /// Ends a group: lays it on what stood beneath it.
    pub(super) fn end(&mut self, begun: Begun, ended: &Ended<'_>) {
        let Begun { patch, mut before, outer, held, is_apart } = begun;
        let size = patch.width * patch.height;
        // Spots that were met within had nothing beneath.
        before.resize_with(4 + self.spots.len(), || vec![0; size]);
        let own = if is_apart { std::mem::replace(&mut self.shape, outer) } else { None };
        let width = self.width;
        // Modes that take process inks together leave them as they would be laid on bare plates.
        if let Some(shape) = own.as_ref().filter(|_| ended.blend.is_whole()) {
            for (at, opacity) in shape.opacity.iter().copied().enumerate().filter(|(_, opacity)| *opacity > 0) {
                let page = (patch.y + at / patch.width) * width + patch.x + at % patch.width;
                let full = |ink: u8| (u32::from(ink) * 255 / u32::from(opacity)).min(255) as u8;
                let beneath = [0, 1, 2, 3].map(|ink| before[ink][at]);
                let inks = ended.blend.of_all(beneath, [0, 1, 2, 3].map(|ink| full(self.process[ink][page])));
                for (plate, ink) in self.process.iter_mut().zip(inks) {
                    plate[page] = times(ink, opacity);
                }
            }
        }
        let plates: Vec<&mut Vec<u8>> =
            self.process.iter_mut().chain(self.spots.iter_mut().map(|(_, plate)| plate)).collect();
        for (plate, before) in plates.into_iter().zip(&before) {
            for row in 0..patch.height {
                let (y, start) = (patch.y + row, row * patch.width);
                let line = &mut plate[y * width + patch.x..][..patch.width];
                for (column, (pixel, beneath)) in line.iter_mut().zip(&before[start..]).enumerate() {
                    let veil = |soft: &Patch| times(soft.at(patch.x + column, y), ended.alpha);
                    let part = ended.soft.map_or(ended.alpha, veil);
                    *pixel = match &own {
                        None => mixed(*beneath, *pixel, part),
                        Some(shape) => {
                            let opacity = shape.opacity[start + column];
                            let ink = if opacity == 0 { 0 } else { u32::from(*pixel) * 255 / u32::from(opacity) };
                            let ink = ended.blend.of(*beneath, ink.min(255) as u8);
                            mixed(*beneath, ink, times(opacity, part))
                        }
                    };
                }
            }
        }
        if let (Some(held), Some(around)) = (held, &mut self.shape) {
            for (opacity, before) in around.opacity.iter_mut().zip(held) {
                *opacity = mixed(before, *opacity, ended.alpha);
            }
        }
        if let (Some(own), Some(around)) = (own, &mut self.shape) {
            for (index, opacity) in own.opacity.iter().enumerate() {
                let (x, y) = (patch.x + index % patch.width, patch.y + index / patch.width);
                let part = ended.soft.map_or(ended.alpha, |soft| times(soft.at(x, y), ended.alpha));
                around.add(x, y, times(*opacity, part));
            }
        }
    }

    /// What a group that stands apart lets through: its lightness on a backdrop of so much black, or its opacity.
    pub(super) fn veil(&self, begun: &Begun, is_luminosity: bool, black: f64) -> Vec<u8> {
        let patch = &begun.patch;
        let Some(shape) = &self.shape else { return Vec::new() };
        if !is_luminosity {
            return shape.opacity.clone();
        }
        let light = |(index, opacity): (usize, &u8)| {
            let at = (patch.y + index / patch.width) * self.width + patch.x + index % patch.width;
            let ink = |plate: usize| f64::from(self.process[plate][at]) / 255.0;
            let beneath = (1.0 - f64::from(*opacity) / 255.0) * black;
            // Source: ISO 32000-1, 10.3.3.
            let dark = 0.3 * ink(0) + 0.59 * ink(1) + 0.11 * ink(2) + ink(3) + beneath;
            ((1.0 - dark.min(1.0)) * 255.0).round() as u8
        };
        shape.opacity.iter().enumerate().map(light).collect()
    }
}
