//! Pictures: decoded, cropped, reduced to what the press can show, turned upright, separated into its inks. Pages of
//! PDFs are placed as they are ([`form`]).
//!
//! A gray picture is written as DeviceGray. It stands in the knock-out state, so it paints the
//! black plate and leaves the others bare, at a quarter of the bytes of CMYK with three empty inks.
//! Its numbers pass through: the gain of newsprint darkens 50 % black about as much as a gray of
//! the screen needs, and the house rule is to add no curve of our own (print.md 6). A line drawing keeps each of its
//! bits.

mod art;
mod check;
mod color;
mod dct;
mod decode;
mod display;
mod form;
mod ground;
mod ink;
mod jpeg;
mod png;
mod samples;
mod scale;
mod screen;
mod sharpen;
mod store;
mod tiff;
mod webp;

use std::sync::Arc;

use self::decode::{Space, Unusable};
use self::ink::Done;
use super::assets::Bytes;
use super::condition::Condition;
use crate::base::color::Cmyk;
use crate::base::diag::{Diagnostic, Span};
use crate::base::geom::Rect;
use crate::base::picture::{self, Format};
use crate::page::{Image, Item, ItemKind, Page, Source};

pub use art::{Drawn, draw};
pub use color::{FromScreen, Paper, Screen};
pub(super) use color::{Press, Shown};
pub(in crate::output) use dct::decode as jpeg_inks;
pub use display::{Display, DisplayCopy};
pub(super) use form::Form;
pub(super) use samples::Samples;
pub use store::Cache;

/// Left, top, width and height in pixels of the source, as it is shown.
type Crop = (u32, u32, u32, u32);

/// Everything that the pages show of one source in one crop on one ground: converted once.
pub(super) struct Job {
    pub(super) source: Source,
    /// Which page of it.
    pub(super) page: u16,
    pub(super) crop: Crop,
    /// What is shown beyond it of a page of a PDF.
    beyond: [u32; 4],
    /// In black alone.
    pub(super) gray: bool,
    /// The tint that shows through where the picture is clear.
    ground: Option<Cmyk>,
    /// Where it is placed.
    places: Vec<Place>,
}

struct Place {
    span: Span,
    page: u16,
    at: Rect,
}

/// A converted picture and what it was made of.
#[derive(Clone)]
pub(super) struct Picture {
    pub(super) source: Source,
    page: u16,
    pub(super) crop: Crop,
    beyond: [u32; 4],
    /// In black alone.
    pub(super) gray: bool,
    ground: Option<Cmyk>,
    /// The boxes that it fills.
    at: Vec<Rect>,
    /// The reduced size that was aimed at; with the bytes it tells whether it can be used again.
    aim: (u32, u32),
    bytes: Bytes,
    /// Nothing where the file cannot be used, or is a PDF.
    pub(super) samples: Option<Arc<Samples>>,
    /// A page of a PDF.
    pub(super) form: Option<Arc<Form>>,
    /// What is wrong with the file. Resolution is judged anew each time: it depends on the places.
    unusable: Option<Unusable>,
    /// What was done to it that its maker may not expect.
    done: Vec<Done>,
}

/// What the pages show, in order of first appearance.
pub(super) fn jobs<'p>(pages: impl IntoIterator<Item = &'p Page>) -> Vec<Job> {
    let mut jobs: Vec<Job> = Vec::new();
    let mut index = std::collections::BTreeMap::new();
    for page in pages {
        for (position, Item { span, kind }) in page.items.iter().enumerate() {
            let ItemKind::Image(Image { source, page: of, at, crop, beyond, gray }) = kind else { continue };
            let ground = ground::beneath(&page.items[..position], *at);
            let inks = ground.map(|Cmyk { c, m, y, k }| [c, m, y, k]);
            let job = *index.entry((*source, *of, *crop, *beyond, *gray, inks)).or_insert_with(|| {
                let places = Vec::new();
                let (source, page, crop, beyond, gray) = (*source, *of, *crop, *beyond, *gray);
                jobs.push(Job { source, page, crop, beyond, gray, ground, places });
                jobs.len() - 1
            });
            jobs[job].places.push(Place { span: *span, page: page.number, at: *at });
        }
    }
    jobs
}

/// Bytes of the plates of the largest page of a PDF.
const PLATES: u64 = 200 << 20;

/// Bytes that the pixels of a picture take while it is converted; 0 for one that cannot be used.
pub(super) fn weight(bytes: &Bytes) -> u64 {
    let bytes = (**bytes).as_ref();
    // A PDF holds its copy, that in inks, and the plates on which it is judged.
    if picture::pdf::is_pdf(bytes) {
        return bytes.len() as u64 * 3 + PLATES;
    }
    // A progressive JPEG holds as much again beside them.
    picture::head(bytes).map_or(0, |head| if head.format == Format::Jpeg { head.decoded() * 2 } else { head.decoded() })
}

impl Picture {
    /// Whether it was made for a job like this one.
    pub(super) fn is_of(&self, job: &Job) -> bool {
        self.ground == job.ground
            && (self.source, self.page, self.crop, self.beyond, self.gray)
                == (job.source, job.page, job.crop, job.beyond, job.gray)
    }

