//! `paper.yaml` and `edition.yaml`.

use crate::base::diag::{Code, Diagnostic, say};
use crate::input::decode::{Decode, Needed, OneOrMany, Sink, Spanned, Table, record};
use crate::input::yaml::{Node, Value};

use super::{Allow, Area, Delivery, Lint, Patch, PoolFiller, Whole, WordRule};

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
        fillers: Option<Vec<PoolFiller>>,
        /// How make-up is judged.
        lint: Option<Lint>,
        /// How print files are named; the press condition and the edition come before it.
        delivery: Option<Delivery>,
        /// 用词表: words that must not be printed, those that must, and the order of names.
        words: Option<Vec<Spanned<WordRule>>>,
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
        issue: Needed<Spanned<Whole<1, 9_999_999>>>,
        /// The version in file names; 1 when left out.
        version: Option<Whole<1, 999>>,
        /// How print files are named, where it is not as the paper and the press condition have it.
        delivery: Option<Delivery>,
        /// The press condition.
        press: Option<Spanned<String>>,
        /// 讣告: all pages in black alone, pictures too.
        mourning: Option<Spanned<bool>>,
        /// 套红: the nameplate, and what else the style sheet says, in red.
        festival: Option<Spanned<bool>>,
        /// Fields for furniture.
        fields: Option<Table<Spanned<String>>>,
        /// The pages, in order.
        pages: Needed<Spanned<Vec<Page>>>,
        /// 补白, taken before the paper's.
        fillers: Option<Vec<PoolFiller>>,
        /// Stories that are kept for another day.
        hold: Option<Vec<Spanned<String>>>,
        /// How make-up is judged, where it is not as the paper has it.
        lint: Option<Lint>,
        /// 用词表 of this day, before the paper's.
        words: Option<Vec<Spanned<WordRule>>>,
        /// Faults of make-up that are allowed on any page, or in the edition as a whole, each with its reason.
        allow: Option<Allow>,
    }
}

record! {
    /// A zone edition (分区版): what it has otherwise than the edition, which is its base.
    struct Zone {
        /// The version in file names.
        #[allow(dead_code, reason = "for the schema: it is laid over the edition before that is read")]
        version: Option<Whole<1, 999>>,
        /// Fields for furniture.
        #[allow(dead_code, reason = "for the schema: it is laid over the edition before that is read")]
        fields: Option<Patch<Table<Spanned<String>>>>,
        /// In mourning.
        #[allow(dead_code, reason = "for the schema: it is laid over the edition before that is read")]
        mourning: Option<bool>,
        /// Festive.
        #[allow(dead_code, reason = "for the schema: it is laid over the edition before that is read")]
        festival: Option<bool>,
        /// Pages by number, each with what differs.
        #[allow(dead_code, reason = "for the schema: it is laid over the edition before that is read")]
        pages: Option<Vec<Patch<Page>>>,
    }
}

record! {
    /// One page of an edition.
    struct Page {
        /// Its number, from 1; the numbers of a spread: `4-5`.
        page: Spanned<PageNumbers>,
        /// 版名.
        section: Option<String>,
        /// As in file names and folios; `A` and the number when left out. Of a spread two.
        folio: Option<OneOrMany<Spanned<String>>>,
        /// The page description.
        layout: Spanned<String>,
        /// What is otherwise in the page description on this day: areas by name.
        areas: Option<Patch<Table<Area>>>,
        /// This page in mourning or not, whatever the others are.
        mourning: Option<Spanned<bool>>,
        /// This page festive or not, whatever the others are.
        festival: Option<Spanned<bool>>,
        /// Who made the page: duty and name.
        editors: Option<Table<Spanned<String>>>,
        /// Fields for furniture.
        fields: Option<Table<Spanned<String>>>,
        /// What goes where: area and story.
        place: Option<Table<Placement>>,
    }
}

/// The number of a page, or of the two pages of a spread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct PageNumbers(pub(crate) u32, pub(crate) u32);

impl Decode for PageNumbers {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let text = match &node.value {
            Value::Scalar(text) if text.contains('-') => text,
            _ => return Whole::<1, 999>::decode(node, sink).map(|number| PageNumbers(number.0, number.0)),
        };
        let number = |part: &str| part.trim().parse::<u32>().ok().filter(|number| (1..=999).contains(number));
        match text.split_once('-').map(|(first, last)| (number(first), number(last))) {
            Some((Some(first), Some(last))) if last == first + 1 => Some(PageNumbers(first, last)),
            _ => {
                let message = say(
                    format!("`{text}` 不是相连的两个版次"),
                    format!("`{text}` are not two pages that follow one another"),
                );
                let hint = say("写法如 `4`，通版如 `4-5`", "as in `4`, or `4-5` for a spread");
                sink.push(Diagnostic::new(Code::BadValue, node.span, message).hint(hint));
                None
            }
        }
    }
}

impl schemars::JsonSchema for PageNumbers {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PageNumbers".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"anyOf": [
            {"type": "integer", "minimum": 1, "maximum": 999},
            {"type": "string", "pattern": r"^\d{1,3}-\d{1,3}$", "description": "Of a spread", "examples": ["4-5"]},
        ]})
    }
}

/// What goes into an area.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Placement {
    /// A story, or stories set one after another.
    Stories(OneOrMany<Spanned<String>>),
    /// 转版: the continuation of a story that begins on an earlier page.
    Continues(Continuation),
    /// An advertisement.
    Ad(AdPlace),
}

record! {
    /// The continuation of a story.
    struct Continuation {
        /// The story.
        continues: Spanned<String>,
    }
}

record! {
    /// An advertisement.
    struct AdPlace {
        /// Its art, from the edition's directory; a placeholder when left out.
        file: Option<Spanned<String>>,
        /// Which page of it, when it is a PDF; the first when left out.
        page: Option<Whole<1, 999>>,
        /// The booking number.
        booking: Option<Spanned<String>>,
    }
}

impl Decode for Placement {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match node.value {
            Value::Map(ref entries) if entries.iter().any(|entry| entry.key == "continues") => {
                Continuation::decode(node, sink).map(Placement::Continues)
            }
            Value::Map(_) => AdPlace::decode(node, sink).map(Placement::Ad),
            _ => OneOrMany::decode(node, sink).map(Placement::Stories),
        }
    }
}
