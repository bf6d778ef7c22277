//! Composed pages: invariants over random layouts and copy, and golden pages as text.

mod filling;
#[allow(dead_code, reason = "other tests share it and use more of it")]
mod fixture;
mod golden;
mod properties;
mod vertical;
