//! From the disk to the edition: [`load`] reads an edition, its paper, page descriptions, styles and
//! stories, and tells every mistake in them at once.
//!
//! ```text
//! world (bytes) -> yaml (nodes with places) -> spec (as written) -> resolve -> model::Edition, FontBook
//!                  copy (stories, cleaned)  ----------------------^
//! ```
//!
//! Invariant: `world` alone touches the disk; no string of YAML leaves `resolve`.

#![expect(clippy::result_large_err, reason = "an error is made once a mistake and moved into the list of all of them")]

pub(crate) mod amend;
mod copy;
mod decode;
mod merge;
mod outline;
mod resolve;
mod spec;
mod suggest;
mod world;
mod yaml;
mod yaml_errors;

pub use resolve::corrections::{Correction, corrections};
pub use resolve::{LoadOptions, Loaded, load, load_press, load_styles, press_names, zones};
pub(crate) use suggest::unknown as unknown_name;
pub use world::{DataSearch, Held, Source, World, find_data};

/// The kinds of file that have a schema.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `formats/NAME.yaml`: the sheet and its grid.
    Format,
    /// `styles/NAME.yaml`.
    Styles,
    /// `press/NAME.yaml`: a press condition.
    Press,
    /// A page description.
    Layout,
    /// `paper.yaml`.
    Paper,
    /// `edition.yaml`.
    Edition,
    /// `zones/NAME.yaml`: what a zone edition has otherwise.
    Zone,
    /// The front matter of a story.
    Story,
}

impl Kind {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Kind; 8] =
        [Kind::Format, Kind::Styles, Kind::Press, Kind::Layout, Kind::Paper, Kind::Edition, Kind::Zone, Kind::Story];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Format => "format",
            Kind::Styles => "styles",
            Kind::Press => "press",
            Kind::Layout => "layout",
            Kind::Paper => "paper",
            Kind::Edition => "edition",
            Kind::Zone => "zone",
            Kind::Story => "story",
        }
    }
}

/// The JSON Schema (draft 2020-12) of a kind of file, from the types that read it.
pub fn schema(kind: Kind) -> serde_json::Value {
    match kind {
        Kind::Format => spec::schema_of::<spec::Format>("paiban format"),
        Kind::Styles => spec::schema_of::<spec::Styles>("paiban styles"),
        Kind::Press => spec::schema_of::<spec::Press>("paiban press"),
        Kind::Layout => spec::layout_schema(spec::schema_of::<spec::Layout>("paiban layout")),
        Kind::Paper => spec::schema_of::<spec::Paper>("paiban paper"),
        Kind::Edition => spec::schema_of::<spec::Edition>("paiban edition"),
        Kind::Zone => spec::schema_of::<spec::Zone>("paiban zone"),
        Kind::Story => spec::schema_of::<spec::StoryHead>("paiban story"),
    }
}

#[cfg(test)]
mod tests;
