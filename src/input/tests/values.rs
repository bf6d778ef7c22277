//! Keys and values: every mistake of every file is told, at its place, with its cure.

use super::check;

const FORMAT: &str = "layouts/formats/small.yaml";
const STYLES: &str = "layouts/styles/plain.yaml";
const FRONT: &str = "layouts/front.yaml";
const EDITION: &str = "day/edition.yaml";

#[test]
fn an_unknown_key_is_told_the_nearest() {
    check(
        &[(FRONT, "    head: {style", "    haed: {style")],
        &[
            "front.yaml:11:5 <haed> unknown-key: unknown key `haed` | did you mean `head`? allowed: kind at direction priority head text_columns column_mode gutter pictures inserts around frame crosshead composition column_rule separator jump fit crossheads crosshead_rows byline space cut filler …",
        ],
    );
}

#[test]
fn missing_and_doubled_keys() {
    check(
        &[(EDITION, "issue: 8124\n", "")],
        &["edition.yaml:1:1 <paper> missing-key: `issue` is missing | add `issue:`"],
    );
    check(
        &[(EDITION, "issue: 8124\n", "issue: 8124\nissue: 8125\n")],
        &["edition.yaml:4:1 <issue> duplicate-key: `issue` is written twice | delete one of them"],
    );
}

#[test]
fn lengths_need_units_and_sense() {
    for (old, new, expected) in [
        ("pitch: 13pt", "pitch: 13", "small.yaml:3:8 <13> bad-unit: `13` has no unit | allowed: mm cm pt 字 行 级"),
        (
            "pitch: 13pt",
            "pitch: 13px",
            "small.yaml:3:8 <13px> bad-unit: `px` is no unit of length | did you mean `pt`? allowed: mm cm pt 字 行 级",
        ),
        (
            "pitch: 13pt",
            "pitch: １３pt",
            "small.yaml:3:8 <１３pt> bad-unit: `１３pt` has full-width figures | use plain figures",
        ),
        (
            "pitch: 13pt",
            "pitch: .nan",
            "small.yaml:3:8 <.nan> bad-unit: `nan` is no unit of length | allowed: mm cm pt 字 行 级",
        ),
        (
            "pitch: 13pt",
            "pitch: 1e9pt",
            "small.yaml:3:8 <1e9pt> out-of-range: `1e9pt` is out of range | write it as in `9pt`, `2.5行`",
        ),
        (
            "pitch: 13pt",
            "pitch: 99999999999pt",
            "small.yaml:3:8 <99999999999pt> out-of-range: `99999999999pt` is out of range | write it as in `9pt`, `2.5行`",
        ),
        (
            "pitch: 13pt",
            "pitch: -13pt",
            "small.yaml:3:8 <-13pt> out-of-range: this length must be more than 0 | write a length that makes sense",
        ),
        (
            "pitch: 13pt",
            "pitch: 1.2.3pt",
            "small.yaml:3:8 <1.2.3pt> bad-value: `1.2.3` is not a number | write it as in `9pt`, `2.5行`",
        ),
        (
            "pitch: 13pt",
            "pitch: [13pt]",
            "small.yaml:3:8 <[13pt]> wrong-type: a length with its unit is wanted, not a list | write a length with its unit",
        ),
        (
            "pitch: 13pt",
            "pitch: 8pt",
            "small.yaml:3:8 <8pt> out-of-range: the pitch is less than the body size: lines would touch | 1.3 to 1.6 times the body size is usual",
        ),
        (
            "body: 9pt",
            "body: 大五",
            "small.yaml:2:7 <大五> bad-unit: `大五` is not a length | as in `9pt`, `15字`, `2.5行`, `390mm`",
        ),
        (
            "body: 9pt",
            "body: 小六号",
            "small.yaml:2:7 <小六号> bad-value: no 字号 `小六号` | did you mean `六号`? allowed: 初号 一号 小一 二号 小二 三号 四号 小四 五号 小五 六号 七号",
        ),
        (
            "body: 9pt",
            "body: 0pt",
            "small.yaml:2:7 <0pt> out-of-range: a type size of `0pt` is out of range | between 3pt and 1000pt",
        ),
        ("count: 4", "count: 0", "small.yaml:4:18 <0> out-of-range: `0` is out of range | between 1 and 60"),
        ("count: 4", "count: -4", "small.yaml:4:18 <-4> out-of-range: `-4` is out of range | between 1 and 60"),
        (
            "count: 4",
            "count: 40000000000000000000",
            "small.yaml:4:18 <40000000000000000000> out-of-range: `40000000000000000000` is out of range | between 1 and 60",
        ),
        ("count: 4", "count: 四", "small.yaml:4:18 <四> bad-value: `四` is not such a number | as in `1`"),
        (
            "width: 13字",
            "width: 33字",
            "small.yaml:4:10 <{count: 4, width: 33字, gutter: 1字}> out-of-range: the type area's width is 428.62 mm from -114.31 mm; the trim has 200.00 mm | change the columns, the rows, the margins or the trim",
        ),
    ] {
        check(&[(FORMAT, old, new)], &[expected]);
    }
}

