//! From nodes to typed values, all mistakes collected.
//!
//! A type says how it is read ([`Decode`]); [`record!`] makes both the reader and, through schemars,
//! the JSON Schema from one declaration.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::base::diag::{Code, Diagnostic, Say, Span, say};

use super::suggest;
use super::yaml::{Entry, Node, Value};

/// Where diagnostics are collected.
pub(crate) type Sink = Vec<Diagnostic>;

/// A value that can be read from YAML.
pub(crate) trait Decode: Sized {
    /// Reads it, or tells `sink` why not.
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self>;

    /// The value of a key that is left out; `None` where it must not be.
    fn absent() -> Option<Self> {
        None
    }

    /// What stands in for a key that must not be left out, once that is reported.
    fn missing() -> Option<Self> {
        None
    }
}

/// A value and the place where it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub(crate) value: T,
    /// Its place.
    pub(crate) span: Span,
}

impl<T: Decode> Decode for Spanned<T> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        Some(Spanned { value: T::decode(node, sink)?, span: node.span })
    }
}

/// Null is as good as left out.
impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match node.value {
            Value::Null => Some(None),
            // A wrong value was reported; the rest of the record is still of use.
            _ => Some(T::decode(node, sink)),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// A value that must be there, and without which the rest is read all the same, so that more mistakes
/// are found in one run. `None` was reported.
#[derive(Clone, Debug)]
pub(crate) struct Needed<T>(pub(crate) Option<T>);

impl<T: Decode> Decode for Needed<T> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        Some(Needed(T::decode(node, sink)))
    }

    fn missing() -> Option<Self> {
        Some(Needed(None))
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        T::decode(node, sink).map(Box::new)
    }
}

/// Items that cannot be read are left out, and reported.
impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match &node.value {
            Value::List(items) => Some(items.iter().filter_map(|item| T::decode(item, sink)).collect()),
            _ => wrong_type(node, &say("列表 `[…]`", "a list `[…]`"), sink),
        }
    }
}

/// Named values, in the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct Table<T>(pub(crate) Vec<(Spanned<String>, T)>);

impl<T> Table<T> {
    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
    }

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.value.as_str())
    }
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table(Vec::new())
    }
}

impl<T: Decode> Decode for Table<T> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return wrong_type(node, &say("映射 `名称: 值`", "a map `name: value`"), sink);
        };
        report_duplicates(entries, sink);
        let entry = |entry: &Entry| {
            let key = Spanned { value: entry.key.clone(), span: entry.key_span };
            Some((key, T::decode(&entry.node, sink)?))
        };
        Some(Table(entries.iter().filter_map(entry).collect()))
    }
}

/// One value, or a list of them.
#[derive(Clone, Debug)]
pub(crate) struct OneOrMany<T>(pub(crate) Vec<T>);

impl<T: Decode> Decode for OneOrMany<T> {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match &node.value {
            Value::List(items) => {
                let many: Vec<T> = items.iter().filter_map(|item| T::decode(item, sink)).collect();
                if items.is_empty() {
                    let message = say("列表是空的", "the list is empty");
                    let hint = say("请至少写一项，或删去这个键", "write at least one, or leave the key out");
                    sink.push(Diagnostic::new(Code::BadValue, node.span, message).hint(hint));
                }
                (!many.is_empty()).then_some(OneOrMany(many))
            }
            _ => T::decode(node, sink).map(|one| OneOrMany(vec![one])),
        }
    }
}

/// The text of a scalar; `wanted` says what should be here.
pub(crate) fn scalar<'a>(node: &'a Node, wanted: &Say, sink: &mut Sink) -> Option<&'a str> {
    match &node.value {
        Value::Scalar(text) => Some(text),
        _ => wrong_type(node, wanted, sink),
    }
}

/// Reports a value of a wrong type.
pub(crate) fn wrong_type<T>(node: &Node, wanted: &Say, sink: &mut Sink) -> Option<T> {
    let (zh, en) = match node.value {
        Value::Null => ("空", "nothing"),
        Value::Scalar(_) => ("单个值", "a single value"),
        Value::Map(_) => ("映射", "a map"),
        Value::List(_) => ("列表", "a list"),
    };
    let message = say(format!("应当是{}，这里是{zh}", wanted.zh), format!("{} is wanted, not {en}", wanted.en));
    let hint = say(format!("请写成{}", wanted.zh), format!("write {}", wanted.en));
    sink.push(Diagnostic::new(Code::WrongType, node.span, message).hint(hint));
    None
}

impl Decode for String {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        scalar(node, &say("文字", "text"), sink).map(str::to_owned)
    }
}

