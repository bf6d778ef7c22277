//! Other programs' view of our PDFs: qpdf, poppler, ghostscript; and lopdf, which is always there.

use std::path::Path;
use std::process::Command;

use super::dense;

fn output(program: &str, arguments: &[&str], file: &Path) -> String {
    let out = Command::new(program).args(arguments).arg(file).output().expect("it is installed");
    assert!(out.status.success(), "{program} on {}: {}", file.display(), String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// qpdf finds the structure sound.
pub(crate) fn assert_sound(file: &Path) {
    let said = output("qpdf", &["--check"], file);
    assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
}

/// Every font is embedded, is a subset, and knows its characters.
pub(crate) fn assert_fonts(file: &Path) {
    let table = output("pdffonts", &[], file);
    let rows: Vec<&str> = table.lines().skip(2).collect();
    assert!(!rows.is_empty(), "no fonts in {}", file.display());
    for row in rows {
        // From the right: object and generation, unicode, subset, embedded.
        let cells: Vec<&str> = row.split_whitespace().rev().collect();
        assert_eq!(cells[2..5], ["yes", "yes", "yes"], "{row}");
    }
}

/// The text of all pages, in the order in which it is painted.
pub(crate) fn text(file: &Path) -> String {
    let out =
        Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(file).arg("-").output().expect("it is installed");
    assert!(out.status.success(), "pdftotext on {}", file.display());
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// The first character of `wanted` that does not follow in `text`, with what stands before it: both
/// without white space, other text between them allowed.
pub(crate) fn missing_in_order(text: &str, wanted: &str) -> Option<String> {
    let (text, wanted) = (dense(text), dense(wanted));
    let mut rest = text.chars();
    for (at, c) in wanted.char_indices() {
        if !rest.any(|found| found == c) {
            let before: Vec<char> = wanted[..at].chars().rev().take(20).collect();
            return Some(format!("{c} after {}", before.into_iter().rev().collect::<String>()));
        }
    }
    None
}

/// Sizes of the page boxes in points: media, bleed, trim, as left, bottom, right, top.
pub(crate) fn boxes(document: &lopdf::Document) -> Vec<[Option<[f64; 4]>; 3]> {
    let of = |page: &lopdf::Dictionary, key: &[u8]| {
        let array = page.get(key).ok()?.as_array().ok()?;
        let numbers: Vec<f64> = array.iter().filter_map(|number| number.as_float().ok().map(f64::from)).collect();
        numbers.try_into().ok()
    };
    let pages = document.get_pages();
    let dictionaries = pages.values().filter_map(|id| document.get_dictionary(*id).ok());
    dictionaries.map(|page| [of(page, b"MediaBox"), of(page, b"BleedBox"), of(page, b"TrimBox")]).collect()
}

/// RGB anywhere: a colour space, or an operator of a content stream.
pub(crate) fn rgb(document: &lopdf::Document) -> Vec<String> {
    let mut found = Vec::new();
    for (id, object) in &document.objects {
        let text = format!("{object:?}");
        if ["DeviceRGB", "CalRGB", "/RGB"].iter().any(|name| text.contains(name)) {
            found.push(format!("object {id:?}"));
        }
    }
    for (number, id) in document.get_pages() {
        let content = document.get_page_content(id);
        let operations = lopdf::content::Content::decode(&content).expect("operators").operations;
        let bad = operations.iter().filter(|operation| matches!(operation.operator.as_str(), "rg" | "RG"));
        found.extend(bad.map(|operation| format!("page {number}: {}", operation.operator)));
    }
    found
}
