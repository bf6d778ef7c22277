//! What people read before the plates are made: pages as pictures, and files with marks on them.

mod book;
mod draw;
mod file;
mod html;
mod layers;
mod plates;
mod raster;
mod remark;
mod sheet;

pub use book::{AreaNote, FindingNote, GridLines, Proof, ProofPage, StoryNote, round_name};
pub use file::{ProofParts, RECORD_NAME, pdf};
pub use html::{Picture, Viewer, html};
pub use layers::Layer;
pub use raster::{Frame, Raster, Sheets, Unshown, page};
pub use remark::{OWN_NAME, SOURCE_KEY};
