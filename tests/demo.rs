//! The demonstration edition: it is good as it is, its files follow their schemas, and other programs
//! read its PDFs as we mean them.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use common::{body_of, dense, files_below, installed, paiban, pdf, root};

struct Built {
    output: tempfile::TempDir,
    report: Value,
}

impl Built {
    fn new() -> Built {
        let output = tempfile::tempdir().expect("scratch");
        let edition = root().join("editions/2026-11-23").display().to_string();
        let to = output.path().display().to_string();
        let report = paiban(&["build", &edition, "-o", &to, "--format", "json", "--deny", "warnings"]).ends(0).json();
        Built { output, report }
    }

    fn pages(&self) -> Vec<(String, PathBuf)> {
        let pages = self.report["pages"].as_array().expect("pages");
        let file = |page: &Value| self.output.path().join(page["file"].as_str().expect("a file"));
        pages.iter().map(|page| (page["folio"].as_str().unwrap_or_default().to_string(), file(page))).collect()
    }
}

#[test]
fn it_builds_without_findings_and_without_holes() {
    let built = Built::new();
    assert_eq!(built.report["findings"], Value::Array(vec![]));
    assert_eq!(
        files_below(built.output.path()),
        [
            "LCRB_20261123_A01_v1.pdf",
            "LCRB_20261123_A02_v1.pdf",
            "LCRB_20261123_A03_v1.pdf",
            "LCRB_20261123_A04_v1.pdf",
            "SHA256SUMS",
            "manifest.json"
        ]
    );
    for page in built.report["pages"].as_array().expect("pages") {
        for area in page["areas"].as_array().expect("areas") {
            let holes = area["empty_rows_at_foot"].as_array().expect("holes");
            assert!(holes.iter().all(|rows| rows == 0), "{} {}: {holes:?}", page["folio"], area["area"]);
            assert!(
                area["stories"].as_array().expect("stories").iter().all(|story| story["overset"].is_null()),
                "{area}"
            );
        }
    }
}

#[test]
fn its_pdfs_are_what_a_press_takes() {
    let built = Built::new();
    for (folio, file) in built.pages() {
        let bytes = fs::read(&file).expect("a file");
        assert!(bytes.starts_with(b"%PDF-1.6"), "{folio}");
        let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
        assert_eq!(document.get_pages().len(), 1, "{folio}");
        assert_eq!(pdf::rgb(&document), Vec::<String>::new(), "{folio}");
        // 390 × 545 mm, trim = page, nothing beside it.
        let (width, height) = (390.0 / 25.4 * 72.0, 545.0 / 25.4 * 72.0);
        for page in pdf::boxes(&document) {
            for found in page {
                let found = found.expect("all three boxes are written");
                let off = found.iter().zip([0.0, 0.0, width, height]).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                assert!(off < 0.01, "{folio}: {found:?}");
            }
        }
        let intents: Vec<&lopdf::Dictionary> = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|dictionary| {
                dictionary.get(b"S").and_then(|name| name.as_name()).is_ok_and(|name| name == b"GTS_PDFX")
            })
            .collect();
        assert!(intents.len() <= 1, "{folio}");
    }
}

#[test]
fn its_pdfs_are_sound_to_other_programs() {
    let built = Built::new();
    for (_, file) in built.pages() {
        if installed("qpdf") {
            pdf::assert_sound(&file);
        }
        if installed("pdffonts") {
            pdf::assert_fonts(&file);
        }
        if installed("gs") {
            let arguments = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=inkcov", "-r18", "-sOutputFile=-"];
            let out = std::process::Command::new("gs").args(arguments).arg(&file).output().expect("it is installed");
            let said = String::from_utf8_lossy(&out.stdout);
            assert!(out.status.success() && said.contains("CMYK OK"), "{said}");
            assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
        }
    }
}

