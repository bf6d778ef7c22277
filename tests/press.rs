//! What a press condition asks of the files: flavour, bleed, marks outside the trim, inks.

mod common;

use lopdf::{Document, Object};

use common::{Desk, codes};

const FIRST: &str = "day/out/TEST_20261123_A01_v1.pdf";

fn press(desk: &Desk, more: &str) {
    let text = "name: a press\ncondition: FOGRA39\nprofile: FOGRA39L_coated.icc\nink_limit: 320%\n\
        picture_ppi: {aim: 200, warn: 170, fail: 150}\n";
    desk.write("layouts/press/own.yaml", format!("{text}{more}"));
    let profile = common::root().join("layouts/press/FOGRA39L_coated.icc");
    desk.write("layouts/press/FOGRA39L_coated.icc", std::fs::read(profile).expect("a profile"));
    desk.swap("paper.yaml", "press: newsprint", "press: own");
}

fn built(desk: &Desk) -> Document {
    Document::load_mem(&desk.read(FIRST)).expect("a PDF")
}

fn millimetres(document: &Document, key: &[u8]) -> Vec<i64> {
    let page = document.get_dictionary(*document.get_pages().get(&1).expect("a page")).expect("a page");
    let edges = page.get(key).and_then(Object::as_array).expect("a box");
    edges.iter().map(|edge| (edge.as_float().expect("a number") * 25.4 / 72.0 * 10.0).round() as i64).collect()
}

#[test]
fn the_flavour_is_the_conditions_unless_the_command_says_otherwise() {
    let desk = Desk::new();
    press(&desk, "pdfx: x1a\n");
    desk.build(&[]).ends(0);
    assert!(desk.read(FIRST).starts_with(b"%PDF-1.4"));
    let manifest: serde_json::Value = serde_json::from_slice(&desk.read("day/out/manifest.json")).expect("a manifest");
    assert_eq!(manifest["press"]["pdfx"], "PDF/X-1a:2003");
    // What changed gets the next version; a file that was written stays.
    let version = |number: u8| desk.read(&FIRST.replace("_v1", &format!("_v{number}")));
    desk.build(&["--pdfx", "x4"]).ends(0);
    assert!(version(2).starts_with(b"%PDF-1.6"));
    desk.swap("layouts/press/own.yaml", "x1a", "x4");
    desk.build(&["--pdfx", "x1a"]).ends(0);
    assert!(version(3).starts_with(b"%PDF-1.4"));
    assert!(version(1).starts_with(b"%PDF-1.4"));
}

#[test]
fn the_older_flavour_refuses_a_profile_of_version_4() {
    let desk = Desk::new();
    press(&desk, "pdfx: x1a\n");
    let mut profile = desk.read("layouts/press/FOGRA39L_coated.icc");
    profile[8] = 4;
    desk.write("layouts/press/FOGRA39L_coated.icc", profile);
    let report = desk.build(&["--format", "json"]).ends(1).json();
    assert_eq!(codes(&report), ["profile-unusable"]);
    assert!(!desk.path(FIRST).exists());
    desk.build(&["--pdfx", "x4"]).ends(0);
}

#[test]
fn marks_stand_outside_the_trim_and_the_boxes_are_right() {
    let desk = Desk::new();
    press(&desk, "bleed: 3mm\nslug: 10mm\nmarks: [crop, register, fold, bars, plate]\n");
    desk.build(&[]).ends(0);
    let document = built(&desk);
    let trim = millimetres(&document, b"TrimBox");
    assert_eq!(trim[..2], [130, 130]);
    let (right, top) = (trim[2], trim[3]);
    assert_eq!(millimetres(&document, b"BleedBox"), [100, 100, right + 30, top + 30]);
    assert_eq!(millimetres(&document, b"MediaBox"), [0, 0, right + 130, top + 130]);
    let all: Vec<&Vec<Object>> = document
        .objects
        .values()
        .filter_map(|object| object.as_array().ok())
        .filter(|array| array.get(1).is_some_and(|name| name.as_name().is_ok_and(|name| name == b"All")))
        .collect();
    assert_eq!(all.len(), 1, "the marks are no registration colour");
    let text = document.extract_text(&[1]).expect("text");
    assert!(common::dense(&text).contains("澜川日报2026-11-23A01CMYK"), "{text}");
}

