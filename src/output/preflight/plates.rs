//! The plates of a page: one plane an ink, as a RIP would fill them, overprint and knock-out with it.
//!
//! Source: ISO 32000-1, 8.6.7 and 11.7.4 (overprint); `print.md` 5.

use std::rc::Rc;

use tiny_skia::{FillRule, Mask, Path, Transform};

use super::blend::{Blend, Shape};
use super::content::Inks;

/// Spot plates that are kept.
const SPOTS: usize = 32;

/// How many times all of a page may be covered: a bomb of large shapes ends there.
const LAYERS: u64 = 1_500;

/// The plates of a page. Row by row from the top left corner of what is shown; 0 is bare, 255 solid.
pub(super) struct Plates {
    /// Pixels across.
    pub(super) width: usize,
    /// Pixels down.
    pub(super) height: usize,
    /// Cyan, magenta, yellow, black.
    pub(super) process: [Vec<u8>; 4],
    /// Spots by name, in the order in which they are met.
    pub(super) spots: Vec<(Rc<str>, Vec<u8>)>,
    /// How opaque the group is that is being painted apart from the page.
    pub(super) shape: Option<Shape>,
    /// How colours of a screen become inks; in the plainest way where nobody says.
    pub(super) convert: Option<Convert>,
    /// Pixels that may still be covered.
    left: std::cell::Cell<u64>,
}

/// From red, green and blue to inks.
#[derive(Clone)]
pub(super) struct Convert(pub(super) Rc<dyn Fn([u8; 3]) -> [u8; 4]>);

/// How much of each pixel of a piece of the page is covered.
#[derive(Clone)]
pub(super) struct Patch {
    /// The left edge.
    pub(super) x: usize,
    /// The top edge.
    pub(super) y: usize,
    /// Pixels across.
    pub(super) width: usize,
    /// Pixels down.
    pub(super) height: usize,
    /// Row by row; none where all of it is covered.
    pub(super) coverage: Option<Vec<u8>>,
}

impl Patch {
    /// How much of a pixel of the page is covered.
    pub(super) fn at(&self, x: usize, y: usize) -> u8 {
        if x < self.x || y < self.y || x >= self.x + self.width || y >= self.y + self.height {
            return 0;
        }
        match &self.coverage {
            Some(coverage) => coverage[(y - self.y) * self.width + x - self.x],
            None => 255,
        }
    }
}

pub(super) fn times(a: u8, b: u8) -> u8 {
    ((u32::from(a) * u32::from(b) + 127) / 255) as u8
}

/// How a colour is laid.
pub(super) struct Laid<'a> {
    /// What.
    pub(super) inks: &'a Inks,
    /// Whether overprint is on.
    pub(super) overprints: bool,
    /// Overprint mode 1: zero of DeviceCMYK leaves what is beneath.
    pub(super) is_mode_1: bool,
    /// Opacity, from 0 to 1.
    pub(super) alpha: f64,
    /// How it comes together with what is beneath.
    pub(super) blend: Blend,
}

/// What becomes of one plate.
#[derive(Clone, Copy)]
enum Plate {
    Leave,
    Put(u8),
}

impl Plates {
    /// Bare plates.
    pub(super) fn new(width: usize, height: usize) -> Plates {
        let plate = || vec![0; width * height];
        let left = std::cell::Cell::new((width * height) as u64 * LAYERS);
        Plates {
            width,
            height,
            process: [plate(), plate(), plate(), plate()],
            spots: Vec::new(),
            shape: None,
            convert: None,
            left,
        }
    }

    /// Whether so much was painted that the rest was left out.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// Takes so many pixels of what may be covered.
    pub(super) fn spend(&self, pixels: u64) -> bool {
        self.left.set(self.left.get().saturating_sub(pixels));
        !self.is_spent()
    }

    /// All of the page.
    pub(super) fn whole(&self) -> Patch {
        Patch { x: 0, y: 0, width: self.width, height: self.height, coverage: None }
    }

