//! Print files, PDF/X-4 and PDF/X-1a; and the digital edition, PDF/A-2b.
//!
//! [`prepare`] does once for an edition what its files share: it deflates the press profile, opens
//! the faces and converts the pictures. [`write()`] then makes one file of one or several pages.
//! Each file carries its own subset of each face, so a page is no larger than its own characters.
//!
//! Invariant: every colour in a print file is DeviceCMYK, DeviceGray (pictures only) or Separation, and
//! nothing is transparent, but for placed pages of PDFs, which are judged before (`picture::form`). What the
//! standard asks, and how it is met, is listed in `PDFX.md`.

mod assets;
mod body;
mod cff;
mod cmap;
mod condition;
mod content;
mod deflate;
pub mod digital;
mod document;
mod font;
pub mod imposition;
mod metadata;
mod ops;
mod picture;
mod plates;
pub(in crate::output) mod raw;
mod spot;
mod subset;
mod text;
mod usage;

pub use assets::{Assets, Bytes, Pictures, Shelf, prepare, prepare_again, prepare_with};
pub use condition::{Compression, Condition, Flavour, Intent, Limits, PictureLimits, Profile, ProfileError, Treatment};
pub use document::write;
pub use metadata::{Date, Meta};
pub(in crate::output) use picture::jpeg_inks;
pub use picture::{Cache, Display, DisplayCopy, Drawn, FromScreen, Paper, Screen, draw};
pub use plates::{Printed, differing, inks};
