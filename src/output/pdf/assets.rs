//! What the files of an edition share, made once.

use std::sync::Arc;

use rayon::prelude::*;

use super::condition::Condition;
use super::picture::{self, Cache, Darkroom, Form, Picture, Press, Samples};
use super::subset;
use super::usage;
use crate::base::diag::Outcome;
use crate::font::{FaceId, FontBook};
use crate::page::{Image, Page, Source};

/// The bytes of a picture file, mapped or owned.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// What the files of an edition share.
pub struct Assets<'f> {
    pub(super) fonts: &'f FontBook,
    pub(super) condition: Condition,
    pub(super) pictures: Pictures,
    /// The faces that the pages use, in the order of their ids.
    faces: Vec<(FaceId, subset::Source<'f>)>,
}

/// Converted pictures, to be kept for the next [`prepare_again`].
#[derive(Clone, Default)]
pub struct Pictures {
    all: Vec<Picture>,
}

impl<'f> Assets<'f> {
    /// A face, opened; nothing for one that no page of [`prepare`] uses.
    pub(super) fn face(&self, id: FaceId) -> Option<&subset::Source<'f>> {
        self.faces.binary_search_by_key(&id, |(face, _)| *face).ok().map(|index| &self.faces[index].1)
    }

    /// The faces that pages are set in.
    pub fn fonts(&self) -> &'f FontBook {
        self.fonts
    }

    /// What the files are made for.
    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    /// The converted pictures.
    pub fn pictures(&self) -> &Pictures {
        &self.pictures
    }
}

impl Pictures {
    /// The samples of a placed picture, where its file could be used.
    pub(super) fn samples(&self, image: &Image) -> Option<&Arc<Samples>> {
        self.picture(image)?.samples.as_ref()
    }

    /// The placed page of a PDF, where it could be used.
    pub(super) fn form(&self, image: &Image) -> Option<&Arc<Form>> {
        self.picture(image)?.form.as_ref()
    }

    fn picture(&self, image: &Image) -> Option<&Picture> {
        let shown = || self.all.iter().filter(|picture| picture.shows(image));
        shown().find(|picture| picture.stands_at(image.at)).or_else(|| shown().next())
    }
}

/// Where pictures come from, and where what was made of them is kept.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    /// The bytes of a picture file, or nothing where it is missing, which is for others to tell.
    pub files: &'a (dyn Fn(Source) -> Option<Bytes> + Sync),
    /// What the last run in this process made, for the same press condition.
    pub before: Option<&'a Pictures>,
    /// What other runs made.
    pub cache: Option<&'a dyn Cache>,
}

/// Bytes of pixels that are held at one time.
const AT_ONCE: u64 = 3 << 29;

/// Makes what the files of `pages` share. `pictures` gives the bytes of a picture file, or nothing
/// where it is missing, which is for others to tell.
///
/// Faces are opened and pictures converted in parallel, each picture once however often it is used. Diagnostics are those
/// of pictures that cannot be used, have too few pixels or were changed, in the order of the pages.
pub fn prepare<'f>(
    pages: &[Page],
    fonts: &'f FontBook,
    condition: &Condition,
    pictures: &(dyn Fn(Source) -> Option<Bytes> + Sync),
) -> Outcome<Assets<'f>> {
    prepare_with(pages, fonts, condition, Shelf { files: pictures, before: None, cache: None })
}

/// As [`prepare`], but takes from `before` each picture whose bytes are in the same allocation,
/// whose crop is the same and which needs as many pixels: for a preview, where little changes from
/// one time to the next. `before` must have been made for the same press condition.
pub fn prepare_again<'f>(
    pages: &[Page],
    fonts: &'f FontBook,
    condition: &Condition,
    pictures: &(dyn Fn(Source) -> Option<Bytes> + Sync),
    before: &Pictures,
) -> Outcome<Assets<'f>> {
    prepare_with(pages, fonts, condition, Shelf { files: pictures, before: Some(before), cache: None })
}

/// As [`prepare`], with pictures from a [`Shelf`].
pub fn prepare_with<'f>(
    pages: &[Page],
    fonts: &'f FontBook,
    condition: &Condition,
    shelf: Shelf<'_>,
) -> Outcome<Assets<'f>> {
    let jobs = picture::jobs(pages);
    let press = Press::new(condition.profile.clone(), condition.treatment.intent);
    let room = Darkroom { condition, press, cache: shelf.cache };
    let (faces, made) = rayon::join(
        || {
            let uses = usage::count(pages, fonts);
            uses.par_iter().map(|used| (used.face, subset::Source::new(fonts.face(used.face), &used.glyphs))).collect()
        },
        || develop(&jobs, &room, &shelf),
    );
    let mut diagnostics = Vec::new();
    for (job, picture) in jobs.iter().zip(&made) {
        diagnostics.extend(picture.iter().flat_map(|picture| picture::findings(job, picture, condition)));
    }
    let pictures = Pictures { all: made.into_iter().flatten().collect() };
    Outcome { value: Assets { fonts, condition: condition.clone(), pictures, faces }, diagnostics }
}

/// Converts pictures in parallel, as many at a time as memory is set aside for.
fn develop(jobs: &[picture::Job], room: &Darkroom<'_>, shelf: &Shelf<'_>) -> Vec<Option<Picture>> {
    let files: Vec<Option<Bytes>> = jobs.iter().map(|job| (shelf.files)(job.source)).collect();
    let mut made = Vec::with_capacity(jobs.len());
    while made.len() < jobs.len() {
        let first = made.len();
        let mut held = 0;
        let weighs = |file: &Option<Bytes>| file.as_ref().map_or(0, picture::weight);
        let count = files[first..].iter().take_while(|file| {
            let is_first = held == 0;
            held += weighs(file);
            is_first || held <= AT_ONCE
        });
        let last = first + count.count().max(1);
        let batch = jobs[first..last].par_iter().zip(&files[first..last]).map(|(job, file)| {
            let before = shelf.before.and_then(|before| before.all.iter().find(|known| known.is_of(job)));
            Some(room.convert(job, Arc::clone(file.as_ref()?), before))
        });
        made.extend(batch.collect::<Vec<_>>());
    }
    made
}
