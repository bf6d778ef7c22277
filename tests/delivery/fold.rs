//! The order of pages, asserted against a sheet of paper that is folded and read.

use serde_json::{Value, json};

use crate::common::Desk;
use crate::on_output;

/// A manifest of so many pages of a tabloid; `spreads` are left pages.
fn listed(count: u16, spreads: &[u16]) -> Desk {
    let desk = Desk::new();
    let mut files = Vec::new();
    let mut pages = Vec::new();
    let mut number = 1;
    while number <= count {
        let is_spread = spreads.contains(&number);
        let numbers: Vec<u16> = if is_spread { vec![number, number + 1] } else { vec![number] };
        let folio = if is_spread { format!("A{number:02}-{:02}", number + 1) } else { format!("A{number:02}") };
        let file = format!("TEST_{}.pdf", folio.replace('-', "_"));
        files.push(json!({ "file": file, "pages": numbers, "version": 1, "bytes": 1, "sha256": "00" }));
        let width = if is_spread { 540.0 } else { 270.0 };
        pages.push(json!({ "page": number, "pages": numbers, "folio": folio, "width_mm": width, "height_mm": 390.0,
            "file": file, "inks": ["K"] }));
        number += numbers.len() as u16;
    }
    let manifest = json!({ "paper": "澜川日报", "code": "TEST", "date": "2026-11-23", "zone": null,
        "imposition": { "sheet": 4, "gripper_mm": 12.0, "gutter_mm": 0.0, "margin_mm": 12.5, "bars": true },
        "files": files, "earlier": [], "pages": pages });
    desk.write("day/out/manifest.json", manifest.to_string());
    desk
}

fn plan(desk: &Desk, arguments: &[&str]) -> Value {
    on_output(desk, "impose", &[&["--plan", "--format", "json"], arguments].concat()).ends(0).json()
}

/// A place: column, row, page (0 for an empty one), whether it stands on its head.
type Spot = (u64, u64, u64, bool);

fn side(sheet: &Value, side: usize) -> Vec<Spot> {
    let places = sheet["sides"][side]["places"].as_array().expect("places");
    let spot = |place: &Value| {
        let number = |key: &str| place[key].as_u64().unwrap_or(0);
        (number("column"), number("row"), number("page"), place["turned"] == true)
    };
    places.iter().map(spot).collect()
}

/// Folds a sheet: its lower half stays, the upper is folded behind it, then the left half behind the right. Gives the
/// pages in reading order: of the front half of the sheet, and of its back half.
fn folded(sheet: &Value) -> (Vec<u64>, Vec<u64>) {
    let (front, back) = (side(sheet, 0), side(sheet, 1));
    let columns = front.iter().map(|spot| spot.0).max().expect("places");
    let rows = front.iter().map(|spot| spot.1).max().expect("places");
    let at = |spots: &[Spot], column: u64, row: u64| {
        *spots.iter().find(|spot| (spot.0, spot.1) == (column, row)).expect("a place")
    };
    // The back of a place is found behind it: left and right change.
    let behind = |column: u64, row: u64| at(&back, columns + 1 - column, row);
    let stack = |column: u64| -> Vec<u64> {
        let mut pages = Vec::new();
        let (low, low_back) = (at(&front, column, rows), behind(column, rows));
        assert!(!low.3 && !low_back.3, "the lower row stands upright");
        pages.extend([low.2, low_back.2]);
        if rows == 2 {
            let (high, high_back) = (at(&front, column, 1), behind(column, 1));
            assert!(high.3 && high_back.3, "what is folded down stood on its head");
            // Turned over: its back is seen first.
            pages.extend([high_back.2, high.2]);
        }
        pages
    };
    if columns == 1 {
        return (stack(1), Vec::new());
    }
    let (right, mut left) = (stack(2), stack(1));
    left.reverse();
    (right, left)
}

/// Lays folded sheets into one another, the first outermost, and reads them.
fn read(sheets: &[Value]) -> Vec<u64> {
    let (mut front, mut back) = (Vec::new(), Vec::new());
    for sheet in sheets {
        let (first, last) = folded(sheet);
        front.extend(first);
        back = last.into_iter().chain(back).collect();
    }
    front.into_iter().chain(back).collect()
}

#[track_caller]
fn check(count: u16, arguments: &[&str], blanks: usize, sizes: &[u64]) {
    let plan = plan(&listed(count, &[]), arguments);
    let sheets = plan["sheets"].as_array().expect("sheets");
    let expected: Vec<u64> = (1..=u64::from(count)).chain(std::iter::repeat_n(0, blanks)).collect();
    assert_eq!(read(sheets), expected, "{count} pages {arguments:?}");
    let found: Vec<u64> = sheets.iter().filter_map(|sheet| sheet["pages"].as_u64()).collect();
    assert_eq!(found, sizes, "{count} pages {arguments:?}");
    let findings = plan["findings"].as_array().expect("findings");
    let codes: Vec<&str> = findings.iter().filter_map(|finding| finding["code"].as_str()).collect();
    assert_eq!(codes, if blanks > 0 { vec!["sheet-blank"] } else { vec![] }, "{count} pages");
}

#[test]
fn folded_sheets_read_in_order() {
    check(4, &[], 0, &[4]);
    check(8, &[], 0, &[4, 4]);
    check(12, &[], 0, &[4, 4, 4]);
    check(16, &[], 0, &[4, 4, 4, 4]);
    check(2, &[], 0, &[2]);
    check(6, &[], 0, &[4, 2]);
    check(7, &[], 1, &[4, 4]);
    check(1, &[], 1, &[2]);
    check(5, &[], 1, &[4, 2]);
    check(24, &[], 0, &[4; 6]);
}

