//! Composed pages: invariants over random layouts and copy, and golden pages as text.

mod filling;
mod fixture;
mod golden;
mod properties;
mod vertical;
