//! Asking for a new link, for somebody who lost what they sign in with.
use access::platform::OperatorRole;

use crate::{
    platform::console::{Console, two_of},
    support::{App, Device},
};

#[actix_web::test]
async fn a_new_link_is_mailed_to_whoever_lost_their_factors_and_replaces_them() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;
    let mut lost = Console::of(&app, OperatorRole::Ops, "lost@operators.example").await;
    let mut device = Device::default();
    lost.adds_a_passkey(&mut device).await.is(204);
    let id = lost.own_id().await;

    one.asks_of("link", &id).await.is(201);
    other.decides(&id).await.is(200);

    app.delivers().await;
    let mail = app.mail_to("lost@operators.example").pop().expect("a link");
    assert_eq!(mail.subject, "A new link to your operator account");
    lost.gets("/v1/operator/session").await.is(200);
    lost.enters(&mail.secret()).await.is(200);
    lost.gets("/v1/operator/session").await.is_refused(401, "unauthenticated");
    lost.signs_in_with(&mut device).await.is_refused(403, "operator_passkey_refused");
    lost.signs_in().await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_asks_it_for_themselves() {
    let app = App::start().await;
    let [one, other] = two_of(&app, OperatorRole::Security).await;

    one.asks_of("link", &one.own_id().await).await.is_refused(409, "operator_change_of_oneself");

    one.asks_of("link", &other.own_id().await).await.is(201);
    other.decides(&other.own_id().await).await.is_refused(409, "operator_change_of_oneself");
    app.stop().await;
}
