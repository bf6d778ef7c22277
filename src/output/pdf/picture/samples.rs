//! A picture as it stands in the file.

use pdf_writer::{Chunk, Filter, Finish, Name, Ref};

use super::decode::{Raster, Space};
use crate::output::hash::sha256_pieces;
use crate::output::pdf::deflate::{Effort, deflate, inflate};

/// Samples, deflated.
pub(in crate::output::pdf) struct Samples {
    width: u32,
    height: u32,
    gray: bool,
    deflated: Vec<u8>,
    /// A sum over all of it.
    pub(in crate::output::pdf) sum: [u8; 32],
}

/// Deflates the samples of a separated picture.
pub(super) fn pack(raster: Raster) -> Samples {
    let gray = raster.space == Space::Gray;
    let row = raster.width as usize * raster.space.samples();
    let deflated = deflate(&predict(&raster.pixels, row, raster.space.samples()), Effort::Fast);
    let size = [raster.width.to_be_bytes(), raster.height.to_be_bytes()].concat();
    let sum = sha256_pieces(&[&size, &[u8::from(gray)], &deflated]);
    Samples { width: raster.width, height: raster.height, gray, deflated, sum }
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
    /// Bytes of its stream.
    pub(in crate::output::pdf) fn size(&self) -> usize {
        self.deflated.len()
    }

    /// Whether it prints in black alone.
    pub(in crate::output::pdf) fn is_gray(&self) -> bool {
        self.gray
    }

    /// A sum over what each process ink prints of it; nothing for an ink that it has none of.
    pub(in crate::output::pdf) fn plates(&self) -> [Option<[u8; 32]>; 4] {
        if self.gray {
            return [None, None, None, Some(self.sum)];
        }
        let row = self.width as usize * 4;
        let predicted = inflate(&self.deflated, (row + 1) * self.height as usize).unwrap_or_default();
        let pixels = restore(&predicted, row, 4);
        let size = [self.width.to_be_bytes(), self.height.to_be_bytes()].concat();
        [0, 1, 2, 3].map(|ink| {
            let samples: Vec<u8> = pixels.iter().skip(ink).step_by(4).copied().collect();
            let prints = samples.iter().any(|sample| *sample > 0);
            prints.then(|| sha256_pieces(&[&size, &samples]))
        })
    }

    /// Writes the image object.
    pub(in crate::output::pdf) fn write(&self, chunk: &mut Chunk, id: Ref) {
        let mut image = chunk.image_xobject(id, &self.deflated);
        image.filter(Filter::FlateDecode);
        image.width(self.width as i32).height(self.height as i32).bits_per_component(8);
        image.pair(Name(b"ColorSpace"), Name(if self.gray { b"DeviceGray" } else { b"DeviceCMYK" }));
        image.pair(Name(b"Interpolate"), false);
        image
            .decode_parms()
            .predictor(pdf_writer::types::Predictor::PngOptimum)
            .colors(if self.gray { 1 } else { 4 })
            .bits_per_component(8)
            .columns(self.width as i32);
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
        let raster = Raster { width: 3, height: 2, space: Space::Cmyk, pixels, profile: None, bilevel: false };
        let plates = pack(raster).plates();
        assert_eq!(plates.map(|plate| plate.is_some()), [false, true, false, true]);
    }
}
