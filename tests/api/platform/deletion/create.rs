//! Asking to delete an organisation.
use access::platform::OperatorRole;
use serde_json::json;

use crate::{
    platform::console::{Console, two},
    support::App,
};

const LIST: &str = "/v1/operator/organisations";

#[actix_web::test]
async fn what_is_asked_for_waits_and_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let [one, other] = two(&app).await;

    let asked = one.asks_to_delete("harbour-house").await.is(201);

    assert_eq!((&asked.body["act"], &asked.body["organisation"]), (&"delete".into(), &"harbour-house".into()));
    assert!(asked.body["carried_out_by"].is_null() && asked.body["deletes_at"].is_null());
    owner.gets("/v1/session").await.is(200);
    let seen = other.gets(LIST).await.is(200);
    let item = &seen.body["items"][0];
    assert_eq!((&item["state"], &item["waiting"]["act"]), (&"active".into(), &"delete".into()));
    assert!(item["deletes_at"].is_null());
    app.stop().await;
}

#[actix_web::test]
async fn its_name_is_typed_again() {
    let app = App::start().await;
    let (_hotel, _clinic) = (app.hotel().await, app.clinic().await);
    let [one, _] = two(&app).await;
    let path = format!("{LIST}/harbour-house/deletion");
    let asks = async |organisation: &str| {
        one.posts(&path, json!({ "organisation": organisation, "reason": "The contract has ended." })).await
    };

    asks("alder-clinic").await.is_refused(409, "deletion_name_differs");
    asks("Harbour House").await.is_refused(422, "invalid");
    one.posts(&path, json!({ "reason": "The contract has ended." })).await.is_refused(422, "invalid");
    one.posts(&path, json!({ "organisation": "harbour-house", "reason": " " })).await.is_refused(422, "invalid");
    asks("harbour-house").await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn nothing_else_waits_beside_it_and_of_one_that_is_being_deleted_nothing_is_asked() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let consoles = two(&app).await;
    let [one, other] = &consoles;

    one.asks_to_delete("nobody-here").await.is_refused(404, "not_found");
    one.asks_to_delete("harbour-house").await.is(201);
    other.asks("suspension", "harbour-house").await.is_refused(409, "suspension_waiting");
    other.asks_to_delete("harbour-house").await.is_refused(409, "suspension_waiting");
    other.carries_out("deletion", "harbour-house").await.is(200);
    one.asks_to_delete("harbour-house").await.is_refused(409, "deletion_begun");
    one.asks("suspension", "harbour-house").await.is_refused(409, "deletion_begun");
    one.asks("resumption", "harbour-house").await.is_refused(409, "deletion_begun");
    app.stop().await;
}

#[actix_web::test]
async fn it_is_for_whoever_runs_the_installation_and_signed_in_lately() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    for role in [OperatorRole::Support, OperatorRole::Security] {
        let console = Console::of(&app, role, &format!("{}@operators.example", role.code())).await;
        let refused = console.asks_to_delete("harbour-house").await.is_refused(403, "forbidden");
        assert_eq!(refused.body["detail"], "platform.tenant_delete");
    }
    let mut ops = Console::of(&app, OperatorRole::Ops, "ops@operators.example").await;

    app.moves_clock("5 minutes").await;

    ops.asks_to_delete("harbour-house").await.is_refused(401, "sign_in_too_old");
    ops.signs_in().await.is(200);
    ops.asks_to_delete("harbour-house").await.is(201);
    app.stop().await;
}
