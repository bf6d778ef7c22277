//! `paiban serve`: the pages of an edition in a browser, as they are on the disk now, and edited there.
//!
//! ```text
//! watch (which files) -> worker -> scene (load, compose) -> view (a page as numbers) -> state -> server -> browsers
//!                                    ^                                                   |
//!                                    `------ drafts <- edit <- history <-----------------'
//! ```
//!
//! A page is sent as numbers, not pixels: the PDF of a broadsheet page takes a rasteriser some 100 ms and the browser
//! megabytes, its list of glyphs 1 to 2 ms and 100 kB; the browser keeps outlines, draws again only the boxes of what
//! changed, and is sharp at any size. The PDF itself, as printed, is one link away.
//!
//! Invariants: no path from a browser is ever joined to a directory, things have numbers; only `edit` and `history`
//! write, and only a file that is still what it was when it was read; what cannot be read leaves the last good page.

mod change;
mod edit;
mod guard;
mod handlers;
mod history;
mod line;
mod pictures;
mod proof;
mod scene;
mod server;
mod state;
mod view;
mod watch;
mod words;
mod worker;

use std::net::IpAddr;
use std::path::PathBuf;

pub use server::serve;

/// The port when none is asked for.
pub const PORT: u16 = 4380;

/// What to show, and to whom.
#[derive(Clone, Debug)]
pub struct Options {
    /// The edition: its directory or its `edition.yaml`.
    pub edition: PathBuf,
    /// The zone edition that is shown; the edition itself when absent.
    pub zone: Option<String>,
    /// The directory with `fonts/` and `layouts/`.
    pub data: PathBuf,
    /// Where converted pictures are kept, for the proof.
    pub cache: Option<PathBuf>,
    /// The address to listen at.
    pub host: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// Whether pages can be looked at only.
    pub read_only: bool,
    /// `zh` or `en`, when browsers are not to follow their own language.
    pub language: Option<&'static str>,
}
