//! What people read before the plates are made: pages as pictures, and files with marks on them.

mod answers;
mod book;
mod carried;
mod cut;
mod extract;
mod figure;
mod file;
mod guard;
mod html;
mod layers;
mod marked;
mod note;
mod plates;
mod raster;
mod remark;
mod sheet;
mod spot;
mod told;

pub use answers::{Answer, Unanswered, Wish, answers};
pub use book::{AreaNote, FindingNote, GridLines, Proof, ProofPage, StoryNote, round_name};
pub use carried::record;
pub use extract::{extract, extract_proof, register};
pub use file::{ProofParts, RECORD_NAME, pdf};
pub use guard::{Alarm, Side, guard};
pub use html::{Picture, Viewer, html};
pub use layers::Layer;
pub use marked::marked;
pub use raster::{Frame, Raster, Sheets, Unshown, page};
pub use remark::{OWN_NAME, SOURCE_KEY};
pub use spot::Spot;
