//! Editions of several pages in memory.

use std::path::{Path, PathBuf};

use paiban::base::diag::{Diagnostic, Severity};
use paiban::engine::compose::{Composed, compose};
use paiban::font::FontBook;
use paiban::input::{LoadOptions, World, load};
use paiban::model::{Edition, PagePlan};
use paiban::page::{AreaRecord, ItemKind};

/// A page: its number, its areas and what is placed in them.
pub(super) type Page<'a> = (u16, &'a str, &'a str);

/// An edition and those of its pages that were asked for.
pub(super) struct Made {
    pub(super) edition: Edition,
    pub(super) pages: Vec<Composed>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) broken: Vec<u16>,
    pub(super) fonts: FontBook,
}

/// Loads an edition and composes all its pages.
pub(super) fn make(pages: &[Page<'_>], stories: &[(&str, &str)]) -> Made {
    make_pages(pages, stories, "", |_| true)
}

/// As [`make`], with more lines in the edition file, and only the pages that are `wanted`.
pub(super) fn make_pages(
    pages: &[Page<'_>],
    stories: &[(&str, &str)],
    more: &str,
    wanted: impl Fn(u16) -> bool,
) -> Made {
    let pages: Vec<(String, &str, &str)> =
        pages.iter().map(|(number, areas, place)| (number.to_string(), *areas, *place)).collect();
    compose_edition(&pages, stories, more, wanted)
}

/// A page, and a spread with its two numbers.
pub(super) fn make_spread(page: Page<'_>, spread: (&str, &str, &str), stories: &[(&str, &str)]) -> Made {
    let (numbers, areas, place) = spread;
    let pages = [(page.0.to_string(), page.1, page.2), (numbers.to_string(), areas, place)];
    compose_edition(&pages, stories, "", |_| true)
}

fn compose_edition(
    pages: &[(String, &str, &str)],
    stories: &[(&str, &str)],
    more: &str,
    wanted: impl Fn(u16) -> bool,
) -> Made {
    let mut edition = format!("paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\n{more}pages:\n");
    let mut files: Vec<(PathBuf, Vec<u8>)> =
        vec![("paper/paper.yaml".into(), b"name: T\ncode: T\nstyles: daily\npress: newsprint\n".to_vec())];
    for (index, (number, areas, place)) in pages.iter().enumerate() {
        edition += &format!("  - {{page: {number}, section: 版{number}, layout: page{index}, place: {{{place}}}}}\n");
        let spread = if number.contains('-') { "spread: true\n" } else { "" };
        let layout = format!("format: tabloid\nstyles: daily\n{spread}areas:\n{areas}");
        files.push((format!("paper/day/layouts/page{index}.yaml").into(), layout.into_bytes()));
    }
    files.push(("paper/day/edition.yaml".into(), edition.into_bytes()));
    for (slug, text) in stories {
        files.push((format!("paper/day/stories/{slug}.md").into(), text.as_bytes().to_vec()));
    }
    let world = World::memory(files, env!("CARGO_MANIFEST_DIR"));
    let outcome = load(&world, Path::new("paper/day"), &LoadOptions::default());
    let mut diagnostics = outcome.diagnostics;
    let loaded = outcome.value.unwrap_or_else(|| panic!("not loaded: {diagnostics:#?}"));
    let plans: Vec<&PagePlan> = loaded.edition.pages.iter().filter(|plan| wanted(plan.number)).collect();
    let composed = compose(&loaded.edition, &plans, &loaded.fonts).into_iter();
    let pages = composed.map(|outcome| outcome.drain(&mut diagnostics)).collect();
    Made { edition: loaded.edition, pages, diagnostics, broken: loaded.broken_pages, fonts: loaded.fonts }
}

impl Made {
    /// The codes of its errors and warnings, sorted, each once; not those that come of these stories being
    /// made up, or of areas that have no heads.
    pub(super) fn codes(&self) -> Vec<&'static str> {
        let told = self.diagnostics.iter().filter(|finding| {
            finding.severity != Severity::Note
                && !["copy-suspect", "head-part-unset", "story-underset", "picture-missing"]
                    .contains(&finding.code.as_str())
        });
        let mut codes: Vec<&str> = told.map(|finding| finding.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// The area of a page.
    #[track_caller]
    pub(super) fn area(&self, page: u16, name: &str) -> &AreaRecord {
        let page = self.pages.iter().find(|made| made.page.number == page).expect("the page");
        page.record.areas.iter().find(|area| area.area == name).expect("the area")
    }

    /// The lines of a page as they stand: the words of each baseline, column by column.
    pub(super) fn lines(&self, page: u16) -> Vec<String> {
        let page = self.pages.iter().find(|made| made.page.number == page).expect("the page");
        let mut lines: Vec<(i64, i64, String)> = Vec::new();
        for item in &page.page.items {
            let ItemKind::Text(run) = &item.kind else { continue };
            let (x, y) = (run.origin.x.get(), run.origin.y.get());
            match lines.last_mut() {
                Some((_, known, text)) if *known == y => text.push_str(&run.text),
                _ => lines.push((x, y, run.text.clone())),
            }
        }
        lines.into_iter().map(|(_, _, text)| text).collect()
    }

    /// The words of a page.
    pub(super) fn text(&self, page: u16) -> String {
        self.lines(page).concat()
    }
}

/// Text without white space.
pub(super) fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A story of so many paragraphs of so many sentences, all different.
pub(super) fn story(paragraphs: usize, sentences: usize) -> String {
    let mut text = String::from("---\nheadline: 一条绿道 串起半座老城\n---\n");
    for paragraph in 1..=paragraphs {
        for sentence in 1..=sentences {
            let more = ["天晴了", "江水涨了一些", "桥上的人越来越多", "卖糖的老人把摊子摆到树下"];
            text += &format!("第{paragraph}段第{sentence}句说的是{}。", more[(paragraph + sentence) % more.len()]);
        }
        text += "\n\n";
    }
    text
}

/// An area of copy over some columns and rows of a tabloid page.
pub(super) fn area(name: &str, columns: &str, rows: &str, more: &str) -> String {
    format!("  {name}:\n    kind: story\n    at: {{columns: {columns}, rows: {rows}}}\n{more}")
}
