//! The forms of a proof: the PDF with layers and annotations, the HTML viewer, pictures.

use std::fs;
use std::process::Command;

use lopdf::{Dictionary, Document, Object};

use super::common::{Desk, Run, files_below, installed, paiban, root};

pub(super) fn run(desk: &Desk, words: &[&str]) -> Run {
    let (data, day) = (root(), desk.day());
    let mut all = vec!["--data", data.to_str().expect("a path")];
    all.extend(words.iter().map(|word| if *word == "DAY" { day.as_str() } else { word }));
    paiban(&all)
}

/// A desk whose second story has much more copy than room.
pub(super) fn overset() -> Desk {
    let desk = Desk::new();
    let copy = String::from_utf8(desk.read("day/stories/second.md")).expect("text");
    let more = "这一段是后来补写的，版面上已经没有地方，校样应当让人一眼看见。".repeat(4);
    desk.write("day/stories/second.md", format!("{}\n\n{more}\n", copy.trim_end()));
    desk
}

pub(super) fn dict<'d>(document: &'d Document, object: &'d Object) -> &'d Dictionary {
    match document.dereference(object).expect("an object").1 {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        other => panic!("no dictionary: {other:?}"),
    }
}

pub(super) fn text(object: &Object) -> String {
    lopdf::decode_text_string(object).expect("a text")
}

/// The annotations of a page, by its number.
pub(super) fn annotations(document: &Document, page: u32) -> Vec<&Dictionary> {
    let id = document.get_pages()[&page];
    let page = document.get_dictionary(id).expect("a page");
    let Ok(list) = page.get(b"Annots").and_then(Object::as_array) else { return Vec::new() };
    list.iter().map(|one| dict(document, one)).collect()
}

#[test]
fn the_pdf_has_layers_annotations_and_its_record() {
    let desk = overset();
    run(&desk, &["proof", "DAY", "--round", "1", "--format", "pdf"]).ends(1);
    let bytes = desk.read("day/proofs/round-1/proof.pdf");
    let document = Document::load_mem(&bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let optional = dict(&document, catalog.get(b"OCProperties").expect("layers"));
    let groups = optional.get(b"OCGs").and_then(Object::as_array).expect("layers");
    let names: Vec<String> =
        groups.iter().map(|group| text(dict(&document, group).get(b"Name").expect("a name"))).collect();
    assert_eq!(names, ["网格", "文字块与编号", "字数行数", "问题", "改动"]);
    let notes = annotations(&document, 1);
    let overset = notes.iter().find(|note| text(note.get(b"Subj").expect("a subject")) == "story-overset");
    let overset = overset.expect("the finding");
    assert!(text(overset.get(b"PaibanSource").expect("a source")).starts_with("stories/second.md:"));
    let words = text(overset.get(b"Contents").expect("words"));
    assert!(words.contains("second") && words.contains("lines"), "in the language that was asked for: {words}");
    assert!(overset.get(b"NM").is_ok() && overset.get(b"OC").is_ok() && overset.get(b"AP").is_ok());
    // The record travels in the file and is the one beside it.
    let names =
        dict(&document, dict(&document, catalog.get(b"Names").expect("names")).get(b"EmbeddedFiles").expect("files"));
    let list = names.get(b"Names").and_then(Object::as_array).expect("files");
    let file = dict(&document, dict(&document, &list[1]).get(b"EF").expect("a file")).get(b"F").expect("a file");
    let (_, Object::Stream(stream)) = document.dereference(file).expect("a stream") else { panic!("no stream") };
    let record: serde_json::Value =
        serde_json::from_slice(&stream.decompressed_content().expect("bytes")).expect("JSON");
    let beside: serde_json::Value = serde_json::from_slice(&desk.read("day/proofs/round-1/layout.json")).expect("JSON");
    assert_eq!(record, beside);
    // The sheet is larger than the page, and says where the page is.
    let page = document.get_dictionary(document.get_pages()[&1]).expect("a page");
    let numbers = |key: &[u8]| -> Vec<f32> {
        page.get(key)
            .and_then(Object::as_array)
            .expect("a box")
            .iter()
            .map(|n| n.as_float().expect("a number"))
            .collect()
    };
    let (media, trim) = (numbers(b"MediaBox"), numbers(b"TrimBox"));
    assert!(media[2] > trim[2] && media[3] > trim[3] && trim[1] > 60.0, "{media:?} {trim:?}");
}

#[test]
fn print_files_have_no_layers() {
    let desk = Desk::new();
    run(&desk, &["build", "DAY"]).ends(0);
    let out = desk.path("day/out");
    for name in files_below(&out).iter().filter(|name| name.ends_with(".pdf")) {
        let document = Document::load(out.join(name)).expect("a PDF");
        assert!(document.catalog().expect("a catalog").get(b"OCProperties").is_err());
        assert!(annotations(&document, 1).is_empty());
    }
}

#[test]
fn the_strip_says_what_page_and_round_it_is_and_how_every_story_stands() {
    if !installed("pdftotext") {
        return;
    }
    let desk = overset();
    run(&desk, &["proof", "DAY", "--round", "2", "--format", "pdf"]).ends(1);
    let file = desk.path("day/proofs/round-2/proof.pdf");
    let output = Command::new("pdftotext").args(["-layout"]).arg(&file).arg("-").output().expect("a text");
    let told = String::from_utf8(output.stdout).expect("text");
    let dense: String = told.chars().filter(|c| !c.is_whitespace()).collect();
    for words in ["二校", "澜川日报", "A01要闻", "2026-11-23", "责编", "校对", "值班", "签发", "1栏", "5栏"]
    {
        assert!(dense.contains(words), "{words}: {told}");
    }
    // The last rows of the grid that fives divide, in the margins at least.
    assert!(told.split_whitespace().filter(|word| *word == "35").count() >= 2, "{told}");
    let strip = &dense[dense.find("责编").expect("a strip")..];
    let over = strip.find("second").expect("a story");
    assert!(over < strip.find("lead").expect("a story"), "what is over comes first: {strip}");
    assert!(strip[over..].contains("字（") && strip[over..].contains("行）"), "{strip}");
}

#[test]
fn the_same_edition_gives_the_same_proof() {
    let desk = Desk::new();
    run(&desk, &["proof", "DAY", "-o", desk.path("one").to_str().expect("a path"), "--format", "pdf"]).ends(0);
    run(&desk, &["proof", "DAY", "-o", desk.path("two").to_str().expect("a path"), "--format", "pdf"]).ends(0);
    assert_eq!(desk.read("one/proof.pdf"), desk.read("two/proof.pdf"));
}

#[test]
fn readers_of_other_makers_find_no_fault_with_the_pdf() {
    let desk = overset();
    run(&desk, &["proof", "DAY", "--format", "pdf"]).ends(1);
    let file = desk.path("day/proofs/now/proof.pdf");
    for (program, words) in [("qpdf", vec!["--check"]), ("pdfinfo", vec![]), ("mutool", vec!["info"])] {
        if !installed(program) {
            continue;
        }
        let output = Command::new(program).args(words).arg(&file).output().expect("a reader");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && !said.to_lowercase().contains("error"), "{program}: {said}");
        assert!(!said.to_lowercase().contains("warning"), "{program}: {said}");
    }
}

