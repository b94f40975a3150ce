//! Taking back what was asked for about an operator.
use access::platform::OperatorRole;

use crate::{
    platform::console::{Console, OPERATORS, two_of},
    support::{Answer, App},
};

async fn withdraws(console: &Console<'_>, id: &str) -> Answer {
    console.posts_nothing(&format!("{OPERATORS}/{id}/change/withdraw")).await
}

#[actix_web::test]
async fn what_was_taken_back_is_carried_out_by_nobody_and_may_be_asked_for_anew() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    let asked = one.asks_to_invite("kofi@operators.example", OperatorRole::Ops).await.is(201);
    let id = asked.body["operator_id"].as_str().unwrap();

    let withdrawn = withdraws(&other, id).await.is(200);

    assert_eq!((&withdrawn.body["id"], &withdrawn.body["email"]), (&asked.body["id"], &asked.body["email"]));
    assert!(withdrawn.body["withdrawn_at"].is_string() && withdrawn.body["withdrawn_by"] != asked.body["asked_by"]);
    other.decides(id).await.is_refused(409, "operator_change_not_asked");
    withdraws(&one, id).await.is_refused(409, "operator_change_not_asked");
    one.asks_to_invite("kofi@operators.example", OperatorRole::Ops).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn whom_it_is_about_does_not_stop_it_and_what_has_lapsed_is_gone() {
    let app = App::start().await;
    let [one, mut other] = two_of(&app, OperatorRole::Security).await;
    let third = Console::of(&app, OperatorRole::Security, "third@operators.example").await;
    let id = third.own_id().await;
    one.asks_of("closing", &id).await.is(201);

    withdraws(&third, &id).await.is_refused(409, "operator_change_of_oneself");

    app.moves_clock("25 hours").await;
    other.signs_in().await.is(200);
    withdraws(&other, &id).await.is_refused(409, "operator_change_not_asked");
    other.asks_of("closing", &id).await.is(201);
    app.stop().await;
}
