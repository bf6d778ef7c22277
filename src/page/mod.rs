//! What is printed: a tree of immutable items, and the record of stories, lines and fill.

pub mod dump;
pub mod layout;
pub mod record;
pub mod tree;

pub use crate::base::geom::Outline;
pub use record::{AreaRecord, Block, BlockKind, Cut, HeadFit, Loose, Overset, Record, StoryPart, StoryRecord};
pub use tree::{Glyph, Image, Item, ItemKind, Page, Source, Sources, TextRun};
