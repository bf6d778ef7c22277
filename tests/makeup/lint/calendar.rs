//! Dates, weekdays, traditional days and issue numbers that people typed. The edition of the fixture is of
//! 2026-11-23, a Monday, 丙午年十月十五, issue 1.

use super::super::common::Desk;
use super::{Sheet, having, rule};

fn copy(text: &str) -> Sheet {
    let areas = "  one:\n    kind: story\n    at: {columns: 1, rows: 1-30}\n";
    Sheet::new(areas, "one: one", &[("one", format!("---\nheadline: 题\n---\n{text}\n"))])
}

fn furniture(text: &str) -> Sheet {
    let areas = format!(
        "  head:\n    kind: furniture\n    at: {{columns: 1-5, rows: 1-3}}\n    items:\n      - {{text: \"{text}\", style: strip}}\n  one:\n    kind: story\n    at: {{columns: 1, rows: 5-30}}\n"
    );
    Sheet::new(&areas, "one: one", &[("one", "---\nheadline: 题\n---\n灯亮了。\n".to_string())])
}

#[test]
fn weekday_mismatch() {
    rule("weekday-mismatch", &copy("音乐会11月24日（星期三）开演。"), &copy("音乐会11月24日（星期二）开演。"));
    rule("weekday-mismatch", &furniture("{date}　星期二"), &furniture("{date}　{weekday}"));
    rule("weekday-mismatch", &furniture("星期二"), &furniture("每星期二出版"));
    for right in ["2026年11月23日，周一，晴。", "昨天是11月22日，星期日的集市照旧。", "本月24日和周三两天。"]
    {
        assert!(having(&copy(right).findings(), "weekday-mismatch").is_empty(), "{right}");
    }
}

#[test]
fn a_finding_in_copy_points_at_the_words() {
    let sheet = copy("音乐会11月24日（星期三）开演。");
    let findings = sheet.findings();
    let found = having(&findings, "weekday-mismatch")[0];
    let text = &sheet.stories[0].1;
    assert_eq!(&text[found.span.start as usize..found.span.end as usize], "星期三");
}

#[test]
fn lunar_mismatch() {
    rule("lunar-mismatch", &copy("11月23日（农历十月十六）晨雾。"), &copy("11月23日（农历十月十五）晨雾。"));
    rule("lunar-mismatch", &furniture("丙午年十月十六"), &furniture("农历{lunar}"));
    rule("lunar-mismatch", &furniture("乙巳年十月十五"), &furniture("丙午年十月十五"));
}

#[test]
fn date_mismatch() {
    rule("date-mismatch", &copy("工程2月30日完工。"), &copy("工程2月29日完工。"));
    rule("date-mismatch", &furniture("2026年11月22日"), &furniture("{date}"));
    rule("date-mismatch", &furniture("二〇二六年十一月二十二日　星期日"), &furniture("{date:han}　{weekday}"));
    assert!(having(&furniture("前两名12月5日争夺冠军").findings(), "date-mismatch").is_empty());
}

#[test]
fn issue_mismatch() {
    rule("issue-mismatch", &furniture("总第2期"), &furniture("总第{issue}期"));
    assert!(having(&furniture("副刊第1206期").findings(), "issue-mismatch").is_empty());
}

/// A paper with another edition beside that of 2026-11-23, issue 8124.
fn beside(date: &str, issue: u32) -> Desk {
    let desk = Desk::new();
    desk.write("other/edition.yaml", format!("paper: ../paper.yaml\ndate: {date}\nissue: {issue}\npages: []\n"));
    desk
}

#[test]
fn issue_order() {
    for (date, issue, fits) in [
        ("2026-11-22", 8123, true),
        ("2026-11-22", 8122, false),
        ("2026-11-22", 8124, false),
        ("2026-11-20", 8121, true),
        ("2026-11-20", 8123, true),
        ("2026-11-24", 8125, true),
        ("2026-11-24", 8124, false),
        ("2026-11-23", 8124, true),
        ("2026-11-23", 8125, false),
    ] {
        let run = beside(date, issue).check(&["--verbose"]).ends(0);
        assert_eq!(run.err.contains("issue-order"), !fits, "{date} {issue}: {}", run.err);
    }
}

