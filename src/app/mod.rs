//! The roof: drives the line from files to files. Only `press` writes, only `cli` prints.

pub mod certify;
pub mod cli;
pub mod deliver;
mod develop;
mod digital;
pub mod earlier;
pub mod explain;
pub mod fit;
pub mod fit_write;
pub mod impose;
pub mod kept;
mod layout;
pub mod manifest;
pub mod names;
pub mod pages;
pub mod preflight;
pub mod press;
pub mod preview;
pub mod proof;
pub mod report;
mod shelf;
pub mod signoff;
mod sums;
mod trace;
pub mod verify;
pub(crate) mod write;
pub mod zones;