impl Decode for bool {
    fn decode(node: &Node, sink: &mut Sink) -> Option<Self> {
        match scalar(node, &say("true 或 false", "true or false"), sink)? {
            "true" => Some(true),
            "false" => Some(false),
            other => {
                let message = say(format!("`{other}` 不是 true 或 false"), format!("`{other}` is not true or false"));
                let hint = suggest::cure(other, ["true", "false"]);
                sink.push(Diagnostic::new(Code::BadValue, node.span, message).hint(hint));
                None
            }
        }
    }
}

/// The entries of a map all of whose keys must be among `keys`.
pub(crate) fn entries<'a>(node: &'a Node, keys: &[&str], sink: &mut Sink) -> Option<&'a [Entry]> {
    let Value::Map(entries) = &node.value else {
        let list = keys.join(" ");
        let wanted = say(format!("映射（键：{list}）"), format!("a map (keys: {list})"));
        return wrong_type(node, &wanted, sink);
    };
    report_duplicates(entries, sink);
    for entry in entries.iter().filter(|entry| !keys.contains(&entry.key.as_str())) {
        let message = say(format!("没有 `{}` 这个键", entry.key), format!("unknown key `{}`", entry.key));
        let cure = suggest::cure(&entry.key, keys.iter().copied());
        sink.push(Diagnostic::new(Code::UnknownKey, entry.key_span, message).hint(cure));
    }
    Some(entries)
}

/// The value of one key of a map.
pub(crate) fn field<T: Decode>(entries: &[Entry], key: &str, node: &Node, sink: &mut Sink) -> Option<T> {
    if let Some(entry) = entries.iter().find(|entry| entry.key == key) {
        return T::decode(&entry.node, sink);
    }
    let mut value = T::absent();
    if value.is_none() {
        value = T::missing();
        let message = say(format!("缺少 `{key}`"), format!("`{key}` is missing"));
        let hint = say(format!("请加上 `{key}:`"), format!("add `{key}:`"));
        sink.push(Diagnostic::new(Code::MissingKey, head(node), message).hint(hint));
    }
    value
}

/// The start of a long value, which is enough to show it.
fn head(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |entry| entry.key_span),
        _ => node.span,
    }
}

/// Reports keys that are written twice.
pub(crate) fn report_duplicates(entries: &[Entry], sink: &mut Sink) {
    let mut seen: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in entries {
        let first = *seen.entry(&entry.key).or_insert(entry);
        if !std::ptr::eq(first, entry) {
            sink.push(
                Diagnostic::new(
                    Code::DuplicateKey,
                    entry.key_span,
                    say(format!("`{}` 写了两次", entry.key), format!("`{}` is written twice", entry.key)),
                )
                .hint(say("请删去一个", "delete one of them"))
                .note(first.key_span, say("第一次在这里", "first here")),
            );
        }
    }
}

/// Declares a map with fixed keys: the struct, its reader and its JSON Schema. A field is optional
/// when its type is an `Option`.
macro_rules! record {
    ($(#[$meta:meta])* struct $Name:ident { $($(#[$about:meta])* $field:ident: $Type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub(crate) struct $Name {
            /// Where it is written.
            #[schemars(skip)]
            #[allow(dead_code, reason = "every record knows its place; not every place is asked for")]
            pub(crate) span: $crate::base::diag::Span,
            $($(#[$about])* pub(crate) $field: $Type,)*
        }

        impl $crate::input::decode::Decode for $Name {
            fn decode(node: &$crate::input::yaml::Node, sink: &mut $crate::input::decode::Sink) -> Option<Self> {
                const KEYS: &[&str] = &[$($crate::input::decode::key(stringify!($field))),*];
                let entries = $crate::input::decode::entries(node, KEYS, sink)?;
                let mut keys = KEYS.iter();
                $(let $field: Option<$Type> =
                    keys.next().and_then(|key| $crate::input::decode::field(entries, key, node, sink));)*
                Some($Name { span: node.span, $($field: $field?,)* })
            }
        }
    };
}
pub(crate) use record;

/// The YAML key of a field: a raw identifier without its mark.
pub(crate) const fn key(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// A wrapper that YAML does not show.
macro_rules! transparent {
    ($($Wrapper:ident),+) => {
        $(impl<T: JsonSchema> JsonSchema for $Wrapper<T> {
            fn inline_schema() -> bool {
                T::inline_schema()
            }
            fn schema_name() -> Cow<'static, str> {
                T::schema_name()
            }
            fn schema_id() -> Cow<'static, str> {
                T::schema_id()
            }
            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                T::json_schema(generator)
            }
        })+
    };
}

transparent!(Spanned, Needed);

impl<T: JsonSchema> JsonSchema for Table<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Table_of_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({"type": "object", "additionalProperties": generator.subschema_for::<T>()})
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("One_or_many_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        schemars::json_schema!({"anyOf": [one.clone(), {"type": "array", "minItems": 1, "items": one}]})
    }
}
