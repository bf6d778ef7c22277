//! A picture as it stands in the file.

use pdf_writer::{Chunk, Filter, Finish, Name, Ref};

use super::decode::{Raster, Space};
use crate::output::hash::sha256_pieces;
use crate::output::pdf::deflate::{Effort, deflate};

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

/// Each row as its difference from its neighbours, behind the number of the filter that was used.
fn predict(pixels: &[u8], row: usize, _samples: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(pixels.len() + pixels.len() / row.max(1));
    let nothing = vec![0; row];
    let mut above: &[u8] = &nothing;
    for line in pixels.chunks_exact(row) {
        out.push(2);
        out.extend(line.iter().zip(above).map(|(sample, above)| sample.wrapping_sub(*above)));
        above = line;
    }
    out
}

impl Samples {
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
