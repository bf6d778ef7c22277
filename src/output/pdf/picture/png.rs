//! PNG of any depth; palettes are expanded. Rows are read one by one, so that no more than the pixels at 8 bits is
//! held.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Reader, Transformations};

use super::decode::{Raster, Space, Unusable, eight_bits};
use crate::base::picture::{DECODED, Head, Trouble};

/// Most bytes of text, profiles and rows that the decoder holds.
const BESIDE: usize = 64 << 20;

pub(super) fn decode(bytes: &[u8], head: &Head) -> Result<Raster, Unusable> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: BESIDE });
    decoder.set_ignore_text_chunk(true);
    let info = decoder.read_header_info().map_err(reason)?;
    let is_bits = info.color_type == ColorType::Grayscale && info.bit_depth == BitDepth::One;
    decoder.set_transformations(if is_bits { Transformations::IDENTITY } else { Transformations::EXPAND });
    let mut reader = decoder.read_info().map_err(reason)?;
    if (reader.info().width, reader.info().height) != (head.width, head.height) {
        return Err(Unusable::Damaged("two sizes".to_owned()));
    }
    let profile = reader.info().icc_profile.as_ref().map(|profile| profile.to_vec());
    let (color, depth) = reader.output_color_type();
    let space = match color {
        ColorType::Grayscale if is_bits => Space::Bits,
        ColorType::Grayscale => Space::Gray,
        ColorType::GrayscaleAlpha => Space::GrayAlpha,
        ColorType::Rgba => Space::RgbAlpha,
        _ => Space::Rgb,
    };
    let is_deep = depth == BitDepth::Sixteen;
    let mut pixels = if reader.info().interlaced {
        interlaced(&mut reader, is_deep)?
    } else {
        let mut pixels = Vec::with_capacity(space.row(head.width) * head.height as usize);
        while let Some(row) = reader.next_row().map_err(reason)? {
            add(&mut pixels, row.data(), is_deep);
        }
        pixels
    };
    // What is clear is paper: nothing where white is, everything where black is.
    let clear_black = is_bits && reader.info().trns.as_ref().is_some_and(|clear| clear.last() == Some(&0));
    if clear_black {
        pixels.fill(0xff);
    }
    Ok(Raster { width: head.width, height: head.height, shrink: 1, space, pixels, profile })
}

fn interlaced(reader: &mut Reader<Cursor<&[u8]>>, is_deep: bool) -> Result<Vec<u8>, Unusable> {
    let size = reader.output_buffer_size().filter(|size| *size as u64 <= DECODED);
    let size = size.ok_or_else(|| {
        let info = reader.info();
        Unusable::Head(Trouble::TooLarge(info.width, info.height))
    })?;
    let mut whole = vec![0; size];
    reader.next_frame(&mut whole).map_err(reason)?;
    if !is_deep {
        return Ok(whole);
    }
    let mut pixels = Vec::with_capacity(size / 2);
    add(&mut pixels, &whole, true);
    Ok(pixels)
}

fn add(pixels: &mut Vec<u8>, row: &[u8], is_deep: bool) {
    if is_deep {
        pixels.extend(row.chunks_exact(2).map(|pair| eight_bits(u16::from_be_bytes([pair[0], pair[1]]))));
    } else {
        pixels.extend_from_slice(row);
    }
}

fn reason(error: DecodingError) -> Unusable {
    match error {
        DecodingError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Unusable::Truncated,
        other => Unusable::Damaged(other.to_string()),
    }
}
