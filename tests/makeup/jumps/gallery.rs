//! The gallery's pages of a jump. `BLESS=1 cargo test --test makeup jumps` writes them anew; read the
//! difference.

use std::fs;
use std::path::Path;

use paiban::base::diag::Severity;
use paiban::engine::compose::compose;
use paiban::input::{LoadOptions, World, load};
use paiban::model::PagePlan;
use paiban::page::dump::dump;

#[test]
fn the_gallery_shows_every_way_to_cut() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let outcome = load(&World::disk(root), &root.join("editions/gallery"), &LoadOptions::default());
    let loaded = outcome.value.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics));
    let plans: Vec<&PagePlan> = loaded.edition.pages.iter().filter(|page| matches!(page.number, 5 | 6)).collect();
    let mut dumped = String::new();
    for page in compose(&loaded.edition, &plans, &loaded.fonts) {
        assert!(page.diagnostics.iter().all(|found| found.severity == Severity::Note), "{:#?}", page.diagnostics);
        dumped += &dump(&page.value.page);
    }
    let path = root.join("tests/golden/gallery-jumps.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &dumped).expect("a golden file");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (line, (now, then)) in dumped.lines().zip(expected.lines()).enumerate() {
        assert_eq!(now, then, "line {}", line + 1);
    }
    assert_eq!(dumped.lines().count(), expected.lines().count(), "number of lines");
}
