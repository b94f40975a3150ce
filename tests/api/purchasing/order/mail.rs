//! Mailing an issued order to its supplier.
use serde_json::{Value, json};
use sqlx::Connection;
use uuid::Uuid;

use super::{ORDERS, acts, approved, issued, issued_at, mails};
use crate::support::{Answer, App, Person};

const LINEN: &str = "orders@linen.example";
const NOBODY: &str = "nobody@linen.example";

async fn mailed(person: &Person<'_>, id: &str, says: Value) -> Answer {
    person.posts(&format!("{ORDERS}/{id}/mail"), says).await
}

/// Each mailing as it stands: address, state and what the mail server said.
async fn standing(person: &Person<'_>, id: &str) -> Vec<[Value; 3]> {
    let listed = mails(person, id).await.is(200);
    let items = listed.body["items"].as_array().unwrap();
    items.iter().map(|mail| ["address", "state", "reply"].map(|field| mail[field].clone())).collect()
}

#[actix_web::test]
async fn the_supplier_gets_the_very_bytes_that_were_kept() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = issued_at(&hotel, LINEN, json!({ "message": "Please confirm.\nThe back door is open." })).await;
    let number = order.body["number"].as_str().unwrap().to_owned();

    app.delivers().await;

    let mails = app.mail_to(LINEN);
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(mail.subject, format!("Purchase order {number} from Harbour House"));
    let pdf = hotel.requester().await.gets(&format!("{ORDERS}/{}/pdf", order.id())).await.is(200).bytes;
    assert_eq!(mail.files, [(format!("{number}.pdf"), pdf)]);
    assert_eq!(mail.reply_to.as_deref(), Some("accounts2@harbour-house.example"));
    for told in ["issued by Abel Accounts on", "EUR 425.00", "Abel Accounts writes:", "The back door is open."] {
        assert!(mail.text.contains(told) && mail.html.contains(told), "{told}: {}", mail.text);
    }
    assert!(!mail.text.contains("http") && !mail.html.contains("href"), "{}", mail.html);
    let actions = hotel.actions_on(&order.id()).await;
    assert_eq!(actions[actions.len() - 2..], ["purchase_order.mailed", "purchase_order.mail_sent"]);
    app.stop().await;
}

#[actix_web::test]
async fn what_was_refused_shows_why_and_can_be_mailed_elsewhere() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = issued_at(&hotel, NOBODY, Value::Null).await;
    let (id, accounts) = (order.id(), hotel.accounts().await);
    app.delivers().await;
    let refused = [json!(NOBODY), json!("failed"), json!("550 5.1.1 no such mailbox")];
    assert_eq!(standing(&accounts, &id).await, std::slice::from_ref(&refused));

    app.moves_clock("1 second").await;
    let again = mailed(&accounts, &id, json!({ "address": LINEN, "message": "The other one bounced." })).await.is(201);

    assert_eq!(again.header("location"), Some(format!("/v1/purchase-orders/{id}/mails").as_str()));
    assert_eq!((&again.body["state"], &again.body["is_suppliers_address"]), (&json!("waiting"), &json!(false)));
    assert_eq!(again.body["asked_by"]["name"], "Ada Accounts");
    app.delivers().await;
    assert_eq!(standing(&accounts, &id).await, [[json!(LINEN), json!("sent"), Value::Null], refused]);
    let mails = app.mail_to(LINEN);
    assert_eq!(mails[0].reply_to.as_deref(), Some("accounts@harbour-house.example"));
    assert!(mails[0].text.contains("issued by Abel Accounts") && mails[0].text.contains("Ada Accounts writes:"));
    let actions = hotel.actions_on(&id).await;
    let told = ["mailed", "mail_failed", "mailed", "mail_sent"].map(|what| format!("purchase_order.{what}"));
    assert_eq!(actions[actions.len() - 4..], told);
    app.stop().await;
}

#[actix_web::test]
async fn the_mail_of_the_organisation_shows_it_too_and_sends_it_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = issued_at(&hotel, NOBODY, Value::Null).await.id();
    app.delivers().await;
    let admin = hotel.admin().await;

    let listed = admin.gets("/v1/mails").await.is(200);

    let mail = &listed.body["items"][0];
    assert_eq!((&mail["kind"], &mail["address"]), (&json!("purchase_order"), &json!(NOBODY)));
    assert_eq!((&mail["person_id"], &mail["state"]), (&Value::Null, &json!("failed")));
    admin.posts_nothing(&format!("/v1/mails/{}/resend", mail["id"].as_str().unwrap())).await.is(200);
    let accounts = hotel.accounts().await;
    assert_eq!(standing(&accounts, &id).await[0][1], "waiting");
    app.delivers().await;
    assert_eq!(standing(&accounts, &id).await[0][1], "failed");
    app.stop().await;
}

#[actix_web::test]
async fn a_mail_server_is_asked_for_three_days() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = issued_at(&hotel, "later@linen.example", Value::Null).await.id();
    app.delivers().await;
    app.moves_clock("71 hours").await;
    assert_eq!(standing(&hotel.accounts().await, &id).await[0][1], "waiting");

    app.moves_clock("1 hour 1 second").await;
    app.delivers().await;

    let words = json!("451 4.2.1 mailbox busy, try again later");
    assert_eq!(standing(&hotel.accounts().await, &id).await, [[json!("later@linen.example"), json!("failed"), words]]);
    app.stop().await;
}

