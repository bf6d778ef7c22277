//! 通版: two facing pages as one page description.

use paiban::base::units::Length;
use paiban::model::{Column, PagePlan};
use paiban::page::dump::dump;

use super::desk::{Desk, STORY, Set};

fn spread(head: &str, areas: &str, entry: &str) -> Set {
    Desk::new(entry)
        .with("day/stories/lead.md", STORY)
        .with("layouts/strip.yaml", STRIP)
        .with("layouts/open.yaml", format!("format: tabloid\n{head}areas:\n{areas}"))
        .set()
}

const STRIP: &str = "format: tabloid
areas:
  strip:
    kind: furniture
    at: {columns: 1-5, rows: 1-2}
    items:
      - {text: \"{folio} {page}/{pages}\", style: strip}
";

const LEAD: &str = "  lead: {kind: story, at: {columns: 5-6, rows: 4-8}, head: {style: third, rows: 4}}\n";
const PAGES: &str = "  - {page: 4-5, layout: open, place: {lead: lead}}\n";

fn plan(set: &Set) -> &PagePlan {
    &set.edition.as_ref().unwrap_or_else(|| panic!("{:#?}", set.errors())).pages[0]
}

/// Left edges and measures in hundredths of a point.
fn columns(set: &Set) -> Vec<(f64, f64)> {
    plan(set).grid.columns.iter().map(|column| (column.x.to_pt(), column.width.to_pt())).collect()
}

#[test]
fn a_spread_has_the_columns_of_both_pages_and_twice_the_trim() {
    let set = spread("spread: true\n", LEAD, PAGES);
    assert_eq!(set.errors(), Vec::<String>::new());
    let plan = plan(&set);
    assert_eq!((plan.number, plan.last, plan.folio.as_str()), (4, 5, "A04-05"));
    assert_eq!((plan.grid.trim.width, plan.grid.trim.height), (Length::mm(540), Length::mm(390)));
    assert_eq!(plan.fold(), Some(Length::mm(270)));
    assert_eq!(plan.grid.columns.len(), 10);
    let own: Vec<Column> = plan.grid.columns[..5].to_vec();
    for (left, right) in own.iter().zip(&plan.grid.columns[5..]) {
        assert_eq!((left.x + Length::mm(270), left.width), (right.x, right.width), "each page keeps its own margins");
    }
    assert_eq!((plan.number_at(Length::mm(269)), plan.number_at(Length::mm(270))), (4, 5));
}

#[test]
fn a_head_runs_over_the_middle_gutter() {
    let set = spread("spread: true\n", LEAD, PAGES);
    let dumped = dump(&set.pages[0].page);
    assert!(dumped.starts_with("page 4 A04-05  trim 540.00x390.00mm"), "{dumped}");
    let head = dumped.lines().find(|line| line.contains("桥灯亮了")).expect("the head");
    let x: f64 = head.split_whitespace().nth(1).and_then(|x| x.parse().ok()).expect("a place");
    let fold = Length::mm(270).to_pt();
    assert!(x < fold && fold - x < 60.0, "centred over both pages: {head}");
}

#[test]
fn the_middle_gutter_is_narrower_where_that_is_asked_for() {
    let set = spread("spread: {gutter: 10mm}\n", LEAD, PAGES);
    let grid = &plan(&set).grid;
    let (left, right) = (grid.columns[4], grid.columns[5]);
    assert_eq!(right.x - left.x - left.width, Length::mm(10));
    assert_eq!(left.x + left.width, Length::mm(265), "both pages are as far from the fold");
}

#[test]
fn a_column_stands_in_the_middle_gutter() {
    let areas = "  middle: {kind: story, at: {columns: 6, rows: 1-20}, head: {style: brief}}\n";
    let set = spread("spread: {column: 8字}\n", areas, "  - {page: 4-5, layout: open, place: {middle: lead}}\n");
    assert_eq!(set.errors(), Vec::<String>::new());
    let columns = columns(&set);
    assert_eq!(columns.len(), 11);
    assert_eq!(columns[5].1, 72.0);
    assert!((columns[5].0 + 36.0 - Length::mm(270).to_pt()).abs() < 0.01, "half of it on either page");
    let set = spread("spread: {column: 20字}\n", LEAD, PAGES);
    assert_eq!(set.errors(), ["out-of-range layouts/open.yaml:2 the middle gutter has no room for this column"]);
}

#[test]
fn joined_columns_are_equal_whole_and_fill_the_width_to_the_unit() {
    let set = spread("spread: {join: 10}\n", LEAD, PAGES);
    let columns = &plan(&set).grid.columns;
    let plain = spread("spread: true\n", LEAD, PAGES);
    let pages = &plan(&plain).grid.columns;
    assert_eq!(columns.len(), 10);
    let end = |columns: &[Column]| columns[9].x + columns[9].width;
    assert_eq!((columns[0].x, end(columns)), (pages[0].x, end(pages)));
    assert!(columns.iter().all(|column| column.width == columns[0].width));
    assert_eq!(columns[0].width.get() % Length::pt(9).get(), 0, "whole 字");
    let gaps: Vec<i64> = columns.windows(2).map(|two| (two[1].x - two[0].x - two[0].width).get()).collect();
    let (least, most) = (gaps.iter().min().expect("gaps"), gaps.iter().max().expect("gaps"));
    assert!(most - least <= 1, "{gaps:?}");
}

/// `makeup.md` 4: the type area of a 通版 is about 740 × 490 mm.
#[test]
fn a_broadsheet_spread_has_fourteen_columns() {
    let set = Desk::new("  - {page: 4-5, layout: open}\n")
        .with("layouts/open.yaml", "format: broadsheet\nspread: true\nareas: {}\n")
        .set();
    let grid = &plan(&set).grid;
    assert_eq!(grid.columns.len(), 14);
    let (first, last) = (grid.columns[0], grid.columns[13]);
    let width = (last.x + last.width - first.x).to_mm();
    assert!((738.0..745.0).contains(&width), "{width}");
}

#[test]
fn masters_stand_on_both_pages_with_the_numbers_of_each() {
    let entry = "  - {page: 3, layout: single}\n  - {page: 4-5, layout: open, place: {lead: lead}}\n";
    let set = Desk::new(entry)
        .with("day/stories/lead.md", STORY)
        .with("layouts/strip.yaml", STRIP)
        .with("layouts/single.yaml", "format: tabloid\nmaster: strip\nareas: {}\n")
        .with("layouts/open.yaml", format!("format: tabloid\nmaster: strip\nspread: {{join: 12}}\nareas:\n{LEAD}"))
        .set();
    assert_eq!(set.errors(), Vec::<String>::new());
    let text = |index: usize| dump(&set.pages[index].page);
    assert!(text(0).contains("A03 3/3"), "{}", text(0));
    assert!(text(1).contains("A04 4/3") && text(1).contains("A05 5/3"), "{}", text(1));
    let names: Vec<&str> =
        set.edition.as_ref().expect("an edition").pages[1].areas.iter().map(|area| area.name.as_str()).collect();
    assert_eq!(names, ["strip", "strip-right", "lead"]);
}

#[test]
fn fields_follow_the_page_on_which_they_stand() {
    let areas = "  strip:
    kind: furniture
    at: {columns: 1-10, rows: 1-2}
    items:
      - {text: \"l{page}\", style: strip, at: {width: 9字}}
      - {text: \"r{page}\", style: strip, at: {x: 130字}}
      - {text: \"flush{folio}\", style: strip, align: right, at: {y: 1行}}
      - {text: \"both{page:left}-{page:right}\", style: strip, at: {y: 1行}}
";
    let set = spread("spread: true\n", areas, "  - {page: 4-5, layout: open, folio: [B04, B05]}\n");
    let dumped = dump(&set.pages[0].page);
    for text in ["l4", "r5", "flushB05", "both4-5"] {
        assert!(dumped.contains(text), "{text}\n{dumped}");
    }
    assert!(dumped.starts_with("page 4 B04-05 "));
}

#[test]
fn a_spread_and_its_numbers_must_agree() {
    let set = spread("spread: true\n", LEAD, "  - {page: 4, layout: open, place: {lead: lead}}\n");
    assert_eq!(set.errors(), ["bad-value day/edition.yaml:5 this layout is a spread: it takes two pages"]);
    let set = spread("", LEAD, PAGES);
    assert!(set.errors().contains(&"bad-value day/edition.yaml:5 this layout is of one page".to_owned()));
    let set = spread("spread: true\n", LEAD, "  - {page: 4-6, layout: open, place: {lead: lead}}\n");
    assert!(set.errors()[0].starts_with("bad-value day/edition.yaml:5 `4-6` are not two pages"), "{:?}", set.errors());
    let again = "  - {page: 4-5, layout: open, place: {lead: lead}}\n  - {page: 5, layout: strip}\n";
    assert_eq!(
        spread("spread: true\n", LEAD, again).errors(),
        ["duplicate-name day/edition.yaml:6 two pages with one number"]
    );
    let set = spread("spread: true\n", LEAD, "  - {page: 3-4, layout: open, place: {lead: lead}}\n");
    let codes: Vec<&str> = set.diagnostics.iter().map(|found| found.code.as_str()).collect();
    assert!(codes.contains(&"pages-not-facing"), "{codes:?}");
}
