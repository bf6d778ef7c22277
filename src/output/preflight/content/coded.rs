//! Pictures that come in a code of their own: JPEG, fax, JBIG2, JPEG 2000.
//!
//! Source: ISO 32000-1, 7.4.6 to 7.4.9.

use hayro_ccitt::EncodingMode;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::output::read::{Dict, Document, Limit, Object};

use super::image::{Head, SIDE, Samples, Unseen};
use super::space::Space;

/// Pixels of a JPX picture that are decoded in full; larger ones are decoded at a lower resolution, which is in them.
const JPX: usize = 8_000_000;
/// Samples of a JPX picture.
const MOST: usize = 96_000_000;
/// Pixels of a picture of one bit.
const BILEVEL: usize = 256 << 20;
/// Bytes that the pictures of a JBIG2 file share.
const GLOBALS: usize = 16 << 20;

pub(super) fn dct(bytes: &[u8], head: &Head) -> Result<Samples, Unseen> {
    let options = DecoderOptions::default().set_max_width(SIDE).set_max_height(SIDE);
    let components = head.space.components();
    let wanted = match components {
        1 => ColorSpace::Luma,
        3 => ColorSpace::RGB,
        4 => ColorSpace::CMYK,
        _ => return Err(Unseen::Kind),
    };
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options.jpeg_set_out_colorspace(wanted));
    decoder.decode_headers().map_err(|_| Unseen::Broken)?;
    let info = decoder.info().ok_or(Unseen::Broken)?;
    if (usize::from(info.width), usize::from(info.height)) != (head.width, head.height) {
        return Err(Unseen::Broken);
    }
    let bytes = decoder.decode().map_err(|_| Unseen::Broken)?;
    if bytes.len() < head.width * head.height * components {
        return Err(Unseen::Broken);
    }
    Ok(Samples { width: head.width, height: head.height, components, bytes, most: 255.0 })
}

/// Rows of black and white, as they are pushed: 1 for black.
struct Rows {
    bytes: Vec<u8>,
    width: usize,
    most: usize,
}

impl hayro_ccitt::Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        let start = self.bytes.len();
        if start >= self.most {
            return;
        }
        self.bytes.resize(start + self.width, 0);
        for pair in changes.chunks(2) {
            let of = |index: usize| pair.get(index).map_or(self.width, |at| (*at as usize).min(self.width));
            let (from, to) = (of(0), of(1));
            if from < to {
                self.bytes[start + from..start + to].fill(1);
            }
        }
    }
}

impl hayro_jbig2::Decoder for Rows {
    fn push_pixel(&mut self, black: bool) {
        if self.bytes.len() < self.most {
            self.bytes.push(u8::from(black));
        }
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        let room = self.most.saturating_sub(self.bytes.len());
        let length = self.bytes.len() + (chunk_count as usize).saturating_mul(8).min(room);
        self.bytes.resize(length, u8::from(black));
    }

    fn next_line(&mut self) {}
}

impl Rows {
    fn new(head: &Head) -> Result<Rows, Unseen> {
        let most = head.width * head.height;
        if most > BILEVEL {
            return Err(Unseen::TooLarge);
        }
        Ok(Rows { bytes: Vec::new(), width: head.width, most })
    }

    /// As samples; `black` is the sample of a black pixel.
    fn samples(mut self, head: &Head, black: u8) -> Samples {
        self.bytes.resize(self.most, 0);
        if black == 0 {
            self.bytes.iter_mut().for_each(|pixel| *pixel = 1 - *pixel);
        }
        Samples { width: head.width, height: head.height, components: 1, bytes: self.bytes, most: 1.0 }
    }
}

