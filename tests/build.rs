//! What `paiban build` and its sisters promise: same bytes, whole files, a true manifest.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use sha2::{Digest, Sha256};

use common::{Desk, codes, command, paiban, run, story};

const FIRST: &str = "TEST_20261123_A01_v1.pdf";
const SECOND: &str = "TEST_20261123_A02_v1.pdf";

fn manifest(desk: &Desk) -> Value {
    serde_json::from_slice(&desk.read("day/out/manifest.json")).expect("a manifest")
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes the lead of a page too long by about so many lines of 14 字.
fn overfill(desk: &Desk, lines: usize) {
    desk.write("day/stories/lead.md", story("水管换新 三十七户过暖冬", 1, (67 + lines) * 14, 4));
}

// Files.

#[test]
fn the_same_input_gives_the_same_bytes() {
    let desk = Desk::of_two_pages();
    desk.build(&[]).ends(0);
    let first: Vec<_> = [FIRST, SECOND, "manifest.json"].map(|name| desk.read(&format!("day/out/{name}"))).into();
    fs::remove_dir_all(desk.path("day/out")).expect("scratch");
    desk.build(&[]).ends(0);
    let second: Vec<_> = [FIRST, SECOND, "manifest.json"].map(|name| desk.read(&format!("day/out/{name}"))).into();
    assert!(first == second, "the same build gives other bytes");
    // Nor does it matter how many threads there are, or where the program runs.
    let elsewhere = desk.path("elsewhere");
    let output = elsewhere.display().to_string();
    let mut single = command();
    single.args(["build", &desk.day(), "-o", &output]).env("RAYON_NUM_THREADS", "1").current_dir(desk.path("layouts"));
    assert_eq!(run(&mut single).code, 0);
    assert_eq!(fs::read(elsewhere.join(FIRST)).expect("a file"), first[0]);
}

#[test]
fn nothing_but_the_pages_and_the_manifest_is_written() {
    let desk = Desk::of_two_pages();
    let before = common::files_below(&desk.path(""));
    desk.build(&[]).ends(0);
    assert_eq!(desk.outputs(), ["SHA256SUMS", FIRST, SECOND, "manifest.json"]);
    let others: Vec<String> =
        common::files_below(&desk.path("")).into_iter().filter(|name| !name.starts_with("day/out/")).collect();
    assert_eq!(others, before, "the input was touched");
}

#[test]
fn check_writes_nothing() {
    let desk = Desk::new();
    let run = desk.check(&[]).ends(0);
    assert!(run.out.contains("lead") && run.out.contains("full"), "{}", run.out);
    assert_eq!(desk.outputs(), Vec::<String>::new());
    overfill(&desk, 12);
    let run = desk.check(&[]).ends(1);
    assert!(run.out.contains("over"), "{}", run.out);
    assert_eq!(desk.outputs(), Vec::<String>::new());
}

#[test]
fn the_manifest_is_true() {
    let desk = Desk::of_two_pages();
    desk.build(&[]).ends(0);
    let manifest = manifest(&desk);
    assert_eq!(manifest["code"], "TEST");
    assert_eq!(manifest["date"], "2026-11-23");
    assert_eq!(manifest["issue"], 8124);
    assert_eq!(manifest["press"]["condition"], "IFRA26");
    assert_eq!(manifest["press"]["pdfx"], "PDF/X-4");
    let files = manifest["files"].as_array().expect("files");
    assert_eq!(files.len(), 2);
    for (file, name) in files.iter().zip([FIRST, SECOND]) {
        let bytes = desk.read(&format!("day/out/{name}"));
        assert_eq!(file["file"], name);
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(file["sha256"], sha256(&bytes));
    }
    let page = &manifest["pages"][1];
    assert_eq!((&page["page"], &page["folio"], &page["section"]), (&2.into(), &"A02".into(), &"综合".into()));
    assert_eq!((page["width_mm"].as_f64(), page["height_mm"].as_f64()), (Some(270.0), Some(390.0)));
    assert_eq!(page["file"], SECOND);
    assert_eq!(page["not_written"], Value::Array(vec![]));
    let stories = &page["areas"][0]["stories"][0];
    assert_eq!(stories["story"], "third");
    assert!(stories["overset"].is_null());
}

#[test]
fn a_broken_story_keeps_its_page_back_and_no_other() {
    let desk = Desk::of_two_pages();
    desk.build(&[]).ends(0);
    let (first, second) = (desk.read(&format!("day/out/{FIRST}")), desk.read(&format!("day/out/{SECOND}")));
    desk.write("day/stories/third.md", "---\nheadlin: 题\n---\n正文。\n");
    desk.swap("day/stories/lead.md", "水管换新", "水管全新");
    let run = desk.build(&[]).ends(1);
    assert!(run.out.contains("A02") && run.out.contains("not written"), "{}", run.out);
    let anew = "TEST_20261123_A01_v2.pdf";
    assert_eq!(desk.outputs(), ["SHA256SUMS", FIRST, anew, SECOND, "manifest.json"]);
    assert!(desk.read(&format!("day/out/{SECOND}")) == second, "the good file of the broken page was touched");
    assert!(desk.read(&format!("day/out/{FIRST}")) == first, "a file that may have been sent was overwritten");
    assert!(desk.read(&format!("day/out/{anew}")) != first, "the other page was not written anew");
    let manifest = manifest(&desk);
    assert_eq!(manifest["files"].as_array().map(Vec::len), Some(1));
    assert_eq!(manifest["files"][0]["file"], anew);
    let earlier = manifest["earlier"].as_array().expect("files");
    let told: Vec<(&Value, &Value)> = earlier.iter().map(|file| (&file["file"], &file["why"])).collect();
    assert_eq!(told, [(&FIRST.into(), &"superseded".into()), (&SECOND.into(), &"not-made".into())]);
    let page = &manifest["pages"][1];
    assert!(page["file"].is_null() && !page["not_written"].as_array().expect("codes").is_empty(), "{page}");
}

#[test]
fn a_broken_layout_leaves_all_that_was_good() {
    let desk = Desk::new();
    desk.build(&[]).ends(0);
    let before = desk.read(&format!("day/out/{FIRST}"));
    desk.write("layouts/page.yaml", "format: [tabloid\n");
    desk.build(&[]).ends(1);
    assert!(desk.read(&format!("day/out/{FIRST}")) == before);
}

// Overset copy.

#[test]
fn overset_copy_is_told_and_its_page_is_not_written() {
    let desk = Desk::new();
    overfill(&desk, 12);
    let report = desk.build(&["--format", "json"]).ends(1).json();
    assert_eq!(codes(&report), ["story-overset"]);
    let finding = &report["findings"][0];
    assert!(finding["file"].as_str().expect("a file").ends_with("day/stories/lead.md"), "{finding}");
    assert!(finding["line"].as_u64().is_some_and(|line| line > 3) && finding["hint"].is_string(), "{finding}");
    assert_eq!(finding["page"], 1);
    let overset = &report["pages"][0]["areas"][0]["stories"][0]["overset"];
    let (characters, lines) = (overset["characters"].as_u64(), overset["lines"].as_u64());
    assert!(lines.is_some_and(|lines| (4..=20).contains(&lines)), "{overset}");
    assert!(characters.is_some_and(|count| (4 * 12..=20 * 14).contains(&count)), "{overset}");
    // Nothing is lost: the rest is the end of the copy.
    let body = String::from_utf8(desk.read("day/stories/lead.md")).expect("text");
    let rest = common::dense(overset["text"].as_str().expect("the rest"));
    assert!(common::dense(&body).ends_with(&rest) && !rest.is_empty(), "{rest}");
    assert_eq!(report["pages"][0]["not_written"], serde_json::json!(["story-overset"]));
    assert_eq!(desk.outputs(), Vec::<String>::new());
    let text = desk.build(&[]).ends(1).err;
    for number in [characters, lines] {
        assert!(text.contains(&number.expect("a number").to_string()), "{text}");
    }
}

#[test]
fn overset_copy_can_be_let_through_and_the_manifest_says_so() {
    let desk = Desk::new();
    overfill(&desk, 12);
    let run = desk.build(&["--allow", "overset"]).ends(0);
    assert!(run.err.contains("story-overset"), "{}", run.err);
    assert_eq!(desk.outputs(), ["SHA256SUMS", FIRST, "manifest.json"]);
    let overset = &manifest(&desk)["pages"][0]["areas"][0]["stories"][0]["overset"];
    assert!(overset["lines"].as_u64().is_some_and(|lines| lines > 0), "{overset}");
    desk.build(&["--allow", "overset", "--deny", "story-overset"]).ends(1);
}

#[test]
fn a_story_far_too_short_is_a_warning() {
    let desk = Desk::new();
    desk.write("day/stories/lead.md", story("水管换新 三十七户过暖冬", 1, 20 * 14, 2));
    let run = desk.build(&[]).ends(0);
    assert!(run.err.contains("story-underset"), "{}", run.err);
    let fresh = Desk::new();
    fresh.write("day/stories/lead.md", story("水管换新 三十七户过暖冬", 1, 20 * 14, 2));
    for deny in ["warnings", "story-underset", "line-loose,story-underset"] {
        fresh.build(&["--deny", deny]).ends(1);
        fresh.check(&["--deny", deny]).ends(1);
    }
    fresh.build(&["--deny", "picture-missing"]).ends(0);
}

// Options.

#[test]
fn chosen_pages_alone_are_made() {
    let desk = Desk::of_two_pages();
    desk.build(&["--pages", "2"]).ends(0);
    assert_eq!(desk.outputs(), ["SHA256SUMS", SECOND, "manifest.json"]);
    desk.build(&["--pages", "1-2"]).ends(0);
    assert_eq!(desk.outputs(), ["SHA256SUMS", FIRST, SECOND, "manifest.json"]);
}

#[test]
fn a_mistake_of_another_page_does_not_stop_the_chosen_one() {
    let desk = Desk::of_two_pages();
    overfill(&desk, 12);
    desk.build(&["--pages", "2"]).ends(0);
    assert_eq!(desk.outputs(), ["SHA256SUMS", SECOND, "manifest.json"]);
}

#[test]
fn one_file_for_all_pages() {
    let desk = Desk::of_two_pages();
    desk.build(&["--combined"]).ends(0);
    assert_eq!(desk.outputs(), ["SHA256SUMS", "TEST_20261123_v1.pdf", "manifest.json"]);
    let bytes = desk.read("day/out/TEST_20261123_v1.pdf");
    let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
    assert_eq!(document.get_pages().len(), 2);
    assert_eq!(manifest(&desk)["files"][0]["pages"], serde_json::json!([1, 2]));
    assert_eq!(manifest(&desk)["files"][0]["sha256"], sha256(&bytes));
}

#[test]
fn another_press_condition() {
    let desk = Desk::new();
    desk.build(&["--press", "coated"]).ends(0);
    assert_eq!(manifest(&desk)["press"]["condition"], "FOGRA39");
    let bytes = desk.read(&format!("day/out/{FIRST}"));
    assert!(bytes.windows(7).any(|word| word == b"FOGRA39"), "the file does not say so");
}

#[test]
fn a_version_of_the_edition_is_in_the_names() {
    let desk = Desk::new();
    desk.swap("day/edition.yaml", "issue: 8124", "issue: 8124\nversion: 3");
    desk.build(&[]).ends(0);
    assert_eq!(desk.outputs(), ["SHA256SUMS", "TEST_20261123_A01_v3.pdf", "manifest.json"]);
}

#[test]
fn the_edition_may_be_named_by_its_file() {
    let desk = Desk::new();
    let file = desk.path("day/edition.yaml").display().to_string();
    paiban(&["build", &file]).ends(0);
    assert_eq!(desk.outputs(), ["SHA256SUMS", FIRST, "manifest.json"]);
}

#[test]
fn an_output_directory_of_ones_own() {
    let desk = Desk::new();
    let output = desk.path("plates/today").display().to_string();
    desk.build(&["-o", &output]).ends(0);
    assert_eq!(common::files_below(&desk.path("plates/today")), ["SHA256SUMS", FIRST, "manifest.json"]);
    assert_eq!(desk.outputs(), Vec::<String>::new());
}

#[test]
fn quiet_prints_findings_only() {
    let desk = Desk::new();
    let run = desk.build(&["--quiet"]).ends(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
}

#[test]
fn what_was_cleaned_is_listed_on_demand() {
    let desk = Desk::new();
    desk.swap("day/stories/lead.md", "，", ",");
    let quiet = desk.check(&[]).ends(0);
    assert!(!quiet.err.contains("copy-cleaned"), "{}", quiet.err);
    let all = desk.check(&["--verbose"]).ends(0);
    assert!(all.err.contains("copy-cleaned") && all.err.contains("lead.md"), "{}", all.err);
}

/// C4 to C6: what was cleaned is told kind by kind, with the number and the places.
#[test]
fn each_kind_of_cleaning_is_a_line_of_its_own() {
    let desk = Desk::new();
    desk.swap("day/stories/lead.md", "\n\n", "\n\n老 桥,新 路,长１２米。。他说\"好\"--等等……。\n\n");
    let run = run(command().args(["--lang", "zh", "check", &desk.day(), "--verbose"]));
    for line in [
        "去掉汉字之间的空格：2 处",
        "全角字母、数字改为半角：2 处",
        "半角标点改为全角：2 处",
        "重复的标点只留一个：1 处",
        "直引号改为弯引号：2 处",
        "破折号改为 ——：1 处",
        "去掉省略号后的句号：1 处",
    ] {
        let found = run.err.split("\n\n").find(|text| text.contains(line) && text.contains("[copy-cleaned]"));
        let found = found.unwrap_or_else(|| panic!("no `{line}` in\n{}", run.err));
        assert!(found.contains("lead.md:6:") && (line.ends_with("1 处") || found.contains("这里也是")), "{found}");
    }
    assert!(!desk.check(&[]).err.contains("copy-cleaned"));
}

// Reports.

#[test]
fn findings_as_json() {
    let desk = Desk::new();
    desk.swap("layouts/page.yaml", "style: third", "style: thrid");
    let run = desk.check(&["--format", "json"]).ends(1);
    assert_eq!(run.err, "");
    let report = run.json();
    let finding = &report["findings"][0];
    assert_eq!(finding["code"], "unknown-name");
    assert_eq!(finding["severity"], "error");
    assert!(finding["file"].as_str().expect("a file").ends_with("layouts/page.yaml"));
    assert_eq!((&finding["line"], &finding["column"]), (&7.into(), &19.into()));
    assert!(finding["message"].as_str().expect("a message").contains("thrid"));
    assert!(finding["hint"].as_str().expect("a cure").contains("third"));
    assert!(report["pages"].is_array());
}

#[test]
fn findings_as_sarif() {
    let desk = Desk::new();
    desk.swap("layouts/page.yaml", "style: third", "style: thrid");
    let log = desk.check(&["--format", "sarif"]).ends(1).json();
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "unknown-name");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 7);
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], "unknown-name");
}

