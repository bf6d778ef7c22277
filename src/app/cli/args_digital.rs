//! The options of a digital edition.

use clap::Args;

/// Pixels an inch of its pictures where nothing else is asked for.
const PPI: u16 = 150;

/// A digital edition beside the print files.
#[derive(Args, Debug)]
pub(super) struct DigitalOptions {
    /// All pages as one PDF/A-2b for the web and the archive too, beside the print files: tagged in reading order, with
    /// bookmarks, links and RGB colours.
    #[arg(long)]
    digital: bool,
    /// Pixels an inch of its pictures, at the most.
    #[arg(long, value_name = "N", default_value_t = PPI, requires = "digital", value_parser = clap::value_parser!(u16).range(36..=1200))]
    digital_ppi: u16,
}

impl DigitalOptions {
    /// Pixels an inch, where one is asked for.
    pub(super) fn ppi(&self) -> Option<u16> {
        self.digital.then_some(self.digital_ppi)
    }
}
