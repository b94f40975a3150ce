//! The keys of programs.
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{Cast, Teller};
use crate::telling::Telling;

const FORM: &str = "application/x-www-form-urlencoded";

/// Keys are asked for, refused, agreed to, given another secret, exchanged, revoked, and given up by whoever holds one.
pub async fn api_keys<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, admin) = (&cast.owner, &cast.admin);
    let nobody = teller.hotel().app.with_token("");
    let word = teller.word();
    let expires_at = chrono::Utc::now() + chrono::Duration::days(30);
    let wanted = || {
        let body = json!({ "name": format!("Stock {word}"), "scopes": ["supplier.view"], "networks": ["127.0.0.0/8"],
            "expires_at": expires_at, "reason": format!("Orders of {word} {}", uuid::Uuid::new_v4()) });
        Telling::default().with(body)
    };
    let because = |why: &str| json!({ "reason": format!("{why} {word}") });
    let refused = teller.tells(admin, "create_api_key", wanted()).await;
    let refusal = Telling::of(&[&refused.id()]).on(1).with(because("Reading is enough for"));
    teller.tells(owner, "refuse_api_key", refusal).await;
    let asked = teller.tells(admin, "create_api_key", wanted()).await;
    let id = asked.id();
    let agreed = teller.tells(owner, "approve_api_key", Telling::of(&[&id]).on(1)).await;
    let rotated = teller.tells(admin, "rotate_api_key", Telling::of(&[&id]).on(agreed.revision())).await;
    teller.tells(owner, "list_api_keys", Telling::default().asking(&[("id", &id)])).await;
    let secret = rotated.body["secret"].as_str().unwrap_or_default().to_owned();
    let basic = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
    let exchange = Telling {
        headers: vec![("authorization".into(), basic)],
        ..Telling::default().with_file(FORM, b"grant_type=client_credentials")
    };
    teller.tells(&nobody, "issue_token", exchange).await;
    let end = Telling::of(&[&id]).on(rotated.revision()).with(because("Nobody needs"));
    teller.tells(owner, "revoke_api_key", end).await;
    let other = teller.tells(admin, "create_api_key", wanted()).await;
    teller.tells(owner, "approve_api_key", Telling::of(&[&other.id()]).on(1)).await;
    let form = format!("token={}", other.body["secret"].as_str().unwrap_or_default());
    teller.tells(&nobody, "revoke_token", Telling::default().with_file(FORM, form.as_bytes())).await;
}
