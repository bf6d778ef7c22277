//! Content streams of a finished PDF, run as a RIP runs them.

mod cmap;
mod coded;
mod encoding;
mod external;
mod font;
mod function;
mod group;
mod image;
mod layers;
mod mesh;
mod paint;
mod path;
mod pattern;
mod picture;
mod postscript;
mod program;
mod run;
mod shading;
mod space;
mod state;

pub(super) use font::{Fault, Font};
pub(super) use function::Function;
pub(super) use run::Runner;
pub(super) use space::{Inks, Space};
