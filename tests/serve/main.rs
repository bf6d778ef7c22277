//! The live preview: what it shows and when, who may ask, what is written from it, and how it is used in a browser.

#[path = "../common/mod.rs"]
mod common;

mod browser;
mod driver;
mod editing;
mod guarded;
mod kit;
mod opened;
mod shown;
mod touched;
mod words;
mod written;