/// 城西版 has a brief of its own on page 1: the black plate alone is made anew.
#[test]
fn its_zone_changes_one_plate() {
    let output = tempfile::tempdir().expect("scratch");
    let edition = root().join("editions/2026-11-23").display().to_string();
    let to = output.path().display().to_string();
    let build = ["build", &edition, "-o", &to, "--zone", "all", "--format", "json", "--deny", "warnings"];
    let report = paiban(&build).ends(0).json();
    let west = &report["editions"][1];
    assert_eq!(west["zone"], "west");
    assert_eq!(west["findings"], Value::Array(vec![]));
    let plates: Vec<&Value> = west["pages"].as_array().expect("pages").iter().map(|page| &page["plates"]).collect();
    let same = |folio: &str| serde_json::json!({ "same_as": format!("LCRB_20261123_{folio}_v1.pdf") });
    assert_eq!(plates, [&serde_json::json!({ "differ": ["K"] }), &same("A02"), &same("A03"), &same("A04")]);
    let west_only: Vec<String> = files_below(output.path()).into_iter().filter(|name| name.contains("west")).collect();
    assert_eq!(west_only, ["LCRB_20261123_A01_west_v1.pdf", "manifest_west.json"]);
    let full = west["pages"][0]["areas"]
        .as_array()
        .expect("areas")
        .iter()
        .all(|area| area["empty_rows_at_foot"].as_array().is_none_or(|holes| holes.iter().all(|rows| *rows == 0)));
    assert!(full, "{west}");
}

/// The words of a body without its markup, a paragraph an item.
fn plain_paragraphs(story: &str) -> Vec<String> {
    let body = body_of(story);
    let marks = |line: &str| line.trim_start_matches(['#', '>', ' ']).replace('*', "");
    body.split("\n\n")
        .map(|paragraph| dense(&paragraph.lines().map(marks).collect::<String>()))
        .filter(|p| !p.is_empty())
        .collect()
}

#[test]
fn every_character_of_every_story_is_on_its_page_in_order() {
    if !installed("pdftotext") {
        return;
    }
    let built = Built::new();
    let stories = root().join("editions/2026-11-23/stories");
    let pages = built.report["pages"].as_array().expect("pages").clone();
    let mut seen = 0;
    // A story that goes on on another page: how many of its paragraphs the parts before have.
    let mut printed: BTreeMap<String, usize> = BTreeMap::new();
    for (page, (folio, file)) in pages.iter().zip(built.pages()) {
        let text = dense(&pdf::text(&file));
        for area in page["areas"].as_array().expect("areas") {
            for story in area["stories"].as_array().expect("stories") {
                let slug = story["story"].as_str().expect("a slug");
                let source = fs::read_to_string(stories.join(format!("{slug}.md"))).expect("a story");
                let goes_on = story["part"]["number"] != story["part"]["of"];
                let printed = printed.entry(slug.to_owned()).or_default();
                let mut from = 0;
                for paragraph in plain_paragraphs(&source).iter().skip(*printed) {
                    let found = text[from..].find(paragraph);
                    if found.is_none() && goes_on {
                        break;
                    }
                    assert!(found.is_some(), "{folio} {slug}: not whole or not in order: {paragraph}");
                    from += found.unwrap_or(0) + paragraph.len();
                    *printed += 1;
                }
                assert!(from > 0 || story["part"].is_null(), "{folio} {slug}: nothing of it");
                seen += 1;
            }
        }
    }
    assert!(seen >= 25, "only {seen} stories");
}

/// The lead goes on on A02, each part says where the other is, and the ear names what stands on the pages.
#[test]
fn its_pages_point_to_one_another() {
    if !installed("pdftotext") {
        return;
    }
    let built = Built::new();
    let texts: Vec<String> = built.pages().iter().map(|(_, file)| dense(&pdf::text(file))).collect();
    assert!(texts[0].contains("下转A02版▶") && texts[1].contains("上接A01版"));
    for (page, head) in [(1, "有轨电车2号线今天起空车试跑"), (2, "一只红碗要走八十天"), (3, "一夜一昼跑过四座山")]
    {
        assert!(texts[0].contains(head), "the ear: {head}");
        assert!(texts[page].contains(head), "page {}: {head}", page + 1);
    }
}

