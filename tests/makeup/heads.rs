//! Heads: how they fit, where they break, and where they stand.

use paiban::page::{Block, BlockKind, HeadFit};

use crate::fixture::{Made, make};

/// The head blocks of the first page.
fn heads(made: &Made) -> Vec<(&Block, &HeadFit)> {
    let fit = |block| match block {
        Block { kind: BlockKind::Head { fit, .. }, .. } => Some((block, &**fit)),
        _ => None,
    };
    made.pages[0].record.blocks.iter().filter_map(fit).collect()
}

mod fit;
