//! Copy-fit: the report, the cuts, the levers, and what is written back.

mod desk;
mod levers;
mod report;
mod write;
