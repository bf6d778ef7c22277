//! The press certificate: what it says, and that nothing of it comes from elsewhere.

use std::process::Command;

use serde_json::Value;

use crate::common::{Desk, installed, paiban};

fn certificate(desk: &Desk) -> (String, Value) {
    let page = String::from_utf8(desk.read("day/out/certificate.html")).expect("text");
    (page, serde_json::from_slice(&desk.read("day/out/certificate.json")).expect("JSON"))
}

#[test]
fn a_good_edition_is_certified() {
    let desk = Desk::of_two_pages();
    let run = desk.build(&["--certify"]).ends(0);
    assert!(run.out.contains("good to print: 2 files"), "{}", run.out);
    let (page, data) = certificate(&desk);
    assert_eq!((&data["verdict"], &data["errors"]), (&"good".into(), &0.into()));
    let files = data["files"].as_array().expect("files");
    assert_eq!(files.len(), 2);
    for file in files {
        let report = &file["preflight"];
        let name = report["file"].as_str().expect("a name");
        let sum = report["sha256"].as_str().expect("a sum");
        assert_eq!(sum.len(), 64);
        assert!(page.contains(name) && page.contains(sum), "{name}");
        assert_eq!(report["declared"], "PDF/X-4");
        let inks = report["pages"][0]["inks"].as_array().expect("inks");
        assert_eq!(inks.len(), 4);
        assert!(inks[3]["coverage_percent"].as_f64().expect("a figure") > 1.0);
        assert_eq!(inks[3]["zones_percent"].as_array().expect("zones").len(), 9);
        assert!(report["pages"][0]["fonts"].as_array().is_some_and(|fonts| !fonts.is_empty()));
    }
    // One file that needs nothing else, with a picture of every page.
    assert_eq!(page.matches("data:image/jpeg;base64,").count(), 2);
    for outside in ["http://", "https://", "src=\"/", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    // Verifying does not stumble over it, and the same files give the same bytes.
    paiban(&["verify", &desk.path("day/out").display().to_string()]).ends(0);
    paiban(&["certify", &desk.day()]).ends(0);
    assert!(certificate(&desk) == (page, data));
}

#[test]
fn a_certificate_is_written_as_a_pdf_where_it_is_asked_for() {
    let desk = Desk::of_two_pages();
    desk.build(&["--certify"]).ends(0);
    let file = desk.path("day/out/certificate.pdf");
    // A hot folder takes what ends in `.pdf`: nobody gets one who did not ask.
    assert!(!file.exists());
    let out = desk.path("day/out").display().to_string();
    paiban(&["certify", &desk.day(), "--pdf"]).ends(0);
    let first = desk.read("day/out/certificate.pdf");
    paiban(&["verify", &out]).ends(0);
    let document = lopdf::Document::load_mem(&first).expect("a PDF");
    // A sheet of its own for each page, after one for the edition.
    assert!(document.get_pages().len() >= 3, "{}", document.get_pages().len());
    let pictures = document.objects.values().filter_map(|object| object.as_stream().ok());
    let is_picture = |stream: &&lopdf::Stream| {
        stream.dict.get(b"Subtype").and_then(|subtype| subtype.as_name()).is_ok_and(|name| name == b"Image")
    };
    assert_eq!(pictures.filter(is_picture).count(), 2, "each page is shown");
    if installed("qpdf") {
        let check = Command::new("qpdf").arg("--check").arg(&file).output().expect("qpdf");
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    }
    if installed("pdftotext") {
        let read = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().expect("pdftotext");
        let text: String = String::from_utf8_lossy(&read.stdout).split_whitespace().collect();
        let (_, data) = certificate(&desk);
        assert!(text.contains("Goodtoprint"), "{text}");
        for file in data["files"].as_array().expect("files") {
            let report = &file["preflight"];
            for said in ["file", "sha256"] {
                assert!(text.contains(report[said].as_str().expect("a word")), "{said}: {text}");
            }
            let black = report["pages"][0]["inks"][3]["coverage_percent"].as_f64().expect("a figure");
            assert!(text.contains(&format!("{black:.2}%")), "{black}: {text}");
        }
    }
    // The same files give the same bytes; and one that is there is kept in step, asked for or not.
    paiban(&["certify", &desk.day(), "--pdf"]).ends(0);
    assert!(desk.read("day/out/certificate.pdf") == first);
    let mut bytes = desk.read("day/out/TEST_20261123_A02_v1.pdf");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    desk.write("day/out/TEST_20261123_A02_v1.pdf", bytes);
    paiban(&["certify", &out]).ends(1);
    assert!(desk.read("day/out/certificate.pdf") != first);
}

#[test]
fn findings_are_marked_where_they_are() {
    let desk = Desk::new();
    let layout = String::from_utf8(desk.read("layouts/page.yaml")).expect("text");
    let foot = "  foot:\n    kind: furniture\n    at: {columns: 1-5, rows: 41-60}\n    items:\n      \
        - {rule: 0.3pt, at: {x: 1字, y: 3行, width: 12字}}\n";
    desk.write("layouts/page.yaml", layout + foot);
    let run = desk.build(&["--certify"]).ends(0);
    assert!(run.out.contains("printable; look at the warnings"), "{}", run.out);
    let (page, data) = certificate(&desk);
    assert_eq!(data["verdict"], "look");
    let finding = &data["files"][0]["preflight"]["findings"][0];
    assert_eq!((&finding["code"], &finding["severity"]), (&"line-fine".into(), &"warning".into()));
    let at = finding["at_mm"].as_array().expect("a place");
    // The mark stands a millimetre round it.
    let mark = format!("<rect class=\"warn\" x=\"{:.2}\"", at[0].as_f64().expect("x") - 1.0);
    assert!(page.contains(&mark), "{mark}");
    desk.build(&["--certify", "--deny", "line-fine"]).ends(1);
}

#[test]
fn what_the_press_would_refuse_or_was_changed_is_refused() {
    let desk = Desk::of_two_pages();
    desk.build(&[]).ends(0);
    let out = desk.path("day/out").display().to_string();
    // Made for another press.
    let run = paiban(&["certify", &out, "--press", "coated"]).ends(0);
    assert!(run.err.contains("press-condition"), "{}", run.err);
    let mut bytes = desk.read("day/out/TEST_20261123_A02_v1.pdf");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    desk.write("day/out/TEST_20261123_A02_v1.pdf", bytes);
    let run = paiban(&["certify", &out]).ends(1);
    assert!(run.out.contains("refused") && run.err.contains("delivery-changed"), "{}{}", run.out, run.err);
    assert_eq!(certificate(&desk).1["verdict"], "refused");
    let nowhere = desk.path("layouts").display().to_string();
    let run = paiban(&["certify", &nowhere]).ends(1);
    assert!(run.err.contains("delivery-missing"), "{}", run.err);
}