#[test]
fn the_viewer_needs_nothing_else_and_tells_all() {
    let desk = overset();
    desk.swap("day/stories/lead.md", "水管换新", "水管<b>换新&");
    let told = run(&desk, &["check", "DAY", "--format", "json"]);
    run(&desk, &["proof", "DAY", "--format", "html"]).ends(1);
    let page = String::from_utf8(desk.read("day/proofs/now/proof.html")).expect("text");
    for slug in ["lead", "second"] {
        assert!(
            page.contains(&format!("data-story=\"{slug}\"")) && page.contains(&format!("stories/{slug}.md")),
            "{slug}"
        );
    }
    for finding in told.json()["findings"].as_array().into_iter().flatten() {
        if finding["severity"] != "note" {
            assert!(page.contains(finding["code"].as_str().expect("a code")), "{finding}");
        }
    }
    for loads in ["http://", "https://", "@import", "url(", "<link", "src=\"/", "fetch("] {
        assert!(!page.contains(loads), "{loads}");
    }
    // Copy is shown, not obeyed.
    assert!(page.contains("水管&lt;b&gt;换新&amp;") && !page.contains("水管<b>"));
    // What is over stands first, and says where it goes on.
    let (over, full) =
        (page.find("data-story=\"second\"").expect("a story"), page.find("data-story=\"lead\"").expect("a story"));
    assert!(over < full && page.contains("tr class=\"over rest\""));
    assert!(page.contains("data-p=\"stories/lead.md:"), "lines say where they are written");
    assert!(page.contains("data:image/") && desk.path("day/proofs/now/pages").is_dir());
}

