//! Asking that an account be closed.
use access::platform::OperatorRole;

use crate::{
    platform::console::{Console, OPERATORS, two_of},
    support::App,
};

#[actix_web::test]
async fn nobody_asks_it_of_themselves_nor_twice_and_nothing_changes_by_asking() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    let support = Console::of(&app, OperatorRole::Support, "support@operators.example").await;
    let id = support.own_id().await;

    one.asks_of("closing", &one.own_id().await).await.is_refused(409, "operator_change_of_oneself");
    let asked = one.asks_of("closing", &id).await.is(201);
    other.asks_of("link", &id).await.is_refused(409, "operator_change_waiting");

    assert_eq!((&asked.body["act"], &asked.body["email"]), (&"close".into(), &"support@operators.example".into()));
    support.gets("/v1/operator/session").await.is(200);
    one.decides(&id).await.is_refused(409, "operator_change_by_oneself");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_is_not_there_or_closed_already_is_not_closed() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    let id = Console::of(&app, OperatorRole::Support, "support@operators.example").await.own_id().await;
    one.asks_of("closing", &id).await.is(201);
    other.decides(&id).await.is(200);

    one.asks_of("closing", &id).await.is_refused(404, "not_found");
    one.asks_of("link", &id).await.is_refused(404, "not_found");
    one.asks_of("closing", "0192b0c0-0000-7000-8000-000000000001").await.is_refused(404, "not_found");
    let seen = one.gets(OPERATORS).await.is(200);
    assert_eq!(seen.body["items"][2]["state"], "closed");
    app.stop().await;
}
