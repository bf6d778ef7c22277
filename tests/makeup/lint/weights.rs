//! What weighs more: priorities, sizes and faces of heads, type too small.

use super::{Sheet, area, codes, having, judged_after, rule, story, two};
use paiban::base::units::Length;
use paiban::page::BlockKind;

fn page(one: &str, two_style: &str) -> Sheet {
    let areas = area("one", "1-2", "1-40", &format!("priority: 1\n    head: {{style: {one}}}"))
        + &area("two", "3-4", "1-40", &format!("priority: 2\n    head: {{style: {two_style}}}"));
    Sheet::new(&areas, "one: one, two: two", &two("渡口长廊 添了新灯火", "桥头旧屋 换了新门窗"))
}

#[test]
fn priority_inversion() {
    rule("priority-inversion", &page("small", "third"), &page("third", "third"));
}

#[test]
fn a_lesser_story_above_a_greater_one() {
    let above = |first: u16, last: u16| {
        page("third", "small")
            .swap("at: {columns: 1-2, rows: 1-40}", &format!("at: {{columns: 1-2, rows: {first}-{last}}}"))
    };
    let findings = above(20, 59).findings();
    assert!(
        having(&findings, "priority-inversion")[0].message.en.ends_with("stands above it"),
        "{:?}",
        codes(&findings)
    );
    assert!(having(&above(3, 42).findings(), "priority-inversion").is_empty());
}

#[test]
fn the_priority_of_a_story_goes_before_that_of_its_area() {
    let mut sheet = page("small", "third");
    sheet.stories[1].1 = sheet.stories[1].1.replacen("\n---\n", "\npriority: 1\n---\n", 1);
    assert!(having(&sheet.findings(), "priority-inversion").is_empty());
}

/// What is found of two stories side by side whose areas have no `priority`, the first named `name`.
fn unweighed(name: &str, heads: [&str; 2], more: &str) -> Sheet {
    let areas = area(name, "1-2", "1-40", &format!("head: {{style: {}}}", heads[0]))
        + &area("other", "3-5", "5-40", &format!("head: {{style: {}}}\n    {more}", heads[1]));
    let stories = two("渡口长廊 添了新灯火", "桥头旧屋 换了新门窗");
    Sheet::new(&areas, &format!("{name}: one, other: two"), &stories)
}

#[test]
fn an_area_named_as_the_lead_has_the_largest_head() {
    rule("priority-inversion", &unweighed("lead", ["small", "third"], ""), &unweighed("lead", ["third", "third"], ""));
    for apart in [
        unweighed("first", ["small", "third"], ""),
        unweighed("lead", ["small", "third"], "frame: {rule: 0.5pt, padding: 1字}"),
        unweighed("lead", ["small", "third"], "priority: 1")
            .swap("1-2", "1-2")
            .swap("head: {style: small}", "priority: 1\n    head: {style: small}"),
        unweighed("lead", ["small", "third, direction: vertical"], ""),
    ] {
        assert!(having(&apart.findings(), "priority-inversion").is_empty(), "{}", apart.areas);
    }
}

#[test]
fn the_largest_head_by_far_does_not_stand_in_the_lower_half() {
    // The page is 76 rows high; 26 pt is 1.3 of 20.
    let page = |row: u16, size: &str| {
        let areas = area("one", "1-2", "1-20", "head: {style: twenty}")
            + &area("two", "3-5", "1-20", "head: {style: twenty}")
            + &area("three", "1-5", &format!("{row}-76"), "head: {style: big}");
        let stories = [
            ("one", story("渡口长廊 添灯火", 300)),
            ("two", story("桥头集市 又开张", 400)),
            ("three", story("旧屋换门窗", 1500)),
        ];
        Sheet::new(&areas, "one: one, two: two, three: three", &stories).styled(&[("twenty", "20pt"), ("big", size)])
    };
    rule("priority-inversion", &page(45, "26pt"), &page(45, "25.9pt"));
    assert!(having(&page(30, "26pt").findings(), "priority-inversion").is_empty());
}

