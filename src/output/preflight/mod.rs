//! Preflight: whether a file, ours or another's, may go to press.

mod report;

pub use report::{Boxes, Finding, Flavour, FontUse, ImageUse, InkUse, Intent, PageReport, Preview, QrUse, Report};
