//! `paiban explain`: what an editor is told of the lines of a story.

mod common;

use serde_json::Value;

use common::{Desk, body_of, codes, command, dense, paiban, run, story};

/// An edition whose lead is these paragraphs, in columns of 14 字.
fn desk_of(paragraphs: &[&str]) -> Desk {
    let desk = Desk::new();
    desk.write("day/stories/lead.md", format!("---\nheadline: 水管换新\n---\n{}\n", paragraphs.join("\n\n")));
    desk
}

fn explain(desk: &Desk, arguments: &[&str]) -> common::Run {
    paiban(&[&["explain", &desk.day()], arguments].concat())
}

fn json(desk: &Desk, arguments: &[&str]) -> Value {
    explain(desk, &[arguments, &["--format", "json"]].concat()).ends(0).json()
}

/// All lines of the first story of a report.
fn lines(report: &Value) -> Vec<Value> {
    let paragraphs = report["stories"][0]["paragraphs"].as_array().expect("paragraphs");
    paragraphs.iter().flat_map(|one| one["lines"].as_array().expect("lines").clone()).collect()
}

fn text(line: &Value) -> &str {
    line["text"].as_str().expect("text")
}

/// A line with what stands beside it.
fn whole(line: &Value) -> String {
    format!("{}{}", line["aside"].as_str().expect("an aside"), text(line))
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is no whole number"))
}

const OPENER: &str = "昨天上午十点半小礼堂里《青溪志稿》首发，编写者到场，和街坊一页一页翻看老地图上的桥。";

#[test]
fn c9_why_the_bracket_moved_down() {
    let desk = desk_of(&[OPENER]);
    let run = explain(&desk, &["--find", "《青溪志稿》"]).ends(0);
    let told: Vec<&str> = run.out.lines().collect();
    let above = told.iter().position(|line| line.contains("小礼堂里")).expect("the line above");
    assert!(told[above].contains("「《」 may not end a line: moved down"), "{}", run.out);
    assert!(told.iter().any(|line| line.starts_with('>') && line.contains("《青溪志稿》")), "{}", run.out);
    assert!(!run.out.contains("夜路"), "another story is told: {}", run.out);
    let mut chinese = command();
    chinese.args(["--lang", "zh", "explain", &desk.day(), "--find", "《青溪志稿》"]);
    let chinese = common::run(&mut chinese);
    assert!(chinese.out.contains("「《」不能在行末，移到下行"), "{}", chinese.out);
}

#[test]
fn c2_a_comma_is_squeezed_in() {
    let desk = desk_of(&["天晴，风小，大家都去江边，看新船下水，很热闹。"]);
    let report = json(&desk, &["lead"]);
    let line = &lines(&report)[0];
    assert_eq!(text(line), "天晴，风小，大家都去江边，");
    assert_eq!((&line["reason"], &line["bond"]), (&"squeezed-in".into(), &"may-not-begin".into()));
    assert_eq!(line["why"], "「，」 may not begin a line: squeezed in");
    let change = &line["changes"][0];
    assert_eq!((&change["change"], &change["where"]), (&"squeeze".into(), &"comma".into()));
    let out = explain(&desk, &["lead"]).ends(0).out;
    assert!(out.contains("commas −0.25×2"), "{out}");
}

#[test]
fn c23_a_number_moves_down_with_its_unit() {
    let desk = desk_of(&["全镇去年修好的旧水渠470.1公里，今年还要再修一段，一直修到山脚下的老水碓旁边去。"]);
    let report = json(&desk, &["lead"]);
    let line = &lines(&report)[0];
    assert_eq!(text(line), "全镇去年修好的旧水渠");
    assert_eq!((&line["reason"], &line["bond"]), (&"moved-down".into(), &"number-and-unit".into()));
    assert_eq!(line["unit"], "470.1公里");
}

#[test]
fn the_numbers_agree() {
    let desk = Desk::new();
    let report = json(&desk, &["lead"]);
    let lines = lines(&report);
    assert!(lines.len() > 60, "{}", lines.len());
    for line in &lines {
        let changes = line["changes"].as_array().expect("changes");
        let total: i64 = changes.iter().map(|change| number(&change["total"])).sum();
        let width = number(&line["indent"]) + number(&line["natural"]) + total;
        let measure = number(&line["measure"]);
        if line["justified"] == true {
            assert!((width - measure).abs() <= 1, "{line}");
            assert_eq!(line["off_grid"] == true, total != 0, "{line}");
        } else {
            assert!(width <= measure + 1, "{line}");
        }
        for change in changes {
            let (places, each) = (number(&change["places"]), number(&change["each"]));
            assert!(places > 0 && number(&change["total"]).abs() <= places * each, "{line}");
        }
    }
    let summary = &report["stories"][0]["summary"];
    let count = |key: &str| lines.iter().filter(|line| line[key] == true).count() as i64;
    assert_eq!(number(&summary["lines"]), lines.len() as i64);
    assert_eq!((number(&summary["justified"]), number(&summary["off_grid"])), (count("justified"), count("off_grid")));
    assert_eq!(number(&summary["cost"]), lines.iter().map(|line| number(&line["cost"])).sum::<i64>());
    assert_eq!(summary["last_lines"].as_array().map(Vec::len), Some(4));
}

