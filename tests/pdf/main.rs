//! Print files, read back by other programs.

#![expect(clippy::print_stdout, reason = "tests say what they skip, measurements what they found")]

mod support;

mod clauses;
mod file;
mod glyphs;
mod picture;
mod plates;
mod text;
mod tools;
mod vertical;
mod x1a;
