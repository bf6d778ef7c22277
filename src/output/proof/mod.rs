//! What people read before the plates are made: pages as pictures, and files with marks on them.

mod plates;
mod raster;

pub use raster::{Frame, Raster, Sheets, Unshown, page};
