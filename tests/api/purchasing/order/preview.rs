//! Previewing an order's route.
use serde_json::json;
use uuid::Uuid;

use super::{ORDERS, body, drafted, line, supplier};
use crate::{
    approval::draft::{above, begins},
    purchasing::route_preview::goes_through_another_policy,
    support::{Answer, App, Person},
};

async fn previews(person: &Person<'_>, id: &str) -> Answer {
    person.gets(&format!("{ORDERS}/{id}/route-preview")).await
}

#[actix_web::test]
async fn it_says_who_will_approve_and_why_and_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let supplier = supplier(&hotel, "Harbour Linen").await;
    let draft = requester.posts(ORDERS, body(&hotel, &supplier, &[line("1", "1250")])).await.is(201);

    let preview = previews(&requester, &draft.id()).await.is(200);

    assert_eq!(preview.body["finishes"], true);
    let whys: Vec<_> = preview.body["steps"].as_array().unwrap().iter().map(|step| &step["why"]).collect();
    assert_eq!(
        whys,
        [
            "Head of department: always",
            "Accounts: always",
            "GM: total 1,250.00 EUR is above 1,000.00 EUR",
            "Owner: total 1,250.00 EUR is not above 25,000.00 EUR",
        ]
    );
    assert_eq!(requester.gets(&format!("{ORDERS}/{}", draft.id())).await.revision(), 1);
    assert_eq!(hotel.actions_on(&draft.id()).await, ["purchase_order.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn it_can_be_played_through_under_a_draft_or_another_version() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let supplier = supplier(&hotel, "Harbour Linen").await;
    let order = requester.posts(ORDERS, body(&hotel, &supplier, &[line("1", "500")])).await.is(201);

    goes_through_another_policy(&hotel, &format!("{ORDERS}/{}", order.id())).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_policy_that_there_is_not_or_not_for_the_caller_is_named() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let order = drafted(&hotel).await;
    let draft = begins(&hotel.admin().await, above("100")).await.is(201).id();
    let foreign = begins(&clinic.admin().await, above("100")).await.is(201).id();
    let version = hotel.publishes(2, "Tomorrow's", "1 day").await;
    let (requester, auditor) = (hotel.requester().await, hotel.auditor().await);
    let accounts = hotel.accounts().await;
    let cases = [
        (&requester, format!("draft_id={draft}"), "draft_id", "unknown"),
        (&accounts, format!("draft_id={foreign}"), "draft_id", "unknown"),
        (&accounts, format!("draft_id={draft}&policy_id={version}"), "draft_id", "conflict"),
        (&accounts, format!("policy_id={draft}"), "policy_id", "unknown"),
        (&auditor, format!("policy_id={version}"), "policy_id", "unknown"),
    ];

    for (person, choice, field, code) in cases {
        let path = format!("{ORDERS}/{}/route-preview?{choice}", order.id());
        person.gets(&path).await.is_invalid(field, code);
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_currency_without_a_rate_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let supplier = supplier(&hotel, "Harbour Linen").await;
    let mut body = body(&hotel, &supplier, &[line("1", "1250")]);
    body["currency"] = json!("USD");
    let draft = requester.posts(ORDERS, body).await.is(201);

    previews(&requester, &draft.id()).await.is_refused(409, "no_exchange_rate");
    app.stop().await;
}

#[actix_web::test]
async fn who_does_not_see_it_previews_nothing() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let draft = drafted(&hotel).await;
    let foreign = drafted(&clinic).await;

    previews(&hotel.housekeeper().await, &draft.id()).await.is_refused(404, "not_found");
    let of_theirs = previews(&hotel.accounts().await, &foreign.id()).await.is_refused(404, "not_found");
    assert_eq!(of_theirs.body, previews(&hotel.accounts().await, &Uuid::new_v4().to_string()).await.body);
    previews(&hotel.admin().await, &draft.id()).await.is_refused(403, "forbidden");
    app.stop().await;
}
