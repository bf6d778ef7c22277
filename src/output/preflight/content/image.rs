//! Pictures of a finished PDF: their samples, and how they are laid on the plates.
//!
//! Source: ISO 32000-1, 8.9.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::output::read::{Dict, Document, Limit, Object, Undecoded};

use super::coded;
use super::space::{Inks, Space};

/// Samples of one picture.
const MOST: usize = 512 << 20;
/// Pixels on a side.
const SIDE: usize = 60_000;

/// A picture's head.
pub(in crate::output::preflight) struct Head {
    /// Pixels across.
    pub(in crate::output::preflight) width: usize,
    /// Pixels down.
    pub(in crate::output::preflight) height: usize,
    /// Bits of a component.
    pub(in crate::output::preflight) bits: usize,
    /// A stencil: 1 bit, painted in the current colour.
    pub(in crate::output::preflight) is_mask: bool,
    /// Its colours.
    pub(in crate::output::preflight) space: Space,
    /// `Decode`.
    pub(in crate::output::preflight) decode: Vec<f64>,
}

impl Head {
    /// Reads the head of a picture or an inline picture.
    pub(in crate::output::preflight) fn read(
        document: &Document<'_>,
        dict: &Dict,
        resources: Option<&Dict>,
    ) -> Option<Head> {
        let any = |long: &[u8], short: &[u8]| -> Object {
            let long = document.get(dict, long);
            if long.is_null() { document.get(dict, short).clone() } else { long.clone() }
        };
        let size = |object: Object| object.int().and_then(|size| usize::try_from(size).ok());
        let (width, height) = (size(any(b"Width", b"W"))?, size(any(b"Height", b"H"))?);
        let is_mask = any(b"ImageMask", b"IM") == Object::Bool(true);
        let space = match any(b"ColorSpace", b"CS") {
            _ if is_mask => Space::Gray,
            Object::Null => Space::Unknown("JPX".into()),
            object => Space::read(document, &object, resources),
        };
        let bits = if is_mask { 1 } else { size(any(b"BitsPerComponent", b"BPC")).unwrap_or(8) };
        let decode = any(b"Decode", b"D");
        let decode = decode.array().unwrap_or_default().iter().take(64);
        let decode = decode.filter_map(|number| document.resolve(number).number()).collect();
        ((1..=SIDE).contains(&width) && (1..=SIDE).contains(&height)).then_some(Head {
            width,
            height,
            bits,
            is_mask,
            space,
            decode,
        })
    }
}

/// A picture's samples, unpacked to a byte a component.
pub(in crate::output::preflight) struct Samples {
    /// Pixels across: fewer than the head says where a large picture is decoded small.
    pub(in crate::output::preflight) width: usize,
    /// Pixels down.
    pub(in crate::output::preflight) height: usize,
    pub(in crate::output::preflight) components: usize,
    pub(in crate::output::preflight) bytes: Vec<u8>,
    /// The largest sample.
    pub(in crate::output::preflight) most: f64,
}

/// Why a picture is not seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::output) enum Unseen {
    /// Its data are damaged.
    Broken,
    /// It is larger than is read.
    TooLarge,
    /// Its compression is not read here.
    Kind,
}

impl Samples {
    /// Decodes a picture. Its head is completed where the data themselves say what they are, as JPX do.
    pub(in crate::output::preflight) fn decode(
        document: &Document<'_>,
        dict: &Dict,
        raw: &[u8],
        head: &mut Head,
    ) -> Result<Samples, Unseen> {
        let components = if head.is_mask { 1 } else { head.space.components().max(1) };
        let bits = if [1, 2, 4, 8, 16].contains(&head.bits) { head.bits } else { return Err(Unseen::Broken) };
        let row = (head.width * components * bits).div_ceil(8);
        let size = row.checked_mul(head.height).filter(|size| *size <= MOST).ok_or(Unseen::TooLarge)?;
        let pixels = head.width * head.height * components;
        if pixels > MOST {
            return Err(Unseen::TooLarge);
        }
        let read =
            document.decode_bytes(dict, raw, Limit::Bytes(size.max(raw.len()) + 4096)).map_err(|why| match why {
                Undecoded::TooLarge => Unseen::TooLarge,
                Undecoded::Broken => Unseen::Broken,
                Undecoded::Unknown(_) => Unseen::Kind,
            })?;
        match &read.pixels {
            None => Ok(unpacked(&read.bytes, head, components, bits, row)),
            Some(pixels) => match pixels.filter {
                "DCTDecode" => dct(&read.bytes, head),
                "CCITTFaxDecode" => coded::fax(document, &read.bytes, &pixels.parms, head),
                "JBIG2Decode" => coded::jbig2(document, &read.bytes, &pixels.parms, head),
                "JPXDecode" => coded::jpx(&read.bytes, head),
                _ => Err(Unseen::Kind),
            },
        }
    }

    /// The pixel at a place from 0 to 1 across and down.
    pub(super) fn place(&self, u: f64, v: f64) -> (usize, usize) {
        let of = |part: f64, size: usize| ((part * size as f64) as usize).min(size.saturating_sub(1));
        (of(u, self.width), of(v, self.height))
    }

