//! What is told of heads: how they were fitted, in the table of `check --verbose` and in JSON, and what is refused.

use serde_json::Value;

use crate::common::{Desk, command, root, run};

/// The desk's second story, two columns (261 pt) wide, under a headline in a style `own`.
fn desk(style: &str, headline: &str) -> Desk {
    let desk = with_head("{style: own, rows: 5}", style);
    desk.swap("day/stories/second.md", "夜路亮灯 居民安心", headline);
    desk
}

/// The desk with this head over its second story; `style` is what its style `own` says of the headline.
fn with_head(head: &str, style: &str) -> Desk {
    let sheet = std::fs::read_to_string(root().join("layouts/styles/daily.yaml")).expect("the shipped sheet");
    let own = format!("heads:\n  own:\n    headline: {{face: 宋 900, {style}}}\n");
    let desk = Desk::new();
    desk.write("layouts/styles/daily.yaml", sheet.replacen("heads:\n", &own, 1));
    desk.swap("layouts/page.yaml", "{style: small, rows: 5}", head);
    desk
}

/// The cells of the table's row of the second story.
fn cells(desk: &Desk, lang: &str) -> String {
    let run = run(command().args(["--lang", lang, "check", &desk.day(), "--verbose"]));
    let all = format!("{}{}", run.out, run.err);
    let row = all.lines().find(|line| line.contains("second") && (line.contains(" pt")) && line.starts_with("A01"));
    let row = row.unwrap_or_else(|| panic!("no row of the head: {all}"));
    row.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_table_says_how_a_head_was_fitted() {
    for (style, headline, en, zh) in [
        ("size: 30pt, lines: 1", "九孔桥今日通车", "30 pt 九孔桥今日通车", "30 pt 九孔桥今日通车"),
        (
            "sizes: [30pt, 26pt], lines: 1",
            "九孔桥今日通车迎客来",
            "26 pt of 30 九孔桥今日通车迎客来",
            "26 pt（最大 30） 九孔桥今日通车迎客来",
        ),
        (
            "sizes: [27pt, 24pt], lines: 1, tighten: 0.05",
            "九孔桥今日通车迎客来",
            "27 pt tightened 0.04 em 九孔桥今日通车迎客来",
            "27 pt 收紧 0.04 em 九孔桥今日通车迎客来",
        ),
        (
            "sizes: [28pt, 24pt], lines: 1, widths: {min: 90%}",
            "九孔桥今日通车迎客来",
            "28 pt width 90% 九孔桥今日通车迎客来",
            "28 pt 长 90% 九孔桥今日通车迎客来",
        ),
        ("size: 30pt, lines: 1, spread: 1", "河灯", "30 pt opened 1 em 河灯", "30 pt 加空 1 em 河灯"),
        ("size: 34pt, lines: 2", "九孔桥头灯一盏长明", "34 pt 九孔桥头灯 / 一盏长明", "34 pt 九孔桥头灯 / 一盏长明"),
        ("size: 30pt, lines: 1", "九孔桥今日通车迎客来", "30 pt does not fit", "30 pt 排不下"),
    ] {
        let desk = desk(style, headline);
        assert_eq!(cells(&desk, "en"), format!("A01 second {en}"), "{style}");
        assert_eq!(cells(&desk, "zh"), format!("A01 second {zh}"), "{style}");
    }
}

#[test]
fn a_report_has_every_head_with_its_fit() {
    let fit = |desk: &Desk| {
        let report = desk.check(&["--format", "json"]).json();
        let heads = report["pages"][0]["headline_fit"].as_array().cloned().expect("heads");
        assert_eq!(heads.len(), 2, "{heads:?}");
        heads.into_iter().find(|head| head["story"] == "second").expect("the head")
    };
    let tight = fit(&desk("sizes: [27pt, 24pt], lines: 1, tighten: 0.05", "九孔桥今日通车迎客来"));
    assert_eq!((tight["size_pt"].as_f64(), tight["largest_pt"].as_f64()), (Some(27.0), Some(27.0)), "{tight}");
    assert_eq!((tight["tracking_em"].as_f64(), tight["width_percent"].as_f64()), (Some(-0.04), Some(100.0)));
    assert_eq!((&tight["vertical"], &tight["fits"]), (&Value::Bool(false), &Value::Bool(true)));
    let two = fit(&desk("size: 34pt, lines: 2", "九孔桥头灯一盏长明"));
    assert_eq!(two["lines"], serde_json::json!(["九孔桥头灯", "一盏长明"]));
    let over = fit(&desk("size: 30pt, lines: 1", "九孔桥今日通车迎客来"));
    assert_eq!(over["fits"], false);
    let vertical = fit(&with_head("{style: own, direction: vertical, width: 6字}", "sizes: [24pt, 20pt], lines: 1-2"));
    assert_eq!(vertical["vertical"], true);
}

/// The finding of this code, which has a place and a cure; its words in English.
#[track_caller]
fn told(desk: &Desk, code: &str) -> String {
    let report = desk.check(&["--format", "json"]).json();
    let findings = report["findings"].as_array().cloned().unwrap_or_default();
    let found = findings.iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("no {code}: {findings:#?}"));
    assert!(found["hint"].is_string() && found["line"].is_number(), "{found}");
    found["message"].as_str().unwrap_or_default().to_string()
}

