//! Rules, boxes and ornaments.

use std::path::{Path, PathBuf};

use paiban::base::diag::Diagnostic;
use paiban::engine::compose::{Composed, compose};
use paiban::input::{LoadOptions, World, load};
use paiban::model::Edition;
use paiban::page::{Item, ItemKind};

use super::fixture::make;

mod ads;
mod boxes;
mod gallery;

/// One area of furniture, 10 rows high, with these items.
fn furniture(items: &str) -> String {
    format!("  box:\n    kind: furniture\n    at: {{columns: 1-2, rows: 1-10}}\n    items:\n{items}")
}

/// An edition as far as it could be loaded and composed.
struct Loaded {
    edition: Option<Edition>,
    pages: Vec<Composed>,
    diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    #[track_caller]
    fn edition(&self) -> &Edition {
        self.edition.as_ref().unwrap_or_else(|| panic!("not loaded: {:#?}", self.diagnostics))
    }
}

/// Loads a tabloid with these areas on page 1, a pool of fillers, and more pages.
fn loaded(areas: &str, place: &str, stories: &[(&str, &str)], more: &[&str]) -> Loaded {
    let pool = "fillers:\n  - {id: low, rows: 4, title: 随手关灯}\n  - {id: high, rows: 6, title: 车让人, text: 停一停。}\n  - {id: wide, columns: 2, rows: 5, text: 节水}\n";
    let pages = format!("  - {{page: 1, layout: page, place: {{{place}}}}}\n{}", more.concat());
    let edition = format!("paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\n{pool}pages:\n{pages}");
    let art = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/editions/gallery/pictures/ad-letters.png"));
    let mut files: Vec<(PathBuf, Vec<u8>)> = vec![
        ("paper/paper.yaml".into(), b"name: T\ncode: T\nstyles: daily\npress: newsprint\n".to_vec()),
        ("paper/day/edition.yaml".into(), edition.into_bytes()),
        ("paper/day/layouts/page.yaml".into(), format!("format: tabloid\nareas:\n{areas}").into_bytes()),
        ("paper/day/art.png".into(), art.expect("art")),
    ];
    for (slug, text) in stories {
        files.push((format!("paper/day/stories/{slug}.md").into(), text.as_bytes().to_vec()));
    }
    let world = World::memory(files, env!("CARGO_MANIFEST_DIR"));
    let outcome = load(&world, Path::new("paper/day"), &LoadOptions::default());
    let mut diagnostics = outcome.diagnostics;
    let Some(loaded) = outcome.value else { return Loaded { edition: None, pages: Vec::new(), diagnostics } };
    let plans: Vec<_> = loaded.edition.pages.iter().collect();
    let mut pages = Vec::new();
    for outcome in compose(&loaded.edition, &plans, &loaded.fonts) {
        diagnostics.extend(outcome.diagnostics);
        pages.push(outcome.value);
    }
    Loaded { edition: Some(loaded.edition), pages, diagnostics }
}

/// What an area of furniture with these items prints.
fn items(items: &str) -> Vec<Item> {
    let made = make(&furniture(items), "", &[]);
    assert_eq!(made.codes(), Vec::<&str>::new(), "{:#?}", made.diagnostics);
    made.pages[0].page.items.clone()
}

/// What is said of a page with these items, and with this drawing as `layouts/ornaments/own.svg`.
fn findings(items: &str, drawing: &str) -> Vec<Diagnostic> {
    let layout = format!("format: tabloid\nstyles: daily\nareas:\n{}", furniture(items));
    let edition = "paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\npages:\n  - {page: 1, layout: page}\n";
    let files: Vec<(PathBuf, Vec<u8>)> = vec![
        ("paper/paper.yaml".into(), b"name: T\ncode: T\nstyles: daily\npress: newsprint\n".to_vec()),
        ("paper/day/edition.yaml".into(), edition.into()),
        ("paper/day/layouts/page.yaml".into(), layout.into_bytes()),
        ("paper/day/layouts/ornaments/own.svg".into(), drawing.into()),
    ];
    let world = World::memory(files, env!("CARGO_MANIFEST_DIR"));
    load(&world, Path::new("paper/day"), &LoadOptions::default()).diagnostics
}

#[track_caller]
fn refused(items: &str, drawing: &str, code: &str, says: &str) {
    let found = findings(items, drawing);
    let hit = found.iter().find(|finding| finding.code.as_str() == code && finding.message.en.contains(says));
    assert!(hit.is_some_and(|hit| hit.hint.is_some()), "{found:#?}");
}

const SQUARE: &str = r#"<svg viewBox="0 0 10 10"><path d="M0 0H5V10H0Z"/></svg>"#;

#[test]
fn an_ornament_of_the_papers_own_is_repeated_round_a_box() {
    let border = "      - {box: white, rule: 9pt, line: {ornament: own}}\n";
    assert!(findings(border, SQUARE).is_empty(), "{:#?}", findings(border, SQUARE));
}

#[test]
fn shipped_ornaments_are_whole_tiles_and_four_corners() {
    for name in ["meander", "wave-flower", "bamboo", "lozenge", "rope"] {
        let found = items(&format!("      - {{box: white, rule: 9pt, line: {{ornament: {name}}}}}\n"));
        let [Item { kind: ItemKind::Shape { contours, .. }, .. }] = &found[..] else { panic!("{found:#?}") };
        assert!(contours.len() > 40, "{name}: {}", contours.len());
    }
}