#[test]
fn the_lines_are_the_copy() {
    let body = [
        OPENER,
        "## 老桥新生",
        "第二段说的是桥。“桥不拆，水不断。”守桥人说——他姓杨。",
        "> 引一句旧志：桥成，人和。",
        "1. 先修桥，再修路。\n2. 桥修好了，路也就通了，船就不必再等。",
    ]
    .join("\n\n");
    let desk = desk_of(&[&body]);
    let report = json(&desk, &["lead"]);
    let all: String = lines(&report).iter().map(whole).collect();
    assert_eq!(dense(&all), dense(&body.replace(['#', '>'], "")));
    let kinds: Vec<&str> = report["stories"][0]["paragraphs"]
        .as_array()
        .expect("paragraphs")
        .iter()
        .map(|one| one["kind"].as_str().expect("a kind"))
        .collect();
    assert_eq!(kinds, ["text", "cross-head", "text", "text", "text", "text"]);
    let words = String::from_utf8(Desk::new().read("day/stories/lead.md")).expect("text");
    let all: String = lines(&json(&Desk::new(), &["lead"])).iter().map(text).collect();
    assert_eq!(dense(&all), dense(body_of(&words)));
}

#[test]
fn the_same_question_gets_the_same_answer() {
    let desk = Desk::of_two_pages();
    let first = explain(&desk, &["--format", "json"]).ends(0).out;
    let mut single = command();
    single.args(["--lang", "en", "explain", &desk.day(), "--format", "json"]).env("RAYON_NUM_THREADS", "1");
    assert_eq!(run(&mut single).out, first);
}

#[test]
fn without_a_story_every_story_has_a_row() {
    let desk = Desk::of_two_pages();
    let out = explain(&desk, &[]).ends(0).out;
    let stories: Vec<&str> = out.lines().skip(1).take(4).filter_map(|row| row.split_whitespace().nth(1)).collect();
    assert_eq!(stories, ["lead", "second", "third", "fourth"]);
    let out = explain(&desk, &["--pages", "2"]).ends(0).out;
    assert!(out.contains("third") && !out.contains("A01"), "{out}");
    assert_eq!(desk.outputs(), Vec::<String>::new(), "something was written");
}

#[test]
fn an_unknown_story_is_told_with_the_nearest_name() {
    let desk = Desk::of_two_pages();
    let run = explain(&desk, &["secnod"]).ends(1);
    assert!(run.err.contains("`secnod`") && run.err.contains("did you mean `second`"), "{}", run.err);
    let run = explain(&desk, &["lead", "--find", "没有的话"]).ends(1);
    assert!(run.err.contains("no line has “没有的话”"), "{}", run.err);
    explain(&desk, &["--pages", "x"]).ends(2);
    desk.write("day/stories/lead.md", "---\nheadlin: 题\n---\n正文。\n");
    let run = explain(&desk, &["second"]).ends(1);
    assert!(run.err.contains("headlin"), "{}", run.err);
}

#[test]
fn overset_copy_is_told_and_its_story_explained() {
    let desk = Desk::new();
    desk.write("day/stories/lead.md", story("水管换新", 1, 90 * 14, 4));
    let run = explain(&desk, &["lead"]).ends(1);
    assert!(run.err.contains("story-overset"), "{}", run.err);
    assert!(run.out.contains("copy that found no room is not listed"), "{}", run.out);
}

#[test]
fn c3_a_line_broken_by_force_is_a_warning() {
    let openers = "（".repeat(30);
    let desk = desk_of(&[OPENER, &format!("他说{openers}好。")]);
    let report = desk.check(&["--format", "json"]).ends(0).json();
    assert!(codes(&report).contains(&"line-forced".to_string()), "{report}");
    let findings = report["findings"].as_array().expect("findings");
    let finding = findings.iter().find(|finding| finding["code"] == "line-forced").expect("a finding");
    assert_eq!(finding["severity"], "warning");
    assert!(finding["line"] == 6 && finding["hint"].is_string(), "{finding}");
    let lines = lines(&json(&desk, &["lead"]));
    assert!(lines.iter().any(|line| line["reason"] == "rescued"), "{lines:?}");
    // A word wider than its column.
    let desk = desk_of(&[&format!("编号是{}。", "1234567890".repeat(5))]);
    let report = desk.check(&["--format", "json"]).ends(0).json();
    assert!(codes(&report).contains(&"line-forced".to_string()), "{report}");
}

#[test]
fn c36_lines_off_the_character_grid_are_counted() {
    let desk = desk_of(&[OPENER]);
    let grid = "head: {style: third, rows: 5}\n    composition: {character_grid: true}";
    desk.swap("layouts/page.yaml", "head: {style: third, rows: 5}", grid);
    let report = desk.check(&["--verbose", "--format", "json"]).ends(0).json();
    let findings = report["findings"].as_array().expect("findings");
    let finding = findings.iter().find(|finding| finding["code"] == "story-off-grid").expect("a note");
    assert_eq!(finding["severity"], "note");
    let report = json(&desk, &["lead"]);
    let off = number(&report["stories"][0]["summary"]["off_grid"]);
    assert!(off > 0, "{report}");
    assert!(finding["message"].as_str().expect("a message").starts_with(&format!("{off} of ")), "{finding}");
    // Nothing is said where no grid is asked for.
    let report = Desk::new().check(&["--verbose", "--format", "json"]).ends(0).json();
    assert!(!codes(&report).contains(&"story-off-grid".to_string()));
}
