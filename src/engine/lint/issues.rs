//! The issue number against the editions beside this one: it grows by one a day, never by more.
//!
//! Source: `makeup.md` 8: 总第N号 +1.

use crate::base::diag::{Code, Diagnostic, say};
use crate::model::{Edition, calendar};

/// Compares with the neighbours on either side.
pub(super) fn check(edition: &Edition) -> Vec<Diagnostic> {
    let Some(severity) = edition.lint.level(Code::IssueOrder).severity() else { return Vec::new() };
    let Some(today) = calendar::ordinal(edition.date) else { return Vec::new() };
    let mut told = Vec::new();
    for other in &edition.neighbours {
        let Some(then) = calendar::ordinal(other.date) else { continue };
        let days = today - then;
        let issues = i64::from(edition.issue) - i64::from(other.issue);
        // At most one issue a day, and none twice; two editions of one day have one number.
        let fits = match days {
            0 => issues == 0,
            1.. => (1..=days).contains(&issues),
            _ => (days..=-1).contains(&issues),
        };
        if fits {
            continue;
        }
        let (name, number, issue) = (&other.name, other.issue, edition.issue);
        let apart = days.abs();
        let (zh, en) = match days {
            0 => ("同日".to_owned(), "of the same day".to_owned()),
            1.. => (format!("早 {apart} 天"), format!("{apart} days before it")),
            _ => (format!("晚 {apart} 天"), format!("{apart} days after it")),
        };
        let message = say(
            format!("期号不接：本期第 {issue} 期，{zh}的 `{name}` 是第 {number} 期"),
            format!("issue {issue} does not follow: `{name}`, {en}, is issue {number}"),
        );
        let hint = say("核对 edition.yaml 的 `issue` 和 `date`", "check `issue` and `date` of edition.yaml");
        let mut finding = Diagnostic::new(Code::IssueOrder, edition.issue_span, message).hint(hint);
        finding.severity = severity;
        told.push(finding);
    }
    told
}
