//! `styles/NAME.yaml`: faces, text styles, head styles and the settings of composition.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::input::decode::{Decode, Sink, Spanned, Table, record};
use crate::input::yaml::{Node, Value};
use crate::model::{Align, Composer, Figures, MarkWidth, Prohibition};

use super::{Choice, FaceName, Ink, Measure, Number, Percent, Range, TypeSize, Whole};

record! {
    /// A style sheet.
    struct Styles {
        /// 宋 黑 楷 仿宋: the files of each role.
        faces: Table<Face>,
        /// Named spot colours and their CMYK alternates.
        spots: Option<Table<Ink>>,
        /// Named text styles; `body byline crosshead quote strong caption credit` must exist.
        text: Table<TextStyle>,
        /// Named head styles.
        heads: Option<Table<Head>>,
        /// Composition.
        composition: Option<Composition>,
    }
}

record! {
    /// The files that serve a role.
    struct Face {
        /// Weight (100 to 900) and file in `fonts/`.
        weights: Table<Spanned<String>>,
        /// Files in which a missing character is looked for, in this order.
        fallback: Option<Vec<Spanned<String>>>,
        /// 造字: code points or names, and SVG files in `fonts/`.
        glyphs: Option<Table<Drawings>>,
    }
}

/// The drawing of a glyph: one for all weights of the role, or one for each.
#[derive(Clone, Debug)]
pub(crate) enum Drawings {
    /// A file.
    One(Spanned<String>),
    /// Weight (100 to 900) and file.
    ByWeight(Table<Spanned<String>>),
}

impl Decode for Drawings {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match node.value {
            Value::Map(_) => Table::decode(node, sink).map(Drawings::ByWeight),
            _ => Spanned::decode(node, sink).map(Drawings::One),
        }
    }
}

impl JsonSchema for Drawings {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Drawings".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (one, by_weight) = (generator.subschema_for::<String>(), generator.subschema_for::<Table<String>>());
        schemars::json_schema!({"anyOf": [one, by_weight]})
    }
}

record! {
    /// A text style.
    struct TextStyle {
        /// Role and weight, such as `宋 500`.
        face: FaceName,
        /// Type size.
        size: TypeSize,
        /// 长 or 扁: horizontal scale.
        width: Option<Percent<30, 300>>,
        /// Colour; black when left out.
        color: Option<Ink>,
        /// How lines stand in their measure.
        align: Option<Choice<Align>>,
        /// From baseline to baseline; the page's pitch when left out.
        leading: Option<Measure>,
        /// Added after every character, in em.
        tracking: Option<Number<{ -500 }, 5000>>,
        /// First-line indent, in whole 字 of this style.
        indent: Option<Measure>,
        /// Rows that a one-line block takes.
        rows: Option<Whole<1, 20>>,
        /// Form of its figures; the composition's when left out.
        figures: Option<Spanned<Choice<Figures>>>,
    }
}

record! {
    /// A style of head.
    struct Head {
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
        /// 署名 in the head; when left out it runs in at the start of the body.
        byline: Option<HeadPart>,
        /// Space round and between the parts.
        space: Option<Space>,
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

record! {
    /// The settings of composition.
    struct Composition {
        /// 禁则.
        prohibition: Option<Choice<Prohibition>>,
        /// Whether —— and …… may begin a line below the strict level.
        dash_may_begin_line: Option<bool>,
        /// Em for two adjacent marks with a bracket among them: 1.5 or 1.
        pairs: Option<Number<1000, 1500>>,
        /// Stops and closers at the end of a line.
        line_end_mark: Option<Choice<MarkWidth>>,
        /// Openers at the start of a line.
        line_start_opener: Option<Choice<MarkWidth>>,
        /// Em between Han and Latin or figures.
        han_latin: Option<Number<0, 250>>,
        /// Form of figures.
        figures: Option<Spanned<Choice<Figures>>>,
        /// First-line indent of a paragraph, in whole 字.
        indent: Option<Measure>,
        /// Fewest characters on a last line, marks not counted.
        last_line: Option<Whole<0, 20>>,
        /// How lines are broken.
        composer: Option<Choice<Composer>>,
    }
}
