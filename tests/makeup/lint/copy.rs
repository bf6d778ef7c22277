//! 孤行, 孤字, 乱栏, 咬尾, and copy on the fold.

use super::{Sheet, area, having, judged_after, rule, story};
use paiban::base::units::Length;
use paiban::page::BlockKind;

/// One column and the next, the first of `rows` rows, without a head; paragraphs of so many characters.
fn columns(rows: u16, paragraphs: &[usize]) -> Sheet {
    let areas = format!(
        "  one:\n    kind: story\n    at: [{{columns: 1, rows: 1-{rows}}}, {{columns: 2, rows: 1-30}}]\n    composition: {{indent: 0字, single_first_line: allow, single_last_line: allow}}\n"
    );
    // Characters that differ, and marks at no end of a line: every line takes 14.
    let text = |count: &usize| "灯下读书声里有江风与旧桥相伴".chars().cycle().take(*count).collect::<String>();
    let body: Vec<String> = paragraphs.iter().map(text).collect();
    Sheet::new(&areas, "one: one", &[("one", format!("---\nheadline: 题\n---\n{}\n", body.join("\n\n")))])
}

#[test]
fn single_line() {
    // Nine lines and a paragraph of three: its first line at the foot of ten rows; at the foot of eleven two.
    rule("single-first-line", &columns(10, &[14 * 9, 14 * 3]), &columns(11, &[14 * 9, 14 * 3 + 14]));
    // The last of three lines alone at the head of a column, short or not half empty.
    rule("single-line", &columns(10, &[14 * 8, 14 * 2 + 5]), &columns(10, &[14 * 8, 14 * 2 + 8]));
    let full = columns(10, &[14 * 8, 14 * 3]);
    assert!(!having(&full.with("lint: {single-line: 1.1}").findings(), "single-line").is_empty());
}

#[test]
fn single_character() {
    let page = |characters: usize| {
        let page = columns(10, &[14 * 3 + characters]);
        Sheet { areas: page.areas.replace("{indent: 0字,", "{indent: 0字, last_line: 0, composer: line,"), ..page }
    };
    rule("single-character", &page(1), &page(2));
    assert_eq!(having(&page(2).with("lint: {single-character: 3}").findings(), "single-character").len(), 1);
}

#[test]
fn column_order() {
    let page = |at: &str| {
        let areas = format!("  one:\n    kind: story\n    at: [{at}]\n");
        Sheet::new(&areas, "one: one", &[("one", story("题", 600))])
    };
    let right_first = "{columns: 3, rows: 20-40}, {columns: 1, rows: 1-30}";
    rule("column-order", &page(right_first), &page("{columns: 3, rows: 20-40}, {columns: 1, rows: 20-50}"));
}

/// `two` has its head over its first column; its next column begins higher, under the copy of `one`.
fn bitten(head_row: u16) -> Sheet {
    let areas = area("one", "2", "1-10", "")
        + &format!(
            "  two:\n    kind: story\n    at: [{{columns: 1, rows: {head_row}-40}}, {{columns: 2, rows: 11-40}}]\n    head: {{style: brief}}\n"
        );
    Sheet::new(&areas, "one: one, two: two", &[("one", story("题", 300)), ("two", story("灯火", 900))])
}

#[test]
fn reading_order() {
    rule("reading-order", &bitten(20), &bitten(11));
    let framed = area("one", "2", "1-10", "frame: {rule: 0.5pt, padding: 0.5字}");
    let page = bitten(20);
    let page = Sheet { areas: page.areas.replace(&area("one", "2", "1-10", ""), &framed), ..page };
    assert!(having(&page.findings(), "reading-order").is_empty());
}

/// The fixture's pages are tabloids; for a broadsheet the trim is changed after composing.
fn tall(sheet: &Sheet) -> super::Made {
    let mut made = sheet.made();
    for page in &mut made.edition.pages {
        page.grid.trim.height = Length::mm(545);
    }
    made
}

#[test]
fn fold_text() {
    // Row r begins at the top margin; the fold is at 272.5 mm.
    let page = |rows: &str, keys: &str| {
        let areas = area("one", "1", rows, "");
        Sheet::new(&format!("{areas}{keys}"), "one: one", &[("one", story("题", 1200))])
    };
    let on = |sheet: &Sheet| super::judged(&tall(sheet));
    assert_eq!(having(&on(&page("1-60", "")), "fold-text").len(), 1);
    assert!(having(&on(&page("1-40", "")), "fold-text").is_empty());
    assert!(having(&on(&page("1-60", "lint: {fold-text: off}\n")), "fold-text").is_empty());
    let allowed = on(&page("1-60", "allow: {fold-text: 通栏长文}\n"));
    assert!(having(&allowed, "fold-text")[0].allowed.is_some());
    // A tabloid is not folded across its page.
    assert!(having(&page("1-60", "").findings(), "fold-text").is_empty());
}

#[test]
fn fold_head() {
    let page = |keys: &str| {
        let areas = area("one", "1-2", "1-30", "head: {style: small}");
        tall(&Sheet::new(&format!("{areas}{keys}"), "one: one", &[("one", story("渡口长廊 添了灯火", 700))]))
    };
    let moved = |keys: &str, microns: i64| {
        judged_after(&page(keys), |record| {
            for block in record.blocks.iter_mut().filter(|block| matches!(block.kind, BlockKind::Head { .. })) {
                block.at.y = Length::microns(microns);
                block.at.height = Length::mm(10);
            }
        })
    };
    assert_eq!(having(&moved("", 265_000), "fold-head").len(), 1);
    assert!(having(&moved("", 272_600), "fold-head").is_empty());
    assert!(having(&moved("", 262_400), "fold-head").is_empty());
    assert!(having(&moved("lint: {fold-head: off}\n", 265_000), "fold-head").is_empty());
    assert!(having(&moved("allow: {fold-head: 大题}\n", 265_000), "fold-head")[0].allowed.is_some());
}
