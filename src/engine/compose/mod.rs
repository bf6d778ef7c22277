//! From the edition to pages: heads, pictures, furniture, and copy poured into columns.
//!
//! ```text
//! area -> panels (columns) -> obstacles (head, pictures) -> chain (segments) -> flow -> items
//! ```

mod advice;
mod area;
mod bleed;
mod blocks;
mod caption;
mod chain;
mod columns;
mod contour;
mod copy_flow;
mod desk;
mod dressed;
mod filler;
mod findings;
mod findings_lines;
mod fit;
mod flow;
mod furniture;
mod head;
mod head_findings;
mod head_fit;
mod insert;
mod jump;
mod ledger;
pub mod lines;
mod loose_lines;
mod outline;
mod picture;
mod press_marks;
mod rules;
mod separator;
mod side_head;
mod story;
mod table_item;
mod turn;
mod variants;
mod vertical;

use rayon::prelude::*;

use crate::base::diag::{Diagnostic, Outcome};
use crate::font::FontBook;
use crate::model::{Area, Content, Edition, Grid, PagePlan};
use crate::page::{AreaRecord, Block, BlockKind, ItemKind, Page, Record};

pub use jump::divide;
pub use ledger::{LineLedger, Other, ParagraphLedger, StoryLedger, Why};

pub(crate) use picture::focus_in;

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
    /// Why its lines are as they are; empty unless that was asked for.
    pub ledger: Vec<StoryLedger>,
}

/// Composes the given pages of an edition, in parallel. Pages and diagnostics come in their order.
pub fn compose(edition: &Edition, pages: &[&PagePlan], fonts: &FontBook) -> Vec<Outcome<Composed>> {
    compose_all(edition, pages, fonts, false)
}

/// As [`compose`], and accounts for every line: several times the work.
pub fn compose_explained(edition: &Edition, pages: &[&PagePlan], fonts: &FontBook) -> Vec<Outcome<Composed>> {
    compose_all(edition, pages, fonts, true)
}

/// Stories that go on on other pages are cut first, by the whole edition, so that each page is then
/// composed by itself.
fn compose_all(edition: &Edition, pages: &[&PagePlan], fonts: &FontBook, explains: bool) -> Vec<Outcome<Composed>> {
    let Some(Outcome { value: divided, diagnostics }) = divide(edition, fonts) else {
        return pages.par_iter().map(|plan| compose_page(edition, plan, fonts, explains)).collect();
    };
    let plan_of = |page: &&PagePlan| divided.pages.iter().find(|plan| plan.number == page.number);
    let pages: Vec<&PagePlan> = pages.iter().filter_map(plan_of).collect();
    let compose = |plan: &&PagePlan| {
        let mut composed = compose_page(&divided, plan, fonts, explains);
        let own = diagnostics.iter().filter(|finding| finding.page == Some(plan.number));
        composed.diagnostics.splice(0..0, own.cloned());
        composed
    };
    pages.par_iter().map(compose).collect()
}

/// One area of a page, composed by itself: what becomes of its copy and what was noticed. With `advises`
/// the cheapest cuts are looked for where copy is overset.
pub fn try_area(edition: &Edition, plan: &PagePlan, area: &Area, fonts: &FontBook, advises: bool) -> Tried {
    let set = set_area(&Desk { advises, ..Desk::new(edition, plan, fonts) }, area);
    Tried { record: set.record, blocks: set.blocks, diagnostics: set.diagnostics }
}

/// What [`try_area`] gives.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Of an area of copy.
    pub record: Option<AreaRecord>,
    /// What stands where.
    pub blocks: Vec<Block>,
    /// In the order of the work.
    pub diagnostics: Vec<Diagnostic>,
}

/// Composes one page. Areas share nothing, so they are set in parallel and collected in order.
fn compose_page(edition: &Edition, plan: &PagePlan, fonts: &FontBook, explains: bool) -> Outcome<Composed> {
    let desk = Desk { explains, ..Desk::new(edition, plan, fonts) };
    let set: Vec<SetArea> = plan.areas.par_iter().map(|area| set_area(&desk, area)).collect();
    let mut items = Vec::new();
    let mut record = Record { page: plan.number, ..Record::default() };
    let mut ledger = Vec::new();
    let mut diagnostics = Vec::new();
    for (index, area) in set.into_iter().enumerate() {
        items.extend(area.items);
        record.areas.extend(area.record);
        let own = |block: Block| Block { area: index as u16, ..block };
        record.blocks.extend(blocks_of(&plan.grid, &plan.areas[index]).into_iter().chain(area.blocks).map(own));
        ledger.extend(area.ledger);
        diagnostics.extend(area.diagnostics.into_iter().map(|finding: Diagnostic| finding.on_page(plan.number)));
    }
    if plan.is_gray {
        let images = items.iter_mut().filter_map(|item| match &mut item.kind {
            ItemKind::Image(image) => Some(image),
            _ => None,
        });
        images.for_each(|image| image.gray = true);
    }
    let (trim, bleed) = (plan.grid.trim, plan.grid.bleed.max(edition.press.bleed));
    let short = bleed::bleed_off(&mut items, trim, bleed, &edition.pictures);
    diagnostics.extend(short.into_iter().map(|finding| finding.on_page(plan.number)));
    items.extend(press_marks::marks(edition, plan, bleed, &items, fonts));
    let page = Page { number: plan.number, folio: plan.folio.clone(), trim, bleed, slug: edition.press.slug, items };
    Outcome { value: Composed { page, record, ledger }, diagnostics }
}

/// The rectangles of an area; of a rule in a gutter none.
fn blocks_of(grid: &Grid, area: &Area) -> Vec<Block> {
    if matches!(&area.content, Content::Rule(_)) {
        return Vec::new();
    }
    let block = |part| Block { area: 0, story: None, kind: BlockKind::Area, at: grid.rect(part), span: area.span };
    area.parts.iter().copied().map(block).collect()
}
