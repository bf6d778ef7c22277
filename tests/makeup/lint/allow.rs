//! What a page description says of the lint, and says wrongly.

use super::{Sheet, area, codes, having, two};
use paiban::base::diag::Severity;

fn page() -> Sheet {
    let areas =
        area("one", "1-2", "1-30", "head: {style: small}") + &area("two", "3-4", "1-30", "head: {style: small}");
    Sheet::new(&areas, "one: one, two: two", &two("渡口长廊 添了新灯火", "桥头旧屋 换了新门窗"))
}

#[test]
fn either_area_may_allow_a_fault_of_two() {
    for name in ["1-2, rows: 1-30}", "3-4, rows: 1-30}"] {
        let allowed = page().swap(name, &format!("{name}\n    allow: {{heads-level: 对称版式，刻意并列}}"));
        let findings = allowed.findings();
        let found = having(&findings, "heads-level");
        assert_eq!(found[0].allowed.as_deref(), Some("对称版式，刻意并列"));
        assert!(!codes(&findings).contains(&"allow-unused"));
    }
}

#[test]
fn an_allowance_that_allows_nothing_is_a_warning() {
    let findings = page().with("allow: {heads-stacked: 以防万一}").findings();
    let found = having(&findings, "allow-unused");
    assert_eq!((found.len(), found[0].severity), (1, Severity::Warning));
    let off = page().with("lint: {heads-level: off}\nallow: {heads-level: 对称}").findings();
    assert!(having(&off, "allow-unused")[0].message.en.contains("the rule is off"));
}

#[test]
fn an_allowance_without_a_reason_is_an_error_and_allows_nothing() {
    for written in ["allow: {heads-level: }", "allow: {heads-level: \"  \"}"] {
        let findings = page().with(written).findings();
        assert_eq!(codes(&findings).iter().filter(|code| **code == "allow-unreasoned").count(), 1, "{written}");
        assert!(having(&findings, "heads-level").iter().all(|one| one.allowed.is_none()));
        assert_eq!(having(&findings, "allow-unreasoned")[0].severity, Severity::Error);
    }
}

#[test]
fn a_level_makes_a_fault_an_error() {
    let findings = page().with("lint: {heads-level: error}").findings();
    assert_eq!(having(&findings, "heads-level")[0].severity, Severity::Error);
}
