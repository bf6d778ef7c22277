//! Copy-fit: the report, the cuts, the levers, and what is written back.

mod desk;
mod fillers;
mod gallery;
mod levers;
mod pairs;
mod report;
mod rules;
mod write;
