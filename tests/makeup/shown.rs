//! Whatever the files of make-up can say, some shipped file says: editors copy from what ships.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{paiban, root};

/// What no shipped file shows, and why.
const NOT_SHOWN: &[(&str, &str)] = &[("shadow", "refused for press"), ("oldstyle", "no shipped face has such figures")];

/// The keys and the words of a schema.
#[derive(Default)]
struct Names {
    keys: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Names {
    fn all() -> Names {
        Names::of(&["layout", "edition", "story", "zone"])
    }

    fn of(kinds: &[&str]) -> Names {
        let mut names = Names::default();
        for kind in kinds {
            names.collect(&paiban(&["schema", kind]).ends(0).json());
        }
        names
    }

    fn collect(&mut self, schema: &Value) {
        match schema {
            Value::Object(map) => {
                for (key, value) in map {
                    self.collect_entry(key, value);
                }
            }
            Value::Array(list) => list.iter().for_each(|value| self.collect(value)),
            _ => {}
        }
    }

    fn collect_entry(&mut self, key: &str, value: &Value) {
        match (key, value) {
            ("properties", Value::Object(properties)) => {
                for (name, schema) in properties {
                    self.keys.insert(name.clone());
                    self.collect(schema);
                }
            }
            ("enum", Value::Array(words)) => {
                self.words.extend(words.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            ("const", Value::String(word)) => {
                self.words.insert(word.clone());
            }
            _ => self.collect(value),
        }
    }
}

/// The text of every shipped YAML file and story, without comments.
fn shipped(directories: &[&str]) -> String {
    let mut text = String::new();
    for directory in directories {
        gather(&root().join(directory), &mut text);
    }
    text
}

fn gather(directory: &Path, text: &mut String) {
    for entry in fs::read_dir(directory).expect("a directory").filter_map(Result::ok) {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "out" {
                gather(&path, text);
            }
        } else if name.ends_with(".yaml") || (name.ends_with(".md") && name.to_lowercase() == name) {
            let read = fs::read_to_string(&path).expect("text");
            for line in read.lines() {
                let end = if line.starts_with('#') { 0 } else { line.find(" #").unwrap_or(line.len()) };
                text.push_str(&line[..end]);
                text.push('\n');
            }
        }
    }
}

fn of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

fn shows_key(text: &str, key: &str) -> bool {
    let after = |at: usize| text[at + key.len()..].trim_start_matches('"').starts_with(':');
    text.match_indices(key).any(|(at, _)| !text[..at].ends_with(of_a_name) && after(at))
}

/// As a value, an item of a list, or a key such as the names of the rules of make-up.
fn shows_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].trim_end_matches([' ', '"', '\n']);
        let valued = before.ends_with([':', '[', '{', ',', '-', '|']) || shows_key(&text[at..], word);
        valued && !text[..at].ends_with(of_a_name) && !text[at + word.len()..].starts_with(of_a_name)
    })
}

fn missing() -> BTreeSet<String> {
    let names = Names::all();
    assert!(names.keys.len() > 150 && names.words.len() > 60, "{} {}", names.keys.len(), names.words.len());
    unshown(names, &shipped(&["editions", "layouts"]))
}

fn unshown(names: Names, text: &str) -> BTreeSet<String> {
    let keys = names.keys.into_iter().filter(|key| !shows_key(text, key));
    let words = names.words.into_iter().filter(|word| !shows_word(text, word));
    keys.chain(words).collect()
}

#[test]
fn every_key_and_word_of_make_up_stands_in_a_shipped_file() {
    let missing: Vec<String> =
        missing().into_iter().filter(|name| !NOT_SHOWN.iter().any(|(known, _)| known == name)).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_excuse_is_needed() {
    let missing = missing();
    for (name, reason) in NOT_SHOWN {
        assert!(missing.contains(*name), "`{name}` is shown; it needs no excuse ({reason})");
    }
}

/// Settings of composition, which the type specimen shows line by line, and the names of editors, in the daily.
const OF_COMPOSITION: &[&str] = &[
    "basic",
    "character_grid",
    "editors",
    "even_neighbours",
    "exclaim_pairs",
    "force",
    "hanging",
    "horizontal",
    "hyphenation",
    "indent_opener",
    "interpunct",
    "kaiming",
    "keep",
    "line-end-half",
    "marks",
    "oldstyle",
    "proportional",
    "shadow",
    "squeeze",
    "strict",
    "tabular",
];

/// Every page of the gallery is a golden text: what stands there is looked after to the point.
#[test]
fn every_key_of_a_page_stands_in_the_gallery() {
    let text = shipped(&["editions/gallery", "layouts/formats", "layouts/styles"]);
    let missing = unshown(Names::of(&["layout", "zone"]), &text);
    let missing: Vec<&String> = missing.iter().filter(|name| !OF_COMPOSITION.contains(&name.as_str())).collect();
    assert_eq!(missing, Vec::<&String>::new());
}
