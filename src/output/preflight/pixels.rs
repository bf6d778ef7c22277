//! The samples of a picture of a finished file, for who writes them anew.

use crate::output::read::{Dict, Document};

use super::content::{Head, Samples};

pub(in crate::output) use super::content::Unseen;

/// The samples of a picture.
pub(in crate::output) struct Pixels {
    /// Pixels across.
    pub(in crate::output) width: usize,
    /// Pixels down.
    pub(in crate::output) height: usize,
    /// Samples of a pixel.
    pub(in crate::output) components: usize,
    /// A byte a sample; of 16 bits the upper eight.
    pub(in crate::output) bytes: Vec<u8>,
    /// The largest sample.
    pub(in crate::output) most: f64,
    /// Bits of a sample in the file.
    pub(in crate::output) bits: usize,
    /// `Decode`.
    pub(in crate::output) decode: Vec<f64>,
}

/// Decodes a picture, or an inline one, of at most so many pixels.
///
/// Errors: what is damaged, too large, or not read.
pub(in crate::output) fn pixels(
    document: &Document<'_>,
    dict: &Dict,
    raw: &[u8],
    resources: Option<&Dict>,
    most: usize,
) -> Result<Pixels, Unseen> {
    let mut head = Head::read(document, dict, resources).ok_or(Unseen::Broken)?;
    if head.width.saturating_mul(head.height) > most {
        return Err(Unseen::TooLarge);
    }
    let Samples { width, height, components, bytes, most } = Samples::decode(document, dict, raw, &mut head)?;
    if bytes.len() < width * height * components {
        return Err(Unseen::Broken);
    }
    Ok(Pixels { width, height, components, bytes, most, bits: head.bits, decode: head.decode })
}
