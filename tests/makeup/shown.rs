//! What a page description can say is shown: every key and every word of its schema stands in a shipped
//! edition.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::common::{files_below, paiban, root};

/// Keys and words that no shipped edition shows, and why.
const NOT_SHOWN: &[(&str, &str)] = &[];

/// The keys (`name:`) and the fixed words of a schema.
fn words(schema: &Value, keys: &mut BTreeSet<String>, values: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            values.extend(map.get("const").and_then(Value::as_str).map(str::to_owned));
            for word in map.get("enum").and_then(Value::as_array).into_iter().flatten() {
                values.extend(word.as_str().map(str::to_owned));
            }
            map.values().for_each(|value| words(value, keys, values));
        }
        Value::Array(list) => list.iter().for_each(|value| words(value, keys, values)),
        _ => {}
    }
}

/// All YAML and stories of the shipped editions and layouts, a text without comments.
fn shipped() -> String {
    let mut text = String::new();
    for folder in ["editions", "layouts"] {
        for name in files_below(&root().join(folder)) {
            if !(name.ends_with(".yaml") || name.ends_with(".md")) || name.contains("out/") || name.contains("README") {
                continue;
            }
            let file = fs::read_to_string(root().join(folder).join(&name)).expect("text");
            let lines = file.lines().map(|line| line.split(" #").next().unwrap_or(line));
            text.extend(lines.filter(|line| !line.starts_with('#')).flat_map(|line| [line, "\n"]));
        }
    }
    text
}

/// Whether a word stands in the text with neither letter nor hyphen beside it, and then `after`.
fn stands(text: &str, word: &str, after: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    text.match_indices(word).any(|(at, _)| {
        let (before, behind) = (text[..at].chars().next_back(), &text[at + word.len()..]);
        !before.is_some_and(part) && behind.starts_with(after) && !behind.starts_with(part)
    })
}

#[test]
fn every_key_and_word_of_a_page_description_is_shown_in_a_shipped_edition() {
    let text = shipped();
    let mut missing = Vec::new();
    for kind in ["layout", "edition", "story"] {
        let schema = paiban(&["schema", kind]).ends(0).json();
        let (mut keys, mut values) = (BTreeSet::new(), BTreeSet::new());
        words(&schema, &mut keys, &mut values);
        let known = |word: &str| NOT_SHOWN.iter().any(|(name, _)| *name == word);
        missing.extend(keys.iter().filter(|key| !stands(&text, key, ":") && !known(key)).map(|key| format!("{kind} {key}:")));
        missing.extend(values.iter().filter(|word| !stands(&text, word, "") && !known(word)).map(|word| format!("{kind} {word}")));
    }
    assert!(missing.is_empty(), "not in editions/ or layouts/: {missing:#?}");
}

#[test]
fn what_is_excused_from_being_shown_exists_and_has_a_reason() {
    for (name, reason) in NOT_SHOWN {
        assert!(!name.is_empty() && reason.len() > 10, "{name}");
        assert!(!stands(&shipped(), name, ":"), "{name} is shown: it needs no excuse");
    }
}
