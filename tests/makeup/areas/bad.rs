//! Mistakes in areas: each is told with its cure.

use super::super::fixture::make;
use super::copy;

/// Loads a page on which `area` is the description of area `a`, and expects one finding whose code and hint
/// begin like this.
#[track_caller]
fn check(area: &str, code: &str, hint: &str) {
    let areas = format!("  a:\n    kind: story\n{area}  b: {{kind: ad, at: {{columns: 4, rows: 5-9}}}}\n");
    let found = std::panic::catch_unwind(|| {
        make(&areas, "a: s, b: {}", &[("s", &format!("---\nheadline: 灯\npictures: [{{id: p}}]\n---\n{}", copy(300)))]);
    });
    let text = match found {
        Ok(()) => {
            let made = make(
                &areas,
                "a: s, b: {}",
                &[("s", &format!("---\nheadline: 灯\npictures: [{{id: p}}]\n---\n{}", copy(300)))],
            );
            format!("{:#?}", made.diagnostics)
        }
        Err(panic) => panic.downcast_ref::<String>().cloned().unwrap_or_default(),
    };
    assert!(text.contains(code), "no {code} in {text}");
    assert!(text.contains(hint), "no `{hint}` in {text}");
}

const AT: &str = "    at: {columns: 1-2, rows: 1-20}\n";

#[test]
fn places_of_pictures() {
    let slot = |keys: &str| format!("{AT}    pictures: [{{id: p, {keys}}}]\n");
    check(&slot("x: 2字, width: 0字, rows: 3-9"), "OutOfRange", "write a length that makes sense");
    check(&slot("x: -2字, width: 8字, rows: 3-9"), "OutOfRange", "write a length that makes sense");
    check(&slot("x: 22字, width: 8字, rows: 3-9"), "PictureOutside", "are from 0字 to 29字");
    check(&slot("x: 2字, width: 8字, rows: 3-29"), "PictureOutside", "from 1 to 20");
    check(&slot("x: 2字, rows: 3-9"), "MissingKey", "{x: 10字, width: 12字, rows: 30-46}");
    check(&slot("rows: 3-9"), "MissingKey", "{columns: 2-3, rows: 30-46}");
    check(&slot("columns: 1, x: 2字, rows: 3-9"), "BadValue", "`columns` for whole columns, else `x` and `width`");
    check(&slot("columns: 1, rows: 3-9, wrap: round"), "BadValue", "wider both left right none");
    check(&slot("columns: 1, rows: 3-9, clearance: -1字"), "OutOfRange", "write a length that makes sense");
}

#[test]
fn places_of_nested_areas() {
    let at = "    at: {columns: 3-5, rows: 1-20}\n    pictures: [{id: p, columns: 3, rows: 1-9}]\n";
    check(&format!("{at}    around: [c]\n"), "UnknownName", "allowed: a b");
    check(&format!("{at}    around: [a]\n"), "BadValue", "only the outer area has `around`");
    check(&format!("{at}    around: [b, b]\n"), "DuplicateName", "delete one of them");
    check(
        "    at: {columns: 1-2, rows: 1-20}\n    pictures: [{id: p, columns: 1, rows: 1-9}]\n    around: [b]\n",
        "AreaOutside",
        "delete it from `around`",
    );
    let over = "    at: {columns: 3-5, rows: 1-20}\n    pictures: [{id: p, columns: 4, rows: 6-9}]\n    around: [b]\n";
    check(over, "AreaOverlap", "move the inner area");
}

#[test]
fn two_areas_round_one_another() {
    let areas = "  a: {kind: story, at: {columns: 1-3, rows: 1-20}, around: [b]}\n  b: {kind: story, at: {columns: 2, rows: 5-9}, around: [a]}\n";
    let found = std::panic::catch_unwind(|| {
        make(areas, "a: s, b: t", &[("s", "灯。"), ("t", "灯。")]);
    });
    let panic = found.expect_err("not loaded");
    let text = panic.downcast_ref::<String>().cloned().unwrap_or_default();
    assert!(text.contains("in a circle"), "{text}");
}

#[test]
fn columns_that_do_not_fit() {
    let columns = |keys: &str| format!("{AT}    pictures: [{{id: p, columns: 1, rows: 1-9}}]\n{keys}");
    check(&columns("    text_columns: [10字, 14字, 10字]\n"), "OutOfRange", "make columns narrower");
    check(&columns("    text_columns: [14字, 3字]\n"), "OutOfRange", "a column has whole 字, at least 5");
    check(&columns("    text_columns: [14字, 6.5字]\n"), "OutOfRange", "a column has whole 字, at least 5");
    check(&columns("    text_columns: 6\n"), "OutOfRange", "a column has at least 5 字: use fewer");
    check(
        &columns("    text_columns: 2\n    column_mode: auto\n"),
        "BadValue",
        "delete `text_columns` or `column_mode`",
    );
    check(&columns("    column_mode: equal\n"), "BadValue", "absolute relative free auto");
}
