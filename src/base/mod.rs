//! The ground floor: units, geometry, colours, diagnostics and heads of picture files. Imports nothing of ours.

pub mod color;
pub mod diag;
pub mod geom;
pub mod picture;
pub mod press;
pub mod units;
