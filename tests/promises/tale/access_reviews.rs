//! Who holds what is looked at, line by line, and signed off.
use serde_json::json;

use super::{Cast, Teller};
use crate::telling::Telling;

/// The most lines that are decided at once.
const AT_ONCE: usize = 200;

/// One is started too early and cancelled, another is decided and signed off.
pub async fn access_reviews<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, admin, word) = (&cast.owner, &cast.admin, teller.word());
    let started = |name: &str| Telling::default().with(json!({ "name": format!("{name} {word}") }));
    let early = teller.tells(owner, "start_access_review", started("Early")).await;
    let why = json!({ "reason": "Not everybody has joined" });
    let cancel = Telling::of(&[&early.id()]).on(early.revision()).with(why);
    teller.tells(owner, "cancel_access_review", cancel).await;
    let review = teller.tells(owner, "start_access_review", started("Quarter")).await;
    let id = review.id();
    teller.tells(owner, "list_access_reviews", Telling::default()).await;
    teller.tells(owner, "get_access_review_reminder", Telling::default()).await;
    let requester = teller.hotel().people.requester.to_string();
    let of_requester = Telling::of(&[&id]).asking(&[("person_id", &requester)]);
    teller.tells(owner, "list_access_review_lines", of_requester.clone()).await;
    teller.tells(owner, "export_access_review_lines", of_requester).await;
    let path = format!("/v1/access-reviews/{id}");
    let own = owner.gets(&format!("{path}/lines?person_id={}", owner.id)).await.is(200);
    let own: Vec<_> =
        own.body["items"].as_array().into_iter().flatten().filter_map(|line| line["number"].as_i64()).collect();
    let lines = review.body["progress"]["lines"].as_i64().unwrap_or_default();
    let others: Vec<_> = (1..=lines).filter(|number| !own.contains(number)).collect();
    for numbers in others.chunks(AT_ONCE) {
        let kept = json!({ "lines": numbers, "decision": "keep", "reason": "As it should be" });
        owner.posts(&format!("{path}/decide"), kept).await.is(200);
    }
    let kept = json!({ "lines": own, "decision": "keep", "reason": "As it should be" });
    teller.tells(admin, "decide_access_review", Telling::of(&[&id]).with(kept)).await;
    let decided = teller.tells(owner, "get_access_review", Telling::of(&[&id])).await;
    teller.tells(owner, "sign_off_access_review", Telling::of(&[&id]).on(decided.revision())).await;
}
