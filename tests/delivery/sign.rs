//! Signatures bind the exact bytes; `verify` refuses what is changed, missing or too much.

use serde_json::Value;

use crate::common::{Desk, Run};
use crate::{FIRST, SECOND, on_output, sha256};

const RELEASE: [&str; 8] = ["--name", "林晓", "--role", "签发", "--round", "3", "--time", "2026-11-23T02:10+08:00"];
const PROOF: [&str; 6] = ["--name", "乔木", "--role", "校对", "--time", "2026-11-23T01:40+08:00"];

fn built() -> Desk {
    let desk = Desk::of_two_pages();
    desk.build(&[]).ends(0);
    desk
}

#[track_caller]
fn refused(run: Run, code: &str, words: &[&str]) {
    let run = run.ends(1);
    assert!(run.err.contains(&format!("[{code}]")), "{}", run.err);
    for word in words {
        assert!(run.err.contains(word), "`{word}` is not in {}", run.err);
    }
}

#[test]
fn a_signature_holds_name_duty_round_time_and_hashes() {
    let desk = built();
    on_output(&desk, "sign", &PROOF).ends(0);
    on_output(&desk, "sign", &RELEASE).ends(0);
    let record: Value = serde_json::from_slice(&desk.read("day/out/signoff.json")).expect("JSON");
    let second = &record["signatures"][1];
    assert_eq!((&second["name"], &second["role"], &second["round"]), (&"林晓".into(), &"签发".into(), &3.into()));
    assert_eq!(second["time"], "2026-11-23T02:10+08:00");
    assert_eq!(second["files"][0]["file"], FIRST);
    assert_eq!(second["files"][0]["sha256"], sha256(&desk.read(&format!("day/out/{FIRST}"))));
    assert_eq!(second["previous"], record["signatures"][0]["sum"]);
    let run = on_output(&desk, "verify", &["--signed", "校对,签发"]).ends(0);
    assert!(run.out.contains("林晓") && run.out.contains("good: 2 print files"), "{}", run.out);
    let json = on_output(&desk, "verify", &["--format", "json"]).ends(0).json();
    assert_eq!((&json["verdict"], &json["signatures"][0]["role"]), (&"good".into(), &"校对".into()));
}

#[test]
fn the_same_signatures_give_the_same_record() {
    let record = || {
        let desk = built();
        on_output(&desk, "sign", &RELEASE).ends(0);
        desk.read("day/out/signoff.json")
    };
    assert!(record() == record());
}

#[test]
fn a_changed_file_is_refused_and_cannot_be_signed() {
    let desk = built();
    on_output(&desk, "sign", &RELEASE).ends(0);
    let mut bytes = desk.read(&format!("day/out/{SECOND}"));
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    desk.write(&format!("day/out/{SECOND}"), &bytes);
    refused(on_output(&desk, "verify", &[]), "delivery-changed", &[SECOND, "help"]);
    let before = desk.read("day/out/signoff.json");
    refused(on_output(&desk, "sign", &PROOF), "delivery-changed", &[SECOND]);
    assert!(desk.read("day/out/signoff.json") == before, "it signed all the same");
}

#[test]
fn a_missing_file_and_a_strange_one_are_refused() {
    let desk = built();
    desk.write("day/out/TEST_20261123_A03_v1.pdf", "%PDF-1.6");
    refused(on_output(&desk, "verify", &[]), "delivery-extra", &["A03"]);
    desk.remove("day/out/TEST_20261123_A03_v1.pdf");
    on_output(&desk, "verify", &[]).ends(0);
    desk.remove(&format!("day/out/{FIRST}"));
    refused(on_output(&desk, "verify", &[]), "delivery-missing", &[FIRST]);
    let desk = built();
    desk.swap("day/out/manifest.json", "\"issue\": 8124", "\"issue\": 8125");
    refused(on_output(&desk, "verify", &[]), "delivery-changed", &["manifest.json"]);
    desk.remove("day/out/manifest.json");
    refused(on_output(&desk, "verify", &[]), "delivery-missing", &["manifest.json"]);
}

