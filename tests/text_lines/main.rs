//! The rules of composition, one test each, named after their number (`C12`).

mod breaking;
mod curves;
mod fixture;
mod glyphs;
mod heads;
mod printed;
mod properties;
mod reasons;
mod setting;
mod sweeps;
mod vertical;
