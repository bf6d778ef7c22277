//! What layout needs to know of a picture file: its pixels across and down, as it is shown.

use crate::base::diag::{Say, say};
use crate::base::geom::Size;
use crate::base::picture::{self, pdf};

/// A picture as it is shown, upright.
pub(super) struct Probe {
    /// Its pixels across and down; of a drawing or a PDF, units of its own.
    pub(super) pixels: (u32, u32),
    /// The trim of a page of a PDF.
    pub(super) sheet: Option<Size>,
    /// What such a page has beyond its trim, on its left, top, right and bottom, in those units.
    pub(super) bleed: [u32; 4],
}

/// Looks at a page of a picture file; what is no PDF has one page.
///
/// Errors: why it cannot be used, and the cure.
pub(super) fn probe(bytes: &[u8], page: u16) -> Result<Probe, (Say, Say)> {
    if pdf::is_pdf(bytes) {
        let page = pdf::measured(bytes, page).map_err(|trouble| trouble.say())?;
        return Ok(Probe { pixels: page.head.shown(), sheet: Some(page.size), bleed: page.bleed });
    }
    if page != 1 {
        let why = say(format!("只有 PDF 才有第 {page} 页"), format!("only a PDF has a page {page}"));
        return Err((why, say("去掉 `page`", "leave `page` out")));
    }
    let head = picture::head(bytes).map_err(|trouble| trouble.say())?;
    Ok(Probe { pixels: head.shown(), sheet: None, bleed: [0; 4] })
}
