//! The limits of what the document describes: those that a format or a number has by itself, and the one of all that we say.
//!
//! What a request holds says its own limit, where its type enforces it; `tests/openapi` refuses a document where one does not.
use std::collections::HashSet;

use serde_json::{Map, Value, json};

/// No text that we send has more characters, and no list more entries, unless its type says otherwise.
const SAID_MAX: u64 = 10_000;
// What JSON numbers hold exactly (RFC 8259, section 6).
const EXACT_MAX: i64 = 9_007_199_254_740_991;
/// Keywords whose value is no schema.
const NO_SCHEMA: [&str; 5] = ["const", "default", "enum", "example", "examples"];

/// Adds them wherever a schema does not say its own.
pub fn describe(document: &mut Value) {
    let taken = taken(document);
    for part in ["schemas", "headers"] {
        for (name, described) in document.pointer_mut(&format!("/components/{part}")).into_iter().flat_map(members) {
            limit(described, part == "headers" || !taken.contains(name.as_str()));
        }
    }
    let items = document.get_mut("paths").into_iter().flat_map(members);
    for (_, operation) in items.flat_map(|(_, item)| members(item)) {
        for (name, part) in members(operation) {
            match name.as_str() {
                "responses" => members(part).for_each(|(_, answer)| limit_answer(answer)),
                _ => limit(part, false),
            }
        }
    }
}

fn limit_answer(answer: &mut Value) {
    for (name, part) in members(answer) {
        match name.as_str() {
            // A file says its own limit too.
            "content" => members(part).for_each(|(kind, content)| limit(content, kind.ends_with("json"))),
            _ => limit(part, true),
        }
    }
}

fn members(value: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    value.as_object_mut().into_iter().flatten()
}

/// The names of the schemas that a request may hold.
fn taken(document: &Value) -> HashSet<String> {
    let items = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let operations = items.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    let mut open: Vec<_> = operations
        .flat_map(|(_, operation)| [operation.get("parameters"), operation.get("requestBody")])
        .flatten()
        .collect();
    let mut found = HashSet::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                let place = fields.get("$ref").and_then(Value::as_str).unwrap_or_default();
                let name = place.strip_prefix("#/components/schemas/").unwrap_or_default();
                if !name.is_empty() && found.insert(name.to_owned()) {
                    open.extend(document.pointer(place.trim_start_matches('#')));
                }
                open.extend(fields.values());
            }
            Value::Array(items) => open.extend(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

fn limit(value: &mut Value, is_said: bool) {
    match value {
        Value::Object(schema) => {
            if is(schema, "string") {
                limit_text(schema, is_said);
            }
            if is(schema, "integer") {
                limit_integer(schema);
            }
            if is(schema, "array") && is_said {
                schema.entry("maxItems").or_insert(json!(SAID_MAX));
            }
            for (keyword, part) in schema.iter_mut().filter(|(keyword, _)| !NO_SCHEMA.contains(&keyword.as_str())) {
                if keyword == "properties" {
                    // A field may be named like a keyword.
                    members(part).for_each(|(_, field)| limit(field, is_said));
                } else {
                    limit(part, is_said);
                }
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(|part| limit(part, is_said)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is(schema: &Map<String, Value>, kind: &str) -> bool {
    match &schema.get("type") {
        Some(Value::String(one)) => one == kind,
        Some(Value::Array(several)) => several.iter().any(|one| one == kind),
        _ => false,
    }
}

fn limit_text(schema: &mut Map<String, Value>, is_said: bool) {
    if ["enum", "const"].iter().any(|keyword| schema.contains_key(*keyword)) {
        return;
    }
    let longest = match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => Some(36),
        Some("date") => Some(10),
        // With nine digits of a second and an offset.
        Some("date-time") => Some(35),
        _ => is_said.then_some(SAID_MAX),
    };
    if let Some(longest) = longest {
        schema.entry("maxLength").or_insert(json!(longest));
    }
}

fn limit_integer(schema: &mut Map<String, Value>) {
    let format = schema.entry("format").or_insert(json!("int32"));
    let (least, most) = match format.as_str() {
        Some("int64") => (-EXACT_MAX, EXACT_MAX),
        _ => (i64::from(i32::MIN), i64::from(i32::MAX)),
    };
    for (keyword, exclusive, bound) in [("minimum", "exclusiveMinimum", least), ("maximum", "exclusiveMaximum", most)] {
        if !schema.contains_key(exclusive) {
            schema.entry(keyword).or_insert(json!(bound));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(mut document: Value) -> Value {
        describe(&mut document);
        document
    }

    fn document() -> Value {
        let named = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        json!({
            "paths": { "/orders": { "post": {
                "parameters": [{ "name": "on", "schema": { "type": "string", "format": "date" } }],
                "requestBody": { "content": { "application/json": { "schema": named("Draft") } } },
                "responses": { "200": { "content": {
                    "application/json": { "schema": named("Order") },
                    "application/pdf": { "schema": { "type": "string", "format": "binary" } },
                } } },
            } } },
            "components": { "schemas": {
                "Draft": { "properties": { "note": { "type": "string" }, "lines": { "type": "array", "items": named("Line") } } },
                "Line": { "properties": { "text": { "type": ["string", "null"] }, "count": { "type": "integer", "maximum": 9 } } },
                "Order": { "properties": {
                    "why": { "type": "string" },
                    "lines": { "type": "array", "items": { "type": "string", "maxLength": 5 } },
                    "example": { "type": "integer", "format": "int64", "exclusiveMinimum": 0 },
                    "kind": { "type": "string", "enum": ["goods"] },
                }, "example": { "type": "string" } },
            } },
        })
    }

    #[test]
    fn what_we_say_has_one_limit_unless_its_type_says_another() {
        let document = described(document());

        let order = &document["components"]["schemas"]["Order"];
        assert_eq!(
            *order,
            json!({ "properties": {
                "why": { "type": "string", "maxLength": 10_000 },
                "lines": { "type": "array", "items": { "type": "string", "maxLength": 5 }, "maxItems": 10_000 },
                "example": { "type": "integer", "format": "int64", "exclusiveMinimum": 0, "maximum": EXACT_MAX },
                "kind": { "type": "string", "enum": ["goods"] },
            }, "example": { "type": "string" } })
        );
    }

    #[test]
    fn what_we_take_says_its_limit_itself() {
        let document = described(document());

        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["Draft"]["properties"]["note"], json!({ "type": "string" }));
        assert_eq!(schemas["Draft"]["properties"]["lines"].get("maxItems"), None);
        assert_eq!(schemas["Line"]["properties"]["text"], json!({ "type": ["string", "null"] }));
    }

    #[test]
    fn a_format_and_a_number_have_limits_by_themselves() {
        let document = described(document());

        let operation = &document["paths"]["/orders"]["post"];
        assert_eq!(operation["parameters"][0]["schema"]["maxLength"], 10);
        let count = &document["components"]["schemas"]["Line"]["properties"]["count"];
        assert_eq!(*count, json!({ "type": "integer", "maximum": 9, "format": "int32", "minimum": i32::MIN }));
    }

    #[test]
    fn a_file_says_its_limit_itself() {
        let document = described(document());

        let content = &document["paths"]["/orders"]["post"]["responses"]["200"]["content"];
        assert_eq!(content["application/pdf"]["schema"], json!({ "type": "string", "format": "binary" }));
    }
}
