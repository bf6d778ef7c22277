//! The type specimen: every rule stands on it under its number, every sample shows what its head says,
//! and its only findings are the things it means to show.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use common::{dense, installed, paiban, pdf, root};

/// Samples whose subject is itself a finding.
const SHOWN: [(&str, &str); 8] = [
    ("c3", "line-forced"),
    // Ruby is half as large as its base.
    ("c38", "type-small"),
    ("c40-ruby", "type-small"),
    ("c8", "copy-suspect"),
    ("glyph-borrowed", "character-borrowed"),
    ("glyph-borrowed", "character-borrowed"),
    ("glyph-selector", "form-missing"),
    ("list-dot", "type-small"),
];

/// Samples of the same copy in different states: no two of a row may come out alike.
const STATES: [&[&str]; 17] = [
    &["c44-full", "c44-line-end", "c44-kaiming", "c44-half"],
    &["c9-none", "c9-basic", "c9-gb"],
    &["c9-dash", "c9-strict"],
    &["c13-wide", "c13-tight"],
    &["c14-on", "c14-off"],
    &["c15-half", "c15-full"],
    &["c16-start", "c16-half"],
    &["c16-indent-full", "c16-indent-half"],
    &["c17-half", "c17-full"],
    &["c18-none", "c18-allow", "c18-force"],
    &["c2-line", "c2-paragraph"],
    &["c19-0", "c19-8", "c19-4"],
    &["c20-prop", "c20-half"],
    &["c22-on", "c22-off"],
    &["c28", "c28-own"],
    &["c31-2", "c31-1"],
    &["c32-on", "c32-off"],
];

fn edition() -> PathBuf {
    root().join("editions/specimen")
}

/// What `explain` says of every story, by its slug.
fn explained() -> BTreeMap<String, Value> {
    let report = paiban(&["explain", &edition().display().to_string(), "--format", "json"]).ends(0).json();
    let stories = report["stories"].as_array().expect("stories").clone();
    stories.into_iter().map(|story| (story["story"].as_str().expect("a slug").to_string(), story)).collect()
}

fn lines(story: &Value) -> impl Iterator<Item = &Value> {
    story["paragraphs"]
        .as_array()
        .expect("paragraphs")
        .iter()
        .flat_map(|paragraph| paragraph["lines"].as_array().expect("lines"))
}

fn text_of(line: &Value) -> &str {
    line["text"].as_str().expect("a text")
}

#[test]
fn it_builds_and_finds_only_what_it_shows() {
    let output = tempfile::tempdir().expect("scratch");
    let to = output.path().display().to_string();
    let report = paiban(&["build", &edition().display().to_string(), "-o", &to, "--format", "json"]).ends(0).json();
    let mut found: Vec<(String, String)> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|finding| {
            let file = finding["file"].as_str().unwrap_or_default();
            let slug = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
            (slug.to_string(), finding["code"].as_str().unwrap_or_default().to_string())
        })
        .collect();
    found.sort();
    assert_eq!(found, SHOWN.map(|(slug, code)| (slug.to_string(), code.to_string())));
    for page in report["pages"].as_array().expect("pages") {
        assert_eq!(page["not_written"], Value::Array(vec![]), "{}", page["folio"]);
    }
}

#[test]
fn every_rule_and_every_line_is_on_the_pages() {
    if !installed("pdftotext") {
        return;
    }
    let output = tempfile::tempdir().expect("scratch");
    let to = output.path().display().to_string();
    let report = paiban(&["build", &edition().display().to_string(), "-o", &to, "--format", "json"]).ends(0).json();
    let explained = explained();
    let mut printed = BTreeSet::new();
    let mut seen = 0;
    for page in report["pages"].as_array().expect("pages") {
        let text = pdf::text(&output.path().join(page["file"].as_str().expect("a file")));
        printed.extend(text.split_whitespace().map(str::to_string));
        let text = dense(&text);
        for area in page["areas"].as_array().expect("areas") {
            for story in area["stories"].as_array().expect("stories") {
                let slug = story["story"].as_str().expect("a slug");
                assert!(story["overset"].is_null(), "{slug}");
                // What stands upright together, is drawn for the paper or has two sizes is read in pieces.
                let whole: String = lines(&explained[slug]).map(text_of).collect();
                let missing = pdf::missing_in_order(&text, &whole);
                assert_eq!(missing, None, "{slug}");
                seen += 1;
            }
        }
    }
    let stories = fs::read_dir(edition().join("stories")).expect("stories").count();
    assert_eq!(seen, stories);
    // C1 to C44, each as a head of a sample.
    let missing: Vec<String> = (1..=44).map(|rule| format!("C{rule}")).filter(|rule| !printed.contains(rule)).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_state_of_a_setting_comes_out_differently() {
    let explained = explained();
    let outcome = |slug: &str| -> Vec<String> {
        let line = |line: &Value| format!("{} {} {} {}", text_of(line), line["natural"], line["hung"], line["indent"]);
        lines(&explained[slug]).map(line).collect()
    };
    for row in STATES {
        let copies: BTreeSet<String> =
            row.iter().map(|slug| lines(&explained[*slug]).map(|line| text_of(line).trim()).collect()).collect();
        let copies: BTreeSet<String> = copies.iter().map(|copy| dense(copy).replace('-', "")).collect();
        assert_eq!(copies.len(), 1, "{row:?} are of different copy: {copies:?}");
        let outcomes: BTreeSet<Vec<String>> = row.iter().map(|slug| outcome(slug)).collect();
        assert_eq!(outcomes.len(), row.len(), "some of {row:?} look alike");
    }
    // C18: outside the measure stands only what ends a full line.
    let hung = |slug: &str| lines(&explained[slug]).filter(|line| line["hung"] != 0 && line["last"] == false).count();
    assert_eq!((hung("c18-none"), hung("c18-allow"), hung("c18-force")), (0, 1, 2));
}

/// A sample that is a line longer or shorter than its best, to fill its box, shows the box and not the rule.
#[test]
fn every_sample_is_set_at_its_best() {
    for (slug, story) in explained() {
        for line in lines(&story) {
            assert_ne!(line["reason"], "fitted", "{slug}: {}", text_of(line));
        }
    }
}
