//! The ground floor: units, geometry, colours and diagnostics. Imports nothing of ours.

pub mod color;
pub mod diag;
pub mod geom;
pub mod units;
