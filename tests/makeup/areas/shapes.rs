//! Where copy stands: beside pictures, round nested areas, in columns of its own, in an L.

use paiban::page::{BlockKind, ItemKind};

use super::super::fixture::{golden, make, shipped};
use super::{blocks, cells, chain, copy, pictures, set, texts};

const PICTURE: &str = "pictures: [{id: p}]\n";

/// The chain of an area of columns 1 and 2, rows 1 to 20, filled to the last row.
#[track_caller]
fn check(slot: &str, characters: usize, expected: &str) {
    let made = set(
        &format!("  a:\n    kind: story\n    at: {{columns: 1-2, rows: 1-20}}\n    pictures: [{{id: p, {slot}}}]\n"),
        PICTURE,
        &copy(characters),
    );
    assert_eq!(chain(&made), expected);
}

#[test]
fn a_picture_between_two_columns_narrows_both() {
    check("x: 8字, width: 12字, rows: 6-12", 400, "0+14:1-4 0+7:5-13 0+14:14-20 15+14:1-4 21+8:5-13 15+14:14-19");
}

#[test]
fn a_picture_in_a_column_has_copy_on_the_side_that_is_wanted() {
    check("x: 0字, width: 6字, rows: 1-9", 480, "7+7:1-10 0+14:11-20 15+14:1-20");
    check("x: 8字, width: 6字, rows: 12-20, wrap: left", 480, "0+14:1-10 0+7:11-20 15+14:1-20");
    check("x: 2字, width: 6字, rows: 12-20, wrap: none", 380, "0+14:1-10 15+14:1-20");
}

#[test]
fn copy_on_both_sides_is_read_row_by_row() {
    let made = set(
        "  a:\n    kind: story\n    at: {columns: 1-2, rows: 1-9}\n    text_columns: 1\n    pictures: [{id: p, x: 10字, width: 8字, rows: 4-4, wrap: both}]\n",
        PICTURE,
        &copy(200),
    );
    let expected = "0+29:1-2 0+9:3-3 19+10:3-3 0+9:4-4 19+10:4-4 0+9:5-5 19+10:5-5 0+29:6-9";
    assert!(chain(&made).starts_with(&expected[..60]), "{}", chain(&made));
}

#[test]
fn the_clearance_is_as_it_is_written() {
    check("x: 0字, width: 6字, rows: 1-9, clearance: 2字", 480, "8+6:1-10 0+14:11-20 15+14:1-20");
}

#[test]
fn copy_runs_round_an_area_inside_its_own() {
    let made = make(
        "  a:\n    kind: story\n    at: {columns: 1-3, rows: 1-30}\n    around: [box, note]\n  box:\n    kind: story\n    at: {columns: 2-3, rows: 8-16}\n    frame: {rule: 0.5pt, padding: 1字}\n  note: {kind: furniture, at: {columns: 1, rows: 25-30}, items: [{box: K 10}]}\n",
        "a: s, box: t",
        &[("s", &copy(770)), ("t", &copy(160))],
    );
    assert!(!made.codes().contains(&"area-overlap"), "{:?}", made.codes());
    let outer: Vec<String> =
        texts(&made).iter().filter(|block| block.area == 0).map(|block| cells(&made, block.at)).collect();
    assert_eq!(outer.join(" "), "0+14:1-23 15+14:1-6 15+14:18-30 30+14:1-6 30+14:18-30");
}

#[test]
fn areas_inside_vertical_copy_are_run_round_too() {
    let made = make(
        "  a:\n    kind: story\n    direction: vertical\n    at: {columns: 1-3, rows: 1-30}\n    around: [note]\n  note: {kind: furniture, at: {columns: 2, rows: 10-20}, items: [{box: K 10}]}\n",
        "a: s",
        &[("s", &copy(900))],
    );
    let note = made.edition.pages[0].grid.rect(made.edition.pages[0].areas[1].parts[0]);
    assert!(texts(&made).iter().all(|block| !block.at.overlaps(note)));
}

