//! Editions of one page, with what copy-fit says of them.

use std::path::Path;

use paiban::base::diag::Diagnostic;
use paiban::engine::compose::try_area;
use paiban::engine::fit::{AreaFit, Misfit, fit, settle};
use paiban::input::{LoadOptions, Loaded, World, load};
use paiban::page::AreaRecord;

/// Loads an edition of one page.
pub(super) fn loaded(areas: &str, place: &str, stories: &[(&str, String)]) -> (Option<Loaded>, Vec<Diagnostic>) {
    let edition = format!(
        "paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\npages:\n  - {{page: 1, section: T, layout: page, place: {{{place}}}}}\n"
    );
    let layout = format!("format: tabloid\nstyles: daily\nareas:\n{areas}");
    let mut files = vec![
        ("paper/paper.yaml".to_string(), "name: T\ncode: T\nstyles: daily\npress: newsprint\n".to_string()),
        ("paper/day/edition.yaml".to_string(), edition),
        ("paper/day/layouts/page.yaml".to_string(), layout),
    ];
    for (slug, text) in stories {
        files.push((format!("paper/day/stories/{slug}.md"), text.clone()));
    }
    let world = World::memory(files, env!("CARGO_MANIFEST_DIR"));
    let outcome = load(&world, Path::new("paper/day"), &LoadOptions::default());
    (outcome.value, outcome.diagnostics)
}

/// A page with one story, `one`, in the area `one`.
pub(super) struct Desk {
    pub(super) loaded: Loaded,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Desk {
    /// `area` is what stands under the area's name, a key a line.
    pub(super) fn new(area: &str, story: &str) -> Desk {
        let lines: String = area.lines().map(|line| format!("    {}\n", line.trim_start_matches("    "))).collect();
        let areas = format!("  one:\n    kind: story\n{lines}");
        let (loaded, diagnostics) = loaded(&areas, "one: one", &[("one", story.to_string())]);
        Desk { loaded: loaded.unwrap_or_else(|| panic!("not loaded: {diagnostics:#?}")), diagnostics }
    }

    /// The codes of what is told of such a page.
    pub(super) fn codes(area: &str, story: &str) -> Vec<&'static str> {
        let lines: String = area.lines().map(|line| format!("    {}\n", line.trim_start_matches("    "))).collect();
        let found = loaded(&format!("  one:\n    kind: story\n{lines}"), "one: one", &[("one", story.to_string())]);
        found.1.iter().map(|finding| finding.code.as_str()).collect()
    }

    /// What copy-fit says.
    pub(super) fn fit(&self) -> AreaFit {
        fit(&self.loaded.edition, &self.loaded.fonts, |_| true).remove(0).1.remove(0)
    }

    /// What composing says.
    pub(super) fn record(&self) -> AreaRecord {
        let plan = &self.loaded.edition.pages[0];
        try_area(&self.loaded.edition, plan, &plan.areas[0], &self.loaded.fonts, false).record.expect("copy")
    }

    /// What composing says after a build has pulled what is allowed, and its notes.
    pub(super) fn settled(mut self) -> (AreaRecord, Vec<Diagnostic>) {
        let notes = settle(&mut self.loaded.edition, &self.loaded.fonts, |_| true);
        (self.record(), notes)
    }
}

/// How a composed area fits.
pub(super) fn misfit(record: &AreaRecord) -> Misfit {
    Misfit::of(record)
}

/// A story of so many paragraphs with these characters each; no two paragraphs are alike.
pub(super) fn story(front: &str, paragraphs: &[usize]) -> String {
    let body: Vec<String> = paragraphs.iter().enumerate().map(|(index, &length)| paragraph(index, length)).collect();
    format!("---\n{front}---\n{}\n", body.join("\n\n"))
}

/// Sentences about a river town, from the `index`th on, as long as asked, with a full stop at the end.
pub(super) fn paragraph(index: usize, length: usize) -> String {
    const SENTENCES: &[&str] = &[
        "入夏以来，河上的风先从渡口吹进老街。",
        "摆渡的老人说，水位比去年同期低了一截，船要绕过新淤的沙洲。",
        "镇上把旧粮仓修成了书屋，孩子们放学就往那里跑。",
        "修桥的工人趁着枯水把桥墩洗刷一遍，青苔底下露出当年的刻字。",
        "茶馆照旧开到半夜，灯光映在水面上，像一串没有收好的珠子。",
        "渔家把网晒在岸边，网眼里还挂着细小的水草。",
        "集市挪到了上游的空地，摊位按号排开，买菜的人不必再挤在桥头。",
        "学校组织学生量河宽、测流速，数据贴在校门口的墙上。",
        "傍晚的渡船载满了下工的人，谁也不急着上岸。",
        "老匠人把祖传的木船图纸交给县里的档案馆，换回一张收条。",
    ];
    let mut text: Vec<char> = Vec::new();
    let mut next = index * 3 + 1;
    while text.len() < length {
        text.extend(SENTENCES[next % SENTENCES.len()].chars());
        next += 1;
    }
    text.truncate(length - 1);
    while matches!(text.last(), Some('，' | '。' | '、')) {
        text.pop();
        text.push('水');
    }
    text.push('。');
    text.into_iter().collect()
}
