//! Bytes out. Knows pages and faces; nothing of articles, styles or columns.

pub mod certificate;
pub mod diff;
mod draw;
mod escape;
pub mod galley;
pub mod hash;
pub mod parcel;
pub mod pdf;
pub mod preflight;
pub mod proof;
pub mod screen;

pub use crate::base::read;
