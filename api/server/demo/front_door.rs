//! The people of the demo, sending requests to the server as anybody would.
use std::{collections::HashMap, time::Duration};

use kernel::Error;
use serde_json::{Value, json};

/// Several people of one organisation, signed in.
pub struct FrontDoor {
    address: String,
    origin: String,
    organisation: &'static str,
    password: &'static str,
    tokens: HashMap<&'static str, String>,
    sent: u32,
}

impl FrontDoor {
    /// Of the server at `address`, which browsers know as `origin`.
    pub fn of(address: String, origin: &str, organisation: &'static str, password: &'static str) -> Self {
        Self { address, origin: origin.to_owned(), organisation, password, tokens: HashMap::new(), sent: 0 }
    }

    /// What somebody sees at a path.
    pub async fn get(&mut self, who: &'static str, path: &str) -> Result<Value, Error> {
        let token = self.token(who).await?;
        self.answer(client().get(format!("{}{path}", self.address)).bearer_auth(token).send().await).await
    }

    /// What somebody does at a path.
    pub async fn post(&mut self, who: &'static str, path: &str, body: &Value) -> Result<Value, Error> {
        let token = self.token(who).await?;
        self.sent = self.sent.saturating_add(1);
        let key = format!("demo-{}-{:06}", self.organisation, self.sent);
        let request = client().post(format!("{}{path}", self.address)).bearer_auth(token);
        let request = match body.get("revision").and_then(Value::as_i64) {
            Some(revision) => request.insert_header(("if-match", format!("\"{revision}\""))),
            None => request,
        };
        let mut body = body.clone();
        if let Some(fields) = body.as_object_mut() {
            fields.remove("revision");
        }
        self.answer(request.insert_header(("idempotency-key", key)).send_json(&body).await).await
    }

    /// Acts on a document as it is now.
    pub async fn act(
        &mut self,
        who: &'static str,
        document: &str,
        verb: &str,
        mut body: Value,
    ) -> Result<Value, Error> {
        let seen = self.get(who, document).await?;
        if let Some(fields) = body.as_object_mut() {
            fields.insert("revision".into(), seen.get("revision").cloned().unwrap_or_default());
        }
        self.post(who, &format!("{document}/{verb}"), &body).await
    }

    async fn token(&mut self, who: &'static str) -> Result<String, Error> {
        if let Some(token) = self.tokens.get(who) {
            return Ok(token.clone());
        }
        let email = format!("{who}@{}.example", self.organisation);
        let body = json!({ "organisation": self.organisation, "email": email, "password": self.password });
        let request =
            client().post(format!("{}/v1/session", self.address)).insert_header(("origin", self.origin.clone()));
        let answer = self.answer(request.send_json(&body).await).await?;
        let token = answer.get("access_token").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.tokens.insert(who, token.clone());
        Ok(token)
    }

    async fn answer<S>(
        &self,
        sent: Result<awc::ClientResponse<S>, awc::error::SendRequestError>,
    ) -> Result<Value, Error>
    where
        S: futures_core::Stream<Item = Result<actix_web::web::Bytes, awc::error::PayloadError>> + Unpin,
    {
        let mut response = sent.map_err(|error| failed(error.to_string()))?;
        let body = response.body().await.map_err(|error| failed(error.to_string()))?;
        if response.status().is_success() {
            return Ok(serde_json::from_slice(&body).unwrap_or(Value::Null));
        }
        Err(failed(format!("{}: {}", response.status(), String::from_utf8_lossy(&body))))
    }
}

fn client() -> awc::Client {
    awc::Client::builder().timeout(Duration::from_secs(30)).finish()
}

fn failed(why: impl std::fmt::Display) -> Error {
    std::io::Error::other(format!("the demo's story could not be told: {why}")).into()
}
