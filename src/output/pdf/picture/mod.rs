//! Pictures: decoded, cropped, reduced to what the press can show, separated into its inks.
//!
//! A gray picture is written as DeviceGray. It stands in the knock-out state, so it paints the
//! black plate and leaves the others bare, at a quarter of the bytes of CMYK with three empty inks.
//! Its numbers pass through: the gain of newsprint darkens 50 % black about as much as a gray of
//! the screen needs, and the house rule is to add no curve of our own (print.md 6).

mod check;
mod decode;
mod ink;
mod jpeg;
mod png;
mod press;
mod samples;
mod scale;

use std::sync::Arc;

use super::assets::Bytes;
use super::condition::Condition;
use crate::base::diag::{Diagnostic, Span};
use crate::base::geom::Size;
use crate::page::{Image, Item, ItemKind, Page, Source};

pub(super) use press::Press;
pub(super) use samples::Samples;

/// Left, top, width and height in pixels of the source.
type Crop = (u32, u32, u32, u32);

/// Everything that the pages show of one source in one crop: converted once.
pub(super) struct Job {
    pub(super) source: Source,
    pub(super) crop: Crop,
    /// In black alone.
    pub(super) gray: bool,
    /// Where it is placed.
    places: Vec<Place>,
}

struct Place {
    span: Span,
    page: u16,
    size: Size,
}

/// A converted picture and what it was made of.
#[derive(Clone)]
pub(super) struct Picture {
    pub(super) source: Source,
    pub(super) crop: Crop,
    /// In black alone.
    pub(super) gray: bool,
    /// The reduced size that was aimed at; with the bytes it tells whether it can be used again.
    aim: (u32, u32),
    bytes: Bytes,
    /// Nothing where the file cannot be used.
    pub(super) samples: Option<Arc<Samples>>,
    /// What is wrong with the file. Resolution is judged anew each time: it depends on the places.
    diagnostic: Option<Diagnostic>,
    /// Whether it has only black and white.
    bilevel: bool,
}

/// What the pages show, in order of first appearance.
pub(super) fn jobs<'p>(pages: impl IntoIterator<Item = &'p Page>) -> Vec<Job> {
    let mut jobs: Vec<Job> = Vec::new();
    let mut index = std::collections::BTreeMap::new();
    for page in pages {
        for Item { span, kind } in &page.items {
            let ItemKind::Image(Image { source, at, crop, gray }) = kind else { continue };
            let size = Size { width: at.width, height: at.height };
            let job = *index.entry((*source, *crop, *gray)).or_insert_with(|| {
                jobs.push(Job { source: *source, crop: *crop, gray: *gray, places: Vec::new() });
                jobs.len() - 1
            });
            jobs[job].places.push(Place { span: *span, page: page.number, size });
        }
    }
    jobs
}

/// Does one job, or takes its result from `before` where the same bytes were converted so.
pub(super) fn convert(
    job: &Job,
    bytes: Bytes,
    condition: &Condition,
    press: &Press,
    before: Option<&Picture>,
) -> Picture {
    let aim = scale::aim(job, condition.pictures.aim);
    let same = before.filter(|known| known.aim == aim && same_bytes(&known.bytes, &bytes));
    if let Some(known) = same {
        return known.clone();
    }
    let mut picture = Picture {
        source: job.source,
        crop: job.crop,
        gray: job.gray,
        aim,
        bytes: Arc::clone(&bytes),
        samples: None,
        diagnostic: None,
        bilevel: false,
    };
    match make(job, (*bytes).as_ref(), aim, condition, press) {
        Ok((samples, bilevel)) => {
            picture.samples = Some(Arc::new(samples));
            picture.bilevel = bilevel;
        }
        Err(reason) => picture.diagnostic = Some(check::unusable(job, &reason)),
    }
    picture
}

/// What there is to say about a picture in its places.
pub(super) fn findings(job: &Job, picture: &Picture, condition: &Condition) -> Vec<Diagnostic> {
    match &picture.diagnostic {
        Some(diagnostic) => vec![diagnostic.clone()],
        None => check::resolution(job, picture.bilevel, &condition.pictures),
    }
}

fn make(
    job: &Job,
    bytes: &[u8],
    aim: (u32, u32),
    condition: &Condition,
    press: &Press,
) -> Result<(Samples, bool), decode::Unusable> {
    let raster = decode::decode(bytes)?;
    let bilevel = raster.bilevel;
    let mut reduced = scale::reduce(raster, job.crop, aim)?;
    if job.gray {
        reduced = ink::blacken(reduced);
    }
    Ok((samples::pack(ink::separate(reduced, press, condition.ink_limit)), bilevel))
}

/// The same allocation; its owner keeps it as long as the file stands unchanged.
fn same_bytes(one: &Bytes, other: &Bytes) -> bool {
    std::ptr::addr_eq(Arc::as_ptr(one), Arc::as_ptr(other))
}
