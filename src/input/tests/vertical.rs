//! Vertical copy and heads: where their keys belong.

use super::check;
use crate::model::{Content, Direction, Side};

const FRONT: &str = "layouts/front.yaml";
const EDITION: &str = "day/edition.yaml";
const HEAD: &str = "head: {style: lead, rows: 4}";

#[test]
fn a_head_runs_as_its_area_does() {
    let head = |edits: &[(&str, &str, &str)]| {
        let (_, found) = super::load_edited(edits);
        assert_eq!(found.diagnostics, []);
        let areas = found.value.map(|loaded| loaded.edition.pages[0].areas.clone()).unwrap_or_default();
        let story = areas.into_iter().find_map(|area| match area.content {
            Content::Story(story) => Some(story),
            _ => None,
        });
        let story = story.expect("an area of copy");
        (story.direction, story.head.direction, story.head.side)
    };
    let area = (FRONT, "kind: story", "kind: story\n    direction: vertical");
    let (level, down, right) = (Direction::Horizontal, Direction::Vertical, Side::Right);
    assert_eq!(head(&[]), (level, level, right));
    assert_eq!(head(&[area]), (down, down, right));
    assert_eq!(head(&[area, (FRONT, HEAD, "head: {style: lead, direction: horizontal}")]), (down, level, right));
    let beside = "head: {style: lead, direction: vertical, side: left, width: 5字}";
    assert_eq!(head(&[(FRONT, HEAD, beside)]), (level, down, Side::Left));
}

#[test]
fn keys_of_vertical_heads_are_checked() {
    for (new, expected) in [
        (
            "head: {style: lead, direction: vertical, columns: 1, width: 5字}",
            "front.yaml:11:65 <5字> bad-value: write `columns` or `width`, not both | its columns give the head's place and its width",
        ),
        (
            "head: {style: lead, direction: vertical, columns: 1-4}",
            "front.yaml:11:55 <1-4> out-of-range: the vertical head leaves no room for the copy | give it fewer columns or less width, or `rows`",
        ),
        (
            "head: {style: lead, direction: vertical, width: 52字}",
            "front.yaml:11:53 <52字> out-of-range: the vertical head leaves no room for the copy | give it fewer columns or less width, or `rows`",
        ),
        (
            "head: {style: lead, direction: down}",
            "front.yaml:11:36 <down> bad-value: `down` is none of the values | allowed: horizontal vertical",
        ),
    ] {
        check(&[(FRONT, HEAD, new)], &[expected]);
    }
}

#[test]
fn vertical_areas_are_checked() {
    let vertical = |rest: &'static str| (FRONT, "kind: story\n", rest);
    check(
        &[vertical("kind: story\n    direction: vertical\n    text_columns: 12\n")],
        &["front.yaml:11:19 <12> out-of-range: 12 decks of 3 字 are too low | a deck has at least 4 字: use fewer"],
    );
    check(
        &[vertical("kind: story\n    direction: vertical\n"), (FRONT, HEAD, "head: {style: lead, columns: 1-2}")],
        &[
            "front.yaml:12:34 <1-2> bad-value: the head of vertical copy does not count in columns | write a width such as `width: 6字`",
        ],
    );
    check(
        &[
            vertical("kind: story\n    direction: vertical\n"),
            (FRONT, "at: {columns: 1-4, rows: 4-30}", "at: [{columns: 1-4, rows: 4-30}, {columns: 1-2, rows: 31-39}]"),
        ],
        &[
            "front.yaml:11:38 <{columns: 1-2, rows: 31-39}> bad-value: an area of vertical copy is one rectangle | leave one of them, or part it into decks with `text_columns`",
        ],
    );
    check(
        &[
            (EDITION, "lead: first", "lead: [first, next]"),
            (FRONT, HEAD, "head: {style: lead, direction: vertical}"),
            ("day/stories/next.md", "", "---\nheadline: 晚\n---\n晚到。"),
        ],
        &[
            "front.yaml:11:36 <vertical> bad-value: the heads of several stories run as their copy does | delete this, or write `direction` for the area",
        ],
    );
}
