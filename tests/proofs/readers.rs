//! Files as readers of many makers save them: every note comes back to its words.
//!
//! Okular and Evince write with poppler, SumatraPDF with MuPDF, Chrome with pdfium; each is driven here. What Acrobat and
//! Preview do to a file is written by hand in `acrobat.rs`.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::common::{Desk, installed, root};
use super::forms::run;
use super::notes::{Returned, proof_of, written};

/// The words that are marked: the fifth and three more of the third line of the second story, which stand in the page
/// once.
fn words(returned: &Returned) -> String {
    let texts = returned.record["pages"][0]["texts"].as_array().expect("texts");
    let all: String = texts
        .iter()
        .flat_map(|text| text["lines"].as_array().expect("lines"))
        .filter_map(|line| line["text"].as_str())
        .collect();
    let own = texts.iter().filter(|text| text["story"] == "second");
    let lines = own.flat_map(|text| text["lines"].as_array().expect("lines"));
    // Neither the first line of a paragraph nor the last: lines stand close above and below.
    let mut found = lines.filter_map(|line| {
        let words: String = line["text"].as_str()?.chars().skip(4).take(4).collect();
        (words.chars().count() == 4 && all.matches(&words).count() == 1).then_some(words)
    });
    found.nth(3).expect("words that stand there once")
}

/// Whether a program with a module can be asked; says so when it cannot.
#[expect(clippy::print_stdout, reason = "a test that looks at less than it could says so")]
fn can(program: &str, script: &str) -> bool {
    let found = Command::new(program).args(["-c", script]).output().is_ok_and(|output| output.status.success());
    if !found {
        println!("skipped: {program} cannot run {script:?}");
    }
    found
}

fn script(name: &str) -> String {
    root().join("tests/proofs/readers").join(name).display().to_string()
}

/// Runs what another program does with a file.
#[track_caller]
fn done(command: &mut Command) {
    let output = command.output().expect("the program can be run");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
}

fn notes(desk: &Desk, file: &Path) -> Vec<Value> {
    let told =
        run(desk, &["notes", file.to_str().expect("a path"), "--edition-dir", "day", "--format", "json"]).ends(0);
    serde_json::from_str(&told.out).expect("JSON")
}

/// Every note of a file lies on the words, or on one of them where it marks a place.
#[track_caller]
fn lead_to(desk: &Desk, words: &str, notes: &[Value], kinds: &[&str]) {
    let place = written(desk, "second", words);
    let mut parts = place.trim().rsplitn(3, ':');
    let column: u64 = parts.next().and_then(|n| n.parse().ok()).expect("a column");
    let line: u64 = parts.next().and_then(|n| n.parse().ok()).expect("a line");
    let count = words.chars().count() as u64;
    for kind in kinds {
        let note = notes.iter().find(|note| note["kind"] == *kind).unwrap_or_else(|| panic!("{kind}: {notes:#?}"));
        assert_eq!(note["file"], "day/stories/second.md", "{note:#}");
        assert_eq!(note["line"], line, "{note:#}");
        let at = note["column"].as_u64().expect("a column");
        match *kind {
            "Highlight" | "StrikeOut" | "Underline" | "Squiggly" | "Square" | "Circle" => {
                assert_eq!((note["marked"].as_str(), at), (Some(words), column), "{note:#}");
            }
            // What stands behind the last of the words.
            "Caret" => assert_eq!(at, column + count, "{note:#}"),
            _ => assert!((column..column + count).contains(&at), "{note:#}"),
        }
    }
    assert_eq!(notes.len(), kinds.len(), "{notes:#?}");
}

/// Files that other programs wrote anew, whole, with other numbers of objects.
fn saved_again(desk: &Desk, file: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    let from = file.to_str().expect("a path");
    let mut made = |name: &str, command: &mut dyn FnMut(&str) -> Command| {
        let to = desk.path(name);
        done(&mut command(to.to_str().expect("a path")));
        all.push(to);
    };
    if installed("qpdf") {
        let with = |words: &'static [&'static str]| {
            move |to: &str| {
                let mut command = Command::new("qpdf");
                command.args(words).args([from, to]);
                command
            }
        };
        made("streams.pdf", &mut with(&["--object-streams=generate", "--recompress-flate"]));
        made("plain.pdf", &mut with(&["--qdf", "--object-streams=disable"]));
        made("linear.pdf", &mut with(&["--linearize"]));
        made("turned.pdf", &mut with(&["--rotate=+90"]));
    }
    if installed("mutool") {
        made("clean.pdf", &mut |to: &str| {
            let mut command = Command::new("mutool");
            command.args(["clean", "-gggg", "-z", from, to]);
            command
        });
    }
    all
}

