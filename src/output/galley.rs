//! Galleys: every story as plain text with its line ends as printed, for reading aloud (读校) and for `diff`.
//!
//! Source: `algorithms.md` 9, 5.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::page::layout::{Layout, TextAt};

/// The galley of each story, by its name, in the order of the pages. Each line begins with its number.
pub fn galleys(layout: &Layout) -> Vec<(String, String)> {
    let mut order: Vec<&str> = Vec::new();
    let mut stories: BTreeMap<&str, Vec<(&str, &TextAt)>> = BTreeMap::new();
    for page in &layout.pages {
        for text in page.texts.iter().filter(|text| !text.is_furniture()) {
            let known = stories.entry(&text.story).or_default();
            if known.is_empty() {
                order.push(&text.story);
            }
            known.push((&page.folio, text));
        }
    }
    order.into_iter().map(|name| (name.to_owned(), galley(layout, name, &stories[name]))).collect()
}

fn galley(layout: &Layout, name: &str, texts: &[(&str, &TextAt)]) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} {}　{name}", layout.paper, layout.date);
    let (mut page, mut number) = ("", 0);
    for (folio, text) in texts {
        if *folio != page {
            page = folio;
            let _ = writeln!(out, "\n[{folio}]");
        }
        let _ = writeln!(out, "\n     {}", text.place);
        for line in &text.lines {
            number += 1;
            let _ = writeln!(out, "{number:>4} {}", line.text);
        }
    }
    out
}
