//! Findings and places as JSON, in both languages: each browser reads its own.

use std::path::Path;

use serde_json::{Value, json};

use crate::base::diag::{Diagnostic, FileId, Say, Severity, Span};
use crate::input::World;
use crate::output::screen::edges;

/// A sentence.
pub(super) fn both(say: &Say) -> Value {
    json!({ "zh": say.zh, "en": say.en })
}

/// The place of a span: the file as seen from the edition, line and column.
pub(super) fn place(world: &World, span: Span, home: &Path) -> Value {
    let Some(source) = span.is_some().then(|| world.source(span.file)).flatten() else { return Value::Null };
    let (line, column) = source.position(span.start).unwrap_or((1, 1));
    json!({ "file": short(&source.name, home, world.data()), "line": line, "column": column })
}

/// A line and column of a file, as [`place`] has them.
pub(super) fn place_at(world: &World, file: FileId, [line, column]: [u32; 2], home: &Path) -> Value {
    let Some(source) = world.source(file) else { return Value::Null };
    json!({ "file": short(&source.name, home, world.data()), "line": line, "column": column })
}

/// A path as seen from the edition, from its paper or from the program's data.
fn short(name: &str, home: &Path, data: &Path) -> String {
    let path = Path::new(name);
    let homes = home.ancestors().take(3).filter(|above| above.components().count() > 0);
    homes.chain([data]).find_map(|above| path.strip_prefix(above).ok()).unwrap_or(path).display().to_string()
}

/// A finding.
pub(super) fn finding(world: &World, found: &Diagnostic, home: &Path) -> Value {
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let notes = found
        .notes
        .iter()
        .map(|note| json!({ "message": both(&note.message), "place": place(world, note.span, home) }));
    json!({
        "code": found.code.as_str(),
        "severity": severity,
        "page": found.page,
        "box": found.at.map(edges),
        "allowed": found.allowed,
        "place": place(world, found.span, home),
        "message": both(&found.message),
        "hint": found.hint.as_ref().map(both),
        "notes": notes.collect::<Vec<_>>(),
    })
}
