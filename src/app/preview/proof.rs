//! The pages as they would be printed, for people: PDF bytes that are handed out and written nowhere.

use std::sync::Mutex;

use crate::app::names;
use crate::app::pages::PageChoice;
use crate::app::press::{self, Job};
use crate::output::pdf::{self, Meta, Paper};
use crate::output::proof;
use crate::page::Page;

use super::scene::{Desk, lock};

/// A proof: the name of the file and its bytes.
pub(super) struct Proof {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// All pages, or one; nothing where none can be made.
pub(super) fn proof(desk: &Desk, page: Option<u16>) -> Option<Proof> {
    let pages = page.map_or(Ok(PageChoice::all()), |page| PageChoice::parse(&page.to_string())).ok()?;
    let options = &desk.options;
    let (edition, zone, cache) = (options.edition.clone(), options.zone.clone(), options.cache.clone());
    let job = Job { edition, zone, cache, pages, ..Job::default() };
    let made = Mutex::new(None);
    press::run(&desk.world(Vec::new()), &job, &|_| (), |set, _| {
        let Some(assets) = &set.assets else { return };
        let pages: Vec<&Page> = set.pages.iter().collect();
        if pages.is_empty() {
            return;
        }
        let edition = set.edition;
        let date = names::iso(edition.date);
        let which = page.and_then(|_| pages.first()).map_or_else(|| "all".to_owned(), |page| page.folio.clone());
        let meta = Meta {
            title: format!("{} {date} {which} proof", edition.paper),
            creator: concat!("paiban ", env!("CARGO_PKG_VERSION")).to_string(),
            date: pdf::Date { year: edition.date.year, month: edition.date.month, day: edition.date.day },
            version: u32::from(edition.version),
            seed: format!("{date} {which} proof"),
        };
        let zone = edition.zone.as_ref().map(|zone| format!("_{zone}")).unwrap_or_default();
        let name = format!("{}_{}_{which}{zone}_proof.pdf", edition.code, date.replace('-', ""));
        *lock(&made) = pdf::write(&pages, assets, &meta).ok().map(|bytes| Proof { name, bytes });
    });
    made.into_inner().ok().flatten()
}

/// Dots to the inch of a page as printed.
const DPI: u32 = 110;

/// A page of the proof as pixels, in a PNG: what the plates print, overprint and all.
pub(super) fn printed(desk: &Desk, page: u16) -> Option<Vec<u8>> {
    let made = proof(desk, Some(page))?;
    proof::page(&made.bytes, 0, DPI, Paper::White).ok().map(|raster| raster.png())
}