#[test]
fn notes_as_okular_and_evince_write_them() {
    if !can("/usr/bin/python3", "import gi; gi.require_version('Poppler', '0.18'); from gi.repository import Poppler") {
        return;
    }
    let returned = proof_of(Desk::new());
    let (words, desk) = (words(&returned), returned.desk);
    let (from, to) = (desk.path("day/proofs/round-1/proof.pdf"), desk.path("okular.pdf"));
    done(Command::new("/usr/bin/python3").arg(script("poppler.py")).args([&from, &to]).arg(&words));
    let kinds = ["Highlight", "StrikeOut", "Underline", "Squiggly", "Text", "Square"];
    lead_to(&desk, &words, &notes(&desk, &to), &kinds);
    for again in saved_again(&desk, &to) {
        lead_to(&desk, &words, &notes(&desk, &again), &kinds);
    }
}

#[test]
fn notes_as_mupdf_writes_them() {
    if !installed("mutool") {
        return;
    }
    let returned = proof_of(Desk::new());
    let (words, desk) = (words(&returned), returned.desk);
    let from = desk.path("day/proofs/round-1/proof.pdf");
    for (name, how) in [("behind.pdf", "incremental"), ("packed.pdf", "garbage=compact,compress"), ("whole.pdf", "")] {
        let to = desk.path(name);
        done(Command::new("mutool").arg("run").arg(script("mupdf.js")).args([&from, &to]).args([how, &words]));
        let kinds =
            ["Highlight", "StrikeOut", "Underline", "Squiggly", "Caret", "FreeText", "Text", "Square", "Circle", "Ink"];
        let told = notes(&desk, &to);
        lead_to(&desk, &words, &told, &kinds);
        let struck = told.iter().find(|note| note["kind"] == "StrikeOut").expect("a note");
        assert_eq!((&struck["wish"], &struck["author"]), (&Value::from("delete"), &Value::from("林晓")));
        if how == "incremental" {
            for again in saved_again(&desk, &to) {
                lead_to(&desk, &words, &notes(&desk, &again), &kinds);
            }
        }
    }
}

#[test]
fn notes_as_chrome_writes_them() {
    if !can("python3", "import pypdfium2") {
        return;
    }
    let returned = proof_of(Desk::new());
    let (words, desk) = (words(&returned), returned.desk);
    let (from, to) = (desk.path("day/proofs/round-1/proof.pdf"), desk.path("chrome.pdf"));
    done(Command::new("python3").arg(script("pdfium.py")).args([&from, &to]).arg(&words));
    let kinds = ["Highlight", "StrikeOut", "Underline", "Squiggly", "Text", "Square", "Ink"];
    lead_to(&desk, &words, &notes(&desk, &to), &kinds);
    for again in saved_again(&desk, &to) {
        lead_to(&desk, &words, &notes(&desk, &again), &kinds);
    }
}

/// Ghostscript writes another file that looks the same, without what it does not know: carets and the record, which is
/// then that of the round.
#[test]
fn notes_in_a_file_that_was_printed_into_a_new_one() {
    if !installed("gs") || !installed("mutool") {
        return;
    }
    let returned = proof_of(Desk::new());
    let (words, desk) = (words(&returned), returned.desk);
    let (from, noted) = (desk.path("day/proofs/round-1/proof.pdf"), desk.path("noted.pdf"));
    done(Command::new("mutool").arg("run").arg(script("mupdf.js")).args([&from, &noted]).args(["incremental", &words]));
    done(
        Command::new("gs")
            .args(["-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite"])
            .arg(format!("-sOutputFile={}", from.display()))
            .arg(&noted),
    );
    let kinds = ["Highlight", "StrikeOut", "Underline", "Squiggly", "FreeText", "Text", "Square", "Circle", "Ink"];
    lead_to(&desk, &words, &notes(&desk, &from), &kinds);
}
