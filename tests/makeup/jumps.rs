//! Stories that go on on other pages.

#[path = "jumps/cuts.rs"]
mod cuts;
#[path = "jumps/gallery.rs"]
mod gallery;
#[path = "jumps/kit.rs"]
mod kit;
#[path = "jumps/lines.rs"]
mod lines;
#[path = "jumps/properties.rs"]
mod properties;
#[path = "jumps/routes.rs"]
mod routes;
#[path = "jumps/spread.rs"]
mod spread;
