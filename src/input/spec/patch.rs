//! Parts of a description that are laid over another: read once they are merged, and described by a
//! schema in which nothing is required and everything may be taken away.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::input::decode::{Decode, Sink};
use crate::input::yaml::Node;

/// A part of a `T`, as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Patch<T> {
    node: Node,
    of: PhantomData<T>,
}

impl<T> Patch<T> {
    /// What is laid over.
    pub(crate) fn node(&self) -> &Node {
        &self.node
    }
}

impl<T> Decode for Patch<T> {
    fn decode(node: &Node, _: &mut Sink) -> Option<Self> {
        Some(Patch { node: node.clone(), of: PhantomData })
    }
}

/// Marks a schema that [`finish`] loosens.
const MARK: &str = "patchOf";

impl<T: JsonSchema> JsonSchema for Patch<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Patch_of_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({MARK: generator.subschema_for::<T>()})
    }
}

/// Makes the marked schemas of a root schema loose, and adds the definitions that they then need.
pub(super) fn finish(mut root: Value) -> Value {
    let mut wanted = BTreeSet::new();
    replace(&mut root, &mut wanted);
    let mut made: Map<String, Value> = Map::new();
    while let Some(name) = wanted.pop_first() {
        let full = root["$defs"][&name].clone();
        let mut loose = loosened(&full, &mut wanted);
        if full["properties"]["kind"].is_object() {
            let before =
                json!({"type": "string", "description": "The area before which this one stands in the order."});
            loose["properties"]["before"] = before;
        }
        made.insert(loose_name(&name), loose);
        wanted.retain(|name| !made.contains_key(&loose_name(name)));
    }
    if let Some(definitions) = root.get_mut("$defs").and_then(Value::as_object_mut) {
        definitions.append(&mut made);
    }
    root
}

fn loose_name(name: &str) -> String {
    format!("{name}.part")
}

fn replace(value: &mut Value, wanted: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(full) = map.remove(MARK) {
                if let Value::Object(loose) = loosened(&full, wanted) {
                    map.extend(loose);
                }
            } else {
                map.values_mut().for_each(|value| replace(value, wanted));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| replace(value, wanted)),
        _ => {}
    }
}

/// The schema of a part: no key is required, and null takes a key away. Lists are replaced as they stand,
/// so what is in them is whole.
fn loosened(full: &Value, wanted: &mut BTreeSet<String>) -> Value {
    const DEFINITIONS: &str = "#/$defs/";
    let Value::Object(map) = full else { return full.clone() };
    let mut loose = Map::new();
    for (key, value) in map {
        let value = match (key.as_str(), value) {
            ("required", _) => continue,
            ("$ref", Value::String(to)) => match to.strip_prefix(DEFINITIONS) {
                Some(name) => {
                    wanted.insert(name.to_owned());
                    json!(format!("{DEFINITIONS}{}", loose_name(name)))
                }
                None => value.clone(),
            },
            ("properties", Value::Object(properties)) => {
                properties.iter().map(|(key, value)| (key.clone(), or_nothing(loosened(value, wanted)))).collect()
            }
            ("additionalProperties", Value::Object(_)) => or_nothing(loosened(value, wanted)),
            ("anyOf" | "oneOf" | "allOf", Value::Array(list)) => {
                list.iter().map(|value| loosened(value, wanted)).collect()
            }
            _ => value.clone(),
        };
        loose.insert(key.clone(), value);
    }
    Value::Object(loose)
}

fn or_nothing(mut schema: Value) -> Value {
    let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
    let mut either = json!({"anyOf": [schema, {"type": "null"}]});
    if let Some(description) = description {
        either["description"] = description;
    }
    either
}

/// The schema of a page description: what extends another is a part, and what has masters need not say
/// all of an area.
pub(crate) fn layout_schema(mut root: Value) -> Value {
    let areas = root["properties"]["areas"].clone();
    let description = areas["description"].clone();
    root["properties"]["areas"] = json!({"type": "object", "description": description});
    let needed = root.as_object_mut().and_then(|root| root.remove("required")).unwrap_or_else(|| json!([]));
    let alone = json!({"not": {"anyOf": [{"required": ["extends"]}, {"required": ["master"]}]}});
    root["allOf"] = json!([
        {"if": {"not": {"required": ["extends"]}}, "then": {"required": needed}},
        {"if": alone, "then": {"properties": {"areas": areas}}, "else": {"properties": {"areas": {MARK: areas}}}},
    ]);
    finish(root)
}
