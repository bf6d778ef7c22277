//! Print files, read back by other programs.

mod support;

mod file;
mod picture;
