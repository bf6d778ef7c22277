//! The parts of a story, checked both ways.

use paiban::base::diag::Diagnostic;

use super::kit::{Made, area, make, make_pages, story};

fn lead() -> String {
    area("lead", "1-2", "1-20", "    head: {style: third}\n")
}

fn rest(rows: &str) -> String {
    area("rest", "1-3", rows, "    head: {style: small}\n")
}

#[track_caller]
fn finding<'a>(made: &'a Made, code: &str) -> &'a Diagnostic {
    let found = made.diagnostics.iter().find(|finding| finding.code.as_str() == code);
    found.unwrap_or_else(|| panic!("no {code}: {:#?}", made.diagnostics))
}

#[test]
fn a_continuation_needs_a_start() {
    let (one, two) = (lead(), rest("1-30"));
    let stories = [("s", &*story(9, 6)), ("other", "---\nheadline: 别的\n---\n别的稿件。\n")];
    let pages = [(1, &*one, "lead: other"), (3, &*two, "rest: {continues: s}")];
    let made = make(&pages, &stories);
    assert_eq!(finding(&made, "jump-broken").page, Some(3));
    assert_eq!(made.broken, [3]);
    let held = make_pages(&pages, &stories, "hold: [s]\n", |_| true);
    assert!(finding(&held, "jump-broken").notes.iter().any(|note| note.message.en == "it is held"));
    let strange = make(&[(1, &one, "lead: s"), (3, &two, "rest: {continues: t}")], &stories[..1]);
    assert!(strange.codes().contains(&"unknown-name"), "{:?}", strange.codes());
}

#[test]
fn a_start_without_a_continuation_is_overset() {
    let made = make(&[(1, &lead(), "lead: s")], &[("s", &story(9, 6))]);
    let found = finding(&made, "story-overset");
    assert!(found.hint.as_ref().expect("a hint").en.contains("continues"), "{found:?}");
}

#[test]
fn pages_are_in_order() {
    let made = make(&[(2, &lead(), "lead: s"), (1, &rest("1-30"), "rest: {continues: s}")], &[("s", &story(9, 6))]);
    assert_eq!(finding(&made, "jump-order").page, Some(1));
    assert_eq!(made.broken, [1]);
}

#[test]
fn a_page_has_one_part_of_a_story() {
    let two = rest("1-30") + &area("more", "4-5", "1-30", "");
    let pages = [(1, &*lead(), "lead: s"), (3, &*two, "rest: {continues: s}, more: {continues: s}")];
    let made = make(&pages, &[("s", &story(9, 6))]);
    assert_eq!(finding(&made, "jump-twice").page, Some(3));
    let here = lead() + &rest("30-50");
    let stories = [("s", &*story(9, 6)), ("t", "---\nheadline: 别的\n---\n别的稿件。\n")];
    let made = make(&[(1, &here, "lead: s, rest: {continues: s}"), (2, &lead(), "lead: t")], &stories);
    assert_eq!(finding(&made, "jump-twice").page, Some(1));
}

#[test]
fn a_story_that_shares_its_area_stays_in_it() {
    let stories = [("s", &*story(9, 6)), ("t", "---\nheadline: 别的\n---\n别的稿件。\n")];
    let made = make(&[(1, &lead(), "lead: [t, s]"), (3, &rest("1-30"), "rest: {continues: s}")], &stories);
    assert_eq!(finding(&made, "jump-broken").page, Some(3));
}

#[test]
fn only_areas_of_copy_hold_a_part() {
    let box_ = "  rest:\n    kind: ad\n    at: {columns: 1-3, rows: 1-10}\n";
    let made = make(&[(1, &lead(), "lead: s"), (2, box_, "rest: {continues: s}")], &[("s", &story(9, 6))]);
    assert!(made.codes().contains(&"bad-value"), "{:?}", made.codes());
    let picture = "  rest:\n    kind: picture\n    at: {columns: 1-3, rows: 1-10}\n";
    let made = make(&[(1, &lead(), "lead: s"), (2, picture, "rest: {continues: s}")], &[("s", &story(9, 6))]);
    assert!(made.codes().contains(&"jump-broken"), "{:?}", made.codes());
}

