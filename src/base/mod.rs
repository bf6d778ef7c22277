//! The ground floor: units, geometry, colours, diagnostics heads of picture files and the reader of PDF files. Imports nothing of ours.

pub mod color;
pub mod diag;
pub mod geom;
pub mod picture;
pub mod press;
pub mod read;
pub mod units;
