//! Sizes, breaks at words, letterspacing, tightening, 长 and 扁.

use super::heads;
use crate::fixture::Made;

/// A story over `columns` of the tabloid's five of 14字 (9 pt), its headline in a style of its own.
fn set(columns: &str, headline_style: &str, headline: &str) -> Made {
    let areas =
        format!("  one:\n    kind: story\n    at: {{columns: {columns}, rows: 1-40}}\n    head: {{style: own}}\n");
    let style = format!("  own:\n    headline: {{face: 宋 900, {headline_style}}}\n");
    crate::fixture::make_styled(
        &areas,
        &style,
        "one: one",
        &[("one", &format!("---\nheadline: {headline}\n---\n{}", BODY.repeat(6)))],
    )
}

const BODY: &str = "桥头的灯夜里亮到十二点。守灯的人姓许，七十一岁，每天来得最早，走得最晚。\n\n";

/// The size, what was done to it, and the lines of a head: `28pt 0 100% 甲/乙`.
fn drawn(made: &Made) -> String {
    let (_, fit) = heads(made)[0];
    let (size, tracking, width) = (fit.size.to_pt(), fit.tracking.0, fit.width.0 / 10);
    format!("{size}pt {tracking} {width}% {}", fit.lines.join("/"))
}

#[track_caller]
fn check(columns: &str, style: &str, headline: &str, expected: &str) {
    let made = set(columns, style, headline);
    assert_eq!(drawn(&made), expected, "{headline}");
    assert!(!made.codes().contains(&"head-overset"), "{:?}", made.codes());
    let (block, fit) = heads(&made)[0];
    let measure = made.pages[0].record.blocks[0].at.width;
    assert!(block.at.width <= measure, "{headline}: {:?} in {measure:?}", block.at.width);
    assert_eq!(fit, heads(&set(columns, style, headline))[0].1, "the same every time");
}

/// Two columns are 261 pt.
#[test]
fn the_largest_size_that_fits_as_it_is() {
    check("1-2", "sizes: [30pt, 26pt, 22pt], lines: 1", "九孔桥今日通车", "30pt 0 100% 九孔桥今日通车");
    check("1-2", "sizes: [30pt, 26pt, 22pt], lines: 1", "九孔桥今日通车迎客来", "26pt 0 100% 九孔桥今日通车迎客来");
}

#[test]
fn no_line_ends_inside_a_word() {
    for (columns, sizes) in [("1-2", "36pt"), ("1-2", "32pt"), ("1-2", "28pt"), ("1-3", "44pt"), ("1-3", "40pt")] {
        let made = set(columns, &format!("size: {sizes}, lines: 1-4"), "全省跨境电商综试区评估前十名单今天公布");
        let lines = &heads(&made)[0].1.lines;
        for word in ["全省", "跨境", "电商", "综试区", "评估", "名单", "今天", "公布"] {
            assert!(lines.iter().any(|line| line.contains(word)), "{word} is parted: {lines:?}");
        }
    }
}

#[test]
fn a_smaller_size_rather_than_a_parted_word() {
    check("1", "sizes: [24pt, 20pt], lines: 2", "图书馆美术馆博物馆", "20pt 0 100% 图书馆美术馆/博物馆");
}

#[test]
fn a_clause_space_is_the_best_break() {
    check("1-2", "sizes: [30pt, 26pt], lines: 2", "十二条线路 延伸到家门口", "30pt 0 100% 十二条线路/延伸到家门口");
}

#[test]
fn the_first_of_two_lines_is_the_longer_one_where_it_might_be_either() {
    check("1-2", "size: 34pt, lines: 2", "九孔桥头灯一盏长明", "34pt 0 100% 九孔桥头灯/一盏长明");
}

#[test]
fn one_character_never_stands_on_the_last_line() {
    for size in ["40pt", "36pt", "34pt", "30pt"] {
        let made = set("1-2", &format!("size: {size}, lines: 1-4"), "旧书桥边一盏灯又亮了");
        let lines = &heads(&made)[0].1.lines;
        assert!(lines.last().is_some_and(|line| line.chars().count() > 1), "{lines:?}");
    }
}

