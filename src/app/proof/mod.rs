//! Proofs: what people read before the plates are made.

mod gather;
mod make;

use crate::input::World;
use crate::page::layout::Layout;

use super::layout::layout;
use super::press::{self, Job, Report};

pub use make::{Forms, ProofFile, Wanted, proof_of};

/// Composes an edition, and gives its layout record when it has pages.
pub fn layout_of(world: &World, job: &Job, round: u16) -> (Report, Option<Layout>) {
    let mut made = None;
    let report = press::run(world, job, &|_| (), |edition, _| {
        made = Some(layout(world, edition.edition, &edition.pages, &edition.records, round));
    });
    (report, made.filter(|layout| !layout.pages.is_empty()))
}
