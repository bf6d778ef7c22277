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

/// The first height at which levers make the area `name` of the page fit.
fn misfit(place: &str, stories: &[&str]) -> (String, TempDir) {
    (26..33)
        .map(|rows| LAYOUT.replace("rows: 1-33", &format!("rows: 1-{rows}")))
        .map(|layout| (layout.clone(), edition(&layout, place)))
        .inspect(|(_, home)| {
            for slug in stories {
                let copy = fs::read_to_string(home.path().join("day/stories/one.md")).expect("the story");
                let own = copy.replace("渡口新事", "老街旧事").replace("id: ferry", "id: ferry, file: ferry.png");
                fs::write(home.path().join(format!("day/stories/{slug}.md")), own).expect("a story");
            }
        })
        .find(|(_, home)| {
            let proposed = &fit(home, &[])["pages"][0]["areas"][0]["proposed"];
            !proposed.is_null() && proposed["over"] == 0 && proposed["holes"] == 0
        })
        .expect("levers make some height fit")
}

/// What two pages share stays as it is; the levers go into the pages' own entries.
#[test]
fn a_shared_layout_stays_and_the_page_is_patched() {
    let place = "  # 头版\n  - {page: 1, section: T, layout: page, place: {one: one}}\n  # 二版\n  - page: 2\n    section: T   # 要闻\n    layout: page\n    place:\n      one: two\n";
    let (layout, home) = misfit(place, &["two"]);
    let day = home.path().join("day/edition.yaml");
    let before = fs::read_to_string(&day).expect("the edition");
    let written = fit(&home, &["--write"]);
    assert!(written["written"].to_string().contains("edition.yaml"), "{written}");
    assert_eq!(fs::read_to_string(home.path().join("day/layouts/page.yaml")).expect("the layout"), layout);
    let after = fs::read_to_string(&day).expect("the edition");
    kept(&before, &after);
    for area in ["pages/0", "pages/1"].map(|page| format!("/{page}/areas/0")) {
        let now = fit(&home, &[]);
        let area = now.pointer(&area).expect("an area");
        assert_eq!((&area["over"], &area["holes"]), (&0.into(), &0.into()), "{after}");
    }
}

#[test]
fn a_spread_is_patched_under_its_two_numbers() {
    let place =
        "  - {page: 1, section: T}\n  - page: 2-3   # 通版\n    section: T\n    layout: page\n    place: {one: one}\n";
    let (layout, home) = (26..33)
        .map(|rows| LAYOUT.replace("rows: 1-33", &format!("rows: 1-{rows}")))
        .map(|layout| layout.replace("format: tabloid", "format: tabloid\nspread: true"))
        .map(|layout| {
            let home = edition(&layout, place);
            fs::create_dir_all(home.path().join("layouts")).expect("layouts");
            // A layout of the paper's, which other editions share.
            fs::rename(home.path().join("day/layouts/page.yaml"), home.path().join("layouts/page.yaml"))
                .expect("moved");
            (layout, home)
        })
        .find(|(_, home)| {
            let found = fit(home, &["--pages", "2-3"]);
            let proposed = &found["pages"][0]["areas"][0]["proposed"];
            assert!(found["pages"][0]["areas"].is_array(), "{found}");
            !proposed.is_null() && proposed["over"] == 0 && proposed["holes"] == 0
        })
        .expect("levers make some height fit");
    let day = home.path().join("day/edition.yaml");
    let before = fs::read_to_string(&day).expect("the edition");
    let written = fit(&home, &["--write", "--pages", "2-3"]);
    assert!(written["written"].to_string().contains("edition.yaml"), "{written}");
    assert_eq!(fs::read_to_string(home.path().join("layouts/page.yaml")).expect("the layout"), layout);
    kept(&before, &fs::read_to_string(&day).expect("the edition"));
    let after = fit(&home, &["--pages", "2-3"]);
    assert_eq!(
        (&after["pages"][0]["areas"][0]["over"], &after["pages"][0]["areas"][0]["holes"]),
        (&0.into(), &0.into())
    );
}

/// Every line of the old text is in the new one, in its order; at most its end is longer or a value in it is
/// another. Comments and the space before them are the same bytes.
#[track_caller]
fn kept(before: &str, after: &str) {
    let mut lines = after.lines();
    for line in before.lines() {
        let key = line.split_once(": ").map_or(line, |(key, _)| key);
        let comment = line.find(" #").map(|at| &line[line[..at].trim_end().len()..]);
        let found = lines.find(|new| *new == line || (line.contains(": ") && new.starts_with(key)));
        let found = found.unwrap_or_else(|| panic!("{line:?} is gone:\n{after}"));
        assert!(comment.is_none_or(|comment| found.ends_with(comment)), "{line:?} is now {found:?}");
    }
}

