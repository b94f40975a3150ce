//! The smallest value that fits a schema of the document, its own examples first.
use serde_json::{Map, Value, json};

const DEPTH_MAX: usize = 16;

/// A value of this schema.
pub fn sample(document: &Value, schema: &Value) -> Value {
    at_depth(document, schema, 0)
}

fn at_depth(document: &Value, schema: &Value, depth: usize) -> Value {
    assert!(depth < DEPTH_MAX, "the schema has no end: {schema}");
    if let Some(name) = schema["$ref"].as_str() {
        return at_depth(document, resolved(document, name), depth + 1);
    }
    let given = [&schema["example"], &schema["examples"][0], &schema["const"], &schema["enum"][0], &schema["default"]];
    if let Some(value) = given.into_iter().find(|value| !value.is_null()) {
        return value.clone();
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[choice].as_array() {
            let first = choices.iter().find(|choice| choice["type"] != "null").expect("a choice that is not null");
            return at_depth(document, first, depth + 1);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().map(|part| at_depth(document, part, depth + 1));
        return parts.flat_map(|part| part.as_object().cloned().unwrap_or_default()).collect::<Map<_, _>>().into();
    }
    of_type(document, schema, depth)
}

/// What `#/components/schemas/Name` names.
pub fn resolved<'a>(document: &'a Value, name: &str) -> &'a Value {
    let found = document.pointer(name.trim_start_matches('#'));
    found.unwrap_or_else(|| panic!("the document names {name} and does not hold it"))
}

fn of_type(document: &Value, schema: &Value, depth: usize) -> Value {
    let kinds = schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
    let kind = kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null");
    match kind {
        Some("object") => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let fields =
                required.map(|name| (name.to_owned(), at_depth(document, &schema["properties"][name], depth + 1)));
            fields.collect::<Map<_, _>>().into()
        }
        Some("array") => {
            let least = schema["minItems"].as_u64().unwrap_or(0);
            (0..least).map(|_| at_depth(document, &schema["items"], depth + 1)).collect()
        }
        Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or(json!(1)),
        Some("boolean") => json!(false),
        Some("string") => text(schema),
        _ => json!("x"),
    }
}

fn text(schema: &Value) -> Value {
    let least = usize::try_from(schema["minLength"].as_u64().unwrap_or(1)).unwrap();
    match schema["format"].as_str() {
        Some("uuid") => json!("0192b0c0-0000-7000-8000-000000000001"),
        Some("date") => json!("2026-11-21"),
        Some("date-time") => json!("2026-11-21T09:00:00Z"),
        Some("email") => json!("ada@example.com"),
        _ => json!("x".repeat(least.max(1))),
    }
}

#[test]
fn a_sample_holds_what_is_required_and_no_more() {
    let document = json!({ "components": { "schemas": {
        "Name": { "type": "string", "examples": ["Harbour House"] },
        "Kind": { "type": "string", "enum": ["goods", "services"] },
    } } });
    let schema = json!({
        "type": "object",
        "required": ["name", "kind", "lines", "note"],
        "properties": {
            "name": { "$ref": "#/components/schemas/Name" },
            "kind": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Kind" }] },
            "lines": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["id"], "properties": {
                "id": { "type": "string", "format": "uuid" },
            } } },
            "note": { "type": ["string", "null"], "minLength": 3 },
            "left_out": { "type": "string" },
        },
    });

    let expected = json!({
        "name": "Harbour House",
        "kind": "goods",
        "lines": [{ "id": "0192b0c0-0000-7000-8000-000000000001" }],
        "note": "xxx",
    });
    assert_eq!(sample(&document, &schema), expected);
}
