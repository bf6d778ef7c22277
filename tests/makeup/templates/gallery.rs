//! The gallery's pages in mourning and of a feast day, its spreads, and its zone. `BLESS=1 cargo test --test
//! makeup templates` writes the dump anew; read the difference.

use std::fs;
use std::path::Path;

use paiban::base::units::Length;
use paiban::engine::compose::compose;
use paiban::input::{LoadOptions, World, load};
use paiban::model::PagePlan;
use paiban::page::dump::dump;

use crate::common::{paiban, pdf, root};

fn dumped(zone: Option<&str>, numbers: std::ops::RangeInclusive<u16>) -> String {
    let options = LoadOptions { zone: zone.map(str::to_owned), ..LoadOptions::default() };
    let outcome = load(&World::disk(root()), &root().join("editions/gallery"), &options);
    let loaded = outcome.value.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics));
    let plans: Vec<&PagePlan> = loaded.edition.pages.iter().filter(|page| numbers.contains(&page.number)).collect();
    compose(&loaded.edition, &plans, &loaded.fonts).iter().map(|page| dump(&page.value.page)).collect()
}

#[test]
fn the_gallery_shows_the_dress_of_a_day_and_a_spread() {
    let dumped = dumped(None, 7..=10) + &dumped(Some("east"), 8..=8);
    let path = root().join("tests/golden/gallery-templates.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &dumped).expect("a golden file");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (line, (now, then)) in dumped.lines().zip(expected.lines()).enumerate() {
        assert_eq!(now, then, "line {}", line + 1);
    }
    assert_eq!(dumped.lines().count(), expected.lines().count(), "number of lines");
}

/// The lines of one page of the gallery that hold `text`, with their left edges in points.
fn places(dumped: &str, text: &str) -> Vec<f64> {
    let lines = dumped.lines().filter(|line| line.contains(text));
    lines.filter_map(|line| line.split_whitespace().nth(1)?.parse().ok()).collect()
}

/// 报眉: the number stands outside and the paper's name inside, on the left page as on the right.
#[test]
fn furniture_of_a_spread_keeps_the_side_of_its_page() {
    let dumped = dumped(None, 8..=8);
    let (fold, margin) = (Length::mm(270).to_pt(), Length::microns(17_500).to_pt());
    let near = |found: &[f64], expected: f64| found.iter().any(|x| (x - expected).abs() < 0.1);
    let (left, right) = (places(&dumped, "第8版"), places(&dumped, "第9版"));
    assert!(near(&left, margin), "at the outer margin of the left page: {left:?}");
    assert!(right.iter().any(|x| *x > fold * 1.8), "at the outer margin of the right page: {right:?}");
    let names = places(&dumped, "澜川日报");
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names[0] > fold * 0.75 && names[0] < fold, "inside on the left page: {names:?}");
    assert!(near(&names[1..], fold + margin), "inside on the right page: {names:?}");
}

/// The file of a spread, chosen by its right page: one page, its boxes twice as wide as those of a page.
#[test]
fn the_print_file_of_a_spread_is_twice_as_wide() {
    let desk = crate::common::Desk::new();
    let layout = "format: sheet\nspread: true\nareas:\n  lead: {kind: story, at: {columns: 1-8, rows: 1-20}}\n";
    let format = "trim: {width: 200mm, height: 280mm}\nbody: 9pt\npitch: 13pt\n\
                  columns: {count: 4, width: 12字, gutter: 1字}\nrows: 56\nbleed: 3mm\n";
    desk.write("layouts/formats/sheet.yaml", format);
    desk.write("layouts/open.yaml", layout);
    desk.remove("day/stories/second.md");
    let entry = "  - {page: 1, layout: page}\n  - {page: 4-5, layout: open, place: {lead: lead}}\n";
    let edition = String::from_utf8(desk.read("day/edition.yaml")).expect("text");
    let head = &edition[..edition.find("pages:").expect("pages")];
    desk.write("day/edition.yaml", format!("{head}pages:\n{entry}"));
    desk.build(&["--pages", "5", "--allow", "overset"]);
    let files: Vec<String> = desk.outputs().into_iter().filter(|name| name.ends_with(".pdf")).collect();
    assert_eq!(files, ["TEST_20261123_A04_05_v1.pdf"]);
    let document = lopdf::Document::load_mem(&desk.read(&format!("day/out/{}", files[0]))).expect("a PDF");
    let boxes = pdf::boxes(&document);
    assert_eq!(boxes.len(), 1, "one page");
    let expected = [[0.0, 0.0, 406.0, 286.0], [0.0, 0.0, 406.0, 286.0], [3.0, 3.0, 403.0, 283.0]];
    for (found, expected) in boxes[0].iter().zip(expected) {
        let found = found.expect("a box");
        for (found, millimetres) in found.iter().zip(expected) {
            assert!((found - millimetres * 72.0 / 25.4).abs() < 0.0005, "{found} is not {millimetres} mm");
        }
    }
}

#[test]
fn the_zone_of_the_gallery_is_clean_and_changes_its_spread_alone() {
    let gallery = root().join("editions/gallery").display().to_string();
    let run = paiban(&["check", &gallery, "--zone", "east", "--deny", "warnings", "--format", "json"]).ends(0);
    let report = run.json();
    let pages = report["pages"].as_array().expect("pages");
    let differ: Vec<&str> = pages
        .iter()
        .filter(|page| page["plates"]["differ"].is_array())
        .filter_map(|page| page["folio"].as_str())
        .collect();
    assert_eq!(differ, ["A08-09"], "{report:#}");
    assert!(Path::new(&gallery).join("zones/east.yaml").exists());
}
