//! Inserts, tables, vertical text, 中缝 and fields of the index.

use paiban::font::Posture;
use paiban::page::{BlockKind, ItemKind, TextRun};

use super::super::fixture::{Made, make};
use super::furniture;

const LAMP: &str = "---
headline: 桥头一盏灯
quotes:
  - {id: lamp, text: 灯亮着，人就不慌。, by: 许伯}
facts:
  - {id: bridge, title: 九孔桥的数, lines: [桥长六十二米, 灯高四米一]}
  - {id: lamps, title: 灯泡, table: \"2019|十二次\\n2020|九次\", head: [年, 换过], columns: [left, right]}
---
天刚擦黑，九孔桥东头的那盏灯就亮了。“灯亮着，人就不慌。”许伯说。灯下一张旧木桌，桌上摆着三百多本旧书，许伯坐在桌后，一边整理书脊，一边和过桥的人打招呼。后来路灯修好了，这盏灯也没有撤。
";

fn story(inserts: &str) -> Made {
    let area = format!(
        "  lead:\n    kind: story\n    at: {{columns: 1-2, rows: 1-20}}\n    head: {{style: brief}}\n    inserts:\n{inserts}"
    );
    make(&area, "lead: lamp", &[("lamp", LAMP)])
}

fn runs(made: &Made) -> Vec<&TextRun> {
    made.pages[0]
        .page
        .items
        .iter()
        .filter_map(|item| if let ItemKind::Text(run) = &item.kind { Some(run) } else { None })
        .collect()
}

fn printed(made: &Made) -> String {
    runs(made).iter().map(|run| run.text.as_str()).collect()
}

fn without_holes(made: &Made) -> Vec<&'static str> {
    made.codes().into_iter().filter(|code| *code != "story-underset").collect()
}

#[test]
fn a_pull_quote_stands_in_the_columns_and_copy_keeps_clear_of_it() {
    let made = story("      - {quote: lamp, columns: 2, rows: 6-13, rule: 0.5pt}\n");
    assert_eq!(without_holes(&made), Vec::<&str>::new(), "{:#?}", made.diagnostics);
    assert_eq!(printed(&made).matches("灯亮着，人就不慌").count(), 2);
    let blocks = &made.pages[0].record.blocks;
    let insert = blocks.iter().find(|block| block.kind == BlockKind::Insert).expect("an insert");
    for block in blocks.iter().filter(|block| matches!(block.kind, BlockKind::Text { .. })) {
        assert!(!block.at.overlaps(insert.at), "{block:?}");
    }
}

#[test]
fn fact_boxes_hold_lines_or_a_table() {
    let made = story(
        "      - {fact: bridge, columns: 1, rows: 8-13, frame: {tint: K 8, padding: 0.5字, radius: 2mm}}\n      - {fact: lamps, columns: 2, rows: 8-14}\n",
    );
    assert_eq!(without_holes(&made), Vec::<&str>::new(), "{:#?}", made.diagnostics);
    for words in ["九孔桥的数", "桥长六十二米", "灯高四米一", "十二次"] {
        assert!(printed(&made).contains(words), "{words}");
    }
}

#[test]
fn words_that_the_story_does_not_have_are_no_quote() {
    let made = story("      - {quote: {text: 灯一灭人就散。}, columns: 2, rows: 6-13}\n");
    assert_eq!(without_holes(&made), ["quote-unsaid"]);
}

/// The first finding on a layout that cannot be composed.
#[track_caller]
fn refused(areas: &str, place: &str, stories: &[(&str, &str)], code: &str, says: &str) {
    let found = super::loaded(areas, place, stories, &[]).diagnostics;
    let hit = found.iter().find(|finding| finding.code.as_str() == code && finding.message.en.contains(says));
    assert!(hit.is_some_and(|hit| hit.hint.is_some()), "{found:#?}");
}

#[test]
fn inserts_that_cannot_be_are_refused() {
    let area = |insert: &str| {
        format!("  lead:\n    kind: story\n    at: {{columns: 1-2, rows: 1-20}}\n    inserts:\n      - {insert}\n")
    };
    let lamp = [("lamp", LAMP)];
    let told = |insert: &str, code: &str, says: &str| refused(&area(insert), "lead: lamp", &lamp, code, says);
    told("{quote: lmap, columns: 2, rows: 6-13}", "unknown-name", "lmap");
    told("{columns: 2, rows: 6-13}", "bad-value", "one of");
    told("{quote: lamp, items: [], columns: 2, rows: 6-13}", "bad-value", "one of");
    told("{fact: {title: 一}, columns: 2, rows: 6-13}", "bad-value", "`lines` or a `table`");
    let outside = story("      - {quote: lamp, columns: 3, rows: 6-13}\n");
    assert!(outside.codes().contains(&"insert-outside"), "{:?}", outside.codes());
    let over_each_other =
        story("      - {quote: lamp, columns: 2, rows: 6-13}\n      - {fact: bridge, columns: 2, rows: 10-15}\n");
    assert!(over_each_other.codes().contains(&"insert-outside"), "{:?}", over_each_other.codes());
}

fn one(items: &str) -> Made {
    make(&furniture(items), "", &[])
}

