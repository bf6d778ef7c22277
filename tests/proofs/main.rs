//! Proofs and what changed between them.

#[path = "../common/mod.rs"]
mod common;

mod acrobat;
mod differences;
mod foreign;
mod forms;
mod notes;
mod pdfs;
mod places;
mod raster;
mod readers;
mod rounds;
