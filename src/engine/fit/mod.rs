//! Copy-fit: what each story lacks or has too much of, the cheapest cuts, and what an editor can do on
//! the page to make it fit.
//!
//! Source: `algorithms.md` 3 and 4.

mod change;
mod levers;
mod pool;
mod report;
mod search;
mod words;

use rayon::prelude::*;

use crate::base::diag::{Code, Diagnostic, say};
use crate::font::FontBook;
use crate::model::{Area, Content, Edition, Fit, LeverKind, Levers, PagePlan};

use super::compose::{divide, try_area};

use pool::{Pool, takes_filler};

pub use change::Change;
pub use report::{AreaFit, Misfit, StoryFit};
pub use search::{Choice, Lever, search};
pub use words::{list as lever_list, misfit as misfit_words, words as lever_words};

/// How every area of copy of these pages fits as it is described, in the order of the descriptions, and what
/// would make it fit. No two of them are given the same filler.
pub fn fit<'a>(
    edition: &'a Edition,
    fonts: &FontBook,
    is_wanted: impl Fn(&PagePlan) -> bool,
) -> Vec<(&'a PagePlan, Vec<AreaFit>)> {
    let mut pool = Pool::new(edition, fonts);
    let mut found = Vec::new();
    let pulled = pull(&mut pool, &is_wanted);
    for (plan, pulled) in edition.pages.iter().zip(pulled) {
        if !is_wanted(plan) {
            continue;
        }
        let reports: Vec<Option<AreaFit>> =
            plan.areas.par_iter().map(|area| report(edition, plan, area, fonts)).collect();
        let mut areas: Vec<(&Area, AreaFit)> = Vec::new();
        for ((area, report), pulled) in plan.areas.iter().zip(reports).zip(pulled) {
            areas.extend(report.map(|report| {
                let pulled = pulled.filter(|choice| choice.helps());
                (area, AreaFit { pulled, ..report })
            }));
        }
        let open = |fit: &AreaFit| !fit.pulled.as_ref().map_or(fit.misfit, |choice| choice.after).is_exact();
        let misfits: Vec<&Area> = areas.iter().filter(|(_, fit)| open(fit)).map(|(area, _)| *area).collect();
        let mut proposed = pool.choices(plan, &misfits, Fit::proposed).into_iter();
        let of_area = |(_, fit): (&Area, AreaFit)| {
            let proposed = if open(&fit) { proposed.next().flatten() } else { None };
            AreaFit { proposed, ..fit }
        };
        found.push((plan, areas.into_iter().map(of_area).collect()));
    }
    found
}

fn report(edition: &Edition, plan: &PagePlan, area: &Area, fonts: &FontBook) -> Option<AreaFit> {
    rules(area)?;
    Some(report::area_fit(&try_area(edition, plan, area, fonts, true).record?))
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
    let found = pull(&mut Pool::new(edition, fonts), &is_wanted);
    for (plan, found) in edition.pages.iter_mut().zip(found) {
        let wanted = is_wanted(plan);
        for (area, choice) in plan.areas.iter_mut().zip(found) {
            if let Some(choice) = choice.filter(|choice| wanted && choice.helps()) {
                notes.push(note(area, &choice).on_page(plan.number));
                *area = choice.made(area);
            }
        }
    }
    notes
}

/// What a build does in every area of the edition. Areas of other pages count where they take a filler: what
/// is left for a page does not hang on which pages are built.
fn pull(pool: &mut Pool<'_>, is_wanted: &impl Fn(&PagePlan) -> bool) -> Vec<Vec<Option<Choice>>> {
    let edition = pool.edition;
    let of_page = |plan: &PagePlan| {
        let wanted = is_wanted(plan);
        let open = |area: &&Area| {
            let levers = rules(area).unwrap_or_default().pulled().without(LeverKind::Lines);
            levers != Levers::NONE && (wanted || takes_filler(edition, area, levers))
        };
        let areas: Vec<&Area> = plan.areas.iter().filter(open).collect();
        if areas.is_empty() {
            return plan.areas.iter().map(|_| None).collect();
        }
        let mut found = pool.choices(plan, &areas, |fit| fit.pulled().without(LeverKind::Lines)).into_iter();
        plan.areas.iter().map(|area| if open(&area) { found.next().flatten() } else { None }).collect()
    };
    edition.pages.iter().map(of_page).collect()
}

fn note(area: &Area, choice: &Choice) -> Diagnostic {
    let (name, before, after) = (&area.name, words::misfit(choice.before), words::misfit(choice.after));
    let list = words::list(choice.levers.iter().map(|lever| &lever.change));
    let message = say(
        format!("区块 `{name}` {}：{} → {}", before.zh, list.zh, after.zh),
        format!("area `{name}` was {}: {} → {}", before.en, list.en, after.en),
    );
    let tried = choice.tried;
    Diagnostic::new(Code::FitApplied, area.span, message).hint(say(
        format!("在 {tried} 种做法里代价最小；用 `paiban fit --write` 写进版面描述，或在 `fit` 里 `forbid`"),
        format!("the cheapest of {tried} that were tried; `paiban fit --write` writes it down, `fit: {{forbid}}` keeps it away"),
    ))
}

/// Which levers an area of copy lets be pulled.
fn rules(area: &Area) -> Option<Fit> {
    if let Content::Story(content) = &area.content { Some(content.fit) } else { None }
}
