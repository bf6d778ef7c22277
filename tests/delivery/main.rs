//! What leaves for the print shop: names, versions, lists, archives, signatures.

#[path = "../common/mod.rs"]
mod common;

mod fold;
mod names;
mod parcel;
mod sheets;
mod sign;
mod versions;

use serde_json::Value;
use sha2::{Digest, Sha256};

use common::Desk;

pub(crate) const FIRST: &str = "TEST_20261123_A01_v1.pdf";
pub(crate) const SECOND: &str = "TEST_20261123_A02_v1.pdf";

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn manifest(desk: &Desk) -> Value {
    serde_json::from_slice(&desk.read("day/out/manifest.json")).expect("a manifest")
}

/// Runs the program on the output directory.
#[track_caller]
pub(crate) fn on_output(desk: &Desk, command: &str, arguments: &[&str]) -> common::Run {
    let output = desk.path("day/out").display().to_string();
    common::paiban(&[&[command, &output], arguments].concat())
}
