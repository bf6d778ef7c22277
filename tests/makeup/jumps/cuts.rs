//! Where stories are cut.

use paiban::engine::compose::{LineLedger, ParagraphLedger, compose_explained};
use paiban::model::{Edition, PagePlan};

use super::kit::{Made, area, dense, make, story};

/// A story on page 1 that goes on on page 3, its first area cut by this rule.
fn cut(rule: &str, rows: u16, story: &str) -> Made {
    let lead = area("lead", "1-2", &format!("1-{rows}"), &format!("    jump: {{cut: {rule}}}\n"));
    let rest = area("rest", "1-5", "1-70", "    head: {style: small}\n");
    make(&[(1, &lead, "lead: s"), (3, &rest, "rest: {continues: s}")], &[("s", story)])
}

/// The words of the first part, without its jump line.
fn first_part(made: &Made) -> String {
    dense(&made.text(1)).strip_suffix("下转第3版▶").expect("a jump line").to_string()
}

fn assert_fills(made: &Made) {
    let lead = made.area(1, "lead");
    assert_eq!((lead.used, lead.holes.iter().sum::<u16>()), (lead.room, 0), "{:#?}", made.lines(1));
}

/// The words that stand last in a story's first part and first in its second.
fn seam(made: &Made, body: &str) -> (String, String) {
    let (first, body) = (first_part(made), dense(body));
    let rest = body.strip_prefix(first.as_str()).unwrap_or_else(|| panic!("{first}\nis no start of\n{body}"));
    let last: Vec<char> = first.chars().rev().take(3).collect();
    (last.iter().rev().collect(), rest.chars().take(3).collect())
}

fn body(story: &str) -> &str {
    story.splitn(3, "---\n").nth(2).expect("a body")
}

#[test]
fn a_sentence_ends_the_part_which_is_full() {
    let story = story(12, 6);
    for rows in 12..30 {
        let made = cut("sentence", rows, &story);
        if made.codes().is_empty() {
            let (last, next) = seam(&made, body(&story));
            assert!(last.ends_with('。') && next.starts_with('第'), "{rows}: {last}|{next}");
        } else {
            assert_eq!(made.codes(), ["jump-cut"], "{rows}");
        }
        assert_fills(&made);
    }
}

#[test]
fn a_paragraph_ends_the_part() {
    let story = story(24, 2);
    let mut whole = 0;
    for rows in 12..30 {
        let made = cut("paragraph", rows, &story);
        // Paragraphs of three lines have no line where they may be cut.
        assert!(made.area(1, "lead").holes.iter().sum::<u16>() <= 2, "{rows}");
        if made.codes().is_empty() {
            let (last, next) = seam(&made, body(&story));
            assert!(last.ends_with('。') && next.starts_with('第'), "{rows}: {last}|{next}");
            let first = first_part(&made);
            let paragraphs: Vec<String> = body(&story).split("\n\n").map(dense).collect();
            assert!((1..paragraphs.len()).any(|count| paragraphs[..count].concat() == first), "{first}");
            whole += 1;
        }
    }
    assert!(whole > 9, "{whole} of 18 rows");
}

#[test]
fn at_a_line_the_part_ends_full_and_the_rest_has_no_indent() {
    let story = story(6, 12);
    let lead = area("lead", "1-2", "1-20", "    jump: {cut: line}\n");
    let rest = area("rest", "1-5", "1-70", "");
    let made = make(&[(1, &lead, "lead: s"), (3, &rest, "rest: {continues: s}")], &[("s", &story)]);
    assert_eq!(made.codes(), Vec::<&str>::new());
    assert_fills(&made);
    let (last, next) = seam(&made, body(&story));
    assert!(!last.ends_with('。'), "the cut is at a sentence by chance: {last}|{next}");
    let lines = explained(&made);
    let (end, start) = (lines[0].last().expect("lines"), lines[1].first().expect("lines"));
    assert!(end.justified, "{end:?}");
    assert_eq!(start.indent.get(), 0, "{start:?}");
    assert!(lines[1].iter().any(|line| line.indent.get() > 0), "later paragraphs have theirs");
}

/// The lines of each page's story.
fn explained(made: &Made) -> Vec<Vec<LineLedger>> {
    let edition: &Edition = &made.edition;
    let plans: Vec<&PagePlan> = edition.pages.iter().collect();
    let pages = compose_explained(edition, &plans, &made.fonts).into_iter();
    let lines = |paragraphs: &[ParagraphLedger]| paragraphs.iter().flat_map(|one| one.lines.clone()).collect();
    pages.map(|page| lines(&page.value.ledger[0].paragraphs)).collect()
}

