//! What ships is clean, and every rule is documented.

use super::super::common::{paiban, root};
use paiban::model::lint::RULES;

#[test]
fn the_shipped_editions_have_no_fault_of_make_up() {
    for edition in ["2026-11-23", "gallery"] {
        let path = root().join("editions").join(edition);
        if std::fs::read_to_string(path.join("edition.yaml")).is_ok_and(|text| text.contains("- page:")) {
            paiban(&["check", &path.display().to_string(), "--deny", "warnings"]).ends(0);
        }
    }
}

#[test]
fn every_rule_stands_in_the_manual() {
    let manual = std::fs::read_to_string(root().join("layouts/README.md")).expect("the manual");
    for rule in RULES {
        assert!(manual.contains(&format!("| `{}` |", rule.code.as_str())), "{}", rule.code.as_str());
        for limit in rule.limits {
            assert!(manual.contains(&format!("`{}", limit.name)), "{} {}", rule.code.as_str(), limit.name);
        }
        assert_ne!(rule.code.doc(), rule.code.doc_zh(), "{}", rule.code.as_str());
    }
}
