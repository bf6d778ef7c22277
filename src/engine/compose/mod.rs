//! From the edition to pages: heads, pictures, furniture, and copy poured into columns.
//!
//! ```text
//! area -> panels (columns) -> obstacles (head, pictures) -> chain (segments) -> flow -> items
//! ```

mod area;
mod blocks;
mod caption;
mod chain;
mod columns;
mod copy_flow;
mod desk;
mod findings;
mod fit;
mod flow;
mod furniture;
mod head;
pub mod lines;
mod picture;
mod rules;
mod story;

use rayon::prelude::*;

use crate::base::diag::{Diagnostic, Outcome};
use crate::font::FontBook;
use crate::model::{Edition, PagePlan};
use crate::page::{Page, Record};

use area::set_area;
use desk::Desk;
use story::SetArea;

/// A page and the record of its areas.
#[derive(Clone, Debug)]
pub struct Composed {
    /// What is printed.
    pub page: Page,
    /// What became of the stories.
    pub record: Record,
}

/// Composes the given pages of an edition, in parallel. Pages and diagnostics come in their order.
pub fn compose(edition: &Edition, pages: &[&PagePlan], fonts: &FontBook) -> Vec<Outcome<Composed>> {
    pages.par_iter().map(|plan| compose_page(edition, plan, fonts)).collect()
}

/// Composes one page. Areas share nothing, so they are set in parallel and collected in order.
fn compose_page(edition: &Edition, plan: &PagePlan, fonts: &FontBook) -> Outcome<Composed> {
    let sheet = &edition.sheets[usize::from(plan.sheet.0)];
    let desk = Desk { edition, plan, sheet, composition: &sheet.composition, fonts };
    let set: Vec<SetArea> = plan.areas.par_iter().map(|area| set_area(&desk, area)).collect();
    let mut items = Vec::new();
    let mut record = Record { page: plan.number, areas: Vec::new() };
    let mut diagnostics = Vec::new();
    for area in set {
        items.extend(area.items);
        record.areas.extend(area.record);
        diagnostics.extend(area.diagnostics.into_iter().map(|finding: Diagnostic| finding.on_page(plan.number)));
    }
    let page = Page {
        number: plan.number,
        folio: plan.folio.clone(),
        trim: plan.grid.trim,
        bleed: plan.grid.bleed.max(edition.press.bleed),
        items,
    };
    Outcome { value: Composed { page, record }, diagnostics }
}
