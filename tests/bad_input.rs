//! What goes wrong in a newsroom, and what the program says: the code, the place, the cause, a cure.
//!
//! Every case also checks that nothing panics and nothing is written.

mod common;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use common::{Desk, Run, codes, command, paiban, run, story};

/// The finding with `code` as it was printed.
#[track_caller]
fn finding(run: &Run, code: &str) -> String {
    let mark = format!("[{code}]");
    let found = run.err.split("\n\n").find(|text| text.contains(&mark));
    found.unwrap_or_else(|| panic!("no {code} in\n{}", run.err)).to_string()
}

/// Builds what `spoil` leaves of a good edition: it fails with `code` at `place`, names each of
/// `words`, says a cure, and writes nothing.
#[track_caller]
fn check(spoil: impl FnOnce(&Desk), code: &str, place: &str, words: &[&str]) {
    check_on(&Desk::new(), spoil, code, place, words);
}

#[track_caller]
fn check_on(desk: &Desk, spoil: impl FnOnce(&Desk), code: &str, place: &str, words: &[&str]) {
    spoil(desk);
    let run = desk.build(&[]).ends(1);
    let text = finding(&run, code);
    assert!(text.contains(place), "not at {place}:\n{text}");
    for word in words {
        assert!(text.contains(word), "`{word}` is not named:\n{text}");
    }
    assert!(text.contains("help"), "no cure:\n{text}");
    assert_eq!(desk.outputs(), Vec::<String>::new(), "written all the same");
}

/// Replaces text in the edition.
fn edition(old: &'static str, new: &'static str) -> impl Fn(&Desk) {
    move |desk| desk.swap("day/edition.yaml", old, new)
}

fn layout(old: &'static str, new: &'static str) -> impl Fn(&Desk) {
    move |desk| desk.swap("layouts/page.yaml", old, new)
}

fn lead(old: &'static str, new: &'static str) -> impl Fn(&Desk) {
    move |desk| desk.swap("day/stories/lead.md", old, new)
}

/// Builds what `change` makes of a good edition without any finding.
#[track_caller]
fn clean(change: impl FnOnce(&Desk)) {
    let desk = Desk::new();
    change(&desk);
    let run = desk.build(&["--deny", "warnings"]).ends(0);
    assert_eq!(run.err, "");
    assert!(desk.outputs().contains(&"TEST_20261123_A01_v1.pdf".to_string()));
}

#[test]
fn the_unspoiled_edition_is_good() {
    clean(|_| ());
}

#[test]
fn a_byte_order_mark_is_no_mistake() {
    clean(|desk| {
        for name in ["paper.yaml", "layouts/page.yaml", "day/edition.yaml", "day/stories/lead.md"] {
            desk.write(name, [b"\xef\xbb\xbf".to_vec(), desk.read(name)].concat());
        }
    });
}

#[test]
fn line_ends_of_windows_are_no_mistake() {
    clean(|desk| {
        for name in ["paper.yaml", "layouts/page.yaml", "day/edition.yaml", "day/stories/lead.md"] {
            let text = String::from_utf8(desk.read(name)).expect("text");
            desk.write(name, text.replace('\n', "\r\n"));
        }
    });
}

#[test]
fn places_after_a_byte_order_mark_and_crlf_are_right() {
    let spoil = |desk: &Desk| {
        desk.swap("day/edition.yaml", "issue", "isue");
        let text = String::from_utf8(desk.read("day/edition.yaml")).expect("text").replace('\n', "\r\n");
        desk.write("day/edition.yaml", format!("\u{feff}{text}"));
    };
    check(spoil, "unknown-key", "day/edition.yaml:3:1", &["isue", "issue"]);
}

// YAML.

#[test]
fn malformed_yaml() {
    check(edition("place:\n      lead: lead", "place: {lead: lead"), "yaml-syntax", "day/edition.yaml:", &[]);
    check(edition("date: 2026-11-23", "date: \"2026-11-23"), "yaml-syntax", "day/edition.yaml:", &[]);
    check(|desk| desk.write("layouts/page.yaml", "format: [tabloid\n"), "yaml-syntax", "layouts/page.yaml:", &[]);
    check(|desk| desk.write("paper.yaml", "name: x: y\n"), "yaml-syntax", "paper.yaml:1:", &[]);
    check(lead("headline: ", "headline: {"), "yaml-syntax", "day/stories/lead.md:", &[]);
}

#[test]
fn a_tab_for_indentation() {
    check(edition("    section: 要闻", "\tsection: 要闻"), "yaml-syntax", "day/edition.yaml:6:", &["tab"]);
}

#[test]
fn front_matter_that_never_ends() {
    let spoil = |desk: &Desk| desk.write("day/stories/lead.md", "---\nheadline: 待写\n正文。\n");
    check(spoil, "yaml-syntax", "day/stories/lead.md:1:1", &["---"]);
}