#[test]
fn newsprint_has_no_marks_and_no_bleed() {
    let desk = Desk::new();
    desk.build(&[]).ends(0);
    let document = built(&desk);
    assert_eq!(millimetres(&document, b"TrimBox"), millimetres(&document, b"MediaBox"));
    assert!(!desk.read(FIRST).windows(10).any(|bytes| bytes == b"Separation"));
}

#[test]
fn a_slug_without_room_for_marks_is_refused() {
    let desk = Desk::new();
    press(&desk, "slug: 3mm\nmarks: [crop]\n");
    assert_eq!(codes(&desk.check(&["--format", "json"]).ends(1).json()), ["out-of-range"]);
}

/// The style sheet `daily` with another colour for cross-heads.
fn crossheads_in(desk: &Desk, color: &str, spots: &str) {
    let sheet = std::fs::read_to_string(common::root().join("layouts/styles/daily.yaml")).expect("a style sheet");
    let line = sheet.lines().find(|line| line.trim_start().starts_with("crosshead:")).expect("cross-heads").to_owned();
    let with = format!("{}, color: \"{color}\"}}", line.trim_end().trim_end_matches('}'));
    let sheet = sheet.replace(&line, &with).replace("\nspots:\n", &format!("\nspots:\n{spots}"));
    desk.write("layouts/styles/daily.yaml", sheet);
}

#[test]
fn type_in_several_blacks_and_registration_inside_are_refused() {
    let check = |color: &str, spots: &str, expected: &[&str]| {
        let desk = Desk::new();
        crossheads_in(&desk, color, spots);
        let found = codes(&desk.check(&["--format", "json"]).json());
        assert_eq!(found, expected, "{color}");
    };
    check("C0 M100 Y100 K0", "", &[]);
    check("C60 M40 Y40 K100", "", &["type-rich-black"]);
    check("C80 M70 Y70 K0", "", &["type-rich-black"]);
    check("C100 M100 Y100 K100", "", &["registration-inside", "type-rich-black"]);
    check("K 100", "  All: K 100\n", &["registration-inside"]);
    check("white overprint", "", &["bad-value"]);
    check("报红 40% overprint", "", &[]);
}

#[test]
fn the_festive_red_is_a_plate_of_its_own_where_the_press_has_spots() {
    let desk = Desk::new();
    press(&desk, "spot_plates: true\n");
    crossheads_in(&desk, "节日红", "  节日红: C0 M100 Y100\n");
    desk.swap("layouts/styles/daily.yaml", "\nfestival:\n  color: 报红", "\nfestival:\n  color: 节日红");
    desk.swap("layouts/styles/daily.yaml", "heads: [lead, main]", "heads: [lead, main, third]");
    desk.swap("day/edition.yaml", "issue: 8124", "issue: 8124\nfestival: true");
    desk.build(&[]).ends(0);
    let document = built(&desk);
    let is_red = |object: &&Object| {
        object.as_array().is_ok_and(|array| {
            array.get(1).is_some_and(|name| name.as_name().is_ok_and(|name| name == "节日红".as_bytes()))
        })
    };
    assert_eq!(document.objects.values().filter(is_red).count(), 1);
}

