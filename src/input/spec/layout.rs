//! `NAME.yaml`: a page description.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::decode::{Decode, Needed, OneOrMany, Sink, Spanned, Table, record, wrong_type};
use crate::input::suggest;
use crate::input::yaml::{Node, Value};
use crate::model::Direction;

use super::choice::{AreaKind, Named};
use super::{Choice, Composition, Frame, FurnitureArea, Head, Ink, Insert, LineKind, Measure, Range, Ruling, Whole};

record! {
    /// A page description.
    struct Layout {
        /// The sheet and its grid.
        format: Needed<Spanned<String>>,
        /// The style sheet; the paper's when left out.
        styles: Option<Spanned<String>>,
        /// The areas of the page.
        areas: Table<Area>,
    }
}

/// An area: `kind` says which.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Area {
    /// Copy.
    Story(std::boxed::Box<StoryArea>),
    /// A picture with its head and caption.
    Picture(PictureArea),
    /// Text, rules, boxes, pictures and codes.
    Furniture(FurnitureArea),
    /// A rule.
    Rule(RuleArea),
    /// An advertisement.
    Ad(AdArea),
    /// 补白.
    Filler(FillerArea),
}

impl Area {
    /// Where it is described.
    pub(crate) fn span(&self) -> Span {
        match self {
            Area::Story(area) => area.span,
            Area::Picture(area) => area.span,
            Area::Furniture(area) => area.span,
            Area::Rule(area) => area.span,
            Area::Ad(area) => area.span,
            Area::Filler(area) => area.span,
        }
    }
}

impl Decode for Area {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return wrong_type(node, &say("映射（`kind`、`at` …）", "a map (`kind`, `at` …)"), sink);
        };
        let Some(kind) = entries.iter().find(|entry| entry.key == "kind") else {
            let message = say("这一块没有 `kind`", "this area has no `kind`");
            let words = AreaKind::NAMES.iter().map(|(name, _)| *name);
            let span = entries.first().map_or(node.span, |entry| entry.key_span);
            sink.push(Diagnostic::new(Code::MissingKey, span, message).hint(suggest::cure("", words)));
            return None;
        };
        let Choice(kind) = Choice::decode(&kind.node, sink)?;
        match kind {
            AreaKind::Story => Decode::decode(node, sink).map(Area::Story),
            AreaKind::Picture => Decode::decode(node, sink).map(Area::Picture),
            AreaKind::Furniture => Decode::decode(node, sink).map(Area::Furniture),
            AreaKind::Rule => Decode::decode(node, sink).map(Area::Rule),
            AreaKind::Ad => Decode::decode(node, sink).map(Area::Ad),
            AreaKind::Filler => Decode::decode(node, sink).map(Area::Filler),
        }
    }
}

/// The word after `kind`, which the schema holds to one value.
macro_rules! kind {
    ($($Name:ident = $text:literal;)+) => {
        $(#[derive(Clone, Copy, Debug)]
        #[doc = concat!("The kind `", $text, "`.")]
        pub(crate) struct $Name;

        impl Decode for $Name {
            fn decode(_: &Node, _: &mut Sink) -> Option<Self> {
                Some($Name)
            }
        }

        impl schemars::JsonSchema for $Name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"const": $text})
            }
        })+
    };
}

kind! {
    StoryKind = "story";
    PictureKind = "picture";
    FurnitureKind = "furniture";
    RuleKind = "rule";
    AdKind = "ad";
    FillerKind = "filler";
}

record! {
    /// An area of copy.
    struct StoryArea {
        /// `story`.
        #[allow(dead_code, reason = "for the schema: the reader looks at `kind` before it reads the rest")]
        kind: StoryKind,
        /// Its rectangle, or rectangles in reading order.
        at: OneOrMany<At>,
        /// 竖排: `vertical` sets the copy in lines from top to bottom; `horizontal` when left out.
        direction: Option<Spanned<Choice<Direction>>>,
        /// The head of its stories; no head is set when left out.
        head: Option<Head>,
        /// 破栏: other columns than the page's; decks, one below another, of vertical copy.
        text_columns: Option<Spanned<Whole<1, 40>>>,
        /// Its pictures.
        pictures: Option<Vec<PictureSlot>>,
        /// Boxes in its columns: pull quotes, fact boxes, furniture.
        inserts: Option<Vec<Insert>>,
        /// A box round it.
        frame: Option<Frame>,
        /// Settings of composition that differ from the style sheet's.
        composition: Option<Composition>,
        /// A rule in the gutters of its columns.
        column_rule: Option<Ruling>,
        /// A rule between its stories, in a row of its own.
        separator: Option<Ruling>,
    }
}

record! {
    /// An area that is a picture with head and caption.
    struct PictureArea {
        /// `picture`.
        #[allow(dead_code, reason = "for the schema: the reader looks at `kind` before it reads the rest")]
        kind: PictureKind,
        /// Its rectangle.
        at: OneOrMany<At>,
        /// The head under it.
        head: Option<Head>,
        /// A box round it.
        frame: Option<Frame>,
    }
}

record! {
    /// A rule: across the middle of its rows, or in the gutter after a column.
    struct RuleArea {
        /// `rule`.
        #[allow(dead_code, reason = "for the schema: the reader looks at `kind` before it reads the rest")]
        kind: RuleKind,
        /// Columns and rows, or gutter and rows.
        at: At,
        /// Its thickness.
        weight: Measure,
        /// Its kind; `single` when left out.
        style: Option<LineKind>,
        /// Its colour; black when left out.
        color: Option<Ink>,
    }
}

record! {
    /// An advertisement.
    struct AdArea {
        /// `ad`.
        #[allow(dead_code, reason = "for the schema: the reader looks at `kind` before it reads the rest")]
        kind: AdKind,
        /// Its rectangle.
        at: OneOrMany<At>,
        /// 广告规格: a name of the format's `ads`, which its rectangle must agree with.
        size: Option<Spanned<String>>,
        /// A box round it.
        frame: Option<Frame>,
        /// Set small at a corner: `广告`.
        label: Option<Spanned<String>>,
    }
}

record! {
    /// 补白: the first filler of the pool that fits.
    struct FillerArea {
        /// `filler`.
        #[allow(dead_code, reason = "for the schema: the reader looks at `kind` before it reads the rest")]
        kind: FillerKind,
        /// Its rectangle.
        at: OneOrMany<At>,
        /// The id of a filler, when it is to be that one.
        id: Option<Spanned<String>>,
        /// A box round it.
        frame: Option<Frame>,
    }
}

record! {
    /// Cells of the grid, from 1, both ends included.
    struct At {
        /// Columns.
        columns: Option<Range>,
        /// Instead of columns: the gutter after this column, of a rule or of 中缝.
        gutter: Option<Spanned<Whole<1, 60>>>,
        /// Rows.
        rows: Option<Range>,
        /// Of an advertisement, instead of columns and rows: a name of the format's `ads`.
        size: Option<Spanned<String>>,
        /// With `size`: its first row.
        row: Option<Spanned<Whole<1, 2000>>>,
        /// With `size`: its first column, or the gutter's; 1 when left out.
        column: Option<Spanned<Whole<1, 60>>>,
    }
}

record! {
    /// A picture in an area of copy.
    struct PictureSlot {
        /// Its id in the story.
        id: Spanned<String>,
        /// The page's columns; the area's in an area with `text_columns` or a frame.
        columns: Range,
        /// Rows of the page, caption included.
        rows: Range,
    }
}
