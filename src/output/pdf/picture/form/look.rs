//! A page of a PDF as pixels of ink, for a screen: what its plates would print, good or bad.

use super::inked::{Inker, inked};
use crate::base::picture::{Orientation, pdf};
use crate::base::press::{Compression, Limits, PictureLimits};
use crate::base::units::Permille;
use crate::output::pdf::picture::decode::{Raster, Space};
use crate::output::pdf::picture::{Press, scale};
use crate::output::preflight::{Asks, art};

/// The first page of a file, upright, its colours in the inks of a press; nothing where it cannot be read. Spot inks
/// are not shown.
pub(in crate::output::pdf::picture) fn look(bytes: &[u8], press: &Press) -> Option<Raster> {
    let document = pdf::open(bytes).ok()?;
    let sheet = pdf::sheet(&document, 1).ok()?;
    let inker = Inker { press, limit: Permille(4000), in_black: false, compression: Compression::Flate };
    let made = inked(&document, &sheet, &inker).ok().flatten();
    let bytes = made.as_ref().map_or(bytes, |made| &made.bytes);
    let document = pdf::open(bytes).ok()?;
    let sheet = pdf::sheet(&document, 1).ok()?;
    // Only its plates are wanted: nothing is judged.
    let asks = Asks {
        press: String::new(),
        condition: String::new(),
        limits: Limits::NEWSPRINT,
        ink_limit: Permille(4000),
        pictures: PictureLimits { aim: 200, warn: 1, fail: 1 },
        flavour: None,
        spot_plates: true,
    };
    let plates = art(&document, &sheet.path, &asks).preview;
    let (width, height) = (u32::try_from(plates.width).ok()?, u32::try_from(plates.height).ok()?);
    let count = plates.width * plates.height;
    if count == 0 || plates.plates.len() < 4 || plates.plates[..4].iter().any(|plate| plate.len() < count) {
        return None;
    }
    let pixels = (0..count).flat_map(|at| [0, 1, 2, 3].map(|ink| plates.plates[ink][at])).collect();
    let raster = Raster { width, height, shrink: 1, space: Space::Cmyk, pixels, profile: None };
    // Quarter turns clockwise, as EXIF counts them.
    Some(scale::turn(raster, Orientation::of([1, 6, 3, 8][usize::from(sheet.turns % 4)])))
}
