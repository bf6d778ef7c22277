//! Preflight: whether a page, or a finished file, ours or another's, may go to press.
//!
//! [`tree`] looks at composed pages before they are written. [`examine`] looks at finished files: it reads them as
//! bytes, runs every page on plates of its own, and knows nothing of how they were made. What is asked comes from the
//! press condition. [`art`] judges a page of a file that is to be placed on one of ours.

mod art;
mod blend;
mod content;
mod examine;
mod json;
mod pages;
mod pixels;
mod plates;
mod qr;
mod report;
mod rules;
mod seen;
mod separate;
mod text;
mod tree;

pub use art::{Art, art};
pub use examine::{Asks, Examined, examine};
pub use json::json;
pub(in crate::output) use pixels::{Pixels, Unseen, pixels};
pub use report::{Boxes, Finding, Flavour, FontUse, ImageUse, InkUse, Intent, PageReport, Preview, QrUse, Report};
pub use separate::{Separations, Unseparated, separate};
pub use text::text;
pub use tree::tree;
