//! `styles/NAME.yaml`: faces, text styles, head styles and the settings of composition.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::input::decode::{Decode, Sink, Spanned, Table, record};
use crate::input::yaml::{Node, Value};
use crate::model::{Align, Figures, LineStyle};

use super::{Choice, Composition, FaceName, HeadStyle, Ink, Jump, Measure, Number, Percent, TypeSize, Whole};

record! {
    /// A style sheet.
    struct Styles {
        /// 宋 黑 楷 仿宋: the files of each role.
        faces: Table<Face>,
        /// Named spot colours and their CMYK alternates.
        spots: Option<Table<Ink>>,
        /// Named text styles; `body byline crosshead quote strong caption credit` must exist; `ruby note verse
        /// speech list table_head table_cell jump_to jump_from` follow from them where they do not.
        text: Table<TextStyle>,
        /// The rules of tables in stories.
        table: Option<TableRules>,
        /// 转版: how stories go on on another page.
        jump: Option<Jump>,
        /// Named head styles.
        heads: Option<Table<HeadStyle>>,
        /// How a page in mourning differs.
        mourning: Option<Mourning>,
        /// How a festive page differs.
        festival: Option<Festival>,
        /// Composition.
        composition: Option<Composition>,
    }
}

record! {
    /// 讣告: all colours print as tints of black.
    struct Mourning {
        /// Text and head styles that are solid black; all coloured type, but what is light, when left out.
        black: Option<Vec<Spanned<String>>>,
    }
}

record! {
    /// 套红: what is red on a feast day.
    struct Festival {
        /// The red; M100 Y100 when left out.
        color: Option<Ink>,
        /// Text styles; `nameplate` when left out.
        text: Option<Vec<Spanned<String>>>,
        /// Head styles, of which the headline is red; `lead` when left out.
        heads: Option<Vec<Spanned<String>>>,
        /// Kinds of rule: black ones of them are red; `thick-thin` when left out.
        rules: Option<Vec<Choice<LineStyle>>>,
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
        /// Indent of the lines after the first, in whole 字 of this style.
        hang: Option<Measure>,
        /// Rows that a one-line block takes.
        rows: Option<Whole<1, 20>>,
        /// Form of its figures; the composition's when left out.
        figures: Option<Spanned<Choice<Figures>>>,
    }
}

record! {
    /// The rules of tables in stories; `0pt` is no rule.
    struct TableRules {
        /// Above and below the table; 0.5pt when left out.
        outer: Option<Measure>,
        /// Under the head row; 0.25pt when left out.
        head: Option<Measure>,
        /// Between the other rows; none when left out.
        row: Option<Measure>,
        /// The least space between two columns; 1字 when left out.
        gap: Option<Measure>,
        /// Colour; black when left out.
        color: Option<Ink>,
    }
}
