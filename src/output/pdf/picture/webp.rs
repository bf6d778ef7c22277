//! WebP, lossy or not.

use std::io::Cursor;

use image_webp::WebPDecoder;

use super::decode::{Raster, Space, Unusable};
use crate::base::picture::{DECODED, Head, Trouble};

/// Largest profile that is read.
const PROFILE: usize = 16 << 20;

pub(super) fn decode(bytes: &[u8], head: &Head) -> Result<Raster, Unusable> {
    let reason = |error: image_webp::DecodingError| Unusable::Damaged(error.to_string());
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(reason)?;
    decoder.set_memory_limit(PROFILE);
    if decoder.dimensions() != (head.width, head.height) || decoder.is_animated() {
        return Err(Unusable::Damaged("two sizes".to_owned()));
    }
    let profile = decoder.icc_profile().ok().flatten();
    let size = decoder.output_buffer_size().filter(|size| *size as u64 <= DECODED);
    let size = size.ok_or(Unusable::Head(Trouble::TooLarge(head.width, head.height)))?;
    let mut pixels = vec![0; size];
    decoder.read_image(&mut pixels).map_err(reason)?;
    let space = if decoder.has_alpha() { Space::RgbAlpha } else { Space::Rgb };
    Ok(Raster { width: head.width, height: head.height, shrink: 1, space, pixels, profile })
}
