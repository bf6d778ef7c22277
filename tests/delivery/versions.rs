//! Versions rise and never overwrite; lists are true and last.

use std::fs;

use serde_json::Value;

use crate::common::{Desk, command, files_below, installed, run};
use crate::{FIRST, SECOND, manifest, sha256};

#[test]
fn a_changed_page_rises_and_the_old_file_stays() {
    let desk = Desk::of_two_pages();
    desk.build(&[]).ends(0);
    let (first, second) = (desk.read(&format!("day/out/{FIRST}")), desk.read(&format!("day/out/{SECOND}")));
    desk.swap("day/stories/lead.md", "水管换新", "水管全新");
    let run = desk.build(&[]).ends(0);
    assert!(run.out.contains("TEST_20261123_A01_v2.pdf"), "{}", run.out);
    assert!(run.out.contains(&format!("unchanged, version kept: {SECOND}")), "{}", run.out);
    assert!(desk.read(&format!("day/out/{FIRST}")) == first && desk.read(&format!("day/out/{SECOND}")) == second);
    let manifest = manifest(&desk);
    let files: Vec<(&Value, &Value)> =
        manifest["files"].as_array().expect("files").iter().map(|file| (&file["file"], &file["version"])).collect();
    assert_eq!(files, [(&"TEST_20261123_A01_v2.pdf".into(), &2.into()), (&SECOND.into(), &1.into())]);
    assert_eq!(manifest["pages"][0]["file"], "TEST_20261123_A01_v2.pdf");
    // Back to what it was: that is a change too, and the shop must not mistake the old file for it.
    desk.swap("day/stories/lead.md", "水管全新", "水管换新");
    desk.build(&[]).ends(0);
    assert!(desk.outputs().contains(&"TEST_20261123_A01_v3.pdf".to_owned()), "{:?}", desk.outputs());
}

#[test]
fn the_same_bytes_are_the_same_version() {
    let desk = Desk::of_two_pages();
    desk.build(&[]).ends(0);
    let all = |desk: &Desk| -> Vec<(String, Vec<u8>)> {
        desk.outputs().into_iter().map(|name| (name.clone(), desk.read(&format!("day/out/{name}")))).collect()
    };
    let before = all(&desk);
    let modified =
        |name: &str| fs::metadata(desk.path("day/out").join(name)).and_then(|file| file.modified()).expect("a time");
    let time = modified(FIRST);
    let report = desk.build(&["--format", "json"]).ends(0).json();
    assert!(all(&desk) == before, "a build that changes nothing changed something");
    assert_eq!(modified(FIRST), time, "the file was written again");
    let new: Vec<&Value> = report["files"].as_array().expect("files").iter().map(|file| &file["new"]).collect();
    assert_eq!(new, [&Value::Bool(false), &Value::Bool(false)]);
}

/// A hot folder takes files away: the next version is still the next, the same bytes are still the same version.
#[test]
fn what_was_taken_away_is_remembered() {
    let desk = Desk::of_two_pages();
    desk.build(&[]).ends(0);
    let second = desk.read(&format!("day/out/{SECOND}"));
    desk.remove(&format!("day/out/{FIRST}"));
    desk.remove(&format!("day/out/{SECOND}"));
    desk.swap("day/stories/lead.md", "水管换新", "水管全新");
    desk.build(&[]).ends(0);
    assert_eq!(desk.outputs(), ["SHA256SUMS", "TEST_20261123_A01_v2.pdf", SECOND, "manifest.json"]);
    assert!(desk.read(&format!("day/out/{SECOND}")) == second);
    assert_eq!(manifest(&desk)["earlier"], Value::Array(vec![]));
}

