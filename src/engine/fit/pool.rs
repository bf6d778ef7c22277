//! Hands the fillers of an edition out: each once, to the areas in the order of pages and descriptions.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::font::FontBook;
use crate::model::{Area, Content, Edition, FillerId, Fit, LeverKind, Levers, PagePlan};

use super::change::Change;
use super::rules;
use super::search::{Choice, search};

/// An edition, with the fillers that are taken so far marked.
pub(super) struct Pool<'a> {
    pub(super) edition: &'a Edition,
    fonts: &'a FontBook,
    marked: Cow<'a, Edition>,
}

impl<'a> Pool<'a> {
    pub(super) fn new(edition: &'a Edition, fonts: &'a FontBook) -> Pool<'a> {
        Pool { edition, fonts, marked: Cow::Borrowed(edition) }
    }

    /// What is chosen for each of these areas of a page. They are searched together; one whose filler went
    /// to an area before it is searched anew.
    pub(super) fn choices(
        &mut self,
        plan: &PagePlan,
        areas: &[&Area],
        levers: impl Fn(Fit) -> Levers + Sync,
    ) -> Vec<Option<Choice>> {
        let one = |edition: &Edition, area: &Area| search(edition, plan, area, self.fonts, levers(rules(area)?));
        let mut found: Vec<Option<Choice>> = areas.par_iter().map(|area| one(&self.marked, area)).collect();
        for (area, choice) in areas.iter().zip(&mut found) {
            let gone = |filler: FillerId| self.marked.fillers[filler.0 as usize].placed;
            if names_none(area) && filler_of(choice).is_some_and(gone) {
                *choice = one(&self.marked, area);
            }
            if let Some(filler) = filler_of(choice) {
                self.marked.to_mut().fillers[filler.0 as usize].placed = true;
            }
        }
        found
    }
}

/// The filler of the pool that a choice takes.
fn filler_of(choice: &Option<Choice>) -> Option<FillerId> {
    let levers = choice.iter().filter(|choice| choice.helps()).flat_map(|choice| &choice.levers);
    levers.filter_map(|lever| if let Change::Filler { filler, .. } = lever.change { Some(filler) } else { None }).next()
}

/// Whether an area whose `levers` are pulled may take a filler of the pool.
pub(super) fn takes_filler(edition: &Edition, area: &Area, levers: Levers) -> bool {
    names_none(area) && levers.has(LeverKind::Filler) && edition.fillers.iter().any(|filler| !filler.placed)
}

fn names_none(area: &Area) -> bool {
    matches!(&area.content, Content::Story(content) if content.filler.is_none())
}
