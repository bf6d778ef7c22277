//! Print files, read back by other programs.

#![expect(clippy::print_stdout, reason = "tests say what they skip, measurements what they found")]

mod support;

mod advert;
mod advert_file;
mod advert_inked;
mod advert_kept;
mod advert_plates;
mod advert_refused;
mod art;
mod clauses;
mod colors;
mod file;
mod formats;
mod glyphs;
mod hostile;
mod kept;
mod picture;
mod plates;
mod readers;
mod text;
mod tools;
mod vertical;
mod x1a;
