//! Rules and boxes: kinds of rule, ornaments, rounded corners, and what print cannot hold.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::base::diag::{Code, Diagnostic, say};
use crate::input::decode::{Decode, Sink, Spanned, record};
use crate::input::yaml::{Node, Value};
use crate::model::LineStyle;

use super::{Choice, Ink, Measure};

record! {
    /// A box.
    struct Frame {
        /// The weight of its rule, the height of an ornament; no rule when left out.
        rule: Option<Measure>,
        /// The kind of its rule; `single` when left out.
        line: Option<LineKind>,
        /// Taken from both sides of the area.
        padding: Option<Measure>,
        /// Its ground.
        tint: Option<Ink>,
        /// The colour of its rule; black when left out.
        color: Option<Ink>,
        /// Of its rounded corners.
        radius: Option<Measure>,
        /// Not for print: a soft shadow does not hold on newsprint.
        #[allow(dead_code, reason = "reading it refuses it")]
        shadow: Option<Shadow>,
    }
}

/// The kind of a rule.
#[derive(Clone, Debug)]
pub(crate) enum LineKind {
    /// One that has a name.
    Named(LineStyle),
    /// 花边.
    Ornament(Spanned<String>),
}

record! {
    /// 花边.
    struct Ornamented {
        /// The drawing, without its extension, in an `ornaments/` beside page descriptions.
        ornament: Spanned<String>,
    }
}

impl Decode for LineKind {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match node.value {
            Value::Map(_) => Ornamented::decode(node, sink).map(|map| LineKind::Ornament(map.ornament)),
            _ => Choice::decode(node, sink).map(|Choice(name)| LineKind::Named(name)),
        }
    }
}

impl JsonSchema for LineKind {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Line_kind".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (name, ornament) =
            (generator.subschema_for::<Choice<LineStyle>>(), generator.subschema_for::<Ornamented>());
        schemars::json_schema!({"anyOf": [name, ornament]})
    }
}

record! {
    /// A rule in full.
    struct FullRule {
        /// Its weight; the height of an ornament.
        rule: Measure,
        /// Its kind; `single` when left out.
        line: Option<LineKind>,
        /// Its colour; black when left out.
        color: Option<Ink>,
        /// Its length, of one between stories: centred; the column's when left out.
        width: Option<Measure>,
    }
}

/// A rule between columns or stories: its weight, or all of it.
#[derive(Clone, Debug)]
pub(crate) enum Ruling {
    /// A single black one.
    Weight(Measure),
    /// Any other.
    Full(FullRule),
}

impl Decode for Ruling {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match node.value {
            Value::Map(_) => FullRule::decode(node, sink).map(Ruling::Full),
            _ => Measure::decode(node, sink).map(Ruling::Weight),
        }
    }
}

impl JsonSchema for Ruling {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Ruling".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (weight, full) = (generator.subschema_for::<Measure>(), generator.subschema_for::<FullRule>());
        schemars::json_schema!({"anyOf": [weight, full]})
    }
}

/// `shadow`: a key that desktop programs have, and that is refused.
///
/// Source: `makeup.md` 7: coldset newsprint holds no soft tones under 3 %, and gains 26 % at the middle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shadow;

impl Decode for Shadow {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        if matches!(&node.value, Value::Scalar(text) if matches!(text.as_str(), "none" | "false")) {
            return Some(Shadow);
        }
        let message = say(
            "投影不能上报纸：透明和柔和的灰在新闻纸上印不出来",
            "a shadow cannot be printed: transparency and soft greys do not hold on newsprint",
        );
        let hint = say(
            "请改用底纹 `tint: K 10`，或双线 `line: double`、文武线 `line: thick-thin`",
            "use a ground, `tint: K 10`, or `line: double`, `line: thick-thin`",
        );
        sink.push(Diagnostic::new(Code::EffectRefused, node.span, message).hint(hint));
        None
    }
}

impl JsonSchema for Shadow {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Shadow".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({"enum": ["none", false], "description": "Not for print"})
    }
}
