//! PDF files compared: proofs, print files, and files of others; and the raster guard.

use lopdf::Document;

use super::common::Desk;
use super::forms::{annotations, run, text};
use super::raster::printed;

/// Two rounds of a desk, between which something is done.
fn rounds(change: impl FnOnce(&Desk)) -> Desk {
    let desk = Desk::new();
    run(&desk, &["proof", "DAY", "--round", "1", "--format", "pdf"]).ends(0);
    change(&desk);
    run(&desk, &["proof", "DAY", "--round", "2", "--format", "pdf"]).ends(0);
    desk
}

fn path(desk: &Desk, name: &str) -> String {
    desk.path(name).display().to_string()
}

#[test]
fn two_proofs_are_compared_by_what_they_carry() {
    let desk = rounds(|desk| desk.swap("day/stories/second.md", "夜路亮灯", "夜路点灯"));
    let (old, new) = (path(&desk, "day/proofs/round-1/proof.pdf"), path(&desk, "day/proofs/round-2/proof.pdf"));
    let told = run(&desk, &["diff", &old, &new, "--exit-code"]).ends(1);
    assert!(told.out.contains("“亮” is now “点”") && told.out.contains("stories/second.md:"), "{}", told.out);
    // Everything that looks different is explained.
    assert!(!told.out.contains("alarm"), "{}", told.out);
    let same = run(&desk, &["diff", &new, &new, "--exit-code"]).ends(0);
    assert!(same.out.contains("nothing differs"), "{}", same.out);
}

/// A record that says less than the page shows: the guard sees it.
#[test]
fn what_no_record_explains_is_an_alarm() {
    let desk = rounds(|desk| desk.swap("day/stories/second.md", "夜路亮灯", "夜路点灯"));
    let first = desk.read("day/proofs/round-1/layout.json");
    // The second round is told to have been what the first was.
    desk.write("day/proofs/round-2/layout.json", first);
    let (old, new) = (path(&desk, "day/proofs/round-1"), path(&desk, "day/proofs/round-2"));
    let told = run(&desk, &["diff", &old, &new]).ends(0);
    assert!(told.out.contains("nothing differs"), "{}", told.out);
    let told = run(&desk, &["diff", &old, &new, "--raster", "--format", "json"]).ends(1).json();
    let alarms = told["alarms"].as_array().expect("alarms");
    assert_eq!(alarms.len(), 1, "one character: {told}");
    assert_eq!(alarms[0]["folio"], "A01");
    // The headline of the second story, in the lower half of the left side.
    let at: Vec<i64> =
        alarms[0]["at"].as_array().expect("a box").iter().map(|v| v.as_i64().expect("EMU") / 36_000).collect();
    assert!(at[0] < 135 && at[1] > 100 && at[2] < 30 && at[3] < 30, "{at:?} mm");
}

#[test]
fn print_files_are_compared_by_their_type() {
    let desk = Desk::new();
    desk.write("old.pdf", printed(&desk));
    desk.swap("day/stories/second.md", "夜路亮灯", "夜路点灯");
    std::fs::remove_dir_all(desk.path("day/out")).expect("print files");
    desk.write("new.pdf", printed(&desk));
    let (old, new) = (path(&desk, "old.pdf"), path(&desk, "new.pdf"));
    let told = run(&desk, &["diff", &old, &new]).ends(0);
    assert!(told.out.contains("“亮” is now “点”") && told.out.contains("1 changes of 1 characters"), "{}", told.out);
    // A proof against the print file that it shows.
    run(&desk, &["proof", "DAY", "--round", "1", "--format", "pdf"]).ends(0);
    let proof = path(&desk, "day/proofs/round-1/proof.pdf");
    let same = run(&desk, &["diff", &proof, &new, "--exit-code"]).ends(0);
    assert!(same.out.contains("nothing differs"), "{}", same.out);
    let other = run(&desk, &["diff", &proof, &old, "--exit-code"]).ends(1);
    assert!(other.out.contains("“点” is now “亮”"), "{}", other.out);
}

#[test]
fn the_new_pages_come_with_change_bars() {
    let desk = rounds(|desk| desk.swap("day/stories/second.md", "夜路亮灯", "夜路点灯"));
    let (old, new) = (path(&desk, "day/proofs/round-1"), path(&desk, "day/proofs/round-2"));
    let wanted = run(&desk, &["diff", &old, &new, "--format", "pdf"]).ends(2);
    assert!(wanted.err.contains("-o FILE"), "{wanted:?}");
    let out = path(&desk, "changes.pdf");
    run(&desk, &["diff", &old, &new, "--format", "pdf", "-o", &out]).ends(0);
    let document = Document::load_mem(&desk.read("changes.pdf")).expect("a PDF");
    let notes = annotations(&document, 1);
    assert_eq!(notes.len(), 1);
    assert!(text(notes[0].get(b"Contents").expect("words")).contains("“亮” is now “点”"));
    let page = document.get_pages()[&1];
    let content = String::from_utf8_lossy(&document.get_page_content(page)).into_owned();
    assert!(content.contains("0.83 0.09 0.11 rg"), "a red bar");
}

#[test]
fn what_is_no_pdf_is_refused() {
    let desk = Desk::new();
    desk.write("text.pdf", "no PDF at all");
    let bad = path(&desk, "text.pdf");
    let told = run(&desk, &["diff", &bad, &bad]).ends(1);
    assert!(told.err.contains("no PDF that can be read"), "{told:?}");
}
