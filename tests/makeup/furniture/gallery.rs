//! The gallery's page of furniture. `BLESS=1 cargo test --test makeup furniture` writes it anew; read the
//! difference.

use std::fs;
use std::path::Path;

use paiban::engine::compose::compose;
use paiban::input::{LoadOptions, World, load};
use paiban::page::dump::dump;

#[test]
fn the_gallery_shows_every_piece_of_furniture() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let outcome = load(&World::disk(root), &root.join("editions/gallery"), &LoadOptions::default());
    let loaded = outcome.value.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics));
    let plan = loaded.edition.pages.iter().find(|page| page.number == 3).expect("page 3");
    let composed = compose(&loaded.edition, &[plan], &loaded.fonts).remove(0);
    let dumped = dump(&composed.value.page);
    let path = root.join("tests/golden/gallery-furniture.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &dumped).expect("a golden file");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (line, (now, then)) in dumped.lines().zip(expected.lines()).enumerate() {
        assert_eq!(now, then, "line {}", line + 1);
    }
    assert_eq!(dumped.lines().count(), expected.lines().count(), "number of lines");
}