/// One page is built anew: the manifest still lists the whole delivery.
#[test]
fn chosen_pages_leave_the_others_listed() {
    let desk = Desk::of_two_pages();
    desk.build(&[]).ends(0);
    let before = manifest(&desk);
    desk.swap("day/stories/third.md", "老桥复通", "老桥重开");
    desk.build(&["--pages", "2"]).ends(0);
    let manifest = manifest(&desk);
    assert_eq!(manifest["files"][0], before["files"][0]);
    assert_eq!(manifest["files"][1]["file"], "TEST_20261123_A02_v2.pdf");
    assert_eq!(manifest["pages"][0], before["pages"][0]);
    assert_eq!(manifest["pages"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_version_of_the_edition_is_the_least() {
    let desk = Desk::new();
    desk.swap("day/edition.yaml", "issue: 8124", "issue: 8124\nversion: 3");
    desk.build(&[]).ends(0);
    desk.swap("day/stories/lead.md", "水管换新", "水管全新");
    desk.build(&[]).ends(0);
    assert_eq!(desk.outputs(), ["SHA256SUMS", "TEST_20261123_A01_v3.pdf", "TEST_20261123_A01_v4.pdf", "manifest.json"]);
}

#[test]
fn sums_are_those_of_the_files() {
    let desk = Desk::of_two_pages();
    desk.build(&["--md5"]).ends(0);
    let list = String::from_utf8(desk.read("day/out/SHA256SUMS")).expect("text");
    let expected: String = [FIRST, SECOND, "manifest.json"]
        .iter()
        .map(|name| format!("{}  {name}\n", sha256(&desk.read(&format!("day/out/{name}")))))
        .collect();
    assert_eq!(list, expected);
    for program in ["sha256sum", "md5sum"] {
        if installed(program) {
            let list = if program == "md5sum" { "MD5SUMS" } else { "SHA256SUMS" };
            let mut check = std::process::Command::new(program);
            run(check.args(["--check", "--strict", list]).current_dir(desk.path("day/out"))).ends(0);
        }
    }
    // Where MD5 sums stand they stay true.
    desk.swap("day/stories/lead.md", "水管换新", "水管全新");
    desk.build(&[]).ends(0);
    assert!(String::from_utf8(desk.read("day/out/MD5SUMS")).expect("text").contains("A01_v2.pdf"));
}

/// The manifest and the sums come last: who watches the directory sees whole files, and the lists after them.
#[test]
fn lists_are_written_after_the_files() {
    let desk = Desk::of_two_pages();
    desk.build(&["--zip", "--xjdf", "--md5"]).ends(0);
    let time =
        |name: &str| fs::metadata(desk.path("day/out").join(name)).and_then(|file| file.modified()).expect("a time");
    let order = [SECOND, "TEST_20261123_v1.xjdf", "TEST_20261123_v1.zip", "manifest.json", "MD5SUMS", "SHA256SUMS"];
    assert!(order.windows(2).all(|pair| time(pair[0]) <= time(pair[1])), "{order:?}");
    assert!(time(FIRST) <= time("manifest.json"));
    assert!(files_below(&desk.path("day/out")).iter().all(|name| !name.ends_with(".part")));
}

/// A link or a directory under the name of the next version is no file to be replaced.
#[cfg(unix)]
#[test]
fn nothing_that_stands_there_is_overwritten() {
    let desk = Desk::new();
    desk.write("elsewhere.pdf", "mine");
    fs::create_dir_all(desk.path("day/out")).expect("scratch");
    std::os::unix::fs::symlink(desk.path("elsewhere.pdf"), desk.path("day/out").join(FIRST)).expect("a link");
    let run = desk.build(&[]).ends(3);
    assert!(run.err.contains("output-unwritable") && run.err.contains(FIRST), "{}", run.err);
    assert_eq!(desk.read("elsewhere.pdf"), b"mine");
}

#[test]
fn a_manifest_that_is_none_is_no_obstacle() {
    for text in ["", "{", "[]", "{\"files\": 3, \"code\": \"TEST\", \"date\": \"2026-11-23\", \"pages\": [[]]}"] {
        let desk = Desk::new();
        desk.write("day/out/manifest.json", text);
        desk.write("day/out/SHA256SUMS", "zz\u{1}\n\n");
        let run = run(command().args(["build", &desk.day()]));
        assert_eq!(run.code, 0, "{text}: {}", run.err);
        assert_eq!(manifest(&desk)["files"][0]["file"], FIRST);
    }
}