/// A copy of a shipped edition whose stories each lost their last paragraph.
#[test]
fn a_shipped_edition_keeps_its_comments_and_order() {
    let home = tempfile::tempdir().expect("scratch");
    let day = home.path().join("2026-11-23");
    copied(&root().join("editions/2026-11-23"), &day);
    fs::copy(root().join("editions/paper.yaml"), home.path().join("paper.yaml")).expect("the paper");
    for slug in ["gear", "greenway", "night-canteen"] {
        let path = day.join(format!("stories/{slug}.md"));
        let copy = fs::read_to_string(&path).expect("a story");
        let cut = copy.trim_end().rsplit_once("\n\n").expect("paragraphs").0;
        fs::write(&path, format!("{cut}\n")).expect("a story");
    }
    let file = day.join("edition.yaml");
    let before = fs::read_to_string(&file).expect("the edition");
    let (data, edition) = (root(), day.to_str().expect("a path").to_string());
    let data = data.to_str().expect("a path");
    let written = paiban(&["--data", data, "fit", &edition, "--pages", "1", "--write", "--format", "json"]).json();
    let after = fs::read_to_string(&file).expect("the edition");
    assert!(written["written"].to_string().contains("edition.yaml"), "{written}");
    assert_ne!(before, after);
    kept(&before, &after);
    let comments = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.find('#').map(|at| line[at..].to_string())).collect()
    };
    assert_eq!(comments(&before), comments(&after));
    let head = before.find("  - page: 2").expect("page 2");
    assert!(after.ends_with(&before[head..]), "what follows page 1 is the same bytes");
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("a directory").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() { copied(&path, &target) } else { fs::copy(&path, &target).map(|_| ()).expect("a file") }
    }
}

/// A filler of the pool is written with its name, so that the page stays as it is when the pool grows.
#[test]
fn a_filler_of_the_pool_is_written_with_its_name() {
    let pool = "fillers:\n  - {id: lamps, rows: 4, title: 随手关灯}\n  - {id: books, rows: 6, title: 书要还}\n";
    let place = format!("  - {{page: 1, section: T, layout: page, place: {{one: one}}}}\n{pool}");
    let only = "    fit: {allow: [filler], forbid: [lines, crop, caption, byline, head, deck, space]}\n";
    let chosen = |home: &TempDir| {
        let area = fit(home, &[])["pages"][0]["areas"][0].clone();
        area["pulled"]["levers"][0]["kind"] == "filler" && area["pulled"]["holes"] == 0
    };
    let home = (26..45)
        .map(|rows| {
            LAYOUT.replace("rows: 1-33", &format!("rows: 1-{rows}")).replace("third}\n", &format!("third}}\n{only}"))
        })
        .map(|layout| edition(&layout, &place))
        .find(chosen)
        .expect("a filler closes the hole of some height");
    let path = home.path().join("day/layouts/page.yaml");
    let written = fit(&home, &["--write"]);
    assert_eq!(written["written"].as_array().map(Vec::len), Some(1), "{written}");
    let now = fs::read_to_string(&path).expect("the layout");
    let named = ["lamps", "books"].into_iter().find(|id| now.contains(&format!("id: {id}")));
    assert!(named.is_some() && now.contains("filler:"), "{now}");
    let day = home.path().join("day/edition.yaml");
    let edition = fs::read_to_string(&day).expect("the edition");
    fs::write(&day, edition.replace("fillers:\n", "fillers:\n  - {id: other, rows: 4, title: 节水}\n"))
        .expect("the edition");
    let after = fit(&home, &[])["pages"][0]["areas"][0].clone();
    assert_eq!((&after["over"], &after["holes"], &after["pulled"]), (&0.into(), &0.into(), &serde_json::Value::Null));
}

/// `check` says of what does not fit what `fit` says of it.
#[test]
fn check_has_the_short_form() {
    let place = "  - {page: 1, section: T, layout: page, place: {one: one}}\n";
    let (_, home) = misfit(place, &[]);
    let (data, day) = (root(), home.path().join("day"));
    let (data, day) = (data.to_str().expect("a path"), day.to_str().expect("a path"));
    let report = paiban(&["--data", data, "fit", day]).out;
    let checked = paiban(&["--data", data, "check", day]).out;
    for line in report.lines().skip(1) {
        assert!(checked.contains(line), "{line:?} is not in\n{checked}");
    }
    assert!(checked.contains("possible: "), "{checked}");
    fit(&home, &["--write"]);
    let fitting = paiban(&["--data", data, "check", day]).out;
    assert!(!fitting.contains("possible: ") && !fitting.contains("room for"), "{fitting}");
}
