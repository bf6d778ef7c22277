//! Copy-fit of an edition: how each story fits, and what would make it fit.

use std::path::Path;

use crate::base::diag::{Code, Diagnostic, Severity};
use crate::engine::compose::divide;
use crate::engine::fit::{AreaFit, fit as fit_pages};
use crate::input::{LoadOptions, World, load};

use super::fit_write::{self, Amended};
use super::pages::PageChoice;
use super::press::missing_page;

/// One page.
#[derive(Clone, Debug)]
pub struct FitPage {
    /// From 1.
    pub page: u16,
    /// `A01`.
    pub folio: String,
    /// 版名.
    pub section: String,
    /// Its areas of copy, in the order of the page description.
    pub areas: Vec<AreaFit>,
}

/// The pages asked for, and what was found on the way.
#[derive(Clone, Debug, Default)]
pub struct FitAnswer {
    /// The pages.
    pub pages: Vec<FitPage>,
    /// Files into which levers were written.
    pub amended: Vec<Amended>,
    /// Findings of the input.
    pub diagnostics: Vec<Diagnostic>,
}

impl FitAnswer {
    /// Whether copy is overset.
    pub fn is_overset(&self) -> bool {
        self.pages.iter().flat_map(|page| &page.areas).any(|area| area.misfit.over > 0)
    }
}

/// Says of every story of the chosen pages how it fits. With `writes` the levers that help are written
/// into the page descriptions.
pub fn fit(world: &World, edition: &Path, pages: &PageChoice, writes: bool) -> FitAnswer {
    let mut answer = FitAnswer::default();
    let Some(mut loaded) = load(world, edition, &LoadOptions::default()).drain(&mut answer.diagnostics) else {
        return answer;
    };
    if let Some(finding) = missing_page(pages, &loaded) {
        answer.diagnostics.push(finding);
        return answer;
    }
    if let Some(divided) = divide(&loaded.edition, &loaded.fonts) {
        loaded.edition = divided.value;
    }
    let edition = &loaded.edition;
    let found = fit_pages(edition, &loaded.fonts, |plan| pages.has_any(plan.numbers()));
    let mut plans = Vec::new();
    for (plan, areas) in found {
        plans.push(plan);
        answer.pages.push(FitPage {
            page: plan.number,
            folio: plan.folio.clone(),
            section: plan.section.clone(),
            areas,
        });
    }
    if writes {
        let mut chosen = Vec::new();
        for (plan, page) in plans.into_iter().zip(&answer.pages) {
            for fit in &page.areas {
                let area = plan.areas.iter().find(|area| area.name == fit.area);
                chosen.extend(area.zip(fit.choice()).map(|(area, choice)| (plan, area, choice)));
            }
        }
        answer.amended = fit_write::write(world, edition, &chosen, &mut answer.diagnostics);
    }
    answer.diagnostics.retain(|finding| finding.severity == Severity::Error && finding.code != Code::StoryUnplaced);
    answer
}
