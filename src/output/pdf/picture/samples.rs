//! A picture as it stands in the file.

use pdf_writer::{Chunk, Filter, Finish, Name, Ref};

use super::dct;
use super::decode::{Raster, Space};
use crate::base::units::Permille;
use crate::output::hash::sha256_pieces;
use crate::output::pdf::condition::Compression;
use crate::output::pdf::deflate::{Effort, deflate, inflate};

/// What the samples of a picture are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A bit a pixel, 0 for black.
    Bits,
    /// 8 bits, 0 for black.
    Gray,
    /// Four inks of 8 bits.
    Inks,
    /// sRGB of 8 bits, for the screen.
    Rgb,
}

/// How samples are packed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Coding {
    Flate,
    Dct,
}

/// Packed samples.
pub(in crate::output::pdf) struct Samples {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) kind: Kind,
    pub(super) coding: Coding,
    /// The packed samples, behind `start` bytes of something else.
    pub(super) bytes: Vec<u8>,
    pub(super) start: usize,
    /// A sum over all of it.
    pub(in crate::output::pdf) sum: [u8; 32],
}

/// Packs the samples of a separated picture, as asked where that is smaller and keeps within the ink limit.
pub(super) fn pack(raster: Raster, compression: Compression, limit: Permille) -> Samples {
    let (kind, channels) = match raster.space {
        Space::Bits => (Kind::Bits, 1),
        Space::Gray | Space::GrayAlpha => (Kind::Gray, 1),
        _ => (Kind::Inks, 4),
    };
    let row = raster.space.row(raster.width);
    let deflated = match kind {
        Kind::Bits => deflate(&raster.pixels, Effort::Good),
        _ => deflate(&predict(&raster.pixels, row, channels), Effort::Fast),
    };
    let coded = if compression == Compression::Jpeg { dct::encode(&raster, limit) } else { None };
    let (coding, bytes) = match coded.filter(|coded| coded.len() < deflated.len()) {
        Some(coded) => (Coding::Dct, coded),
        None => (Coding::Flate, deflated),
    };
    let size = [raster.width.to_be_bytes(), raster.height.to_be_bytes()].concat();
    let sum = sha256_pieces(&[&size, &[u8::from(kind == Kind::Gray)], &bytes]);
    Samples { width: raster.width, height: raster.height, kind, coding, bytes, start: 0, sum }
}

/// Packs the samples of a picture for the screen: as JPEG where that is smaller, bits as they are.
pub(super) fn pack_for_screens(raster: &Raster) -> Samples {
    let (kind, channels) = match raster.space {
        Space::Bits => (Kind::Bits, 1),
        Space::Gray | Space::GrayAlpha => (Kind::Gray, 1),
        _ => (Kind::Rgb, 3),
    };
    let row = raster.space.row(raster.width);
    let deflated = match kind {
        Kind::Bits => deflate(&raster.pixels, Effort::Good),
        _ => deflate(&predict(&raster.pixels, row, channels), Effort::Good),
    };
    let coded = dct::encode_for_screens(raster).filter(|coded| coded.len() < deflated.len());
    let (coding, bytes) = coded.map_or((Coding::Flate, deflated), |coded| (Coding::Dct, coded));
    let size = [raster.width.to_be_bytes(), raster.height.to_be_bytes()].concat();
    let sum = sha256_pieces(&[&size, &[2 + kind as u8], &bytes]);
    Samples { width: raster.width, height: raster.height, kind, coding, bytes, start: 0, sum }
}

/// Number of the filter that predicts a sample as the mean of those to the left and above.
const AVERAGE: u8 = 3;

/// Each row as its difference from its neighbours, behind the number of the filter.
///
/// One filter for all rows: photographs in CMYK shrank by 44 % with it, by 43 % with Paeth, 40 %
/// with Up and 32 % without (level 1), and choosing for each row would cost more than it gains.
/// Source: PNG (ISO/IEC 15948), 9.2.
fn predict(pixels: &[u8], row: usize, samples: usize) -> Vec<u8> {
    let row = row.max(1);
    let mut out = Vec::with_capacity(pixels.len() + pixels.len() / row);
    let nothing = vec![0; row];
    let mut above: &[u8] = &nothing;
    for line in pixels.chunks_exact(row) {
        out.push(AVERAGE);
        out.extend(line.iter().zip(above).take(samples).map(|(sample, above)| sample.wrapping_sub(above / 2)));
        out.extend(
            line.iter()
                .skip(samples)
                .zip(line)
                .zip(&above[samples.min(row)..])
                .map(|((sample, left), above)| sample.wrapping_sub(((u16::from(*left) + u16::from(*above)) / 2) as u8)),
        );
        above = line;
    }
    out
}

