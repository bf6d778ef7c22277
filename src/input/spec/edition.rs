//! `paper.yaml` and `edition.yaml`.

use crate::input::decode::{Decode, Needed, OneOrMany, Sink, Spanned, Table, record};
use crate::input::yaml::{Node, Value};

use super::{Filler, Whole};

record! {
    /// A newspaper.
    struct Paper {
        /// Its name.
        name: Needed<String>,
        /// Its code in file names: ASCII letters and digits.
        code: Needed<Spanned<String>>,
        /// The style sheet of pages that name none.
        styles: Option<Spanned<String>>,
        /// The press condition of editions that name none.
        press: Option<Spanned<String>>,
        /// Fields for furniture.
        fields: Option<Table<Spanned<String>>>,
        /// 补白 for any edition.
        fillers: Option<Vec<Filler>>,
    }
}

record! {
    /// One day's edition.
    struct Edition {
        /// The paper's file.
        paper: Needed<Spanned<String>>,
        /// The day: `2026-11-23`.
        date: Needed<Spanned<String>>,
        /// 总第…号.
        issue: Needed<Whole<1, 9_999_999>>,
        /// The version in file names; 1 when left out.
        version: Option<Whole<1, 999>>,
        /// The press condition.
        press: Option<Spanned<String>>,
        /// Fields for furniture.
        fields: Option<Table<Spanned<String>>>,
        /// The pages, in order.
        pages: Needed<Spanned<Vec<Page>>>,
        /// 补白, taken before the paper's.
        fillers: Option<Vec<Filler>>,
        /// Stories that are kept for another day.
        hold: Option<Vec<Spanned<String>>>,
    }
}

record! {
    /// One page of an edition.
    struct Page {
        /// Its number, from 1.
        page: Spanned<Whole<1, 999>>,
        /// 版名.
        section: Option<String>,
        /// As in file names and folios; `A` and the number when left out.
        folio: Option<Spanned<String>>,
        /// The page description.
        layout: Spanned<String>,
        /// Who made the page: duty and name.
        editors: Option<Table<Spanned<String>>>,
        /// Fields for furniture.
        fields: Option<Table<Spanned<String>>>,
        /// What goes where: area and story.
        place: Option<Table<Placement>>,
    }
}

/// What goes into an area.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Placement {
    /// A story, or stories set one after another.
    Stories(OneOrMany<Spanned<String>>),
    /// An advertisement.
    Ad(AdPlace),
}

record! {
    /// An advertisement.
    struct AdPlace {
        /// Its art, from the edition's directory; a placeholder when left out.
        file: Option<Spanned<String>>,
        /// The booking number.
        booking: Option<Spanned<String>>,
    }
}

impl Decode for Placement {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match node.value {
            Value::Map(_) => AdPlace::decode(node, sink).map(Placement::Ad),
            _ => OneOrMany::decode(node, sink).map(Placement::Stories),
        }
    }
}
