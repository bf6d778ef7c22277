//! Sheets as files: pages are where they belong to the pixel, and the file is what its pages were.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::common::{Desk, installed, paiban, pdf, root};
use crate::{on_output, sha256};

/// 288 × 396 pt: whole pixels at 72 an inch.
const FORMAT: &str = "trim: {width: 288pt, height: 396pt}\nbody: 9pt\npitch: 12pt\n\
                      columns: {count: 4, width: 60pt, gutter: 9pt}\nrows: 30\n";

/// An edition of small pages, each with a bar of its own height; `spreads` are left pages.
fn bars(count: u16, spreads: &[u16], imposition: &str) -> Desk {
    let desk = Desk::new();
    desk.remove("day/stories/lead.md");
    desk.remove("day/stories/second.md");
    desk.write("layouts/formats/small.yaml", FORMAT);
    let area =
        |columns: &str| format!("areas:\n  bar: {{kind: rule, at: {{columns: {columns}, rows: 1}}, weight: 8pt}}\n");
    desk.write("layouts/bar.yaml", format!("format: small\n{}", area("1-3")));
    desk.write("layouts/open.yaml", format!("format: small\nspread: true\n{}", area("1-7")));
    let press = std::fs::read_to_string(root().join("layouts/press/newsprint.yaml")).expect("a press");
    let press: String =
        press.lines().filter(|line| !line.starts_with("imposition")).map(|line| format!("{line}\n")).collect();
    desk.write("layouts/press/shop.yaml", format!("{press}imposition: {{{imposition}}}\n"));
    let profile = root().join("layouts/press/ISOnewspaper26v4.icc");
    desk.write("layouts/press/ISOnewspaper26v4.icc", std::fs::read(profile).expect("a profile"));
    let mut pages = String::new();
    let mut number = 1;
    while number <= count {
        let color = if number == 1 { ", color: C0 M100 Y0 K0" } else { "" };
        let area =
            |columns: &str| format!("areas: {{bar: {{at: {{columns: {columns}, rows: {}}}{color}}}}}", 2 + number * 2);
        if spreads.contains(&number) {
            pages += &format!("  - {{page: {number}-{}, layout: open, {}}}\n", number + 1, area("1-7"));
            number += 2;
        } else {
            pages += &format!("  - {{page: {number}, layout: bar, {}}}\n", area("1-3"));
            number += 1;
        }
    }
    desk.write(
        "day/edition.yaml",
        format!("paper: ../paper.yaml\ndate: 2026-11-23\nissue: 8124\npress: shop\npages:\n{pages}"),
    );
    desk.build(&[]).ends(0);
    desk
}

const EXACT: &str = "margin: 36pt, gripper: 36pt";

/// A page as ghostscript draws it, a gray byte a pixel at 72 an inch.
#[derive(Debug)]
struct Drawn {
    width: usize,
    pixels: Vec<u8>,
}

impl Drawn {
    fn new(file: &Path) -> Drawn {
        let out = file.with_extension("pgm");
        let run = Command::new("gs")
            .args(["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pgmraw", "-r72", "-o"])
            .args([&out, file])
            .output()
            .expect("ghostscript");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let bytes = std::fs::read(out).expect("a picture");
        // `P5`, perhaps a comment, width and height, 255.
        let mut words = Vec::new();
        let mut at = 0;
        while words.len() < 4 {
            let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).expect("a header");
            if bytes[at] == b'#' {
                at += bytes[at..].iter().position(|byte| *byte == b'\n').expect("a line") + 1;
                continue;
            }
            words.push(String::from_utf8_lossy(&bytes[at..end]).into_owned());
            at = end + 1;
        }
        Drawn { width: words[1].parse().expect("a width"), pixels: bytes[at..].to_vec() }
    }

    fn part(&self, x: usize, y: usize, width: usize, height: usize) -> Vec<u8> {
        (y..y + height).flat_map(|row| self.pixels[row * self.width + x..][..width].to_vec()).collect()
    }
}

/// Pixels that differ by more than rounding.
fn differing(one: &[u8], other: &[u8]) -> usize {
    assert_eq!(one.len(), other.len());
    one.iter().zip(other).filter(|(one, other)| one.abs_diff(**other) > 8).count()
}

fn sheets(desk: &Desk) -> Value {
    serde_json::from_slice(&desk.read("day/out/sheets/manifest.json")).expect("a manifest")
}

fn files(desk: &Desk) -> Vec<PathBuf> {
    let manifest = sheets(desk);
    let files = manifest["files"].as_array().expect("files").clone();
    files.iter().map(|file| desk.path("day/out/sheets").join(file["file"].as_str().expect("a name"))).collect()
}

