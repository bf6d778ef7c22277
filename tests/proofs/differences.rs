//! 改, 排, 移 told apart.

use std::fs;

use serde_json::Value;

use super::common::{Desk, copy_tree, paiban, root};

/// A proof of an edition as it is now, in a directory of its own.
fn proofed(desk: &Desk, name: &str) -> String {
    let home = desk.path(name).display().to_string();
    let data = root();
    paiban(&["--data", data.to_str().expect("a path"), "proof", &desk.day(), "-o", &home]).ends(0);
    home
}

fn diff(old: &str, new: &str) -> Value {
    let data = root();
    paiban(&["--data", data.to_str().expect("a path"), "diff", old, new, "--format", "json"]).ends(0).json()
}

fn count(found: &Value, what: &str) -> u64 {
    found["counts"][what].as_u64().unwrap_or_else(|| panic!("{what}: {found}"))
}

#[track_caller]
fn edit(desk: &Desk, story: &str, change: impl FnOnce(String) -> String) {
    let path = format!("day/stories/{story}.md");
    let copy = String::from_utf8(desk.read(&path)).expect("text");
    let new = change(copy.clone());
    assert_ne!(copy, new, "nothing was changed");
    desk.write(&path, new);
}

/// Puts a character in behind the first one of the second paragraph of the body.
fn one_more(copy: String) -> String {
    let body = copy.rfind("---\n").expect("front matter") + 4;
    let second = body + copy[body..].trim_end().find("\n\n").expect("paragraphs") + 2;
    let first = copy[second..].chars().next().expect("a character").len_utf8();
    format!("{}新{}", &copy[..second + first], &copy[second + first..])
}

#[test]
fn one_character_more_is_one_change_and_the_rest_is_set_again() {
    let desk = Desk::new();
    let old = proofed(&desk, "old");
    edit(&desk, "lead", one_more);
    let found = diff(&old, &proofed(&desk, "new"));
    assert_eq!(
        (count(&found, "changes"), count(&found, "characters"), count(&found, "edited")),
        (1, 1, 1),
        "{found:#}"
    );
    assert_eq!((&found["changes"][0]["new"], &found["changes"][0]["story"]), (&"新".into(), &"lead".into()));
    let place = found["changes"][0]["place"].as_str().expect("a place");
    assert!(place.starts_with("stories/lead.md:"), "{place}");
    let fates: Vec<&str> =
        found["lines"].as_array().expect("lines").iter().filter_map(|line| line["fate"].as_str()).collect();
    assert!(fates.iter().all(|fate| ["edited", "reset", "moved"].contains(fate)), "{fates:?}");
    assert!(found["lines"].as_array().expect("lines").iter().all(|line| line["story"] == "lead"), "{found:#}");
    let summary = found["summary"]["zh"].as_str().expect("a summary");
    assert!(summary.starts_with("改 1 处 1 字，影响 1 行"), "{summary}");
}

#[test]
fn two_stories_exchanged_are_only_moved() {
    let desk = Desk::new();
    // Both fit both places: only where they stand differs.
    let layout = String::from_utf8(desk.read("layouts/page.yaml")).expect("text");
    desk.write(
        "layouts/page.yaml",
        layout.replace("columns: 1-5, rows: 1-19", "columns: 4-5, rows: 22-40").replace("style: third", "style: small"),
    );
    let short = String::from_utf8(desk.read("day/stories/second.md")).expect("text");
    desk.write("day/stories/lead.md", short.replace("夜路亮灯 居民安心", "水管换新 街坊安心"));
    let old = proofed(&desk, "old");
    desk.swap("day/edition.yaml", "lead: lead\n      second: second", "lead: second\n      second: lead");
    let found = diff(&old, &proofed(&desk, "new"));
    assert_eq!((count(&found, "changes"), count(&found, "edited"), count(&found, "reset")), (0, 0, 0), "{found:#}");
    assert!(count(&found, "moved") > 10);
    assert!(found["summary"]["zh"].as_str().expect("a summary").starts_with("移 "), "{found:#}");
}

#[test]
fn another_crop_is_the_picture_and_lines_set_again() {
    let desk = Desk::with_picture("photo.jpg");
    let jpeg = fs::read(root().join("editions/2026-11-23/pictures/deep-sky.jpg")).expect("a picture");
    desk.write("day/photo.jpg", &jpeg);
    let old = proofed(&desk, "old");
    desk.swap("layouts/page.yaml", "rows: 6-15", "rows: 6-14");
    let found = diff(&old, &proofed(&desk, "new"));
    assert_eq!((count(&found, "changes"), count(&found, "edited")), (0, 0), "{found:#}");
    let boxes = found["boxes"].as_array().expect("boxes");
    assert!(boxes.iter().any(|one| one["kind"] == "picture" && one["fate"] == "resized"), "{boxes:#?}");
    // Another picture under the same name.
    let at_rest = proofed(&desk, "rest");
    let mut other = jpeg.clone();
    let end = other.len();
    other.splice(end..end, *b"....");
    desk.write("day/photo.jpg", other);
    let found = diff(&at_rest, &proofed(&desk, "other"));
    assert!(found["summary"]["zh"].as_str().expect("a summary").contains("图 1 换"), "{found:#}");
}

