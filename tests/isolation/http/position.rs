//! Where an id can stand in a request, as the document describes its operations.
use std::{collections::BTreeMap, fmt};

use serde_json::Value;

use super::excepted;
use crate::{sample::resolved, telling::Telling};

/// A place of a request in which something of another organisation can be named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// The so manyth of the address.
    Path(usize, String),
    Query(String, Asked),
    Body(Vec<Step>),
    /// The `If-Match` beside an id of the address: a revision is no id, but must not tell whether there is one.
    Revision,
    /// The `Idempotency-Key`, which the other organisation used before.
    Key,
}

/// What a filter asks by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    Id,
    Cursor,
    /// A term that stands in texts.
    Term,
}

/// A step into a body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Field(String),
    Each,
}

const TERMS: [&str; 2] = ["q", "text"];
const DEPTH_MAX: usize = 12;

/// The positions of every operation of organisations, by its id; operators are of none, and `tests/api/platform` tries them.
pub fn positions(document: &Value) -> BTreeMap<String, Vec<Position>> {
    let paths = document["paths"].as_object().expect("paths");
    let operations = paths.values().flat_map(|methods| methods.as_object().into_iter().flatten());
    operations
        .filter(|(_, operation)| operation["x-plane"] != "platform")
        .map(|(_, operation)| {
            let id = operation["operationId"].as_str().expect("an operation id").to_owned();
            let is_word = |place: &Position| match place {
                Position::Path(_, name) => excepted::WORDS.contains(&(&*id, &**name)),
                Position::Query(..) | Position::Body(_) | Position::Revision | Position::Key => false,
            };
            let mut places: Vec<_> =
                of_operation(document, operation).into_iter().filter(|place| !is_word(place)).collect();
            // Beside words alone a revision is one of the own organisation's.
            if !places.iter().any(|place| matches!(place, Position::Path(..))) {
                places.retain(|place| *place != Position::Revision);
            }
            (id, places)
        })
        .collect()
}

fn of_operation(document: &Value, operation: &Value) -> Vec<Position> {
    let (mut found, mut revision, mut place) = (Vec::new(), None, 0);
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().expect("a name").to_owned();
        match parameter["in"].as_str() {
            Some("path") => {
                found.push(Position::Path(place, name));
                place += 1;
            }
            Some("query") if name == "cursor" => found.push(Position::Query(name, Asked::Cursor)),
            Some("query") if TERMS.contains(&&*name) => found.push(Position::Query(name, Asked::Term)),
            Some("query") if is_id(document, &name, &parameter["schema"]) => {
                found.push(Position::Query(name, Asked::Id));
            }
            Some("header") if name.eq_ignore_ascii_case("idempotency-key") => found.push(Position::Key),
            Some("header") if name.eq_ignore_ascii_case("if-match") => revision = Some(Position::Revision),
            _ => {}
        }
    }
    found.extend(revision.filter(|_| place > 0));
    for content in operation["requestBody"]["content"].as_object().into_iter().flat_map(|content| content.values()) {
        let mut steps = Vec::new();
        in_body(document, &content["schema"], &mut steps, &mut found, &[]);
    }
    found
}

// By its format, or by the way such a field is called, for an id need not be a uuid.
fn is_id(document: &Value, name: &str, schema: &Value) -> bool {
    let schema = schema["$ref"].as_str().map_or(schema, |name| resolved(document, name));
    schema["format"] == "uuid" || name.ends_with("_id") || name.ends_with("_ids")
}

// A schema within itself holds no other positions than it does: a condition of conditions is walked once.
fn in_body(document: &Value, schema: &Value, steps: &mut Vec<Step>, found: &mut Vec<Position>, within: &[&str]) {
    if let Some(name) = schema["$ref"].as_str() {
        assert!(steps.len() < DEPTH_MAX, "the body has no end: {steps:?}");
        if !within.contains(&name) {
            let within = [within, &[name]].concat();
            in_body(document, resolved(document, name), steps, found, &within);
        }
        return;
    }
    for choice in ["oneOf", "anyOf", "allOf"].iter().flat_map(|kind| schema[kind].as_array().into_iter().flatten()) {
        in_body(document, choice, steps, found, within);
    }
    let is_named = |step: &Step| matches!(step, Step::Field(name) if name.ends_with("_id"));
    let is_leaf = schema["properties"].is_null() && schema["items"].is_null();
    let is_text = schema["type"] == "string" || schema["type"][0] == "string";
    if schema["format"] == "uuid" || (is_leaf && is_text && steps.last().is_some_and(is_named)) {
        let position = Position::Body(steps.clone());
        if !found.contains(&position) {
            found.push(position);
        }
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        steps.push(Step::Field(name.clone()));
        in_body(document, field, steps, found, within);
        steps.pop();
    }
    if !schema["items"].is_null() {
        steps.push(Step::Each);
        in_body(document, &schema["items"], steps, found, within);
        steps.pop();
    }
}