    /// The pixels that a path in pixels covers within `clip`; none where it covers nothing.
    pub(super) fn patch(&self, path: &Path, rule: FillRule, clip: &Patch) -> Option<Patch> {
        let bounds = path.bounds();
        let low = |value: f32, least: usize| (value.floor().max(0.0) as usize).max(least);
        let high = |value: f32, most: usize| ((value.ceil() + 1.0).max(0.0) as usize).min(most);
        let (x, y) = (low(bounds.left(), clip.x), low(bounds.top(), clip.y));
        let right = high(bounds.right(), clip.x + clip.width);
        let foot = high(bounds.bottom(), clip.y + clip.height);
        if right <= x || foot <= y {
            return None;
        }
        let (width, height) = (right - x, foot - y);
        if !self.spend((width * height) as u64) {
            return None;
        }
        let mut mask = Mask::new(width as u32, height as u32)?;
        mask.fill_path(path, rule, true, Transform::from_translate(-(x as f32), -(y as f32)));
        let mut coverage = mask.take();
        if clip.coverage.is_some() {
            for (index, covered) in coverage.iter_mut().enumerate() {
                *covered = times(*covered, clip.at(x + index % width, y + index / width));
            }
        }
        Some(Patch { x, y, width, height, coverage: Some(coverage) })
    }

    fn spot(&mut self, name: &Rc<str>) -> Option<usize> {
        if let Some(known) = self.spots.iter().position(|(known, _)| known == name) {
            return Some(known);
        }
        if self.spots.len() >= SPOTS {
            return None;
        }
        self.spots.push((name.clone(), vec![0; self.width * self.height]));
        Some(self.spots.len() - 1)
    }

    /// The process inks of a colour.
    pub(super) fn process_of(&self, inks: &Inks) -> Option<[f64; 4]> {
        match (&self.convert, inks.screen) {
            (Some(Convert(convert)), Some(screen)) => {
                let bytes = screen.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
                Some(convert(bytes).map(|ink| f64::from(ink) / 255.0))
            }
            _ => inks.process,
        }
    }

    /// What a colour does to each plate: process, then spots.
    fn plates(&mut self, laid: &Laid<'_>) -> ([Plate; 4], Vec<Plate>) {
        let byte = |tint: f64| (tint.clamp(0.0, 1.0) * 255.0).round() as u8;
        if let Some(all) = laid.inks.all {
            return ([Plate::Put(byte(all)); 4], vec![Plate::Put(byte(all)); self.spots.len()]);
        }
        let named: Vec<(usize, u8)> =
            laid.inks.spots.iter().filter_map(|(name, tint)| Some((self.spot(name)?, byte(*tint)))).collect();
        let rest = if laid.overprints { Plate::Leave } else { Plate::Put(0) };
        let mut spots = vec![rest; self.spots.len()];
        for (index, tint) in named {
            spots[index] = Plate::Put(tint);
        }
        let mut process = [rest; 4];
        if let Some(inks) = self.process_of(laid.inks) {
            for (index, plate) in process.iter_mut().enumerate() {
                let is_left = laid.overprints
                    && (!laid.inks.named[index] || (laid.is_mode_1 && laid.inks.is_device_cmyk && inks[index] == 0.0));
                if !is_left {
                    *plate = Plate::Put(byte(inks[index]));
                }
            }
        }
        (process, spots)
    }

