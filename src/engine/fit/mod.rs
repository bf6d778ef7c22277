//! Copy-fit: what each story lacks or has too much of, the cheapest cuts, and what an editor can do on
//! the page to make it fit.
//!
//! Source: `algorithms.md` 3 and 4.

mod change;
mod levers;
mod report;
mod search;
mod words;

use rayon::prelude::*;

use crate::base::diag::{Code, Diagnostic, say};
use crate::font::FontBook;
use crate::model::{Area, Content, Edition, Fit, LeverKind, PagePlan};

use super::compose::{divide, try_area};

pub use change::Change;
pub use report::{AreaFit, Misfit, StoryFit};
pub use search::{Choice, Lever, search};
pub use words::{list as lever_list, misfit as misfit_words, words as lever_words};

/// How every area of copy of a page fits as it is described, in the order of the description, and what
/// would make it fit.
pub fn fit(edition: &Edition, plan: &PagePlan, fonts: &FontBook) -> Vec<AreaFit> {
    let one = |area: &Area| {
        let rules = rules(area)?;
        let record = try_area(edition, plan, area, fonts, true).record?;
        let mut report = report::area_fit(&record);
        if !report.misfit.is_exact() {
            let pulled = search(edition, plan, area, fonts, rules.pulled());
            report.pulled = pulled.filter(|choice| choice.helps());
            if !report.pulled.as_ref().is_some_and(|choice| choice.after.is_exact()) {
                report.proposed = search(edition, plan, area, fonts, rules.proposed());
            }
        }
        Some(report)
    };
    plan.areas.par_iter().filter_map(one).collect()
}

/// Pulls the levers that areas allow where they do not fit, and says which and why.
pub fn settle(edition: &mut Edition, fonts: &FontBook, is_wanted: impl Fn(&PagePlan) -> bool) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    // A part of a story that goes on elsewhere is fitted like a story of its own.
    if let Some(divided) = divide(edition, fonts) {
        let wanted = |page: Option<u16>| edition.pages.iter().any(|plan| Some(plan.number) == page && is_wanted(plan));
        notes.extend(divided.diagnostics.into_iter().filter(|finding| wanted(finding.page)));
        *edition = divided.value;
    }
    let known = &*edition;
    let found: Vec<Vec<Option<(Area, Diagnostic)>>> = known
        .pages
        .iter()
        .map(|plan| {
            let wanted = is_wanted(plan);
            let one = |area: &Area| if wanted { settled(known, plan, area, fonts) } else { None };
            plan.areas.par_iter().map(one).collect()
        })
        .collect();
    for (plan, found) in edition.pages.iter_mut().zip(found) {
        for (area, found) in plan.areas.iter_mut().zip(found) {
            if let Some((made, note)) = found {
                *area = made;
                notes.push(note.on_page(plan.number));
            }
        }
    }
    notes
}

fn settled(edition: &Edition, plan: &PagePlan, area: &Area, fonts: &FontBook) -> Option<(Area, Diagnostic)> {
    let levers = rules(area)?.pulled().without(LeverKind::Lines);
    if levers == Default::default() {
        return None;
    }
    let choice = search(edition, plan, area, fonts, levers).filter(Choice::helps)?;
    let (name, before, after) = (&area.name, words::misfit(choice.before), words::misfit(choice.after));
    let list = words::list(choice.levers.iter().map(|lever| &lever.change));
    let message = say(
        format!("区块 `{name}` {}：{} → {}", before.zh, list.zh, after.zh),
        format!("area `{name}` was {}: {} → {}", before.en, list.en, after.en),
    );
    let tried = choice.tried;
    let note = Diagnostic::new(Code::FitApplied, area.span, message).hint(say(
        format!("在 {tried} 种做法里代价最小；用 `paiban fit --write` 写进版面描述，或在 `fit` 里 `forbid`"),
        format!("the cheapest of {tried} that were tried; `paiban fit --write` writes it down, `fit: {{forbid}}` keeps it away"),
    ));
    Some((choice.made(area), note))
}

/// Which levers an area of copy lets be pulled.
fn rules(area: &Area) -> Option<Fit> {
    if let Content::Story(content) = &area.content { Some(content.fit) } else { None }
}