#[test]
fn a_table_of_furniture_fills_its_box() {
    let made = one(
        "      - table: \"1|澜川远帆|28\\n2|云麓猎隼|27\"\n        head: [名次, 球队, 积分]\n        columns: [center, {width: 10字}, right]\n        zebra: K 6\n",
    );
    assert_eq!(made.codes(), Vec::<&str>::new());
    let runs = runs(&made);
    let x = |text: &str| runs.iter().find(|run| run.text == text).map(|run| run.origin.x).expect("a cell");
    // Figures end at one edge: both are as wide.
    assert_eq!(x("28"), x("27"));
    assert!(x("名次") < x("球队") && x("球队") < x("积分"));
    let y = |text: &str| runs.iter().find(|run| run.text == text).map(|run| run.origin.y).expect("a cell");
    let step = y("28") - y("积分");
    assert!((y("27") - y("28") - step).abs() < paiban::base::units::Length::pt(3), "rows share the height");
}

#[test]
fn tables_that_cannot_be_set_are_told() {
    let told = |table: &str, code: &str, says: &str| refused(&furniture(table), "", &[], code, says);
    told("      - {table: [[a, b]], columns: [{width: 0字}, left]}\n", "out-of-range", "more than 0");
    told("      - {table: [[a, b]], columns: [left, left, left]}\n", "bad-value", "3 columns");
    told("      - {table: []}\n", "bad-value", "empty");
    let narrow = one("      - {table: [[澜川远帆足球俱乐部, 二]], columns: [{width: 29字}, {width: 4字}]}\n");
    assert_eq!(narrow.codes(), ["furniture-overset"]);
    let low = one("      - {table: [[一], [二], [三], [四]], at: {height: 2行}}\n");
    assert_eq!(low.codes(), ["furniture-overset"]);
}

#[test]
fn vertical_furniture_runs_down_from_the_right() {
    let made = one("      - {text: \"澜水\\n副刊\", style: strip, direction: vertical, align: left}\n");
    assert_eq!(made.codes(), Vec::<&str>::new());
    let runs = runs(&made);
    assert!(runs.iter().all(|run| run.posture == Posture::Upright));
    assert!(runs[0].origin.x > runs[1].origin.x && runs[0].origin.y == runs[1].origin.y);
    let high =
        one("      - {text: 澜水副刊征稿启事, style: strip, direction: vertical, at: {width: 1字, height: 2行}}\n");
    assert_eq!(high.codes(), ["furniture-overset"]);
}

#[test]
fn items_stand_on_pages_of_their_side() {
    let items = "      - {text: 单版, style: strip, on: odd}\n      - {text: 双版, style: strip, on: even}\n      - {text: 外缘, style: strip, align: outer, at: {y: 3行}}\n      - {text: 内缘, style: strip, align: inner, at: {y: 5行}}\n";
    let made = super::loaded(&furniture(items), "", &[], &["  - {page: 2, layout: page}\n"]);
    let words = |page: usize| printed_on(&made, page);
    assert!(words(0).contains("单版") && !words(0).contains("双版"));
    assert!(words(1).contains("双版") && !words(1).contains("单版"));
    let x = |page: usize, text: &str| {
        let items = made.pages[page].page.items.iter();
        let mut runs = items.filter_map(|item| if let ItemKind::Text(run) = &item.kind { Some(run) } else { None });
        runs.find(|run| run.text == text).map(|run| run.origin.x).expect("a run")
    };
    assert!(x(0, "外缘") > x(1, "外缘") && x(0, "内缘") < x(1, "内缘"));
    assert_eq!(x(0, "外缘"), x(1, "内缘"));
}

fn printed_on(made: &super::Loaded, page: usize) -> String {
    let items = made.pages[page].page.items.iter();
    items.filter_map(|item| if let ItemKind::Text(run) = &item.kind { Some(run.text.as_str()) } else { None }).collect()
}

#[test]
fn an_index_is_made_of_the_edition() {
    let areas = format!(
        "{}  lead:\n    kind: story\n    at: {{columns: 3-4, rows: 1-20}}\n    head: {{style: brief}}\n",
        furniture("      - {text: \"{headline:lamp}　{page:lamp}版　{folio:lamp}\", style: strip}\n")
    );
    let made = make(&areas, "lead: lamp", &[("lamp", LAMP)]);
    assert!(printed(&made).contains("桥头一盏灯　1版　A01"), "{}", printed(&made));
    let wrong = furniture("      - {text: \"{headline:lampe}\", style: strip}\n");
    let found = super::loaded(&wrong, "", &[], &[]).diagnostics;
    assert_eq!(found[0].code.as_str(), "field-unknown", "{found:#?}");
}

#[test]
fn the_gutter_holds_what_is_narrow_enough() {
    let strip = "  strip:\n    kind: furniture\n    at: {gutter: 2, rows: 1-20}\n    items:\n      - {text: 失物招领, style: ear-note, direction: vertical}\n";
    let made = make(strip, "", &[]);
    assert_eq!(made.codes(), Vec::<&str>::new());
    let copy = "  lead:\n    kind: story\n    at: {gutter: 2, rows: 1-20}\n";
    refused(copy, "lead: lamp", &[("lamp", LAMP)], "area-outside", "too narrow");
    let across = format!("{strip}  over:\n    kind: story\n    at: {{columns: 2-3, rows: 15-30}}\n");
    refused(&across, "over: lamp", &[("lamp", LAMP)], "area-overlap", "overlap");
}