/// Every cut of a story with all kinds of blocks, over many heights of the first area.
#[test]
fn no_cut_is_behind_a_crosshead_nor_in_a_table_an_initial_or_a_list_item() {
    let story = "---\nheadline: 题目\ndrop_cap: 3\n---\n\
        江水昨天涨了三尺，桥上站满了看水的人。老人说，三十年没见过这样的水。孩子们不怕，蹲在石阶上数漂过的木头。\n\n\
        ## 水从哪里来\n\n\
        上游下了两天的雨。气象台说雨今晚停。\n\n\
        | 站 | 水位 |\n|---|--:|\n| 南门 | 12.4 |\n| 北门 | 11.8 |\n| 桥头 | 13.1 |\n| 渡口 | 12.0 |\n\n\
        - 低处的铺子今天不开门，货都搬到二楼，店主们轮流守夜，街道送来了沙袋和手电，电话贴在门上\n\
        - 轮渡停三天\n\n\
        ## 水往哪里去\n\n\
        下游的闸昨夜开了五孔。水利站的人说，到明天中午可以退到警戒线以下。桥上的人慢慢散了，路灯一盏一盏亮起来，卖糖的老人收了摊。水声一夜没有停。\n\n\
        第二天天晴了。石阶上留下一道黄线，孩子们用粉笔在旁边写上日期。\n";
    let rest = area("rest", "1-3", "1-40", "");
    let (mut places, mut before) = (Vec::new(), String::new());
    for rows in 7..34 {
        let lead = area("lead", "1", &format!("1-{rows}"), "    jump: {cut: line}\n");
        let made = make(&[(1, &lead, "lead: s"), (3, &rest, "rest: {continues: s}")], &[("s", story)]);
        if !made.text(1).contains("下转") {
            assert!(made.codes().contains(&"jump-idle"), "{rows}: {:?}", made.codes());
            continue;
        }
        let first = first_part(&made);
        assert!(!first.ends_with("水从哪里来") && !first.ends_with("水往哪里去"), "{rows}: {first}");
        let tables = ["南门12.4", "北门11.8", "桥头13.1"].iter().filter(|row| first.contains(**row)).count();
        assert!(tables == 0 || first.contains("渡口12.0"), "{rows}: a table is cut: {first}");
        assert!(!first.contains("低处的铺子") || first.contains("贴在门上"), "{rows}: an item is cut: {first}");
        assert!(first.chars().count() > 36, "{rows}: the initial is cut: {first}");
        assert!(first.chars().count() >= before.chars().count(), "{rows}: a higher area holds less");
        assert!(made.area(1, "lead").stories[0].overset.is_none());
        before = first.clone();
        places.push(first.chars().last());
    }
    assert!(places.len() > 15, "{}", places.len());
}

#[test]
fn verse_is_cut_between_lines_only() {
    let lines: Vec<String> = (1..=30).map(|line| format!("第{line}行灯火照江水")).collect();
    let story = format!("---\nheadline: 诗\n---\n::: verse\n{}\n:::\n", lines.join("\n"));
    let lead = area("lead", "1", "1-12", "    jump: {cut: line}\n");
    let rest = area("rest", "1", "1-40", "");
    let made = make(&[(1, &lead, "lead: s"), (2, &rest, "rest: {continues: s}")], &[("s", &story)]);
    let first = dense(&made.text(1));
    assert_eq!(first, dense(&lines[..11].concat()) + "下转第2版▶");
    assert_fills(&made);
}

#[test]
fn the_jump_line_fills_a_continuation_that_lacks_a_line() {
    let story = story(8, 6);
    let lead = area("lead", "1-2", "1-20", "");
    let mut fillers = 0;
    for rows in 20..40 {
        let rest = area("rest", "1", &format!("1-{rows}"), "    head: {style: brief}\n");
        let made = make(&[(1, &lead, "lead: s"), (2, &rest, "rest: {continues: s}")], &[("s", &story)]);
        let area = made.area(2, "rest");
        if area.stories[0].overset.is_none() {
            assert_ne!(area.holes, [1], "{rows}");
            fillers += usize::from(area.holes == [0]);
        }
    }
    assert!(fillers > 0);
}
