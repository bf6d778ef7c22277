//! A real front page: its copy, kept outside the repository, set in the structure of `tests/seed`.

mod common;

use std::fs;

use serde_json::Value;

use common::front::Front;
use common::{body_of, dense, files_below, installed, pdf};

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
        // All six end flush at the feet of their areas.
        assert!(holes.iter().all(|&rows| rows <= 1), "{}: {holes:?}", area["area"]);
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
