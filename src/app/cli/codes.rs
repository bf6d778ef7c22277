//! `paiban codes`: every code a finding may carry, how bad it is, and what it is about.

use serde_json::{Value, json};

use crate::base::diag::Code;
use crate::model::Level;
use crate::model::lint::rule_named;

use super::columns::{Side, row, widths};
use super::{Lang, Voice, out, render};

/// Prints the list.
pub(super) fn codes(as_json: bool, voice: Voice) -> u8 {
    if as_json {
        let all: Value = Code::ALL.iter().map(|code| entry(*code)).collect();
        return out(&(serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"));
    }
    let rows: Vec<Vec<String>> = Code::ALL.iter().map(|code| line(*code, voice.lang)).collect();
    let widths = widths(&rows);
    out(&rows.iter().map(|cells| row(cells, &widths, &[Side::Left; 3])).collect::<String>())
}

/// The level of a code: that of its rule, where `lint:` may set another.
fn level(code: Code) -> &'static str {
    match rule_named(code.as_str()).map(|rule| rule.level) {
        Some(Level::Off) => "off",
        Some(level) => level.severity().map_or("off", render::severity),
        None => render::severity(code.severity()),
    }
}

fn line(code: Code, lang: Lang) -> Vec<String> {
    let level = level(code);
    let words = match lang {
        Lang::En => code.doc().to_string(),
        Lang::Zh => code.doc_zh().to_string(),
    };
    vec![code.as_str().to_string(), level.to_string(), words]
}

fn entry(code: Code) -> Value {
    json!({
        "code": code.as_str(),
        "severity": level(code),
        "configurable": rule_named(code.as_str()).is_some(),
        "en": code.doc(),
        "zh": code.doc_zh(),
    })
}
