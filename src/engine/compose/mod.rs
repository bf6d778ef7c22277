//! From prepared paragraphs to lines, and from lines to pages.

pub mod lines;
