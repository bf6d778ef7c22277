//! Rich copy, from the model to the page: marks, ruby, small type, openings, lists, verse, names, tables.

mod blocks;
mod fixture;
mod marks;
mod openings;
mod properties;
mod sheet;
mod small;
mod tables;
