//! `paiban fit --write`: the levers go into the page description, all else stays byte for byte.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::common::{paiban, root};

use super::desk::story;

const LAYOUT: &str = "# 头版：渡口
format: tabloid
areas:
  # 上半
  one:   # 主稿
    kind: story
    at: {columns: 1-3,  rows: 1-33}
    pictures: [{id: ferry, columns: '2-3', rows: 10-19}]   # 渡船
    head: {style: third}


  # 下半
";

const FRONT: &str = "headline: 渡口新事 一桥飞架\npictures:\n  - {id: ferry, caption: 傍晚的渡船。, credit: 方岸 摄}\n";

/// An edition of one page on the disk.
fn edition(layout: &str, place: &str) -> TempDir {
    let home = tempfile::tempdir().expect("scratch");
    let day = home.path().join("day");
    fs::create_dir_all(day.join("layouts")).expect("layouts");
    fs::create_dir_all(day.join("stories")).expect("stories");
    let write = |path: &Path, text: &str| fs::write(path, text).expect("a file");
    write(&home.path().join("paper.yaml"), "name: 澜川日报\ncode: LC\nstyles: daily\npress: newsprint\n");
    write(&day.join("edition.yaml"), &format!("paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\npages:\n{place}"));
    write(&day.join("layouts/page.yaml"), layout);
    write(&day.join("stories/one.md"), &story(FRONT, &[95, 131, 64, 78, 122, 57, 88]));
    home
}

fn fit(home: &TempDir, more: &[&str]) -> serde_json::Value {
    let (day, data) = (home.path().join("day"), root());
    let mut arguments = vec!["--data", data.to_str().expect("a path"), "fit", day.to_str().expect("a path")];
    arguments.extend(["--format", "json"]);
    arguments.extend(more);
    paiban(&arguments).json()
}

/// Lines that differ, old and new.
fn changed<'a>(old: &'a str, new: &'a str) -> Vec<(&'a str, &'a str)> {
    assert_eq!(old.lines().count(), new.lines().count());
    old.lines().zip(new.lines()).filter(|(old, new)| old != new).collect()
}

#[test]
fn the_levers_are_written_and_then_there_is_nothing_more_to_say() {
    let place = "  - {page: 1, section: T, layout: page, place: {one: one}}\n";
    let (layout, home) = (26..33)
        .map(|rows| LAYOUT.replace("rows: 1-33", &format!("rows: 1-{rows}")))
        .map(|layout| (layout.clone(), edition(&layout, place)))
        .find(|(_, home)| {
            let area = &fit(home, &[])["pages"][0]["areas"][0];
            let proposed = &area["proposed"];
            !proposed.is_null() && proposed["over"] == 0 && proposed["holes"] == 0
        })
        .expect("levers make some height fit");
    let path = home.path().join("day/layouts/page.yaml");
    assert_eq!(fs::read_to_string(&path).expect("the layout"), layout, "a report writes nothing");
    let written = fit(&home, &["--write"]);
    assert_eq!(written["written"].as_array().map(Vec::len), Some(1), "{written}");
    let now = fs::read_to_string(&path).expect("the layout");
    for comment in ["# 头版：渡口", "# 上半", "one:   # 主稿", "# 渡船", "# 下半", "at: {columns: 1-3,  rows: 1-"]
    {
        assert!(now.contains(comment), "{comment} is gone:\n{now}");
    }
    if now.lines().count() == layout.lines().count() {
        assert!(changed(&layout, &now).len() <= 3, "{now}");
    }
    let after = fit(&home, &[]);
    let area = &after["pages"][0]["areas"][0];
    assert_eq!((&area["over"], &area["holes"], &area["proposed"]), (&0.into(), &0.into(), &serde_json::Value::Null));
    fit(&home, &["--write"]);
    assert_eq!(fs::read_to_string(&path).expect("the layout"), now, "a second run changes nothing");
}
