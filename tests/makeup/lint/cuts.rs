//! 断版 and 通线.

use super::{Sheet, area, having, rule, story};
use paiban::base::diag::Severity;

const PLACE: &str = "one: one, two: two, three: three, four: four";

fn page(split: [u16; 2], columns: [&str; 4]) -> Sheet {
    let rows = |from: u16, to: u16| format!("{from}-{to}");
    let areas = area("one", columns[0], &rows(1, split[0]), "head: {style: small}")
        + &area("two", columns[1], &rows(1, split[1]), "head: {style: brief}")
        + &area("three", columns[2], &rows(split[0] + 1, 76), "head: {style: brief}")
        + &area("four", columns[3], &rows(split[1] + 1, 76), "head: {style: small}");
    let stories = [
        ("one", story("渡口长廊 添灯火", 900)),
        ("two", story("旧屋", 900)),
        ("three", story("短讯", 900)),
        ("four", story("桥头集市 又开张", 900)),
    ];
    Sheet::new(&areas, PLACE, &stories)
}

const STRAIGHT: [&str; 4] = ["1-3", "4-5", "1-3", "4-5"];

#[test]
fn cut_across() {
    rule("cut-across", &page([38, 38], STRAIGHT), &page([38, 40], STRAIGHT));
}

#[test]
fn cut_down() {
    rule("cut-down", &page([38, 38], STRAIGHT), &page([38, 38], ["1-3", "4-5", "1-2", "3-5"]));
}

#[test]
fn straight_lines_are_notes_and_the_fold_is_named() {
    let findings = page([38, 38], STRAIGHT).findings();
    let found = having(&findings, "cut-across");
    assert_eq!((found.len(), found[0].severity), (1, Severity::Note));
    assert!(found[0].message.en.ends_with("at the fold") && found[0].message.zh.contains("折缝"));
    let findings = page([20, 20], STRAIGHT).with("lint: {cut-across: warning}").findings();
    let found = having(&findings, "cut-across");
    assert_eq!((found.len(), found[0].severity), (1, Severity::Warning));
    assert!(!found[0].message.en.contains("fold"));
}

#[test]
fn a_line_below_the_page_head_is_no_cut() {
    let areas = "  head:\n    kind: furniture\n    at: {columns: 1-5, rows: 1-3}\n    items:\n      - {text: 综合, style: section}\n"
        .to_string()
        + &area("one", "1-5", "5-76", "head: {style: small}");
    let page = Sheet::new(&areas, "one: one", &[("one", story("渡口长廊 添灯火", 2000))]);
    assert!(having(&page.findings(), "cut-across").is_empty());
}