    /// Lays a colour.
    pub(super) fn lay(&mut self, patch: &Patch, laid: &Laid<'_>) {
        let (process, spots) = self.plates(laid);
        let alpha = (laid.alpha.clamp(0.0, 1.0) * 255.0).round() as u8;
        let (width, blend) = (self.width, laid.blend);
        if let Some(shape) = &mut self.shape {
            for y in patch.y..patch.y + patch.height {
                for x in patch.x..patch.x + patch.width {
                    shape.add(x, y, times(patch.at(x, y), alpha));
                }
            }
        }
        if blend.is_whole() {
            self.lay_whole(patch, blend, alpha, process);
        }
        let process = self.process.iter_mut().zip(process).filter(|_| !blend.is_whole());
        let spots = self.spots.iter_mut().map(|(_, plate)| plate).zip(spots);
        for (plate, what) in process.chain(spots) {
            let Plate::Put(tint) = what else { continue };
            for row in 0..patch.height {
                let start = (patch.y + row) * width + patch.x;
                let line = &mut plate[start..start + patch.width];
                match &patch.coverage {
                    None if alpha == 255 && blend == Blend::Normal => line.fill(tint),
                    None => line.iter_mut().for_each(|pixel| *pixel = mixed(*pixel, blend.of(*pixel, tint), alpha)),
                    Some(coverage) => {
                        let covered = &coverage[row * patch.width..(row + 1) * patch.width];
                        for (pixel, covered) in line.iter_mut().zip(covered) {
                            if *covered > 0 {
                                *pixel = mixed(*pixel, blend.of(*pixel, tint), times(*covered, alpha));
                            }
                        }
                    }
                }
            }
        }
    }

    /// Lays process inks that come together with those beneath as one colour; those that are not named are none.
    fn lay_whole(&mut self, patch: &Patch, blend: Blend, alpha: u8, process: [Plate; 4]) {
        for row in patch.y..patch.y + patch.height {
            for column in patch.x..patch.x + patch.width {
                let (at, covered) = (row * self.width + column, times(patch.at(column, row), alpha));
                if covered == 0 {
                    continue;
                }
                let beneath = [0, 1, 2, 3].map(|ink| self.process[ink][at]);
                let tint = [0, 1, 2, 3].map(|ink| match process[ink] {
                    Plate::Put(tint) => tint,
                    Plate::Leave => beneath[ink],
                });
                for (ink, made) in blend.of_all(beneath, tint).into_iter().enumerate() {
                    self.process[ink][at] = mixed(beneath[ink], made, covered);
                }
            }
        }
    }

    /// The part of a patch that a soft mask lets through.
    pub(super) fn veiled(patch: &Patch, soft: &Patch) -> Patch {
        let at = |index: usize| {
            let (x, y) = (patch.x + index % patch.width, patch.y + index / patch.width);
            times(patch.at(x, y), soft.at(x, y))
        };
        Patch { coverage: Some((0..patch.width * patch.height).map(at).collect()), ..*patch }
    }

    /// Lays one pixel: of pictures and shadings.
    pub(super) fn dot(&mut self, x: usize, y: usize, covered: u8, laid: &Laid<'_>) {
        let patch = Patch { x, y, width: 1, height: 1, coverage: (covered < 255).then(|| vec![covered]) };
        self.lay(&patch, laid);
    }

    /// Lays process inks on one pixel, in place of all that is there: the common case of pictures.
    pub(super) fn put(&mut self, x: usize, y: usize, covered: u8, inks: [u8; 4]) {
        let at = y * self.width + x;
        if let Some(shape) = &mut self.shape {
            shape.add(x, y, covered);
        }
        for (plate, ink) in self.process.iter_mut().zip(inks) {
            plate[at] = mixed(plate[at], ink, covered);
        }
        for (_, plate) in &mut self.spots {
            plate[at] = mixed(plate[at], 0, covered);
        }
    }

    /// All inks on a pixel: 255 for a solid.
    pub(super) fn sum(&self, x: usize, y: usize) -> u32 {
        let at = y * self.width + x;
        let process = self.process.iter().map(|plate| u32::from(plate[at]));
        process.chain(self.spots.iter().map(|(_, plate)| u32::from(plate[at]))).sum()
    }
}

pub(super) fn mixed(beneath: u8, tint: u8, alpha: u8) -> u8 {
    let (beneath, tint, alpha) = (u32::from(beneath), u32::from(tint), u32::from(alpha));
    ((beneath * (255 - alpha) + tint * alpha + 127) / 255) as u8
}