/// Every advertisement stands in a size of the rate card and has its booking.
#[test]
fn its_advertisements_are_of_the_rate_card() {
    let built = Built::new();
    let layout = as_json(&read(&root().join("layouts/sport.yaml")).1, "sport");
    let edition = as_json(&read(&root().join("editions/2026-11-23/edition.yaml")).1, "edition");
    let card = as_json(&read(&root().join("layouts/formats/broadsheet.yaml")).1, "broadsheet");
    let areas = layout["areas"].as_object().expect("areas");
    let ads: Vec<_> = areas.iter().filter(|(_, area)| area["kind"] == "ad").collect();
    assert_eq!(ads.len(), 5);
    for (name, area) in ads {
        let size = area["at"]["size"].as_str().expect("a size");
        assert!(card["ads"][size].is_object(), "{name}: {size}");
        assert!(edition["pages"][3]["place"][name]["booking"].is_string(), "{name}");
    }
    assert_eq!(built.report["findings"], Value::Array(vec![]));
}

// The files that are shipped, against the schemas that are printed.

fn as_json(text: &str, name: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[track_caller]
fn conforms(kind: &str, documents: &[(String, String)]) {
    let schema = paiban(&["schema", kind]).ends(0).json();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    assert!(!documents.is_empty(), "no file of the kind {kind}");
    for (name, text) in documents {
        let value = as_json(text, name);
        let wrong: Vec<String> =
            validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{name} as {kind}:\n{}", wrong.join("\n"));
    }
}

fn yaml_in(directory: &str) -> Vec<(String, String)> {
    let directory = root().join(directory);
    let entries = fs::read_dir(&directory).expect("a directory").flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> (String, String) {
    (path.display().to_string(), fs::read_to_string(path).expect("a text"))
}

#[test]
fn shipped_descriptions_follow_their_schemas() {
    conforms("layout", &yaml_in("layouts"));
    conforms("format", &yaml_in("layouts/formats"));
    conforms("styles", &yaml_in("layouts/styles"));
    conforms("press", &yaml_in("layouts/press"));
    conforms("layout", &yaml_in("tests/seed/layouts"));
    conforms("format", &yaml_in("tests/seed/layouts/formats"));
    conforms("styles", &yaml_in("tests/seed/layouts/styles"));
}

#[test]
fn the_edition_follows_its_schemas() {
    conforms("paper", &[read(&root().join("editions/paper.yaml"))]);
    conforms(
        "edition",
        &[read(&root().join("editions/2026-11-23/edition.yaml")), read(&root().join("tests/seed/edition.yaml"))],
    );
    conforms("zone", &yaml_in("editions/2026-11-23/zones"));
    let stories = root().join("editions/2026-11-23/stories");
    let heads: Vec<(String, String)> = files_below(&stories)
        .iter()
        .map(|name| read(&stories.join(name)))
        .map(|(name, text)| (name, text.split("---\n").nth(1).unwrap_or_default().to_string()))
        .collect();
    assert!(heads.len() >= 25);
    conforms("story", &heads);
}

#[test]
fn schemas_know_a_wrong_file() {
    let schema = paiban(&["schema", "layout"]).ends(0).json();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for wrong in [
        "format: tabloid\n",
        "format: tabloid\nareas: {lead: {kind: story, at: {columns: 1-5, rows: 1-19}, heed: {style: lead}}}\n",
        "format: tabloid\nareas: {lead: {kind: storey, at: {columns: 1-5, rows: 1-19}}}\n",
        "format: tabloid\nareas: {lead: {kind: story, at: {columns: [1, 5], rows: 1-19}}}\n",
    ] {
        assert!(!validator.is_valid(&as_json(wrong, wrong)), "{wrong}");
    }
}

/// Every picture says where it is from.
#[test]
fn every_picture_has_its_credit() {
    let pictures = root().join("editions/2026-11-23/pictures");
    let credits = fs::read_to_string(pictures.join("CREDITS.md")).expect("credits");
    for name in files_below(&pictures).iter().filter(|name| *name != "CREDITS.md") {
        assert!(credits.contains(name), "{name}");
    }
}

/// The fonts are those whose sums are kept beside them.
#[test]
fn shipped_fonts_are_unaltered() {
    use sha2::{Digest, Sha256};
    let sums = fs::read_to_string(root().join("fonts/SHA256SUMS")).expect("sums");
    let mut seen = 0;
    for line in sums.lines() {
        let (sum, name) = line.split_once(char::is_whitespace).expect("sum and name");
        let bytes = fs::read(root().join("fonts").join(name.trim().trim_start_matches('*'))).expect("a font");
        let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, sum, "{name}");
        seen += 1;
    }
    assert_eq!(seen, 11);
}
