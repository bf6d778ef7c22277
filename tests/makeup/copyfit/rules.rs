//! Which levers a page, an area and a story let be pulled, and areas of several stories.

use std::sync::OnceLock;

use paiban::engine::compose::try_area;
use paiban::engine::fit::{AreaFit, Change, fit};
use paiban::input::Loaded;
use paiban::model::{Content, LeverKind, OmittedPart};

use super::desk::{Desk, loaded, story};

const FRONT: &str = "headline: 渡口新事 一桥飞架\npictures:\n  - {id: ferry, caption: 傍晚的渡船。}\n";
const LENGTHS: &[usize] = &[95, 131, 64, 78, 122, 57, 88];

/// An area that a crop helps; `page`, `area` and `front` are keys of the page, the area and the story.
fn with(page: &str, area: &str, front: &str) -> Loaded {
    static ROWS: OnceLock<u16> = OnceLock::new();
    let helped = |rows: &u16| kinds(&of_height(*rows, "fit: {allow: [crop]}\n", "", "")).0 == [LeverKind::Crop];
    let rows = *ROWS.get_or_init(|| (22..40).find(helped).expect("a crop helps at some height"));
    of_height(rows, page, area, front)
}

fn of_height(rows: u16, page: &str, area: &str, front: &str) -> Loaded {
    let areas = format!(
        "  one:\n    kind: story\n    at: {{columns: 1-3, rows: 1-{rows}}}\n    head: {{style: third}}\n    \
         pictures: [{{id: ferry, columns: 2-3, rows: 10-19}}]\n{area}{page}"
    );
    let copy = story(&format!("{FRONT}{front}"), LENGTHS);
    let (made, diagnostics) = loaded(&areas, "one: one", &[("one", copy)]);
    made.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

fn report(made: &Loaded) -> AreaFit {
    fit(&made.edition, &made.fonts, |_| true).remove(0).1.remove(0)
}

/// What is pulled unasked, and what is only proposed.
fn kinds(made: &Loaded) -> (Vec<LeverKind>, Vec<LeverKind>) {
    let report = report(made);
    let of = |choice: &Option<paiban::engine::fit::Choice>| {
        choice.iter().flat_map(|choice| &choice.levers).map(|lever| lever.change.kind()).collect()
    };
    (of(&report.pulled), of(&report.proposed))
}

#[test]
fn a_page_allows_for_all_its_areas_and_an_area_for_itself() {
    assert!(!report(&with("", "", "")).misfit.is_exact());
    assert!(kinds(&with("", "", "")).0.is_empty());
    assert_eq!(kinds(&with("fit: {allow: [crop]}\n", "", "")).0, [LeverKind::Crop]);
    let forbidden = kinds(&with("fit: {allow: [crop]}\n", "    fit: {forbid: [crop]}\n", ""));
    assert!(forbidden.0.is_empty() && !forbidden.1.contains(&LeverKind::Crop), "{forbidden:?}");
    let allowed = kinds(&with("fit: {forbid: [crop]}\n", "    fit: {allow: [crop]}\n", ""));
    assert_eq!(allowed.0, [LeverKind::Crop], "the area's own word stands");
    let other = kinds(&with("fit: {allow: [crop]}\n", "    fit: {allow: [head]}\n", ""));
    assert!(!other.0.contains(&LeverKind::Crop), "a list of the area stands for that of the page");
}

#[test]
fn a_story_adds_to_what_its_area_says() {
    assert_eq!(kinds(&with("", "", "fit: {allow: [crop]}\n")).0, [LeverKind::Crop]);
    let forbidden = kinds(&with("fit: {allow: [crop]}\n", "", "fit: {forbid: [crop]}\n"));
    assert!(forbidden.0.is_empty() && !forbidden.1.contains(&LeverKind::Crop), "{forbidden:?}");
    let both = kinds(&with("", "    fit: {forbid: [crop]}\n", "fit: {allow: [crop]}\n"));
    assert!(both.0.is_empty() && !both.1.contains(&LeverKind::Crop), "forbid goes before allow: {both:?}");
}

#[test]
fn the_summary_is_left_out_like_the_deck() {
    let text = story("headline: 渡口新事\nsummary: [老街书屋夜里亮灯，孩子们放学就来。]\n", LENGTHS);
    let area = |rows: u16, omit: &str| format!("at: {{columns: 1-3, rows: 1-{rows}}}\nhead: {{style: signed{omit}}}\n");
    let (with, without) = (Desk::new(&area(40, ""), &text), Desk::new(&area(40, ", omit: [summary]"), &text));
    assert!(without.record().room > with.record().room);
    assert!(without.diagnostics.iter().all(|finding| finding.code.as_str() != "head-part-unset"));
    let pulled = (20..40).any(|rows| {
        let keys = format!("{}fit: {{allow: [deck], forbid: [lines]}}", area(rows, ""));
        let fit = Desk::new(&keys, &text).fit();
        let found = fit.levers().any(|lever| lever.change == Change::Omit(OmittedPart::Summary));
        found && fit.pulled.is_some()
    });
    assert!(pulled, "at some height the summary makes way");
}

/// Several stories in one area have the levers of its pictures, and each its own line in the report.
#[test]
fn an_area_of_several_stories_has_the_levers_of_its_pictures() {
    let areas = |rows: u16, more: &str| {
        format!(
            "  one:\n    kind: story\n    at: {{columns: 1-3, rows: 1-{rows}}}\n    head: {{style: brief}}\n    \
             pictures: [{{id: ferry, columns: 1, rows: 4-11}}]\n{more}"
        )
    };
    let stories = [
        ("one", story("headline: 渡口新事\npictures:\n  - {id: ferry, caption: 渡船。}\n", &[95, 131, 64])),
        ("two", story("headline: 老街书屋\n", &[78, 122, 57])),
    ];
    let make = |rows: u16, more: &str| loaded(&areas(rows, more), "one: [one, two]", &stories);
    let mut cropped = 0;
    for rows in 12..26 {
        let made = make(rows, "    fit: {allow: [crop, head, deck, space, cut], forbid: [lines]}\n").0.expect("a page");
        let report = report(&made);
        assert_eq!(report.stories.len(), 2);
        assert!(report.stories[0].over_lines >= 0, "the room that is left is the last one's");
        for lever in report.levers() {
            assert_eq!(lever.change.kind(), LeverKind::Crop);
        }
        let Some(choice) = report.pulled else { continue };
        cropped += 1;
        let plan = &made.edition.pages[0];
        let record = try_area(&made.edition, plan, &choice.made(&plan.areas[0]), &made.fonts, false).record;
        assert_eq!(paiban::engine::fit::Misfit::of(&record.expect("copy")), choice.after);
    }
    assert!(cropped > 0);
    let refused = make(20, "    space: [2]\n").1;
    assert!(refused.iter().any(|finding| finding.code.as_str() == "bad-value"), "{refused:#?}");
}

#[test]
fn forbidden_everywhere_is_forbidden_in_the_area() {
    let made = with("fit: {forbid: [lines]}\n", "", "fit: {forbid: [deck]}\n");
    let Content::Story(content) = &made.edition.pages[0].areas[0].content else { panic!("copy") };
    assert!(content.fit.forbid.has(LeverKind::Lines) && content.fit.forbid.has(LeverKind::Deck));
}
