//! Somebody who sends requests, one after the other, over a connection that stays open.
use std::time::Duration;

use kernel::Error;
use serde_json::Value;

use crate::failure;

const ANSWERS_WITHIN: Duration = Duration::from_secs(30);
const BODY_BYTES_MAX: usize = 4_000_000;

/// A client with a connection of its own.
pub struct Client {
    address: String,
    http: awc::Client,
}

/// A request; the body, the revision and the key only where the operation wants them.
#[derive(Debug, Clone, Default)]
pub struct Request<'a> {
    pub method: &'static str,
    pub path: String,
    pub token: &'a str,
    pub body: Option<Value>,
    pub revision: Option<i64>,
    pub key: Option<String>,
}

impl<'a> Request<'a> {
    /// A look.
    pub fn get(token: &'a str, path: impl Into<String>) -> Self {
        Self { method: "GET", path: path.into(), token, ..Self::default() }
    }

    /// An act under an idempotency key.
    pub fn post(token: &'a str, path: impl Into<String>, key: String) -> Self {
        Self { method: "POST", path: path.into(), token, key: Some(key), ..Self::default() }
    }
}

impl Client {
    /// Of the service at this address.
    pub fn of(address: &str) -> Self {
        Self { address: address.to_owned(), http: awc::Client::builder().timeout(ANSWERS_WITHIN).finish() }
    }

    /// The status and the body of the answer.
    pub async fn answers(&self, request: &Request<'_>) -> Result<(u16, Vec<u8>), Error> {
        let Request { method, path, token, body, revision, key } = request;
        let method = awc::http::Method::from_bytes(method.as_bytes())?;
        let mut sent = self.http.request(method, format!("{}{path}", self.address));
        sent = sent.insert_header(("authorization", format!("Bearer {token}")));
        if let Some(key) = key {
            sent = sent.insert_header(("idempotency-key", key.as_str()));
        }
        if let Some(revision) = revision {
            sent = sent.insert_header(("if-match", format!("\"{revision}\"")));
        }
        let answer = match body {
            Some(body) => sent.insert_header(("content-type", "application/json")).send_body(body.to_string()).await,
            None => sent.send().await,
        };
        let mut answer = answer.map_err(|error| failure(format!("{path}: {error}")))?;
        let bytes = answer.body().limit(BODY_BYTES_MAX).await.map_err(|error| failure(error.to_string()))?;
        Ok((answer.status().as_u16(), bytes.to_vec()))
    }

    /// The body of the answer, which must have this status.
    pub async fn sends(&self, request: &Request<'_>, status: u16) -> Result<Vec<u8>, Error> {
        let (answered, body) = self.answers(request).await?;
        if answered == status {
            return Ok(body);
        }
        Err(failure(format!("{}: {answered} {}", request.path, String::from_utf8_lossy(&body))))
    }

    /// The same, as JSON.
    pub async fn asks(&self, request: &Request<'_>, status: u16) -> Result<Value, Error> {
        Ok(serde_json::from_slice(&self.sends(request, status).await?)?)
    }
}