#[test]
fn words_spans_colours_and_faces() {
    for (file, old, new, expected) in [
        (
            FRONT,
            "kind: story",
            "kind: stroy",
            "front.yaml:9:11 <stroy> bad-value: `stroy` is none of the values | did you mean `story`? allowed: story picture furniture rule ad filler",
        ),
        (
            FRONT,
            "rows: 4-30",
            "rows: 30-4",
            "front.yaml:10:30 <30-4> bad-value: the span `30-4` cannot be | counting starts at 1, the smaller end first",
        ),
        (
            FRONT,
            "rows: 4-30",
            "rows: 0-4",
            "front.yaml:10:30 <0-4> out-of-range: the span `0-4` cannot be | counting starts at 1, the smaller end first",
        ),
        (
            FRONT,
            "rows: 4-30",
            "rows: four",
            "front.yaml:10:30 <four> bad-value: `four` is not a span | as in `1-5` or `3`; counting starts at 1",
        ),
        (
            STYLES,
            "size: 8pt}",
            "size: 8pt, color: '#ff0000'}",
            "plain.yaml:10:43 <'#ff0000'> bad-value: `#ff0000` is a colour of screens | print has `K 100`, `C0 M100 Y100 K0` or a spot's name",
        ),
        (
            STYLES,
            "size: 8pt}",
            "size: 8pt, color: K 101}",
            "plain.yaml:10:43 <K 101> out-of-range: `K 101` is out of range | between 0 and 100",
        ),
        (
            STYLES,
            "size: 8pt}",
            "size: 8pt, color: 报红}",
            "plain.yaml:10:43 <报红> unknown-name: no colour `报红` | allowed: white black K 100 C0 M100 Y100 K0",
        ),
        (
            STYLES,
            "credit: {face: 宋 400",
            "credit: {face: 宋 500",
            "plain.yaml:10:18 <宋 500> unknown-face: no face `宋 500` | did you mean `宋 400`? allowed: 宋 400",
        ),
        (
            STYLES,
            "credit: {face: 宋 400",
            "credit: {face: 宋体 400",
            "plain.yaml:10:18 <宋体 400> unknown-face: no face `宋体` | did you mean `宋`? allowed: 宋 黑 楷 仿宋",
        ),
        (
            STYLES,
            "400: NewsFangSupplement-Regular.ttf",
            "400: NewsFangSuplement-Regular.ttf",
            "plain.yaml:2:22 <NewsFangSuplement-Regular.ttf> file-missing: no font file `NewsFangSuplement-Regular.ttf` |",
        ),
        (
            STYLES,
            "  credit:",
            "  kredit:",
            "plain.yaml:4:3 <body> missing-key: the style sheet `plain` has no text style `credit` | add `credit:` under `text:`",
        ),
        (
            EDITION,
            "date: 2026-11-23",
            "date: 2026-11-31",
            "edition.yaml:2:7 <2026-11-31> bad-value: there is no day `2026-11-31` | check the month and the day",
        ),
        (
            EDITION,
            "layout: front",
            "layout: fornt",
            "edition.yaml:7:13 <fornt> unknown-name: no layout `fornt` | did you mean `front`? allowed: ",
        ),
        (
            "paper.yaml",
            "code: LCRB",
            "code: 澜川",
            "paper.yaml:2:7 <澜川> bad-value: the code `澜川` is to stand in file names | use 1 to 16 letters A to Z or figures",
        ),
        (
            "paper.yaml",
            "press: newsprint",
            "press: newsprnt",
            "paper.yaml:4:8 <newsprnt> unknown-name: no press condition `newsprnt` | did you mean `newsprint`? allowed: coated newsprint",
        ),
        (
            EDITION,
            "section: 要闻",
            "section: 要闻\n    folio: 甲1",
            "edition.yaml:7:12 <甲1> bad-value: the folio `甲1` is to stand in file names | use 1 to 8 letters A to Z or figures, as in `A01`",
        ),
    ] {
        check_first(&[(file, old, new)], expected);
    }
}

/// Compares only the first thing that is told, as far as `expected` goes.
#[track_caller]
fn check_first(edits: &[(&str, &str, &str)], expected: &str) {
    let (world, found) = super::load_edited(edits);
    let first = found.diagnostics.first().map(|found| super::draw(&world, found)).unwrap_or_default();
    assert!(first.starts_with(expected), "\n{first}\n{expected}");
}

#[test]
fn all_mistakes_of_all_files_are_told_in_one_run() {
    check(
        &[
            (EDITION, "issue: 8124", "issue: many"),
            (EDITION, "section:", "sectoin:"),
            ("paper.yaml", "press:", "pres:"),
            (FORMAT, "rows: 60", "rows: 60\nbleed: 3"),
            (FRONT, "kind: ad", "kind: add"),
            ("day/stories/first.md", "headline:", "headlin:"),
        ],
        &[
            "edition.yaml:3:8 <many> bad-value: `many` is not such a number | as in `1`",
            "edition.yaml:6:5 <sectoin> unknown-key: unknown key `sectoin` | did you mean `section`? allowed: page section folio layout areas mourning festival editors fields place",
            "paper.yaml:4:1 <pres> unknown-key: unknown key `pres` | did you mean `press`? allowed: name code styles press fields fillers lint delivery words",
            "edition.yaml:1:1 <paper: ../paper.yaml> missing-key: no press condition is named | write `press: newsprint` in edition.yaml or paper.yaml",
            "first.md:2:1 <headlin> unknown-key: unknown key `headlin` | did you mean `headline`? allowed: label kicker headline deck summary portrait byline drop_cap bold_start priority jump_head pictures quotes facts fit cuttable",
            "front.yaml:14:16 <add> bad-value: `add` is none of the values | did you mean `ad`? allowed: story picture furniture rule ad filler",
            "small.yaml:6:8 <3> bad-unit: `3` has no unit | allowed: mm cm pt 字 行 级",
        ],
    );
}

#[test]
fn yaml_that_is_broken_points_at_its_place() {
    check(
        &[(FORMAT, "count: 4, width", "count: 4; width")],
        &[
            "small.yaml:4:26 <:> yaml-syntax: a `,` or `}` is missing in `{…}` | separate entries with `,`; quote text with commas or colons",
        ],
    );
}
