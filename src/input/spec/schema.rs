//! JSON Schema (draft 2020-12) of the leaves; the rest is made from the declarations.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::choice::{Choice, Named};
use super::composition::{HyphenLetters, Hyphens};
use super::measure::{Measure, NAMED_SIZES, TypeSize};
use super::value::{FaceName, Ink, Number, Percent, Range, Whole, decimal};

/// The JSON Schema of a kind of file.
pub(crate) fn of<T: JsonSchema>(title: &str) -> serde_json::Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    super::patch::finish(schema.to_value())
}

macro_rules! leaf {
    ($([$($generics:tt)*] $Type:ty, $name:expr, $schema:expr;)+) => {
        $(impl<$($generics)*> JsonSchema for $Type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed($name)
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        })+
    };
}

/// Thousandths as a JSON number.
fn number(thousandths: i64) -> serde_json::Value {
    serde_json::from_str(&decimal(thousandths)).unwrap_or_default()
}

const LENGTH: &str = r"^-?\d{1,9}(\.\d+)?\s*(mm|cm|pt|字|行|级)$";

leaf! {
    [] Measure, "Length", json_schema!({
        "type": "string", "pattern": LENGTH, "description": "A length: mm cm pt 字 行 级", "examples": ["9pt", "15字", "2.5行"],
    });
    [] TypeSize, "Size", {
        let names: Vec<&str> = NAMED_SIZES.iter().map(|(name, _)| *name).collect();
        json_schema!({"anyOf": [
            {"type": "string", "pattern": LENGTH, "description": "A type size", "examples": ["9pt", "小五"]},
            {"enum": names},
        ]})
    };
    [] Range, "Span", json_schema!({"anyOf": [
        {"type": "string", "pattern": r"^\d+(-\d+)?$", "description": "From 1, both ends included", "examples": ["1-5"]},
        {"type": "integer", "minimum": 1},
    ]});
    [] Ink, "Colour", json_schema!({
        "type": "string",
        "description": "K 100, C0 M100 Y100 K0, white, or the name of a spot colour with a tint: 报红 40%. Behind it `overprint` or `knockout`; without either black alone overprints",
        "examples": ["K 100", "C0 M100 Y100 K0", "white"],
        "not": {"pattern": "^(#|rgb)"},
    });
    [] FaceName, "Face", json_schema!({
        "type": "string", "pattern": r"^(宋|黑|楷|仿宋)\s*\d{1,4}$", "description": "Role and weight", "examples": ["宋 500"],
    });
    [const MIN: i64, const MAX: i64] Number<MIN, MAX>, "Number", json_schema!({
        "type": "number", "minimum": number(MIN), "maximum": number(MAX),
    });
    [const MIN: u32, const MAX: u32] Whole<MIN, MAX>, "Whole", json_schema!({
        "type": "integer", "minimum": MIN, "maximum": MAX,
    });
    [const MIN: i64, const MAX: i64] Percent<MIN, MAX>, "Percent", json_schema!({
        "type": "string", "pattern": r"^\d+(\.\d+)?\s*%$", "description": format!("{MIN}% to {MAX}%"),
    });
    [T: Named] Choice<T>, T::TITLE, {
        let names: Vec<&str> = T::NAMES.iter().map(|(name, _)| *name).collect();
        json_schema!({"enum": names})
    };
}

impl JsonSchema for Hyphens {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Hyphenation")
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let letters = generator.subschema_for::<HyphenLetters>();
        json_schema!({"anyOf": [{"enum": ["on", "off"]}, {"type": "boolean"}, letters]})
    }
}
