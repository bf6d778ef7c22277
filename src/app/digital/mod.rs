//! The digital edition: composed pages for the screen, their structure, and what can be pressed.

mod address;
mod claim;
mod nodes;
mod plan;
mod raster;

use crate::base::units::Length;
use crate::model::{Edition, PagePlan};
use crate::output::pdf::digital::Digital;
use crate::page::{Page, Record};

use self::address::Parted;
use self::claim::{Ground, is_outside};
use self::nodes::Sheet;
use self::plan::Plan;

pub(super) use self::raster::raster;

/// The pages as they are shown, and what a reader is told beside them. `pages` and `records` belong together.
pub(super) fn digital(edition: &Edition, pages: &[Page], records: &[Record]) -> (Vec<Page>, Digital) {
    let known = address::known(edition);
    let parted: Vec<Parted> = pages.iter().map(|page| address::part(&trimmed(page), &known)).collect();
    let shown: Vec<Page> = pages.iter().zip(&parted).map(|(page, parted)| bare(page, parted.items.clone())).collect();
    let plan = Plan::new(edition);
    let sheet = |((page, record), parted)| -> Option<Sheet<'_>> {
        let (page, record, parted): (&Page, &Record, &Parted) = (page, record, parted);
        let own: &PagePlan = edition.pages.iter().find(|plan| plan.number == page.number)?;
        let ground = Ground { edition, plan: own, record, stories: &plan };
        let claims = ground.claims(&page.items);
        Some(Sheet { page, plan: own, record, claims, of_item: &parted.of_item, addresses: &parted.addresses })
    };
    let sheets: Vec<Sheet<'_>> = shown.iter().zip(records).zip(&parted).filter_map(sheet).collect();
    let mut told = nodes::digital(edition, &plan, &sheets);
    told.author = edition.paper.clone();
    told.subject = format!("{} 第{}号", super::names::iso(edition.date), edition.issue);
    drop(sheets);
    (shown, told)
}

/// Without the marks of the press.
fn trimmed(page: &Page) -> Page {
    let items = page.items.iter().filter(|item| !is_outside(item, page.trim)).cloned().collect();
    bare(page, items)
}

/// The page without bleed and slug.
fn bare(page: &Page, items: Vec<crate::page::Item>) -> Page {
    Page {
        number: page.number,
        folio: page.folio.clone(),
        trim: page.trim,
        bleed: Length::ZERO,
        slug: Length::ZERO,
        items,
    }
}
