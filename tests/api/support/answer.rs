//! What came back.
use std::fmt;

use awc::{ClientResponse, http::header::HeaderMap};
use serde_json::Value;

/// An answer, whole.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// Null when there is none, or when it is no JSON.
    pub body: Value,
    pub bytes: Vec<u8>,
}

const BODY_BYTES_MAX: usize = 20_000_000;

impl Answer {
    pub async fn of<S>(mut response: ClientResponse<S>) -> Self
    where
        S: futures_core::Stream<Item = Result<actix_web::web::Bytes, awc::error::PayloadError>> + Unpin,
    {
        let bytes = response.body().limit(BODY_BYTES_MAX).await.unwrap().to_vec();
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            bytes,
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Done, with this status; the body otherwise shows what went wrong.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// Refused with this status and code.
    #[track_caller]
    pub fn is_refused(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.body);
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        assert_eq!(self.body["type"], format!("/problems/{code}"));
        self
    }

    /// Refused because this field breaks this rule.
    #[track_caller]
    pub fn is_invalid(self, field: &str, rule: &str) -> Self {
        let answer = self.is_refused(422, "invalid");
        let errors = answer.body["errors"].as_array().cloned().unwrap_or_default();
        let found = errors.iter().any(|error| error["field"] == field && error["rule"] == rule);
        assert!(found, "no {field}: {rule} in {}", answer.body);
        answer
    }

    /// The id of what was created.
    #[track_caller]
    pub fn id(&self) -> String {
        self.body["id"].as_str().unwrap_or_else(|| panic!("no id in {}", self.body)).to_owned()
    }

    /// The revision it has now.
    #[track_caller]
    pub fn revision(&self) -> i64 {
        self.body["revision"].as_i64().unwrap_or_else(|| panic!("no revision in {}", self.body))
    }

    /// Whether the action of this name is open, and else the code of why not.
    #[track_caller]
    pub fn action(&self, name: &str) -> Result<(), String> {
        let actions = self.body["actions"].as_array().unwrap_or_else(|| panic!("no actions in {}", self.body));
        let action = actions.iter().find(|action| action["name"] == name);
        let action = action.unwrap_or_else(|| panic!("no {name} in {}", self.body["actions"]));
        action["closed_because"]["code"].as_str().map_or(Ok(()), |code| Err(code.to_owned()))
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.body)
    }
}
