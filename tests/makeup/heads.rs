//! Heads: how they fit, where they break, and where they stand.

use paiban::page::{Block, BlockKind, HeadFit};

use crate::fixture::{Made, golden, shipped};

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
    golden("gallery-heads", &shipped("editions/gallery", &[2]).dump());
}
