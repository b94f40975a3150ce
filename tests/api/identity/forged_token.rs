//! Tokens that are not as ours are, signed by our own key, so that each word of them counts by itself: refused alike, and nothing else happens.
use access::TokenKeys;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, crypto::sign};
use serde_json::{Value, json};

use crate::support::{App, Start};

/// A token of somebody in its parts, and the key that ours are signed with.
struct Forge {
    key: EncodingKey,
    header: Value,
    claims: Value,
}

impl Forge {
    fn of(token: &str, pkcs8: &[u8]) -> Self {
        let parts: Vec<Value> = token
            .split('.')
            .take(2)
            .map(|part| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap())
            .collect();
        let [header, claims]: [Value; 2] = parts.try_into().unwrap();
        Self { key: EncodingKey::from_ed_der(pkcs8), header, claims }
    }

    fn signed(&self, header: &Value, claims: &Value) -> String {
        self.signed_text(&header.to_string(), &claims.to_string())
    }

    fn signed_text(&self, header: &str, claims: &str) -> String {
        let message = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
        let signature = sign(message.as_bytes(), &self.key, Algorithm::EdDSA).unwrap();
        format!("{message}.{signature}")
    }

    fn with_header(&self, name: &str, value: Value) -> String {
        self.signed(&changed(&self.header, name, value), &self.claims)
    }

    fn with_claim(&self, name: &str, value: Value) -> String {
        self.signed(&self.header, &changed(&self.claims, name, value))
    }

    fn without_claim(&self, name: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().unwrap().remove(name).expect("a claim that is there");
        self.signed(&self.header, &claims)
    }
}

fn changed(part: &Value, name: &str, value: Value) -> Value {
    let mut part = part.clone();
    part[name] = value;
    part
}

async fn started() -> (App, Vec<u8>) {
    let pkcs8 = TokenKeys::generate().unwrap();
    (Start::default().signing_key(pkcs8.clone()).app().await, pkcs8)
}

/// Each is refused, leaves no trace in the trail, and the good one opens as before.
async fn opens_nothing(app: &App, forged: impl FnOnce(&Forge) -> Vec<(&'static str, String)>, pkcs8: &[u8]) {
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let forge = Forge::of(&owner.token, pkcs8);
    let faithful = forge.signed(&forge.header, &forge.claims);
    app.with_token(&faithful).gets("/v1/session").await.is(200);
    let before = hotel.actions().await;

    for (how, token) in forged(&forge) {
        let reader = app.with_token(&token);
        let answer = reader.gets("/v1/session").await;
        assert_eq!((answer.status, answer.body["code"].as_str()), (401, Some("unauthenticated")), "{how}: {answer:?}");
        let body = json!({ "name": "Forged", "code": "FRG" });
        let answer = reader.posts("/v1/categories", body).await;
        assert_eq!((answer.status, answer.body["code"].as_str()), (401, Some("unauthenticated")), "{how}: {answer:?}");
    }

    assert_eq!(hotel.actions().await, before);
    app.with_token(&owner.token).gets("/v1/session").await.is(200);
}

#[actix_web::test]
async fn another_type_or_key_or_a_word_that_must_be_understood_opens_nothing() {
    let (app, pkcs8) = started().await;

    opens_nothing(
        &app,
        |forge| {
            let kid = forge.header["kid"].as_str().unwrap();
            vec![
                ("an identity token", forge.with_header("typ", json!("JWT"))),
                ("a type in capitals", forge.with_header("typ", json!("AT+JWT"))),
                ("no type", forge.with_header("typ", Value::Null)),
                ("a type that is no text", forge.with_header("typ", json!(1))),
                ("no key", forge.with_header("kid", Value::Null)),
                ("a key that is unknown", forge.with_header("kid", json!("eu1.unknown"))),
                ("a key of no home", forge.with_header("kid", json!("mars1.key"))),
                ("a path as the key", forge.with_header("kid", json!(format!("../{kid}")))),
                ("something critical", forge.with_header("crit", json!(["exp"]))),
                ("something critical and unknown", forge.with_header("crit", json!(["http://example.com/unknown"]))),
                ("nothing critical", forge.with_header("crit", json!([]))),
                ("critical that is no list", forge.with_header("crit", json!("exp"))),
            ]
        },
        &pkcs8,
    )
    .await;

    app.stop().await;
}

#[actix_web::test]
async fn another_algorithm_opens_nothing_whatever_it_is_signed_with() {
    let (app, pkcs8) = started().await;
    let keys = app.with_token("").gets("/.well-known/jwks.json").await.is(200);
    let public = URL_SAFE_NO_PAD.decode(keys.body["keys"][0]["x"].as_str().unwrap()).unwrap();

    opens_nothing(
        &app,
        |forge| {
            let named = |name: &str| forge.with_header("alg", json!(name));
            let by_public_key = |secret: &[u8]| {
                let header = changed(&forge.header, "alg", json!("HS256"));
                let message = [&header, &forge.claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
                let signature = sign(message.as_bytes(), &EncodingKey::from_secret(secret), Algorithm::HS256).unwrap();
                format!("{message}.{signature}")
            };
            let unsigned = named("none").rsplit_once('.').unwrap().0.to_owned();
            vec![
                ("none, unsigned", format!("{unsigned}.")),
                ("none, signed all the same", named("none")),
                ("none in capitals", named("NONE")),
                ("our public key as a shared secret", by_public_key(&public)),
                ("the same as it is published", by_public_key(keys.body["keys"][0]["x"].as_str().unwrap().as_bytes())),
                ("another curve", named("ES256")),
                ("another curve of Edwards", named("Ed448")),
                ("RSA", named("RS256")),
                ("no algorithm", named("")),
                ("an algorithm that is no text", forge.with_header("alg", json!(["EdDSA"]))),
            ]
        },
        &pkcs8,
    )
    .await;

    app.stop().await;
}

#[actix_web::test]
async fn another_key_opens_nothing_though_it_is_named_as_ours_or_comes_along() {
    let (app, pkcs8) = started().await;
    let theirs = TokenKeys::generate().unwrap();

    opens_nothing(
        &app,
        |forge| {
            let other = Forge {
                key: EncodingKey::from_ed_der(&theirs),
                header: forge.header.clone(),
                claims: forge.claims.clone(),
            };
            let own = json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode([7; 32]) });
            vec![
                ("another key", other.signed(&forge.header, &forge.claims)),
                ("with its own key in the header", other.with_header("jwk", own)),
                ("with an address of its keys", other.with_header("jku", json!("https://evil.example/jwks.json"))),
            ]
        },
        &pkcs8,
    )
    .await;

    app.stop().await;
}

