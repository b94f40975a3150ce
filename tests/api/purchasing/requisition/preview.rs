//! Previewing a requisition's route.
use serde_json::json;
use uuid::Uuid;

use super::{REQUISITIONS, asks, body, drafted, line, shows, with};
use crate::{
    purchasing::route_preview::goes_through_another_policy,
    support::{Answer, App, Person},
};

async fn previews(person: &Person<'_>, id: &str) -> Answer {
    person.gets(&format!("{REQUISITIONS}/{id}/route-preview")).await
}

#[actix_web::test]
async fn it_says_who_will_approve_and_why_and_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = asks(&requester, body(&[line("1", "1250")])).await;

    let preview = previews(&requester, &draft.id()).await.is(200);

    assert_eq!(preview.body["finishes"], true);
    let summary = preview.body["summary"].as_str().unwrap();
    assert!(summary.starts_with("This goes to Hugo Head (Head of department), then to "), "{summary}");
    assert!(summary.ends_with("then to Gita Manager (GM)."), "{summary}");
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
    assert_eq!(shows(&requester, &draft.id()).await.revision(), 1);
    assert_eq!(hotel.actions_on(&draft.id()).await, ["requisition.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_dead_end_is_told_before_anybody_is_asked() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.publishes(2, "Strict", "0 seconds").await;
    let head = hotel.head().await;
    let draft = asks(&head, body(&[line("1", "1")])).await;

    let preview = previews(&head, &draft.id()).await.is(200);

    assert_eq!(preview.body["finishes"], false);
    assert_eq!(preview.body["dead_ends"][0]["rule"], "route_has_nobody");
    app.stop().await;
}

#[actix_web::test]
async fn it_can_be_played_through_under_a_draft_or_another_version() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let requisition = asks(&requester, body(&[line("1", "500")])).await;

    goes_through_another_policy(&hotel, &format!("{REQUISITIONS}/{}", requisition.id())).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_currency_without_a_rate_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = asks(&requester, with(body(&[line("1", "1")]), &json!({ "currency": "USD" }))).await;

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
