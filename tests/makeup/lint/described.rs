//! Faults that page descriptions and copy make by themselves, each with a near miss.

use super::{Sheet, area, rule, story, two};

const PLACE: &str = "one: one, two: two";

/// The copy of `two` begins right under the head of `one`, which is wider than its own copy, or some rows below it.
fn under_a_wide_head(row: u16) -> Sheet {
    let areas = format!(
        "  one:\n    kind: story\n    at: [{{columns: 1-2, rows: 1-4}}, {{columns: 1, rows: 5-40}}]\n    head: {{style: small, rows: 4}}\n{}",
        area("two", "2", &format!("{row}-40"), "")
    );
    Sheet::new(&areas, PLACE, &two("渡口长廊 添灯火", "旧屋"))
}

#[test]
fn head_foreign() {
    rule("head-foreign", &under_a_wide_head(5), &under_a_wide_head(8));
}

/// A picture of `one` alone in the third column, beside the head of `two`; or with copy of its own below it.
fn alone(last: u16) -> Sheet {
    let areas = format!(
        "  one:\n    kind: story\n    at: [{{columns: 1, rows: 1-30}}, {{columns: 3, rows: 1-{last}}}]\n    head: {{style: small, columns: 1}}\n    pictures: [{{id: pier, columns: 3, rows: 1-20}}]\n{}",
        area("two", "4-5", "1-40", "head: {style: third}")
    );
    let mut stories = two("渡口长廊", "桥头旧屋 换了门窗");
    stories[0].1 = stories[0].1.replacen("\n---\n", "\npictures: [{id: pier}]\n---\n", 1);
    Sheet::new(&areas, PLACE, &stories)
}

#[test]
fn picture_astray() {
    rule("picture-astray", &alone(20), &alone(40));
}

/// Two pictures of one story without captions, one below the other.
fn below_one_another(row: u16) -> Sheet {
    let pictures = format!("{{id: a, columns: 1-2, rows: 10-20}}, {{id: b, columns: 1-2, rows: {row}-{}}}", row + 10);
    let areas = area("one", "1-4", "1-60", &format!("head: {{style: small}}\n    pictures: [{pictures}]"));
    let text = story("渡口长廊 添了灯火", 1500).replacen("\n---\n", "\npictures: [{id: a}, {id: b}]\n---\n", 1);
    Sheet::new(&areas, "one: one", &[("one", text)])
}

#[test]
fn pictures_touch() {
    rule("pictures-touch", &below_one_another(21), &below_one_another(22));
}

/// An advertisement in the gutter between two stories, which fills it; or in a column between them.
fn between(at: &str, right: &str) -> Sheet {
    let areas = area("one", "1", "1-30", "head: {style: brief}")
        + &format!("  notice: {{kind: ad, at: {at}}}\n")
        + &area("two", right, "1-30", "head: {style: brief}");
    Sheet::new(&areas, "one: one, notice: {}, two: two", &two("渡口", "旧屋"))
}

#[test]
fn gap_narrow() {
    rule("gap-narrow", &between("{gutter: 1, rows: 5-20}", "2"), &between("{columns: 2, rows: 5-20}", "3"));
}

/// One story of a broadsheet, whose fold is in row 54.
fn folded(rows: &str, more: &str) -> Sheet {
    let areas = area("one", "1-3", rows, more);
    Sheet::new(&areas, "one: one", &[("one", story("渡口长廊 添了灯火", 3000))]).broadsheet()
}

#[test]
fn fold_text() {
    rule("fold-text", &folded("1-53", ""), &folded("1-52", ""));
}

#[test]
fn fold_head() {
    rule(
        "fold-head",
        &folded("53-100", "head: {style: small, rows: 4}"),
        &folded("55-100", "head: {style: small, rows: 4}"),
    );
}

#[test]
fn fold_picture() {
    let tea = std::fs::read(super::super::common::root().join("editions/2026-11-23/pictures/ad-tea.png")).expect("art");
    let page = |rows: &str| {
        let mut page =
            folded("1-100", &format!("head: {{style: small}}\n    pictures: [{{id: tea, columns: 2, rows: {rows}}}]"));
        page.files.push(("pictures/tea.png", tea.clone()));
        let picture = "\npictures: [{id: tea, file: pictures/tea.png}]\n---\n";
        page.stories[0].1 = page.stories[0].1.replacen("\n---\n", picture, 1);
        page
    };
    rule("fold-picture", &page("45-63"), &page("47-65"));
}
