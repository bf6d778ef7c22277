//! What becomes of findings: their level, and whether the page description allows them.

use crate::base::diag::{Code, Diagnostic, Severity, Span, say};
use crate::model::lint::RULES;
use crate::model::{Allow, Edition, Level, PagePlan};

use super::Found;

/// An allowance of the pages in hand, and whether it allowed anything.
struct Allowance<'a> {
    allow: &'a Allow,
    page: u16,
    used: bool,
}

/// Weighs what was found on each page of `plans`, and the findings of make-up among `before`.
pub(super) fn settle(
    edition: &Edition,
    plans: &[&PagePlan],
    by_page: Vec<Vec<Found>>,
    before: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut allowances = allowances(plans);
    let mut told = Vec::with_capacity(before.len());
    for finding in before {
        told.extend(weigh_told(plans, finding, &mut allowances));
    }
    for (plan, found) in plans.iter().zip(by_page) {
        for found in found {
            told.extend(weigh(plan, found, &mut allowances));
        }
    }
    told.extend(unreasoned(&allowances));
    told.extend(unused(edition, plans, &allowances));
    told
}

fn allowances<'a>(plans: &[&'a PagePlan]) -> Vec<Allowance<'a>> {
    let of_plan = |plan: &&'a PagePlan| {
        let plan: &'a PagePlan = plan;
        let page = plan.number;
        let all = plan.allow.iter().chain(plan.areas.iter().flat_map(|area| &area.allow));
        all.map(move |allow| Allowance { allow, page, used: false }).collect::<Vec<_>>()
    };
    plans.iter().flat_map(of_plan).collect()
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
fn weigh_told(plans: &[&PagePlan], mut finding: Diagnostic, allowances: &mut [Allowance<'_>]) -> Option<Diagnostic> {
    let plan = finding.page.and_then(|page| plans.iter().find(|plan| plan.number == page));
    let (Some(plan), true) = (plan, RULES.iter().any(|rule| rule.code == finding.code)) else { return Some(finding) };
    finding.severity = plan.lint.level(finding.code).severity()?;
    let named = |span: Span| plan.areas.iter().position(|area| area.span == span).map(|index| index as u16);
    let spans = std::iter::once(finding.span).chain(finding.notes.iter().map(|note| note.span));
    let areas: Vec<u16> = spans.filter_map(named).collect();
    finding.allowed = reason(plan, finding.code, &areas, allowances);
    Some(finding)
}

/// The reason for which an area concerned, or the layout, allows a finding. One without a reason allows
/// nothing, but it is not unused.
fn reason(plan: &PagePlan, code: Code, areas: &[u16], allowances: &mut [Allowance<'_>]) -> Option<String> {
    let own = areas.iter().filter_map(|index| plan.areas.get(usize::from(*index))).flat_map(|area| &area.allow);
    let allow = own.chain(&plan.allow).find(|allow| allow.code == code)?;
    for known in allowances.iter_mut().filter(|known| known.page == plan.number && known.allow.span == allow.span) {
        known.used = true;
    }
    allow.reason.clone()
}

/// Without a reason nobody can tell later whether it still holds.
fn unreasoned(allowances: &[Allowance<'_>]) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    for known in allowances.iter().filter(|known| known.allow.reason.is_none()) {
        let name = known.allow.code.as_str();
        let message = say(format!("`allow` 里的 `{name}` 没有写理由"), format!("`{name}` is allowed without a reason"));
        let hint = say(format!("请写成 `{name}: 一句理由`"), format!("write `{name}:` and the reason in words"));
        told.push(Diagnostic::new(Code::AllowUnreasoned, known.allow.span, message).hint(hint).on_page(known.page));
    }
    told
}

/// An allowance of a layout is unused when it is on all pages that have it, of which none may be left out.
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
        if elsewhere || on_other_pages {
            continue;
        }
        let name = known.allow.code.as_str();
        let off = plans.iter().any(|plan| plan.number == known.page && plan.lint.level(known.allow.code) == Level::Off);
        let (zh, en) = if off { ("：这条规则没有开", ": the rule is off") } else { ("", "") };
        let message = say(
            format!("`allow` 里的 `{name}` 没有用处：没有这样的问题{zh}"),
            format!("`{name}` is allowed, and there is no such finding{en}"),
        );
        let hint = say("请删去它", "delete it");
        let mut finding = Diagnostic::new(Code::AllowUnused, span, message).hint(hint).on_page(known.page);
        finding.severity = Severity::Warning;
        told.push(finding);
    }
    told
}
