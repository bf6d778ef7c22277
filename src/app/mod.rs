//! The roof: drives the line from files to files. Only `press` writes, only `cli` prints.

pub mod cli;
mod develop;
pub mod explain;
pub mod fit;
pub mod fit_write;
pub mod kept;
pub mod manifest;
pub mod names;
pub mod pages;
pub mod press;
pub mod report;
mod write;
pub mod zones;
