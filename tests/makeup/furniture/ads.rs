//! Advertisements by the catalogue, and fillers.

use paiban::base::diag::Diagnostic;
use paiban::page::BlockKind;

use super::loaded;

/// What is said of advertisements.
fn said(areas: &str, place: &str) -> Vec<Diagnostic> {
    let found = loaded(areas, place, &[], &[]).diagnostics;
    found.into_iter().filter(|finding| finding.code.as_str() != "picture-missing").collect()
}

#[track_caller]
fn refused(areas: &str, place: &str, code: &str, says: &str) {
    let found = said(areas, place);
    let hit = found.iter().find(|finding| finding.code.as_str() == code && finding.message.en.contains(says));
    assert!(hit.is_some_and(|hit| hit.hint.is_some()), "{found:#?}");
}

const BOOKED: &str = "foot: {booking: AD-1}";

#[test]
fn a_size_gives_the_place() {
    let made = loaded("  foot: {kind: ad, at: {size: 通栏, row: 60}}\n", BOOKED, &[], &[]);
    assert_eq!(made.edition().pages[0].areas[0].parts[0].columns, (1, 5));
    assert_eq!(made.edition().pages[0].areas[0].parts[0].rows, (60, 71));
    let ear = loaded("  foot: {kind: ad, at: {size: 报眼, row: 1, column: 4}}\n", BOOKED, &[], &[]);
    assert_eq!(ear.edition().pages[0].areas[0].parts[0].columns, (4, 5));
    let strip = loaded("  foot: {kind: ad, at: {size: 中缝, row: 1, column: 2}}\n", BOOKED, &[], &[]);
    assert_eq!(strip.edition().pages[0].areas[0].parts[0].gutter(), Some(2));
    let agreed = said("  foot: {kind: ad, size: 通栏, at: {columns: 1-5, rows: 60-71}}\n", BOOKED);
    assert!(agreed.is_empty(), "{agreed:#?}");
}

#[test]
fn places_that_are_not_of_their_size_are_told() {
    refused("  foot: {kind: ad, at: {size: 通拦, row: 60}}\n", BOOKED, "unknown-name", "通拦");
    refused("  foot: {kind: ad, size: 通栏, at: {columns: 1-4, rows: 60-71}}\n", BOOKED, "ad-size", "5 columns by 12");
    refused("  foot: {kind: ad, at: {size: 通栏, row: 70}}\n", BOOKED, "area-outside", "rows");
    refused("  foot: {kind: ad, at: {size: 通栏, rows: 60-71}}\n", BOOKED, "bad-value", "row");
    refused("  foot: {kind: furniture, at: {size: 通栏, row: 60}, items: []}\n", "", "bad-value", "kind: ad");
    refused("  foot: {kind: furniture, at: {columns: 1}, items: []}\n", "", "missing-key", "rows");
}

#[test]
fn a_booking_is_for_one_place() {
    let two = "  a: {kind: ad, at: {size: 通栏, row: 1}}\n  b: {kind: ad, at: {size: 通栏, row: 20}}\n";
    refused(two, "a: {booking: AD-1}, b: {booking: AD-1}", "ad-booked-twice", "AD-1");
    let apart = said(two, "a: {booking: AD-1}, b: {booking: AD-2}");
    assert!(apart.is_empty(), "{apart:#?}");
    let unbooked = said(two, "a: {booking: AD-1}, b: {}");
    assert_eq!(unbooked.len(), 1);
    assert_eq!((unbooked[0].code.as_str(), unbooked[0].severity), ("ad-unbooked", paiban::base::diag::Severity::Note));
}

#[test]
fn art_of_another_shape_than_its_place_is_told_in_millimetres() {
    let place = "foot: {booking: AD-1, file: art.png}";
    refused("  foot: {kind: ad, at: {size: 通栏, row: 60}}\n", place, "ad-art-shape", "mm bare");
}

#[test]
fn each_filler_of_the_pool_is_used_once() {
    let areas =
        "  a: {kind: filler, at: {columns: 1, rows: 1-8}}\n  b: {kind: filler, at: {columns: 1, rows: 10-15}}\n";
    let made = loaded(areas, "", &[], &[]);
    let blocks = made.pages[0].record.blocks.iter();
    let spans: Vec<_> = blocks.filter(|block| block.kind == BlockKind::Filler).map(|block| block.span).collect();
    assert_eq!(spans.len(), 2);
    assert_ne!(spans[0], spans[1]);
    let used: Vec<(&str, bool)> =
        made.edition().fillers.iter().map(|filler| (filler.id.as_str(), filler.placed)).collect();
    assert_eq!(used, [("low", true), ("high", true), ("wide", false)]);
    let third = format!("{areas}  c: {{kind: filler, at: {{columns: 1, rows: 20-30}}}}\n");
    refused(&third, "", "filler-missing", "no filler fits");
    refused("  a: {kind: filler, id: lwo, at: {columns: 1, rows: 1-8}}\n", "", "unknown-name", "lwo");
}
