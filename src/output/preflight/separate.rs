//! A page of a finished file as its plates print it, at any resolution: what a soft proof of it is looked up from.
//!
//! Colours given as those of a screen are brought to inks by who asks, as a RIP does by the profile of the press. Where
//! something of a page is only guessed here, that is said: then the picture is no proof.

use std::rc::Rc;

use crate::base::diag::Code;
use crate::base::press::{Limits, PictureLimits};
use crate::output::read::{Dict, Document, Function, Object};

use super::content::{Runner, Space};
use super::plates::{Convert, Plates};
use super::seen::Seen;

/// Pixels of one plate.
const PIXELS: f64 = 60e6;
/// Pixels along a side.
const SIDE: f64 = 30_000.0;
/// Objects in objects that are looked through for a spot.
const DEPTH: usize = 8;

/// The plates of a page, row by row from the top left corner; 0 is bare, 255 solid.
pub struct Separations {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Cyan, magenta, yellow, black; spots are in them as what stands for them.
    pub process: [Vec<u8>; 4],
    /// Whether everything on the page is laid as a RIP lays it.
    pub is_exact: bool,
}

/// Why there are no plates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unseparated {
    /// The file has no such page, or cannot be read.
    NoPage,
    /// More pixels than are held.
    TooLarge,
}

/// The plates of a page, from 0, as much of it as is shown: its CropBox, turned as it says.
///
/// Errors: a page that the file has not, a picture that would be too large.
pub fn separate(
    document: &Document<'_>,
    page: usize,
    dpi: u32,
    from_screen: Rc<dyn Fn([u8; 3]) -> [u8; 4]>,
) -> Result<Separations, Unseparated> {
    let pages = document.pages();
    let path = pages.get(page).ok_or(Unseparated::NoPage)?;
    let [left, bottom, right, top] = shown(document, path);
    let scale = f64::from(dpi) / 72.0;
    let pixels = |points: f64| (points * scale).round().max(1.0);
    let (width, height) = (pixels(right - left), pixels(top - bottom));
    if width > SIDE || height > SIDE || width * height > PIXELS {
        return Err(Unseparated::TooLarge);
    }
    let mut plates = Plates::new(width as usize, height as usize);
    plates.convert = Some(Convert(from_screen));
    let ctm = [scale, 0.0, 0.0, -scale, -left * scale, top * scale];
    let seen = Seen { scale, trim: [0.0, 0.0, width, height], ..Seen::default() };
    let pictures = PictureLimits { aim: 0, warn: 0, fail: 0 };
    let mut runner = Runner::new(document, (Limits::NEWSPRINT, pictures), plates, ctm, seen);
    let resources = document.inherited(path, b"Resources").dict();
    if let Some(group) = path.first().and_then(|dict| document.dict(dict, b"Group")) {
        runner.group(group, resources);
    }
    let contents = path.first().map(|dict| document.list(dict, b"Contents")).unwrap_or_default();
    runner.page(&contents, resources);
    let is_exact = is_exact(&runner.plates, &runner.seen);
    let (spots, plates) = (std::mem::take(&mut runner.plates.spots), runner.plates);
    let mut process = plates.process;
    for (name, tints) in &spots {
        let solid = solid(document, name).unwrap_or([0.0, 0.0, 0.0, 0.5]);
        lay(&mut process, tints, solid);
    }
    let found = Separations { width: plates.width, height: plates.height, process, is_exact };
    Ok(turned(found, document.inherited(path, b"Rotate").int().unwrap_or(0)))
}

/// The box of a page that readers show: left, bottom, right, top.
fn shown(document: &Document<'_>, path: &[&Dict]) -> [f64; 4] {
    let read = |key: &[u8]| -> Option<[f64; 4]> {
        let array = document.inherited(path, key).array()?;
        let numbers: Vec<f64> = array.iter().filter_map(|side| document.resolve(side).number()).collect();
        let [a, b, c, d] = numbers[..] else { return None };
        Some([a.min(c), b.min(d), a.max(c), b.max(d)]).filter(|[left, bottom, right, top]| right > left && top > bottom)
    };
    let media = read(b"MediaBox").unwrap_or([0.0, 0.0, 595.0, 842.0]);
    let crop = read(b"CropBox").unwrap_or(media);
    let within = [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])];
    if within[2] > within[0] && within[3] > within[1] { within } else { media }
}