#[test]
fn the_viewer_lays_the_last_round_over_this_one() {
    let desk = Desk::new();
    run(&desk, &["proof", "DAY", "--round", "1", "--format", "html"]).ends(0);
    let first = String::from_utf8(desk.read("day/proofs/round-1/proof.html")).expect("text");
    assert!(!first.contains("class=\"before\"") && !first.contains("id=\"onion\""));
    desk.swap("day/stories/second.md", "夜路亮灯", "夜路点灯");
    run(&desk, &["proof", "DAY", "--round", "2", "--format", "html"]).ends(0);
    let second = String::from_utf8(desk.read("day/proofs/round-2/proof.html")).expect("text");
    assert!(second.contains("class=\"before\"") && second.contains("id=\"onion\""));
    assert!(second.contains("<del>亮</del><ins>点</ins>"));
    assert!(second.contains("class=\"edited\""));
}

#[test]
fn the_changes_layer_marks_what_changed() {
    let desk = Desk::new();
    run(&desk, &["proof", "DAY", "--round", "1", "--format", "galley"]).ends(0);
    desk.swap("day/stories/second.md", "夜路亮灯", "夜路点灯");
    run(&desk, &["proof", "DAY", "--round", "2", "--format", "pdf"]).ends(0);
    let document = Document::load_mem(&desk.read("day/proofs/round-2/proof.pdf")).expect("a PDF");
    let notes = annotations(&document, 1);
    let change = notes.iter().find(|note| text(note.get(b"Subj").expect("a subject")) == "改").expect("a change");
    let words = text(change.get(b"Contents").expect("words"));
    assert!(words.contains("“亮”→“点”") && words.contains("stories/second.md:"), "{words}");
    assert!(change.get(b"QuadPoints").is_ok());
}

#[test]
fn pictures_are_as_fine_as_asked_for() {
    let desk = Desk::of_two_pages();
    run(&desk, &["proof", "DAY", "--format", "png", "--dpi", "50", "--paper", "white"]).ends(0);
    for folio in ["A01", "A02"] {
        let png = desk.read(&format!("day/proofs/now/{folio}.png"));
        let mut reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info().expect("a PNG");
        let info = reader.info().clone();
        assert_eq!(info.pixel_dims.map(|dots| dots.xppu), Some(1969));
        // A tabloid page is 270 mm wide.
        assert!(info.width.abs_diff(270 * 50 * 10 / 254) <= 2, "{}", info.width);
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("pixels");
        let palette = info.palette.expect("black type on white paper has few colours");
        assert_eq!(palette[usize::from(pixels[0]) * 3..][..3], [255; 3]);
    }
    let refused = run(&desk, &["proof", "DAY", "--format", "png", "--dpi", "5"]).ends(2);
    assert!(refused.err.contains("18"), "{refused:?}");
    assert!(
        fs::read_dir(desk.path("day/proofs/now"))
            .expect("files")
            .flatten()
            .all(|file| { !file.file_name().to_string_lossy().ends_with(".part") })
    );
}

/// What an earlier proof left behind would belong to another record.
#[test]
fn a_round_made_anew_keeps_nothing_of_the_one_before() {
    let desk = Desk::of_two_pages();
    run(&desk, &["proof", "DAY", "--round", "1", "--format", "all", "--dpi", "36"]).ends(0);
    let kept = files_below(&desk.path("day/proofs/round-1"));
    for name in ["A01.png", "A02.png", "galley/third.txt", "layout.json", "proof.html", "proof.pdf"] {
        assert!(kept.iter().any(|known| known == name), "{name}: {kept:?}");
    }
    desk.write("day/proofs/round-1/remarks.txt", "an editor's own");
    run(&desk, &["proof", "DAY", "--round", "1", "--pages", "1", "--format", "galley"]).ends(0);
    let left = files_below(&desk.path("day/proofs/round-1"));
    assert_eq!(left, ["galley/lead.txt", "galley/second.txt", "layout.json", "remarks.txt"]);
}

/// The script sets classes when it has come to its end.
#[test]
fn the_viewer_runs_in_a_browser() {
    if !installed("chromium") {
        return;
    }
    let desk = overset();
    run(&desk, &["proof", "DAY", "--format", "html"]).ends(1);
    let page = in_browser(&desk, "day/proofs/now/proof.html");
    assert!(page.contains("<body class=\"show-marks\">"), "{}", &page[..page.len().min(2000)]);
}

/// A file of a desk as a browser has it when its scripts have run.
pub(super) fn in_browser(desk: &Desk, name: &str) -> String {
    let home = desk.path("browser");
    let output = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"])
        .args(["--disable-sync", "--disable-component-update", "--dump-dom"])
        .arg(format!("--user-data-dir={}", home.display()))
        .arg(format!("file://{}", desk.path(name).display()))
        .output()
        .expect("a browser");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
