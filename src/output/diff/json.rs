//! A difference as JSON, for programs.

use serde_json::{Value, json};

use super::{BoxFate, Difference, Expected, Fate, Ticked, summary};

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Edited => "edited",
        Fate::Reset => "reset",
        Fate::Moved => "moved",
        Fate::Gone => "gone",
    }
}

fn box_fate(fate: BoxFate) -> &'static str {
    match fate {
        BoxFate::Added => "added",
        BoxFate::Removed => "removed",
        BoxFate::Moved => "moved",
        BoxFate::Resized => "resized",
        BoxFate::Cropped => "cropped",
        BoxFate::Replaced => "replaced",
    }
}

/// The whole difference; boxes are left, top, width, height in EMU.
pub fn json(difference: &Difference, ticked: Option<&Ticked>, round: u16) -> Value {
    let words = summary(difference, round);
    let changes = difference.changes.iter().enumerate().map(|(index, change)| {
        json!({
            "story": change.story,
            "page": change.page,
            "place": change.place,
            "old": change.old,
            "new": change.new,
            "before": change.around.0,
            "after": change.around.1,
            "asked": ticked.map(|ticked| !ticked.unasked.contains(&index)),
        })
    });
    let lines = difference.lines.iter().map(|line| {
        json!({
            "fate": fate(line.fate),
            "story": line.story,
            "page": line.page,
            "text": line.text,
            "at": line.at,
            "from": line.from.map(|(page, at)| json!({"page": page, "at": at})),
        })
    });
    let boxes = difference.boxes.iter().map(|one| {
        json!({
            "fate": box_fate(one.fate),
            "kind": one.kind,
            "page": one.page,
            "area": one.area,
            "file": one.file,
            "old": one.old,
            "new": one.new,
        })
    });
    let expected = |one: &Expected| json!({"story": one.story, "from": one.from, "to": one.to});
    json!({
        "summary": {"zh": words.zh, "en": words.en},
        "counts": {
            "changes": difference.changes.len(),
            "characters": difference.characters(),
            "edited": difference.lines_of(Fate::Edited),
            "gone": difference.lines_of(Fate::Gone),
            "reset": difference.lines_of(Fate::Reset),
            "moved": difference.lines_of(Fate::Moved),
            "boxes": difference.boxes.len(),
        },
        "changes": changes.collect::<Vec<_>>(),
        "lines": lines.collect::<Vec<_>>(),
        "boxes": boxes.collect::<Vec<_>>(),
        "added": difference.added,
        "removed": difference.removed,
        "renamed": difference.renamed.iter().map(|(old, new)| json!({"old": old, "new": new})).collect::<Vec<_>>(),
        "pages": difference.pages.iter().map(|(page, is_new)| json!({"page": page, "in": if *is_new { "new" } else { "old" }})).collect::<Vec<_>>(),
        "expected": ticked.map(|ticked| json!({
            "made": ticked.made.iter().map(expected).collect::<Vec<_>>(),
            "missing": ticked.missing.iter().map(expected).collect::<Vec<_>>(),
            "unasked": ticked.unasked,
        })),
    })
}
