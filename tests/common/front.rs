//! A real front page: its copy, kept outside the repository, in the structure of `tests/seed`.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::{copy_tree, paiban, root};

/// The copy, when it is there.
#[expect(clippy::print_stdout, reason = "a test that looks at less than it could says so")]
fn copy() -> Option<PathBuf> {
    let copy = root().join("../shared/seed");
    if copy.join("stories").is_dir() && copy.join("edition-facts.yaml").is_file() {
        return Some(copy);
    }
    println!("skipped: the copy of the front page is not beside the repository");
    None
}

/// The page in a scratch directory.
pub(crate) struct Front {
    home: tempfile::TempDir,
    /// Where its copy is kept.
    pub(crate) copy: PathBuf,
    /// The facts of its masthead.
    pub(crate) facts: Value,
}

impl Front {
    /// The structure of the page, its stories, and a paper of the masthead's facts.
    pub(crate) fn new() -> Option<Front> {
        let copy = copy()?;
        let home = tempfile::tempdir().expect("scratch");
        copy_tree(&root().join("tests/seed"), home.path());
        copy_tree(&copy.join("stories"), &home.path().join("stories"));
        let text = fs::read_to_string(copy.join("edition-facts.yaml")).expect("facts");
        let facts: Value = serde_saphyr::from_str(&text).expect("facts");
        let fact = |key: &str| quoted(&facts[key]);
        let ear = &facts["ears"][0];
        let paper = format!(
            "name: {}\ncode: {}\npress: newsprint\nfields:\n  web: {}\n  email: {}\n  cn_number: {}\n  postal_code: {}\n  address: {}\n  post_code: {}\n  slogan: {}\n  ear: {}\n  qr_caption: {}\n",
            fact("paper"),
            fact("code"),
            fact("web"),
            fact("email"),
            fact("cn_number"),
            fact("postal_code"),
            fact("address"),
            fact("post_code"),
            quoted(&facts["slogans"][0]),
            quoted(&ear["lines"][0]),
            quoted(&ear["qr"]["caption"]),
        );
        fs::write(home.path().join("paper.yaml"), paper).expect("scratch");
        Some(Front { home, copy, facts })
    }

    /// Builds it; gives the report and the file of the page.
    pub(crate) fn build(&self) -> (Value, PathBuf) {
        let edition = self.home.path().display().to_string();
        let report = paiban(&["build", &edition, "--format", "json"]).ends(0).json();
        let file = self.home.path().join("out").join(report["pages"][0]["file"].as_str().expect("a file"));
        (report, file)
    }
}

fn quoted(value: &Value) -> String {
    serde_json::to_string(value.as_str().expect("a fact")).expect("text")
}