#[test]
fn an_edition_allows_a_number_that_does_not_follow() {
    let allowed = |keys: &str| {
        let desk = beside("2026-11-22", 8122);
        desk.swap("day/edition.yaml", "pages:", &format!("{keys}\npages:"));
        desk
    };
    let desk = allowed("allow: {issue-order: 22日增出号外一期}");
    desk.check(&["--deny", "warnings"]).ends(0);
    let run = desk.check(&["--verbose"]).ends(0);
    assert!(run.err.contains("issue-order") && run.err.contains("22日增出号外一期"), "{}", run.err);
    let run = allowed("allow: {issue-order: \"\"}").check(&[]).ends(1);
    assert!(run.err.contains("allow-unreasoned"), "{}", run.err);
    let unused = Desk::new();
    unused.swap("day/edition.yaml", "pages:", "allow: {issue-order: 22日增出号外一期}\npages:");
    assert!(unused.check(&[]).err.contains("allow-unused"));
}

#[test]
fn an_edition_allows_a_fault_on_all_its_pages() {
    let desk = Desk::of_two_pages();
    desk.swap("layouts/page.yaml", "areas:", "lint: {hole: warning}\nareas:");
    desk.swap("day/edition.yaml", "pages:", "allow: {hole: 样张，余白照旧}\npages:");
    desk.check(&["--deny", "warnings"]).ends(0);
    let report = desk.check(&["--format", "json"]).json();
    let holes: Vec<_> =
        report["findings"].as_array().expect("findings").iter().filter(|one| one["code"] == "hole").cloned().collect();
    assert!(holes.len() > 1 && holes.iter().all(|one| one["allowed"] == "样张，余白照旧"), "{holes:?}");
    // Of one page nobody knows whether the other needs it.
    desk.swap("layouts/page.yaml", "lint: {hole: warning}", "lint: {hole: off}");
    assert!(!desk.check(&["--pages", "1"]).err.contains("allow-unused"));
}

/// Extras of one day, zones of an edition and editions of other papers stand in the directory too: what is beyond
/// them is still compared.
#[test]
fn neighbours_beyond_what_is_no_neighbour() {
    let desk = Desk::new();
    let paper =
        |name: &str, date: &str, issue: u32| format!("paper: ../{name}\ndate: {date}\nissue: {issue}\npages: []\n");
    desk.write("other.yaml", desk.read("paper.yaml"));
    desk.write("cx-before/edition.yaml", paper("paper.yaml", "2026-11-22", 8120));
    for name in ["cy-a", "cy-b", "cy-c"] {
        desk.write(&format!("{name}/edition.yaml"), paper("other.yaml", "2026-11-22", 700));
    }
    for name in ["cz-extra", "cz-zone", "cz-noon"] {
        desk.write(&format!("{name}/edition.yaml"), paper("paper.yaml", "2026-11-23", 8124));
    }
    desk.write("zones/east.yaml", "fields: {}\n");
    let err = desk.check(&["--verbose"]).err;
    assert!(err.contains("cx-before") && !err.contains("cz-") && !err.contains("cy-"), "{err}");
    desk.write("cz-noon/edition.yaml", paper("paper.yaml", "2026-11-23", 8125));
    let err = desk.check(&["--verbose"]).err;
    assert!(err.contains("`cz-noon`, of the same day, is issue 8125"), "{err}");
}

#[test]
fn another_paper_beside_it_is_no_neighbour() {
    let desk = beside("2026-11-22", 9000);
    desk.write("paper2.yaml", desk.read("paper.yaml"));
    desk.swap("other/edition.yaml", "paper.yaml", "paper2.yaml");
    assert!(!desk.check(&["--verbose"]).err.contains("issue-order"));
    let desk = beside("2026-11-22", 9000);
    desk.swap("paper.yaml", "hole: off", "issue-order: off");
    assert!(!desk.check(&["--verbose"]).err.contains("issue-order"));
    let desk = beside("2026-11-22", 9000);
    desk.write("other/edition.yaml", "pages: [");
    assert!(!desk.check(&["--verbose"]).err.contains("issue-order"));
}
