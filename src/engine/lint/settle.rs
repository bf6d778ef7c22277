//! What becomes of findings: their level, and whether the page description allows them.

use crate::base::diag::{Code, Diagnostic, Severity, Span, say};
use crate::base::geom::Rect;
use crate::model::lint::RULES;
use crate::model::{Allow, Edition, Level, PagePlan};
use crate::page::{BlockKind, Record};

use super::Found;

/// An allowance of the edition, which has no page, or of the pages in hand, and whether it allowed anything.
struct Allowance<'a> {
    allow: &'a Allow,
    page: Option<u16>,
    used: bool,
}

/// What is known before findings are weighed.
pub(super) struct Told {
    /// What the rules of one page and of two found, by page.
    pub(super) by_page: Vec<Vec<Found>>,
    /// What was noticed before: findings of make-up are among it.
    pub(super) before: Vec<Diagnostic>,
    /// Findings of no page.
    pub(super) of_edition: Vec<Diagnostic>,
}

/// Weighs all findings of make-up. `pages` are those in hand.
pub(super) fn settle(edition: &Edition, pages: &[(&PagePlan, &Record)], found: Told) -> Vec<Diagnostic> {
    let plans: Vec<&PagePlan> = pages.iter().map(|(plan, _)| *plan).collect();
    let mut allowances = allowances(edition, &plans);
    let mut told = Vec::with_capacity(found.before.len());
    for finding in found.before {
        told.extend(weigh_told(pages, finding, &mut allowances));
    }
    for (plan, found) in plans.iter().zip(found.by_page) {
        for found in found {
            told.extend(weigh(plan, found, &mut allowances));
        }
    }
    for mut finding in found.of_edition {
        finding.allowed = of_edition(finding.code, &mut allowances);
        told.push(finding);
    }
    told.extend(unreasoned(&allowances));
    told.extend(unused(edition, &plans, &allowances));
    told
}

fn allowances<'a>(edition: &'a Edition, plans: &[&'a PagePlan]) -> Vec<Allowance<'a>> {
    let of_plan = |plan: &&'a PagePlan| {
        let plan: &'a PagePlan = plan;
        let page = Some(plan.number);
        let all = plan.allow.iter().chain(plan.areas.iter().flat_map(|area| &area.allow));
        all.map(move |allow| Allowance { allow, page, used: false }).collect::<Vec<_>>()
    };
    let own = edition.allow.iter().map(|allow| Allowance { allow, page: None, used: false });
    own.chain(plans.iter().flat_map(of_plan)).collect()
}

/// A finding of a rule, at the level of its page.
fn weigh(plan: &PagePlan, found: Found, allowances: &mut [Allowance<'_>]) -> Option<Diagnostic> {
    let severity = plan.lint.level(found.code).severity()?;
    let mut finding = Diagnostic::new(found.code, found.span, found.message).hint(found.hint).on_page(plan.number);
    finding.severity = severity;
    finding.at = found.at;
    finding.notes = found.notes;
    finding.allowed = reason(plan, found.code, &found.areas, allowances);
    Some(finding)
}

/// A finding of make-up that composing told.
fn weigh_told(
    pages: &[(&PagePlan, &Record)],
    mut finding: Diagnostic,
    allowances: &mut [Allowance<'_>],
) -> Option<Diagnostic> {
    let page = finding.page.and_then(|page| pages.iter().find(|(plan, _)| plan.number == page));
    let is_rule = RULES.iter().any(|rule| rule.code == finding.code);
    let (Some((plan, record)), true) = (page, is_rule) else { return Some(finding) };
    finding.severity = plan.lint.level(finding.code).severity()?;
    let named = |span: Span| plan.areas.iter().position(|area| area.span == span).map(|index| index as u16);
    let spans = std::iter::once(finding.span).chain(finding.notes.iter().map(|note| note.span));
    let areas: Vec<u16> = spans.filter_map(named).collect();
    // What composing tells has no box of its own: it is in the area.
    let boxes = record
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Area) && areas.first().is_some_and(|area| *area == block.area));
    finding.at = finding.at.or_else(|| boxes.map(|block| block.at).reduce(Rect::union));
    finding.allowed = reason(plan, finding.code, &areas, allowances);
    Some(finding)
}

/// The reason for which an area concerned, or the layout, allows a finding. One without a reason allows
/// nothing, but it is not unused.
fn reason(plan: &PagePlan, code: Code, areas: &[u16], allowances: &mut [Allowance<'_>]) -> Option<String> {
    let own = areas.iter().filter_map(|index| plan.areas.get(usize::from(*index))).flat_map(|area| &area.allow);
    let Some(allow) = own.chain(&plan.allow).find(|allow| allow.code == code) else {
        return of_edition(code, allowances);
    };
    let is_it = |known: &&mut Allowance<'_>| known.page == Some(plan.number) && known.allow.span == allow.span;
    for known in allowances.iter_mut().filter(is_it) {
        known.used = true;
    }
    allow.reason.clone()
}

/// The reason for which the edition allows a finding.
fn of_edition(code: Code, allowances: &mut [Allowance<'_>]) -> Option<String> {
    let known = allowances.iter_mut().find(|known| known.page.is_none() && known.allow.code == code)?;
    known.used = true;
    known.allow.reason.clone()
}

/// Without a reason nobody can tell later whether it still holds.
fn unreasoned(allowances: &[Allowance<'_>]) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    for known in allowances.iter().filter(|known| known.allow.reason.is_none()) {
        let name = known.allow.code.as_str();
        let message = say(format!("`allow` 里的 `{name}` 没有写理由"), format!("`{name}` is allowed without a reason"));
        let hint = say(format!("请写成 `{name}: 一句理由`"), format!("write `{name}:` and the reason in words"));
        let finding = Diagnostic::new(Code::AllowUnreasoned, known.allow.span, message).hint(hint);
        told.push(Diagnostic { page: known.page, ..finding });
    }
    told
}

/// An allowance of a layout is unused when it is on all pages that have it, of which none may be left out; one
/// of the edition when it is on all pages and in no zone, for which it may be written.
fn unused(edition: &Edition, plans: &[&PagePlan], allowances: &[Allowance<'_>]) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    for known in allowances.iter().filter(|known| known.allow.reason.is_some()) {
        let span = known.allow.span;
        let elsewhere =
            allowances.iter().any(|other| other.allow.span == span && (other.used || other.page < known.page));
        let on_other_pages =
            edition.pages.iter().filter(|page| !plans.iter().any(|plan| plan.number == page.number)).any(|page| {
                page.allow.iter().chain(page.areas.iter().flat_map(|area| &area.allow)).any(|allow| allow.span == span)
            });
        let is_whole = plans.len() == edition.pages.len() && edition.zone.is_none();
        if elsewhere || on_other_pages || (known.page.is_none() && !is_whole) {
            continue;
        }
        let name = known.allow.code.as_str();
        let code = known.allow.code;
        let off = match known.page {
            Some(page) => plans.iter().any(|plan| plan.number == page && plan.lint.level(code) == Level::Off),
            None => edition.lint.level(code) == Level::Off,
        };
        let (zh, en) = if off { ("：这条规则没有开", ": the rule is off") } else { ("", "") };
        let message = say(
            format!("`allow` 里的 `{name}` 没有用处：没有这样的问题{zh}"),
            format!("`{name}` is allowed, and there is no such finding{en}"),
        );
        let hint = say("请删去它", "delete it");
        let mut finding = Diagnostic::new(Code::AllowUnused, span, message).hint(hint);
        (finding.severity, finding.page) = (Severity::Warning, known.page);
        told.push(finding);
    }
    told
}
