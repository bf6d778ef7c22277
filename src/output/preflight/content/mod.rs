//! Content streams of a finished PDF, run as a RIP runs them.

mod cmap;
mod coded;
mod encoding;
mod external;
mod font;
mod group;
mod image;
mod layers;
mod mesh;
mod paint;
mod path;
mod pattern;
mod picture;
mod program;
mod run;
mod shading;
mod space;
mod state;

pub(super) use font::{Fault, Font};
pub(in crate::output) use image::Unseen;
pub(super) use image::{Head, Samples};
pub(super) use run::Runner;
pub(super) use space::{Inks, Space};
