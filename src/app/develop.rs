//! From composed pages to what their print files share: drawings drawn, pictures converted, or taken from where
//! they are kept.

use std::path::Path;

use crate::base::diag::Outcome;
use crate::input::{Loaded, World};
use crate::model::Edition;
use crate::output::pdf::{self, Assets, Bytes, Cache, Condition, Profile, Shelf};
use crate::page::{Page, Source};

use super::kept::Kept;

/// The pages as they are printed, and what their files share.
pub(super) fn develop<'f>(
    world: &World,
    loaded: &'f Loaded,
    profile: Profile,
    pages: Vec<Page>,
    cache: Option<&Path>,
) -> Outcome<(Vec<Page>, Assets<'f>)> {
    let condition = condition(&loaded.edition, profile);
    let files = |source: Source| -> Option<Bytes> { world.picture(source.0) };
    let mut diagnostics = Vec::new();
    let drawn = pdf::draw(pages, &condition, &files).drain(&mut diagnostics);
    let all = |source: Source| drawn.picture(source).or_else(|| files(source));
    let kept = cache.map(Kept::new);
    let shelf = Shelf { files: &all, before: None, cache: kept.as_ref().map(|kept| kept as &dyn Cache) };
    let assets = pdf::prepare_with(&drawn.pages, &loaded.fonts, &condition, shelf).drain(&mut diagnostics);
    if let Some(kept) = &kept {
        kept.trim();
    }
    Outcome { value: (drawn.pages, assets), diagnostics }
}

pub(super) fn condition(edition: &Edition, profile: Profile) -> Condition {
    let press = &edition.press;
    Condition {
        flavour: press.flavour,
        identifier: press.condition.clone(),
        info: press.info.clone(),
        profile,
        ink_limit: press.ink_limit,
        pictures: press.pictures,
        treatment: press.treatment,
    }
}
