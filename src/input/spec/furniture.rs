//! Furniture: what stands in its areas, and the boxes of all areas.

use crate::base::diag::{Code, Diagnostic, say};
use crate::input::decode::{Decode, OneOrMany, Sink, Spanned, Table, record, wrong_type};
use crate::input::suggest;
use crate::input::yaml::{Node, Value};
use crate::model::{Direction, VAlign};

use super::choice::{ItemAlign, PageSide};
use super::layout::FurnitureKind;
use super::place::At;
use super::table::TableItem;
use super::{Allow, Choice, Frame, Ink, LineKind, Measure, Number, Shadow};

record! {
    /// An area of furniture.
    struct FurnitureArea {
        /// `furniture`.
        #[allow(dead_code, reason = "for the schema: the reader looks at `kind` before it reads the rest")]
        kind: FurnitureKind,
        /// Its rectangle.
        at: OneOrMany<At>,
        /// What stands in it: a list, or a map whose names let another description change one item.
        items: Items,
        /// A box round it.
        frame: Option<Frame>,
        /// Faults of make-up that it may have, each with its reason.
        allow: Option<Allow>,
    }
}

/// What stands in an area, in painting order.
#[derive(Clone, Debug)]
pub(crate) struct Items(pub(crate) Vec<Item>);

impl Decode for Items {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match node.value {
            Value::Map(_) => Table::decode(node, sink)
                .map(|named: Table<Item>| Items(named.0.into_iter().map(|(_, item)| item).collect())),
            _ => Decode::decode(node, sink).map(Items),
        }
    }
}

impl schemars::JsonSchema for Items {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Items".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (list, named) = (generator.subschema_for::<Vec<Item>>(), generator.subschema_for::<Table<Item>>());
        schemars::json_schema!({"anyOf": [list, named]})
    }
}

record! {
    /// A place in an area of furniture; what is left out is 0, or the rest.
    struct ItemAt {
        /// From the left edge of the area.
        x: Option<Measure>,
        /// From the top edge of the area.
        y: Option<Measure>,
        /// Width.
        width: Option<Measure>,
        /// Height.
        height: Option<Measure>,
    }
}

/// One thing in an area of furniture: `text`, `box`, `picture`, `qr` or `rule` says which.
#[derive(Clone, Debug, schemars::JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Item {
    /// Text with fields.
    Text(Part),
    /// A ground with or without a rule.
    Box(Box),
    /// A picture.
    Picture(Art),
    /// A QR code.
    Qr(Code2d),
    /// A table.
    Table(TableItem),
    /// A rule.
    Rule(Line),
}

impl Decode for Item {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        const KINDS: [&str; 6] = ["text", "table", "box", "picture", "qr", "rule"];
        let Value::Map(entries) = &node.value else {
            return wrong_type(node, &say("映射（`text`、`rule` …）", "a map (`text`, `rule` …)"), sink);
        };
        let kind = KINDS.into_iter().find(|kind| entries.iter().any(|entry| entry.key == *kind));
        match kind {
            Some("text") => Part::decode(node, sink).map(Item::Text),
            Some("box") => Box::decode(node, sink).map(Item::Box),
            Some("picture") => Art::decode(node, sink).map(Item::Picture),
            Some("table") => TableItem::decode(node, sink).map(Item::Table),
            Some("qr") => Code2d::decode(node, sink).map(Item::Qr),
            Some(_) => Line::decode(node, sink).map(Item::Rule),
            None => {
                let message = say("看不出这是什么", "nothing says what this is");
                let found = entries.first().map_or("", |entry| entry.key.as_str());
                sink.push(Diagnostic::new(Code::MissingKey, node.span, message).hint(suggest::cure(found, KINDS)));
                None
            }
        }
    }
}

record! {
    /// Text with fields.
    struct Part {
        /// The text; a line break is a new line.
        text: Spanned<String>,
        /// A text style of the style sheet.
        style: Spanned<String>,
        /// Across; the style's when left out.
        align: Option<Choice<ItemAlign>>,
        /// Down; `top` when left out.
        valign: Option<Choice<VAlign>>,
        /// 竖排: `vertical` sets lines from top to bottom, the first at the right.
        direction: Option<Choice<Direction>>,
        /// On pages of which side it stands; on all when left out.
        on: Option<Choice<PageSide>>,
        /// Its place in the area.
        at: Option<ItemAt>,
    }
}

record! {
    /// A ground with or without a rule.
    struct Box {
        /// Its ground; `white` for paper.
        r#box: Option<Ink>,
        /// The weight of its rule.
        rule: Option<Measure>,
        /// The kind of its rule.
        line: Option<LineKind>,
        /// The colour of its rule.
        color: Option<Ink>,
        /// Of its rounded corners.
        radius: Option<Measure>,
        /// Not for print.
        #[allow(dead_code, reason = "reading it refuses it")]
        shadow: Option<Shadow>,
        /// On pages of which side it stands; on all when left out.
        on: Option<Choice<PageSide>>,
        /// Its place in the area.
        at: Option<ItemAt>,
    }
}

record! {
    /// A picture.
    struct Art {
        /// The file, beside the layout or in the edition.
        picture: Spanned<String>,
        /// What a crop must keep.
        focus: Option<Spanned<Vec<Number<0, 1000>>>>,
        /// On pages of which side it stands; on all when left out.
        on: Option<Choice<PageSide>>,
        /// Its place in the area.
        at: Option<ItemAt>,
    }
}

record! {
    /// A QR code.
    struct Code2d {
        /// What it says; fields are filled in.
        qr: Spanned<String>,
        /// On pages of which side it stands; on all when left out.
        on: Option<Choice<PageSide>>,
        /// Its place in the area; `width` is its side.
        at: Option<ItemAt>,
    }
}

record! {
    /// A rule, horizontal, or vertical when its width is 0pt.
    struct Line {
        /// Its thickness.
        rule: Measure,
        /// Its kind; `single` when left out.
        line: Option<LineKind>,
        /// Its colour; black when left out.
        color: Option<Ink>,
        /// On pages of which side it stands; on all when left out.
        on: Option<Choice<PageSide>>,
        /// Its place in the area.
        at: Option<ItemAt>,
    }
}
