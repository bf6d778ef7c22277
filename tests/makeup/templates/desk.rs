//! An edition in memory of any files.

use std::path::{Path, PathBuf};

use paiban::base::diag::{Diagnostic, Severity};
use paiban::engine::compose::{Composed, compose};
use paiban::input::{LoadOptions, World, load};
use paiban::model::{Edition, PagePlan};

/// Files of a paper in `paper/` with one edition in `paper/day/`.
pub(crate) struct Desk {
    files: Vec<(PathBuf, Vec<u8>)>,
}

/// What became of them.
pub(crate) struct Set {
    pub(crate) world: World,
    pub(crate) edition: Option<Edition>,
    pub(crate) pages: Vec<Composed>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

pub(crate) const STORY: &str = "---\nheadline: 桥灯亮了\n---\n夜市今起延到23时，逢雨顺延。\n";

impl Desk {
    /// `pages` is the list of pages, as YAML.
    pub(crate) fn new(pages: &str) -> Desk {
        let desk = Desk { files: Vec::new() };
        let paper = "name: 澜川日报\ncode: T\nstyles: daily\npress: newsprint\n";
        let edition = format!("paper: ../paper.yaml\ndate: 2026-11-23\nissue: 1\npages:\n{pages}");
        desk.with("paper.yaml", paper).with("day/edition.yaml", &edition)
    }

    pub(crate) fn with(mut self, name: &str, text: impl AsRef<[u8]>) -> Desk {
        self.files.push((Path::new("paper").join(name), text.as_ref().to_vec()));
        self
    }

    pub(crate) fn set(self) -> Set {
        self.set_with(&LoadOptions::default())
    }

    pub(crate) fn set_with(self, options: &LoadOptions) -> Set {
        let world = World::memory(self.files, env!("CARGO_MANIFEST_DIR"));
        let outcome = load(&world, Path::new("paper/day"), options);
        let mut diagnostics = outcome.diagnostics;
        let (mut edition, mut pages) = (None, Vec::new());
        if let Some(loaded) = outcome.value {
            let plans: Vec<&PagePlan> = loaded.edition.pages.iter().collect();
            let composed = compose(&loaded.edition, &plans, &loaded.fonts);
            pages = composed.into_iter().map(|outcome| outcome.drain(&mut diagnostics)).collect();
            edition = Some(loaded.edition);
        }
        Set { world, edition, pages, diagnostics }
    }
}

impl Set {
    /// The errors, each as `code file:line message`.
    pub(crate) fn errors(&self) -> Vec<String> {
        let errors = self.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        errors
            .map(|found| {
                let source = self.world.source(found.span.file);
                let place = source.map_or("?".to_owned(), |source| {
                    let line = source.text[..found.span.start as usize].matches('\n').count() + 1;
                    format!("{}:{line}", source.name.trim_start_matches("paper/"))
                });
                format!("{} {place} {}", found.code.as_str(), found.message.en)
            })
            .collect()
    }

    /// The names of the areas of the first page, in order.
    pub(crate) fn areas(&self) -> Vec<String> {
        let edition = self.edition.as_ref().unwrap_or_else(|| panic!("{:#?}", self.errors()));
        edition.pages[0].areas.iter().map(|area| area.name.clone()).collect()
    }
}
