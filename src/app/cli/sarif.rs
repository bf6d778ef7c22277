//! Findings as a SARIF 2.1.0 log, for code hosts and editors.
//!
//! Source: OASIS Static Analysis Results Interchange Format 2.1.0.

use serde_json::{Value, json};

use crate::base::diag::{Code, Diagnostic, Severity};
use crate::input::World;

use super::render::{Lang, millimetres, place};

/// The log of one run.
pub(super) fn log(world: &World, findings: &[Diagnostic], lang: Lang) -> Value {
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rule = |code: &Code| json!({ "id": code.as_str(), "shortDescription": { "text": code.doc() } });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "paiban",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(rule).collect::<Vec<_>>(),
            }},
            "results": findings.iter().map(|finding| result(world, finding, lang)).collect::<Vec<_>>(),
        }],
    })
}

fn result(world: &World, finding: &Diagnostic, lang: Lang) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut text = lang.of(&finding.message).to_string();
    if let Some(hint) = &finding.hint {
        text = format!("{text} ({})", lang.of(hint));
    }
    let at = place(world, finding.span).map(|(file, line, column)| {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": file },
            "region": { "startLine": line, "startColumn": column },
        }})
    });
    let mut result = json!({
        "ruleId": finding.code.as_str(),
        "level": level,
        "message": { "text": text },
        "locations": at.into_iter().collect::<Vec<_>>(),
    });
    if finding.page.is_some() || finding.at.is_some() {
        result["properties"] = json!({ "page": finding.page, "box_mm": finding.at.map(millimetres) });
    }
    if let Some(reason) = &finding.allowed {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
    }
    result
}
