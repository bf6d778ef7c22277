//! 拼版: finished pages on sheets, a file for each side: which page stands where, marks, boxes, the file itself.

mod lay;
mod marks;
mod plan;
mod sheet;

pub use lay::{Cell, Face, Frame, Part, lay};
pub use marks::{Marked, PlateInk, marks};
pub use plan::{Place, Rest, Sheet, Side, sheets};
pub(in crate::output) use sheet::operators;
pub use sheet::{Boxes, Finished, Intent, Laid, Unfit, same_press, write_sheet};
