//! Preflight: whether a file, ours or another's, may go to press.

mod report;
mod tree;

pub use report::{Boxes, Finding, Flavour, FontUse, ImageUse, InkUse, Intent, PageReport, Preview, QrUse, Report};
pub use tree::tree;
