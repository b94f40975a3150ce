//! To whom an order was mailed.
use serde_json::{Value, json};

use super::{ORDERS, body, drafted, issued_at, line, mails, supplier_at};
use crate::support::App;

const LINEN: &str = "orders@linen.example";

#[actix_web::test]
async fn a_draft_says_where_it_would_go() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let supplier = supplier_at(&hotel, "Harbour Linen", json!(LINEN)).await;
    let draft = requester.posts(ORDERS, body(&hotel, &supplier, &[line("1", "1")])).await.is(201);

    let listed = mails(&requester, &draft.id()).await.is(200);

    assert_eq!(listed.body, json!({ "supplier_address": LINEN, "items": [] }));
    app.stop().await;
}

#[actix_web::test]
async fn the_newest_stands_first_with_all_that_is_known() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = issued_at(&hotel, LINEN, Value::Null).await.id();
    app.moves_clock("1 minute").await;
    let says = json!({ "address": "later@linen.example", "message": "Once more." });
    let accounts = hotel.accounts().await;
    accounts.posts(&format!("{ORDERS}/{id}/mail"), says).await.is(201);
    app.delivers().await;

    let listed = mails(&hotel.requester().await, &id).await.is(200);

    let [newest, first] = &listed.body["items"].as_array().unwrap()[..] else { panic!("{}", listed.body) };
    assert_eq!((&newest["state"], &first["state"]), (&json!("waiting"), &json!("sent")));
    assert_eq!(newest["reply"], "451 4.2.1 mailbox busy, try again later");
    assert!(newest["next_at"].is_string() && newest["ended_at"].is_null(), "{newest}");
    assert!(first["next_at"].is_null() && first["ended_at"].is_string() && first["reply"].is_null(), "{first}");
    assert_eq!((&newest["asked_by"]["name"], &newest["message"]), (&json!("Ada Accounts"), &json!("Once more.")));
    app.stop().await;
}

#[actix_web::test]
async fn who_does_not_see_an_order_does_not_see_its_mail() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (ours, theirs) = (drafted(&hotel).await.id(), issued_at(&clinic, LINEN, Value::Null).await.id());

    mails(&hotel.housekeeper().await, &ours).await.is_refused(404, "not_found");
    mails(&hotel.owner().await, &theirs).await.is_refused(404, "not_found");
    mails(&hotel.admin().await, &ours).await.is_refused(403, "forbidden");
    app.stop().await;
}