/// What [`predict`] was given.
fn restore(predicted: &[u8], row: usize, samples: usize) -> Vec<u8> {
    let mut pixels: Vec<u8> = Vec::with_capacity(predicted.len());
    for line in predicted.chunks_exact(row + 1) {
        let start = pixels.len();
        for (at, difference) in line[1..].iter().enumerate() {
            let left = if at < samples { 0 } else { u16::from(pixels[start + at - samples]) };
            let above = if start == 0 { 0 } else { u16::from(pixels[start + at - row]) };
            pixels.push(difference.wrapping_add(((left + above) / 2) as u8));
        }
    }
    pixels
}

impl Samples {
    fn packed(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    /// Bytes of its stream.
    pub(in crate::output::pdf) fn size(&self) -> usize {
        self.packed().len()
    }

    /// Whether it is a line drawing of bits.
    pub(super) fn is_bilevel(&self) -> bool {
        self.kind == Kind::Bits
    }

    /// The inks, pixel by pixel.
    fn inks(&self) -> Vec<u8> {
        match self.coding {
            Coding::Dct => dct::decode(self.packed()).unwrap_or_default(),
            Coding::Flate => {
                let row = self.width as usize * 4;
                let predicted = inflate(self.packed(), (row + 1) * self.height as usize).unwrap_or_default();
                restore(&predicted, row, 4)
            }
        }
    }

    /// Whether it prints in black alone.
    pub(in crate::output::pdf) fn is_gray(&self) -> bool {
        matches!(self.kind, Kind::Bits | Kind::Gray)
    }

    /// A sum over what each process ink prints of it; nothing for an ink that it has none of.
    pub(in crate::output::pdf) fn plates(&self) -> [Option<[u8; 32]>; 4] {
        if self.kind != Kind::Inks {
            return [None, None, None, Some(self.sum)];
        }
        let pixels = self.inks();
        let size = [self.width.to_be_bytes(), self.height.to_be_bytes()].concat();
        [0, 1, 2, 3].map(|ink| {
            let samples: Vec<u8> = pixels.iter().skip(ink).step_by(4).copied().collect();
            let prints = samples.iter().any(|sample| *sample > 0);
            prints.then(|| sha256_pieces(&[&size, &samples]))
        })
    }

    /// Writes the image object.
    pub(in crate::output::pdf) fn write(&self, chunk: &mut Chunk, id: Ref) {
        let mut image = chunk.image_xobject(id, self.packed());
        image.filter(if self.coding == Coding::Dct { Filter::DctDecode } else { Filter::FlateDecode });
        let bits = if self.kind == Kind::Bits { 1 } else { 8 };
        image.width(self.width as i32).height(self.height as i32).bits_per_component(bits);
        let space: &[u8] = match self.kind {
            Kind::Inks => b"DeviceCMYK",
            Kind::Rgb => b"DeviceRGB",
            Kind::Bits | Kind::Gray => b"DeviceGray",
        };
        image.pair(Name(b"ColorSpace"), Name(space));
        image.pair(Name(b"Interpolate"), false);
        match (self.coding, self.kind) {
            // Inks in a JPEG are inverted, as Adobe's programs write and all readers expect them.
            (Coding::Dct, Kind::Inks) => {
                image.decode([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
            }
            (Coding::Flate, Kind::Gray | Kind::Inks | Kind::Rgb) => {
                image
                    .decode_parms()
                    .predictor(pdf_writer::types::Predictor::PngOptimum)
                    .colors(match self.kind {
                        Kind::Inks => 4,
                        Kind::Rgb => 3,
                        Kind::Bits | Kind::Gray => 1,
                    })
                    .bits_per_component(8)
                    .columns(self.width as i32);
            }
            _ => {}
        }
        image.finish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_predicted_is_restored() {
        let pixels: Vec<u8> = (0..5 * 4 * 3_u32).map(|n| (n * n * 7 % 256) as u8).collect();
        assert_eq!(restore(&predict(&pixels, 20, 4), 20, 4), pixels);
    }

    #[test]
    fn a_picture_without_an_ink_has_no_plate_of_it() {
        let pixels: Vec<u8> = (0..6).flat_map(|n: u8| [0, n * 9, 0, 200]).collect();
        let raster = Raster { width: 3, height: 2, shrink: 1, space: Space::Cmyk, pixels, profile: None };
        let plates = pack(raster, Compression::Flate, Permille(2400)).plates();
        assert_eq!(plates.map(|plate| plate.is_some()), [false, true, false, true]);
    }
}