const STYLE: &str = "sizes: [24pt, 20pt], lines: 1-2";

/// With a picture in the second story, and keys of its front matter.
fn pictured(head: &str, front: &str) -> Desk {
    let desk = with_head(head, STYLE);
    desk.swap("day/stories/second.md", "\n---\n", &format!("\npictures: [{{id: lamp}}]\n{front}---\n"));
    desk
}

#[test]
fn only_a_head_over_its_copy_stands_under_a_picture() {
    for head in [
        "{style: own, side: left, columns: 1, under: lamp}",
        "{style: own, direction: vertical, width: 6字, under: lamp}",
    ] {
        assert!(told(&pictured(head, ""), "bad-value").contains("only a head over its copy"), "{head}");
    }
    let strange = pictured("{style: own, under: lantern}", "");
    assert!(told(&strange, "picture-unplaced").contains("`lantern`"));
}

#[test]
fn a_vertical_head_has_its_picture_behind_it() {
    for place in ["left", "right"] {
        let head = format!(
            "{{style: own, direction: vertical, width: 6字, picture: {{id: lamp, place: {place}, width: 6字}}}}"
        );
        assert!(told(&pictured(&head, ""), "bad-value").contains("behind it"), "{place}");
    }
}

#[test]
fn a_portrait_without_room_is_told() {
    let front = "byline: 本报记者 顾一帆\nportrait: pictures/gu.png\n";
    for head in ["{style: own, rows: 5}", "{style: own, direction: vertical, width: 6字}"] {
        assert!(told(&pictured(head, front), "head-part-unset").contains("portrait"), "{head}");
    }
}

#[test]
fn the_heads_of_several_stories_have_no_pictures() {
    for key in ["under: lamp", "picture: {id: lamp, place: behind}"] {
        let desk = pictured(&format!("{{style: own, {key}}}"), "");
        desk.swap("day/edition.yaml", "second: second", "second: [second, third]");
        desk.write("day/stories/third.md", "---\nheadline: 短讯\n---\n灯亮了。\n");
        assert!(told(&desk, "bad-value").contains("several stories"), "{key}");
    }
}

#[test]
fn limits_of_spacing_and_scale() {
    for limits in ["spread: 2.001", "spread: -0.1", "tighten: 0.151", "tighten: -0.01", "widths: {min: 29%}"] {
        told(&with_head("{style: own, rows: 5}", &format!("{STYLE}, {limits}")), "out-of-range");
    }
    for limits in ["spread: 2", "tighten: 0.15", "widths: [100%, 30%, 300%]"] {
        let desk = with_head("{style: own, rows: 5}", &format!("{STYLE}, {limits}"));
        assert!(!desk.check(&[]).err.contains("out-of-range"), "{limits}");
    }
}
