//! The schemas: made from the types, and true of the files that are shipped.

use crate::input::{Kind, schema};

#[test]
fn schemas_know_their_keys_and_close_them() {
    for kind in Kind::ALL {
        let schema = schema(kind);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["additionalProperties"], false, "{}", kind.name());
        let properties = schema["properties"].as_object().expect("properties");
        for (key, value) in properties {
            assert!(value.get("description").is_some(), "{} {key}", kind.name());
        }
    }
    let format = schema(Kind::Format);
    assert_eq!(format["required"], serde_json::json!(["trim", "body", "pitch", "columns", "rows"]));
}

#[test]
fn every_schema_compiles() {
    for kind in Kind::ALL {
        assert!(jsonschema::validator_for(&schema(kind)).is_ok(), "{}", kind.name());
    }
}

#[test]
fn a_layout_is_held_to_its_schema() {
    let validator = jsonschema::validator_for(&schema(Kind::Layout)).expect("a schema");
    let area = |area: serde_json::Value| serde_json::json!({"format": "broadsheet", "areas": {"a": area}});
    let right = serde_json::json!({"kind": "story", "at": {"columns": "1-4", "rows": 5}, "frame": {"tint": "K 8"}});
    assert!(validator.is_valid(&area(right)));
    let item = serde_json::json!({"box": "K 8"});
    assert!(
        validator.is_valid(&area(
            serde_json::json!({"kind": "furniture", "at": {"columns": 1, "rows": 5}, "items": [item]})
        ))
    );
    assert!(!validator.is_valid(&area(serde_json::json!({"kind": "stroy", "at": {"columns": 1, "rows": 5}}))));
    assert!(
        !validator.is_valid(&area(serde_json::json!({"kind": "story", "at": {"columns": 1, "rows": 5}, "haed": {}})))
    );
}

#[test]
fn the_files_that_are_shipped_are_true_to_their_schemas() {
    let layouts = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts");
    for (kind, folder) in
        [(Kind::Format, "formats"), (Kind::Styles, "styles"), (Kind::Press, "press"), (Kind::Layout, "")]
    {
        let validator = jsonschema::validator_for(&schema(kind)).expect("a schema");
        let mut count = 0;
        for entry in std::fs::read_dir(layouts.join(folder)).expect("a folder").flatten() {
            if entry.path().extension().is_some_and(|extension| extension == "yaml") {
                let text = std::fs::read_to_string(entry.path()).expect("a file");
                let value: serde_json::Value = serde_saphyr::from_str(&text).expect("YAML");
                let wrong: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
                assert_eq!(wrong, Vec::<String>::new(), "{}", entry.path().display());
                count += 1;
            }
        }
        assert!(count > 0, "no {folder}");
    }
}
