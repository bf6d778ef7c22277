#![doc = include_str!("ARCHITECTURE.md")]

pub mod app;
pub mod base;
pub mod engine;
pub mod font;
pub mod input;
pub mod model;
pub mod output;
pub mod page;
