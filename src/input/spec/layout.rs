//! `NAME.yaml`: a page description.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::decode::{Decode, Needed, OneOrMany, Sink, Spanned, Table, record, wrong_type};
use crate::input::suggest;
use crate::input::yaml::{Node, Value};
use crate::model::{ColumnMode, Direction};

use super::choice::{AreaKind, Named};
use super::{
    Allow, At, Choice, Composition, Crosshead, Filler, Fit, Frame, FurnitureArea, Head, Ink, Insert, Jump, LineKind,
    Lint, Measure, PictureSlot, Ruling, Standing, TextColumns, Whole,
};

record! {
    /// A page description.
    struct Layout {
        /// Another page description: this one says only what differs.
        #[allow(dead_code, reason = "for the schema: descriptions are laid over one another before they are read")]
        extends: Option<Spanned<String>>,
        /// Page descriptions whose areas are laid first.
        #[allow(dead_code, reason = "for the schema: descriptions are laid over one another before they are read")]
        master: Option<OneOrMany<Spanned<String>>>,
        /// The sheet and its grid.
        format: Needed<Spanned<String>>,
        /// The style sheet; the paper's when left out.
        styles: Option<Spanned<String>>,
        /// Which levers copy-fit may pull in its areas.
        fit: Option<Fit>,
        /// 通版: two facing pages made up as one.
        spread: Option<Spread>,
        /// The areas of the page.
        areas: Table<Area>,
        /// How its make-up is judged, where it is not as the paper has it.
        lint: Option<Lint>,
        /// Faults of make-up that the page may have, each with its reason.
        allow: Option<Allow>,
    }
}

record! {
    /// How two facing pages are one.
    struct Facing {
        /// From the last column of the left page to the first of the right one; as it is on single pages when
        /// left out.
        gutter: Option<Measure>,
        /// 中缝: a column of this measure in the middle gutter, numbered with the others.
        column: Option<Measure>,
        /// So many equal columns of whole 字 over both pages, instead of the columns of each.
        join: Option<Spanned<Whole<1, 60>>>,
    }
}

/// Whether a description is of a spread, and of which kind.
#[derive(Clone, Debug)]
pub(crate) enum Spread {
    /// `true` or `false`.
    Plain(bool),
    /// With settings.
    Set(Facing),
}

impl Decode for Spread {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match node.value {
            Value::Map(_) => Facing::decode(node, sink).map(Spread::Set),
            _ => bool::decode(node, sink).map(Spread::Plain),
        }
    }
}

impl schemars::JsonSchema for Spread {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Spread".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let facing = generator.subschema_for::<Facing>();
        schemars::json_schema!({"anyOf": [{"type": "boolean"}, facing]})
    }
}

/// An area: `kind` says which.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Area {
    /// Copy.
    Story(std::boxed::Box<StoryArea>),
    /// A picture with its head and caption.
    Picture(std::boxed::Box<PictureArea>),
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

impl Area {
    /// What it allows.
    pub(crate) fn allow(&self) -> Option<&Allow> {
        match self {
            Area::Story(area) => area.allow.as_ref(),
            Area::Picture(area) => area.allow.as_ref(),
            Area::Furniture(area) => area.allow.as_ref(),
            Area::Rule(area) => area.allow.as_ref(),
            Area::Ad(area) => area.allow.as_ref(),
            Area::Filler(area) => area.allow.as_ref(),
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
        /// How much it weighs on the page: 1 for the lead.
        priority: Option<Whole<1, 99>>,
        /// The head of its stories; no head is set when left out.
        head: Option<Head>,
        /// 破栏: other columns than the page's, their number or their widths; decks, one below another, of
        /// vertical copy.
        text_columns: Option<Spanned<TextColumns>>,
        /// 分栏方式: what gives way where they do not fill the width; `absolute` when left out.
        column_mode: Option<Spanned<Choice<ColumnMode>>>,
        /// The gutter wanted between them; the page's when left out.
        gutter: Option<Measure>,
        /// Its pictures.
        pictures: Option<Vec<PictureSlot>>,
        /// Boxes in its columns: pull quotes, fact boxes, furniture.
        inserts: Option<Vec<Insert>>,
        /// 镶嵌: areas that lie inside this one; its copy runs round them.
        around: Option<OneOrMany<Spanned<String>>>,
        /// A box round it.
        frame: Option<Frame>,
        /// How its cross-heads look, where not as the style sheet says.
        crosshead: Option<Crosshead>,
        /// Settings of composition that differ from the style sheet's.
        composition: Option<Composition>,
        /// A rule in the gutters of its columns.
        column_rule: Option<Ruling>,
        /// A rule between its stories, in a row of its own.
        separator: Option<Ruling>,
        /// 转版: how its story goes on on another page, where that is not as in the style sheet.
        jump: Option<Jump>,
        /// Which levers copy-fit may pull.
        fit: Option<Fit>,
        /// How many of the cross-heads that the copy offers (`##?`) are set.
        crossheads: Option<Spanned<Whole<0, 99>>>,
        /// Rows of each cross-head; the style's when left out.
        crosshead_rows: Option<Spanned<Whole<1, 9>>>,
        /// Where a byline stands that is not in the head; `run-in` when left out.
        byline: Option<Standing>,
        /// An empty row before each of these paragraphs.
        space: Option<Vec<Spanned<Whole<2, 999>>>>,
        /// Paragraphs left out, of those that the story marks as `cuttable`.
        cut: Option<Vec<Spanned<Whole<1, 999>>>>,
        /// 补白 at the foot of the last column.
        filler: Option<Filler>,
        /// Faults of make-up that it may have, each with its reason.
        allow: Option<Allow>,
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
        /// Faults of make-up that it may have, each with its reason.
        allow: Option<Allow>,
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
        /// Faults of make-up that it may have, each with its reason.
        allow: Option<Allow>,
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
        /// Faults of make-up that it may have, each with its reason.
        allow: Option<Allow>,
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
        /// Faults of make-up that it may have, each with its reason.
        allow: Option<Allow>,
    }
}