#[test]
fn sheets_of_eight_read_in_order() {
    let eight = &["--sheet", "8"];
    check(8, eight, 0, &[8]);
    check(16, eight, 0, &[8, 8]);
    check(12, eight, 0, &[8, 4]);
    check(14, eight, 0, &[8, 4, 2]);
    check(4, eight, 0, &[4]);
    check(13, eight, 1, &[8, 4, 2]);
}

#[test]
fn blanks_fill_sheets_where_leaves_are_not_wanted() {
    check(6, &["--rest", "blank"], 2, &[4, 4]);
    check(7, &["--rest", "blank"], 1, &[4, 4]);
    check(2, &["--rest", "blank"], 2, &[4]);
}

/// A cover of its own paper: four pages, whatever the others are.
#[test]
fn a_cover_apart_is_a_sheet_of_four() {
    check(12, &["--sheet", "8", "--cover", "apart"], 0, &[4, 8]);
    check(8, &["--sheet", "8", "--cover", "apart"], 0, &[4, 4]);
}

#[test]
fn the_text_says_what_stands_where() {
    let run = on_output(&listed(8, &[]), "impose", &["--plan"]).ends(0);
    for line in [
        "S01 front  A08 | A01  K",
        "S01 back   A02 | A07  K",
        "S02 front  A06 | A03  K",
        "S02 back   A04 | A05  K",
        "2 sheets, 4 plates",
    ] {
        assert!(run.out.contains(line), "`{line}` is not in\n{}", run.out);
    }
    let run = on_output(&listed(8, &[]), "impose", &["--plan", "--sheet", "8"]).ends(0);
    assert!(run.out.contains("S01 front  A05^ | A04^ / A08 | A01"), "{}", run.out);
}

/// 叠: each section is folded by itself, with a cover of its own.
#[test]
fn sections_are_folded_apart() {
    let desk = listed(8, &[]);
    let text = String::from_utf8(desk.read("day/out/manifest.json")).expect("text");
    let text = (5..=8).fold(text, |text, page| text.replace(&format!("A0{page}"), &format!("B0{}", page - 4)));
    desk.write("day/out/manifest.json", text);
    let run = on_output(&desk, "impose", &["--plan"]).ends(0);
    for line in ["S01 front  A04 | A01", "S01 back   A02 | A03", "S02 front  B04 | B01", "S02 back   B02 | B03"] {
        assert!(run.out.contains(line), "`{line}` is not in\n{}", run.out);
    }
}

#[test]
fn a_spread_in_the_middle_is_one_piece_and_another_is_two() {
    let parts = |desk: &Desk| -> Vec<(u64, String)> {
        let plan = plan(desk, &[]);
        let sheets = plan["sheets"].as_array().expect("sheets").clone();
        let places = sheets
            .iter()
            .flat_map(|sheet| sheet["sides"].as_array().expect("sides"))
            .flat_map(|side| side["places"].as_array().expect("places"));
        let mut found: Vec<(u64, String)> = places
            .filter(|place| place["part"] != "page")
            .map(|place| (place["page"].as_u64().expect("a page"), place["part"].as_str().expect("a part").to_owned()))
            .collect();
        found.sort();
        found
    };
    let spread = |page: u64, part: &str| (page, part.to_owned());
    assert_eq!(parts(&listed(4, &[2])), [spread(2, "spread"), spread(3, "spread")]);
    assert_eq!(parts(&listed(8, &[4])), [spread(4, "spread"), spread(5, "spread")]);
    let split = listed(8, &[2]);
    assert_eq!(parts(&split), [spread(2, "left half"), spread(3, "right half")]);
    let run = on_output(&split, "impose", &["--plan"]).ends(0);
    assert!(run.err.contains("[spread-split]") && run.err.contains("pages 4 and 5"), "{}", run.err);
    // On sheets of eight the middle is turned: still one piece.
    let eight = plan(&listed(8, &[4]), &["--sheet", "8"]);
    assert_eq!(eight["findings"], json!([]));
}

#[test]
fn what_cannot_be_folded_is_told() {
    let refused = |desk: &Desk, words: &str| {
        let run = on_output(desk, "impose", &["--plan"]).ends(1);
        assert!(run.err.contains("[impose-impossible]") && run.err.contains(words), "{}", run.err);
    };
    refused(&listed(8, &[3]), "do not face");
    let desk = listed(4, &[]);
    desk.swap("day/out/manifest.json", "\"file\":\"TEST_A03.pdf\",\"inks\"", "\"file\":null,\"inks\"");
    refused(&desk, "A03 has no file");
    let desk = listed(4, &[]);
    desk.swap("day/out/manifest.json", "\"page\":3,\"pages\":[3]", "\"page\":7,\"pages\":[7]");
    refused(&desk, "page 3 is missing");
    let desk = listed(4, &[]);
    desk.swap("day/out/manifest.json", "\"width_mm\":270.0", "\"width_mm\":390.0");
    refused(&desk, "two sizes");
    let desk = listed(4, &[]);
    desk.swap("day/out/manifest.json", "\"code\":\"TEST\"", "\"code\":\"../..\"");
    refused(&desk, "code");
    on_output(&listed(4, &[]), "impose", &["--plan", "--sheet", "6"]).ends(2);
    let run = on_output(&listed(4, &[]), "impose", &["--plan", "--zone", "east"]).ends(1);
    assert!(run.err.contains("east"), "{}", run.err);
}
