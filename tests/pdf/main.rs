//! Print files, read back by other programs.

#![expect(clippy::print_stdout, reason = "tests say what they skip, measurements what they found")]

mod support;

mod file;
mod glyphs;
mod picture;
mod text;
mod tools;