#[actix_web::test]
async fn what_came_of_it_outlives_the_mail() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = issued_at(&hotel, LINEN, Value::Null).await.id();
    app.delivers().await;
    let before = mails(&hotel.accounts().await, &id).await.is(200).body;

    app.moves_clock("91 days").await;
    app.home(app.first()).database.clear_expired().await.unwrap();

    let left = "select count(*) from door.mail";
    let left: i64 = sqlx::query_scalar(left).fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!(left, 0);
    assert_eq!(mails(&hotel.accounts().await, &id).await.is(200).body, before);
    app.stop().await;
}

#[actix_web::test]
async fn only_what_was_issued_and_stands_is_mailed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = approved(&hotel).await.id();
    let says = json!({ "address": LINEN });

    mailed(&accounts, &id, says.clone()).await.is_refused(409, "illegal_transition");
    let seen = accounts.gets(&format!("{ORDERS}/{id}")).await.is(200);
    assert_eq!(seen.action("purchase_order.mail"), Err("illegal_transition".into()));
    let issued = acts(&accounts, &id, "issue", 3, Value::Null).await.is(200);
    assert_eq!(issued.action("purchase_order.mail"), Ok(()));
    mailed(&accounts, &id, json!({})).await.is_refused(409, "order_without_address");
    mailed(&accounts, &id, says.clone()).await.is(201);
    acts(&accounts, &id, "cancel", 4, json!({ "reason": "Late" })).await.is(200);
    mailed(&accounts, &id, says).await.is_refused(409, "illegal_transition");
    assert_eq!(standing(&accounts, &id).await.len(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn an_order_is_mailed_ten_times_a_day_at_most() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = issued_at(&hotel, LINEN, Value::Null).await.id();
    let accounts = hotel.accounts().await;
    for _ in 0..9 {
        mailed(&accounts, &id, json!({})).await.is(201);
    }

    let refused = mailed(&accounts, &id, json!({})).await.is_refused(409, "order_mailed_too_often");

    assert!(refused.body["title"].as_str().unwrap().contains("ten times in 24 hours"), "{}", refused.body);
    app.moves_clock("1 day 1 second").await;
    mailed(&hotel.accounts().await, &id, json!({})).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_is_mailed_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (order, accounts) = (issued(&hotel).await, hotel.accounts().await);
    let (path, key) = (format!("{ORDERS}/{}/mail", order.id()), Uuid::new_v4().to_string());

    let first = accounts.posts_with_key(&path, json!({ "address": LINEN }), &key).await.is(201);
    let second = accounts.posts_with_key(&path, json!({ "address": LINEN }), &key).await.is(201);

    assert_eq!(first.body, second.body);
    app.delivers().await;
    app.delivers().await;
    assert_eq!(app.mail_to(LINEN).len(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_may_not_and_whoever_is_a_stranger_mails_nothing() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (ours, theirs) = (issued(&hotel).await.id(), issued(&clinic).await.id());
    let says = json!({ "address": LINEN });

    mailed(&hotel.head().await, &ours, says.clone()).await.is_refused(403, "forbidden");
    mailed(&hotel.accounts().await, &theirs, says.clone()).await.is_refused(404, "not_found");
    mailed(&hotel.accounts().await, &Uuid::new_v4().to_string(), says).await.is_refused(404, "not_found");

    app.delivers().await;
    assert!(app.mail_to(LINEN).is_empty());
    app.stop().await;
}

#[actix_web::test]
async fn the_database_too_mails_nothing_that_nobody_asked_for() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = Uuid::parse_str(&approved(&hotel).await.id()).unwrap();
    let accounts = hotel.accounts().await;
    let mut connection = app.as_role("countersign_tenant").await;

    let mut tx = connection.begin().await.unwrap();
    accounts.begins(&mut tx, "purchase_order.mail", Uuid::new_v4()).await;
    let mail = sqlx::query("select door.mail_order($1, '{}')").bind(Uuid::new_v4());
    let error = mail.execute(&mut *tx).await.unwrap_err();
    assert_eq!(error.as_database_error().unwrap().code().as_deref(), Some("CS409"));
    tx.rollback().await.unwrap();

    let mut tx = connection.begin().await.unwrap();
    accounts.begins(&mut tx, "purchase_order.mail", Uuid::new_v4()).await;
    let unprinted = "
        insert into tenant.order_mailing (org_id, id, order_id, address, is_suppliers_address, revision, asked_by, asked_at)
        values ((select door.org_id()), $1, $2, 'orders@linen.example', false, 3, (select door.person_id()), now())";
    let unprinted = sqlx::query(unprinted).bind(Uuid::new_v4()).bind(id);
    let error = unprinted.execute(&mut *tx).await.unwrap_err();
    assert_eq!(error.as_database_error().unwrap().constraint(), Some("order_mailing_paper_fkey"));
    drop(tx);
    app.stop().await;
}
