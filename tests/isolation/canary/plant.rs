//! Telling with a canary in every text that the API takes as a free one: behind those that the tale gives, and alone in those that
//! the document describes and the tale leaves out.
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    operation::{Operation, operations},
    support::{Answer, App, Organisation, Person},
    tale::Teller,
    telling::Telling,
};

/// What opens something is told as it is, and so is what each row of a file is to have.
const AS_IT_IS: [&str; 12] = [
    "link",
    "sign_in",
    "password",
    "new_password",
    "code",
    "organisation",
    "email",
    "constants",
    "challenge",
    "credential",
    "passkey",
    "passkey_id",
];

/// A teller who plants.
pub struct Planting<'a> {
    hotel: &'a Organisation<'a>,
    document: Value,
    operations: BTreeMap<String, Operation>,
    canary: &'static str,
    /// How many texts were taken with the canary.
    pub planted: usize,
    /// How many were refused with it.
    pub refused: usize,
}

/// Where a text stands in a body, or could: the field of something there.
#[derive(Debug)]
struct Place {
    within: String,
    name: String,
    /// What is put there when the tale leaves it out.
    absent: Option<Value>,
}

impl<'a> Planting<'a> {
    pub fn of(app: &App, hotel: &'a Organisation<'a>, canary: &'static str) -> Self {
        let operations = operations(app).into_iter().map(|operation| (operation.id.clone(), operation)).collect();
        Self { hotel, document: app.document(), operations, canary, planted: 0, refused: 0 }
    }

    fn places(&self, operation: &Operation, body: &Value) -> Vec<Place> {
        let method = operation.method.to_ascii_lowercase();
        let content = &self.document["paths"][&operation.path][&method]["requestBody"]["content"];
        let mut places = Vec::new();
        self.texts(body, &content["application/json"]["schema"], "", &mut places);
        places
    }

    fn texts(&self, value: &Value, schema: &Value, at: &str, places: &mut Vec<Place>) {
        let schema = self.resolved(schema);
        match value {
            Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    let name = place.to_string();
                    match item {
                        Value::String(_) => places.push(Place { within: at.to_owned(), name, absent: None }),
                        _ => self.texts(item, &schema["items"], &format!("{at}/{name}"), places),
                    }
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields.iter().filter(|(name, _)| !AS_IT_IS.contains(&name.as_str())) {
                    match field {
                        Value::String(text) if !text.is_empty() => {
                            places.push(Place { within: at.to_owned(), name: name.clone(), absent: None });
                        }
                        _ => self.texts(field, &schema["properties"][name], &format!("{at}/{name}"), places),
                    }
                }
                let described = schema["properties"].as_object().into_iter().flatten();
                for (name, property) in described.filter(|(name, _)| !fields.contains_key(*name)) {
                    if let Some(absent) = self.free_text(property).filter(|_| !AS_IT_IS.contains(&name.as_str())) {
                        places.push(Place { within: at.to_owned(), name: name.clone(), absent: Some(absent) });
                    }
                }
            }
            _ => {}
        }
    }

    // What may be said where any text may stand, alone or in a list.
    fn free_text(&self, property: &Value) -> Option<Value> {
        let schema = self.resolved(property);
        let is = |kind: &str| {
            schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.contains(&kind.into()))
        };
        if is("array") {
            return self.free_text(&schema["items"]).map(|text| json!([text]));
        }
        (is("string") && schema["enum"].is_null() && schema["format"].is_null()).then(|| self.canary.into())
    }

    fn resolved<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let choices = ["oneOf", "anyOf", "allOf"].iter().find_map(|choice| schema[*choice].as_array());
        if let Some(choice) = choices.and_then(|all| all.iter().find(|one| one["type"] != "null")) {
            return self.resolved(choice);
        }
        match schema["$ref"].as_str().and_then(|at| at.strip_prefix('#')) {
            Some(at) => self.document.pointer(at).map_or(&Value::Null, |named| self.resolved(named)),
            None => schema,
        }
    }

    fn plant(&self, body: &mut Value, place: &Place) {
        let within = body.pointer_mut(&place.within).expect("what holds the text");
        let canary = self.canary;
        match within {
            Value::Array(items) => {
                let item = &mut items[place.name.parse::<usize>().unwrap()];
                *item = format!("{} {canary}", item.as_str().unwrap_or_default()).into();
            }
            within => {
                let planted = place.absent.clone();
                let text = within[&place.name].as_str().unwrap_or_default();
                within[&place.name] = planted.unwrap_or_else(|| format!("{text} {canary}").into());
            }
        }
    }
}

impl<'a> Teller<'a> for Planting<'a> {
    fn hotel(&self) -> &'a Organisation<'a> {
        self.hotel
    }

    fn word(&self) -> String {
        self.canary.to_owned()
    }

    fn day(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    async fn tells(&mut self, person: &Person<'_>, operation: &str, mut telling: Telling) -> Answer {
        let operation = self.operations[operation].clone();
        telling.headers.push(("user-agent".into(), self.canary.to_owned()));
        let mut places = telling.body.as_ref().map(|body| self.places(&operation, body)).unwrap_or_default();
        loop {
            let mut told = telling.clone();
            // A key of its own for each try: what was refused may be meant otherwise.
            told.key = Some(format!("{}-{}", self.canary, Uuid::new_v4()));
            if let Some(body) = &mut told.body {
                for place in &places {
                    self.plant(body, place);
                }
            }
            let answer = operation.told(&told).done_by(person).await;
            if (200..300).contains(&answer.status) {
                self.planted += places.len();
                return answer;
            }
            assert!(!places.is_empty(), "{}: {answer:?}", operation.name);
            self.refused += 1;
            let named = answer.body["errors"][0]["field"].as_str().unwrap_or_default();
            let last = named.trim_end_matches(']').rsplit(['/', '.', '[']).next().unwrap_or_default();
            // Where no field is named, what the tale leaves out is the first to be doubted.
            let blamed = places.iter().position(|place| place.name == last);
            let blamed = blamed.or_else(|| places.iter().rposition(|place| place.absent.is_some()));
            places.remove(blamed.unwrap_or(0));
        }
    }
}
