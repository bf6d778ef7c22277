//! The evening paper: a tabloid of eight pages with a spread, a jump, vertical heads, an L-shaped story,
//! run-round, a page of tables, a page of letters with a vertical poem, and an advertisement of a whole page.

use paiban::base::diag::Severity;
use paiban::page::dump::dump;
use paiban::page::{BlockKind, Page};
use serde_json::Value;

use super::common::{paiban, root};
use super::fixture::{Made, golden, shipped};

const EDITION: &str = "editions/evening/2026-11-28";

/// The edition as shipped, composed.
fn made() -> Made {
    shipped(EDITION, &[])
}

/// The lines of a page's dump that hold these words.
fn lines(page: &Page, words: &str) -> Vec<String> {
    dump(page).lines().filter(|line| line.contains(words)).map(str::to_string).collect()
}

#[test]
fn eight_pages_without_findings_holes_or_overset() {
    let output = tempfile::tempdir().expect("scratch");
    let (edition, to) = (root().join(EDITION).display().to_string(), output.path().display().to_string());
    let report = paiban(&["build", &edition, "-o", &to, "--format", "json", "--deny", "warnings"]).ends(0).json();
    assert_eq!(report["findings"], Value::Array(vec![]));
    let mut pages = 0;
    for page in report["pages"].as_array().expect("pages") {
        pages += if page["folio"].as_str().unwrap_or_default().contains('-') { 2 } else { 1 };
        for area in page["areas"].as_array().expect("areas") {
            let holes = area["empty_rows_at_foot"].as_array().expect("holes");
            assert!(holes.iter().all(|rows| rows == 0), "{} {}: {holes:?}", page["folio"], area["area"]);
            let stories = area["stories"].as_array().expect("stories");
            assert!(stories.iter().all(|story| story["overset"].is_null()), "{area}");
        }
    }
    assert_eq!(pages, 8, "{}", report["pages"]);
}

#[test]
fn the_lead_goes_on_on_page_3_and_says_so_at_both_ends() {
    let made = made();
    let says = |index: usize, words: &str| lines(&made.pages[index].page, words).len();
    assert_eq!(says(0, "下转第3版"), 1);
    assert_eq!(says(2, "上接第1版"), 1);
}

#[test]
fn its_make_up_is_as_varied_as_it_says() {
    let made = made();
    let kinds = |index: usize| made.pages[index].record.blocks.iter().map(|block| &block.kind).collect::<Vec<_>>();
    assert!(kinds(3).iter().any(|kind| matches!(kind, BlockKind::Picture { .. })), "the spread has its picture");
    let worse = |finding: &&paiban::base::diag::Diagnostic| finding.severity != Severity::Note;
    assert_eq!(made.diagnostics.iter().filter(worse).count(), 0, "{:#?}", made.codes());
}

/// The L-shaped lead of page 2, and page 7: the poem and the cup between the columns.
#[test]
fn its_pages_as_text() {
    let made = made();
    golden("tabloid-city", &dump(&made.pages[1].page));
    golden("tabloid-letters", &dump(&made.pages[5].page));
}
