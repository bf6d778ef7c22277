//! Make-up: areas, heads, furniture, jumps, templates, copy-fit and the lint.

#[path = "../common/mod.rs"]
mod common;
#[path = "../pages/fixture.rs"]
#[allow(dead_code, reason = "every test file uses a part of this")]
mod fixture;

mod areas;
mod copyfit;
mod furniture;
mod heads;
mod jumps;
mod lint;
mod shown;
mod tabloid;
mod templates;
