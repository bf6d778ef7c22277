//! Print files, read back by other programs.

mod support;

mod file;
mod measure;
mod picture;
mod text;
mod tools;