impl Position {
    /// What a telling says here.
    pub fn value(&self, telling: &Telling) -> Option<String> {
        match self {
            Self::Path(place, _) => telling.ids.get(*place).cloned(),
            Self::Query(name, _) => {
                telling.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
            }
            Self::Body(steps) => {
                let mut at = telling.body.as_ref()?;
                for step in steps {
                    at = match step {
                        Step::Field(name) => &at[name.as_str()],
                        Step::Each => &at[0],
                    };
                }
                at.as_str().map(str::to_owned)
            }
            Self::Revision => telling.revision.map(|revision| revision.to_string()),
            Self::Key => telling.key.clone(),
        }
    }

    /// The same telling that says something else here.
    pub fn with(&self, telling: &Telling, value: &str) -> Telling {
        let mut telling = telling.clone();
        match self {
            Self::Path(place, _) => value.clone_into(&mut telling.ids[*place]),
            Self::Query(name, _) => {
                telling.query.retain(|(known, _)| known != name);
                telling.query.push((name.clone(), value.to_owned()));
            }
            Self::Body(steps) => {
                let mut at = telling.body.as_mut().expect("a body");
                for step in steps {
                    at = match step {
                        Step::Field(name) => &mut at[name.as_str()],
                        Step::Each => &mut at[0],
                    };
                }
                *at = value.into();
            }
            Self::Revision => telling.revision = Some(value.parse().expect("a revision")),
            Self::Key => telling.key = Some(value.to_owned()),
        }
        telling
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(_, name) => write!(f, "path {name}"),
            Self::Query(name, _) => write!(f, "query {name}"),
            Self::Revision => write!(f, "header If-Match"),
            Self::Key => write!(f, "header Idempotency-Key"),
            Self::Body(steps) => {
                let text: String = steps
                    .iter()
                    .map(|step| match step {
                        Step::Field(name) => format!(".{name}"),
                        Step::Each => "[]".to_owned(),
                    })
                    .collect();
                write!(f, "body {}", text.trim_start_matches('.'))
            }
        }
    }
}

#[test]
fn an_id_is_found_in_the_address_the_query_the_headers_and_however_deep_in_the_body() {
    let id = serde_json::json!({ "$ref": "#/components/schemas/LineId" });
    let document = serde_json::json!({
        "components": { "schemas": { "LineId": { "type": "string", "format": "uuid" } } },
        "paths": { "/v1/things/{id}": { "post": {
            "operationId": "act_on_thing",
            "parameters": [
                { "in": "path", "name": "id", "schema": id },
                { "in": "query", "name": "person_id", "schema": { "type": "string" } },
                { "in": "query", "name": "cursor", "schema": { "type": "string" } },
                { "in": "query", "name": "q", "schema": { "type": "string" } },
                { "in": "query", "name": "limit", "schema": { "type": "integer" } },
                { "in": "header", "name": "Idempotency-Key" },
                { "in": "header", "name": "If-Match" },
            ],
            "requestBody": { "content": { "application/json": { "schema": { "type": "object", "properties": {
                "note": { "type": "string" },
                "lines": { "type": "array", "items": { "properties": {
                    "id": { "oneOf": [id, { "type": "null" }] },
                    "parts": { "type": "array", "items": id },
                } } },
            } } } } },
        } } },
    });

    let found: Vec<_> = positions(&document)["act_on_thing"].iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "path id",
            "query person_id",
            "query cursor",
            "query q",
            "header Idempotency-Key",
            "header If-Match",
            "body lines[].id",
            "body lines[].parts[]",
        ]
    );
}
