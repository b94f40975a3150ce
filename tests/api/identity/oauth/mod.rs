//! Client credentials: keys exchanged and given up.
mod revoke;
mod token;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::api_key::Key;
use crate::support::{Answer, App, Person};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Sends a form, with what stands in the `Authorization` header.
async fn sends(app: &App, path: &str, form: &str, basic: Option<(&str, &str)>) -> Answer {
    let value = basic.map(|(id, secret)| format!("Basic {}", STANDARD.encode(format!("{id}:{secret}"))));
    let shown = value.as_deref().map(|value| ("authorization", value));
    let headers: Vec<_> = [FORM].into_iter().chain(shown).collect();
    app.with_token("").sends_bytes("POST", path, Some(form.as_bytes().to_vec()), &headers).await
}

/// Exchanges a key by HTTP Basic, with these fields more.
pub async fn exchanges(app: &App, key: &Key, more: &[(&str, &str)]) -> Answer {
    let more: String = more.iter().map(|(name, value)| format!("&{name}={}", value.replace(' ', "+"))).collect();
    let form = format!("grant_type=client_credentials{more}");
    sends(app, "/v1/oauth/token", &form, Some((&key.id, &key.secret))).await
}

/// Somebody with the token that a key was exchanged for.
pub async fn token<'a>(app: &'a App, key: &Key, scope: Option<&str>) -> Person<'a> {
    let more: Vec<_> = scope.map(|scope| ("scope", scope)).into_iter().collect();
    let answer = exchanges(app, key, &more).await.is(200);
    app.with_token(answer.body["access_token"].as_str().unwrap())
}
