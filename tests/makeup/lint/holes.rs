//! 空栏: at the foot of an area, and where no area is.

use super::{Sheet, area, having, rule, story};

/// One area over the page but for some rows at its foot.
fn page(last: u16) -> Sheet {
    let areas = area("one", "1-5", &format!("1-{last}"), "head: {style: small}");
    Sheet::new(&areas, "one: one", &[("one", story("渡口长廊 添灯火", 4000))])
}

#[test]
fn hole() {
    rule("hole", &page(73), &page(74));
}

#[test]
fn a_limit_is_a_number_of_rows() {
    assert!(having(&page(73).with("lint: {hole: 3}").findings(), "hole").is_empty());
    assert!(!having(&page(74).with("lint: {hole: {rows: 1}}").findings(), "hole").is_empty());
}

/// An area of one column of 20 rows without a head, of so many lines of copy.
fn short(lines: usize) -> Sheet {
    let areas = area("one", "1", "1-20", "composition: {indent: 0字}");
    let copy = format!("---\nheadline: 题\n---\n{}\n", vec!["灯亮了。"; lines].join("\n\n"));
    Sheet::new(&areas, "one: one", &[("one", copy)])
}

#[test]
fn story_underset() {
    rule("story-underset", &short(17), &short(18));
    assert!(having(&short(17).with("lint: {story-underset: {rows: 3}}").findings(), "story-underset").is_empty());
    let allowed = short(17).swap("composition:", "allow: {story-underset: 留给更正}\n    composition:");
    let findings = allowed.findings();
    assert_eq!(having(&findings, "story-underset")[0].allowed.as_deref(), Some("留给更正"));
}
