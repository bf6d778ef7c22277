//! Proofs and what changed between them.

#[path = "../common/mod.rs"]
mod common;

mod differences;
mod forms;
mod notes;
mod pdfs;
mod raster;
mod rounds;
