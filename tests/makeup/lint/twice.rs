//! The same story or picture twice in an edition.

use super::super::common::Desk;
use super::super::common::words::paragraphs;

fn with_bodies(one: &str, other: &str) -> Desk {
    let desk = Desk::new();
    desk.write("day/stories/lead.md", format!("---\nheadline: 水管换新 三十七户过暖冬\n---\n{one}\n"));
    desk.write("day/stories/second.md", format!("---\nheadline: 夜路亮灯 居民安心\n---\n{other}\n"));
    desk
}

#[test]
fn story_twice() {
    let long = paragraphs(7, 60 * 14, 6);
    let all = long.join("\n\n");
    // A third of the shorter one is its own, or two thirds.
    let own = paragraphs(11, 20 * 14, 3);
    let mostly = [&long[..2], &own[..1]].concat().join("\n\n");
    let hardly = [&long[..1], &own[..2], &own[2..]].concat().join("\n\n");
    let told = |desk: &Desk| desk.check(&[]).err.contains("story-twice");
    let fault = with_bodies(&all, &mostly);
    assert!(told(&fault));
    assert!(!told(&with_bodies(&all, &hardly)));
    fault.swap("paper.yaml", "hole: off", "story-twice: off");
    assert!(!told(&fault));
    fault.swap("paper.yaml", "story-twice: off", "story-twice: 0.99");
    assert!(!told(&fault));
    let fault = with_bodies(&all, &mostly);
    fault.swap("layouts/page.yaml", "areas:", "allow: {story-twice: 更正重登}\nareas:");
    assert!(!told(&fault) && fault.check(&["--verbose"]).err.contains("更正重登"));
}

/// A story that goes on on page 2 is one story; another that says the same is told of once.
#[test]
fn story_twice_over_a_jump() {
    let desk = |other: &str| {
        let desk = Desk::new();
        let page =
            "  - page: 2\n    section: 综合\n    layout: page\n    place: {lead: {continues: lead}, second: other}\n";
        let edition = String::from_utf8(desk.read("day/edition.yaml")).expect("text");
        desk.write("day/edition.yaml", edition + page);
        let body = paragraphs(1, 110 * 14, 8).join("\n\n");
        desk.write("day/stories/lead.md", format!("---\nheadline: 水管换新 三十七户过暖冬\n---\n{body}\n"));
        desk.write("day/stories/other.md", format!("---\nheadline: 旧管退役\n---\n{other}\n"));
        desk
    };
    let told = |desk: &Desk| desk.check(&["--format", "json"]).json();
    let count = |desk: &Desk| {
        let report = told(desk);
        let findings = report["findings"].as_array().cloned().unwrap_or_default();
        findings.into_iter().filter(|one| one["code"] == "story-twice").collect::<Vec<_>>()
    };
    let own = paragraphs(21, 26 * 14, 2).join("\n\n");
    assert_eq!(count(&desk(&own)), Vec::<serde_json::Value>::new());
    // The end of the story stands on page 2 alone.
    let end = paragraphs(1, 110 * 14, 8)[6..].join("\n\n");
    let found = count(&desk(&end));
    assert_eq!((found.len(), found[0]["page"].as_u64()), (1, Some(2)), "{found:?}");
}

/// Two stories with a picture each, from these files.
fn pictures(one: &[u8], other: &[u8]) -> Desk {
    named(("pictures/a.png", one), ("pictures/b.png", other))
}

fn named((one_name, one): (&str, &[u8]), (other_name, other): (&str, &[u8])) -> Desk {
    let desk = Desk::with_picture(one_name);
    desk.swap(
        "layouts/page.yaml",
        "at: {columns: 1-2, rows: 22-40}\n    head: {style: small, rows: 5}",
        "at: {columns: 1-2, rows: 22-60}\n    head: {style: small, rows: 5}\n    pictures: [{id: b, columns: 1-2, rows: 30-45}]",
    );
    desk.swap(
        "day/stories/second.md",
        "\n---\n",
        &format!("\npictures:\n  - {{id: b, file: {other_name}, caption: 渡口。}}\n---\n"),
    );
    desk.write(&format!("day/{one_name}"), one);
    desk.write(&format!("day/{other_name}"), other);
    desk
}

#[test]
fn picture_twice() {
    let art = |name: &str| {
        std::fs::read(super::super::common::root().join("editions/2026-11-23/pictures").join(name)).expect("art")
    };
    let (tea, books) = (art("ad-tea.png"), art("ad-books.png"));
    let told = |desk: &Desk| desk.check(&[]).err.contains("picture-twice");
    let fault = pictures(&tea, &tea);
    assert!(told(&fault), "{}", fault.check(&[]).err);
    assert!(!told(&pictures(&tea, &books)));
    fault.swap("paper.yaml", "hole: off", "picture-twice: off");
    assert!(!told(&fault));
    let fault = pictures(&tea, &tea);
    fault.swap("layouts/page.yaml", "areas:", "allow: {picture-twice: 同图对照}\nareas:");
    assert!(!told(&fault) && fault.check(&["--verbose"]).err.contains("同图对照"));
}

/// The same picture saved once more has other bytes, and its name.
#[test]
fn picture_twice_by_name() {
    let art = |name: &str| {
        std::fs::read(super::super::common::root().join("editions/2026-11-23/pictures").join(name)).expect("art")
    };
    let (tea, books) = (art("ad-tea.png"), art("ad-books.png"));
    let told = |one: &str, other: &str| named((one, &tea), (other, &books)).check(&[]).err.contains("picture-twice");
    assert!(told("pictures/pier-1923.png", "pictures/small/Pier-1923.png"));
    assert!(told("pictures/渡口.png", "pictures/旧/渡口.png"));
    // Names that say nothing, and names that differ.
    assert!(!told("pictures/lead/photo.png", "pictures/second/photo.png"));
    assert!(!told("pictures/lead/2026.png", "pictures/second/2026.png"));
    assert!(!told("pictures/pier-1923.png", "pictures/pier-1924.png"));
}
