//! 分区版: a base edition plus a patch, and which plates differ.

use serde_json::{Value, json};

use crate::common::{Desk, paiban, root};

const BASE: &str = "TEST_20261123_A01_v1.pdf";
const EAST: &str = "TEST_20261123_A01_east_v1.pdf";

fn desk() -> Desk {
    let desk = Desk::of_two_pages();
    desk.write("day/zones/east.yaml", "fields: {price: 2元}\n");
    desk
}

fn build(desk: &Desk, zone: &str) -> Value {
    paiban(&["build", &desk.day(), "--zone", zone, "--format", "json"]).ends(0).json()
}

fn plates(report: &Value) -> Vec<Value> {
    report["pages"].as_array().expect("pages").iter().map(|page| page["plates"].clone()).collect()
}

/// Another headline of the same shape: only the black plate of its page is made anew.
#[test]
fn a_change_of_text_needs_the_black_plate_alone() {
    let desk = desk();
    let lead = String::from_utf8(desk.read("day/stories/lead.md")).expect("text");
    desk.write("day/stories/lead.east.md", lead.replace("三十七户", "三十八户"));
    let report = build(&desk, "east");
    assert_eq!(report["zone"], "east");
    assert_eq!(plates(&report), [json!({"differ": ["K"]}), json!({"same_as": "TEST_20261123_A02_v1.pdf"})]);
    assert_eq!(
        desk.outputs(),
        ["SHA256SUMS", EAST, "manifest_east.json"],
        "a page that is the same is not written again"
    );
    let manifest: Value = serde_json::from_slice(&desk.read("day/out/manifest_east.json")).expect("a manifest");
    assert_eq!(manifest["zone"], "east");
    assert_eq!(plates(&manifest), plates(&report));
    let text = paiban(&["check", &desk.day(), "--zone", "east"]).ends(0).out;
    assert!(text.contains("zone east: 1 plate of its own") && text.contains("plates K"), "{text}");
}

#[test]
fn without_a_difference_all_plates_are_those_of_the_base() {
    let desk = desk();
    let report = build(&desk, "east");
    let same = |folio: &str| json!({ "same_as": format!("TEST_20261123_{folio}_v1.pdf") });
    assert_eq!(plates(&report), [same("A01"), same("A02")]);
    assert_eq!(desk.outputs(), ["SHA256SUMS", "manifest_east.json"]);
}

#[test]
fn all_is_the_edition_and_its_zones() {
    let desk = desk();
    let brief = "---\nheadline: 西门桥灯检修\n---\n西门桥路灯明晚检修。\n";
    desk.write("day/zones/west.yaml", "pages:\n  - {page: 2, section: 西区}\n");
    desk.write("day/stories/west-only.md", brief);
    let report = paiban(&["build", &desk.day(), "--zone", "all", "--format", "json"]).json();
    let zones: Vec<&Value> = report["editions"].as_array().expect("editions").iter().map(|one| &one["zone"]).collect();
    assert_eq!(zones, [&Value::Null, &json!("east"), &json!("west")]);
    assert!(desk.outputs().contains(&BASE.to_owned()) && desk.outputs().contains(&"manifest_west.json".to_owned()));
    // A story that no zone places is left over; told once, with the base.
    assert_eq!(report["editions"][0]["findings"][0]["code"], "story-unplaced");
    assert_eq!(report["editions"][1]["findings"], json!([]));
    desk.write("day/zones/west.yaml", "pages:\n  - {page: 2, place: {lead: west-only}}\n");
    let report = paiban(&["check", &desk.day(), "--zone", "all", "--format", "json"]).json();
    // The short pages of the desk have holes; they are not what is asked here.
    let findings = report["editions"][0]["findings"].as_array().expect("findings");
    assert!(findings.iter().all(|finding| finding["code"] == "hole"), "a zone places it: {findings:?}");
}

#[test]
fn mistakes_of_a_zone_are_told_in_its_file() {
    let desk = desk();
    desk.write("day/zones/east.yaml", "fields: {price: 2元}\npages:\n  - {page: 1, sectoin: 东区}\n");
    let run = paiban(&["check", &desk.day(), "--zone", "east"]).ends(1);
    assert!(run.err.contains("unknown-key") && run.err.contains("zones/east.yaml:3:"), "{}", run.err);
    let run = paiban(&["check", &desk.day(), "--zone", "eats"]).ends(1);
    assert!(run.err.contains("no zone `eats`") && run.err.contains("east"), "{}", run.err);
    let run = paiban(&["check", &desk.day()]).ends(0);
    assert!(!run.err.contains("zones/"), "the edition itself does not read them: {}", run.err);
}

/// A colour picture has four plates; a spot one of its own.
#[test]
fn pictures_and_spots_have_plates_of_their_own() {
    let photo = |name: &str| std::fs::read(root().join("editions/2026-11-23/pictures").join(name)).expect("a photo");
    let desk = Desk::with_picture("pictures/here.jpg");
    desk.write("day/pictures/here.jpg", photo("greenway.jpg"));
    desk.write("day/pictures/there.jpg", photo("race.jpg"));
    desk.write("day/zones/east.yaml", "pages: []\n");
    let lead = String::from_utf8(desk.read("day/stories/lead.md")).expect("text");
    desk.write("day/stories/lead.east.md", lead.replace("here.jpg", "there.jpg"));
    assert_eq!(plates(&build(&desk, "east")), [json!({"differ": ["C", "M", "Y", "K"]})]);

    desk.remove("day/stories/lead.east.md");
    let rule = "line: {kind: rule, at: {columns: 3-5, rows: 30}, weight: 2pt, color: 报红}";
    desk.write("day/zones/east.yaml", format!("pages:\n  - page: 1\n    areas:\n      {rule}\n"));
    assert_eq!(plates(&build(&desk, "east")), [json!({"differ": ["M", "Y"]})], "the spot as its process inks");
    let press = root().join("layouts/press");
    let text = std::fs::read_to_string(press.join("newsprint.yaml")).expect("a press condition");
    desk.write("layouts/press/spot.yaml", format!("{}\nspot_plates: true\n", text.replace("spot_plates:", "# ")));
    let profile = text.lines().find_map(|line| line.strip_prefix("profile: ")).expect("a profile");
    let profile = profile.split_whitespace().next().expect("a name");
    desk.write(&format!("layouts/press/{profile}"), std::fs::read(press.join(profile)).expect("a profile"));
    let report =
        paiban(&["build", &desk.day(), "--zone", "east", "--press", "spot", "--format", "json"]).ends(0).json();
    assert_eq!(plates(&report), [json!({"differ": ["报红"]})]);
}
