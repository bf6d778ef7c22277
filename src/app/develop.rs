//! From composed pages to what their print files share: drawings drawn, pictures converted, or taken from where
//! they are kept.

use std::path::Path;

use crate::base::diag::Outcome;
use crate::base::units::Permille;
use crate::input::{Loaded, World};
use crate::model::{Compression, Edition, Flavour, Intent, PictureLimits, Press, Treatment};
use crate::output::pdf::{self, Assets, Bytes, Cache, Condition, Profile, Shelf};
use crate::page::{Page, Source};

use super::digital::raster;
use super::kept::Kept;

/// The pages as they are printed, and what their files share.
pub(super) fn develop<'f>(
    world: &World,
    loaded: &'f Loaded,
    profile: Profile,
    pages: Vec<Page>,
    cache: Option<&Path>,
) -> Outcome<(Vec<Page>, Assets<'f>)> {
    let files = |source: Source| -> Option<Bytes> { world.picture(source.0) };
    develop_for(loaded, &condition(&loaded.edition, profile), pages, &files, cache)
}

/// The pages as screens show them, their pictures with `ppi` pixels an inch at the most. What is wrong with pictures is
/// told where they are made for print.
pub(super) fn develop_for_screens<'f>(
    world: &World,
    loaded: &'f Loaded,
    profile: Profile,
    (pages, ppi): (Vec<Page>, u16),
    cache: Option<&Path>,
) -> Outcome<(Vec<Page>, Assets<'f>)> {
    let print = condition(&loaded.edition, profile);
    let condition = Condition {
        flavour: Flavour::A2b,
        pictures: PictureLimits { aim: ppi, ..print.pictures },
        treatment: Treatment { intent: Intent::Relative, sharpen: Permille(0), compression: Compression::Jpeg },
        ..print
    };
    let files = |source: Source| -> Option<Bytes> { world.picture(source.0) };
    let mut diagnostics = Vec::new();
    let mut rastered = raster(pages, ppi, &files).drain(&mut diagnostics);
    let pages = std::mem::take(&mut rastered.pages);
    let all = |source: Source| rastered.picture(source).or_else(|| files(source));
    Outcome { value: develop_for(loaded, &condition, pages, &all, cache).value, diagnostics }
}

fn develop_for<'f>(
    loaded: &'f Loaded,
    condition: &Condition,
    pages: Vec<Page>,
    files: &(dyn Fn(Source) -> Option<Bytes> + Sync),
    cache: Option<&Path>,
) -> Outcome<(Vec<Page>, Assets<'f>)> {
    let mut diagnostics = Vec::new();
    let drawn = pdf::draw(pages, condition, files).drain(&mut diagnostics);
    let all = |source: Source| drawn.picture(source).or_else(|| files(source));
    let kept = cache.map(Kept::new);
    let shelf = Shelf { files: &all, before: None, cache: kept.as_ref().map(|kept| kept as &dyn Cache) };
    let assets = pdf::prepare_with(&drawn.pages, &loaded.fonts, condition, shelf).drain(&mut diagnostics);
    if let Some(kept) = &kept {
        kept.trim();
    }
    Outcome { value: (drawn.pages, assets), diagnostics }
}

pub(super) fn condition(edition: &Edition, profile: Profile) -> Condition {
    of_press(&edition.press, profile)
}

/// What files for a press are made for.
pub(super) fn of_press(press: &Press, profile: Profile) -> Condition {
    Condition {
        flavour: press.flavour,
        identifier: press.condition.clone(),
        info: press.info.clone(),
        profile,
        ink_limit: press.ink_limit,
        limits: press.limits,
        pictures: press.pictures,
        treatment: press.treatment,
    }
}