#[test]
fn an_unknown_ornament_names_those_there_are() {
    let found = findings("      - {box: white, rule: 9pt, line: {ornament: meandre}}\n", SQUARE);
    let hint = found[0].hint.as_ref().map(|hint| hint.en.clone()).unwrap_or_default();
    assert!(found[0].code.as_str() == "unknown-name" && hint.contains("meander"), "{found:#?}");
}

#[test]
fn tiles_that_cannot_be_drawn_are_told_at_their_place() {
    let border = "      - {box: white, rule: 9pt, line: {ornament: own}}\n";
    let bad = |drawing: &str, says: &str| refused(border, drawing, "ornament-unusable", says);
    bad("<svg", "no SVG");
    bad("<html/>", "not <svg>");
    bad(r#"<svg viewBox="0 0 900 10"><path d="M0 0H5V10Z"/></svg>"#, "too long");
    bad(r#"<svg viewBox="0 0 10 10"/>"#, "no filled path");
    bad(r#"<svg viewBox="0 0 10 10"><path d="M0 0H900V10Z"/></svg>"#, "far outside");
    bad(r#"<svg viewBox="0 0 10 10"><text>a</text></svg>"#, "<text> cannot");
    bad(r#"<svg viewBox="0 0 10 10"><path d="M0 0 L1e999 0 5 5Z"/></svg>"#, "");
    bad(&format!(r#"<svg viewBox="0 0 10 10"><path d="M0 0{}Z"/></svg>"#, "L5 5L1 2".repeat(400)), "at most 600");
    let lol = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    assert!(!findings(border, &format!("{lol}<svg viewBox=\"0 0 10 10\"><path d=\"&b;\"/></svg>")).is_empty());
}

#[test]
fn a_shadow_is_refused_with_its_cure() {
    refused("      - {box: K 5, shadow: 2mm}\n", SQUARE, "effect-refused", "shadow");
    let found = findings("      - {box: K 5, shadow: soft}\n", SQUARE);
    assert!(found[0].hint.as_ref().is_some_and(|hint| hint.en.contains("tint")), "{found:#?}");
}

#[test]
fn a_radius_larger_than_the_box_is_refused() {
    refused("      - {box: K 5, radius: 90mm}\n", SQUARE, "out-of-range", "more than half");
    refused("      - {box: white, rule: 1pt, line: wavy, radius: 2mm}\n", SQUARE, "bad-value", "rounded corners");
    refused("      - {box: white, rule: 0.5pt, line: {ornament: own}}\n", SQUARE, "out-of-range", "0.50 pt high");
}

#[test]
fn a_rounded_box_is_a_ground_and_a_ring() {
    let found = items("      - {box: K 8, rule: 1pt, line: double, radius: 3mm}\n");
    let rings: Vec<(usize, bool)> = found
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Shape { contours, even_odd, .. } => Some((contours.len(), *even_odd)),
            _ => None,
        })
        .collect();
    assert_eq!(rings, [(1, false), (4, true)]);
}

const BRIEFS: [(&str, &str); 3] = [
    ("one", "---\nheadline: 旧书漂流\n---\n旧书漂流今天开始，为期三天，欢迎市民参加。\n"),
    ("two", "---\nheadline: 桥灯检修\n---\n桥灯检修今天开始，为期三天，夜间绕行。\n"),
    ("three", "---\nheadline: 夜市延时\n---\n夜市今起延到二十三时，逢雨顺延。\n"),
];

#[test]
fn separators_stand_between_stories_in_rows_of_their_own() {
    let area = |separator: &str| {
        format!(
            "  briefs:\n    kind: story\n    at: {{columns: 1, rows: 1-24}}\n    head: {{style: brief}}\n{separator}"
        )
    };
    let plain = make(&area(""), "briefs: [one, two, three]", &BRIEFS);
    let ruled =
        make(&area("    separator: {rule: 0.5pt, line: wavy, width: 5字}\n"), "briefs: [one, two, three]", &BRIEFS);
    let rules: Vec<_> = ruled.pages[0]
        .record
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, paiban::page::BlockKind::Rule { .. }))
        .collect();
    assert_eq!(rules.len(), 2);
    let hole = |made: &super::fixture::Made| made.pages[0].record.areas[0].holes[0];
    assert_eq!(hole(&plain), hole(&ruled) + 2);
    // Short and centred, and clear of all type.
    for rule in rules {
        assert_eq!(rule.at.width, paiban::base::units::Length::pt(45));
        let meets = ruled.pages[0].record.blocks.iter().any(|block| {
            matches!(block.kind, paiban::page::BlockKind::Text { .. } | paiban::page::BlockKind::Head { .. })
                && block.at.overlaps(rule.at)
        });
        assert!(!meets, "{rule:?}");
    }
}

#[test]
fn rules_in_gutters_take_any_style() {
    let areas = "  lead:\n    kind: story\n    at: {columns: 1-3, rows: 1-12}\n    column_rule: {rule: 1pt, line: dotted, color: K 60}\n";
    let made = make(areas, "lead: one", &BRIEFS[..1]);
    let dots = made.pages[0].page.items.iter().filter(|item| matches!(item.kind, ItemKind::Dots { .. })).count();
    assert_eq!(dots, 2);
}