#[test]
fn a_good_edition_as_json_has_every_field() {
    let report = Desk::new().build(&["--format", "json"]).ends(0).json();
    assert_eq!(report["findings"], Value::Array(vec![]));
    let page = &report["pages"][0];
    assert_eq!((&page["page"], &page["folio"], &page["file"]), (&1.into(), &"A01".into(), &FIRST.into()));
    let area = &page["areas"][0];
    assert_eq!(area["area"], "lead");
    for field in ["rows", "rows_used"] {
        assert!(area[field].as_u64().is_some_and(|rows| rows > 0), "{field} in {area}");
    }
    assert!(area["empty_rows_at_foot"].is_array());
    let story = &area["stories"][0];
    assert_eq!(story["story"], "lead");
    assert_eq!(common::dense(story["headline"].as_str().expect("a headline")), "水管换新三十七户过暖冬");
    assert!(story["headline_size_pt"].as_f64().is_some_and(|size| (20.0..=30.0).contains(&size)), "{story}");
    assert!(story["characters"].as_u64().is_some_and(|count| count > 800), "{story}");
    assert!(story["lines"].as_u64().is_some_and(|lines| lines > 50), "{story}");
}

#[test]
fn messages_follow_the_locale() {
    let desk = Desk::new();
    desk.swap("layouts/page.yaml", "style: third", "style: thrid");
    let in_locale = |name: &str, value: &str| run(command().args(["check", &desk.day()]).env(name, value)).err;
    assert!(in_locale("LANG", "zh_CN.UTF-8").contains("错误"));
    assert!(in_locale("LC_ALL", "en_GB.UTF-8").contains("error"));
    let forced = run(command().args(["--lang", "zh", "check", &desk.day()]).env("LANG", "en_GB.UTF-8")).err;
    assert!(forced.contains("错误") && forced.contains("办法"), "{forced}");
}

