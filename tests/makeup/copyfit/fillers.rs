//! The pool of fillers as a lever: each filler once over the edition, the same on every run.

use std::path::Path;

use paiban::engine::compose::compose;
use paiban::engine::fit::{Change, fit, settle};
use paiban::input::{LoadOptions, Loaded, World, load};
use paiban::model::{Content, Edition};
use paiban::page::{BlockKind, ItemKind};

use super::desk::story;

const POOL: &str = "fillers:\n  - {id: low, rows: 3, title: 随手关灯}\n  - {id: high, rows: 5, title: 车让人, text: 停一停。}\n  - {id: wide, columns: 2, rows: 4, text: 节水}\n  - {id: next, rows: 3, title: 书要还}\n";

/// Two pages with one area each, of the same story at the same height; `keys` are those of both areas.
fn edition(pool: &str, keys: &str) -> (Option<Loaded>, Vec<&'static str>) {
    let page =
        |number: u16, slug: &str| format!("  - {{page: {number}, section: T, layout: page, place: {{one: {slug}}}}}\n");
    let day =
        format!("paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\n{pool}pages:\n{}{}", page(1, "one"), page(2, "two"));
    let layout = format!(
        "format: tabloid\nstyles: daily\nareas:\n  one:\n    kind: story\n    at: {{columns: 1, rows: 1-40}}\n    head: {{style: brief}}\n{keys}"
    );
    let copy = |headline: &str| story(&format!("headline: {headline}\n"), &[95, 131, 64, 60]);
    let files = [
        ("paper/paper.yaml", "name: T\ncode: T\nstyles: daily\npress: newsprint\n".to_string()),
        ("paper/day/edition.yaml", day),
        ("paper/day/layouts/page.yaml", layout),
        ("paper/day/stories/one.md", copy("渡口新事")),
        ("paper/day/stories/two.md", copy("老街旧事")),
    ];
    let world = World::memory(files, env!("CARGO_MANIFEST_DIR"));
    let outcome = load(&world, Path::new("paper/day"), &LoadOptions::default());
    (outcome.value, outcome.diagnostics.iter().map(|finding| finding.code.as_str()).collect())
}

/// The ids of the fillers that areas of copy have, page by page.
fn set(edition: &Edition) -> Vec<Option<&str>> {
    let of = |content: &Content| match content {
        Content::Story(content) => content.filler.filter(|filler| filler.rows > 0).map(|filler| filler.filler),
        _ => None,
    };
    let id = |area: &paiban::model::Area| of(&area.content).map(|id| edition.fillers[id.0 as usize].id.as_str());
    edition.pages.iter().flat_map(|plan| plan.areas.iter().map(id)).collect()
}

/// Both areas lack so many rows, and may only be given a filler.
fn short(pool: &str, hole: u32) -> Loaded {
    let (made, codes) = edition(pool, "    fit: {allow: [filler], forbid: [lines]}\n");
    let mut made = made.unwrap_or_else(|| panic!("{codes:?}"));
    let free = fit(&made.edition, &made.fonts, |_| true)[0].1[0].misfit.holes;
    for plan in &mut made.edition.pages {
        plan.areas[0].parts[0].rows.1 -= (free - hole) as u16;
    }
    made
}

#[test]
fn each_filler_of_the_pool_is_taken_once_over_the_edition() {
    let mut made = short(POOL, 4);
    let reports = fit(&made.edition, &made.fonts, |_| true);
    let ids: Vec<Option<String>> = reports
        .iter()
        .map(|(_, areas)| {
            areas[0].levers().find_map(|lever| match &lever.change {
                Change::Filler { id, .. } => id.clone(),
                _ => None,
            })
        })
        .collect();
    assert_eq!(ids, [Some("low".into()), Some("next".into())]);
    let notes = settle(&mut made.edition, &made.fonts, |_| true);
    assert_eq!(set(&made.edition), [Some("low"), Some("next")], "a rule's row, and three; what the report says");
    assert_eq!(notes.len(), 2);
    let plans: Vec<_> = made.edition.pages.iter().collect();
    for page in compose(&made.edition, &plans, &made.fonts) {
        let record = &page.value.record;
        assert_eq!(record.areas[0].holes, [0]);
        assert!(record.blocks.iter().any(|block| block.kind == BlockKind::Filler));
        let lines = page.value.page.items.iter().filter(|item| matches!(item.kind, ItemKind::Fill { .. })).count();
        assert_eq!(lines, 1, "the thin rule above it");
    }
}

/// What a page gets does not hang on which pages are built with it.
#[test]
fn a_page_built_alone_has_the_same_filler() {
    let mut made = short(POOL, 4);
    let notes = settle(&mut made.edition, &made.fonts, |plan| plan.number == 2);
    assert_eq!((set(&made.edition), notes.len()), (vec![None, Some("next")], 1));
}

#[test]
fn the_filler_that_fits_goes_first_and_then_the_nearest() {
    let mut made = short(POOL, 7);
    settle(&mut made.edition, &made.fonts, |_| true);
    assert_eq!(set(&made.edition), [Some("high"), Some("low")], "then what leaves the least; a wide one never");
    let mut none = short("", 4);
    settle(&mut none.edition, &none.fonts, |_| true);
    assert_eq!(set(&none.edition), [None, None]);
}

#[test]
fn an_area_names_one_of_the_pool_or_has_its_own() {
    let (made, codes) = edition(POOL, "    filler: {text: 节约用水, rows: 4}\n");
    let made = made.expect("an edition");
    assert_eq!((set(&made.edition), codes.contains(&"filler-missing")), (vec![Some(""), Some("")], false));
    let (made, codes) = edition(POOL, "    filler: {id: high, rows: 6}\n");
    assert_eq!(set(&made.expect("an edition").edition), [Some("high"), None]);
    assert!(codes.contains(&"filler-missing"), "used once: {codes:?}");
    assert!(edition(POOL, "    filler: {id: hgih, rows: 6}\n").1.contains(&"unknown-name"));
    assert!(edition(POOL, "    filler: {id: high, text: 节水, rows: 6}\n").1.contains(&"bad-value"));
    assert!(edition(POOL, "    filler: {rows: 6}\n").1.contains(&"missing-key"));
}