    /// Whether it is that of an item; one in another place stands on another ground.
    pub(super) fn shows(&self, image: &Image) -> bool {
        (self.source, self.page, self.crop, self.beyond, self.gray)
            == (image.source, image.page, image.crop, image.beyond, image.gray)
    }

    pub(super) fn stands_at(&self, at: Rect) -> bool {
        self.at.contains(&at)
    }
}

/// What conversions share.
pub(super) struct Darkroom<'a> {
    pub(super) condition: &'a Condition,
    pub(super) press: Press,
    pub(super) cache: Option<&'a dyn Cache>,
}

impl Darkroom<'_> {
    /// Does one job, or takes its result from `before` where the same bytes were converted so, or from the cache.
    pub(super) fn convert(&self, job: &Job, bytes: Bytes, before: Option<&Picture>) -> Picture {
        let aim = scale::aim(job, self.condition.pictures.aim);
        let at = job.places.iter().map(|place| place.at).collect();
        let same = before.filter(|known| known.aim == aim && same_bytes(&known.bytes, &bytes));
        if let Some(known) = same {
            return Picture { at, ..known.clone() };
        }
        let file = (*bytes).as_ref();
        let (mut samples, mut form, mut unusable, mut done) = (None, None, None, Vec::new());
        if picture::pdf::is_pdf(file) {
            match Form::make(job, file, self) {
                Ok(made) => form = Some(Arc::new(made)),
                Err(why) => unusable = Some(why),
            }
        } else {
            match self.cached(job, file, aim) {
                Ok(made) => (samples, done) = (Some(Arc::new(made.0)), made.1),
                Err(why) => unusable = Some(why),
            }
        }
        let Job { source, page, crop, beyond, gray, ground, .. } = *job;
        Picture { source, page, crop, beyond, gray, ground, at, aim, bytes, samples, form, unusable, done }
    }

    fn cached(&self, job: &Job, bytes: &[u8], aim: (u32, u32)) -> Result<(Samples, Vec<Done>), Unusable> {
        let Some(cache) = self.cache else { return self.make(job, bytes, aim) };
        let key = store::key(job, bytes, aim, self.condition);
        if let Some(found) = cache.get(&key).and_then(store::read) {
            return Ok(found);
        }
        let (samples, done) = self.make(job, bytes, aim)?;
        cache.put(&key, &store::write(&samples, &done));
        Ok((samples, done))
    }

    fn make(&self, job: &Job, bytes: &[u8], aim: (u32, u32)) -> Result<(Samples, Vec<Done>), Unusable> {
        let head = picture::head(bytes).map_err(Unusable::Head)?;
        let crop = scale::stored(job.crop, head.shown(), head.orientation)?;
        let aim = if head.orientation.is_turned() { (aim.1, aim.0) } else { aim };
        // The whole picture needs as many more pixels as it is larger than the crop.
        let whole = |all: u32, part: u32, want: u32| (u64::from(all) * u64::from(want) / u64::from(part.max(1))) as u32;
        let enough = (whole(head.width, crop.2, aim.0), whole(head.height, crop.3, aim.1));
        let raster = decode::decode(bytes, &head, enough)?;
        let was = (raster.space, crop.2, crop.3);
        let raster = scale::turn(scale::reduce(raster, crop, aim)?, head.orientation);
        let mut done = Vec::new();
        let is_reduced = u64::from(raster.width) * u64::from(raster.height) != u64::from(was.1) * u64::from(was.2);
        if was.0 == Space::Cmyk && !job.gray && is_reduced {
            done.push(Done::Reduced(was.1, was.2, raster.width, raster.height));
        }
        let raster = if job.gray { ink::blacken(raster) } else { raster };
        let treatment = &self.condition.treatment;
        let raster = sharpen::sharpen(raster, treatment.sharpen);
        if self.condition.flavour.is_for_screens() {
            return Ok((samples::pack_for_screens(&screen::show(raster, self, job.ground)), Vec::new()));
        }
        let raster = ink::separate(raster, self, job.ground, &mut done);
        Ok((samples::pack(raster, treatment.compression, self.condition.ink_limit), done))
    }
}

/// What there is to say about a picture in its places.
pub(super) fn findings(job: &Job, picture: &Picture, condition: &Condition) -> Vec<Diagnostic> {
    if let Some(reason) = &picture.unusable {
        return check::unusable(job, reason);
    }
    if let Some(form) = &picture.form {
        return form::findings(job, form, condition);
    }
    let is_bilevel = picture.samples.as_ref().is_some_and(|samples| samples.is_bilevel());
    let mut found: Vec<Diagnostic> = picture.done.iter().map(|done| check::done(job, done, condition)).collect();
    found.extend(check::resolution(job, is_bilevel, &condition.pictures));
    found
}

/// The same allocation; its owner keeps it as long as the file stands unchanged.
fn same_bytes(one: &Bytes, other: &Bytes) -> bool {
    std::ptr::addr_eq(Arc::as_ptr(one), Arc::as_ptr(other))
}
