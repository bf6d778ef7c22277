//! Faces by role and weight, their fallback chains, and shaping.

mod book;
mod down;
mod face;
mod shape;

pub use book::{Chain, ChainId, FaceId, FontBook, Role};
pub use down::shape_down;
pub use face::{Face, FaceError, FontData};
pub use shape::{Posture, Shaped, joins_the_character_before, shape};
