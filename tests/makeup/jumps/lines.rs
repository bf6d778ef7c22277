//! The words of jump lines.

use paiban::page::dump::dump;

use super::kit::{Made, area, make, make_pages, story};

fn two(first: u16, second: u16) -> Made {
    let lead = area("lead", "1-2", "1-20", "    head: {style: third}\n");
    let rest = area("rest", "1-3", "1-30", "    head: {style: small}\n");
    make(
        &[(first, &lead, "lead: greenway"), (second, &rest, "rest: {continues: greenway}")],
        &[("greenway", &story(12, 6))],
    )
}

#[test]
fn both_ends_follow_when_pages_are_renumbered() {
    for (first, second) in [(1, 3), (2, 12)] {
        let made = two(first, second);
        assert!(made.lines(first).contains(&format!("下转第{second}版▶")), "{:#?}", made.lines(first));
        assert!(made.lines(second).contains(&format!("上接第{first}版")), "{:#?}", made.lines(second));
    }
}

#[test]
fn a_page_by_itself_is_as_in_the_whole_edition() {
    let lead = area("lead", "1-2", "1-20", "    head: {style: third}\n");
    let rest = area("rest", "1-3", "1-30", "    head: {style: small}\n");
    let pages = [(1, &*lead, "lead: greenway"), (3, &*rest, "rest: {continues: greenway}")];
    let story = story(12, 6);
    let stories = [("greenway", &*story)];
    let whole = make(&pages, &stories);
    for (index, number) in [1, 3].into_iter().enumerate() {
        let alone = make_pages(&pages, &stories, "", |page| page == number);
        assert_eq!(dump(&alone.pages[0].page), dump(&whole.pages[index].page), "page {number}");
        assert_eq!(alone.pages[0].record, whole.pages[index].record, "page {number}");
    }
}

#[test]
fn the_continuation_has_the_first_clause_of_the_headline_or_a_head_of_its_own() {
    let lead = area("lead", "1-2", "1-20", "    head: {style: third}\n");
    let rest = area("rest", "1-3", "1-30", "    head: {style: small}\n");
    let pages = [(1, &*lead, "lead: s"), (2, &*rest, "rest: {continues: s}")];
    let plain = story(12, 6);
    assert_eq!(make(&pages, &[("s", &plain)]).area(2, "rest").stories[0].headline, "一条绿道");
    let own = plain.replacen("---\n", "---\njump_head: 绿道怎么走\n", 1);
    let made = make(&pages, &[("s", &own)]);
    assert_eq!(made.area(2, "rest").stories[0].headline, "绿道怎么走");
    assert_eq!(made.area(1, "lead").stories[0].headline, "一条绿道串起半座老城");
    assert_eq!(made.codes(), Vec::<&str>::new());
}

#[test]
fn two_jumps_on_a_page_are_told_apart_by_their_words() {
    let first = area("one", "1-2", "1-16", "    head: {style: small}\n")
        + &area("two", "3-4", "1-16", "    head: {style: small}\n");
    let second = area("one", "1-5", "1-25", "    head: {style: small}\n")
        + &area("two", "1-5", "27-50", "    head: {style: small}\n");
    let (a, b) = (story(10, 6), story(10, 6).replace("一条绿道", "一座《老桥》"));
    let made = make(
        &[(1, &first, "one: a, two: b"), (2, &second, "one: {continues: a}, two: {continues: b}")],
        &[("a", &a), ("b", &b)],
    );
    let (one, two) = (made.lines(1), made.lines(2));
    assert!(one.contains(&"下转第2版《一条绿道》▶".to_string()), "{one:#?}");
    assert!(two.contains(&"上接第1版《一座〈老桥〉》".to_string()), "{two:#?}");
}