/// Nine areas with heads of nine sizes.
fn sizes(count: usize, keys: &str) -> Vec<paiban::base::diag::Diagnostic> {
    let mut areas = String::new();
    let mut place = Vec::new();
    let mut stories = Vec::new();
    const NAMES: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    for (index, name) in NAMES.iter().enumerate().take(count) {
        let row = 1 + index * 8;
        areas += &area(name, "1-3", &format!("{row}-{}", row + 7), "head: {style: brief}");
        place.push(format!("{name}: {name}"));
        stories.push((*name, story("灯火", 200)));
    }
    let made = Sheet::new(&format!("{areas}{keys}"), &place.join(", "), &stories).made();
    judged_after(&made, |record| {
        let mut next = 0;
        for block in &mut record.blocks {
            if let BlockKind::Head { size, .. } = &mut block.kind {
                next += 1;
                *size = Length::pt(10 + next * 2);
            }
        }
    })
}

/// So many areas one below another, each with a head of a style of its own size.
fn of_sizes(count: usize) -> Sheet {
    const NAMES: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    const SIZES: [&str; 9] = ["10pt", "11pt", "12pt", "13pt", "14pt", "15pt", "16pt", "17pt", "18pt"];
    let areas = NAMES.iter().enumerate().take(count).map(|(index, name)| {
        let row = 1 + index * 8;
        area(name, "1-3", &format!("{row}-{}", row + 7), &format!("head: {{style: {name}}}"))
    });
    let place: Vec<String> = NAMES[..count].iter().map(|name| format!("{name}: {name}")).collect();
    let stories: Vec<(&str, String)> = NAMES[..count].iter().map(|name| (*name, story("灯火", 200))).collect();
    let styles: Vec<(&str, &str)> = NAMES.into_iter().zip(SIZES).collect();
    Sheet::new(&areas.collect::<String>(), &place.join(", "), &stories).styled(&styles)
}

#[test]
fn head_sizes_of_a_page_description() {
    rule("head-sizes", &of_sizes(9), &of_sizes(8));
}

#[test]
fn a_headline_smaller_than_the_copy() {
    let page = |size: &str| {
        let areas = area("one", "1-2", "1-30", "head: {style: tiny}");
        Sheet::new(&areas, "one: one", &[("one", story("渡口长廊", 500))]).styled(&[("tiny", size)])
    };
    rule("text-small", &page("8.99pt"), &page("9pt"));
}

#[test]
fn head_sizes() {
    let found = sizes(9, "");
    assert!(having(&found, "head-sizes")[0].message.en.starts_with("9 sizes"));
    assert!(having(&sizes(8, ""), "head-sizes").is_empty());
    assert!(having(&sizes(9, "lint: {head-sizes: {sizes: 9}}\n"), "head-sizes").is_empty());
    assert!(having(&sizes(9, "lint: {head-sizes: off}\n"), "head-sizes").is_empty());
    assert!(having(&sizes(9, "allow: {head-sizes: 字号样张}\n"), "head-sizes")[0].allowed.is_some());
    // All of one face: fewer than one is too few for any page.
    let faces = sizes(2, "lint: {head-sizes: {faces: 0}}\n");
    assert!(having(&faces, "head-sizes")[0].message.en.starts_with("1 faces"));
}

#[test]
fn text_small() {
    let page = |size: &str| {
        let areas = "  foot:\n    kind: furniture\n    at: {columns: 1-5, rows: 1-3}\n    items:\n      - {text: 社址：听潮路, style: ad-label}\n";
        let sheet =
            Sheet::new(&(areas.to_string() + &area("one", "1", "5-30", "")), "one: one", &[("one", story("题", 400))]);
        Sheet { areas: format!("{}{size}", sheet.areas), ..sheet }
    };
    // `ad-label` is 6.5 pt, `body` 9 pt.
    let found = |keys: &str| {
        having(&page(keys).findings(), "text-small").iter().map(|one| one.message.en.clone()).collect::<Vec<_>>()
    };
    assert_eq!(found(""), Vec::<String>::new());
    assert_eq!(found("lint: {text-small: {other: 6.5pt}}\n"), Vec::<String>::new());
    assert_eq!(found("lint: {text-small: {other: 6.51pt}}\n"), ["furniture of 6.5 pt; 6.51 pt is the least"]);
    assert!(found("lint: {text-small: 9.1pt}\n").iter().any(|one| one.starts_with("body type of 9 pt")));
}
