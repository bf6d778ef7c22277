//! Heads: how they fit, where they break, and where they stand.

use paiban::page::{Block, BlockKind, HeadFit};

use crate::fixture::Made;

/// The head blocks of the first page.
fn heads(made: &Made) -> Vec<(&Block, &HeadFit)> {
    let blocks = made.pages[0].record.blocks.iter();
    let fit = |block: &Block| matches!(block.kind, BlockKind::Head { .. });
    blocks.filter(|block| fit(block)).map(|block| (block, fit_of(block))).collect()
}

fn fit_of(block: &Block) -> &HeadFit {
    match &block.kind {
        BlockKind::Head { fit, .. } => fit,
        other => panic!("no head: {other:?}"),
    }
}

mod fit;
mod place;
mod report;

/// Page 2 of the gallery, as it is shipped.
#[test]
fn the_gallery_page() {
    let root = env!("CARGO_MANIFEST_DIR");
    let world = paiban::input::World::disk(root);
    let edition = std::path::Path::new(root).join("editions/gallery");
    let outcome = paiban::input::load(&world, &edition, &paiban::input::LoadOptions::default());
    let loaded = outcome.value.expect("the gallery");
    let plans: Vec<_> = loaded.edition.pages.iter().filter(|plan| plan.number == 2).collect();
    let pages = paiban::engine::compose::compose(&loaded.edition, &plans, &loaded.fonts);
    let dumped = paiban::page::dump::dump(&pages[0].value.page);
    let path = std::path::Path::new(root).join("tests/golden/gallery-heads.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &dumped).expect("a golden file");
    }
    assert_eq!(dumped, std::fs::read_to_string(&path).unwrap_or_default());
}
