//! `paper.yaml` and `edition.yaml`.

use crate::input::decode::{Decode, OneOrMany, Sink, Spanned, Table, record};
use crate::input::yaml::{Node, Value};

use super::Whole;

record! {
    /// A newspaper.
    pub struct Paper {
        /// Its name.
        pub name: String,
        /// Its code in file names: ASCII letters and digits.
        pub code: Spanned<String>,
        /// The style sheet of pages that name none.
        pub styles: Option<Spanned<String>>,
        /// The press condition of editions that name none.
        pub press: Option<Spanned<String>>,
        /// Fields for furniture.
        pub fields: Option<Table<Spanned<String>>>,
    }
}

record! {
    /// One day's edition.
    pub struct Edition {
        /// The paper's file.
        pub paper: Spanned<String>,
        /// The day: `2026-11-23`.
        pub date: Spanned<String>,
        /// 总第…号.
        pub issue: Whole<1, 9_999_999>,
        /// The version in file names; 1 when left out.
        pub version: Option<Whole<1, 999>>,
        /// The press condition.
        pub press: Option<Spanned<String>>,
        /// Fields for furniture.
        pub fields: Option<Table<Spanned<String>>>,
        /// The pages, in order.
        pub pages: Spanned<Vec<Page>>,
        /// Stories that are kept for another day.
        pub hold: Option<Vec<Spanned<String>>>,
    }
}

record! {
    /// One page of an edition.
    pub struct Page {
        /// Its number, from 1.
        pub page: Spanned<Whole<1, 999>>,
        /// 版名.
        pub section: Option<String>,
        /// As in file names and folios; `A` and the number when left out.
        pub folio: Option<Spanned<String>>,
        /// The page description.
        pub layout: Spanned<String>,
        /// Who made the page: duty and name.
        pub editors: Option<Table<Spanned<String>>>,
        /// Fields for furniture.
        pub fields: Option<Table<Spanned<String>>>,
        /// What goes where: area and story.
        pub place: Option<Table<Placement>>,
    }
}

/// What goes into an area.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(untagged)]
pub enum Placement {
    /// A story, or stories set one after another.
    Stories(OneOrMany<Spanned<String>>),
    /// An advertisement.
    Ad(AdPlace),
}

record! {
    /// An advertisement.
    pub struct AdPlace {
        /// Its art, from the edition's directory; a placeholder when left out.
        pub file: Option<Spanned<String>>,
        /// The booking number.
        pub booking: Option<String>,
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