/// Group 3 and group 4.
pub(super) fn fax(document: &Document<'_>, bytes: &[u8], parms: &Dict, head: &Head) -> Result<Samples, Unseen> {
    let flag = |key: &[u8], usual: bool| match document.get(parms, key) {
        Object::Bool(value) => *value,
        _ => usual,
    };
    let columns = document.get(parms, b"Columns").int().unwrap_or(1728);
    if usize::try_from(columns) != Ok(head.width) {
        return Err(Unseen::Kind);
    }
    let k = document.number(parms, b"K").unwrap_or(0.0);
    let encoding = if k < 0.0 {
        EncodingMode::Group4
    } else if k > 0.0 {
        EncodingMode::Group3_2D
    } else {
        EncodingMode::Group3_1D
    };
    let settings = hayro_ccitt::DecodeSettings {
        columns: head.width as u32,
        rows: head.height as u32,
        end_of_block: flag(b"EndOfBlock", true),
        end_of_line: flag(b"EndOfLine", false),
        rows_are_byte_aligned: flag(b"EncodedByteAlign", false),
        encoding,
        strict: false,
    };
    let mut rows = Rows::new(head)?;
    let read = hayro_ccitt::decode(bytes, &mut rows, &mut hayro_ccitt::DecoderContext::new(settings));
    // What is damaged towards its end prints up to there.
    if read.is_err() && rows.bytes.is_empty() {
        return Err(Unseen::Broken);
    }
    Ok(rows.samples(head, u8::from(flag(b"BlackIs1", false))))
}

pub(super) fn jbig2(document: &Document<'_>, bytes: &[u8], parms: &Dict, head: &Head) -> Result<Samples, Unseen> {
    let settings = hayro_jbig2::DecodeSettings { strict: false };
    let shared = document.get(parms, b"JBIG2Globals").stream();
    let shared = match shared.map(|stream| document.decode(stream, Limit::Bytes(GLOBALS))) {
        Some(read) => {
            let read = read.map_err(|_| Unseen::Broken)?;
            Some(hayro_jbig2::Globals::new(&read.bytes, &settings).map_err(|_| Unseen::Broken)?)
        }
        None => None,
    };
    let page = hayro_jbig2::Page::new_embedded(bytes, shared.as_ref(), &settings).map_err(|_| Unseen::Broken)?;
    if (page.width() as usize, page.height() as usize) != (head.width, head.height) {
        return Err(Unseen::Broken);
    }
    let mut rows = Rows::new(head)?;
    page.decode(&mut rows).map_err(|_| Unseen::Broken)?;
    // Source: ISO 32000-1, 7.4.7: black is 1 in the code and 0 in what comes of it.
    Ok(rows.samples(head, 0))
}

pub(super) fn jpx(bytes: &[u8], head: &mut Head) -> Result<Samples, Unseen> {
    let is_indexed = matches!(head.space, Space::Indexed(..));
    let pixels = head.width * head.height;
    let least = |side: usize| (side / ((pixels / JPX) as f64).sqrt().ceil() as usize).max(1) as u32;
    let settings = hayro_jpeg2000::DecodeSettings {
        resolve_palette_indices: !is_indexed,
        strict: false,
        target_resolution: (pixels > JPX).then(|| (least(head.width), least(head.height))),
    };
    let image = hayro_jpeg2000::Image::new(bytes, &settings).map_err(|_| Unseen::Broken)?;
    head.bits = usize::from(image.original_bit_depth());
    let colors = usize::from(image.color_space().num_channels());
    if matches!(&head.space, Space::Unknown(_)) {
        head.space = match colors {
            1 => Space::Gray,
            3 => Space::Screen("JPX RGB"),
            4 => Space::Cmyk,
            _ => return Err(Unseen::Kind),
        };
    }
    // A file may say one size and its data another.
    let (width, height) = (image.width() as usize, image.height() as usize);
    if pixels <= JPX && (width, height) != (head.width, head.height) {
        return Err(Unseen::Broken);
    }
    if width.saturating_mul(height).saturating_mul(colors + 1) > MOST {
        return Err(Unseen::TooLarge);
    }
    let mut context = hayro_jpeg2000::DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|_| Unseen::Broken)?;
    let channels = decoded.components().len();
    let wanted = head.space.components();
    let data = decoded.data_u8();
    if channels < wanted || width * height == 0 || data.len() != width * height * channels {
        return Err(Unseen::Broken);
    }
    let bytes = if channels == wanted {
        data
    } else {
        // The rest is opacity.
        data.chunks_exact(channels).flat_map(|pixel| &pixel[..wanted]).copied().collect()
    };
    Ok(Samples { width, height, components: wanted, bytes, most: 255.0 })
}