#[test]
fn help_is_in_both_languages() {
    for (lang, word) in [("zh", "印刷"), ("en", "print files")] {
        let run = run(command().args(["--lang", lang, "--help"]));
        assert_eq!(run.code, 0);
        assert!(run.out.contains(word), "{}", run.out);
    }
}

#[test]
fn colours_come_only_when_asked_for() {
    let desk = Desk::new();
    desk.swap("layouts/page.yaml", "style: third", "style: thrid");
    assert!(!desk.check(&[]).err.contains('\u{1b}'));
    assert!(desk.check(&["--color", "always"]).err.contains('\u{1b}'));
}

/// Every code that the editions below provoke says its message and cure in Chinese.
#[test]
fn findings_in_chinese_are_chinese() {
    let spoils: &[fn(&Desk)] = &[
        |desk| desk.swap("day/edition.yaml", "issue:", "isue:"),
        |desk| desk.swap("day/edition.yaml", "issue: 8124", "issue: [1]"),
        |desk| desk.swap("day/edition.yaml", "issue: 8124", "issue: 8124\nissue: 8125"),
        |desk| desk.swap("day/edition.yaml", "2026-11-23", "tomorrow"),
        |desk| desk.swap("day/edition.yaml", "../paper.yaml", "none.yaml"),
        |desk| desk.swap("day/edition.yaml", "second: second", "second: lead"),
        |desk| desk.swap("day/edition.yaml", "      second: second\n", ""),
        |desk| desk.swap("layouts/page.yaml", "rows: 22-40", "rows: 19-99"),
        |desk| desk.swap("layouts/page.yaml", "rows: 22-40", "rows: 18-40"),
        |desk| desk.swap("layouts/page.yaml", "style: third", "style: thrid"),
        |desk| desk.swap("layouts/page.yaml", "rows: 5}", "rows: 5}\n    column_rule: 3"),
        |desk| desk.swap("layouts/page.yaml", "rows: 5}", "rows: 1}"),
        |desk| desk.write("layouts/page.yaml", "a: [b"),
        |desk| desk.write("day/stories/lead.md", b"\xc0\xbd\xb4\xa8"),
        |desk| desk.write("day/stories/lead.md", ""),
        |desk| desk.write("day/stories/lead.md", "---\nheadline: 题\n---\n正文😀。"),
        |desk| desk.write("day/stories/lead.md", "---\nheadline: 题\n---\n正文\u{378}。“没有合上。"),
        |desk| overfill(desk, 12),
        |desk| desk.write("day/stories/lead.md", story("题", 1, 40, 1)),
    ];
    let mut seen: Vec<String> = Vec::new();
    let han =
        |text: &Value| text.as_str().is_some_and(|text| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)));
    for spoil in spoils {
        let desk = Desk::new();
        spoil(&desk);
        let run = run(command().args(["--lang", "zh", "check", &desk.day(), "--format", "json", "--verbose"]));
        let report = run.json();
        let findings = report["findings"].as_array().expect("findings").clone();
        assert!(!findings.is_empty(), "{}", run.out);
        for finding in findings {
            assert!(han(&finding["message"]), "{finding}");
            assert!(finding["severity"] != "error" || han(&finding["hint"]), "no cure: {finding}");
        }
        seen.extend(codes(&report));
    }
    seen.sort();
    seen.dedup();
    assert!(seen.len() >= 16, "{seen:?}");
}

