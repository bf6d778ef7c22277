//! Files that are missing, and where they may lie.

use super::check;

#[test]
fn a_missing_edition_or_paper_is_told() {
    let world = super::edited(&[]);
    let found = super::load(&world, std::path::Path::new("paper/other"), &super::LoadOptions::default());
    assert!(found.value.is_none());
    assert_eq!(found.diagnostics.len(), 1);
    assert_eq!(found.diagnostics[0].message.en, "there is no file `paper/other/edition.yaml`");
    check(
        &[("day/edition.yaml", "../paper.yaml", "../papers.yaml")],
        &[
            "edition.yaml:1:8 <../papers.yaml> file-missing: there is no file `paper/day/../papers.yaml` | check the path and the name",
        ],
    );
}

#[test]
fn a_paper_stands_at_most_two_directories_above() {
    check(
        &[("day/edition.yaml", "../paper.yaml", "../../../x/paper.yaml")],
        &[
            "edition.yaml:1:8 <../../../x/paper.yaml> path-outside: `paper/day/../../../x/paper.yaml` lies outside the edition, the paper and the program's data | copy the file into the edition's directory",
        ],
    );
}
