//! What the files of an edition share, made once.

use std::sync::Arc;

use rayon::prelude::*;

use super::condition::Condition;
use super::picture::{self, Picture, Press, Samples};
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

    /// The converted pictures.
    pub fn pictures(&self) -> &Pictures {
        &self.pictures
    }
}

impl Pictures {
    fn find(&self, source: Source, crop: (u32, u32, u32, u32), gray: bool) -> Option<&Picture> {
        self.all.iter().find(|picture| picture.source == source && picture.crop == crop && picture.gray == gray)
    }

    /// The samples of a placed picture, where its file could be used.
    pub(super) fn samples(&self, image: &Image) -> Option<&Arc<Samples>> {
        self.find(image.source, image.crop, image.gray)?.samples.as_ref()
    }
}

/// Makes what the files of `pages` share. `pictures` gives the bytes of a picture file, or nothing
/// where it is missing, which is for others to tell.
///
/// Faces are opened and pictures converted in parallel, each picture once however often it is used. Diagnostics are those
/// of pictures that cannot be used or have too few pixels, in the order of the pages.
pub fn prepare<'f>(
    pages: &[Page],
    fonts: &'f FontBook,
    condition: &Condition,
    pictures: &(dyn Fn(Source) -> Option<Bytes> + Sync),
) -> Outcome<Assets<'f>> {
    prepare_again(pages, fonts, condition, pictures, &Pictures::default())
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
    let jobs = picture::jobs(pages);
    let press = Press::new(condition.profile.clone());
    let (faces, made) = rayon::join(
        || {
            let uses = usage::count(pages.iter(), fonts);
            uses.par_iter().map(|used| (used.face, subset::Source::new(fonts.face(used.face), &used.glyphs))).collect()
        },
        || -> Vec<Option<Picture>> {
            let convert = |job: &picture::Job| {
                let bytes = pictures(job.source)?;
                Some(picture::convert(job, bytes, condition, &press, before.find(job.source, job.crop, job.gray)))
            };
            jobs.par_iter().map(convert).collect()
        },
    );
    let mut diagnostics = Vec::new();
    for (job, picture) in jobs.iter().zip(&made) {
        diagnostics.extend(picture.iter().flat_map(|picture| picture::findings(job, picture, condition)));
    }
    let pictures = Pictures { all: made.into_iter().flatten().collect() };
    Outcome { value: Assets { fonts, condition: condition.clone(), pictures, faces }, diagnostics }
}