    /// Whether a pixel is of the colours that are left out: pairs of least and most, a component each.
    pub(super) fn is_hidden(&self, x: usize, y: usize, ranges: &[i64]) -> bool {
        let start = (y * self.width + x) * self.components;
        let samples = self.bytes.get(start..start + self.components).unwrap_or_default();
        ranges.len() == samples.len() * 2
            && samples.iter().zip(ranges.chunks_exact(2)).all(|(s, pair)| (pair[0]..=pair[1]).contains(&i64::from(*s)))
    }

    /// What a pixel prints.
    pub(super) fn inks(&self, head: &Head, x: usize, y: usize) -> Inks {
        let start = (y * self.width + x) * self.components;
        let samples = self.bytes.get(start..start + self.components).unwrap_or_default();
        let is_indexed = matches!(head.space, Space::Indexed(..));
        let mut color = [0.0; 32];
        for (index, (value, sample)) in color.iter_mut().zip(samples).enumerate() {
            let part = f64::from(*sample) / self.most;
            let usual = if is_indexed { [0.0, self.most] } else { [0.0, 1.0] };
            let pair = head.decode.get(index * 2..index * 2 + 2).map_or(usual, |pair| [pair[0], pair[1]]);
            *value = pair[0] + part * (pair[1] - pair[0]);
        }
        head.space.inks(&color[..self.components.min(32)])
    }

    /// Of a stencil: whether a pixel is painted.
    pub(super) fn is_painted(&self, head: &Head, x: usize, y: usize) -> bool {
        let sample = self.bytes.get(y * self.width + x).copied().unwrap_or(1);
        let is_inverted = head.decode.first() == Some(&1.0);
        (sample == 0) != is_inverted
    }

    /// Of a soft mask: how opaque a place is, from 0 to 1 across and down.
    pub(super) fn opacity(&self, head: &Head, u: f64, v: f64) -> u8 {
        let (x, y) = self.place(u, v);
        let sample =
            f64::from(self.bytes.get((y * self.width + x) * self.components).copied().unwrap_or(0)) / self.most;
        let pair = head.decode.get(0..2).map_or([0.0, 1.0], |pair| [pair[0], pair[1]]);
        ((pair[0] + sample * (pair[1] - pair[0])).clamp(0.0, 1.0) * 255.0).round() as u8
    }
}

fn unpacked(bytes: &[u8], head: &Head, components: usize, bits: usize, row: usize) -> Samples {
    let count = head.width * components;
    let mut out = Vec::with_capacity(count * head.height);
    for line in 0..head.height {
        let line = bytes.get(line * row..).unwrap_or_default();
        let sample = |index: usize| -> u8 {
            match bits {
                8 => line.get(index).copied().unwrap_or(0),
                16 => line.get(index * 2).copied().unwrap_or(0),
                bits => {
                    let at = index * bits;
                    let byte = line.get(at / 8).copied().unwrap_or(0);
                    byte >> (8 - bits - at % 8) & ((1 << bits) - 1)
                }
            }
        };
        out.extend((0..count).map(sample));
    }
    let most = if bits >= 8 { 255.0 } else { f64::from((1u32 << bits) - 1) };
    Samples { width: head.width, height: head.height, components, bytes: out, most }
}

/// Light and colour differences as cyan, magenta and yellow; black is as it is.
///
/// Source: Adobe Technical Note 5116, 18; JFIF 1.02 for the figures.
fn inks_of_ycck(pixel: &mut [u8]) {
    let [y, cb, cr, _] = pixel else { return };
    let (light, blue, red) = (f64::from(*y), f64::from(*cb) - 128.0, f64::from(*cr) - 128.0);
    let ink = |value: f64| 255 - value.round().clamp(0.0, 255.0) as u8;
    let inks = [light + 1.402 * red, light - 0.344_136 * blue - 0.714_136 * red, light + 1.772 * blue].map(ink);
    (*y, *cb, *cr) = (inks[0], inks[1], inks[2]);
}

fn dct(bytes: &[u8], head: &Head) -> Result<Samples, Unseen> {
    let options = DecoderOptions::default().set_max_width(SIDE).set_max_height(SIDE);
    let components = head.space.components();
    let wanted = match components {
        1 => ColorSpace::Luma,
        3 => ColorSpace::RGB,
        4 => ColorSpace::CMYK,
        _ => return Err(Unseen::Kind),
    };
    let mut head_alone = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    head_alone.decode_headers().map_err(|_| Unseen::Broken)?;
    // Four inks are often coded as light, colour differences and black, which the decoder hands out as they are.
    let is_ycck = head_alone.input_colorspace() == Some(ColorSpace::YCCK) && components == 4;
    let wanted = if is_ycck { ColorSpace::YCCK } else { wanted };
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options.jpeg_set_out_colorspace(wanted));
    decoder.decode_headers().map_err(|_| Unseen::Broken)?;
    let info = decoder.info().ok_or(Unseen::Broken)?;
    if (usize::from(info.width), usize::from(info.height)) != (head.width, head.height) {
        return Err(Unseen::Broken);
    }
    let mut bytes = decoder.decode().map_err(|_| Unseen::Broken)?;
    if is_ycck {
        bytes.chunks_exact_mut(4).for_each(inks_of_ycck);
    }
    if bytes.len() < head.width * head.height * components {
        return Err(Unseen::Broken);
    }
    Ok(Samples { width: head.width, height: head.height, components, bytes, most: 255.0 })
}