#[test]
fn a_story_that_ends_before_its_continuation_is_told() {
    let made = make(&[(1, &lead(), "lead: s"), (2, &rest("1-30"), "rest: {continues: s}")], &[("s", &story(2, 3))]);
    assert_eq!(finding(&made, "jump-idle").page, Some(2));
    assert!(!made.text(1).contains("下转") && !made.text(2).contains("上接"));
}

#[test]
fn what_the_last_part_has_no_room_for_is_overset() {
    let made = make(&[(1, &lead(), "lead: s"), (2, &rest("1-10"), "rest: {continues: s}")], &[("s", &story(12, 6))]);
    assert_eq!(finding(&made, "story-overset").page, Some(2));
    assert!(made.area(1, "lead").stories[0].overset.is_none());
    let over = made.area(2, "rest").stories[0].overset.as_ref().expect("some");
    assert!(over.text.ends_with("桥上的人越来越多。") || over.text.ends_with('。'), "{}", over.text);
}

#[test]
fn the_head_of_a_continuation_has_a_word_of_the_headline() {
    let strange = story(9, 6).replacen("---\n", "---\njump_head: 旧书桥边\n", 1);
    let pages = [(1, &*lead(), "lead: s"), (2, &*rest("1-40"), "rest: {continues: s}")];
    assert!(make(&pages, &[("s", &strange)]).codes().contains(&"jump-head-differs"));
    let near = story(9, 6).replacen("---\n", "---\njump_head: 老城的绿道\n", 1);
    assert!(!make(&pages, &[("s", &near)]).codes().contains(&"jump-head-differs"));
}

#[test]
fn a_page_that_cannot_be_made_takes_what_goes_on_from_it_along() {
    let broken = "  lead:\n    kind: story\n    at: {columns: 1-9, rows: 1-20}\n";
    let stories = [("s", &*story(9, 6))];
    let made = make(
        &[(1, broken, "lead: s"), (2, &rest("1-40"), "rest: {continues: s}"), (3, &lead(), "lead: t")],
        &[stories[0], ("t", "---\nheadline: 别的\n---\n别的稿件。\n")],
    );
    assert_eq!(made.broken, [1, 2]);
    assert_eq!(finding(&made, "jump-broken").page, Some(2));
    // Where its continuation cannot be made, the first part stands, and names the page.
    let made = make(&[(1, &lead(), "lead: s"), (2, &broken.replace("lead", "rest"), "rest: {continues: s}")], &stories);
    assert_eq!(made.broken, [2]);
    assert!(made.text(1).contains("下转第2版▶"));
}

#[test]
fn pictures_are_counted_over_all_parts() {
    let with = |name: &str, more: &str| area(name, "1-3", "1-30", &format!("    head: {{style: small}}\n{more}"));
    let picture = |id: &str, rows: &str| format!("    pictures: [{{id: {id}, columns: 2-3, rows: {rows}}}]\n");
    let story = story(12, 6).replacen("---\n", "---\npictures: [{id: a, caption: 甲}, {id: b, caption: 乙}]\n", 1);
    let stories = [("s", &*story)];
    let codes = |one: &str, two: &str| {
        let (one, two) = (with("lead", one), with("rest", two));
        make(&[(1, &one, "lead: s"), (2, &two, "rest: {continues: s}")], &stories).codes()
    };
    assert!(!codes(&picture("a", "12-20"), &picture("b", "12-20")).contains(&"picture-unplaced"));
    assert!(codes(&picture("a", "12-20"), "").contains(&"picture-unplaced"));
    assert!(codes(&picture("a", "12-20"), &picture("a", "12-20")).contains(&"duplicate-name"));
}