#[test]
fn names_numbers_and_titles_stay_whole() {
    let made = set("1-2", "size: 30pt, lines: 1-3", "镇上新办《河灯夜话》三年 迎客69.5万人次");
    let lines = &heads(&made)[0].1.lines;
    assert!(lines.iter().any(|line| line.contains("《河灯夜话》")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("69.5万")), "{lines:?}");
}

#[test]
fn a_long_head_is_tightened_before_it_is_made_smaller() {
    let style = |limits: &str| format!("sizes: [27pt, 24pt], lines: 1{limits}");
    check("1-2", &style(""), "九孔桥今日通车迎客来", "24pt 0 100% 九孔桥今日通车迎客来");
    check("1-2", &style(", tighten: 0.05"), "九孔桥今日通车迎客来", "27pt -40 100% 九孔桥今日通车迎客来");
}

#[test]
fn a_long_head_is_narrowed_before_it_is_made_smaller() {
    check(
        "1-2",
        "sizes: [28pt, 24pt], lines: 1, widths: {min: 90%}",
        "九孔桥今日通车迎客来",
        "28pt 0 90% 九孔桥今日通车迎客来",
    );
}

#[test]
fn the_cheaper_of_tightening_and_narrowing_is_taken() {
    check(
        "1-2",
        "sizes: [27pt, 24pt], lines: 1, tighten: 0.05, widths: [100%, 95%, 90%]",
        "九孔桥今日通车迎客来",
        "27pt -40 100% 九孔桥今日通车迎客来",
    );
}

#[test]
fn a_short_head_is_opened() {
    check("1-3", "size: 30pt, lines: 1, spread: 0.5", "夜航船", "30pt 500 100% 夜航船");
    check("1-2", "size: 30pt, lines: 1, spread: 1", "河灯", "30pt 1000 100% 河灯");
    check("1-2", "size: 30pt, lines: 1, spread: 1", "九孔桥通车", "30pt 100 100% 九孔桥通车");
}

#[test]
fn what_is_still_short_is_widened() {
    check("1-3", "size: 30pt, lines: 1, spread: 0.5, widths: {max: 115%}", "夜航船", "30pt 500 115% 夜航船");
}

#[test]
fn a_head_that_is_long_enough_is_not_opened() {
    check("1-2", "size: 30pt, lines: 1, spread: 0.5", "九孔桥今天通车", "30pt 0 100% 九孔桥今天通车");
}

#[test]
fn a_head_that_cannot_fit_is_a_finding() {
    let made = set("1", "sizes: [30pt, 26pt], lines: 1, tighten: 0.05, widths: {min: 90%}", "九孔桥今日通车迎客来");
    assert!(made.codes().contains(&"head-overset"), "{:?}", made.codes());
    assert!(!heads(&made)[0].1.fits);
}

/// Limits are kept and no head is wider than its measure, whatever the copy.
#[test]
fn limits_are_kept() {
    let words = ["九孔桥", "今天", "通车", "图书馆", "开放", "二十年", "河灯", "夜市", "跨境", "电商"];
    for count in 1..=words.len() {
        for columns in ["1", "1-2", "1-3"] {
            let headline = words[..count].concat();
            let made = set(
                columns,
                "sizes: [34pt, 30pt, 26pt], lines: 1-3, spread: 0.6, tighten: 0.04, widths: {min: 88%, max: 110%}",
                &headline,
            );
            let (block, fit) = heads(&made)[0];
            assert!((-40..=600).contains(&fit.tracking.0) && (880..=1100).contains(&fit.width.0), "{fit:?}");
            assert_eq!(fit.lines.concat(), headline);
            assert_eq!(fit.fits, !made.codes().contains(&"head-overset"));
            if fit.fits {
                assert!(block.at.width <= made.pages[0].record.blocks[0].at.width, "{headline} {columns}");
            }
        }
    }
}
