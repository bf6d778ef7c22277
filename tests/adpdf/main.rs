//! Advertisers' PDFs in an edition: read by their page, judged by `check`, printed by `build`.

mod bleed;
#[path = "../common/mod.rs"]
mod common;
mod strip;

use common::{Desk, codes};
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

const FILE: &str = "day/out/TEST_20261123_A01_v1.pdf";

/// A file with a page for each size in millimetres, each of a tint of its own: K 20, 40 …
fn pages(sizes: &[(f64, f64)], operators: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let tree = document.new_object_id();
    let points = |mm: f64| Object::Real((mm * 72.0 / 25.4) as f32);
    let mut kids: Vec<Object> = Vec::new();
    for (index, (width, height)) in sizes.iter().enumerate() {
        let tint = Object::Real((index as f32 + 1.0) / 5.0);
        let operations = vec![
            Operation::new("k", vec![0.into(), 0.into(), 0.into(), tint]),
            Operation::new("re", vec![0.into(), 0.into(), points(*width), points(*height)]),
            Operation::new("f", Vec::new()),
        ];
        let mut content = Content { operations }.encode().expect("operators");
        content.extend(operators.bytes());
        let content = document.add_object(Stream::new(dictionary! {}, content));
        let media = vec![0.into(), 0.into(), points(*width), points(*height)];
        kids.push(
            document
                .add_object(dictionary! {
                    "Type" => "Page", "Parent" => tree, "MediaBox" => media, "Contents" => content,
                    "Resources" => dictionary! {},
                })
                .into(),
        );
    }
    let count = kids.len() as i64;
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

/// The place of the ad below, in millimetres.
const PLACE: (f64, f64) = (139.7, 85.7);

/// A desk whose page has an ad at its foot, with this art.
fn desk(art: &str, bytes: &[u8]) -> Desk {
    let desk = Desk::new();
    desk.swap("layouts/page.yaml", "  second:", "  foot: {kind: ad, at: {columns: 3-5, rows: 22-40}}\n  second:");
    desk.swap("day/edition.yaml", "second: second", &format!("second: second\n      foot: {art}"));
    desk.write("day/ad.pdf", bytes);
    desk
}

#[track_caller]
fn said(art: &str, bytes: &[u8]) -> (Vec<String>, String) {
    let report = desk(art, bytes).check(&["--format", "json"]).json();
    let told = report["findings"].as_array().cloned().unwrap_or_default();
    let messages: Vec<String> = told
        .iter()
        .map(|finding| {
            format!("{} {}", finding["message"].as_str().unwrap_or(""), finding["hint"].as_str().unwrap_or(""))
        })
        .collect();
    (codes(&report), messages.join("\n"))
}

const ART: &str = "{file: ad.pdf, booking: AD-1}";

/// The text operators and the forms of the printed page: the tint of the only ad.
fn tint(desk: &Desk) -> f32 {
    let document = Document::load_mem(&desk.read(FILE)).expect("a PDF");
    let forms = document.objects.values().filter_map(|object| object.as_stream().ok());
    let inner =
        forms.filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form"));
    let mut tints = inner.filter_map(|stream| {
        let content = Content::decode(&stream.decompressed_content().ok()?).ok()?;
        let operation = content.operations.iter().find(|operation| operation.operator == "k")?;
        operation.operands[3].as_float().ok()
    });
    tints.next_back().expect("a form with a tint")
}

#[test]
fn a_page_of_the_right_size_is_printed_without_a_word() {
    let desk = desk(ART, &pages(&[PLACE], ""));
    let report = desk.build(&["--format", "json"]).ends(0).json();
    assert_eq!(codes(&report), [] as [String; 0], "{report}");
    assert!((tint(&desk) - 0.2).abs() < 1e-6);
    let again = desk.read(FILE);
    desk.build(&["-o", &desk.path("again").display().to_string()]).ends(0);
    assert!(desk.read("again/TEST_20261123_A01_v1.pdf") == again, "the same input gives other bytes");
}

#[test]
fn a_page_is_chosen_and_one_that_is_not_there_is_told() {
    let file = pages(&[PLACE, PLACE], "");
    let second = desk("{file: ad.pdf, page: 2, booking: AD-1}", &file);
    second.build(&[]).ends(0);
    assert!((tint(&second) - 0.4).abs() < 1e-6);
    let (codes, messages) = said("{file: ad.pdf, page: 3, booking: AD-1}", &file);
    assert_eq!(codes, ["picture-unusable"]);
    assert!(messages.contains("2 pages and no page 3"), "{messages}");
}

#[test]
fn another_shape_and_another_size_are_told_in_millimetres() {
    let (codes, messages) = said(ART, &pages(&[(139.5, 95.4)], ""));
    assert_eq!(codes, ["ad-art-shape"], "{messages}");
    assert!(messages.contains("its trim 139.5 × 95.4 mm") && messages.contains("139.7 × 85.7 mm"), "{messages}");
    let (codes, messages) = said(ART, &pages(&[(PLACE.0 / 2.0, PLACE.1 / 2.0)], ""));
    assert_eq!(codes, ["ad-art-scale"], "{messages}");
    assert!(messages.contains("200 %"), "{messages}");
}

#[test]
fn what_may_not_be_printed_stops_its_page() {
    let desk = desk(ART, &pages(&[PLACE], " 1 1 1 1 k 10 10 150 150 re f"));
    let report = desk.build(&["--format", "json"]).ends(1).json();
    assert_eq!(codes(&report), ["ink-over-limit"], "{report}");
    assert!(!desk.path(FILE).exists(), "a page with too much ink is written");
}

/// RGB is converted and told at the place of the ad; who does not want that says so.
#[test]
fn colours_of_screens_are_converted_told_and_may_be_denied() {
    let bytes = pages(&[PLACE], " 1 0 0 rg 10 10 50 50 re f 0 0 0 rg 80 10 50 50 re f");
    let desk = desk(ART, &bytes);
    let report = desk.build(&["--format", "json"]).ends(0).json();
    assert_eq!(codes(&report), ["picture-from-rgb"], "{report}");
    let finding = &report["findings"][0];
    assert_eq!((&finding["severity"], &finding["page"]), (&"warning".into(), &1.into()), "{report}");
    assert!(finding["file"].as_str().is_some_and(|file| file.ends_with("page.yaml")), "{report}");
    assert!(finding["message"].as_str().is_some_and(|message| message.starts_with("2 colours ")), "{report}");
    assert!(finding["hint"].as_str().is_some_and(|hint| hint.contains("CMYK")), "{report}");
    let chinese = desk.check(&["--lang", "zh"]).ends(0);
    assert!((chinese.out.clone() + &chinese.err).contains("2 种颜色"), "{chinese:?}");
    // The file that is printed passes; the advertiser's own is told as it is.
    let file = desk.path(FILE).display().to_string();
    common::paiban(&["preflight", &file, "--press", "newsprint", "--pdfx", "x4"]).ends(0);
    let own = desk.path("day/ad.pdf").display().to_string();
    let told = common::paiban(&["preflight", &own, "--press", "newsprint", "--format", "json"]).ends(1).json();
    assert!(told.to_string().contains("color-rgb"), "{told}");
    // Strict papers.
    let strict = desk.build(&["--deny", "picture-from-rgb", "--format", "json"]).ends(1).json();
    assert_eq!(codes(&strict), ["picture-from-rgb"], "{strict}");
    desk.check(&["--deny", "picture-from-rgb"]).ends(1);
    desk.build(&["--deny", "warnings"]).ends(1);
}

#[test]
fn both_flavours_are_written_and_pass_our_own_preflight() {
    let desk = desk(ART, &pages(&[PLACE], ""));
    desk.build(&[]).ends(0);
    let file = desk.path(FILE).display().to_string();
    common::paiban(&["preflight", &file, "--press", "newsprint", "--pdfx", "x4"]).ends(0);
    // Of the presses that are shipped, one has a profile that the older standard takes.
    desk.build(&["--pdfx", "x1a", "--press", "coated"]).ends(0);
    assert!(desk.read("day/out/TEST_20261123_A01_v2.pdf").starts_with(b"%PDF-1.4"));
}

#[test]
fn a_pdf_as_a_picture_of_a_story_is_cropped_like_any_other() {
    let desk = Desk::with_picture("map.pdf");
    desk.write("day/map.pdf", pages(&[(200.0, 200.0)], ""));
    let report = desk.build(&["--format", "json"]).ends(0).json();
    assert_eq!(codes(&report), [] as [String; 0], "{report}");
    assert!((tint(&desk) - 0.2).abs() < 1e-6);
}

/// In the digital edition, colours of a screen look as they print.
#[test]
fn a_screen_shows_converted_colours() {
    let desk = desk(ART, &pages(&[PLACE], " .1 .6 .2 rg 0 0 400 300 re f"));
    desk.build(&["--digital"]).ends(0);
    let is_digital = |name: &String| name.ends_with(".pdf") && name.contains("digital");
    let pdf = desk.outputs().into_iter().find(is_digital).expect("a digital edition");
    if !common::installed("pdftoppm") {
        return;
    }
    let (file, out) = (desk.path(&format!("day/out/{pdf}")), desk.path("shown"));
    let drawn =
        std::process::Command::new("pdftoppm").args(["-r", "20", "-png", "-singlefile"]).args([&file, &out]).status();
    assert!(drawn.expect("a picture").success());
    let shown = image::open(out.with_extension("png")).expect("a picture").to_rgb8();
    let greens = shown.pixels().filter(|pixel| pixel[1] > 120 && pixel[0] < 70 && pixel[2] < 90).count();
    assert!(greens > 3_000, "{greens} pixels are green");
}