#[test]
fn the_same_again_and_another_name_are_no_difference() {
    let desk = Desk::new();
    let old = proofed(&desk, "old");
    let again = proofed(&desk, "again");
    assert_eq!(
        fs::read(format!("{old}/layout.json")).expect("a record"),
        fs::read(format!("{again}/layout.json")).expect("a record")
    );
    let found = diff(&old, &again);
    assert_eq!(found["summary"]["zh"], "没有改动");
    let story = desk.read("day/stories/second.md");
    desk.write("day/stories/lamps.md", story);
    fs::remove_file(desk.path("day/stories/second.md")).expect("a story");
    desk.swap("day/edition.yaml", "second: second", "second: lamps");
    let found = diff(&old, &proofed(&desk, "new"));
    assert_eq!((count(&found, "changes"), found["lines"].as_array().map(Vec::len)), (0, Some(0)), "{found:#}");
    assert_eq!(found["renamed"][0]["new"], "lamps");
}

#[test]
fn corrections_that_were_asked_for_are_ticked_off() {
    let desk = Desk::new();
    let old = proofed(&desk, "old");
    edit(&desk, "second", |copy| copy.replace("夜路亮灯", "夜路点灯"));
    edit(&desk, "lead", one_more);
    let new = proofed(&desk, "new");
    desk.write("asked.yaml", "- {story: second, from: 夜路亮灯, to: 夜路点灯}\n- {from: 三十七户, to: 三十八户}\n");
    let data = root();
    let (data, asked) = (data.to_str().expect("a path").to_owned(), desk.path("asked.yaml").display().to_string());
    let run = paiban(&["--data", &data, "diff", &old, &new, "--expect", &asked, "--format", "json"]).ends(1);
    let ticked = run.json()["expected"].clone();
    assert_eq!(ticked["made"][0]["to"], "夜路点灯");
    assert_eq!(ticked["missing"][0]["to"], "三十八户");
    assert_eq!(ticked["unasked"].as_array().map(Vec::len), Some(1), "{ticked}");
    let text = paiban(&["--data", &data, "diff", &old, &new, "--expect", &asked]);
    assert!(text.out.contains("not made") && text.out.contains("nobody asked"), "{}", text.out);
    desk.write("asked.yaml", "- {from: 夜路亮灯, too: 夜路点灯}\n- {from: 一, to: 一}\n");
    let wrong = paiban(&["--data", &data, "diff", &old, &new, "--expect", &asked]).ends(1);
    assert!(
        wrong.err.contains("asked.yaml:1:") && wrong.err.contains("`to`") && wrong.err.contains("asked.yaml:2:"),
        "{}",
        wrong.err
    );
}

#[test]
fn the_page_beside_the_page_needs_nothing_else() {
    let desk = Desk::new();
    let old = proofed(&desk, "old");
    edit(&desk, "lead", one_more);
    let new = proofed(&desk, "new");
    let (data, file) = (root(), desk.path("diff.html"));
    let run = paiban(&[
        "--data",
        data.to_str().expect("a path"),
        "diff",
        &old,
        &new,
        "--format",
        "html",
        "-o",
        &file.display().to_string(),
    ])
    .ends(0);
    assert!(run.out.contains("1 changes of 1 characters"), "{}", run.out);
    let html = fs::read_to_string(&file).expect("the file");
    assert!(html.matches("<svg").count() == 2 && html.contains("class=\"edited\"") && html.contains("改 1 处 1 字"));
    assert!(!html.contains("http://") && !html.contains("https://") && !html.contains("src="), "nothing from outside");
}

#[test]
fn what_is_no_record_is_refused() {
    let desk = Desk::new();
    let data = root();
    let data = data.to_str().expect("a path");
    let good = proofed(&desk, "good");
    for (name, text) in [("torn", "{\"form\": 1, \"paper\": "), ("other", "{\"form\": 99}"), ("array", "[1, 2]")] {
        desk.write(&format!("{name}/layout.json"), text);
        let bad = desk.path(name).display().to_string();
        let run = paiban(&["--data", data, "diff", &good, &bad]).ends(1);
        assert!(run.err.contains("layout.json") && run.err.contains("paiban proof"), "{}", run.err);
    }
    paiban(&["--data", data, "diff", &good, "nowhere"]).ends(1);
    paiban(&["--data", data, "diff", &good]).ends(2);
}

/// Edition directories are set when they are compared.
#[test]
fn editions_are_compared_as_they_are() {
    let desk = Desk::new();
    let copy = desk.path("copy");
    copy_tree(&desk.path("day"), &copy.join("day"));
    for name in ["paper.yaml", "layouts/page.yaml"] {
        let target = copy.join(name);
        fs::create_dir_all(target.parent().expect("a parent")).expect("scratch");
        fs::write(target, desk.read(name)).expect("scratch");
    }
    edit(&desk, "lead", one_more);
    let found = diff(&copy.join("day").display().to_string(), &desk.day());
    assert_eq!(count(&found, "characters"), 1);
}
