//! An operation as the document describes it, and a request that fits the description.
use serde_json::Value;
use uuid::Uuid;

use crate::{
    sample::sample,
    support::{Answer, App, Person},
};

/// One operation of the document.
#[derive(Debug, Clone)]
pub struct Operation {
    pub id: String,
    /// `POST /v1/purchase-orders/{id}/approve`.
    pub name: String,
    pub method: String,
    /// With `{id}` in it.
    pub path: String,
    pub permission: Option<String>,
    pub widened_by: Vec<String>,
    pub public_because: Option<String>,
    pub event: Option<String>,
    pub sign_in_within_s: Option<i64>,
    pub confirms_by: Option<String>,
    pub security: Value,
    /// Whether it is for operators.
    pub is_of_platform: bool,
    parameters: Vec<Value>,
    body: Option<(String, Value)>,
}

/// A request, ready to be sent.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<Vec<u8>>,
}

/// Every operation of an application's document that is an organisation's; those of operators hold to promises of their own.
pub fn operations(app: &App) -> Vec<Operation> {
    operations_of_all_planes(app).into_iter().filter(|operation| !operation.is_of_platform).collect()
}

/// Every operation of an application's document.
pub fn operations_of_all_planes(app: &App) -> Vec<Operation> {
    let document = app.document();
    let paths = document["paths"].as_object().expect("paths");
    let of_path = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().expect("methods").clone();
        let (document, path) = (document.clone(), path.clone());
        methods.into_iter().map(move |(method, operation)| Operation::read(&document, &path, &method, &operation))
    };
    paths.iter().flat_map(of_path).collect()
}

impl Operation {
    fn read(document: &Value, path: &str, method: &str, operation: &Value) -> Self {
        let method = method.to_ascii_uppercase();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let widened_by = operation["x-widened-by"].as_array().into_iter().flatten().filter_map(text).collect();
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let filled = |parameter: Value| {
            let given = &parameter["example"];
            let value = if given.is_null() { sample(document, &parameter["schema"]) } else { given.clone() };
            serde_json::json!({ "name": parameter["name"], "in": parameter["in"], "required": parameter["required"], "value": value })
        };
        let body = operation["requestBody"]["content"].as_object().and_then(|content| content.iter().next());
        Self {
            id: text(&operation["operationId"]).expect("an operation id"),
            name: format!("{method} {path}"),
            path: path.to_owned(),
            permission: text(&operation["x-permission"]),
            widened_by,
            public_because: text(&operation["x-public"]),
            event: text(&operation["x-audit-event"]),
            sign_in_within_s: operation["x-auth-max-age"].as_i64(),
            confirms_by: text(&operation["x-confirm"]),
            security: operation["security"].clone(),
            is_of_platform: operation["x-plane"] == "platform",
            parameters: parameters.into_iter().map(filled).collect(),
            body: body.map(|(kind, content)| (kind.clone(), body_of(document, content))),
            method,
        }
    }

    /// Whether an id stands in its address.
    pub fn has_id(&self) -> bool {
        self.path.contains('{')
    }

    /// A request that fits the description, with ids that nobody has and a key of its own.
    pub fn request(&self) -> Request {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let (mut path, mut query, mut headers) = (self.path.clone(), Vec::new(), Vec::new());
        for parameter in &self.parameters {
            let name = parameter["name"].as_str().expect("a name");
            let value = match name {
                "Idempotency-Key" => Uuid::new_v4().to_string(),
                "If-Match" => "\"1\"".into(),
                _ => text(&parameter["value"]),
            };
            match parameter["in"].as_str() {
                Some("path") => path = path.replace(&format!("{{{name}}}"), &value),
                Some("query") if parameter["required"] == true => query.push(format!("{name}={value}")),
                Some("header") if parameter["required"] == true => headers.push((name.to_ascii_lowercase(), value)),
                _ => {}
            }
        }
        assert!(!path.contains('{'), "{}: the document does not describe every part of the address", self.name);
        if !query.is_empty() {
            path = format!("{path}?{}", query.join("&"));
        }
        let body = self.body.as_ref().map(|(kind, value)| {
            headers.push(("content-type".into(), kind.clone()));
            value.as_str().filter(|_| kind != "application/json").map_or_else(|| value.to_string(), str::to_owned)
        });
        Request { method: self.method.clone(), path, headers, body: body.map(String::into_bytes) }
    }
}

fn body_of(document: &Value, content: &Value) -> Value {
    let given = &content["example"];
    if given.is_null() { sample(document, &content["schema"]) } else { given.clone() }
}

impl Request {
    /// What a header says.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Says it, in the place of what it said.
    pub fn sets(&mut self, name: &str, value: &str) {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// Sends it as somebody who confirms what is to be confirmed.
    pub async fn done_by(&self, person: &Person<'_>) -> Answer {
        let answer = self.sent_by(person).await;
        if !answer.is_to_confirm() {
            return answer;
        }
        self.confirmed(&person.learns_code(&answer).await).sent_by(person).await
    }

    /// The same with a code.
    pub fn confirmed(&self, code: &str) -> Self {
        let mut again = self.clone();
        again.sets("confirmation", code);
        again
    }

    /// Sends it as somebody.
    pub async fn sent_by(&self, person: &Person<'_>) -> Answer {
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        person.sends_bytes(&self.method, &self.path, self.body.clone(), &headers).await
    }
}
