//! Faces by role and weight, their fallback chains, and shaping.

mod book;
mod face;
mod lang;
mod made;
mod shape;
mod weight;

pub use book::{Chain, ChainId, FaceId, FontBook, Found, Role};
pub use face::{Face, FaceError, FigureForm, FontData};
pub use lang::{Features, Lang};
pub use made::{MADE_DESCENT, MADE_EM, MOST_MADE, Made, Outline, OutlinePoint, made_face};
pub use shape::{Posture, Shaped, is_variation_selector, joins_the_character_before, shape, shape_in};
