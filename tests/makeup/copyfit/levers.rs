//! What levers do, which are pulled, and that the choice is the cheapest.

use paiban::engine::compose::try_area;
use paiban::engine::fit::{Change, Misfit, search};
use paiban::model::{LeverKind, Levers};

use super::desk::{Desk, misfit, story};

const FRONT: &str = "headline: 渡口新事 一桥飞架\ndeck: 老街书屋夜里亮灯\nbyline: 本报讯 记者 林晓 报道\npictures:\n  - {id: ferry, caption: 傍晚的渡船。, credit: 方岸 摄}\n";

fn area(rows: u16, more: &str) -> String {
    format!(
        "at: {{columns: 1-3, rows: 1-{rows}}}\nhead: {{style: third}}\npictures: [{{id: ferry, columns: 2-3, rows: 10-19}}]\n{more}"
    )
}

fn with_candidates(paragraphs: &[usize]) -> String {
    let text = story(FRONT, paragraphs);
    let (front, body) = text.rsplit_once("---\n").expect("a front matter");
    let mut blocks: Vec<String> = body.trim().split("\n\n").map(str::to_string).collect();
    for (at, head) in [(4, "##? 老街添了书屋"), (2, "##? 渡船照旧")] {
        if blocks.len() > at {
            blocks.insert(at, head.to_string());
        }
    }
    format!("{front}---\n{}\n", blocks.join("\n\n"))
}

const LENGTHS: &[usize] = &[95, 131, 64, 78, 122, 57, 88];

#[test]
fn cross_heads_offered_by_the_copy_are_set_only_when_asked_for() {
    let none = Desk::new(&area(40, ""), &with_candidates(LENGTHS)).record();
    let two = Desk::new(&area(40, "crossheads: 2"), &with_candidates(LENGTHS)).record();
    assert_eq!(two.stories[0].rows, none.stories[0].rows + 4, "two rows each");
    assert_eq!(two.stories[0].lines, none.stories[0].lines);
    let high = Desk::new(&area(40, "crossheads: 2\ncrosshead_rows: 3"), &with_candidates(LENGTHS)).record();
    assert_eq!(high.stories[0].rows, none.stories[0].rows + 6, "half a row more on both sides");
}

#[test]
fn keys_of_copy_fit_do_what_they_say() {
    let text = with_candidates(LENGTHS).replace("老街书屋夜里亮灯\n", "老街书屋夜里亮灯\ncuttable: [7]\n");
    let plain = Desk::new(&area(40, ""), &text).record();
    let of = |more: &str| Desk::new(&area(40, more), &text).record();
    assert_eq!(of("space: [3]").room, plain.room);
    let cut = of("cut: [7]");
    assert!(cut.stories[0].characters + 80 < plain.stories[0].characters && cut.stories[0].overset.is_none());
    let apart = of("byline: own-line").stories[0].lines;
    assert!(apart == plain.stories[0].lines || apart == plain.stories[0].lines + 1, "{apart}");
    let omit = Desk::new(&area(40, "").replace("{style: third}", "{style: third, omit: [deck]}"), &text);
    assert!(omit.record().room > plain.room);
    assert!(omit.diagnostics.iter().all(|finding| finding.code.as_str() != "head-part-unset"));
    let small = Desk::new(&area(40, "").replace("{style: third}", "{style: third, size: 2}"), &text).record();
    assert!(small.stories[0].headline_size < plain.stories[0].headline_size);
}

#[test]
fn what_cannot_be_is_told() {
    let codes = |more: &str| Desk::codes(&area(40, more), &with_candidates(LENGTHS));
    assert!(codes("cut: [2]").contains(&"bad-value"));
    assert!(codes("fit: {allow: [body]}").contains(&"bad-value"));
    assert!(codes("crossheads: 3").contains(&"out-of-range"));
    assert!(codes("space: [40]").contains(&"out-of-range"));
    let crop = area(40, "").replace("rows: 10-19}", "rows: 10-19, crop: 12-14}");
    assert!(Desk::codes(&crop, &with_candidates(LENGTHS)).contains(&"out-of-range"));
}