#[test]
fn a_continuation_without_a_head_has_the_words_and_a_narrow_column_has_not() {
    let lead = area("lead", "1-2", "1-20", "    head: {style: third}\n");
    let wide = area("rest", "1-5", "1-20", "");
    let narrow = area("rest", "1", "1-70", "    text_columns: 2\n");
    let stories = [("s", &*story(7, 6))];
    let made = make(&[(1, &lead, "lead: s"), (2, &wide, "rest: {continues: s}")], &stories);
    assert!(made.lines(2).contains(&"上接第1版《一条绿道》".to_string()), "{:#?}", made.lines(2));
    let made = make(&[(1, &lead, "lead: s"), (2, &narrow, "rest: {continues: s}")], &stories);
    assert!(made.lines(2).contains(&"上接第1版".to_string()), "{:#?}", made.lines(2));
}

#[test]
fn a_part_in_the_middle_has_both_lines() {
    let lead = area("lead", "1-2", "1-20", "    head: {style: third}\n");
    let next = area("next", "1-2", "1-20", "    head: {style: small}\n");
    let last = area("last", "1-5", "1-40", "    head: {style: small}\n");
    let made = make(
        &[(1, &lead, "lead: s"), (2, &next, "next: {continues: s}"), (4, &last, "last: {continues: s}")],
        &[("s", &story(14, 6))],
    );
    assert_eq!(made.codes(), Vec::<&str>::new(), "{:#?}", made.diagnostics);
    let lines = made.lines(2);
    assert!(lines.contains(&"上接第1版".to_string()) && lines.contains(&"下转第4版▶".to_string()), "{lines:#?}");
    assert!(made.lines(4).contains(&"上接第2版".to_string()));
    let part = |page, name| made.area(page, name).stories[0].part.expect("a part");
    assert_eq!(
        [part(1, "lead"), part(2, "next"), part(4, "last")].map(|part| (part.number, part.count)),
        [(1, 3), (2, 3), (3, 3)]
    );
    let own: u32 = [part(1, "lead"), part(2, "next"), part(4, "last")].iter().map(|part| part.characters).sum();
    // Two figures make one 字, and a cut may part them from their neighbours.
    assert!(own.abs_diff(made.area(1, "lead").stories[0].characters) <= 2);
    assert_eq!(made.area(1, "lead").stories[0].characters, made.area(4, "last").stories[0].characters);
}

#[test]
fn the_words_are_the_layouts() {
    let lead = area("lead", "1-2", "1-20", "    jump: {to: \"转{folio} {section}▶\", cut: line}\n");
    let rest = area("rest", "1-3", "1-40", "    jump: {from: \"接{page:02}版“{words}”\"}\n");
    let made = make(&[(1, &lead, "lead: s"), (2, &rest, "rest: {continues: s}")], &[("s", &story(9, 6))]);
    assert!(made.lines(1).contains(&"转A02 版2▶".to_string()), "{:#?}", made.lines(1));
    assert!(made.lines(2).contains(&"接01版“一条绿道”".to_string()), "{:#?}", made.lines(2));
    let lead = area("lead", "1-2", "1-20", "    jump: {to: \"转{pages}版\"}\n");
    let made = make(&[(1, &lead, "lead: s"), (2, &rest, "rest: {continues: s}")], &[("s", &story(9, 6))]);
    assert!(made.codes().contains(&"field-unknown"), "{:?}", made.codes());
}

#[test]
fn in_vertical_copy_the_arrow_points_down() {
    let lead = area("lead", "1", "1-30", "    direction: vertical\n");
    let rest = area("rest", "1-5", "1-40", "    direction: vertical\n    text_columns: 2\n");
    let made = make(&[(1, &lead, "lead: s"), (2, &rest, "rest: {continues: s}")], &[("s", &story(9, 6))]);
    assert!(made.text(1).contains("下转第2版▼"), "{}", made.text(1));
    assert!(made.text(2).contains("上接第1版"), "{}", made.text(2));
    assert_eq!(made.area(1, "lead").used, made.area(1, "lead").room);
}