/// Whether nothing was guessed, passed over or left out.
fn is_exact(plates: &Plates, seen: &Seen) -> bool {
    const GUESSED: [Code; 6] =
        [Code::FontNotEmbedded, Code::FontProgram, Code::FontCid, Code::PdfDamaged, Code::PdfLimit, Code::PdfResource];
    !plates.is_spent() && !seen.is_guessed && !seen.faults.keys().any(|(code, _)| GUESSED.contains(code))
}

/// Lays what stands for a spot over the process plates, as one ink lies on another.
fn lay(process: &mut [Vec<u8>; 4], tints: &[u8], solid: [f64; 4]) {
    for (plate, ink) in process.iter_mut().zip(solid) {
        let ink = (ink.clamp(0.0, 1.0) * 255.0).round() as u32;
        for (pixel, tint) in plate.iter_mut().zip(tints).filter(|(_, tint)| **tint > 0) {
            let own = ink * u32::from(*tint) / 255;
            let through = (255 - u32::from(*pixel)) * (255 - own);
            *pixel = (255 - (through + 127) / 255) as u8;
        }
    }
}

/// The process inks that stand for a solid of a spot, as the file says it.
fn solid(document: &Document<'_>, name: &str) -> Option<[f64; 4]> {
    document.objects().into_iter().find_map(|(_, object)| defined(document, object, name, DEPTH))
}

fn defined(document: &Document<'_>, object: &Object, name: &str, depth: usize) -> Option<[f64; 4]> {
    let depth = depth.checked_sub(1)?;
    if let Some(array) = object.array() {
        if let [kind, own, alternate, tint] = array
            && kind.name() == Some(b"Separation")
            && document.resolve(own).name().is_some_and(|own| crate::output::read::shown(own) == name)
        {
            let color = Function::read(document, tint).at(1.0)?;
            return Space::read(document, alternate, None).inks(&color).process;
        }
        return array.iter().find_map(|one| defined(document, one, name, depth));
    }
    object.dict()?.entries.iter().find_map(|(_, value)| defined(document, value, name, depth))
}

/// Turned by quarters, clockwise.
fn turned(found: Separations, rotate: i64) -> Separations {
    let (width, height) = (found.width, found.height);
    let quarters = rotate.div_euclid(90).rem_euclid(4);
    if quarters == 0 {
        return found;
    }
    let size = if quarters == 2 { (width, height) } else { (height, width) };
    let from = |x: usize, y: usize| match quarters {
        1 => (y, height - 1 - x),
        2 => (width - 1 - x, height - 1 - y),
        _ => (width - 1 - y, x),
    };
    let plate = |plate: &Vec<u8>| -> Vec<u8> {
        let places = (0..size.1).flat_map(|y| (0..size.0).map(move |x| (x, y)));
        places.map(|(x, y)| from(x, y)).map(|(x, y)| plate[y * width + x]).collect()
    };
    let process = [0, 1, 2, 3].map(|index| plate(&found.process[index]));
    Separations { width: size.0, height: size.1, process, is_exact: found.is_exact }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_page_has_its_left_side_on_top() {
        // Two pixels across, three down.
        let plate = vec![1, 2, 3, 4, 5, 6];
        let found = |rotate| {
            let process = [plate.clone(), plate.clone(), plate.clone(), plate.clone()];
            turned(Separations { width: 2, height: 3, process, is_exact: true }, rotate)
        };
        assert_eq!((found(90).width, &found(90).process[0]), (3, &vec![5, 3, 1, 6, 4, 2]));
        assert_eq!(found(180).process[3], [6, 5, 4, 3, 2, 1]);
        assert_eq!(found(-90).process[0], [2, 4, 6, 1, 3, 5]);
        assert_eq!(found(720).process[0], plate);
    }
}
