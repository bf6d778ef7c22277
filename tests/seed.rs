//! A real front page: its copy, kept outside the repository, set in the structure of `tests/seed`.

mod common;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use common::{body_of, copy_tree, dense, files_below, installed, paiban, pdf, root};

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

struct Front {
    home: tempfile::TempDir,
    copy: PathBuf,
    facts: Value,
}

impl Front {
    /// The structure of the page, its stories, and a paper of the masthead's facts.
    fn new() -> Option<Front> {
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

    fn build(&self) -> (Value, PathBuf) {
        let edition = self.home.path().display().to_string();
        let report = paiban(&["build", &edition, "--format", "json"]).ends(0).json();
        let file = self.home.path().join("out").join(report["pages"][0]["file"].as_str().expect("a file"));
        (report, file)
    }
}

fn quoted(value: &Value) -> String {
    serde_json::to_string(value.as_str().expect("a fact")).expect("text")
}

#[test]
fn everything_has_its_place() {
    let Some(front) = Front::new() else { return };
    let (report, _) = front.build();
    let findings = report["findings"].as_array().expect("findings");
    let errors: Vec<&Value> = findings.iter().filter(|finding| finding["severity"] == "error").collect();
    assert!(errors.is_empty(), "{errors:?}");
    let mut stories = 0;
    for area in report["pages"][0]["areas"].as_array().expect("areas") {
        let holes: Vec<u64> =
            area["empty_rows_at_foot"].as_array().expect("holes").iter().filter_map(Value::as_u64).collect();
        assert!(holes.iter().all(|&rows| rows <= 2), "{}: {holes:?}", area["area"]);
        for story in area["stories"].as_array().expect("stories") {
            assert!(story["overset"].is_null(), "{story}");
            stories += 1;
        }
    }
    assert_eq!(stories, 6);
}

#[test]
fn the_masthead_has_every_fact() {
    let Some(front) = Front::new() else { return };
    if !installed("pdftotext") {
        return;
    }
    let text = dense(&pdf::text(&front.build().1));
    for line in front.facts["as_printed"].as_array().expect("lines") {
        let line = line.as_str().expect("a line");
        // The web address may stand beside its label or be the content of the code.
        let missing: Vec<&str> = line.split(' ').filter(|part| !text.contains(&dense(part))).collect();
        assert!(missing.is_empty(), "{missing:?} of {line} is not on the page");
    }
}

#[test]
fn the_two_pictures_have_captions_and_credits() {
    let Some(front) = Front::new() else { return };
    if !installed("pdftotext") {
        return;
    }
    let text = dense(&pdf::text(&front.build().1));
    let mut pictures = 0;
    for name in files_below(&front.copy.join("stories")) {
        let story = fs::read_to_string(front.copy.join("stories").join(&name)).expect("a story");
        let head: Value = serde_saphyr::from_str(story.split("---\n").nth(1).expect("front matter")).expect("YAML");
        for picture in head["pictures"].as_array().into_iter().flatten() {
            assert!(picture["file"].is_null(), "{name}");
            for key in ["caption", "credit"] {
                if let Some(words) = picture[key].as_str() {
                    assert!(text.contains(&dense(words)), "{name}: {key} {words}");
                }
            }
            pictures += 1;
        }
        for key in ["headline", "kicker", "deck", "label"] {
            if let Some(words) = head[key].as_str() {
                let missing: Vec<&str> = words.split(' ').filter(|clause| !text.contains(&dense(clause))).collect();
                assert!(missing.is_empty(), "{name}: {key} lacks {missing:?}");
            }
        }
    }
    assert_eq!(pictures, 2);
}

#[test]
fn every_character_of_every_story_is_there_in_order() {
    let Some(front) = Front::new() else { return };
    if !installed("pdftotext") {
        return;
    }
    let text = dense(&pdf::text(&front.build().1));
    let mut characters = 0;
    for name in files_below(&front.copy.join("stories")) {
        let story = fs::read_to_string(front.copy.join("stories").join(&name)).expect("a story");
        let mut from = 0;
        for paragraph in body_of(&story).split("\n\n").map(dense).filter(|paragraph| !paragraph.is_empty()) {
            let found = text[from..].find(&paragraph);
            assert!(found.is_some(), "{name}: not whole or not in order: {paragraph}");
            from += found.unwrap_or(0) + paragraph.len();
            characters += paragraph.chars().count();
        }
    }
    assert_eq!(characters, 5347);
}

#[test]
fn the_pdf_is_sound_to_other_programs() {
    let Some(front) = Front::new() else { return };
    let (_, file) = front.build();
    if installed("qpdf") {
        pdf::assert_sound(&file);
    }
    if installed("pdffonts") {
        pdf::assert_fonts(&file);
    }
    let document = lopdf::Document::load_mem(&fs::read(&file).expect("a file")).expect("a PDF");
    assert_eq!(pdf::rgb(&document), Vec::<String>::new());
}
