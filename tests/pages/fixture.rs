//! Editions in memory, composed.

use std::path::{Path, PathBuf};

use paiban::base::diag::{Diagnostic, Severity};
use paiban::engine::compose::{Composed, compose};
use paiban::input::{LoadOptions, World, load};
use paiban::model::{Edition, PagePlan};

/// An edition and its composed pages.
pub(crate) struct Made {
    pub(crate) edition: Edition,
    pub(crate) pages: Vec<Composed>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Loads and composes an edition of one page with these areas and stories.
pub(crate) fn make(areas: &str, place: &str, stories: &[(&str, &str)]) -> Made {
    make_with(areas, place, stories, Vec::new())
}

/// As [`make`], with more head styles in the style sheet.
pub(crate) fn make_styled(areas: &str, heads: &str, place: &str, stories: &[(&str, &str)]) -> Made {
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/layouts/styles/daily.yaml");
    let sheet = std::fs::read_to_string(shipped).expect("the shipped style sheet");
    let sheet = sheet.replacen("heads:\n", &format!("heads:\n{heads}"), 1);
    make_with(areas, place, stories, vec![("paper/day/layouts/styles/daily.yaml".into(), sheet.into_bytes())])
}

/// As [`make`], with more files.
pub(crate) fn make_with(areas: &str, place: &str, stories: &[(&str, &str)], more: Vec<(PathBuf, Vec<u8>)>) -> Made {
    let mut files: Vec<(PathBuf, Vec<u8>)> = vec![
        ("paper/paper.yaml".into(), b"name: T\ncode: T\nstyles: daily\npress: newsprint\n".to_vec()),
        (
            "paper/day/edition.yaml".into(),
            format!(
                "paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\npages:\n  - {{page: 1, section: T, layout: page, place: {{{place}}}}}\n"
            )
            .into_bytes(),
        ),
        ("paper/day/layouts/page.yaml".into(), format!("format: tabloid\nstyles: daily\nareas:\n{areas}").into_bytes()),
    ];
    files.extend(more);
    for (slug, text) in stories {
        files.push((format!("paper/day/stories/{slug}.md").into(), text.as_bytes().to_vec()));
    }
    let world = World::memory(files, env!("CARGO_MANIFEST_DIR"));
    let outcome = load(&world, Path::new("paper/day"), &LoadOptions::default());
    let mut diagnostics = outcome.diagnostics;
    let loaded = outcome.value.unwrap_or_else(|| panic!("not loaded: {diagnostics:#?}"));
    let plans: Vec<&PagePlan> = loaded.edition.pages.iter().collect();
    let pages = compose(&loaded.edition, &plans, &loaded.fonts)
        .into_iter()
        .map(|outcome| {
            diagnostics.extend(outcome.diagnostics);
            outcome.value
        })
        .collect();
    Made { edition: loaded.edition, pages, diagnostics }
}

impl Made {
    /// The codes of its errors and warnings, sorted, each once.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<&str> = self
            .diagnostics
            .iter()
            .filter(|finding| finding.severity != Severity::Note)
            .map(|finding| finding.code.as_str())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}
