//! Heads: their styles, and where they stand in an area.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::input::decode::{Decode, OneOrMany, Sink, Spanned, record};
use crate::input::yaml::{Node, Value};
use crate::model::{Align, Direction, Figures, OmittedPart, PicturePlace, Side};

use super::{Choice, FaceName, Frame, Ink, Measure, Number, Percent, Range, TypeSize, Whole};

record! {
    /// Where a head stands.
    struct Head {
        /// A head style of the style sheet.
        style: Spanned<String>,
        /// Columns; all of the area's when left out.
        columns: Option<Range>,
        /// Its height in rows; as much as it needs when left out. All of the area's for a vertical head.
        rows: Option<Spanned<Whole<1, 500>>>,
        /// The step of the headline's sizes from which fitting begins; 1, the largest, when left out.
        size: Option<Spanned<Whole<1, 20>>>,
        /// Parts of the story's head that are not set here.
        omit: Option<Vec<Spanned<Choice<OmittedPart>>>>,
        /// 竖题: `vertical` for a head in lines from top to bottom; the area's direction when left out.
        direction: Option<Spanned<Choice<Direction>>>,
        /// At which side of its area a vertical head stands, `right` when left out; of a horizontal one: 左题右文.
        side: Option<Spanned<Choice<Side>>>,
        /// The width of a vertical head without `columns`, as much as it needs when left out; of a horizontal
        /// head at a side one column when left out.
        width: Option<Measure>,
        /// A box round it; its `tint` may be black or a colour.
        frame: Option<Frame>,
        /// The colour of all its parts, in place of the style's: `white` on a dark ground.
        color: Option<Ink>,
        /// 题图.
        picture: Option<HeadPicture>,
        /// The id of a picture of the area under which it stands.
        under: Option<Spanned<String>>,
        /// Where the summary stands; below the other parts when left out.
        summary: Option<SummaryPlace>,
    }
}

record! {
    /// A picture that belongs to a head.
    struct HeadPicture {
        /// Its id in the story.
        id: Spanned<String>,
        /// Where it stands: `behind` the type, `left` or `right` of it.
        place: Choice<PicturePlace>,
        /// Its width at a side; 8字 when left out.
        width: Option<Measure>,
    }
}

record! {
    /// Where the summary of a head stands.
    struct SummaryPlace {
        /// At which side of the other parts; below them when left out.
        side: Option<Choice<Side>>,
        /// Its width at a side; 12字 when left out.
        width: Option<Measure>,
        /// A box round it.
        frame: Option<Frame>,
    }
}

record! {
    /// A style of head.
    struct HeadStyle {
        /// How its parts stand: left or center.
        align: Option<Spanned<Choice<Align>>>,
        /// 栏目题.
        label: Option<HeadPart>,
        /// 引题.
        kicker: Option<HeadPart>,
        /// 主题.
        headline: HeadPart,
        /// 副题.
        deck: Option<HeadPart>,
        /// 提要, of one line or more.
        summary: Option<HeadPart>,
        /// The room for the writer's portrait beside the byline.
        portrait: Option<Portrait>,
        /// 署名 in the head; when left out it runs in at the start of the body.
        byline: Option<HeadPart>,
        /// Space round and between the parts.
        space: Option<Space>,
    }
}

record! {
    /// The look of cross-heads.
    struct Crosshead {
        /// A text style of the style sheet; `crosshead` when left out.
        style: Option<Spanned<String>>,
        /// A box round them.
        frame: Option<Frame>,
        /// A rule below them.
        rule: Option<Measure>,
    }
}

record! {
    /// The size of a portrait.
    struct Portrait {
        /// Its width.
        width: Measure,
        /// Its height.
        height: Measure,
    }
}

record! {
    /// One part of a head.
    struct HeadPart {
        /// Role and weight.
        face: FaceName,
        /// The type size; or `sizes`.
        size: Option<TypeSize>,
        /// Type sizes to try, the largest first.
        sizes: Option<Spanned<Vec<TypeSize>>>,
        /// Fewest and most lines; 1 when left out.
        lines: Option<Range>,
        /// Horizontal scale.
        width: Option<Percent<30, 300>>,
        /// Colour; black when left out.
        color: Option<Ink>,
        /// From baseline to baseline.
        leading: Option<Measure>,
        /// Added after every character, in em.
        tracking: Option<Number<{ -500 }, 5000>>,
        /// Form of its figures; the composition's when left out.
        figures: Option<Spanned<Choice<Figures>>>,
        /// How far a short one is opened: at most so many em between two characters.
        spread: Option<Number<0, 2000>>,
        /// How far a long one is tightened: at most so many em between two characters.
        tighten: Option<Number<0, 150>>,
        /// 长 and 扁 that may be tried: a list, or the least and the most, in steps of 5 %.
        widths: Option<Spanned<Widths>>,
    }
}

/// Horizontal scales that may be tried.
#[derive(Clone, Debug)]
pub(crate) enum Widths {
    /// These.
    Each(Vec<Percent<30, 300>>),
    /// All between, in steps.
    Between(WidthRange),
}

record! {
    /// The least and the most that type is narrowed or widened.
    struct WidthRange {
        /// 长; 100% when left out.
        min: Option<Percent<30, 100>>,
        /// 扁; 100% when left out.
        max: Option<Percent<100, 300>>,
    }
}

impl Decode for Widths {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match node.value {
            Value::Map(_) => WidthRange::decode(node, sink).map(Widths::Between),
            _ => OneOrMany::decode(node, sink).map(|each| Widths::Each(each.0)),
        }
    }
}

impl JsonSchema for Widths {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Widths".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let each = generator.subschema_for::<OneOrMany<Percent<30, 300>>>();
        let between = generator.subschema_for::<WidthRange>();
        schemars::json_schema!({"anyOf": [each, between]})
    }
}

record! {
    /// Space in a head.
    struct Space {
        /// Above the first part.
        above: Option<Measure>,
        /// Below the last part, at least.
        below: Option<Measure>,
        /// Between parts.
        between: Option<Measure>,
    }
}
