//! `lint:` and `allow:`: how make-up is judged, and what a page may do all the same.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value as Json, json};

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::input::decode::{Decode, Sink, wrong_type};
use crate::input::yaml::{Entry, Node, Value};
use crate::model::lint::{RULES, rule_named};
use crate::model::{Level, LimitKind, Rule};

use super::choice::Named;
use super::{Choice, Measure, Number, Whole};

/// The longest reason, in characters: a sentence, not an essay.
const LONGEST_REASON: usize = 400;

/// What is said of rules, in the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct Lint(pub(crate) Vec<LintRule>);

/// What is said of one rule.
#[derive(Clone, Debug)]
pub(crate) struct LintRule {
    pub(crate) code: Code,
    pub(crate) level: Option<Level>,
    /// Limits by their place in the rule.
    pub(crate) limits: Vec<(usize, LimitValue)>,
}

/// A limit as written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LimitValue {
    /// A count, or a ratio in thousandths.
    Plain(i64),
    /// A length.
    Length(Measure),
}

impl Decode for Lint {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let rule = |(rule, entry): (&'static Rule, &Entry), sink: &mut Sink| one_rule(rule, &entry.node, sink);
        let found: Vec<LintRule> = named_rules(node, sink)?.into_iter().filter_map(|pair| rule(pair, sink)).collect();
        Some(Lint(found))
    }
}

/// The entries of a map whose keys are rules; another key is reported.
fn named_rules<'n>(node: &'n Node, sink: &mut Sink) -> Option<Vec<(&'static Rule, &'n Entry)>> {
    let Value::Map(_) = &node.value else {
        return wrong_type(node, &say("映射 `规则: …`", "a map `rule: …`"), sink);
    };
    let names: Vec<&str> = RULES.iter().map(|rule| rule.code.as_str()).collect();
    let entries = crate::input::decode::entries(node, &names, sink)?;
    Some(entries.iter().filter_map(|entry| Some((rule_named(&entry.key)?, entry))).collect())
}

/// A level, the first limit, or a map of the level and the limits.
fn one_rule(rule: &'static Rule, node: &Node, sink: &mut Sink) -> Option<LintRule> {
    let mut found = LintRule { code: rule.code, level: None, limits: Vec::new() };
    match &node.value {
        Value::Map(_) => {
            let keys: Vec<&str> = std::iter::once("level").chain(rule.limits.iter().map(|limit| limit.name)).collect();
            for entry in crate::input::decode::entries(node, &keys, sink)? {
                if entry.key == "level" {
                    found.level = Choice::decode(&entry.node, sink).map(|Choice(level)| level);
                } else if let Some(index) = rule.limits.iter().position(|limit| limit.name == entry.key) {
                    found.limits.extend(value(rule.limits[index].kind, &entry.node, sink).map(|value| (index, value)));
                }
            }
        }
        Value::Scalar(text) if !Level::NAMES.iter().any(|(name, _)| name == text) && !rule.limits.is_empty() => {
            found.limits.push((0, value(rule.limits[0].kind, node, sink)?));
        }
        _ => found.level = Choice::decode(node, sink).map(|Choice(level)| level),
    }
    Some(found)
}

fn value(kind: LimitKind, node: &Node, sink: &mut Sink) -> Option<LimitValue> {
    match kind {
        LimitKind::Count(_) => Whole::<0, 999>::decode(node, sink).map(|count| LimitValue::Plain(i64::from(count.0))),
        LimitKind::Ratio(_) => {
            Number::<0, 100_000>::decode(node, sink).map(|ratio| LimitValue::Plain(ratio.0.thousandths()))
        }
        _ => Measure::decode(node, sink).map(LimitValue::Length),
    }
}

/// Faults that are allowed, each with its reason.
#[derive(Clone, Debug)]
pub(crate) struct Allow(pub(crate) Vec<Allowed>);

/// One fault that is allowed.
#[derive(Clone, Debug)]
pub(crate) struct Allowed {
    pub(crate) code: Code,
    /// `None` where nothing is said.
    pub(crate) reason: Option<String>,
    pub(crate) span: Span,
}

impl Decode for Allow {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let mut found = Vec::new();
        for (rule, entry) in named_rules(node, sink)? {
            let reason = match &entry.node.value {
                Value::Null => None,
                Value::Scalar(text) => Some(text.trim().to_owned()).filter(|reason| !reason.is_empty()),
                _ => {
                    wrong_type::<()>(&entry.node, &say("一句理由", "a reason in words"), sink);
                    continue;
                }
            };
            if reason.as_ref().is_some_and(|reason| reason.chars().count() > LONGEST_REASON) {
                let message = say("理由太长", "the reason is too long");
                let hint = say(format!("最多 {LONGEST_REASON} 字"), format!("at most {LONGEST_REASON} characters"));
                sink.push(Diagnostic::new(Code::OutOfRange, entry.node.span, message).hint(hint));
                continue;
            }
            found.push(Allowed { code: rule.code, reason, span: entry.key_span });
        }
        Some(Allow(found))
    }
}

impl JsonSchema for Lint {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Lint".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let level = generator.subschema_for::<Choice<Level>>().to_value();
        let mut rules = Map::new();
        for rule in RULES {
            let mut keys = Map::new();
            keys.insert("level".to_owned(), level.clone());
            for limit in rule.limits {
                keys.insert(limit.name.to_owned(), limit_schema(limit.kind, generator));
            }
            let mut forms = vec![level.clone()];
            forms.extend(rule.limits.first().map(|limit| limit_schema(limit.kind, generator)));
            forms.push(json!({"type": "object", "properties": keys, "additionalProperties": false}));
            rules.insert(rule.code.as_str().to_owned(), json!({"description": rule.code.doc(), "anyOf": forms}));
        }
        json_schema!({"type": "object", "properties": rules, "additionalProperties": false})
    }
}

fn limit_schema(kind: LimitKind, generator: &mut SchemaGenerator) -> Json {
    match kind {
        LimitKind::Count(_) => generator.subschema_for::<Whole<0, 999>>().to_value(),
        LimitKind::Ratio(_) => generator.subschema_for::<Number<0, 100_000>>().to_value(),
        _ => generator.subschema_for::<Measure>().to_value(),
    }
}

impl JsonSchema for Allow {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Allow".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let one = |rule: &Rule| {
            let reason = json!({
                "type": "string",
                "description": rule.code.doc(),
                "minLength": 1,
                "maxLength": LONGEST_REASON,
            });
            (rule.code.as_str().to_owned(), reason)
        };
        let rules: Map<String, Json> = RULES.iter().map(one).collect();
        json_schema!({"type": "object", "properties": rules, "additionalProperties": false})
    }
}
