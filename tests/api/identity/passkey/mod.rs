//! Passkeys, and what a browser does with the answers of a device that keeps them.
mod at_once;
mod begin;
mod beside_the_app;
mod create;
mod direct;
mod list;
mod remove;
mod rename;

use serde_json::{Value, json};

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{Answer, Device},
};

impl Browser<'_> {
    /// Adds the first factor, a passkey, from beginning to end; its recovery codes come with it.
    pub async fn adds_a_passkey(&mut self, device: &mut Device) -> Answer {
        self.adds_a_passkey_by(device, json!({ "password": PASSWORD })).await.is(200)
    }

    /// Adds a passkey once the proof was taken.
    pub async fn adds_a_passkey_by(&mut self, device: &mut Device, proof: Value) -> Answer {
        let asked = self.begins_passkey(proof).await.is(200);
        self.creates_passkey("Laptop", &device.makes(&asked.body["options"])).await
    }

    pub async fn begins_passkey(&self, proof: Value) -> Answer {
        self.asks("/v1/passkeys/begin", proof).await
    }

    pub async fn creates_passkey(&mut self, name: &str, credential: &Value) -> Answer {
        let answer = self.asks("/v1/passkeys", json!({ "name": name, "credential": credential })).await;
        self.keeps(&answer);
        answer
    }

    pub async fn removes_passkey(&mut self, id: &str, proof: Value) -> Answer {
        let mut body = proof;
        body["passkey_id"] = id.into();
        let answer = self.asks("/v1/passkeys/remove", body).await;
        self.keeps(&answer);
        answer
    }

    /// The passkeys that it is shown.
    pub async fn passkeys(&self) -> Vec<Value> {
        self.gets("/v1/passkeys").await.is(200).body["items"].as_array().unwrap().clone()
    }

    /// Signs in with a passkey, and with nothing else.
    pub async fn signs_in_with(&mut self, device: &mut Device) -> Answer {
        let shown = self.is_shown(device).await;
        let answer = self.tries_with(&shown).await;
        self.keeps(&answer);
        answer
    }

    /// What it is asked where nobody has said who they are, and the answer of the device.
    pub async fn is_shown(&self, device: &mut Device) -> Value {
        let asked = self.posts_nothing("/v1/passkey-sign-ins/begin").await.is(200);
        json!({ "challenge": asked.body["challenge"], "credential": device.shows(&asked.body["options"]) })
    }

    /// Keeping nothing.
    pub async fn tries_with(&self, shown: &Value) -> Answer {
        self.posts("/v1/session/with-passkey", shown.clone()).await
    }

    /// Says once more who is signed in.
    pub async fn steps_up_with(&mut self, device: &mut Device) -> Answer {
        let asked = self.is_asked_again().await.is(200);
        let answer = self.answers(&device.shows(&asked.body["options"])).await;
        self.keeps(&answer);
        answer
    }

    pub async fn is_asked_again(&self) -> Answer {
        let headers = [("origin", crate::support::ORIGIN), ("x-csrf-token", &*self.csrf)];
        self.sends("POST", "/v1/session/reauthenticate/begin", None, &headers).await
    }

    /// Keeping nothing.
    pub async fn answers(&self, credential: &Value) -> Answer {
        self.asks("/v1/session/reauthenticate", json!({ "passkey": credential })).await
    }

    async fn posts_nothing(&self, path: &str) -> Answer {
        self.sends("POST", path, None, &[("origin", crate::support::ORIGIN)]).await
    }
}