/// What the press would lose is told on the composed page, with its place in the page description.
#[test]
fn what_the_press_does_not_print_soundly_is_told_before_it_is_written() {
    let styles = "  tiny: {face: 宋 400, size: 4.5pt}\n  lost: {face: 宋 400, size: 3.9pt}\n  \
        small: {face: 宋 400, size: 8pt, color: \"C0 M100 Y100 K0\"}\n  large: {face: 宋 400, size: 9pt, color: \"C0 M100 Y100 K0\"}\n  \
        open: {face: 宋 400, size: 7pt, color: white}\n  shut: {face: 宋 400, size: 5pt, color: white}\n  \
        under: {face: 宋 400, size: 9pt, color: K 100 knockout}\n";
    let check = |items: &str, expected: &[&str]| {
        let desk = Desk::new();
        let sheet = String::from_utf8(std::fs::read(common::root().join("layouts/styles/daily.yaml")).expect("styles"));
        let sheet = sheet.expect("text").replacen("\ntext:\n", &format!("\ntext:\n{styles}"), 1);
        desk.write("layouts/styles/daily.yaml", sheet);
        let area = format!("  foot:\n    kind: furniture\n    at: {{columns: 1-5, rows: 41-60}}\n    items:\n{items}");
        let layout = String::from_utf8(desk.read("layouts/page.yaml")).expect("text");
        desk.write("layouts/page.yaml", layout + &area);
        let report = desk.check(&["--format", "json"]).json();
        assert_eq!(codes(&report), expected, "{items}");
        for finding in report["findings"].as_array().expect("findings") {
            assert_eq!(finding["page"], 1, "{finding}");
            assert!(finding["file"].as_str().is_some_and(|file| file.ends_with("page.yaml")), "{finding}");
            assert!(finding["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{finding}");
        }
    };
    let text = |style: &str, under: &str| {
        format!("{under}      - {{text: 渡口, style: {style}, at: {{x: 1字, y: 1行, width: 10字, height: 2行}}}}\n")
    };
    let panel = "      - {box: C50 M0 Y0 K0, at: {x: 0字, y: 0行, width: 20字, height: 6行}}\n";
    // Too small to read, says make-up; too small to print, says the press.
    check(&text("tiny", ""), &["text-small", "type-small"]);
    check(&text("lost", ""), &["text-small", "type-small"]);
    check(&text("small", ""), &["type-small-inks"]);
    check(&text("large", ""), &[]);
    check(&text("shut", panel), &["text-small", "type-small-reversed"]);
    check(&text("open", panel), &[]);
    check(&text("under", panel), &["black-knocks-out"]);
    check(&text("under", ""), &[]);
    let rule = |weight: &str, color: &str, under: &str| {
        format!("{under}      - {{rule: {weight}, color: {color}, at: {{x: 1字, y: 3行, width: 12字}}}}\n")
    };
    check(&rule("0.2pt", "K 100", ""), &["line-hairline"]);
    check(&rule("0.25pt", "K 100", ""), &[]);
    check(&rule("0.4pt", "C0 M100 Y100 K0", ""), &["line-inks"]);
    check(&rule("0.5pt", "C0 M100 Y100 K0", ""), &[]);
    check(&rule("0.5pt", "white", panel), &["line-white"]);
    check(&rule("0.7pt", "white", panel), &[]);
    let boxes = |under: &str, over: &str| {
        [under, over]
            .map(|color| format!("      - {{box: {color}, at: {{x: 0字, y: 0行, width: 20字, height: 6行}}}}\n"))
            .concat()
    };
    check(&boxes("C70 M70 Y0 K0", "K 100"), &["ink-near-limit"]);
    check(&boxes("C80 M70 Y70 K0", "K 100"), &["ink-over-limit"]);
    check(&boxes("C80 M70 Y70 K0", "K 100 knockout"), &[]);
    check(&boxes("C2 M0 Y0 K0", "C2 M0 Y0 K0"), &["tint-faint"]);
}

/// A press may set its own limits.
#[test]
fn a_press_says_what_it_prints_soundly() {
    let check = |limits: &str, expected: &[&str]| {
        let desk = Desk::new();
        press(&desk, limits);
        let area = "  foot:\n    kind: furniture\n    at: {columns: 1-5, rows: 41-60}\n    items:\n      \
            - {rule: 0.3pt, at: {x: 1字, y: 3行, width: 12字}}\n";
        let layout = String::from_utf8(desk.read("layouts/page.yaml")).expect("text");
        desk.write("layouts/page.yaml", layout + area);
        assert_eq!(codes(&desk.check(&["--format", "json"]).json()), expected, "{limits}");
    };
    check("", &[]);
    check("limits: {line_fail: 0.35pt}\n", &["line-hairline"]);
    check("limits: {line_fail: 0.6pt}\n", &["line-hairline", "out-of-range"]);
    check("limits: {line_thin: 0.6pt}\n", &["unknown-key"]);
}
