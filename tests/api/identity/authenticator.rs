//! An authenticator app on somebody's phone, and what a browser does with its codes.
use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{Answer, App, ORIGIN},
};

/// An app that was told a secret; its clock is the service's.
pub struct Authenticator<'a> {
    app: &'a App,
    totp: Totp,
}

impl<'a> Authenticator<'a> {
    /// As a person would type it in.
    pub fn told(app: &'a App, set_up: &Answer) -> Self {
        Self::of(app, &set_up.body["secret"])
    }

    /// The same, of the secret alone.
    pub fn of(app: &'a App, secret: &Value) -> Self {
        let secret = Secret::try_from_base32(secret.as_str().unwrap()).unwrap();
        let totp = Builder::new().with_secret(secret).with_account_name("a").with_skew(0).build().unwrap();
        Self { app, totp }
    }

    /// The code of this moment, which is good for ten seconds more at least.
    pub async fn shows(&self) -> String {
        let mut at = self.now().await;
        if at % 30 >= 20 {
            self.app.moves_clock("10 seconds").await;
            at = self.now().await;
        }
        self.at(at)
    }

    /// The code of a later step.
    pub async fn shows_next(&self) -> String {
        self.app.moves_clock("30 seconds").await;
        self.shows().await
    }

    /// The code that was, or will be, shown so many seconds from now.
    pub async fn shows_at(&self, seconds: i64) -> String {
        self.shows().await;
        self.at(u64::try_from(i64::try_from(self.now().await).unwrap() + seconds).unwrap())
    }

    fn at(&self, at: u64) -> String {
        self.totp.generate(at).to_string()
    }

    async fn now(&self) -> u64 {
        let now = "select floor(extract(epoch from door.now()))::bigint";
        let at: i64 = sqlx::query_scalar(now).fetch_one(&mut self.app.administrator().await).await.unwrap();
        u64::try_from(at).unwrap()
    }
}

impl<'a> Browser<'a> {
    /// Sets an app up from beginning to end; its recovery codes come with it.
    pub async fn sets_up_an_app(&mut self) -> (Authenticator<'a>, Vec<String>) {
        let phone = Authenticator::told(self.app, &self.begins_totp(PASSWORD, None).await.is(200));
        let confirmed = self.confirms_totp(&phone.shows().await).await.is(200);
        (phone, recovery_codes(&confirmed))
    }

    pub async fn begins_totp(&self, password: &str, code: Option<&str>) -> Answer {
        self.asks("/v1/totp/begin", json!({ "password": password, "code": code })).await
    }

    pub async fn confirms_totp(&mut self, code: &str) -> Answer {
        let answer = self.asks("/v1/totp/confirm", json!({ "code": code })).await;
        self.keeps(&answer);
        answer
    }

    pub async fn removes_totp(&mut self, password: &str, code: &str) -> Answer {
        let answer = self.asks("/v1/totp/remove", json!({ "password": password, "code": code })).await;
        self.keeps(&answer);
        answer
    }

    pub async fn renews_recovery_codes(&mut self, password: &str, code: &str) -> Answer {
        let answer = self.asks("/v1/recovery-codes/renew", json!({ "password": password, "code": code })).await;
        self.keeps(&answer);
        answer
    }

    /// The right password, where it is not enough: what must be shown with the code.
    pub async fn begins_sign_in(&self, email: &str) -> String {
        let begun = self.tries("harbour-house", email, PASSWORD).await.is(202);
        begun.body["sign_in"].as_str().unwrap().to_owned()
    }

    pub async fn completes(&mut self, sign_in: &str, code: &str) -> Answer {
        let answer = self.tries_to_complete(sign_in, code).await;
        self.keeps(&answer);
        answer
    }

    /// Keeping nothing.
    pub async fn tries_to_complete(&self, sign_in: &str, code: &str) -> Answer {
        self.posts("/v1/session/complete", json!({ "sign_in": sign_in, "code": code })).await
    }

    // As our own page would.
    pub async fn asks(&self, path: &str, body: Value) -> Answer {
        self.sends("POST", path, Some(body), &[("origin", ORIGIN), ("x-csrf-token", &*self.csrf)]).await
    }
}

/// The codes that an answer tells.
pub fn recovery_codes(answer: &Answer) -> Vec<String> {
    serde_json::from_value(answer.body["recovery_codes"].clone()).unwrap()
}
