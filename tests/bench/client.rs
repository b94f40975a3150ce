//! Somebody who sends requests, one after the other, over a connection that stays open.
use std::{cell::RefCell, time::Duration};

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
    header::{AUTHORIZATION, CONTENT_TYPE, HOST, IF_MATCH},
};
use hyper_util::rt::TokioIo;
use kernel::Error;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::failure;

const ANSWERS_WITHIN: Duration = Duration::from_secs(30);
const BODY_BYTES_MAX: usize = 4_000_000;

type Connection = SendRequest<Full<Bytes>>;

/// A client with a connection of its own, opened when it is first needed and when the last one ended.
pub struct Client {
    authority: String,
    open: RefCell<Option<Connection>>,
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
        let authority = address.strip_prefix("http://").unwrap_or(address).to_owned();
        Self { authority, open: RefCell::new(None) }
    }

    /// The status and the body of the answer.
    pub async fn answers(&self, request: &Request<'_>) -> Result<(u16, Vec<u8>), Error> {
        let failed = |error: hyper::Error| failure(format!("{}: {error}", request.path));
        let answer = async {
            let mut connection = self.connection().await?;
            let answer = connection.send_request(self.sent(request)?).await.map_err(failed)?;
            let (head, body) = answer.into_parts();
            let body =
                Limited::new(body, BODY_BYTES_MAX).collect().await.map_err(|error| failure(error.to_string()))?;
            self.open.replace(Some(connection));
            Ok((head.status.as_u16(), body.to_bytes().into()))
        };
        let in_time = tokio::time::timeout(ANSWERS_WITHIN, answer).await;
        in_time.unwrap_or_else(|_| Err(failure(format!("{}: no answer in time", request.path))))
    }

    async fn connection(&self) -> Result<Connection, Error> {
        let kept = self.open.take();
        if let Some(mut connection) = kept
            && connection.ready().await.is_ok()
        {
            return Ok(connection);
        }
        let stream = TcpStream::connect(&self.authority).await?;
        stream.set_nodelay(true)?;
        let (connection, driven) = handshake(TokioIo::new(stream)).await?;
        actix_web::rt::spawn(driven);
        Ok(connection)
    }

    fn sent(&self, request: &Request<'_>) -> Result<hyper::Request<Full<Bytes>>, Error> {
        let Request { method, path, token, body, revision, key } = request;
        let mut sent = hyper::Request::builder().method(*method).uri(path).header(HOST, &self.authority);
        sent = sent.header(AUTHORIZATION, format!("Bearer {token}"));
        if let Some(key) = key {
            sent = sent.header("idempotency-key", key);
        }
        if let Some(revision) = revision {
            sent = sent.header(IF_MATCH, format!("\"{revision}\""));
        }
        Ok(match body {
            Some(body) => sent.header(CONTENT_TYPE, "application/json").body(Full::from(body.to_string()))?,
            None => sent.body(Full::default())?,
        })
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