#[test]
fn columns_in_their_modes() {
    let first_lines = |keys: &str| {
        let made =
            set(&format!("  a:\n    kind: story\n    at: {{columns: 1-2, rows: 1-8}}\n    {keys}\n"), "", &copy(190));
        assert!(made.codes().iter().all(|code| !code.starts_with("out")), "{:?}", made.codes());
        texts(&made)
            .iter()
            .map(|block| cells(&made, block.at).split(':').next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(first_lines("text_columns: 2\n    gutter: 2字"), "0+13 16+13");
    assert_eq!(first_lines("text_columns: 2\n    gutter: 2字\n    column_mode: relative"), "0+14 16+13");
    assert_eq!(first_lines("text_columns: 2\n    gutter: 2字\n    column_mode: free"), "0+13.5 15.5+13.5");
    assert_eq!(first_lines("column_mode: auto\n    frame: {padding: 0.5字}"), "1+13 15+13");
    assert_eq!(first_lines("text_columns: [10字, 6字, 11字]"), "0+10 11+6 18+11");
}

#[test]
fn rectangles_of_one_area_have_columns_of_their_own() {
    let made = set(
        "  a:\n    kind: story\n    at: [{columns: 1-3, rows: 1-6, text_columns: 2}, {columns: 1-2, rows: 7-12, text_columns: 1}]\n",
        "",
        &copy(400),
    );
    assert_eq!(chain(&made), "0+21:1-6 23+21:1-6 0+29:7-12");
}

const L: &str = "  a:
    kind: story
    at: [{columns: 1-3, rows: 1-12}, {columns: 1-2, rows: 13-24}]
    frame: {rule: 1pt, padding: 1字, tint: K 8}
";

#[test]
fn the_box_round_an_l_follows_it() {
    let made = set(L, "", &copy(900));
    let grid = &made.edition.pages[0].grid;
    let plan = &made.edition.pages[0].areas[0];
    let boxes: Vec<_> = plan.parts.iter().map(|part| grid.rect(*part)).collect();
    let fills: Vec<_> = made.pages[0]
        .page
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Fill { rects, .. } => Some(rects),
            _ => None,
        })
        .collect();
    // The ground, and a rule with six sides.
    assert_eq!(fills[0].len(), 2);
    assert_eq!(fills[1].len(), 6);
    for rect in fills.iter().copied().flatten() {
        assert!(boxes[0].union(boxes[1]).contains(*rect));
        // Nothing is drawn in the corner that the L leaves free.
        assert!(rect.x < boxes[1].right() || rect.bottom() <= boxes[0].bottom());
    }
    // Copy goes on below without a gap where the L does, and keeps clear of the rule where it does not.
    assert!(chain(&made).starts_with("1+13:2-12 15+14:2-11 15+13:12-12 30+13:2-11 "), "{}", chain(&made));
    assert!(chain(&made).contains(" 1+13:13-23 15+13:13-23"), "{}", chain(&made));
    assert_eq!(blocks(&made, |kind| *kind == BlockKind::Frame).len(), 2);
}

#[test]
fn a_picture_stands_in_any_rectangle_and_across_two() {
    let at = "  a:\n    kind: story\n    at: [{columns: 1-3, rows: 1-12}, {columns: 1-2, rows: 13-24}]\n";
    let made = set(&format!("{at}    pictures: [{{id: p, columns: 2, rows: 14-20}}]\n"), PICTURE, &copy(500));
    assert_eq!(cells(&made, pictures(&made)[0].at), "15+14:14-20");
    let made = set(&format!("{at}    pictures: [{{id: p, x: 9字, width: 12字, rows: 9-16}}]\n"), PICTURE, &copy(500));
    assert!(!made.codes().contains(&"picture-outside"), "{:?}", made.codes());
    let picture = pictures(&made)[0].at;
    assert!(texts(&made).iter().all(|block| !block.at.overlaps(picture)));
}

#[test]
fn copy_follows_a_polygon_row_by_row() {
    // A wedge: as wide as its box at the foot, a point at the top.
    let slot = "x: 17字, width: 12字, rows: 3-10, wrap: left, outline: [[1, 0], [1, 1], [0, 1]]";
    let made = set(
        &format!(
            "  a:\n    kind: story\n    at: {{columns: 1-2, rows: 1-14}}\n    text_columns: 1\n    pictures: [{{id: p, {slot}}}]\n"
        ),
        PICTURE,
        &copy(300),
    );
    let body = made.edition.pages[0].grid.body;
    let widths: Vec<i64> = texts(&made).iter().map(|block| block.at.width.div_floor(body)).collect();
    let narrowing = widths.iter().position(|width| *width == 16).expect("beside the foot of the wedge");
    assert!(widths[..=narrowing].is_sorted_by(|a, b| a > b) && narrowing >= 4, "{widths:?}");
}

#[test]
fn the_gallery_shows_every_kind_of_area() {
    let made = shipped("editions/gallery", &[1]);
    assert_eq!(made.codes(), Vec::<&str>::new());
    golden("gallery-areas", &made.dump());
}
