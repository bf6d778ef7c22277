//! What a screen shows of colours and pictures: inks as they look on the paper, and whole pictures, upright and no
//! larger than a screen needs.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::color::Look;
use super::decode::{self, Raster, Space, Unusable};
use super::{Press, form, scale};
use crate::base::color::{Cmyk, Color};
use crate::base::picture::{self, Format};
use crate::base::units::Permille;
use crate::output::pdf::condition::{Intent, Profile};

/// The quality of photographs.
const QUALITY: u8 = 85;

/// Colours of one press as a screen shows them.
pub struct Display {
    profile: Profile,
    look: Option<Look>,
    /// What brings colours of screens in PDFs to its inks.
    press: Press,
    known: Mutex<BTreeMap<[u16; 4], [u8; 3]>>,
}

/// A picture for a screen.
pub struct DisplayCopy {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub kind: &'static str,
}

impl Display {
    /// For a press with this profile.
    pub fn new(profile: Profile) -> Display {
        let look = Look::new(&profile);
        let press = Press::new(profile.clone(), Intent::Perceptual);
        Display { profile, look, press, known: Mutex::default() }
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// A colour as `#b01e23`.
    pub fn color(&self, color: &Color) -> String {
        let [r, g, b] = self.seen(inks(color));
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    fn seen(&self, inks: Cmyk) -> [u8; 3] {
        let key = [inks.c, inks.m, inks.y, inks.k];
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(key).or_insert_with(|| {
            let parts = key.map(|ink| f64::from(ink.min(1000)) / 1000.0);
            match &self.look {
                Some(look) => look.of(parts),
                None => {
                    let [c, m, y, k] = parts;
                    [c, m, y].map(|ink| ((1.0 - ink) * (1.0 - k) * 255.0).round() as u8)
                }
            }
        })
    }

    /// The whole picture, its longer side of about `longest` pixels at most; nothing of drawings and of files that
    /// cannot be used. A PDF as its first page's plates print it.
    pub fn copy(&self, bytes: &[u8], longest: u32) -> Option<DisplayCopy> {
        self.made(bytes, longest).ok().flatten()
    }

    fn made(&self, bytes: &[u8], longest: u32) -> Result<Option<DisplayCopy>, Unusable> {
        let head = picture::head(bytes).map_err(Unusable::Head)?;
        if head.format == Format::Svg {
            return Ok(None);
        }
        if head.format == Format::Pdf {
            return Ok(form::look(bytes, &self.press).and_then(|raster| self.coded(raster)));
        }
        let most = head.width.max(head.height).max(1);
        let part = |side: u32| (u64::from(side) * u64::from(longest.min(most)) / u64::from(most)).max(1) as u32;
        let aim = (part(head.width), part(head.height));
        let raster = decode::decode(bytes, &head, aim)?;
        let whole = (0, 0, head.width, head.height);
        let raster = scale::turn(scale::reduce(grays(raster), whole, aim)?, head.orientation);
        Ok(self.coded(raster))
    }

    fn coded(&self, raster: Raster) -> Option<DisplayCopy> {
        let Raster { width, height, space, pixels, .. } = raster;
        let sides = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
        let photograph = |pixels: &[u8], kind| {
            let mut out = Vec::new();
            jpeg_encoder::Encoder::new(&mut out, QUALITY).encode(pixels, sides.0, sides.1, kind).ok()?;
            Some(DisplayCopy { bytes: out, kind: "image/jpeg" })
        };
        let clear = |kind| {
            let mut out = Vec::new();
            let mut encoder = png::Encoder::new(&mut out, width, height);
            encoder.set_color(kind);
            encoder.set_depth(png::BitDepth::Eight);
            encoder.set_compression(png::Compression::Fast);
            encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels)).ok()?;
            Some(DisplayCopy { bytes: out, kind: "image/png" })
        };
        match space {
            Space::Bits => None,
            Space::Gray => photograph(&pixels, jpeg_encoder::ColorType::Luma),
            Space::Rgb => photograph(&pixels, jpeg_encoder::ColorType::Rgb),
            Space::GrayAlpha => clear(png::ColorType::GrayscaleAlpha),
            Space::RgbAlpha => clear(png::ColorType::Rgba),
            Space::Cmyk => photograph(&self.mixed(&pixels), jpeg_encoder::ColorType::Rgb),
        }
    }

    /// Pixels of inks as the press shows them; inks to the nearest 16th, which a screen copy bears.
    fn mixed(&self, pixels: &[u8]) -> Vec<u8> {
        let step = |ink: u8| ((u16::from(ink) + 8) / 16).min(15) * 1000 / 15;
        let inks = |pixel: &[u8]| Cmyk { c: step(pixel[0]), m: step(pixel[1]), y: step(pixel[2]), k: step(pixel[3]) };
        pixels.chunks_exact(4).flat_map(|pixel| self.seen(inks(pixel))).collect()
    }
}

/// The process inks of a colour.
fn inks(color: &Color) -> Cmyk {
    match color {
        Color::Process(inks) => *inks,
        Color::Spot(spot) => spot.alternate.tinted(Permille(spot.tint.0)),
        Color::Told { color, .. } => inks(color),
    }
}

/// Bits as grays, which can be reduced.
fn grays(raster: Raster) -> Raster {
    if raster.space != Space::Bits {
        return raster;
    }
    let row = Space::Bits.row(raster.width).max(1);
    let gray = |line: &[u8], x: u32| if line[x as usize / 8] >> (7 - x % 8) & 1 == 1 { 255 } else { 0 };
    let lines = raster.pixels.chunks_exact(row);
    let pixels = lines.flat_map(|line| (0..raster.width).map(move |x| gray(line, x))).collect();
    Raster { space: Space::Gray, pixels, ..raster }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen() -> Display {
        let bytes = include_bytes!("../../../../layouts/press/ISOnewspaper26v4.icc").to_vec();
        Display::new(Profile::new(bytes.into()).expect("a profile"))
    }

    #[test]
    fn paper_is_white_and_ink_is_black_on_a_screen() {
        let screen = screen();
        assert_eq!(screen.color(&Color::WHITE), "#ffffff");
        assert_eq!(screen.color(&Color::BLACK), "#000000");
        let red = screen.seen(Cmyk { c: 0, m: 1000, y: 1000, k: 0 });
        assert!(red[0] > 180 && red[1] < 110 && red[2] < 110, "{red:?}");
        let half = screen.seen(Cmyk::gray(500));
        assert!((80..190).contains(&half[0]) && half[0].abs_diff(half[2]) < 12, "{half:?}");
    }

    #[test]
    fn a_picture_is_made_as_small_as_asked() {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 400, 100);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().expect("a head");
        writer.write_image_data(&[90; 400 * 100 * 3]).expect("pixels");
        writer.finish().expect("a file");
        let copy = screen().copy(&file, 100).expect("a copy");
        let head = picture::head(&copy.bytes).expect("a picture");
        assert_eq!((copy.kind, head.width, head.height), ("image/jpeg", 100, 25));
        assert!(screen().copy(b"nothing", 100).is_none());
    }
}
