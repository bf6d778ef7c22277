//! The gallery's page of copy-fit: every lever in use. `BLESS=1 cargo test --test makeup copyfit` writes the
//! dump anew; read the difference.

use std::fs;
use std::path::Path;

use paiban::base::diag::Severity;
use paiban::engine::compose::compose;
use paiban::engine::fit::fit;
use paiban::input::{LoadOptions, World, load};
use paiban::page::dump::dump;

use crate::fixture::golden;

#[test]
fn the_gallery_shows_every_lever() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded = load(&World::disk(root), &root.join("editions/gallery"), &LoadOptions::default());
    let loaded = loaded.value.expect("the gallery");
    let plan = loaded.edition.pages.iter().find(|plan| plan.number == 4).expect("page 4");
    let outcome = compose(&loaded.edition, &[plan], &loaded.fonts).remove(0);
    let told: Vec<_> = outcome.diagnostics.iter().filter(|finding| finding.severity != Severity::Note).collect();
    assert!(told.is_empty(), "{told:#?}");
    for area in fit(&loaded.edition, &loaded.fonts, |plan| plan.number == 4).remove(0).1 {
        assert!(area.misfit.is_exact(), "{}: {:?}", area.area, area.misfit);
    }
    let layout = fs::read_to_string(root.join("editions/gallery/layouts/copyfit.yaml")).expect("the layout");
    for key in [
        "credit: own-line",
        "byline: own-line",
        "rows: ",
        "size: 2",
        "omit: [deck]",
        "crossheads: ",
        "crosshead_rows: ",
        "space: [",
        "cut: [",
        "filler: {",
    ] {
        assert!(layout.contains(key), "{key} is not shown");
    }
    golden("gallery-copyfit", &dump(&outcome.value.page));
}
