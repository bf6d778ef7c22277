//! 碰题, 并题, 叠题, 背题, and heads over the copy of others.

use super::{Sheet, area, codes, having, judged_after, rule, story, two};
use paiban::base::units::Length;
use paiban::page::BlockKind;

const PLACE: &str = "one: one, two: two";

/// Two areas side by side, each with a head of this style.
fn side_by_side(left: &str, right: &str) -> Sheet {
    let areas = area("one", "1-2", "1-30", &format!("head: {{style: {left}}}"))
        + &area("two", "3-4", "1-30", &format!("head: {{style: {right}}}"));
    Sheet::new(&areas, PLACE, &two("渡口长廊 添了新灯火", "桥头旧屋 换了新门窗"))
}

#[test]
fn head_collision() {
    // 26 to 21 is 1.24; 28 to 21 is 1.33.
    let fault = side_by_side("fourth", "small");
    rule("head-collision", &fault, &side_by_side("third", "small"));
}

#[test]
fn a_collision_is_cured_by_a_frame_a_vertical_head_or_a_higher_limit() {
    let fault = side_by_side("fourth", "small");
    for cured in [
        fault.swap("head: {style: small}", "head: {style: small}\n    frame: {rule: 0.5pt, padding: 1字}"),
        fault.swap("head: {style: small}", "head: {style: small, direction: vertical}"),
        fault.with("lint: {head-collision: {ratio: 1.2}}"),
        fault.with("lint: {head-collision: 0.5字}"),
    ] {
        assert!(having(&cured.findings(), "head-collision").is_empty(), "{}", cured.areas);
    }
}

#[test]
fn heads_level() {
    let fault = side_by_side("small", "small");
    let lower = fault.swap("at: {columns: 3-4, rows: 1-30}", "at: {columns: 3-4, rows: 9-30}");
    rule("heads-level", &fault, &lower);
    assert!(having(&fault.findings(), "head-collision").is_empty(), "one fault, one finding");
}

#[test]
fn heads_stacked() {
    // The copy of the upper story is two rows high, or four.
    let fault = |foot: u16| {
        let areas = area("one", "1-2", &format!("1-{foot}"), "head: {style: small, rows: 3}")
            + &area("two", "1-2", &format!("{}-30", foot + 1), "head: {style: small, rows: 3}");
        Sheet::new(&areas, PLACE, &[("one", story("渡口长廊 添了灯火", 20)), ("two", story("桥头旧屋 换了门窗", 600))])
    };
    rule("heads-stacked", &fault(4), &fault(7));
}

#[test]
fn head_dangling() {
    // Two rows of copy below a head over two of four columns, or three.
    let page = |rows: u16| {
        let areas = area("one", "1-2", &format!("1-{}", 3 + rows), "head: {style: small, rows: 3}")
            .replace("at: {columns: 1-2, rows: 1-5}", "at: [{columns: 1-2, rows: 1-5}, {columns: 3-4, rows: 1-30}]")
            .replace("at: {columns: 1-2, rows: 1-6}", "at: [{columns: 1-2, rows: 1-6}, {columns: 3-4, rows: 1-30}]");
        Sheet::new(&areas, "one: one", &[("one", story("渡口长廊 添了灯火", 800))])
    };
    rule("head-dangling", &page(2), &page(3));
}

#[test]
fn a_short_story_that_ends_below_its_head_is_no_dangling_head() {
    let areas = area("one", "1-2", "1-5", "head: {style: small, rows: 3}");
    let page = Sheet::new(&areas, "one: one", &[("one", story("渡口长廊 添了灯火", 50))]);
    assert!(having(&page.findings(), "head-dangling").is_empty());
}

#[test]
fn head_foreign() {
    let areas = area("one", "1-2", "1-20", "head: {style: small, rows: 4}") + &area("two", "3-4", "5-20", "");
    let stories = [("one", story("渡口长廊 添了灯火", 400)), ("two", story("旧屋", 400))];
    let sheet = |keys: &str| Sheet::new(&format!("{areas}{keys}"), PLACE, &stories);
    // Its head drawn wider than its copy: over the first column of `two`, or only to the gutter.
    let drawn = |keys: &str, cells: i64| {
        judged_after(&sheet(keys).made(), |record| {
            for block in record.blocks.iter_mut().filter(|block| matches!(block.kind, BlockKind::Head { .. })) {
                block.at.width = Length::pt(9) * cells;
            }
        })
    };
    assert!(having(&drawn("", 22), "head-foreign").is_empty());
    assert_eq!(having(&drawn("", 40), "head-foreign").len(), 1, "{:?}", codes(&drawn("", 40)));
    assert!(having(&drawn("lint: {head-foreign: off}\n", 40), "head-foreign").is_empty());
    let allowed = drawn("allow: {head-foreign: 两稿一题}\n", 40);
    assert_eq!(having(&allowed, "head-foreign")[0].allowed.as_deref(), Some("两稿一题"));
}
