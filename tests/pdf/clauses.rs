//! The list of clauses beside the writer is true: it has a verdict for every row, and its tests exist.

use crate::support::root;

const VERDICTS: [&str; 3] = ["enforced", "met because unsupported", "left to the user"];

fn rows(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join("src/output/pdf").join(name)).expect("the list");
    let row = |line: &str| -> Vec<String> {
        line.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_end_matches('|').trim().to_owned()).collect()
    };
    let is_row = |line: &&str| line.starts_with('|') && !line.starts_with("|---") && !line.starts_with("| rule");
    text.lines().filter(is_row).map(row).collect()
}

fn exists(test: &str) -> bool {
    let Some((module, name)) = test.split_once("::") else { return false };
    let places = ["tests/pdf", "tests", "tests/digital", "src/output/pdf", "src/output/preflight"];
    places.iter().any(|place| {
        let source = std::fs::read_to_string(root().join(place).join(format!("{module}.rs"))).unwrap_or_default();
        source.contains(&format!("#[test]\nfn {name}()")) || source.contains(&format!("#[test]\n    fn {name}()"))
    })
}

#[test]
fn every_row_has_a_verdict_and_what_is_enforced_a_test() {
    let rows = rows("PDFX.md");
    assert!(rows.len() > 55, "{} rows", rows.len());
    for row in rows {
        assert_eq!(row.len(), 3, "{row:?}");
        assert!(VERDICTS.iter().any(|verdict| row[1].starts_with(verdict)), "{row:?}");
        assert!(!row[1].starts_with("enforced") || !row[2].is_empty(), "no test: {row:?}");
    }
}

#[test]
fn every_test_named_here_exists() {
    for row in rows("PDFX.md") {
        for test in row[2].split(", ").filter(|test| !test.is_empty()) {
            assert!(exists(test), "{test} does not exist: {row:?}");
        }
    }
}
