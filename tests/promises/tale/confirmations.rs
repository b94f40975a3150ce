//! What is asked for in somebody's name, and stopped by whoever reads their mail.
use serde_json::json;
use sqlx::Row;

use super::Teller;
use crate::{support::ORIGIN, telling::Telling};

/// Somebody has a session of another, and asks for something in their name.
pub async fn confirmations<'a>(teller: &mut impl Teller<'a>) {
    let hotel = teller.hotel();
    let thief = hotel.somebody_who_may(&["security_policy.view", "security_policy.update"]).await;
    let revision = thief.gets("/v1/security-policy").await.revision();
    let seen = [("if-match", &*format!("\"{revision}\""))];
    let asked = thief.sends_once("PATCH", "/v1/security-policy", Some(json!({ "failures_max": 20 })), &seen).await;
    assert!(asked.is_to_confirm(), "{asked:?}");
    // The link, set round the door: what was mailed is not for the tale to read.
    let link = hotel.home.mint(&uuid::Uuid::new_v4().simple().to_string());
    let set =
        "update door.intent set link_hash = $2 where org_id = $1 and state = 'live' and person_id = $3 returning id";
    let mut administrator = hotel.administrator().await;
    let set = sqlx::query(set).bind(hotel.org_id).bind(identity::secret_hash(&link).to_vec()).bind(thief.id);
    let id: uuid::Uuid = set.fetch_one(&mut administrator).await.expect("an intent").get(0);
    assert_eq!(asked.body["confirmation"]["id"], json!(id));
    let headers = vec![("origin".to_owned(), ORIGIN.to_owned())];
    let telling = Telling { headers, ..Telling::default() }.with(json!({ "link": link }));
    teller.tells(&hotel.app.with_token(""), "deny_confirmation", telling).await;
}
