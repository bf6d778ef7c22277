//! Editions in memory, composed.

use std::path::{Path, PathBuf};

use paiban::base::diag::{Diagnostic, Severity};
use paiban::engine::compose::{Composed, compose};
use paiban::input::{LoadOptions, Loaded, World, load};
use paiban::model::{Edition, PagePlan};
use paiban::page::dump::dump;

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
    try_make(areas, place, stories, more).unwrap_or_else(|diagnostics| panic!("not loaded: {diagnostics:#?}"))
}

/// As [`make_with`]; what was found where the edition cannot be loaded.
pub(crate) fn try_make(
    areas: &str,
    place: &str,
    stories: &[(&str, &str)],
    more: Vec<(PathBuf, Vec<u8>)>,
) -> Result<Made, Vec<Diagnostic>> {
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
    let diagnostics = outcome.diagnostics;
    let Some(loaded) = outcome.value else { return Err(diagnostics) };
    Ok(composed(loaded, diagnostics, &[]))
}

/// These pages of a shipped edition; all when none is named.
pub(crate) fn shipped(edition: &str, numbers: &[u16]) -> Made {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let outcome = load(&World::disk(root), &root.join(edition), &LoadOptions::default());
    let diagnostics = outcome.diagnostics;
    match outcome.value {
        Some(loaded) => composed(loaded, diagnostics, numbers),
        None => panic!("not loaded: {diagnostics:#?}"),
    }
}

fn composed(loaded: Loaded, mut diagnostics: Vec<Diagnostic>, numbers: &[u16]) -> Made {
    let wanted = |plan: &&PagePlan| numbers.is_empty() || numbers.contains(&plan.number);
    let plans: Vec<&PagePlan> = loaded.edition.pages.iter().filter(wanted).collect();
    let pages = compose(&loaded.edition, &plans, &loaded.fonts)
        .into_iter()
        .map(|outcome| {
            diagnostics.extend(outcome.diagnostics);
            outcome.value
        })
        .collect();
    Made { edition: loaded.edition, pages, diagnostics }
}

/// Compares with `tests/golden/NAME.txt`; with `BLESS=1` writes it anew: read the difference.
#[track_caller]
pub(crate) fn golden(name: &str, dumped: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.txt"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, dumped).expect("a golden file");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    for (line, (now, then)) in dumped.lines().zip(expected.lines()).enumerate() {
        assert_eq!(now, then, "{name}, line {}", line + 1);
    }
    assert_eq!(dumped.lines().count(), expected.lines().count(), "{name}: number of lines");
}

impl Made {
    /// All its pages as text.
    pub(crate) fn dump(&self) -> String {
        self.pages.iter().map(|composed| dump(&composed.page)).collect()
    }

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
