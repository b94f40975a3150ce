//! The trail and what was refused.
use super::{Cast, Teller};
use crate::{support::Person, telling::Telling};

pub async fn trail<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (auditor, word) = (&cast.auditor, teller.word());
    let created = "/v1/audit-events?action=purchase_order.created&limit=1";
    let newest = auditor.gets(created).await.is(200).body["items"][0].clone();
    let text = |name: &str| newest[name].as_str().unwrap_or_default().to_owned();
    let from = format!("{}T00:00:00Z", text("occurred_at").get(..10).unwrap_or_default());
    let (person, entity, request) = (cast.requester.id.to_string(), text("entity_id"), text("request_id"));
    let filters = [
        ("person_id", person.as_str()),
        ("entity_id", &entity),
        ("request_id", &request),
        ("q", &word),
        ("from", &from),
    ];
    for operation in ["list_audit_events", "export_audit_events"] {
        teller.tells(auditor, operation, Telling::default().asking(&filters)).await;
    }
    teller.tells(auditor, "get_audit_event", Telling::of(&[&text("id")])).await;
    is_refused_two_things(&cast.requester, auditor).await;
    let of_requester = Telling::default().asking(&[("person_id", &person)]);
    teller.tells(auditor, "list_audit_denials", of_requester.clone()).await;
    teller.tells(auditor, "export_audit_denials", of_requester).await;
}

// Denials are written after the answers have left, so they are read until they are there, a bounded number of times.
async fn is_refused_two_things(person: &Person<'_>, auditor: &Person<'_>) {
    const LOOKS_MAX: usize = 500;
    person.gets("/v1/audit-events").await.is_refused(403, "forbidden");
    person.gets("/v1/permissions").await.is_refused(403, "forbidden");
    let path = format!("/v1/audit-denials?person_id={}", person.id);
    for _ in 0..LOOKS_MAX {
        let page = auditor.gets(&path).await.is(200);
        if page.body["items"].as_array().is_some_and(|items| items.len() >= 2) {
            return;
        }
    }
    panic!("no two denials of {} after {LOOKS_MAX} looks", person.id);
}
