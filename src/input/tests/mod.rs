//! Whole editions in memory: one mistake at a time, and what is said of it.

mod files;
mod glyphs;
mod places;
mod schema;
mod values;

use std::path::Path;

use super::*;
use crate::base::diag::{Code, Diagnostic, Outcome};

/// The files of a small edition, right in all.
const FILES: [(&str, &str); 7] = [
    (
        "paper/paper.yaml",
        "name: 澜川日报\ncode: LCRB\nstyles: plain\npress: newsprint\nfields: {web: www.example.com}\n",
    ),
    (
        "paper/day/edition.yaml",
        "paper: ../paper.yaml\ndate: 2026-11-23\nissue: 8124\npages:\n  - page: 1\n    section: 要闻\n    layout: front\n    \
         editors: {责任编辑: 林晓, 版式: 周然}\n    place:\n      lead: first\n      foot: {booking: AD-1}\n",
    ),
    (
        "paper/day/stories/first.md",
        "---\nheadline: 头条\nbyline: 本报讯\npictures:\n  - {id: hall, file: null, caption: 图说。}\n---\n\n本报讯 今天下雨。\n",
    ),
    (
        "paper/layouts/formats/small.yaml",
        "trim: {width: 200mm, height: 300mm}\nbody: 9pt\npitch: 13pt\ncolumns: {count: 4, width: 13字, gutter: 1字}\nrows: 60\n",
    ),
    (
        "paper/layouts/styles/plain.yaml",
        "faces:\n  宋: {weights: {400: NewsFangSupplement-Regular.ttf}}\ntext:\n  body: {face: 宋 400, size: 9pt}\n  byline: {face: 宋 400, size: 9pt}\n  \
         crosshead: {face: 宋 400, size: 小四, rows: 2}\n  quote: {face: 宋 400, size: 9pt}\n  strong: {face: 宋 400, size: 9pt}\n  \
         caption: {face: 宋 400, size: 9pt}\n  credit: {face: 宋 400, size: 8pt}\nheads:\n  lead:\n    headline: {face: 宋 400, sizes: [30pt, 24pt]}\n",
    ),
    (
        "paper/layouts/front.yaml",
        "format: small\nareas:\n  head:\n    kind: furniture\n    at: {columns: 1-4, rows: 1-2}\n    items:\n      - {text: \"{paper} {date}\", style: body}\n  \
         lead:\n    kind: story\n    at: {columns: 1-4, rows: 4-30}\n    head: {style: lead, rows: 4}\n    pictures:\n      - {id: hall, columns: 2-3, rows: 9-20}\n  \
         foot: {kind: ad, at: {columns: 1-4, rows: 40-60}}\n",
    ),
    ("paper/day/notes.txt", "not read"),
];

/// The small edition with `edits` (path, old text, new text) made in it.
fn edited(edits: &[(&str, &str, &str)]) -> World {
    let mut files: Vec<(String, String)> = FILES.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec();
    for (path, old, new) in edits {
        let path = format!("paper/{path}");
        match files.iter_mut().find(|(known, _)| *known == path) {
            Some((_, text)) => {
                assert!(text.contains(old), "`{old}` is not in {path}");
                *text = text.replacen(old, new, 1);
            }
            None => files.push((path, (*new).to_owned())),
        }
    }
    World::memory(files, env!("CARGO_MANIFEST_DIR"))
}

fn load_edited(edits: &[(&str, &str, &str)]) -> (World, Outcome<Option<Loaded>>) {
    let world = edited(edits);
    let mut found = load(&world, Path::new("paper/day"), &LoadOptions::default());
    // The small edition has no pictures, which a test of its own asserts.
    found.diagnostics.retain(|found| !found.message.en.ends_with("has no file yet"));
    (world, found)
}

/// `file:line:column code message | cure`, and the text that is pointed at.
fn draw(world: &World, found: &Diagnostic) -> String {
    let place = match world.source(found.span.file) {
        Some(source) => {
            let before = &source.text[..found.span.start as usize];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
            let name = source.name.rsplit('/').next().unwrap_or_default();
            let shown = &source.text[found.span.start as usize..found.span.end as usize];
            format!("{name}:{line}:{column} <{}>", shown.lines().next().unwrap_or_default())
        }
        None => "nowhere".to_owned(),
    };
    assert!(found.hint.is_some(), "no cure: {}", found.message.en);
    let hint = found.hint.as_ref().map_or("", |hint| &hint.en);
    format!("{place} {}: {} | {hint}", found.code.as_str(), found.message.en)
}

/// Makes the edits and compares what is said; notes about cleaning are left out.
#[track_caller]
fn check(edits: &[(&str, &str, &str)], expected: &[&str]) {
    let (world, found) = load_edited(edits);
    let told = found.diagnostics.iter().filter(|found| found.code != Code::CopyCleaned);
    let told: Vec<String> = told.map(|found| draw(&world, found)).collect();
    assert_eq!(told.join("\n"), expected.join("\n"));
}

#[test]
fn a_right_edition_is_silent() {
    let (_, found) = load_edited(&[]);
    assert_eq!(found.diagnostics, []);
    let loaded = found.value.expect("it is right");
    let page = &loaded.edition.pages[0];
    assert_eq!((loaded.edition.pages.len(), page.areas.len(), page.folio.as_str()), (1, 3, "A01"));
    assert!(loaded.broken_pages.is_empty());
    assert_eq!(page.grid.columns[1].x - page.grid.columns[0].x, crate::base::units::Length::pt(126));
}

#[test]
fn pictures_without_a_file_are_told() {
    let world = edited(&[]);
    let found = load(&world, Path::new("paper/day"), &LoadOptions::default()).diagnostics;
    let told: Vec<(Code, &str)> = found.iter().map(|found| (found.code, found.message.en.as_str())).collect();
    let missing = |name| (Code::PictureMissing, name);
    assert_eq!(told, [missing("the picture `hall` has no file yet"), missing("the picture `foot` has no file yet")]);
}

#[test]
fn the_same_input_loads_the_same() {
    let show = || format!("{:?}", load_edited(&[]).1.value.map(|loaded| loaded.edition));
    assert_eq!(show(), show());
}

#[test]
fn a_broken_story_takes_only_its_own_page() {
    let second = "AD-1}\n  - page: 2\n    layout: second\n    place: {lead: second}\n";
    let (_, found) = load_edited(&[
        ("day/edition.yaml", "AD-1}\n", second),
        ("day/stories/second.md", "", "---\nheadline: [\n---\n正文"),
        ("layouts/second.yaml", "", "format: small\nareas:\n  lead: {kind: story, at: {columns: 1-2, rows: 1-9}}\n"),
    ]);
    let loaded = found.value.expect("page 1 stands");
    assert_eq!((loaded.edition.pages.len(), loaded.broken_pages), (1, vec![2]));
}
