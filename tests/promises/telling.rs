//! What a telling of an operation fills in, and the request that comes of it.
use serde_json::Value;

use crate::operation::{Operation, Request};

/// What a telling fills in; the document's own examples stand in for the rest.
#[derive(Debug, Default, Clone)]
pub struct Telling {
    /// The values of the address, in their order.
    pub ids: Vec<String>,
    pub query: Vec<(String, String)>,
    pub body: Option<Value>,
    /// Of this media type, instead of JSON.
    pub file: Option<(String, Vec<u8>)>,
    pub revision: Option<i64>,
    /// An idempotency key; else a new one.
    pub key: Option<String>,
    /// In the place of those that the document asks for, or beside them.
    pub headers: Vec<(String, String)>,
}

impl Telling {
    /// Of these ids.
    pub fn of(ids: &[&str]) -> Self {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        Self { ids, ..Self::default() }
    }

    /// Asking for this.
    pub fn asking(self, query: &[(&str, &str)]) -> Self {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { query, ..self }
    }

    /// With this body.
    pub fn with(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// With this file.
    pub fn with_file(self, kind: &str, bytes: &[u8]) -> Self {
        Self { file: Some((kind.to_owned(), bytes.to_vec())), ..self }
    }

    /// On this revision.
    pub fn on(self, revision: i64) -> Self {
        Self { revision: Some(revision), ..self }
    }
}

impl Operation {
    /// The request of a telling.
    pub fn told(&self, telling: &Telling) -> Request {
        let mut request = self.request();
        request.path = address(&self.path, telling);
        if let Some(body) = &telling.body {
            request.body = Some(body.to_string().into_bytes());
        }
        if let Some((kind, bytes)) = &telling.file {
            request.body = Some(bytes.clone());
            request.sets("content-type", kind);
        }
        if let Some(revision) = telling.revision {
            assert!(request.header("if-match").is_some(), "{} takes no If-Match", self.name);
            request.sets("if-match", &format!("\"{revision}\""));
        }
        if let Some(key) = &telling.key
            && request.header("idempotency-key").is_some()
        {
            request.sets("idempotency-key", key);
        }
        for (name, value) in &telling.headers {
            request.sets(name, value);
        }
        request
    }
}

fn address(path: &str, telling: &Telling) -> String {
    let mut ids = telling.ids.iter();
    let parts: Vec<_> = path
        .split('/')
        .map(
            |part| {
                if part.starts_with('{') { ids.next().unwrap_or_else(|| panic!("{path} wants an id")) } else { part }
            },
        )
        .collect();
    assert_eq!(ids.next(), None, "{path} wants fewer ids");
    let query: Vec<_> = telling.query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{mark}{}", parts.join("/"), query.join("&"))
}

fn encoded(value: &str) -> String {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    value.bytes().map(|b| if is_plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
