//! What the program prints of make-up: as text, JSON, SARIF and annotations, and the list of codes.

use serde_json::Value;

use super::super::common::{Desk, paiban};

/// A desk with two heads of one size side by side.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.swap(
        "layouts/page.yaml",
        "at: {columns: 1-5, rows: 1-19}\n    head: {style: third, rows: 5}",
        "at: {columns: 3-5, rows: 22-49}\n    head: {style: small, rows: 5}",
    );
    desk
}

fn allowed() -> Desk {
    let desk = desk();
    desk.swap("layouts/page.yaml", "areas:", "allow: {heads-level: 两稿并重}\nareas:");
    desk
}

#[test]
fn findings_say_where_they_are() {
    let run = desk().check(&[]);
    assert!(run.err.contains("heads-level") && run.err.contains("page 1, "), "{}", run.err);
    let report = desk().check(&["--format", "json"]).json();
    let found = report["findings"].as_array().expect("findings").iter().find(|one| one["code"] == "heads-level");
    let found = found.expect("the fault");
    assert!(found["box_mm"]["x"].as_f64().is_some_and(|x| x > 0.0), "{found}");
    assert_eq!(found["allowed"], Value::Null);
}

#[test]
fn denied_and_allowed() {
    desk().check(&["--deny", "heads-level"]).ends(1);
    let run = allowed().check(&["--deny", "warnings"]).ends(0);
    assert!(!run.err.contains("heads-level"), "{}", run.err);
    let run = allowed().check(&["--verbose"]).ends(0);
    assert!(run.err.contains("heads-level") && run.err.contains("两稿并重"), "{}", run.err);
}

#[test]
fn json_and_sarif_keep_what_is_allowed_with_its_reason() {
    let report = allowed().check(&["--format", "json"]).ends(0).json();
    let findings = report["findings"].as_array().expect("findings");
    assert!(findings.iter().any(|one| one["code"] == "heads-level" && one["allowed"] == "两稿并重"), "{findings:?}");
    let log = allowed().check(&["--format", "sarif"]).ends(0).json();
    let results = log["runs"][0]["results"].as_array().expect("results");
    let found = results.iter().find(|one| one["ruleId"] == "heads-level").expect("the fault");
    assert_eq!(found["suppressions"][0]["kind"], "inSource");
    assert_eq!(found["suppressions"][0]["justification"], "两稿并重");
    assert!(found["properties"]["box_mm"]["width"].is_number() && found["properties"]["page"] == 1);
}

#[test]
fn annotations_of_a_code_host() {
    let run = desk().check(&["--format", "github"]).ends(0);
    let line = run.out.lines().find(|line| line.contains("title=heads-level::")).expect("an annotation");
    assert!(line.starts_with("::warning file="), "{line}");
    assert!(line.contains("layouts/page.yaml,line=") && line.contains(",col=") && line.contains("%0A"), "{line}");
    assert!(run.out.lines().all(|line| line.starts_with("::")), "{}", run.out);
    let run = allowed().check(&["--format", "github"]).ends(0);
    assert!(!run.out.contains("heads-level"), "{}", run.out);
}

#[test]
fn all_codes_are_listed() {
    let text = paiban(&["codes"]).ends(0).out;
    assert!(text.lines().any(|line| line.starts_with("head-collision") && line.contains("warning")), "{text}");
    let listed = paiban(&["codes", "--json"]).ends(0).json();
    let listed = listed.as_array().expect("codes");
    let cut = listed.iter().find(|one| one["code"] == "cut-across").expect("a rule");
    assert_eq!((cut["severity"].as_str(), cut["configurable"].as_bool()), (Some("note"), Some(true)));
    assert!(cut["zh"].as_str().is_some_and(|zh| zh.starts_with("断版")));
}

/// What is wrong in `lint:` and `allow:` is told with its place and a cure, and nothing panics.
#[test]
fn mistakes_in_settings() {
    for (written, code) in [
        ("lint: {head-colision: off}", "unknown-key"),
        ("lint: {head-collision: loud}", "bad-unit"),
        ("lint: {hole: many}", "bad-value"),
        ("lint: {hole: 5000}", "out-of-range"),
        ("lint: {cut-down: 3}", "bad-value"),
        ("lint: {cut-down: {rows: 3}}", "unknown-key"),
        ("lint: [off]", "wrong-type"),
        ("allow: heads-level", "wrong-type"),
        ("allow: {heads-levl: 因为}", "unknown-key"),
        ("allow: {heads-level: [1]}", "wrong-type"),
    ] {
        let desk = desk();
        desk.swap("layouts/page.yaml", "areas:", &format!("{written}\nareas:"));
        let report = desk.check(&["--format", "json"]).json();
        let findings = report["findings"].as_array().expect("findings");
        let told = findings.iter().find(|one| one["code"] == code);
        assert!(told.is_some_and(|one| one["hint"].is_string() && one["line"].is_number()), "{written}: {findings:?}");
    }
}
