//! Proofs and what changed between them.

#[path = "../common/mod.rs"]
mod common;

mod differences;
mod raster;
mod rounds;