/// Every place of every side shows its page, turned where it is turned.
#[track_caller]
fn every_page_is_in_its_place(desk: &Desk, rows: usize) {
    let manifest = sheets(desk);
    let sides = manifest["sheets"]
        .as_array()
        .expect("sheets")
        .iter()
        .flat_map(|sheet| sheet["sides"].as_array().expect("sides"));
    let mut seen = 0;
    for side in sides {
        let Some(file) = side["file"].as_str() else { continue };
        let sheet = Drawn::new(&desk.path("day/out/sheets").join(file));
        for place in side["places"].as_array().expect("places") {
            let at = |key: &str| place[key].as_u64().expect("a number") as usize - 1;
            let cell = sheet.part(36 + 288 * at("column"), 36 + 396 * at("row"), 288, 396);
            let Some(source) = place["source"].as_str() else {
                assert!(cell.iter().all(|pixel| *pixel == 255), "{file}: an empty place is not empty");
                continue;
            };
            let page = Drawn::new(&desk.path("day/out").join(source));
            let shift =
                if page.width == 576 && place["page"].as_u64().is_some_and(|page| page % 2 == 1) { 288 } else { 0 };
            let mut wanted = page.part(shift, 0, 288, 396);
            assert!(wanted.iter().any(|pixel| *pixel < 128), "{source} is empty");
            if place["turned"] == true {
                wanted.reverse();
            }
            let count = differing(&cell, &wanted);
            assert!(count <= 4 * rows, "{file}: {} differs in {count} pixels", place["folio"]);
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn pages_stand_where_the_plan_says() {
    if !installed("gs") {
        return;
    }
    for (count, spreads, arguments) in [
        (4, &[][..], &[][..]),
        (6, &[], &[]),
        (7, &[], &[]),
        (4, &[2], &[]),
        (8, &[2, 4], &[]),
        (8, &[4], &["--sheet", "8"][..]),
    ] {
        let desk = bars(count, spreads, EXACT);
        on_output(&desk, "impose", arguments).ends(0);
        every_page_is_in_its_place(&desk, 1);
    }
}

#[test]
fn a_sheet_keeps_what_its_pages_keep() {
    let desk = bars(4, &[], "gutter: 10mm, gripper: 20mm, margin: 12mm");
    on_output(&desk, "impose", &[]).ends(0);
    let files = files(&desk);
    let names: Vec<String> =
        files.iter().map(|file| file.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["TEST_20261123_S01F_A04_A01_v1.pdf", "TEST_20261123_S01B_A02_A03_v1.pdf"]);
    for file in &files {
        if installed("qpdf") {
            pdf::assert_sound(file);
        }
        let bytes = std::fs::read(file).expect("a file");
        assert!(bytes.starts_with(b"%PDF-1.6"));
        let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
        let boxes = pdf::boxes(&document);
        let mm = |millimetres: f64| millimetres * 72.0 / 25.4;
        let trim = [mm(12.0), mm(20.0), mm(12.0) + 576.0 + mm(10.0), mm(20.0) + 396.0];
        let media = [0.0, 0.0, trim[2] + mm(12.0), trim[3] + mm(12.0)];
        for (found, expected) in boxes[0].iter().zip([media, trim, trim]) {
            let found = found.expect("a box");
            assert!(
                found.iter().zip(expected).all(|(found, wanted)| (found - wanted).abs() < 0.01),
                "{found:?} {expected:?}"
            );
        }
        assert_eq!(pdf::rgb(&document), Vec::<String>::new());
        let catalog = document.catalog().expect("a catalog");
        let intents = catalog.get(b"OutputIntents").and_then(|intents| intents.as_array()).expect("intents");
        assert_eq!(intents.len(), 1);
        let intent = intents[0].as_dict().expect("an intent");
        assert_eq!(intent.get(b"S").and_then(|name| name.as_name()).expect("a kind"), b"GTS_PDFX");
        let profile = intent.get(b"DestOutputProfile").and_then(|id| id.as_reference()).expect("a profile");
        let profile = document.get_object(profile).and_then(|object| object.as_stream()).expect("a stream");
        let shipped = std::fs::read(root().join("layouts/press/ISOnewspaper26v4.icc")).expect("a profile");
        assert!(profile.decompressed_content().expect("a profile") == shipped, "another profile");
        for object in document.objects.values() {
            let shown = format!("{object:?}");
            for word in ["SMask", "/Group", "/ca", "/BM", "DeviceRGB", "/OCProperties"] {
                assert!(!shown.contains(word), "{word} in {}", file.display());
            }
        }
        let said = String::from_utf8_lossy(&bytes);
        assert!(said.contains("PDF/X-4") && said.contains("/Separation /All"), "no metadata or no marks");
        if installed("pdftotext") {
            let text = pdf::text(file);
            assert!(text.contains("澜川日报 2026-11-23 S01"), "{text}");
        }
        if installed("pdffonts") {
            pdf::assert_fonts(file);
        }
    }
    let manifest = sheets(&desk);
    assert_eq!(manifest["sheets"][0]["sides"][0]["plates"], serde_json::json!(["S01F_A04_A01_M", "S01F_A04_A01_K"]));
    assert_eq!(manifest["sources"][0]["sha256"], sha256(&desk.read("day/out/TEST_20261123_A01_v1.pdf")));
}

/// Marks are outside the trim, and on every plate; each ink's own letter is on its own.
#[test]
fn marks_are_on_the_plates_they_belong_to() {
    let desk = bars(4, &[], EXACT);
    on_output(&desk, "impose", &[]).ends(0);
    if !installed("gs") {
        return;
    }
    let file = &files(&desk)[0];
    let out = desk.path("day/plate%d.tif").display().to_string();
    let run = Command::new("gs")
        .args(["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r144", "-sCompression=none", "-o", &out])
        .arg(file)
        .output()
        .expect("ghostscript");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let ink = |name: &str| {
        let bytes = desk.read(&format!("day/plate1({name}).tif"));
        bytes.iter().filter(|byte| **byte < 64).count()
    };
    // Marks in registration colour print on the plates that nothing else prints on.
    assert!(ink("Cyan") > 200 && ink("Yellow") > 200, "{} {}", ink("Cyan"), ink("Yellow"));
    assert!(ink("Magenta") > ink("Cyan") + 500, "the bar of page 1 and the patches of magenta");
}

#[test]
fn the_same_pages_give_the_same_sheets_and_versions_rise() {
    let desk = bars(4, &[], EXACT);
    let read = || -> Vec<Vec<u8>> { files(&desk).iter().map(|file| std::fs::read(file).expect("a file")).collect() };
    on_output(&desk, "impose", &[]).ends(0);
    let first = read();
    on_output(&desk, "impose", &[]).ends(0);
    assert!(read() == first);
    std::fs::remove_dir_all(desk.path("day/out/sheets")).expect("scratch");
    on_output(&desk, "impose", &[]).ends(0);
    assert!(read() == first);
    // Page 2 changes: the sheet that shows it rises, the other does not.
    desk.swap("day/edition.yaml", "rows: 6", "rows: 7");
    desk.build(&[]).ends(0);
    paiban(&["impose", &desk.day()]).ends(0);
    let names: Vec<String> =
        files(&desk).iter().map(|file| file.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["TEST_20261123_S01F_A04_A01_v1.pdf", "TEST_20261123_S01B_A02_A03_v2.pdf"]);
    assert!(desk.path("day/out/sheets/TEST_20261123_S01B_A02_A03_v1.pdf").is_file());
    // The sheets can be signed and verified as pages can.
    let sheets = desk.path("day/out/sheets").display().to_string();
    paiban(&["verify", &sheets]).ends(0);
    paiban(&["sign", &sheets, "--name", "林晓", "--role", "值班", "--time", "2026-11-23T02:10+08:00"]).ends(0);
    paiban(&["verify", &sheets, "--signed", "值班"]).ends(0);
    on_output(&desk, "verify", &[]).ends(0);
}

/// What is laid is what was signed.
#[test]
fn a_changed_or_unsigned_page_is_not_laid() {
    let desk = bars(2, &[], EXACT);
    let run = on_output(&desk, "impose", &["--signed", "签发"]).ends(1);
    assert!(run.err.contains("[delivery-unsigned]"), "{}", run.err);
    on_output(&desk, "sign", &["--name", "林晓", "--role", "签发", "--time", "2026-11-23T02:10+08:00"]).ends(0);
    on_output(&desk, "impose", &["--signed", "签发"]).ends(0);
    std::fs::remove_dir_all(desk.path("day/out/sheets")).expect("scratch");
    let name = "day/out/TEST_20261123_A02_v1.pdf";
    let mut bytes = desk.read(name);
    let at = bytes.len() - 400;
    bytes[at] ^= 1;
    desk.write(name, &bytes);
    let run = on_output(&desk, "impose", &[]).ends(1);
    assert!(run.err.contains("[delivery-changed]") && run.err.contains("A02"), "{}", run.err);
    assert!(!desk.path("day/out/sheets").exists());
    // A manifest that agrees with a file that is no PDF.
    let mut text = String::from_utf8(desk.read("day/out/manifest.json")).expect("text");
    let old =
        serde_json::from_str::<Value>(&text).expect("JSON")["files"][1]["sha256"].as_str().expect("a sum").to_owned();
    desk.write(name, "no PDF");
    text = text.replace(&old, &sha256(b"no PDF"));
    desk.write("day/out/manifest.json", text);
    let run = on_output(&desk, "impose", &[]).ends(1);
    assert!(run.err.contains("[impose-impossible]") && run.err.contains("A02"), "{}", run.err);
}
