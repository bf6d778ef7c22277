//! What the pages of the preview say: everything in both languages.

use std::collections::BTreeSet;
use std::fs;

use crate::common::root;

fn web(name: &str) -> String {
    fs::read_to_string(root().join("src/app/preview/web").join(name)).expect(name)
}

/// What stands behind `open` up to `close`, everywhere in a text.
fn between<'t>(text: &'t str, open: &str, close: char) -> impl Iterator<Item = &'t str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split(close).next()).collect::<Vec<_>>().into_iter()
}

#[test]
fn every_word_is_there_in_both_languages_and_used() {
    let words = web("words.js");
    let table = words.split("const WORDS = {").nth(1).and_then(|rest| rest.split("\n};").next()).expect("the table");
    let mut known = BTreeSet::new();
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, pair) = line.split_once(": [").expect(line);
        let texts: Vec<&str> = pair.split('"').skip(1).step_by(2).collect();
        assert_eq!(texts.len(), 2, "{line}");
        assert!(texts.iter().all(|text| !text.is_empty()), "{line}");
        known.insert(name.to_owned());
    }
    let (page, scripts) = (web("index.html"), web("app.js") + &web("edit.js"));
    let mut used: BTreeSet<String> = BTreeSet::new();
    for attribute in ["data-say=\"", "data-label=\"", "data-title=\""] {
        used.extend(between(&page, attribute, '"').map(str::to_owned));
    }
    used.extend(between(&scripts, "say(\"", '"').map(str::to_owned));
    used.extend(between(&scripts, "pair(\"", '"').map(str::to_owned));
    let missing: Vec<&String> = used.difference(&known).collect();
    assert!(missing.is_empty(), "said and not in the table: {missing:?}");
    let idle: Vec<&String> =
        known.iter().filter(|name| !scripts.contains(&format!("\"{name}\"")) && !used.contains(*name)).collect();
    assert!(idle.is_empty(), "in the table and never said: {idle:?}");
}
