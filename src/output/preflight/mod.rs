//! Preflight: whether a page, or a finished file, ours or another's, may go to press.
//!
//! [`tree`] looks at composed pages before they are written. [`examine`] looks at finished files: it reads them as
//! bytes, runs every page on plates of its own, and knows nothing of how they were made. What is asked comes from the
//! press condition.

mod blend;
mod content;
mod examine;
mod json;
mod pages;
mod plates;
mod qr;
mod report;
mod rules;
mod seen;
mod tree;

pub use examine::{Asks, Examined, examine};
pub use json::json;
pub use report::{Boxes, Finding, Flavour, FontUse, ImageUse, InkUse, Intent, PageReport, Preview, QrUse, Report};
pub use tree::tree;
