//! The arguments of `serve`.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;

use crate::app::preview::PORT;

#[derive(Args, Debug)]
pub(super) struct ServeOptions {
    /// The edition: its directory or its edition.yaml.
    pub(super) edition: PathBuf,
    /// A zone edition: the name of a file in zones/. What is edited is written into that file.
    #[arg(long, value_name = "NAME")]
    pub(super) zone: Option<String>,
    /// The port; 0 for any that is free.
    #[arg(long, default_value_t = PORT, value_name = "N")]
    pub(super) port: u16,
    /// The address to listen at. Any other than that of this machine lets the whole network see the pages, and edit them.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub(super) host: IpAddr,
    /// Pages can be looked at, not edited.
    #[arg(long)]
    pub(super) read_only: bool,
    /// Open it in the browser.
    #[arg(long)]
    pub(super) open: bool,
}
