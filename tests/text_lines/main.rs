//! The rules of composition, one test each, named after their number (`C12`).

mod adjusting;
mod any;
mod breaking;
mod curves;
mod fixture;
mod glyphs;
mod heads;
mod marks;
mod odd;
mod places;
mod printed;
mod properties;
mod reasons;
mod setting;
mod sweeps;
mod units;
mod vertical;
mod widths;