// Where the program's own files are.

#[test]
fn fonts_are_found_from_any_directory() {
    let desk = Desk::new();
    for directory in [desk.path(""), Path::new("/").to_path_buf()] {
        let run = run(command().args(["--lang", "en", "check", &desk.day()]).current_dir(directory));
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let run = run(command().args(["--lang", "en", "build", "."]).current_dir(desk.path("day")));
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(desk.outputs(), ["SHA256SUMS", FIRST, "manifest.json"]);
}

/// A copy of the program far from its fonts.
fn stray_program(desk: &Desk) -> std::path::PathBuf {
    let program = desk.path(if cfg!(windows) { "bin/paiban.exe" } else { "bin/paiban" });
    fs::create_dir_all(desk.path("bin")).expect("scratch");
    fs::copy(common::PROGRAM, &program).expect("scratch");
    program
}

#[test]
fn data_is_named_by_option_or_environment() {
    let desk = Desk::new();
    let program = stray_program(&desk);
    let root = common::root().display().to_string();
    let stray = |arguments: &[&str], environment: Option<&str>| {
        let mut command = Command::new(&program);
        command.args(["--lang", "en", "check", &desk.day()]).args(arguments).current_dir(desk.path(""));
        command.env_remove("PAIBAN_DATA").envs(environment.map(|value| ("PAIBAN_DATA", value)));
        run(&mut command)
    };
    let lost = stray(&[], None);
    assert_eq!(lost.code, 1, "{}", lost.err);
    assert!(
        lost.err.contains("Looked in") && lost.err.contains("PAIBAN_DATA") && lost.err.contains("share/paiban"),
        "{}",
        lost.err
    );
    assert_eq!(stray(&["--data", &root], None).code, 0);
    assert_eq!(stray(&[], Some(&root)).code, 0);
    let both = stray(&["--data", &root], Some("/nowhere"));
    assert_eq!(both.code, 0, "{}", both.err);
}

#[cfg(unix)]
#[test]
fn an_installed_program_finds_its_share() {
    let desk = Desk::new();
    let program = stray_program(&desk);
    fs::create_dir_all(desk.path("share")).expect("scratch");
    std::os::unix::fs::symlink(common::root(), desk.path("share/paiban")).expect("a link");
    let run = run(Command::new(program).args(["check", &desk.day()]).current_dir("/").env_remove("PAIBAN_DATA"));
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_wrong_data_directory_says_where_it_looked() {
    let desk = Desk::new();
    let run = desk.check(&["--data", "/nowhere/data"]).ends(1);
    assert!(run.err.contains("/nowhere/data") && run.err.contains("help"), "{}", run.err);
}

// The other commands.

#[test]
fn schemas_are_json() {
    for kind in ["format", "styles", "press", "layout", "paper", "edition", "story"] {
        let schema = paiban(&["schema", kind]).ends(0).json();
        assert!(schema["$schema"].is_string() && schema["title"].is_string(), "{kind}: {schema}");
        jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{kind}: {error}"));
    }
}

#[test]
fn completions_for_shells() {
    for shell in ["bash", "zsh", "fish"] {
        let run = paiban(&["completions", shell]).ends(0);
        assert!(run.out.contains("paiban") && run.out.contains("build"), "{shell}");
    }
}

#[test]
fn the_faces_are_listed() {
    let run = paiban(&["fonts"]).ends(0);
    for name in ["宋", "黑", "楷", "仿宋", "NotoSerifCJKsc-Medium.subset.otf"] {
        assert!(run.out.contains(name), "{name} in\n{}", run.out);
    }
    let faces = paiban(&["fonts", "--json"]).ends(0).json();
    assert!(faces.as_array().is_some_and(|chains| chains.len() >= 10), "{faces}");
    let serif = &faces[0]["faces"][0];
    assert!(serif["features"].as_array().is_some_and(|tags| tags.iter().any(|tag| tag == "hwid")), "{serif}");
    assert_eq!((&serif["languages"][0], &faces[0]["glyphs"]), (&"zh-Hans".into(), &serde_json::json!([])));
    let found = paiban(&["fonts", "--find", "龑"]).ends(0);
    assert!(found.out.contains("U+9F91"), "{}", found.out);
}

/// 造字: a code point that no font has, drawn for the paper, from the style sheet to the print file.
#[test]
fn a_drawn_character_prints_and_is_read_back() {
    let desk = Desk::new();
    let copy = String::from_utf8(desk.read("day/stories/second.md")).expect("text");
    let first = common::body_of(&copy).chars().next().expect("copy");
    desk.swap("day/stories/second.md", &format!("---\n{first}"), "---\n\u{e000}");
    // Without a drawing it is an error, which says what to do.
    let run = desk.check(&[]).ends(1);
    assert!(run.err.contains("U+E000") && run.err.contains("`glyphs`"), "{}", run.err);
    let daily = fs::read_to_string(common::root().join("layouts/styles/daily.yaml")).expect("a style sheet");
    let song = "    fallback: [NotoSerifSC-Regular.otf]\n";
    assert!(daily.contains(song));
    let drawn = format!("{song}    glyphs: {{U+E000: glyphs/square.svg}}\n");
    desk.write("layouts/styles/daily.yaml", daily.replacen(song, &drawn, 1));
    desk.write(
        "fonts/glyphs/square.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><rect x='10' y='10' width='80' height='80'/></svg>",
    );
    desk.build(&["--deny", "warnings"]).ends(0);
    common::pdf::assert_sound(&desk.path("day/out").join(FIRST));
    let read = common::pdf::text(&desk.path("day/out").join(FIRST));
    assert!(read.is_empty() || read.contains('\u{e000}'), "{read}");
    let listed = paiban(&["fonts", &desk.day()]).ends(0);
    assert!(listed.out.contains("1: U+E000"), "{}", listed.out);
    // A drawing that is none.
    desk.write("fonts/glyphs/square.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'/>");
    let run = desk.build(&[]).ends(1);
    assert!(run.err.contains("glyph-unusable") && run.err.contains("square.svg:1:1"), "{}", run.err);
}

#[test]
fn a_new_paper_builds_as_it_is() {
    let home = tempfile::tempdir().expect("scratch");
    let paper = home.path().join("paper").display().to_string();
    let run = paiban(&["new", &paper, "--name", "晨报", "--code", "CB", "--date", "2026-11-23"]).ends(0);
    let edition = home.path().join("paper/2026-11-23").display().to_string();
    assert!(run.out.contains(&edition), "{}", run.out);
    let built = paiban(&["build", &edition, "--deny", "warnings"]).ends(0);
    assert_eq!(built.err, "");
    assert_eq!(
        common::files_below(&home.path().join("paper/2026-11-23/out")),
        ["CB_20261123_A01_v1.pdf", "SHA256SUMS", "manifest.json"]
    );
    // The next day is an edition of that paper, named by its directory.
    let next = home.path().join("paper/2026-11-24").display().to_string();
    paiban(&["new", &next]).ends(0);
    paiban(&["build", &next, "--deny", "warnings"]).ends(0);
    assert!(home.path().join("paper/2026-11-24/out/CB_20261124_A01_v1.pdf").is_file());
}

#[test]
fn new_overwrites_nothing() {
    let desk = Desk::new();
    let before = desk.read("day/edition.yaml");
    paiban(&["new", &desk.day()]).ends(2);
    assert!(desk.read("day/edition.yaml") == before);
    let bad = desk.path("x").display().to_string();
    paiban(&["new", &bad, "--date", "2026-02-30"]).ends(2);
    paiban(&["new", &bad, "--code", "报"]).ends(2);
    assert!(!desk.path("x").exists());
}

#[test]
fn the_version_is_told() {
    let run = paiban(&["--version"]).ends(0);
    assert_eq!(run.out.trim(), concat!("paiban ", env!("CARGO_PKG_VERSION")));
}
