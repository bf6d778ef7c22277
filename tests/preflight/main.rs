//! Preflight of finished files: each fault alone in a file that is otherwise right, plates against another RIP's,
//! hostile files, and the certificate.

#[path = "../common/mod.rs"]
mod common;

mod base;
mod certificate;
mod hostile;
mod limits;
mod others;
mod plates;
mod shadings;
mod structure;
