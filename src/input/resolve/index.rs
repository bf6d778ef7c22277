//! 导读: where each story of the edition stands, for `{headline:STORY}`, `{page:STORY}` and `{folio:STORY}`.

use std::collections::BTreeMap;

use crate::input::spec;
use crate::model::Story;

/// What an index says of a story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    pub(super) headline: String,
    pub(super) page: u32,
    pub(super) folio: String,
}

/// The placed stories of an edition by their slugs.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(BTreeMap<String, Entry>);

impl Index {
    /// Every story that a page places, on the first page that does.
    pub(super) fn new(edition: &spec::Edition, stories: &[Story]) -> Index {
        let mut found = BTreeMap::new();
        for page in edition.pages.0.iter().flat_map(|pages| &pages.value) {
            let number = page.page.value.0;
            let folio = page.folio.as_ref().and_then(|folio| folio.0.first());
            let folio = folio.map_or_else(|| format!("A{number:02}"), |folio| folio.value.clone());
            for (_, placement) in page.place.iter().flat_map(|place| &place.0) {
                let spec::Placement::Stories(slugs) = placement else { continue };
                for slug in &slugs.0 {
                    let Some(story) = stories.iter().find(|story| story.slug == slug.value) else { continue };
                    let headline = story.headline.as_ref().map_or("", |headline| &headline.text);
                    // A clause space is a break in a head, and a space of 1 字 in a line.
                    let headline = headline.replace(' ', "\u{3000}");
                    let entry = Entry { headline, page: number, folio: folio.clone() };
                    found.entry(slug.value.clone()).or_insert(entry);
                }
            }
        }
        Index(found)
    }

    pub(super) fn get(&self, slug: &str) -> Option<&Entry> {
        self.0.get(slug)
    }

    pub(super) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
