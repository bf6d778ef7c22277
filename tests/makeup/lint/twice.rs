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

/// Two stories with a picture each, from these files.
fn pictures(one: &[u8], other: &[u8]) -> Desk {
    let desk = Desk::with_picture("pictures/a.png");
    desk.swap(
        "layouts/page.yaml",
        "at: {columns: 1-2, rows: 22-40}\n    head: {style: small, rows: 5}",
        "at: {columns: 1-2, rows: 22-60}\n    head: {style: small, rows: 5}\n    pictures: [{id: b, columns: 1-2, rows: 30-45}]",
    );
    desk.swap(
        "day/stories/second.md",
        "\n---\n",
        "\npictures:\n  - {id: b, file: pictures/b.png, caption: 渡口。}\n---\n",
    );
    desk.write("day/pictures/a.png", one);
    desk.write("day/pictures/b.png", other);
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