/// A page that is built anew after it was signed is not signed any more.
#[test]
fn a_new_version_wants_a_new_signature() {
    let desk = built();
    on_output(&desk, "sign", &RELEASE).ends(0);
    desk.build(&[]).ends(0);
    on_output(&desk, "verify", &["--signed", "签发"]).ends(0);
    desk.swap("day/stories/lead.md", "水管换新", "水管全新");
    desk.build(&[]).ends(0);
    on_output(&desk, "verify", &[]).ends(0);
    let run = on_output(&desk, "verify", &["--signed", "签发"]);
    assert!(!run.err.contains(SECOND), "{}", run.err);
    refused(run, "delivery-unsigned", &["A01_v2.pdf", "签发"]);
    on_output(&desk, "sign", &[&RELEASE[..], &["--pages", "1"]].concat()).ends(0);
    on_output(&desk, "verify", &["--signed", "release"]).ends(0);
    refused(on_output(&desk, "verify", &["--signed", "签发,值班"]), "delivery-unsigned", &["值班", SECOND]);
}

#[test]
fn the_record_only_grows() {
    let signed = || {
        let desk = built();
        on_output(&desk, "sign", &PROOF).ends(0);
        on_output(&desk, "sign", &RELEASE).ends(0);
        desk
    };
    let desk = signed();
    desk.swap("day/out/signoff.json", "林晓", "周然");
    refused(on_output(&desk, "verify", &[]), "signature-broken", &["signature 2"]);
    refused(on_output(&desk, "sign", &RELEASE), "signature-broken", &[]);
    let desk = signed();
    let mut record: Value = serde_json::from_slice(&desk.read("day/out/signoff.json")).expect("JSON");
    record["signatures"].as_array_mut().expect("a list").remove(0);
    desk.write("day/out/signoff.json", record.to_string());
    refused(on_output(&desk, "verify", &[]), "signature-broken", &["signature 1"]);
    for text in ["", "[]", "{\"signatures\": [[], 3]}"] {
        desk.write("day/out/signoff.json", text);
        refused(on_output(&desk, "verify", &[]), "signature-broken", &[]);
    }
}

#[test]
fn wrong_words_are_wrong_usage() {
    let desk = built();
    for arguments in [
        &["--name", "林晓"][..],
        &["--name", "", "--role", "签发"],
        &["--name", "林晓", "--role", "社长"],
        &["--name", "林晓", "--role", "签发", "--time", "yesterday"],
        &["--name", "林晓", "--role", "签发", "--time", "2026-11-23T02:10"],
        &["--name", "林晓", "--role", "签发", "--round", "0"],
    ] {
        on_output(&desk, "sign", arguments).ends(2);
    }
    refused(on_output(&desk, "sign", &[&RELEASE[..], &["--pages", "7"]].concat()), "delivery-missing", &["7"]);
    // Without a time the clock is asked.
    on_output(&desk, "sign", &["--name", "林晓", "--role", "duty"]).ends(0);
    assert!(!desk.outputs().iter().any(|name| name.starts_with('.')));
}

/// A manifest is a file that anybody may have written.
#[test]
fn a_hostile_manifest_leads_nowhere() {
    for name in ["../paper.yaml", "/etc/passwd", "..", "", ".hidden", "a/b.pdf", "a\\b.pdf"] {
        let desk = built();
        desk.swap("day/out/manifest.json", FIRST, &name.replace('\\', "\\\\"));
        let run = on_output(&desk, "verify", &[]).ends(1);
        assert!(run.err.contains("[delivery-"), "{}", run.err);
    }
    let desk = built();
    desk.write("day/out/manifest.json", "[".repeat(100_000));
    refused(on_output(&desk, "verify", &[]), "delivery-missing", &[]);
    desk.write("day/out/manifest.json", "{\"files\": [1, {\"pages\": 7}, null]}");
    refused(on_output(&desk, "verify", &[]), "delivery-missing", &[]);
}