#[test]
fn empty_files() {
    check(|desk| desk.write("day/edition.yaml", ""), "wrong-type", "day/edition.yaml:1:1", &[]);
    check(|desk| desk.write("paper.yaml", "\n"), "wrong-type", "paper.yaml:", &[]);
    check(|desk| desk.write("layouts/page.yaml", "# 还没写\n"), "wrong-type", "layouts/page.yaml:", &[]);
}

#[test]
fn wrong_types() {
    check(edition("issue: 8124", "issue: [8124]"), "wrong-type", "day/edition.yaml:3:8", &["a list"]);
    check(edition("issue: 8124", "issue: many"), "bad-value", "day/edition.yaml:3:8", &["many"]);
    check(layout("kind: story", "kind: [story]"), "wrong-type", "layouts/page.yaml:5:11", &["a list"]);
    check(layout("{columns: 1-5, rows: 1-19}", "top"), "wrong-type", "layouts/page.yaml:6:9", &[]);
    check(
        edition("place:\n      lead: lead\n      second: second", "place: [lead, second]"),
        "wrong-type",
        "day/edition.yaml:8:12",
        &["a list"],
    );
    check(|desk| desk.write("day/edition.yaml", "- a\n- b\n"), "wrong-type", "day/edition.yaml:1:1", &["a list"]);
    check(lead("headline: ", "pictures: stop.jpg\nheadline: "), "wrong-type", "day/stories/lead.md:2:11", &["a list"]);
}

#[test]
fn bad_values() {
    check(edition("date: 2026-11-23", "date: 2026-02-30"), "bad-value", "day/edition.yaml:2:7", &["2026-02-30"]);
    check(edition("date: 2026-11-23", "date: tomorrow"), "bad-value", "day/edition.yaml:2:7", &["tomorrow"]);
    check(layout("columns: 1-2", "columns: 2-1"), "bad-value", "layouts/page.yaml:10:19", &["2-1"]);
    check(layout("kind: story", "kind: storey"), "bad-value", "layouts/page.yaml:5:11", &["storey", "story"]);
    check(|desk| desk.swap("paper.yaml", "code: TEST", "code: ../TEST"), "bad-value", "paper.yaml:2:7", &["../TEST"]);
    check(edition("section: 要闻", "folio: ../A01"), "bad-value", "day/edition.yaml:6:12", &["../A01"]);
}

#[test]
fn unknown_keys_come_with_the_nearest_right_one() {
    check(edition("issue:", "isue:"), "unknown-key", "day/edition.yaml:3:1", &["isue", "issue"]);
    check(edition("    section:", "    sektion:"), "unknown-key", "day/edition.yaml:6:5", &["sektion", "section"]);
    check(layout("style: third", "stile: third"), "unknown-key", "layouts/page.yaml:7:12", &["stile", "style"]);
    check(lead("headline:", "headlin:"), "unknown-key", "day/stories/lead.md:2:1", &["headlin", "headline"]);
    check(|desk| desk.swap("paper.yaml", "press:", "pres:"), "unknown-key", "paper.yaml:4:1", &["pres", "press"]);
}

#[test]
fn missing_keys() {
    check(edition("date: 2026-11-23\n", ""), "missing-key", "day/edition.yaml:1:1", &["date"]);
    check(layout("format: tabloid\n", ""), "missing-key", "layouts/page.yaml:1:1", &["format"]);
    check(edition("    layout: page\n", ""), "missing-key", "day/edition.yaml:5:5", &["layout"]);
}

#[test]
fn duplicate_keys() {
    check(
        edition("issue: 8124", "issue: 8124\nissue: 8125"),
        "duplicate-key",
        "day/edition.yaml:4:1",
        &["issue", "first here"],
    );
    check(lead("headline:", "headline: 旧\nheadline:"), "duplicate-key", "day/stories/lead.md:3:1", &["headline"]);
}

#[test]
fn two_areas_of_one_name() {
    check(layout("  second:\n", "  lead:\n"), "duplicate-key", "layouts/page.yaml:8:3", &["lead", "first here"]);
}

#[test]
fn two_pages_of_one_number() {
    let desk = Desk::of_two_pages();
    check_on(&desk, edition("page: 2", "page: 1"), "duplicate-name", "day/edition.yaml:", &[]);
}