#[actix_web::test]
async fn another_audience_issuer_or_life_opens_nothing() {
    let (app, pkcs8) = started().await;

    opens_nothing(
        &app,
        |forge| {
            let number = |name: &str| forge.claims[name].as_i64().unwrap();
            vec![
                ("another audience", forge.with_claim("aud", json!("countersign-web"))),
                ("no audience", forge.without_claim("aud")),
                ("another issuer", forge.with_claim("iss", json!("https://evil.example"))),
                ("no issuer", forge.without_claim("iss")),
                ("an end as text", forge.with_claim("exp", json!(number("exp").to_string()))),
                ("a beginning as text", forge.with_claim("iat", json!(number("iat").to_string()))),
                ("an end as a fraction", forge.with_claim("exp", json!(0.5))),
                ("no end", forge.without_claim("exp")),
                ("no beginning", forge.without_claim("iat")),
                ("an end of a year later", forge.with_claim("exp", json!(number("exp") + 31_536_000))),
                ("an end that overflows", forge.with_claim("exp", json!(i64::MAX))),
                ("no secret", forge.without_claim("jti")),
                ("a secret that is no text", forge.with_claim("jti", json!(7))),
                ("nobody", forge.without_claim("sub")),
                ("somebody who is no id", forge.with_claim("sub", json!("owner"))),
                ("no organisation", forge.without_claim("org")),
                ("claims that are a list", forge.signed(&forge.header, &json!([forge.claims]))),
                ("claims that are no JSON", forge.signed_text(&forge.header.to_string(), "{")),
            ]
        },
        &pkcs8,
    )
    .await;

    app.stop().await;
}

#[actix_web::test]
async fn what_is_too_large_or_shown_twice_opens_nothing() {
    let (app, pkcs8) = started().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let forge = Forge::of(&owner.token, &pkcs8);
    let large = forge.with_header("padding", json!("x".repeat(4096)));
    let good = format!("Bearer {}", owner.token);

    app.with_token(&large).gets("/v1/session").await.is_refused(401, "unauthenticated");
    for other in [good.as_str(), "Bearer garbage", "Basic b3duZXI6b3duZXI="] {
        let twice = [("authorization", good.as_str()), ("authorization", other)];
        app.with_token("").sends("GET", "/v1/session", None, &twice).await.is_refused(401, "unauthenticated");
        let twice = [("authorization", other), ("authorization", good.as_str())];
        app.with_token("").sends("GET", "/v1/session", None, &twice).await.is_refused(401, "unauthenticated");
    }
    for wrong in [owner.token.clone(), format!("Bearer  {}", owner.token)] {
        let shown = [("authorization", wrong.as_str())];
        app.with_token("").sends("GET", "/v1/session", None, &shown).await.is_refused(401, "unauthenticated");
    }

    owner.gets("/v1/session").await.is(200);
    app.stop().await;
}