/// The cheapest exact fit, found by composing every state.
#[test]
fn the_search_finds_what_brute_force_finds() {
    let kinds: Levers =
        [LeverKind::Crop, LeverKind::Crossheads, LeverKind::Deck, LeverKind::Byline].into_iter().collect();
    let (mut compared, mut exact) = (0, 0);
    for rows in [29, 31, 32, 33, 35] {
        let desk = Desk::new(&area(rows, "crossheads: 0"), &with_candidates(LENGTHS));
        let (edition, fonts) = (&desk.loaded.edition, &desk.loaded.fonts);
        let plan = &edition.pages[0];
        let found = search(edition, plan, &plan.areas[0], fonts, kinds).expect("copy");
        if found.before.is_exact() {
            continue;
        }
        compared += 1;
        let crop = |to: u16| Change::Crop { slot: 0, id: "ferry".into(), from: (10, 19), to: (10, to) };
        let crops: Vec<Option<Change>> =
            std::iter::once(None).chain((17..=21).filter(|to| *to != 19).map(|to| Some(crop(to)))).collect();
        let heads = [None, Some(1), Some(2)].map(|to| to.map(|to| Change::Crossheads { from: 0, to }));
        let mut best: Option<(Misfit, u32)> = None;
        for crop in &crops {
            for head in &heads {
                for deck in [None, Some(Change::Omit(paiban::model::OmittedPart::Deck))] {
                    for byline in [None, Some(Change::Byline)] {
                        let changes: Vec<&Change> = [crop, head, &deck, &byline].into_iter().flatten().collect();
                        if changes.len() > 3 {
                            continue;
                        }
                        let mut area = plan.areas[0].clone();
                        changes.iter().for_each(|change| change.apply(&mut area));
                        let record = try_area(edition, plan, &area, fonts, false).record.expect("copy");
                        let characters = desk.record().stories[0].characters;
                        let cost =
                            changes.iter().map(|change| change.price(characters)).sum::<u32>() + record.strain * 2;
                        let state = (misfit(&record), cost);
                        if best.is_none_or(|best| state < best) {
                            best = Some(state);
                        }
                    }
                }
            }
        }
        let best = best.expect("states");
        if best.0.is_exact() {
            exact += 1;
            assert_eq!((found.after, found.cost), best, "{rows} rows");
        } else {
            assert!(!found.after.is_exact(), "{rows} rows");
        }
    }
    assert!(compared >= 3 && exact >= 2, "{compared} compared, {exact} exact");
}

/// Composing the area with the levers gives what the choice claims; the same input the same choice.
#[test]
fn a_choice_keeps_its_word() {
    for rows in 26..36 {
        let desk = Desk::new(
            &area(rows, "fit: {allow: [crop, head, deck, crossheads, caption, space]}"),
            &with_candidates(LENGTHS),
        );
        let first = desk.fit();
        assert_eq!(first, desk.fit());
        let Some(choice) = first.pulled.clone() else { continue };
        let (record, notes) = desk.settled();
        assert_eq!(misfit(&record), choice.after, "{rows}");
        assert_eq!(notes.len(), 1);
        assert!(notes[0].message.zh.contains('→'), "{}", notes[0].message.zh);
    }
}

#[test]
fn nothing_is_pulled_that_is_not_allowed() {
    for (keys, pulled) in [("", false), ("fit: {allow: [crop]}", true), ("fit: {allow: [crop], forbid: [crop]}", false)]
    {
        let desk = Desk::new(&area(33, keys), &with_candidates(LENGTHS));
        let before = desk.record();
        let kinds: Vec<LeverKind> = desk.fit().levers().map(|lever| lever.change.kind()).collect();
        assert!(!keys.contains("forbid") || !kinds.contains(&LeverKind::Crop), "{kinds:?}");
        let (after, notes) = desk.settled();
        if !pulled {
            assert_eq!((after, notes.len()), (before, 0), "{keys}");
        }
    }
}

#[test]
fn a_picture_is_cropped_within_its_range_and_keeps_its_edge() {
    let desk = Desk::new(&area(33, "").replace("rows: 10-19}", "rows: 24-33, crop: 9-12}"), &with_candidates(LENGTHS));
    let fit = desk.fit();
    for lever in fit.levers() {
        if let Change::Crop { to, .. } = &lever.change {
            assert!(to.1 == 33 && (9..=12).contains(&(to.1 + 1 - to.0)), "{to:?}");
        }
    }
}