#[test]
fn deep_nesting_and_anchors_that_multiply_are_bounded() {
    let deep = format!("a: {}{}\n", "[".repeat(50_000), "]".repeat(50_000));
    check(|desk| desk.write("layouts/page.yaml", &deep), "yaml-syntax", "layouts/page.yaml:1:", &[]);
    let block: String = (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    check(|desk| desk.write("layouts/page.yaml", &block), "yaml-syntax", "layouts/page.yaml:", &[]);
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_string();
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        bomb += &format!("a{level}: &a{level} [{}]\n", vec![before; 9].join(", "));
    }
    let begun = Instant::now();
    check(|desk| desk.write("day/edition.yaml", &bomb), "yaml-syntax", "day/edition.yaml:", &[]);
    check(
        |desk| desk.write("day/stories/lead.md", format!("---\n{bomb}---\n正文。\n")),
        "yaml-syntax",
        "day/stories/lead.md:",
        &[],
    );
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

// Numbers, sizes, units.

#[test]
fn huge_numbers() {
    check(
        edition("issue: 8124", "issue: 99999999999999999999"),
        "out-of-range",
        "day/edition.yaml:3:8",
        &["99999999999999999999"],
    );
    check(
        layout("columns: 1-5", "columns: 1-99999999999"),
        "out-of-range",
        "layouts/page.yaml:6:19",
        &["1-99999999999"],
    );
    check(layout("columns: 1-5", "columns: 1-9999"), "area-outside", "layouts/page.yaml:6:19", &["5"]);
    check(layout("rows: 5}", "rows: 999999}"), "out-of-range", "layouts/page.yaml:7:", &[]);
    check(
        layout("rows: 5}", "rows: 5}\n    column_rule: 99999999999999pt"),
        "out-of-range",
        "layouts/page.yaml:8:",
        &[],
    );
}

fn own_format(change: (&'static str, &'static str)) -> impl Fn(&Desk) {
    move |desk| {
        let shipped = fs::read_to_string(common::root().join("layouts/formats/tabloid.yaml")).expect("shipped");
        desk.write("layouts/formats/own.yaml", shipped);
        desk.swap("layouts/formats/own.yaml", change.0, change.1);
        desk.swap("layouts/page.yaml", "format: tabloid", "format: own");
    }
}

#[test]
fn zero_and_negative_sizes() {
    for (old, new) in [
        ("width: 270mm", "width: 0mm"),
        ("width: 270mm", "width: -270mm"),
        ("width: 270mm", "width: 999999999999999999mm"),
        ("body: 9pt", "body: 0pt"),
        ("body: 9pt", "body: -9pt"),
        ("pitch: 13pt", "pitch: 0pt"),
        ("rows: 76", "rows: 0"),
        ("rows: 76", "rows: -1"),
        ("count: 5", "count: 0"),
        ("width: 14字", "width: 0字"),
    ] {
        check(own_format((old, new)), "out-of-range", "layouts/formats/own.yaml:", &[]);
    }
    check(layout("rows: 1-19", "rows: 0-19"), "out-of-range", "layouts/page.yaml:6:", &[]);
    check(layout("rows: 5}", "rows: 0}"), "out-of-range", "layouts/page.yaml:7:", &[]);
}

#[test]
fn a_sheet_smaller_than_its_columns() {
    let spoil = own_format(("width: 270mm", "width: 100mm"));
    check(spoil, "out-of-range", "layouts/formats/own.yaml:", &[]);
}

#[test]
fn bad_units() {
    check(own_format(("body: 9pt", "body: 9")), "bad-unit", "layouts/formats/own.yaml:3:7", &["9", "pt"]);
    check(own_format(("body: 9pt", "body: 9px")), "bad-unit", "layouts/formats/own.yaml:3:7", &["px", "pt"]);
    check(own_format(("pitch: 13pt", "pitch: 十三pt")), "bad-unit", "layouts/formats/own.yaml:4:8", &["十三pt"]);
    check(layout("rows: 5}", "rows: 5}\n    column_rule: 0.25"), "bad-unit", "layouts/page.yaml:8:", &["0.25"]);
}

#[test]
fn colours_that_are_none() {
    let frame = |color: &str| format!("rows: 5}}\n    frame: {{rule: 0.5pt, padding: 0.5字, tint: {color}}}");
    for color in ["\"#ff0000\"", "rgb 1 0 0", "K 300", "报绿"] {
        let desk = Desk::new();
        desk.swap("layouts/page.yaml", "rows: 5}", &frame(color));
        let run = desk.build(&[]).ends(1);
        assert!(run.err.contains("layouts/page.yaml:8:") && run.err.contains("help"), "{color}\n{}", run.err);
        assert_eq!(desk.outputs(), Vec::<String>::new());
    }
}

// Names.

#[test]
fn names_that_nothing_has() {
    check(edition("layout: page", "layout: pgae"), "unknown-name", "day/edition.yaml:7:13", &["pgae", "page"]);
    check(layout("styles: daily", "styles: dayly"), "unknown-name", "layouts/page.yaml:2:9", &["dayly", "daily"]);
    check(
        layout("format: tabloid", "format: tabloit"),
        "unknown-name",
        "layouts/page.yaml:1:9",
        &["tabloit", "tabloid"],
    );
    check(
        |desk| desk.swap("paper.yaml", "press: newsprint", "press: newprint"),
        "unknown-name",
        "paper.yaml:4:8",
        &["newprint", "newsprint"],
    );
    check(layout("style: third", "style: thrid"), "unknown-name", "layouts/page.yaml:7:19", &["thrid", "third"]);
    check(edition("lead: lead", "lead: laed"), "unknown-name", "day/edition.yaml:9:13", &["laed", "lead"]);
    check(edition("second: second", "secnd: second"), "unknown-name", "day/edition.yaml:10:7", &["secnd", "second"]);
}

#[test]
fn a_press_condition_that_nothing_has() {
    let desk = Desk::new();
    let run = desk.build(&["--press", "newsprnt"]).ends(1);
    let text = finding(&run, "unknown-name");
    assert!(text.contains("newsprnt") && text.contains("newsprint"), "{text}");
}

#[test]
fn names_are_no_way_out_of_the_layouts() {
    for name in ["../../../etc/passwd", "/etc/passwd", "..", "a/b", "\"\""] {
        let desk = Desk::new();
        desk.swap("day/edition.yaml", "layout: page", &format!("layout: {name}"));
        let run = desk.build(&[]).ends(1);
        assert!(run.err.contains("day/edition.yaml:7:13"), "{name}\n{}", run.err);
        assert!(!run.err.contains("root:"), "{name}");
    }
}

// The page.

#[test]
fn areas_that_overlap() {
    check(layout("rows: 22-40", "rows: 19-40"), "area-overlap", "layouts/page.yaml:", &["lead", "second"]);
}

#[test]
fn an_area_that_overlaps_itself() {
    let spoil =
        layout("at: {columns: 1-2, rows: 22-40}", "at: [{columns: 1-2, rows: 22-40}, {columns: 2-3, rows: 40-44}]");
    check(spoil, "area-overlap", "layouts/page.yaml:10:", &[]);
}

#[test]
fn areas_out_of_the_grid() {
    check(layout("rows: 22-40", "rows: 22-77"), "area-outside", "layouts/page.yaml:10:", &["76"]);
    check(layout("columns: 1-2", "columns: 5-6"), "area-outside", "layouts/page.yaml:10:", &["5"]);
}

#[test]
fn a_picture_out_of_its_area() {
    let desk = Desk::with_picture("pictures/a.jpg");
    check_on(&desk, layout("rows: 6-15", "rows: 6-20"), "picture-outside", "layouts/page.yaml:8:", &["photo"]);
}

#[test]
fn an_area_without_copy() {
    let spoil = |desk: &Desk| {
        desk.swap("day/edition.yaml", "      second: second\n", "");
        desk.remove("day/stories/second.md");
    };
    check(spoil, "area-empty", "", &["second"]);
}

#[test]
fn a_story_placed_twice() {
    check(
        edition("second: second", "second: lead"),
        "story-placed-twice",
        "day/edition.yaml:10:15",
        &["lead", "first placed here"],
    );
}

#[test]
fn a_story_placed_nowhere_is_an_error_but_spoils_no_page() {
    let desk = Desk::new();
    desk.write("day/stories/spare.md", story("备用", 9, 30, 1));
    let run = desk.build(&[]).ends(1);
    let text = finding(&run, "story-unplaced");
    assert!(text.contains("day/stories/spare.md:1:1") && text.contains("hold"), "{text}");
    assert!(desk.outputs().contains(&"TEST_20261123_A01_v1.pdf".to_string()));
    desk.swap("day/edition.yaml", "pages:", "hold: [spare]\npages:");
    desk.build(&[]).ends(0);
}

// Stories.

#[test]
fn a_story_that_is_not_utf8() {
    // 澜川 in GBK.
    let spoil =
        |desk: &Desk| desk.write("day/stories/lead.md", b"---\nheadline: \xc0\xbd\xb4\xa8\n---\n\xc0\xbd\xb4\xa8\n");
    check(spoil, "not-utf8", "day/stories/lead.md:2:", &["UTF-8"]);
}

#[test]
fn characters_that_are_not_for_print() {
    for (character, code) in [
        ('😀', "U+1F600"),
        ('🚇', "U+1F687"),
        ('\u{0007}', "U+0007"),
        ('\u{e123}', "U+E123"),
        ('\u{0378}', "U+0378"),
        ('\u{2ffff}', "U+2FFFF"),
        ('\u{50000}', "U+50000"),
    ] {
        let desk = Desk::new();
        desk.write(
            "day/stories/second.md",
            format!("---\nheadline: 夜路亮灯 居民安心\n---\n第一句话。第二{character}句。\n"),
        );
        let run = desk.build(&[]).ends(1);
        let found =
            run.err.split("\n\n").find(|text| text.contains(code)).unwrap_or_else(|| panic!("{code}: {}", run.err));
        assert!(found.contains("[character-refused]") || found.contains("[character-missing]"), "{found}");
        assert!(found.contains("day/stories/second.md:4:8") && found.contains("help"), "{found}");
        assert_eq!(desk.outputs(), Vec::<String>::new(), "{code}");
    }
}

#[test]
fn a_refused_character_in_a_head_is_found_too() {
    check(lead("headline: ", "headline: 😀"), "character-refused", "day/stories/lead.md:2:11", &["U+1F600"]);
}

/// Builds within 2 GiB of address space, so that a failure of these tests harms nobody else.
fn build_within_bounds(desk: &Desk) -> Run {
    let begun = Instant::now();
    let day = desk.day();
    let limited = "ulimit -v 2097152; exec \"$0\" --lang en build \"$1\"";
    let mut shell = std::process::Command::new("sh");
    let run = if cfg!(target_os = "linux") {
        run(shell.args(["-c", limited, common::PROGRAM, &day]))
    } else {
        desk.build(&[])
    };
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    run.ends(1)
}

#[test]
fn an_overlong_story_is_overset_in_bounded_time() {
    let desk = Desk::new();
    let sentence = "这一句话说的是同一件事情，";
    let megabytes = 10 << 20;
    desk.write(
        "day/stories/lead.md",
        format!("---\nheadline: 长稿\n---\n{}。\n", sentence.repeat(megabytes / sentence.len())),
    );
    let run = build_within_bounds(&desk);
    let text = finding(&run, "story-overset");
    assert!(text.contains("lead") && text.contains("lines"), "{text}");
    assert!(run.err.len() < 20_000, "{} bytes of messages", run.err.len());
    assert_eq!(desk.outputs(), Vec::<String>::new());
}

#[test]
fn an_overlong_story_of_short_paragraphs_is_overset_in_bounded_time() {
    let desk = Desk::new();
    desk.write("day/stories/lead.md", format!("---\nheadline: 长稿\n---\n{}", "第一句话说完了。\n\n".repeat(400_000)));
    let run = build_within_bounds(&desk);
    finding(&run, "story-overset");
}

#[test]
fn a_file_too_large_is_refused() {
    let spoil = |desk: &Desk| desk.write("day/edition.yaml", "# 注\n".repeat(1 << 20));
    check(spoil, "file-too-large", "", &["edition.yaml"]);
}

#[test]
fn an_empty_story() {
    check(|desk| desk.write("day/stories/lead.md", ""), "story-empty", "day/stories/lead.md:1:1", &[]);
    check(
        |desk| desk.write("day/stories/lead.md", "---\nheadline: 只有题\n---\n\n"),
        "story-empty",
        "day/stories/lead.md:1:1",
        &[],
    );
}

/// The lead with this as its second paragraph.
fn lead_with(copy: &'static str) -> impl Fn(&Desk) {
    move |desk| desk.swap("day/stories/lead.md", "\n\n", &format!("\n\n{copy}\n\n"))
}

#[test]
fn mark_up_that_cannot_be_followed() {
    let lead = "day/stories/lead.md:6:";
    check(lead_with("渡口[老桥]{.nmae}。"), "unknown-name", &format!("{lead}7"), &["nmae", "did you mean `name`"]);
    check(lead_with("渡口[老桥]{lǎo。"), "copy-markup", &format!("{lead}7"), &["`{`", "`}`"]);
    check(lead_with("渡口[老桥]{lǎo qiáo hé}。"), "copy-markup", &format!("{lead}7"), &["3 words for 2 characters"]);
    check(lead_with("::: vers\n老桥\n:::"), "unknown-name", &format!("{lead}1"), &["vers", "did you mean `verse`"]);
    check(lead_with("::: verse\n老桥"), "copy-markup", &format!("{lead}1"), &["::: verse", "never closed", "`:::`"]);
    check(lead_with("老桥\n:::"), "copy-markup", "day/stories/lead.md:7:1", &["closes nothing"]);
    check(
        lead_with("| 站 | 票 |\n|---|--:|\n| 桥头 |"),
        "copy-markup",
        "day/stories/lead.md:8:1",
        &["1 cells", "2 columns", "the table begins here"],
    );
}

#[test]
fn an_opening_out_of_range() {
    let range = &["4", "between 2 and 3"];
    check(lead("headline: ", "drop_cap: 4\nheadline: "), "out-of-range", "day/stories/lead.md:2:11", range);
    check(lead("headline: ", "drop_cap: yes\nheadline: "), "bad-value", "day/stories/lead.md:2:11", &["yes", "2"]);
    check(lead("headline: ", "dropcap: 2\nheadline: "), "unknown-key", "day/stories/lead.md:2:1", &["drop_cap"]);
    check(lead("headline: ", "bold_start: 0\nheadline: "), "out-of-range", "day/stories/lead.md:2:13", &["1"]);
}

#[test]
fn suspect_copy_is_a_warning_with_both_places() {
    // C8
    let desk = Desk::new();
    let copy = "青溪镇昨天把沿河三条老街的路灯全部换成暖光。";
    desk.swap("day/stories/second.md", "\n\n", &format!("\n\n{copy}这是“切人口。\n\n月底前修好石桥。{copy}\n\n"));
    let run = desk.check(&[]);
    for (place, words) in [
        ("day/stories/second.md:6:26", ["切人口", "切入口"]),
        ("day/stories/second.md:6:25", ["“", "the paragraph ends here"]),
        ("day/stories/second.md:8:9", ["22 characters", "the earlier copy is here"]),
    ] {
        let found = run.err.split("\n\n").find(|text| text.contains(place) && text.contains("[copy-suspect]"));
        let found = found.unwrap_or_else(|| panic!("nothing at {place}:\n{}", run.err));
        assert!(words.iter().all(|word| found.contains(word)), "{found}");
    }
}

#[test]
fn a_story_without_a_headline_is_set_without_a_head() {
    let desk = Desk::new();
    desk.write("day/stories/second.md", common::words::paragraphs(2, 25 * 14, 2).join("\n\n"));
    let run = desk.build(&[]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(desk.outputs().contains(&"TEST_20261123_A01_v1.pdf".to_string()));
}

// Pictures.

#[test]
fn a_missing_picture_is_a_warning_and_a_placeholder() {
    let desk = Desk::with_picture("pictures/none.jpg");
    let run = desk.build(&[]).ends(0);
    let text = finding(&run, "picture-missing");
    assert!(
        text.contains("day/stories/lead.md:4:") && text.contains("pictures/none.jpg") && text.contains("help"),
        "{text}"
    );
    assert!(desk.outputs().contains(&"TEST_20261123_A01_v1.pdf".to_string()));
    desk.build(&["--deny", "picture-missing"]).ends(1);
}

/// A picture file of these bytes cannot be used; its page is not written.
#[track_caller]
fn unusable(name: &str, bytes: &[u8], words: &[&str]) {
    let desk = Desk::with_picture(&format!("pictures/{name}"));
    let spoil = |desk: &Desk| desk.write(&format!("day/pictures/{name}"), bytes);
    check_on(&desk, spoil, "picture-unusable", "day/stories/lead.md:4:", words);
}

fn shipped(name: &str) -> Vec<u8> {
    fs::read(common::root().join("editions/2026-11-23/pictures").join(name)).expect("a picture of the demo")
}

#[test]
fn pictures_that_were_cut() {
    let (jpeg, png) = (shipped("race.jpg"), shipped("ad-tea.png"));
    for share in [1, 4, 16] {
        unusable("a.jpg", &jpeg[..jpeg.len() * share / 20], &["a.jpg"]);
        unusable("a.png", &png[..png.len() * share / 20], &["a.png"]);
    }
    unusable("a.jpg", &jpeg[..3], &["a.jpg"]);
    unusable("a.png", &png[..20], &["a.png"]);
}

#[test]
fn pictures_damaged_in_the_middle_end_in_no_panic() {
    for name in ["race.jpg", "ad-tea.png"] {
        let mut bytes = shipped(name);
        let middle = bytes.len() / 2;
        for byte in &mut bytes[middle..middle + 4000] {
            *byte ^= 0x5a;
        }
        let desk = Desk::with_picture(&format!("pictures/{name}"));
        desk.write(&format!("day/pictures/{name}"), &bytes);
        let run = desk.build(&[]);
        assert!(matches!(run.code, 0 | 1), "{run:?}");
        if name.ends_with(".png") {
            // A PNG has checksums: damage is always found.
            finding(&run, "picture-unusable");
        }
    }
}

#[test]
fn a_picture_of_four_hundred_million_pixels_is_refused_by_its_header() {
    let mut bytes = shipped("ad-tea.png");
    bytes[16..20].copy_from_slice(&20_000u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&20_000u32.to_be_bytes());
    let begun = Instant::now();
    unusable("a.png", &bytes, &["20000"]);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_text_file_called_a_picture() {
    unusable("a.jpg", "这不是图片。".as_bytes(), &["text"]);
    unusable("b.jpg", b"", &["empty"]);
    unusable("c.jpg", b"GIF89a\x01\0\x01\0\0\0\0;", &["GIF"]);
}

#[test]
fn a_picture_called_by_the_wrong_extension_is_known_by_its_bytes() {
    let desk = Desk::with_picture("pictures/a.png");
    desk.write("day/pictures/a.png", shipped("race.jpg"));
    desk.build(&[]).ends(0);
}

#[test]
fn a_picture_that_leaves_the_edition() {
    for file in
        ["../../etc/passwd", "/etc/passwd", "pictures/../../../../../../etc/passwd", "../../../../../../../etc/passwd"]
    {
        let desk = Desk::with_picture(file);
        check_on(&desk, |_| (), "path-outside", "day/stories/lead.md:4:", &[file]);
    }
}

#[test]
fn an_advertisement_that_leaves_the_edition() {
    let spoil = |desk: &Desk| {
        desk.swap(
            "layouts/page.yaml",
            "  second:\n    kind: story\n    at: {columns: 1-2, rows: 22-40}\n    head: {style: small, rows: 5}\n",
            "  second:\n    kind: ad\n    at: {columns: 1-2, rows: 22-40}\n",
        );
        desk.swap("day/edition.yaml", "second: second", "second: {file: ../../etc/passwd, booking: AD-1}");
        desk.remove("day/stories/second.md");
    };
    check(spoil, "path-outside", "day/edition.yaml:10:", &["../../etc/passwd"]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leaves_the_edition() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("scratch");
    fs::write(outside.path().join("a.jpg"), shipped("race.jpg")).expect("scratch");
    fs::write(outside.path().join("lead.md"), "---\nheadline: 外稿\n---\n外面的话。\n").expect("scratch");

    let desk = Desk::with_picture("pictures/a.jpg");
    fs::create_dir_all(desk.path("day/pictures")).expect("scratch");
    symlink(outside.path().join("a.jpg"), desk.path("day/pictures/a.jpg")).expect("a link");
    check_on(&desk, |_| (), "path-outside", "day/stories/lead.md:4:", &["pictures/a.jpg"]);

    let desk = Desk::new();
    desk.remove("day/stories/lead.md");
    symlink(outside.path().join("lead.md"), desk.path("day/stories/lead.md")).expect("a link");
    let run = desk.build(&[]).ends(1);
    assert!(run.err.contains("help") && !run.err.contains("外面的话"), "{}", run.err);
    assert_eq!(desk.outputs(), Vec::<String>::new());
}

#[test]
fn a_paper_named_from_outside_is_allowed_only_where_it_is() {
    // The paper file says which directory it is; what lies beside that directory is not read.
    let desk = Desk::with_picture("../secret.jpg");
    desk.write("secret.jpg", shipped("race.jpg"));
    let run = desk.build(&[]);
    assert!(matches!(run.code, 0 | 1), "{run:?}");
}

// Files and directories.

#[test]
fn a_directory_where_a_file_is_wanted() {
    let directory = |name: &'static str| {
        move |desk: &Desk| {
            desk.remove(name);
            fs::create_dir(desk.path(name)).expect("scratch");
        }
    };
    check(directory("paper.yaml"), "file-unreadable", "day/edition.yaml:1:8", &["paper.yaml"]);
    check(directory("day/edition.yaml"), "file-unreadable", "", &["edition.yaml"]);
    check(directory("layouts/page.yaml"), "unknown-name", "day/edition.yaml:7:13", &["page"]);
    let desk = Desk::with_picture("pictures");
    fs::create_dir(desk.path("day/pictures")).expect("scratch");
    check_on(&desk, |_| (), "picture-unusable", "day/stories/lead.md:4:", &["pictures"]);
}

#[test]
fn a_paper_that_is_not_there() {
    check(edition("../paper.yaml", "../papper.yaml"), "file-missing", "day/edition.yaml:1:8", &["papper.yaml"]);
}

#[test]
fn an_edition_that_is_not_there() {
    for command in ["build", "check"] {
        let run = paiban(&[command, "/nowhere/2026-11-23"]).ends(1);
        let text = finding(&run, "file-missing");
        assert!(text.contains("/nowhere/2026-11-23") && text.contains("help"), "{text}");
    }
}

#[test]
fn an_output_that_cannot_be_written() {
    let desk = Desk::new();
    desk.write("day/out", "a file stands here");
    let run = desk.build(&[]).ends(3);
    let text = finding(&run, "output-unwritable");
    assert!(text.contains("day/out") && text.contains("help"), "{text}");
    let desk = Desk::new();
    desk.build(&["-o", "/dev/null/out"]).ends(3);
}

#[test]
fn an_output_name_taken_by_a_directory() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("day/out/TEST_20261123_A01_v1.pdf/x")).expect("scratch");
    let run = desk.build(&[]).ends(3);
    assert!(finding(&run, "output-unwritable").contains("A01"), "{}", run.err);
    let left: Vec<String> = desk.outputs().into_iter().filter(|name| name.contains(".part")).collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    use std::process::Stdio;
    let desk = Desk::new();
    let mut command = command();
    command.args(["check", &desk.day(), "--format", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[test]
fn wrong_usage() {
    let desk = Desk::new();
    let day = desk.day();
    for arguments in [
        &[][..],
        &["biuld", &day],
        &["build"],
        &["build", &day, "--pages", "0"],
        &["build", &day, "--pages", "3-1"],
        &["build", &day, "--pages", "one"],
        &["build", &day, "--deny", "story-overst"],
        &["build", &day, "--pdfx", "x9"],
        &["build", &day, "--format", "xml"],
        &["schema", "pages"],
        &["completions", "dos"],
        &["--no-such-option"],
    ] {
        let run = paiban(arguments).ends(2);
        assert!(!run.err.is_empty(), "{arguments:?}");
        assert_eq!(desk.outputs(), Vec::<String>::new());
    }
    let run = paiban(&["build", &day, "--deny", "story-overst"]).ends(2);
    assert!(run.err.contains("story-overset"), "{}", run.err);
}

#[test]
fn a_page_that_the_edition_lacks() {
    let desk = Desk::new();
    let run = desk.build(&["--pages", "7"]);
    assert!(matches!(run.code, 1 | 2), "{run:?}");
    assert!(run.err.contains('7') && run.err.contains("help"), "{}", run.err);
    assert_eq!(desk.outputs(), Vec::<String>::new());
}

// All at once.

/// The files in which there are findings, by their last names.
fn spoiled_files(desk: &Desk) -> (Vec<String>, Vec<String>) {
    let report = desk.build(&["--format", "json"]).ends(1).json();
    let findings = report["findings"].as_array().cloned().expect("findings");
    let name = |file: &str| Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
    let mut files: Vec<String> = findings.iter().filter_map(|finding| name(finding["file"].as_str()?)).collect();
    files.sort();
    files.dedup();
    assert_eq!(desk.outputs(), Vec::<String>::new());
    (codes(&report), files)
}

#[test]
fn every_mistake_is_told_in_one_run() {
    let desk = Desk::new();
    desk.swap("paper.yaml", "press:", "pres:");
    desk.swap("day/edition.yaml", "section:", "sektion:");
    desk.swap("day/edition.yaml", "issue:", "press: newsprint\nissue:");
    desk.swap("layouts/page.yaml", "style: third", "style: thrid");
    desk.swap("layouts/page.yaml", "rows: 22-40", "rows: 22-99");
    desk.write("day/stories/lead.md", "---\nheadlin: 题\n---\n正文😀。\n");
    desk.write("day/stories/spare.md", "---\nheadline: 备用\nheadline: 再用\n---\n正文。\n");
    let (found, files) = spoiled_files(&desk);
    for code in ["unknown-key", "unknown-name", "area-outside", "duplicate-key", "story-unplaced"] {
        assert!(found.iter().any(|name| name == code), "{code} in {found:?}");
    }
    assert_eq!(found.iter().filter(|code| *code == "unknown-key").count(), 3, "{found:?}");
    assert_eq!(files, ["edition.yaml", "lead.md", "page.yaml", "paper.yaml", "spare.md"]);
}

#[test]
fn a_key_that_the_edition_lacks_hides_no_other_mistake() {
    let desk = Desk::new();
    desk.swap("paper.yaml", "press:", "pres:");
    desk.swap("day/edition.yaml", "issue: 8124", "isue: 8124");
    desk.swap("layouts/page.yaml", "style: third", "style: thrid");
    desk.write("day/stories/lead.md", "---\nheadlin: 题\n---\n正文。\n");
    let (_, files) = spoiled_files(&desk);
    assert_eq!(files, ["edition.yaml", "lead.md", "page.yaml", "paper.yaml"]);
}

#[test]
fn a_bad_span_is_one_mistake_not_two() {
    let desk = Desk::new();
    desk.swap("layouts/page.yaml", "columns: 1-2", "columns: 2-1");
    let (found, _) = spoiled_files(&desk);
    assert_eq!(found, ["bad-value"]);
}

#[test]
fn a_story_that_cannot_be_read_is_one_mistake_not_two() {
    let desk = Desk::new();
    desk.write("day/stories/lead.md", "---\nheadlin: 题\n---\n正文。\n");
    let (found, _) = spoiled_files(&desk);
    assert_eq!(found, ["unknown-key"]);
}

#[test]
fn both_languages_say_the_same_places() {
    let desk = Desk::new();
    desk.swap("day/edition.yaml", "section:", "sektion:");
    desk.swap("layouts/page.yaml", "rows: 22-40", "rows: 22-99");
    let places = |lang: &str| {
        let run = run(command().args(["--lang", lang, "check", &desk.day(), "--format", "json"]));
        let findings = run.json()["findings"].as_array().cloned().expect("findings");
        findings
            .iter()
            .map(|f| format!("{} {} {}:{}", f["code"], f["file"], f["line"], f["column"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(places("zh"), places("en"));
}
