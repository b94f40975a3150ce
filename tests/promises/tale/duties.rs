//! One person does for a while what two should, and somebody else looks at it.
use serde_json::json;

use super::{Cast, Teller};
use crate::telling::Telling;

const PAIR: &str = "supplier_activation";

/// Two suppliers are entered and activated by one person; then it takes two again.
pub async fn duties<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, accounts, word) = (&cast.owner, &cast.accounts, teller.word());
    let listed = teller.tells(owner, "list_duties", Telling::default()).await;
    let duty = listed.body["items"].as_array().into_iter().flatten().find(|duty| duty["pair"] == PAIR);
    let revision = duty.and_then(|duty| duty["revision"].as_i64()).unwrap_or_default();
    let reason = format!("Two of us until spring, says {word}");
    let detect = json!({ "mode": "detect", "reviewer_id": cast.auditor.id, "reason": reason });
    let told = Telling::of(&[PAIR]).with(detect).on(revision);
    let lowered = teller.tells(owner, "update_duty", told).await;
    for goods in ["Rope", "Twine"] {
        let new = json!({ "name": format!("{word} {goods}"), "country": "IE", "currency": "EUR" });
        let supplier = teller.tells(accounts, "create_supplier", Telling::default().with(new)).await;
        let activate = Telling::of(&[&supplier.id()]).on(supplier.revision());
        teller.tells(accounts, "activate_supplier", activate).await;
    }
    let open = Telling::default().asking(&[("state", "open")]);
    let exceptions = teller.tells(owner, "list_duty_exceptions", open).await;
    teller.tells(owner, "export_duty_exceptions", Telling::default()).await;
    let id = exceptions.body["items"][0]["id"].as_str().unwrap_or_default().to_owned();
    let verdict = json!({ "verdict": "accept", "note": format!("Found in the register as {word}") });
    let review = Telling::of(&[&id]).with(verdict).on(1);
    teller.tells(owner, "review_duty_exception", review).await;
    let prevent = json!({ "mode": "prevent", "reason": format!("{word} is back") });
    let told = Telling::of(&[PAIR]).with(prevent).on(lowered.revision());
    teller.tells(owner, "update_duty", told).await;
}
