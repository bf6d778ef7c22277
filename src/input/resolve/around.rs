//! 镶嵌: areas that lie inside an area of copy, which runs round them. Naming them declares the overlap.

use crate::base::diag::{Code, Diagnostic, Say, Span, say};
use crate::input::decode::{Sink, Spanned, Table};
use crate::input::spec;
use crate::model::{Area, Content, GridRect};

/// For each pair of areas that may share cells their places in the list, the outer one first.
pub(super) type Declared = Vec<(usize, usize)>;

/// Gives areas of copy the rectangles of the areas that they run round.
pub(super) fn resolve(areas: &mut [Area], specs: &Table<spec::Area>, sink: &mut Sink) -> Declared {
    let mut declared: Declared = Vec::new();
    for (name, spec) in &specs.0 {
        let spec::Area::Story(story) = spec else { continue };
        let Some(outer) = areas.iter().position(|area| area.name == name.value) else { continue };
        for inner in story.around.iter().flat_map(|around| &around.0) {
            let Some(index) = areas.iter().position(|area| area.name == inner.value) else {
                // An area that is itself wrong was reported, and is missing here.
                if specs.get(&inner.value).is_none() {
                    sink.push(super::unknown(inner, ("区域", "area"), specs.names()));
                }
                continue;
            };
            if let Some(found) = wrong(areas, (outer, index), inner, &declared) {
                sink.push(found);
                continue;
            }
            declared.push((outer, index));
            let parts = areas[index].parts.clone();
            if let Content::Story(story) = &mut areas[outer].content {
                story.around.extend(parts);
            }
        }
    }
    declared
}

/// What is wrong with an area inside another.
fn wrong(
    areas: &[Area],
    (outer, inner): (usize, usize),
    written: &Spanned<String>,
    declared: &[(usize, usize)],
) -> Option<Diagnostic> {
    let (out, name) = (&areas[outer], &written.value);
    let bad = |code: Code, message: Say, hint: Say, note: Span| {
        let about = say(format!("`{name}` 在这里"), format!("`{name}` is here"));
        Some(Diagnostic::new(code, written.span, message).hint(hint).note(note, about))
    };
    let own = &areas[inner];
    if reaches(declared, inner, outer) {
        let message = say(
            format!("`{name}` 和 `{}` 互相包围", out.name),
            format!("`{name}` and `{}` run round one another in a circle", out.name),
        );
        let hint = say("外面的区域写 `around`，里面的不写", "only the outer area has `around`");
        return bad(Code::BadValue, message, hint, own.span);
    }
    if declared.contains(&(outer, inner)) {
        let message = say(format!("`{name}` 写了两次"), format!("`{name}` is written twice"));
        return bad(Code::DuplicateName, message, say("请删去一个", "delete one of them"), own.span);
    }
    if matches!(&own.content, Content::Rule(rule) if rule.in_gutter) {
        let message = say(format!("`{name}` 是栏间的线"), format!("`{name}` is a rule in a gutter"));
        let hint = say("栏间加线用 `column_rule`", "write `column_rule` for rules between the columns");
        return bad(Code::BadValue, message, hint, own.span);
    }
    if !own.parts.iter().all(|part| covers(&out.parts, *part)) {
        let message = say(
            format!("区域 `{name}` 不在 `{}` 之内", out.name),
            format!("the area `{name}` is not inside `{}`", out.name),
        );
        let hint =
            say("请改它的栏或行，或从 `around` 里删去", "change its columns or rows, or delete it from `around`");
        return bad(Code::AreaOutside, message, hint, own.span);
    }
    None
}

/// Whether one gets from an area to another by going inwards; every area reaches itself.
fn reaches(declared: &[(usize, usize)], from: usize, to: usize) -> bool {
    from == to || declared.iter().any(|(outer, inner)| *outer == from && reaches(declared, *inner, to))
}

/// Whether some rectangles have all cells of another.
fn covers(parts: &[GridRect], inner: GridRect) -> bool {
    (inner.rows.0..=inner.rows.1).all(|row| {
        (inner.columns.0..=inner.columns.1).all(|column| {
            let cell = GridRect { columns: (column, column), rows: (row, row) };
            parts.iter().any(|part| part.overlaps(cell))
        })
    })
}
