//! Content streams of a finished PDF, run as a RIP runs them.

mod cmap;
mod encoding;
mod external;
mod font;
mod function;
mod image;
mod paint;
mod pattern;
mod picture;
mod program;
mod run;
mod space;
mod state;

pub(super) use font::{Fault, Font};
pub(super) use run::Runner;
pub(super) use space::{Inks, Space};
